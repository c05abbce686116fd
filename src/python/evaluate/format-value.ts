/** Python's format mini-language, `format(value, spec)`. */

import { unknown } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import type { UnknownValue, Value } from '../values';
import { lookup } from './attributes';
import type { Evaluator } from './evaluator';

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | null;
  readonly type: string;
}

function readSpec(text: string): Spec | null {
  const match = /^(?:([\s\S])?([<>=^]))?([-+ ])?z?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u.exec(text);
  if (!match) return null;
  const [, fill, align, sign = '-', alternate, zero, width, grouping = '', precision, type = ''] = match;
  return {
    fill: fill ?? (zero && !align ? '0' : ' '),
    align: align ?? (zero ? '=' : ''),
    sign,
    alternate: alternate !== undefined,
    width: Math.min(Number(width ?? 0), 10_000),
    grouping,
    precision: precision === undefined ? null : Math.min(Number(precision), 10_000),
    type,
  };
}

/** The text of a value under a format. */
export function formatValue(evaluator: Evaluator, value: Value, text: string, place: Place | null): string | UnknownValue {
  if (value.type === 'unknown') return value;
  if (value.type === 'instance') {
    const own = lookup(value.class, '__format__');
    if (own) {
      const answer = evaluator.callWith(own, [value, { type: 'str', value: text, place }], place);
      if (answer.type === 'str') return answer.value;
      if (answer.type === 'unknown') return answer;
    }
  }
  const shown = text === '' ? evaluator.str(value) : plain(value);
  if (typeof shown === 'string') return shown;
  if (shown.type === 'unknown') return shown;
  const spec = readSpec(text);
  if (!spec) return evaluator.raise('ValueError', `Invalid format specifier '${text}'`, place);
  const formatted = formatPlain(spec, shown);
  if (formatted !== null) return formatted;
  if (shown.type === 'instance') return unknown(`the text of a ${shown.class.name}`, place);
  return evaluator.raise('ValueError', `Unknown format code '${spec.type}' for object of this type`, place);
}

function formatPlain(spec: Spec, value: Value): string | null {
  if (value.type === 'str') {
    if (spec.type !== '' && spec.type !== 's') return null;
    const letters = [...value.value];
    const cut = spec.precision === null ? value.value : letters.slice(0, spec.precision).join('');
    return pad(spec, '', cut, '<');
  }
  const whole = value.type === 'int' ? value.value : value.type === 'bool' ? (value.value ? 1n : 0n) : null;
  if (whole !== null && (spec.type === '' || 'bcdoxXn'.includes(spec.type))) return formatInteger(spec, whole);
  const real = value.type === 'float' ? value.value : whole === null ? null : Number(whole);
  return real === null ? null : formatReal(spec, real);
}

const signOf = (spec: Spec, negative: boolean): string => (negative ? '-' : spec.sign === '-' ? '' : spec.sign);

function group(digits: string, separator: string, size: number): string {
  if (separator === '') return digits;
  const [whole = '', ...rest] = digits.split(/(?=[.e%])/);
  return whole.replace(new RegExp(`(?<=\\w)(?=(\\w{${size}})+$)`, 'g'), separator) + rest.join('');
}

function formatInteger(spec: Spec, value: bigint): string {
  const size = value < 0n ? -value : value;
  if (spec.type === 'c') return pad(spec, '', String.fromCodePoint(Number(size)), '<');
  const bases: Readonly<Record<string, readonly [number, string]>> = { b: [2, '0b'], o: [8, '0o'], x: [16, '0x'], X: [16, '0X'] };
  const [base, prefix] = bases[spec.type] ?? [10, ''];
  const digits = group(size.toString(base), spec.grouping, base === 10 ? 3 : 4);
  const shown = spec.type === 'X' ? digits.toUpperCase() : digits;
  return pad(spec, signOf(spec, value < 0n) + (spec.alternate ? prefix : ''), shown, '>');
}

const exponentForm = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');

/** `g`: as many significant digits as asked, an exponent where it is shorter. */
function general(value: number, precision: number, alternate: boolean): string {
  const digits = precision === 0 ? 1 : precision;
  if (value === 0) return '0';
  const exponent = Number(value.toExponential(digits - 1).split('e')[1]);
  const trim = (text: string) => (alternate || !text.includes('.') ? text : text.replace(/\.?0+(?=e|$)/, ''));
  if (exponent < -4 || exponent >= digits) return exponentForm(trim(value.toExponential(digits - 1)));
  return trim(value.toFixed(Math.max(0, digits - 1 - exponent)));
}

function formatReal(spec: Spec, value: number): string | null {
  const size = Math.abs(value);
  const negative = value < 0 || Object.is(value, -0);
  const upper = /[EFG]/.test(spec.type);
  const body = (): string | null => {
    if (!Number.isFinite(size)) return Number.isNaN(size) ? 'nan' : 'inf';
    switch (spec.type.toLowerCase()) {
      case 'f':
        return size.toFixed(Math.min(spec.precision ?? 6, 100));
      case '%':
        return `${(size * 100).toFixed(Math.min(spec.precision ?? 6, 100))}%`;
      case 'e':
        return exponentForm(size.toExponential(Math.min(spec.precision ?? 6, 100)));
      case 'g':
      case 'n':
        return general(size, Math.min(spec.precision ?? 6, 100), spec.alternate);
      case '': {
        if (spec.precision !== null) return plainReal(general(size, Math.min(spec.precision, 100), false));
        const text = String(size);
        return plainReal(size >= 1e16 || (size !== 0 && size < 1e-4) ? exponentForm(size.toExponential()) : text);
      }
      default:
        return null;
    }
  };
  const digits = body();
  if (digits === null) return null;
  return pad(spec, signOf(spec, negative), group(upper ? digits.toUpperCase() : digits, spec.grouping, 3), '>');
}

const plainReal = (text: string): string => (/[.e]/.test(text) ? text : `${text}.0`);

function pad(spec: Spec, sign: string, body: string, usual: '<' | '>'): string {
  const missing = spec.width - [...sign, ...body].length;
  if (missing <= 0) return sign + body;
  const align = spec.align === '' ? usual : spec.align;
  if (align === '=') return sign + spec.fill.repeat(missing) + body;
  if (align === '<') return sign + body + spec.fill.repeat(missing);
  if (align === '>') return spec.fill.repeat(missing) + sign + body;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + sign + body + spec.fill.repeat(missing - left);
}
