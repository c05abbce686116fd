/** Python's format mini-language, `format(value, spec)` (Python/formatter_unicode.c). */

import { classOf } from '../builtin-classes';
import { unknown } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import type { UnknownValue, Value } from '../values';
import { lookup } from './attributes';
import type { Evaluator } from './evaluator';
import { exponentParts, fixedText } from './float-digits';

interface Spec {
  readonly fill: string;
  /** Empty where the kind of value decides. */
  readonly align: string;
  readonly sign: string;
  readonly positiveZero: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | null;
  readonly type: string;
}

/** Wider texts are not built. */
const widest = 10_000;

function readSpec(text: string): Spec | null {
  const match = /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u.exec(text);
  if (!match) return null;
  const [, fill, align, sign = '', positive, alternate, zero, width, grouping = '', precision, type = ''] = match;
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: align ?? '',
    sign,
    positiveZero: positive !== undefined,
    alternate: alternate !== undefined,
    zero: zero !== undefined,
    width: Number(width ?? 0),
    grouping,
    precision: precision === undefined ? null : Number(precision),
    type,
  };
}

/** Why CPython refuses a format. */
class Refused {
  constructor(readonly message: string) {}
}

/** The text of a value under a format. */
export function formatValue(evaluator: Evaluator, value: Value, text: string, place: Place | null): string | UnknownValue {
  if (value.type === 'unknown') return value;
  if (value.type === 'instance') {
    const own = lookup(value.class, '__format__');
    if (own) {
      const answer = plain(evaluator.callWith(own, [value, { type: 'str', value: text, place }], place));
      if (answer.type === 'str') return answer.value;
      return answer.type === 'unknown' ? answer : evaluator.raise('TypeError', '__format__ must return a str', place);
    }
  }
  if (text === '') return evaluator.str(value);
  return formatPlainValue(evaluator, plain(value), text, place);
}

/** The same without asking the class of the value. */
export function formatPlainValue(evaluator: Evaluator, shown: Value, text: string, place: Place | null): string | UnknownValue {
  if (shown.type === 'unknown') return shown;
  if (shown.type === 'instance') return unknown(`the text of a ${shown.class.name}`, place);
  const formats = shown.type === 'str' || shown.type === 'int' || shown.type === 'float' || shown.type === 'bool';
  const kind = classOf(shown)?.name;
  if (!formats) return evaluator.raise('TypeError', `unsupported format string passed to ${kind}.__format__`, place);
  const spec = readSpec(text);
  if (!spec) return evaluator.raise('ValueError', `Invalid format specifier '${text}' for object of type '${kind}'`, place);
  if (spec.width > widest || (spec.precision ?? 0) > widest) return unknown('a text that is too wide', place);
  try {
    if (shown.type === 'str') return formatText(spec, shown.value);
    if (shown.type === 'float') return formatReal(spec, shown.value);
    return formatWhole(spec, BigInt(shown.value), shown.type === 'bool' && spec.type === '' ? 'int' : (kind ?? ''));
  } catch (error) {
    if (error instanceof Refused) return evaluator.raise('ValueError', error.message, place);
    throw error;
  }
}

const unknownCode = (spec: Spec, kind: string): Refused => new Refused(`Unknown format code '${spec.type}' for object of type '${kind}'`);

function formatText(spec: Spec, value: string): string {
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(spec, 'str');
  if (spec.sign !== '') throw new Refused('Sign not allowed in string format specifier');
  if (spec.alternate) throw new Refused('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') throw new Refused("'=' alignment not allowed in string format specifier");
  if (spec.grouping !== '') throw new Refused(`Cannot specify '${spec.grouping}' with 's'.`);
  const cut = spec.precision === null ? value : [...value].slice(0, spec.precision).join('');
  return pad(spec, '', cut, spec.align || '<');
}

const bases: Readonly<Record<string, readonly [number, string]>> = { b: [2, '0b'], o: [8, '0o'], x: [16, '0x'], X: [16, '0X'] };

