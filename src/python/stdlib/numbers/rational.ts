/** Exact numbers: what `decimal.Decimal` and `fractions.Fraction` have alike. */
import { exactly, trueQuotient } from '../../evaluate/float-digits';
import { plain } from '../../payload';
import type { Value } from '../../values';

/** A fraction in lowest terms, the denominator above zero. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [magnitude(a), magnitude(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The denominator must not be zero. */
export function ratio(numerator: bigint, denominator: bigint): Ratio {
  const common = divisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / common, denominator: denominator / common };
}

/** Numbers that Python holds for equal stand under one key, whole numbers and floats among them. */
export function numberKey({ numerator, denominator }: Ratio): string {
  if (denominator === 1n) return `n${numerator}`;
  const real = trueQuotient(numerator, denominator);
  const exact = exactly(real);
  const same = Number.isFinite(real) && exact.numerator * denominator === magnitude(numerator) * exact.denominator;
  return same ? `n${real}` : `ratio${numerator}/${denominator}`;
}

/** The exact value of a whole number or of a finite float; null for anything else. */
export function ratioOfNumber(given: Value): Ratio | null {
  const value = plain(given);
  if (value.type === 'int') return { numerator: value.value, denominator: 1n };
  if (value.type === 'bool') return { numerator: BigInt(value.value), denominator: 1n };
  if (value.type !== 'float' || !Number.isFinite(value.value)) return null;
  const { numerator, denominator } = exactly(value.value);
  return ratio(value.value < 0 ? -numerator : numerator, denominator);
}

export function compareRatios(a: Ratio, b: Ratio): number {
  const [x, y] = [a.numerator * b.denominator, b.numerator * a.denominator];
  return x < y ? -1 : x > y ? 1 : 0;
}
