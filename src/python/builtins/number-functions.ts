/** The builtin functions of numbers. */
import { classOf } from '../builtin-classes';
import { unknownBase } from '../evaluate/attributes';
import { roundedTo } from '../evaluate/float-digits';
import { binary, dunder } from '../evaluate/operators';
import { int, none, str, unknown } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import type { Value } from '../values';
import type { Builtin, BuiltinCall as Call } from './builtin-call';
import { wholeNumber } from './method-table';

function round(call: Call): Value {
  const { evaluator, place } = call;
  const value = plain(call.first);
  const given = call.args.positional[1] ?? call.args.keywords.get('ndigits') ?? none;
  const digits = wholeNumber(given);
  if (value.type === 'int' || value.type === 'bool') return roundedWhole(BigInt(value.value), digits, place);
  if (value.type !== 'float') return ask(call, '__round__', given.type === 'None' ? null : given);
  if (Number.isNaN(value.value) && digits === null) return evaluator.raise('ValueError', 'cannot convert float NaN to integer', place);
  if (!Number.isFinite(value.value)) {
    return digits === null ? evaluator.raise('OverflowError', 'cannot convert float infinity to integer', place) : { ...value, place };
  }
  if (digits === null) return int(BigInt(roundedTo(value.value, 0)), place);
  return { type: 'float', value: roundedTo(value.value, digits), place };
}

function roundedWhole(value: bigint, digits: number | null, place: Place | null): Value {
  if (digits === null || digits >= 0) return int(value, place);
  if (-digits > value.toString().length) return int(0, place);
  const unit = 10n ** BigInt(-digits);
  const rest = ((value % unit) + unit) % unit;
  const floor = value - rest;
  const up = rest * 2n > unit || (rest * 2n === unit && (floor / unit) % 2n !== 0n);
  return int(up ? floor + unit : floor, place);
}

/** What the class of an object answers; TypeError where it says nothing. */
function ask(call: Call, name: string, other: Value | null): Value {
  const { evaluator, first, place } = call;
  const answer = first.type === 'instance' ? (dunder(evaluator, first, name, other, place) ?? unknownBase(first.class)) : null;
  return answer ?? evaluator.raise('TypeError', `bad operand type for ${name}: '${classOf(first)?.name}'`, place);
}

const based =
  (base: number, prefix: string): Builtin =>
  (call) => {
    const value = plain(call.first);
    const index = value.type === 'int' || value.type === 'bool' ? value : ask(call, '__index__', null);
    if (index.type === 'unknown') return index;
    if (index.type !== 'int' && index.type !== 'bool') return call.evaluator.raise('TypeError', '__index__ returned non-int', call.place);
    const whole = BigInt(index.value);
    return str((whole < 0n ? '-' : '') + prefix + (whole < 0n ? -whole : whole).toString(base), call.place);
  };

function abs(call: Call): Value {
  const value = plain(call.first);
  if (value.type === 'float') return { type: 'float', value: Math.abs(value.value), place: call.place };
  if (value.type === 'int') return int(value.value < 0n ? -value.value : value.value, call.place);
  if (value.type === 'bool') return int(value.value ? 1 : 0, call.place);
  return ask(call, '__abs__', null);
}

function modularPower({ evaluator, place }: Call, base: Value, exponent: Value, modulus: Value): Value {
  if (base.type !== 'int' || exponent.type !== 'int' || modulus.type !== 'int') return unknown('pow() of no whole numbers', place);
  if (modulus.value === 0n) return evaluator.raise('ValueError', 'pow() 3rd argument cannot be 0', place);
  if (exponent.value < 0n) return unknown('an inverse of modular arithmetic', place);
  let result = 1n;
  let square = base.value % modulus.value;
  for (let rest = exponent.value; rest > 0n; rest >>= 1n) {
    evaluator.step();
    if (rest & 1n) result = (result * square) % modulus.value;
    square = (square * square) % modulus.value;
  }
  const positive = result % modulus.value;
  return int(positive !== 0n && positive < 0n !== modulus.value < 0n ? positive + modulus.value : positive, place);
}

export const numberFunctions: Readonly<Record<string, Builtin>> = {
  round,
  abs,
  hex: based(16, '0x'),
  oct: based(8, '0o'),
  bin: based(2, '0b'),
  divmod: (call) => {
    const [a = none, b = none] = call.args.positional;
    const own = a.type === 'instance' ? dunder(call.evaluator, a, '__divmod__', b, call.place) : null;
    if (own) return own;
    const parts = ['//', '%'].map((operator) => binary(call.evaluator, operator, a, b, call.place));
    return { type: 'tuple', items: parts, place: call.place };
  },
  pow: (call) => {
    const [a = none, b = none, modulus] = call.args.positional;
    const { evaluator, place } = call;
    if (modulus && modulus.type !== 'None') return modularPower(call, plain(a), plain(b), plain(modulus));
    return binary(evaluator, '**', a, b, place);
  },
};
