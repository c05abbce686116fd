/** Methods of the builtin classes, written against the plain value of `self`. */
import { changing } from '../changes';
import type { Evaluator } from '../evaluate/evaluator';
import { nativeMethod } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import type { Arguments, ClassValue, NativeCall, UnknownValue, Value } from '../values';

export interface MethodCall {
  readonly evaluator: Evaluator;
  readonly args: Arguments;
  readonly place: Place | null;
  /** The plain value of an argument, by position or keyword. */
  readonly given: (index: number, name?: string) => Value | null;
}

export type Method<Self extends Value> = (self: Self, call: MethodCall) => Value;

/** An argument as Python would bind it, without the class of its own that it may have. */
function givenOf(args: Arguments): MethodCall['given'] {
  return (index, name) => {
    const value = (name === undefined ? undefined : args.keywords.get(name)) ?? args.positional[index];
    return value ? plain(value) : null;
  };
}

/** The first Unknown among the arguments of a call: it makes the outcome unknown. */
export function firstUnknown(args: Arguments): UnknownValue | null {
  if (args.unknown) return args.unknown;
  for (const value of args.positional) if (value.type === 'unknown') return value;
  for (const value of args.keywords.values()) if (value.type === 'unknown') return value;
  return null;
}

/** Hangs methods on a builtin class. `lenient` ones take Unknown arguments, such as `append`. */
export function defineMethods<Self extends Value>(
  cls: ClassValue,
  accepts: (value: Value) => Self | null,
  methods: Readonly<Record<string, Method<Self>>>,
  lenient: ReadonlySet<string> = new Set(),
): void {
  for (const [name, method] of Object.entries(methods)) {
    const run: NativeCall = (interpreter, args, place) => {
      const [first, ...positional] = args.positional;
      if (first?.type === 'unknown') return first;
      const self = first ? accepts(plain(first)) : null;
      const rest: Arguments = { ...args, positional };
      if (!self) return interpreter.raise('TypeError', `descriptor '${name}' requires a '${cls.name}' object`, place);
      const missed = lenient.has(name) ? null : firstUnknown(rest);
      if (missed) return missed;
      if (self.type === 'str' || self.type === 'bytes') evaluatorOf(interpreter).make(self.value.length >> 2);
      return method(self, { evaluator: evaluatorOf(interpreter), args: rest, place, given: givenOf(rest) });
    };
    changing(cls.namespace).set(name, nativeMethod(name, run));
  }
}

type InterpreterOf = Parameters<NativeCall>[0];
const evaluators = new WeakMap<InterpreterOf, Evaluator>();

/** Every interpreter that calls a builtin method is an evaluator; it says so when it is made. */
export function registerEvaluator(evaluator: Evaluator): void {
  evaluators.set(evaluator, evaluator);
}

export function evaluatorOf(interpreter: InterpreterOf): Evaluator {
  const evaluator = evaluators.get(interpreter);
  if (!evaluator) throw new Error('a builtin was called by something that is no evaluator');
  return evaluator;
}

/** A whole number given as an argument. */
export function wholeNumber(value: Value | null): number | null {
  if (value?.type === 'int') return Number(value.value);
  return value?.type === 'bool' ? Number(value.value) : null;
}
