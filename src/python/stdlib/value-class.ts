/** Classes of the standard library whose instances are values that never change: a date, a decimal number, a UUID. */
import { firstUnknown } from '../builtins/method-table';
import { changing } from '../changes';
import type { Interpreter } from '../interpreter';
import { instance, nativeClass, nativeFunction, nativeMethod, none, unknown } from '../native';
import type { Place } from '../place';
import type { Arguments, ClassValue, DescriptorValue, Value } from '../values';

/** A call of a constructor, of a method or of an operator. */
export interface Call {
  readonly interpreter: Interpreter;
  /** Without `self` or `cls`. */
  readonly args: Arguments;
  readonly place: Place | null;
}

/** What an instance holds, and the key under which it stands in dicts; equal values have equal keys. */
export interface Held {
  readonly hashKey: string;
}

export interface ValueClass<Host extends Held> {
  readonly module: string;
  readonly name: string;
  readonly bases?: readonly ClassValue[];
  /** The kind of what the instances hold. */
  readonly host: abstract new (
    ...args: never[]
  ) => Host;
  /** What the constructor makes of its arguments, none of which is an Unknown. */
  readonly make: (call: Call) => Host | Value;
  /** Names that stand for values, such as `year`. */
  readonly values?: Readonly<Record<string, (host: Host, call: Call) => Value>>;
  readonly methods?: Readonly<Record<string, (host: Host, call: Call) => Value>>;
  readonly classMethods?: Readonly<Record<string, (call: Call) => Value>>;
  /** Operators, and `__repr__`, `__str__`, `__bool__`; null where Python's own methods give NotImplemented. */
  readonly operate: (host: Host, operator: string, other: Value | null, call: Call) => Value | null;
}

/** What an instance holds of which only the class is known. */
const notKnown = { notKnown: true };

const isHeld = (answer: Held | Value): answer is Held => 'hashKey' in answer && !('type' in answer);

/** Operators that would make a mere question about an object unknown. */
const harmless: ReadonlySet<string> = new Set(['__len__', '__iter__', '__hash__', '__contains__', '__get__', '__set__']);

/**
 * The class. An instance made of what is not known exists all the same, and everything computed with it is Unknown. So is what
 * would be an instance of a subclass of the project's, for its constructor may do anything.
 */
export function valueClass<Host extends Held>(description: ValueClass<Host>): ClassValue {
  const what = `${description.module}.${description.name}`;
  const missing = (name: string, place: Place | null) => unknown(`the value of ${what}.${name}`, place);
  const hosted = (self: Value | undefined): Host | null =>
    self?.type === 'instance' && self.host instanceof description.host ? self.host : null;
  const own = (cls: ClassValue, answer: Value, place: Place | null): Value =>
    cls !== made && answer.type === 'instance' && answer.class === made ? unknown(`an object of the class ${cls.name}`, place) : answer;

  const construct = nativeFunction('__new__', (interpreter, args, place) => {
    const [cls, ...positional] = args.positional;
    if (cls?.type !== 'class') return none;
    const given: Arguments = { ...args, positional };
    if (firstUnknown(given)) return instance(cls, notKnown, place);
    const answer = description.make({ interpreter, args: given, place });
    if (isHeld(answer)) return instance(cls, answer, place);
    return answer.type === 'unknown' ? instance(cls, notKnown, place) : own(cls, answer, place);
  });

  const method = (name: string, run: (host: Host, call: Call) => Value): Value =>
    nativeMethod(name, (interpreter, args, place) => {
      const [self, ...positional] = args.positional;
      const given: Arguments = { ...args, positional };
      const host = hosted(self);
      if (!host || self?.type !== 'instance') return self?.type === 'unknown' ? self : missing(name, place);
      return firstUnknown(given) ?? own(self.class, run(host, { interpreter, args: given, place }), place);
    });

  const classMethod = (name: string, run: (call: Call) => Value): DescriptorValue => ({
    type: 'descriptor',
    kind: 'classmethod',
    function: nativeFunction(name, (interpreter, args, place) => {
      const [cls, ...positional] = args.positional;
      const given: Arguments = { ...args, positional };
      const answer = firstUnknown(given) ?? run({ interpreter, args: given, place });
      return cls?.type === 'class' ? own(cls, answer, place) : answer;
    }),
    attributes: new Map(),
    place: null,
  });

  const made: ClassValue = nativeClass({
    name: description.name,
    module: description.module,
    bases: description.bases ?? [],
    members: {
      __new__: construct,
      ...Object.fromEntries(Object.entries(description.methods ?? {}).map(([name, run]) => [name, method(name, run)])),
      ...Object.fromEntries(Object.entries(description.classMethods ?? {}).map(([name, run]) => [name, classMethod(name, run)])),
    },
    native: {
      tag: what,
      attribute: (interpreter, self, name, place) => {
        if (name.startsWith('__')) return null;
        const host = hosted(self);
        const read = Object.hasOwn(description.values ?? {}, name) ? description.values?.[name] : undefined;
        return host && read ? own(self.class, read(host, { interpreter, args: emptyArguments, place }), place) : missing(name, place);
      },
      classAttribute: (_interpreter, _cls, name, place) => (name.startsWith('__') ? null : missing(name, place)),
      operate: (interpreter, operator, self, other, place) => {
        const host = hosted(self);
        if (harmless.has(operator)) return null;
        if (self.host === notKnown) return unknown(`a computation with ${what}`, place);
        if (!host) return null;
        if (other?.type === 'instance' && other.host === notKnown) return unknown('a computation with what is not known', place);
        if (other?.type === 'unknown') return other;
        if (operator === '__repr__' && self.class !== made) return unknown(`the text of a ${self.class.name}`, place);
        const answer = description.operate(host, operator, other, { interpreter, args: emptyArguments, place });
        return answer && own(self.class, answer, place);
      },
    },
  });
  return made;
}

const emptyArguments: Arguments = { positional: [], keywords: new Map(), unknown: null };

/** Gives a class the values that it holds of itself, such as `min`. */
export function holdValues(cls: ClassValue, values: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(values)) changing(cls.namespace).set(name, value);
}

/** What Python would bind to these names; TypeError for what it would refuse. */
export function bound(call: Call, what: string, names: readonly string[], needed = 0): readonly (Value | null)[] {
  const { positional, keywords } = call.args;
  const refuse = (why: string): never => call.interpreter.raise('TypeError', `${what}() ${why}`, call.place);
  if (positional.length > names.length) return refuse(`takes at most ${names.length} arguments (${positional.length} given)`);
  for (const name of keywords.keys()) {
    const at = names.indexOf(name);
    if (at < 0) return refuse(`got an unexpected keyword argument '${name}'`);
    if (at < positional.length) return refuse(`got multiple values for argument '${name}'`);
  }
  const values = names.map((name, index) => positional[index] ?? keywords.get(name) ?? null);
  const missed = values.findIndex((value, index) => value === null && index < needed);
  return missed < 0 ? values : refuse(`missing required argument '${names[missed]}' (pos ${missed + 1})`);
}
