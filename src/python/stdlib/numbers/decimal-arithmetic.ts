/** Arithmetic of decimal numbers under the default context: 28 digits, ties to even (Lib/_pydecimal.py of CPython). */
import { magnitude, numberKey, type Ratio, ratio } from './rational';

/** ±coefficient × 10^exponent; the sign is kept apart, for there is a -0. */
export class DecimalNumber {
  constructor(
    readonly negative: boolean,
    readonly coefficient: bigint,
    readonly exponent: number,
  ) {}
  get hashKey(): string {
    return numberKey(this.ratio);
  }
  get signed(): bigint {
    return this.negative ? -this.coefficient : this.coefficient;
  }
  get ratio(): Ratio {
    return this.exponent >= 0
      ? { numerator: this.signed * power(this.exponent), denominator: 1n }
      : ratio(this.signed, power(-this.exponent));
  }
}

/** Exponents beyond this are not carried out. */
const widest = 2000;
const precision = 28;

export const power = (exponent: number): bigint => 10n ** BigInt(exponent);
export const digitCount = (value: bigint): number => String(value).length;

export type Rounding =
  | 'ROUND_HALF_EVEN'
  | 'ROUND_HALF_UP'
  | 'ROUND_HALF_DOWN'
  | 'ROUND_UP'
  | 'ROUND_DOWN'
  | 'ROUND_CEILING'
  | 'ROUND_FLOOR';

/** The coefficient without so many of its last digits. */
function shortened(negative: boolean, coefficient: bigint, digits: number, rounding: Rounding): bigint {
  const unit = power(digits);
  const kept = coefficient / unit;
  const rest = coefficient % unit;
  if (rest === 0n) return kept;
  const twice = rest * 2n;
  const up = {
    ROUND_HALF_EVEN: twice > unit || (twice === unit && kept % 2n === 1n),
    ROUND_HALF_UP: twice >= unit,
    ROUND_HALF_DOWN: twice > unit,
    ROUND_UP: true,
    ROUND_DOWN: false,
    ROUND_CEILING: !negative,
    ROUND_FLOOR: negative,
  }[rounding];
  return up ? kept + 1n : kept;
}

/** Rounded to the precision of the context; null for exponents that are not carried out. */
export function fixed(negative: boolean, coefficient: bigint, exponent: number): DecimalNumber | null {
  if (Math.abs(exponent) > widest) return null;
  const excess = digitCount(coefficient) - precision;
  if (excess <= 0) return new DecimalNumber(negative, coefficient, exponent);
  const kept = shortened(negative, coefficient, excess, 'ROUND_HALF_EVEN');
  return digitCount(kept) > precision
    ? new DecimalNumber(negative, kept / 10n, exponent + excess + 1)
    : new DecimalNumber(negative, kept, exponent + excess);
}

const isWide = (...numbers: readonly DecimalNumber[]): boolean => numbers.some((number) => Math.abs(number.exponent) > widest);

export function add(a: DecimalNumber, b: DecimalNumber): DecimalNumber | null {
  if (isWide(a, b)) return null;
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = a.signed * power(a.exponent - exponent) + b.signed * power(b.exponent - exponent);
  const isZero = a.coefficient === 0n && b.coefficient === 0n;
  return fixed(sum < 0n || (isZero && a.negative && b.negative), magnitude(sum), exponent);
}

export const negated = (a: DecimalNumber): DecimalNumber => new DecimalNumber(!a.negative, a.coefficient, a.exponent);

export const multiply = (a: DecimalNumber, b: DecimalNumber): DecimalNumber | null =>
  fixed(a.negative !== b.negative, a.coefficient * b.coefficient, a.exponent + b.exponent);

/** `Decimal.__truediv__` by a number that is not zero. */
export function divide(a: DecimalNumber, b: DecimalNumber): DecimalNumber | null {
  if (isWide(a, b)) return null;
  const negative = a.negative !== b.negative;
  const ideal = a.exponent - b.exponent;
  if (a.coefficient === 0n) return fixed(negative, 0n, ideal);
  const shift = digitCount(b.coefficient) - digitCount(a.coefficient) + precision + 1;
  const [top, bottom] = shift >= 0 ? [a.coefficient * power(shift), b.coefficient] : [a.coefficient, b.coefficient * power(-shift)];
  let coefficient = top / bottom;
  let exponent = ideal - shift;
  if (top % bottom !== 0n) return fixed(negative, coefficient % 5n === 0n ? coefficient + 1n : coefficient, exponent);
  while (exponent < ideal && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return fixed(negative, coefficient, exponent);
}

/** The whole quotient, rounded towards zero, and what remains; null where the quotient has too many digits. */
export function divideWhole(a: DecimalNumber, b: DecimalNumber): { quotient: DecimalNumber; remainder: DecimalNumber | null } | null {
  if (isWide(a, b)) return null;
  const exponent = Math.min(a.exponent, b.exponent);
  const [top, bottom] = [a.coefficient * power(a.exponent - exponent), b.coefficient * power(b.exponent - exponent)];
  if (digitCount(top / bottom) > precision) return null;
  return { quotient: new DecimalNumber(a.negative !== b.negative, top / bottom, 0), remainder: fixed(a.negative, top % bottom, exponent) };
}

/** The number with that exponent; `refused` where that takes more digits than the context has. */
export function quantized(a: DecimalNumber, exponent: number, rounding: Rounding): DecimalNumber | 'refused' | null {
  if (isWide(a) || Math.abs(exponent) > widest) return null;
  const coefficient = rescaled(a, exponent, rounding);
  return digitCount(coefficient) > precision ? 'refused' : new DecimalNumber(a.negative, coefficient, exponent);
}

export function rescaled(a: DecimalNumber, exponent: number, rounding: Rounding): bigint {
  if (a.exponent >= exponent) return a.coefficient * power(a.exponent - exponent);
  return shortened(a.negative, a.coefficient, exponent - a.exponent, rounding);
}

/** `to-scientific-string` of the General Decimal Arithmetic Specification. */
export function decimalText({ negative, coefficient, exponent }: DecimalNumber): string {
  const digits = String(coefficient);
  const left = exponent + digits.length;
  const point = exponent <= 0 && left > -6 ? left : 1;
  const sign = negative ? '-' : '';
  const tail = left === point ? '' : `E${left - point < 0 ? '-' : '+'}${Math.abs(left - point)}`;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}${tail}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length) + tail;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}${tail}`;
}

/** A text as `Decimal(text)` reads it; null for what is not carried out (NaN, infinity, huge exponents), `refused` for no number. */
export function decimalFromText(given: string): DecimalNumber | 'refused' | null {
  if (/[^\x00-\x7f]/.test(given)) return null;
  const text = given.trim().replace(/_/g, '');
  if (/^[+-]?(inf(inity)?|s?nan\d*)$/i.test(text)) return null;
  const match = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(?:e([+-]?\d+))?$/i.exec(text);
  if (!match) return 'refused';
  const [, sign, whole = '', after = '', bare = '', exponent = '0'] = match;
  const fraction = after + bare;
  const shifted = Number(exponent) - fraction.length;
  if (Math.abs(shifted) > widest || whole.length + fraction.length > widest) return null;
  return new DecimalNumber(sign === '-', BigInt(whole + fraction), shifted);
}
