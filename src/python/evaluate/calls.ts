/** Calls: functions, methods, classes, instances. */
import { classOf, exceptionClass, inherits, typeClass } from '../builtin-classes';
import { changing } from '../changes';
import { instance, nativeOf, tuple } from '../native';
import type { Place } from '../place';
import type { Arguments, ClassValue, UnknownValue, Value } from '../values';
import { askNatives, bindFrom, lookup, unknownBase } from './attributes';
import type { Evaluator } from './evaluator';
import { callFunction } from './functions';

/** Calls anything callable; calling an Unknown gives that Unknown. */
export function call(evaluator: Evaluator, callee: Value, args: Arguments, place: Place | null): Value {
  switch (callee.type) {
    case 'unknown':
      handOver(evaluator, callee, args, place);
      return callee;
    case 'function':
      return callFunction(evaluator, callee, args, place);
    case 'native':
      evaluator.step(2);
      return callee.call(evaluator, args, place);
    case 'method':
      return call(evaluator, callee.function, { ...args, positional: [callee.self, ...args.positional] }, place);
    case 'class':
      return callClass(evaluator, callee, args, place);
    case 'instance': {
      const own = lookup(callee.class, '__call__');
      if (own) return call(evaluator, bindFrom(evaluator, own, callee, callee.class, '__call__', place), args, place);
      const hooked = askNatives(callee.class, (native) => native.call?.(evaluator, callee, args, place));
      return hooked ?? unknownBase(callee.class) ?? notCallable(evaluator, callee, place);
    }
    case 'descriptor':
      return callee.kind === 'staticmethod' ? call(evaluator, callee.function, args, place) : notCallable(evaluator, callee, place);
    default:
      return notCallable(evaluator, callee, place);
  }
}

function handOver(evaluator: Evaluator, callee: UnknownValue, args: Arguments, place: Place | null): void {
  for (const value of [...args.positional, ...args.keywords.values()]) {
    if (value.type === 'instance') nativeOf(value.class)?.handedOver?.(evaluator, value, callee, args, place);
  }
}

function notCallable(evaluator: Evaluator, callee: Value, place: Place | null): never {
  return evaluator.raise('TypeError', `'${classOf(callee)?.name}' object is not callable`, place);
}

function callClass(evaluator: Evaluator, cls: ClassValue, args: Arguments, place: Place | null): Value {
  const meta = cls.metaclass?.type === 'class' ? cls.metaclass : null;
  const custom = meta ? lookup(meta, '__call__') : null;
  if (custom?.type === 'function') return evaluator.call(custom, { ...args, positional: [cls, ...args.positional] }, place);
  return instantiate(evaluator, cls, args, place);
}

/** `type.__call__`: `__new__`, and `__init__` on what it gave when that is an instance of the class. */
export function instantiate(evaluator: Evaluator, cls: ClassValue, args: Arguments, place: Place | null): Value {
  evaluator.step(2);
  const maker = lookup(cls, '__new__');
  const callable = maker?.type === 'descriptor' ? maker.function : maker;
  const made = callable
    ? evaluator.call(callable, { ...args, positional: [cls, ...args.positional] }, place)
    : newInstance(evaluator, cls, args, place);
  if (made.type === 'class' && inherits(cls, typeClass)) return initialised(evaluator, made, args, place);
  if (made.type !== 'instance' || !inherits(made.class, cls)) return made;
  const initialise = lookup(made.class, '__init__');
  if (initialise) evaluator.call(bindFrom(evaluator, initialise, made, made.class, '__init__', place), args, place);
  return made;
}

/** A class made by calling a metaclass: the `__init__` of its own metaclass runs, unless it was only asked for (`type(x)`). */
function initialised(evaluator: Evaluator, made: ClassValue, args: Arguments, place: Place | null): ClassValue {
  const initialise = made.metaclass?.type === 'class' ? lookup(made.metaclass, '__init__') : null;
  if (initialise && args.positional.length > 1) evaluator.call(initialise, { ...args, positional: [made, ...args.positional] }, place);
  return made;
}

/** `object.__new__`. */
export function newInstance(evaluator: Evaluator, cls: ClassValue, args: Arguments, place: Place | null): Value {
  const made = instance(cls, null, place);
  evaluator.born(made.attributes);
  if (inherits(cls, exceptionClass('BaseException'))) changing(made.attributes).set('args', tuple(args.positional, place));
  return made;
}
