/** `<` and its kin over plain values. */
import type { UnknownValue, Value } from '../values';
import type { Evaluator } from './evaluator';

const numberOf = (value: Value): number | bigint | null =>
  value.type === 'int' || value.type === 'float' ? value.value : value.type === 'bool' ? (value.value ? 1n : 0n) : null;

/** By code points, as Python compares strings. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  const first = a.codePointAt(at) ?? -1;
  const second = b.codePointAt(at) ?? -1;
  return first < second ? -1 : 1;
}

/** Negative, zero or positive (`less` compares the first items that differ); NaN where neither; null where the two cannot be compared. */
export function orderOf(evaluator: Evaluator, a: Value, b: Value, less: (x: Value, y: Value) => Value): number | null | UnknownValue {
  const first = numberOf(a);
  const second = numberOf(b);
  if (first !== null && second !== null)
    return first < second ? -1 : first > second ? 1 : first === second || !isNaNEither(first, second) ? 0 : Number.NaN;
  if (a.type === 'str' && b.type === 'str') return compareText(a.value, b.value);
  if (a.type === 'bytes' && b.type === 'bytes') {
    const text = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    return compareText(text(a.value), text(b.value));
  }
  if ((a.type === 'list' && b.type === 'list') || (a.type === 'tuple' && b.type === 'tuple')) {
    for (let index = 0; index < a.items.length && index < b.items.length; index += 1) {
      const x = a.items[index]!;
      const y = b.items[index]!;
      const same = evaluator.equal(x, y);
      if (same === true) continue;
      if (same !== false) return same;
      const smaller = evaluator.truth(less(x, y));
      return typeof smaller === 'boolean' ? (smaller ? -1 : 1) : smaller;
    }
    return a.items.length - b.items.length;
  }
  return null;
}

const isNaNEither = (a: number | bigint, b: number | bigint): boolean => Number.isNaN(a) || Number.isNaN(b);
