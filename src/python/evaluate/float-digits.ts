/** The decimal digits of a float, rounded from its exact value to the even digit, as CPython's `dtoa.c` does (JavaScript's `toFixed` rounds ties up). */

interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const bits = new DataView(new ArrayBuffer(8));

/** A finite float of no sign as a fraction of whole numbers, the denominator a power of two. */
export function exactly(value: number): Exact {
  bits.setFloat64(0, Math.abs(value));
  const whole = bits.getBigUint64(0);
  const exponent = Number(whole >> 52n);
  const fraction = whole & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const shift = (exponent === 0 ? 1 : exponent) - 1075;
  if (shift >= 0) return { numerator: mantissa << BigInt(shift), denominator: 1n };
  return { numerator: mantissa, denominator: 1n << BigInt(-shift) };
}

function roundHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  return twice > denominator || (twice === denominator && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** `scaled(x, 2)` is x × 100, rounded to a whole number; the digits may be negative. */
function scaled(value: number, digits: number): bigint {
  const { numerator, denominator } = exactly(value);
  return digits >= 0
    ? roundHalfEven(numerator * 10n ** BigInt(digits), denominator)
    : roundHalfEven(numerator, denominator * 10n ** BigInt(-digits));
}

/** A finite float of no sign with so many digits behind the point. */
export function fixedText(value: number, digits: number): string {
  const text = scaled(value, digits)
    .toString()
    .padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A finite float of no sign as `d.ddd` and a power of ten. */
export function exponentParts(value: number, digits: number): { readonly digits: string; readonly exponent: number } {
  if (value === 0) return { digits: `0${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`, exponent: 0 };
  let exponent = Number(value.toExponential().split('e')[1]);
  let text = scaled(value, digits - exponent).toString();
  if (text.length > digits + 1) {
    exponent += 1;
    text = scaled(value, digits - exponent).toString();
  }
  return { digits: digits === 0 ? text : `${text.slice(0, 1)}.${text.slice(1)}`, exponent };
}

/** `round(x, digits)` of a finite float. */
export function roundedTo(value: number, digits: number): number {
  if (digits > 323 || value === 0) return value;
  if (digits < -308) return value < 0 ? -0 : 0;
  const whole = scaled(value, digits);
  const size = Number(digits >= 0 ? `${whole}e-${digits}` : whole * 10n ** BigInt(-digits));
  return value < 0 ? -size : size;
}

/** `a / b` of whole numbers, rounded once, as `long_true_divide` does. */
export function trueQuotient(a: bigint, b: bigint): number {
  const small = 1n << 53n;
  if (a < small && a > -small && b < small && b > -small) return Number(a) / Number(b);
  const negative = a < 0n !== b < 0n;
  const [top, bottom] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const shift = 66 - (top.toString(2).length - bottom.toString(2).length);
  const [dividend, divisor] = shift >= 0 ? [top << BigInt(shift), bottom] : [top, bottom << BigInt(-shift)];
  const quotient = dividend / divisor;
  const sticky = dividend % divisor === 0n ? quotient : quotient | 1n;
  const size = shift > 1000 ? Number(sticky) * 2 ** -1000 * 2 ** (1000 - shift) : Number(sticky) * 2 ** -shift;
  return negative ? -size : size;
}
