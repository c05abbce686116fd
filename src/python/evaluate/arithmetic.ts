/** Arithmetic over plain values: numbers, strings, sequences, sets. */
import { bool, int, str, unknown } from '../native';
import type { Place } from '../place';
import type { SetValue, Value } from '../values';
import { largestSize } from './containers';
import type { Evaluator } from './evaluator';
import { trueQuotient } from './float-digits';

/** Integers of more bits than this are not computed. */
const mostBits = 100_000n;

const wholeOf = (value: Value): bigint | null =>
  value.type === 'int' ? value.value : value.type === 'bool' ? (value.value ? 1n : 0n) : null;

/** A number as a float; a whole number beyond all floats is an OverflowError. */
export function realOf(evaluator: Evaluator, value: Value, place: Place | null): number | null {
  if (value.type === 'float') return value.value;
  const whole = wholeOf(value);
  if (whole === null) return null;
  const real = Number(whole);
  return Number.isFinite(real) ? real : evaluator.raise('OverflowError', 'int too large to convert to float', place);
}

/** The result, or null where the operator does not know the operands. */
export function arithmetic(evaluator: Evaluator, operator: string, left: Value, right: Value, place: Place | null): Value | null {
  const a = wholeOf(left);
  const b = wholeOf(right);
  if (a !== null && b !== null) {
    if (left.type === 'bool' && right.type === 'bool' && '&|^'.includes(operator)) {
      return bool(operator === '&' ? (a & b) === 1n : operator === '|' ? (a | b) === 1n : a !== b, place);
    }
    return integers(evaluator, operator, a, b, place);
  }
  const x = realOf(evaluator, left, place);
  const y = realOf(evaluator, right, place);
  if (x !== null && y !== null) return reals(evaluator, operator, x, y, place);
  if (operator === '+') return concatenate(evaluator, left, right, place);
  if (operator === '*') return repeat(evaluator, left, right, place) ?? repeat(evaluator, right, left, place);
  if (operator === '%' && left.type === 'bytes') return unknown('formatted bytes', place);
  if (left.type === 'set' && right.type === 'set') return sets(evaluator, operator, left, right, place);
  if (operator === '|' && left.type === 'dict' && right.type === 'dict') {
    return {
      type: 'dict',
      entries: evaluator.born(new Map([...left.entries, ...right.entries].map(([key, entry]) => [key, { ...entry }]))),
      place,
    };
  }
  return null;
}

const floorDivide = (a: bigint, b: bigint): bigint => {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
};

function integers(evaluator: Evaluator, operator: string, a: bigint, b: bigint, place: Place | null): Value | null {
  const byZero = () =>
    evaluator.raise('ZeroDivisionError', operator === '/' ? 'division by zero' : 'integer division or modulo by zero', place);
  switch (operator) {
    case '+':
      return int(a + b, place);
    case '-':
      return int(a - b, place);
    case '*':
      return tooLong(a, b) ? unknown('a number that is too large', place) : int(a * b, place);
    case '/':
      return b === 0n ? byZero() : quotient(evaluator, a, b, place);
    case '//':
      return b === 0n ? byZero() : int(floorDivide(a, b), place);
    case '%':
      return b === 0n ? byZero() : int(a - floorDivide(a, b) * b, place);
    case '**':
      return power(evaluator, a, b, place);
    case '&':
      return int(a & b, place);
    case '|':
      return int(a | b, place);
    case '^':
      return int(a ^ b, place);
    case '<<':
    case '>>':
      if (b < 0n) return evaluator.raise('ValueError', 'negative shift count', place);
      if (operator === '>>') return int(a >> b, place);
      return b > mostBits ? unknown('a number that is too large', place) : int(a << b, place);
    default:
      return null;
  }
}

function quotient(evaluator: Evaluator, a: bigint, b: bigint, place: Place | null): Value {
  const value = trueQuotient(a, b);
  if (!Number.isFinite(value)) return evaluator.raise('OverflowError', 'integer division result too large for a float', place);
  return { type: 'float', value, place };
}

const bits = (value: bigint): bigint => (value >= -(2n ** 64n) && value <= 2n ** 64n ? 64n : BigInt(value.toString(16).length) * 4n);
const tooLong = (a: bigint, b: bigint): boolean => bits(a) + bits(b) > mostBits;

function power(evaluator: Evaluator, a: bigint, b: bigint, place: Place | null): Value {
  if (b < 0n) {
    if (a === 0n) return evaluator.raise('ZeroDivisionError', '0.0 cannot be raised to a negative power', place);
    return { type: 'float', value: Number(a) ** Number(b), place };
  }
  const small = a === 0n || a === 1n || a === -1n;
  if (!small && bits(a) === 64n && b > mostBits) return unknown('a number that is too large', place);
  if (!small && BigInt(a.toString(2).length) * b > mostBits) return unknown('a number that is too large', place);
  return int(a ** b, place);
}

