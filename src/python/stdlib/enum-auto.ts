/** `enum.auto()`: a value that waits for the class; a computation with it waits too. */
import type { Evaluator } from '../evaluate/evaluator';
import { binary, unary } from '../evaluate/operators';
import { instance, nativeClass, nativeFunction, tuple, unknown } from '../native';
import type { Place } from '../place';
import type { InstanceValue, Value } from '../values';

/** `RW = R | W` in a class body, where R and W are `auto()` still. */
class Waiting {
  constructor(
    readonly operator: string,
    readonly left: Value,
    readonly right: Value | null,
  ) {}
}

const binaryOperators: Readonly<Record<string, string>> = {
  __or__: '|',
  __and__: '&',
  __xor__: '^',
  __add__: '+',
  __sub__: '-',
  __mul__: '*',
  __lshift__: '<<',
};
const unaryOperators = { __invert__: '~', __neg__: '-', __pos__: '+' } as const;

export const autoClass = nativeClass({
  name: 'auto',
  module: 'enum',
  members: { __new__: nativeFunction('__new__', (_interpreter, _args, place) => instance(autoClass, null, place)) },
  native: {
    tag: 'enum.auto',
    operate: (_interpreter, operator, self, other, place) => {
      const plain = binaryOperators[operator];
      const reflected = binaryOperators[operator.replace('__r', '__')];
      if (operator in unaryOperators) return waiting(new Waiting(operator, self, null), place);
      if (other && plain) return waiting(new Waiting(plain, self, other), place);
      if (other && reflected && operator.startsWith('__r')) return waiting(new Waiting(reflected, other, self), place);
      return operator === '__eq__' || operator === '__bool__' ? null : unknown('a computation with enum.auto()', place);
    },
  },
});

const waiting = (host: Waiting, place: Place | null): InstanceValue => instance(autoClass, host, place);

/** Gives the values of a class body's names, asking `next` for each `auto()` once. */
export function autoResolver(
  evaluator: Evaluator,
  next: (name: string, place: Place | null) => Value,
): (name: string, value: Value) => Value {
  const values = new Map<InstanceValue, Value>();
  const resolve = (name: string, value: Value): Value => {
    if (value.type === 'tuple') {
      const items = value.items.map((item) => resolve(name, item));
      return items.every((item, index) => item === value.items[index]) ? value : tuple(items, value.place);
    }
    if (value.type !== 'instance' || value.class !== autoClass) return value;
    const known = values.get(value);
    if (known) return known;
    const made = value.host instanceof Waiting ? computed(name, value.host, value.place) : next(name, value.place);
    values.set(value, made);
    return made;
  };
  const computed = (name: string, { operator, left, right }: Waiting, place: Place | null): Value => {
    const first = resolve(name, left);
    if (right) return binary(evaluator, operator, first, resolve(name, right), place);
    return operator in unaryOperators ? unary(evaluator, unaryOf(operator), first, place) : first;
  };
  return resolve;
}

const unaryOf = (operator: string): '~' | '-' | '+' => (operator === '__invert__' ? '~' : operator === '__neg__' ? '-' : '+');
