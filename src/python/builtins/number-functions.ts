/** The builtin functions of numbers. */
import { binary } from '../evaluate/operators';
import { int, none, str, unknown } from '../native';
import { plain } from '../payload';
import type { Value } from '../values';
import type { Builtin, BuiltinCall as Call } from './builtin-call';
import { wholeNumber } from './method-table';

function round(call: Call): Value {
  const value = plain(call.first);
  const digits = wholeNumber(call.args.positional[1] ?? call.args.keywords.get('ndigits') ?? none);
  if (value.type === 'int' || value.type === 'bool')
    return digits === null || digits >= 0 ? int(BigInt(value.value), call.place) : unknown('round()', call.place);
  if (value.type !== 'float') return unknown('round()', call.place);
  if (digits === null) {
    const floor = Math.floor(value.value);
    const rest = value.value - floor;
    const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
    return int(BigInt(up ? floor + 1 : floor), call.place);
  }
  const exact = Number(value.value.toFixed(Math.min(Math.max(digits, 0), 100)));
  return { type: 'float', value: exact, place: call.place };
}

const based =
  (base: number, prefix: string): Builtin =>
  (call) => {
    const value = plain(call.first);
    if (value.type !== 'int') return unknown('a number in another base', call.place);
    return str((value.value < 0n ? '-' : '') + prefix + (value.value < 0n ? -value.value : value.value).toString(base), call.place);
  };

function abs(call: Call): Value {
  const value = plain(call.first);
  if (value.type === 'float') return { type: 'float', value: Math.abs(value.value), place: call.place };
  if (value.type === 'int') return int(value.value < 0n ? -value.value : value.value, call.place);
  if (value.type === 'bool') return int(value.value ? 1 : 0, call.place);
  return unknown('abs() of an object', call.place);
}

export const numberFunctions: Readonly<Record<string, Builtin>> = {
  round,
  abs,
  hex: based(16, '0x'),
  oct: based(8, '0o'),
  bin: based(2, '0b'),
  divmod: (call) => {
    const [a = none, b = none] = call.args.positional;
    const parts = ['//', '%'].map((operator) => binary(call.evaluator, operator, a, b, call.place));
    return { type: 'tuple', items: parts, place: call.place };
  },
  pow: (call) => {
    const [a = none, b = none, modulus] = call.args.positional;
    const power = binary(call.evaluator, '**', a, b, call.place);
    return modulus ? binary(call.evaluator, '%', power, modulus, call.place) : power;
  },
};
