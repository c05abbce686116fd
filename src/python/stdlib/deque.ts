/** `collections.deque`: a list with two ends, which may have a longest length. */
import { classes } from '../builtin-classes';
import { evaluatorOf, wholeNumber } from '../builtins/method-table';
import { changing } from '../changes';
import { newInstance } from '../evaluate/calls';
import type { Interpreter } from '../interpreter';
import { bool, int, list, nativeClass, nativeFunction, nativeMethod, none, str } from '../native';
import { payloadOf, plain, setPayload } from '../payload';
import type { Place } from '../place';
import type { InstanceValue, ListValue, NativeCall, Value } from '../values';

const itemsOf = (value: Value | undefined): ListValue | null => {
  const inner = value?.type === 'instance' ? payloadOf(value) : null;
  return inner?.type === 'list' ? inner : null;
};

function longest(self: Value | undefined): number | null {
  const most = self?.type === 'instance' ? self.attributes.get('maxlen') : null;
  return most ? wholeNumber(most) : null;
}

/** Changes the items; what no longer fits falls out at the other end. */
const changingItems =
  (
    change: (items: Value[], args: readonly Value[], interpreter: Interpreter, place: Place | null) => Value,
    fallsOut: 'left' | 'right',
  ): NativeCall =>
  (interpreter, args, place) => {
    const [self, ...given] = args.positional;
    const inner = itemsOf(self);
    if (!inner) return none;
    const items = evaluatorOf(interpreter).touchItems(inner.items);
    const answer = change(items, given, interpreter, place);
    const most = longest(self);
    if (most !== null && items.length > most) items.splice(fallsOut === 'left' ? 0 : most, items.length - most);
    return answer;
  };

const from = (interpreter: Interpreter, value: Value | undefined, place: Place | null): readonly Value[] => {
  const items = value ? interpreter.iterate(value, place) : [];
  return 'reason' in items ? [items] : items;
};

const ended = (interpreter: Interpreter, place: Place | null): never => interpreter.raise('IndexError', 'pop from an empty deque', place);

const methods: Readonly<Record<string, NativeCall>> = {
  append: changingItems((items, [item = none]) => {
    items.push(item);
    return none;
  }, 'left'),
  appendleft: changingItems((items, [item = none]) => {
    items.unshift(item);
    return none;
  }, 'right'),
  extend: changingItems((items, [given], interpreter, place) => {
    items.push(...from(interpreter, given, place));
    return none;
  }, 'left'),
  extendleft: changingItems((items, [given], interpreter, place) => {
    items.unshift(...[...from(interpreter, given, place)].reverse());
    return none;
  }, 'right'),
  pop: changingItems((items, _given, interpreter, place) => items.pop() ?? ended(interpreter, place), 'left'),
  popleft: changingItems((items, _given, interpreter, place) => items.shift() ?? ended(interpreter, place), 'left'),
  clear: changingItems((items) => {
    items.length = 0;
    return none;
  }, 'left'),
  reverse: changingItems((items) => {
    items.reverse();
    return none;
  }, 'left'),
  rotate: changingItems((items, [by]) => {
    const steps = items.length === 0 ? 0 : (wholeNumber(by ?? int(1)) ?? 0) % items.length;
    items.unshift(...items.splice(items.length - (steps < 0 ? steps + items.length : steps)));
    return none;
  }, 'left'),
};

const make: NativeCall = (interpreter, args, place) => {
  const [cls, given] = args.positional;
  if (cls?.type !== 'class') return none;
  const iterable = given ?? args.keywords.get('iterable');
  const items = iterable ? interpreter.iterate(iterable, place) : [];
  if ('reason' in items) return items;
  const made = newInstance(evaluatorOf(interpreter), cls, args, place);
  if (made.type !== 'instance') return made;
  const most = args.positional[2] ?? args.keywords.get('maxlen') ?? none;
  const kept = wholeNumber(most);
  changing(made.attributes).set('maxlen', most);
  setPayload(made, list(kept === null ? items : items.slice(Math.max(0, items.length - kept)), place));
  return made;
};

function shown(interpreter: Interpreter, self: InstanceValue, place: Place | null): Value {
  const text = interpreter.repr(itemsOf(self) ?? none);
  const most = longest(self);
  return typeof text === 'string' ? str(`${self.class.name}(${text}${most === null ? '' : `, maxlen=${most}`})`, place) : text;
}

const borrowed = ['index', 'count', 'remove', 'insert'];

export const dequeClass = nativeClass({
  name: 'deque',
  module: 'collections',
  members: {
    ...Object.fromEntries(Object.entries(methods).map(([name, call]) => [name, nativeMethod(name, call)])),
    __new__: nativeFunction('__new__', make),
  },
  native: {
    tag: 'collections.deque',
    attribute: (interpreter, self, name, place) => {
      if (name === 'copy') return nativeFunction(name, () => interpreter.call(self.class, copyArguments(self), place));
      const method = borrowed.includes(name) ? classes.list.namespace.get(name) : undefined;
      return method?.type === 'native' ? { type: 'method', self: itemsOf(self) ?? none, function: method, place } : null;
    },
    operate: (interpreter, operator, self, other, place) => {
      if (operator === '__repr__' || operator === '__str__') return shown(interpreter, self, place);
      if (operator !== '__eq__') return null;
      const [a, b] = [itemsOf(self), other?.type === 'instance' ? itemsOf(other) : null];
      const same = a && b ? interpreter.equal(a, plain(b)) : false;
      return typeof same === 'boolean' ? bool(same, place) : same;
    },
  },
});

const copyArguments = (self: InstanceValue) => ({
  positional: [itemsOf(self) ?? none],
  keywords: new Map([['maxlen', self.attributes.get('maxlen') ?? none]]),
  unknown: null,
});