function reals(evaluator: Evaluator, operator: string, a: number, b: number, place: Place | null): Value | null {
  const byZero = b === 0 && (operator === '/' || operator === '//' || operator === '%');
  if (byZero) return evaluator.raise('ZeroDivisionError', 'float division by zero', place);
  if (operator === '**') return realPower(evaluator, a, b, place);
  const results: Readonly<Record<string, () => number>> = {
    '+': () => a + b,
    '-': () => a - b,
    '*': () => a * b,
    '/': () => a / b,
    '//': () => floatDivmod(a, b)[0],
    '%': () => floatDivmod(a, b)[1],
  };
  const result = results[operator];
  return result ? { type: 'float', value: result(), place } : null;
}

/** `_float_div_mod` of Objects/floatobject.c. */
function floatDivmod(a: number, b: number): readonly [number, number] {
  let rest = a % b;
  let times = (a - rest) / b;
  if (rest === 0) rest = b < 0 ? -0 : 0;
  else if (b < 0 !== rest < 0) {
    rest += b;
    times -= 1;
  }
  if (times === 0) return [a / b < 0 || Object.is(a / b, -0) ? -0 : 0, rest];
  const floor = Math.floor(times);
  return [times - floor > 0.5 ? floor + 1 : floor, rest];
}

function realPower(evaluator: Evaluator, a: number, b: number, place: Place | null): Value {
  if (a === 0 && b < 0) return evaluator.raise('ZeroDivisionError', 'zero to a negative power', place);
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) return unknown('a complex number', place);
  const one = a === 1 || b === 0 || (a === -1 && !Number.isFinite(b) && !Number.isNaN(b));
  const value = one ? 1 : a ** b;
  if (!Number.isFinite(value) && Number.isFinite(a) && Number.isFinite(b)) {
    return evaluator.raise('OverflowError', 'Numerical result out of range', place);
  }
  return { type: 'float', value, place };
}

function concatenate(evaluator: Evaluator, left: Value, right: Value, place: Place | null): Value | null {
  if (left.type === 'str' && right.type === 'str') {
    if (left.value.length + right.value.length > largestSize) return unknown('a string that is too large', place);
    evaluator.make((left.value.length + right.value.length) >> 5);
    return str(left.value + right.value, place);
  }
  if (left.type === 'bytes' && right.type === 'bytes')
    return { type: 'bytes', value: Uint8Array.from([...left.value, ...right.value]), place };
  const sequences = (left.type === 'list' && right.type === 'list') || (left.type === 'tuple' && right.type === 'tuple');
  if (!sequences) return null;
  const items = [...left.items, ...right.items];
  if (items.length > largestSize) return unknown('a list that is too large', place);
  evaluator.make(items.length);
  return left.type === 'list' ? { type: 'list', items: evaluator.born(items), place } : { type: 'tuple', items, place };
}

function repeat(evaluator: Evaluator, sequence: Value, count: Value, place: Place | null): Value | null {
  const times = wholeOf(count);
  if (times === null) return null;
  const length =
    sequence.type === 'str' || sequence.type === 'bytes' ? sequence.value.length : 'items' in sequence ? sequence.items.length : null;
  if (length === null) return null;
  if (BigInt(length) * times > BigInt(largestSize)) return unknown('a value that is too large', place);
  const many = Number(times < 0n || length === 0 ? 0n : times);
  evaluator.make((length * many) >> (sequence.type === 'str' || sequence.type === 'bytes' ? 3 : 0));
  if (sequence.type === 'str') return str(sequence.value.repeat(many), place);
  if (sequence.type === 'bytes') {
    return { type: 'bytes', value: Uint8Array.from(Array.from({ length: many }, () => [...sequence.value]).flat()), place };
  }
  if (sequence.type !== 'list' && sequence.type !== 'tuple') return null;
  const [only] = sequence.items;
  const items =
    only && sequence.items.length === 1 ? new Array<Value>(many).fill(only) : Array.from({ length: many }, () => sequence.items).flat();
  return sequence.type === 'list' ? { type: 'list', items: evaluator.born(items), place } : { type: 'tuple', items, place };
}

/** `|`, `&`, `-` and `^` of two sets; the kind is the left one's. */
export function sets(evaluator: Evaluator, operator: string, left: SetValue, right: SetValue, place: Place | null): Value | null {
  const entries = new Map<string, Value>();
  const add = (from: SetValue, wanted: (key: string) => boolean) => {
    for (const [key, member] of from.entries) if (wanted(key)) entries.set(key, member);
  };
  if (operator === '|') {
    add(left, () => true);
    add(right, (key) => !left.entries.has(key));
  } else if (operator === '&') add(left, (key) => right.entries.has(key));
  else if (operator === '-') add(left, (key) => !right.entries.has(key));
  else if (operator === '^') {
    add(left, (key) => !right.entries.has(key));
    add(right, (key) => !left.entries.has(key));
  } else return null;
  return { type: 'set', frozen: left.frozen, entries: evaluator.born(entries), place };
}