function formatWhole(spec: Spec, value: bigint, kind: string): string {
  if ('eEfFgG%'.includes(spec.type) && spec.type !== '') return formatReal(spec, Number(value));
  if (!['', 'b', 'c', 'd', 'o', 'x', 'X', 'n'].includes(spec.type)) throw unknownCode(spec, kind);
  if (spec.positiveZero) throw new Refused('Negative zero coercion (z) not allowed in integer format specifier');
  if (spec.precision !== null) throw new Refused('Precision not allowed in integer format specifier');
  const size = value < 0n ? -value : value;
  if (spec.type === 'c') {
    if (spec.sign !== '') throw new Refused("Sign not allowed with integer format specifier 'c'");
    return pad(spec, '', String.fromCodePoint(Number(size)), spec.align || '<');
  }
  const [base, prefix] = bases[spec.type] ?? [10, ''];
  if (spec.grouping === ',' && base !== 10) throw new Refused(`Cannot specify ',' with '${spec.type}'.`);
  const sign = signOf(spec, value < 0n) + (spec.alternate ? prefix : '');
  const digits = size.toString(base);
  return padNumber(spec, sign, spec.type === 'X' ? digits.toUpperCase() : digits, '', base === 10 ? 3 : 4);
}

const signOf = (spec: Spec, negative: boolean): string => (negative ? '-' : spec.sign === '-' ? '' : spec.sign);

/** Groups digits, with as many zeros before them as make them `least` wide. */
function grouped(digits: string, separator: string, size: number, least: number): string {
  let out = '';
  let at = digits.length;
  const wide = (length: number) => (separator === '' ? length : length + Math.floor(Math.max(0, length - 1) / size));
  let length = digits.length;
  while (wide(length) < least) length += 1;
  const padded = digits.padStart(length, '0');
  at = padded.length;
  if (separator === '') return padded;
  while (at > size) {
    out = separator + padded.slice(at - size, at) + out;
    at -= size;
  }
  return padded.slice(0, at) + out;
}

function padNumber(spec: Spec, sign: string, whole: string, rest: string, size: number): string {
  const align = spec.align || (spec.zero ? '=' : '>');
  const filled = align === '=' && spec.fill === '0';
  const least = filled ? spec.width - sign.length - rest.length : 0;
  return pad(spec, sign, grouped(whole, spec.grouping, size, least) + rest, align);
}

const exponentText = (exponent: number): string => `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;

/** `g`: as many significant digits as asked, an exponent from `limit` on. */
function general(value: number, precision: number, alternate: boolean, limit: number): string {
  const digits = precision === 0 ? 1 : precision;
  const parts = exponentParts(value, digits - 1);
  const trim = (text: string) => (alternate || !text.includes('.') ? text : text.replace(/\.?0+$/, ''));
  if (parts.exponent < -4 || parts.exponent >= limit) return trim(parts.digits) + exponentText(parts.exponent);
  return trim(fixedText(value, Math.max(0, digits - 1 - parts.exponent)));
}

function realBody(spec: Spec, size: number): string {
  if (!Number.isFinite(size)) return Number.isNaN(size) ? 'nan' : 'inf';
  const precision = spec.precision ?? 6;
  switch (spec.type.toLowerCase()) {
    case 'f':
      return fixedText(size, precision) + (spec.alternate && precision === 0 ? '.' : '');
    case '%':
      return `${fixedText(size * 100, precision)}%`;
    case 'e': {
      const parts = exponentParts(size, precision);
      return parts.digits + exponentText(parts.exponent);
    }
    case 'g':
    case 'n':
      return general(size, precision, spec.alternate, precision === 0 ? 1 : precision);
    case '':
      return spec.precision === null ? shortest(size) : withPoint(general(size, precision, spec.alternate, Math.max(precision, 1) - 1));
    default:
      throw unknownCode(spec, 'float');
  }
}

/** The digits that `repr` writes. */
function shortest(size: number): string {
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits = '', exponent = ''] = size.toExponential().split('e');
    return digits + exponentText(Number(exponent));
  }
  return withPoint(String(size));
}

const withPoint = (text: string): string => (/[.e]/.test(text) ? text : `${text}.0`);

function formatReal(spec: Spec, value: number): string {
  const body = realBody(spec, Math.abs(value));
  const negative = (value < 0 || Object.is(value, -0)) && !(spec.positiveZero && !/[1-9in]/.test(body));
  const [, whole = '', rest = ''] = /^(\d*|nan|inf)(.*)$/.exec(body) ?? [];
  const shown = (text: string): string => (/[EFG]/.test(spec.type) ? text.toUpperCase() : text);
  return padNumber(spec, signOf(spec, negative), shown(whole), shown(rest), 3);
}

function pad(spec: Spec, sign: string, body: string, align: string): string {
  const missing = spec.width - [...sign, ...body].length;
  if (missing <= 0) return sign + body;
  if (align === '=') return sign + spec.fill.repeat(missing) + body;
  if (align === '<') return sign + body + spec.fill.repeat(missing);
  if (align === '>') return spec.fill.repeat(missing) + sign + body;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + sign + body + spec.fill.repeat(missing - left);
}
