/** `range`: three numbers, whose items are made when somebody asks for them. */
import { largestSize } from '../evaluate/containers';
import type { Evaluator } from '../evaluate/evaluator';
import type { Interpreter } from '../interpreter';
import { bool, instance, int, nativeClass, nativeFunction, nativeMethod, none, str, unknown } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import type { InstanceValue, NativeCall, SliceValue, Value } from '../values';
import { evaluatorOf, firstUnknown } from './method-table';

class Range {
  readonly length: bigint;

  constructor(
    readonly start: bigint,
    readonly stop: bigint,
    readonly step: bigint,
  ) {
    const distance = step > 0n ? stop - start : start - stop;
    const size = step > 0n ? step : -step;
    this.length = distance <= 0n ? 0n : (distance + size - 1n) / size;
  }

  at(index: bigint): bigint {
    return this.start + index * this.step;
  }

  /** The position of a number, null where it is not in the range. */
  indexOf(value: bigint): bigint | null {
    const distance = value - this.start;
    if (distance % this.step !== 0n) return null;
    const index = distance / this.step;
    return index >= 0n && index < this.length ? index : null;
  }

  /** Ranges are equal when their items are. */
  get hashKey(): string {
    if (this.length === 0n) return 'range';
    return `range${this.length}:${this.start}${this.length > 1n ? `:${this.step}` : ''}`;
  }
}

const wholeOf = (value: Value): bigint | null => {
  const inner = plain(value);
  if (inner.type === 'int') return inner.value;
  if (inner.type === 'bool') return inner.value ? 1n : 0n;
  return inner.type === 'float' && Number.isInteger(inner.value) ? BigInt(inner.value) : null;
};

/** An argument, which a float may not be even if it is whole. */
function bound(evaluator: Evaluator, value: Value, place: Place | null): bigint {
  const inner = plain(value);
  if (inner.type === 'int') return inner.value;
  if (inner.type === 'bool') return inner.value ? 1n : 0n;
  const index = value.type === 'instance' ? evaluator.findAttribute(value, '__index__', place) : null;
  const answer = index ? evaluator.callWith(index, [], place) : none;
  return answer.type === 'int' ? answer.value : evaluator.raise('TypeError', 'range() arguments must be integers', place);
}

const make: NativeCall = (interpreter, args, place) => {
  const evaluator = evaluatorOf(interpreter);
  const missed = firstUnknown(args);
  if (missed) return missed;
  const given = args.positional.slice(1).map((value) => bound(evaluator, value, place));
  const [a, b, step = 1n] = given;
  if (a === undefined || given.length > 3 || args.keywords.size > 0) {
    return evaluator.raise('TypeError', `range expected from 1 to 3 arguments, got ${given.length}`, place);
  }
  if (step === 0n) return evaluator.raise('ValueError', 'range() arg 3 must not be zero', place);
  return rangeValue(b === undefined ? new Range(0n, a, 1n) : new Range(a, b, step), place);
};

const rangeValue = (range: Range, place: Place | null): InstanceValue => instance(rangeClass, range, place);
const rangeOf = (value: Value | undefined): Range | null => (value?.type === 'instance' && value.host instanceof Range ? value.host : null);

function items(interpreter: Interpreter, range: Range, place: Place | null, reversed = false): Value {
  if (range.length > BigInt(largestSize)) return unknown('a range that is too large', place);
  const length = Number(range.length);
  evaluatorOf(interpreter).step(length >> 4);
  const numbers = Array.from({ length }, (_, index) => int(range.at(BigInt(reversed ? length - 1 - index : index)), place));
  return { type: 'tuple', items: numbers, place };
}

function item(interpreter: Interpreter, range: Range, index: Value, place: Place | null): Value {
  const inner = plain(index);
  if (inner.type === 'unknown') return inner;
  if (inner.type === 'slice') return part(interpreter, range, inner, place);
  const at = inner.type === 'float' ? null : wholeOf(inner);
  if (at === null) return interpreter.raise('TypeError', 'range indices must be integers or slices', place);
  const position = at < 0n ? at + range.length : at;
  if (position < 0n || position >= range.length) return interpreter.raise('IndexError', 'range object index out of range', place);
  return int(range.at(position), place);
}

function part(interpreter: Interpreter, range: Range, slice: SliceValue, place: Place | null): Value {
  const by = slice.step.type === 'None' ? 1n : wholeOf(slice.step);
  if (by === 0n) return interpreter.raise('ValueError', 'slice step cannot be zero', place);
  if (by === null) return unknown('a part of a range', place);
  const low = by > 0n ? 0n : -1n;
  const high = by > 0n ? range.length : range.length - 1n;
  const edge = (given: Value, otherwise: bigint): bigint | null => {
    if (given.type === 'None') return otherwise;
    const at = wholeOf(given);
    if (at === null) return null;
    const from = at < 0n ? at + range.length : at;
    return from < low ? low : from > high ? high : from;
  };
  const start = edge(slice.start, by > 0n ? low : high);
  const stop = edge(slice.stop, by > 0n ? high : low);
  if (start === null || stop === null) return unknown('a part of a range', place);
  return rangeValue(new Range(range.at(start), range.at(stop), range.step * by), place);
}

const found: NativeCall = (interpreter, args, place) => {
  const [self, value = none] = args.positional;
  const at = wholeOf(value);
  const index = at === null ? null : rangeOf(self)?.indexOf(at);
  if (index === null || index === undefined) return interpreter.raise('ValueError', 'the number is not in range', place);
  return int(index, place);
};

/** The class `range`. */
export const rangeClass = nativeClass({
  name: 'range',
  module: 'builtins',
  members: {
    __new__: nativeFunction('__new__', make),
    index: nativeMethod('index', found),
    count: nativeMethod('count', (_interpreter, args, place) => {
      const at = wholeOf(args.positional[1] ?? none);
      const isIn = at !== null && rangeOf(args.positional[0])?.indexOf(at);
      return int(isIn === null || isIn === false || isIn === undefined ? 0 : 1, place);
    }),
  },
  native: {
    tag: 'range',
    attribute: (_interpreter, self, name, place) => {
      const range = rangeOf(self);
      return range && (name === 'start' || name === 'stop' || name === 'step') ? int(range[name], place) : null;
    },
    operate: (interpreter, operator, self, other, place) => {
      const range = rangeOf(self);
      if (!range) return null;
      switch (operator) {
        case '__iter__':
          return items(interpreter, range, place);
        case '__reversed__':
          return items(interpreter, range, place, true);
        case '__len__':
          return int(range.length, place);
        case '__bool__':
          return bool(range.length > 0n, place);
        case '__getitem__':
          return other && item(interpreter, range, other, place);
        case '__contains__': {
          const at = other && wholeOf(other);
          return bool(at !== null && range.indexOf(at) !== null, place);
        }
        case '__eq__':
          return bool(rangeOf(other ?? undefined)?.hashKey === range.hashKey, place);
        case '__repr__':
        case '__str__':
          return str(`range(${range.start}, ${range.stop}${range.step === 1n ? '' : `, ${range.step}`})`, place);
        default:
          return null;
      }
    },
  },
});
