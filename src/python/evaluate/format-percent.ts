/** `'%s' % value` (`PyUnicode_Format` of Objects/unicodeobject.c). */
import { classOf } from '../builtin-classes';
import { str, unknown } from '../native';
import { otherText, type Part, textOfParts } from '../partly-known';
import { plain } from '../payload';
import type { Place } from '../place';
import type { UnknownValue, Value } from '../values';
import { lookup } from './attributes';
import type { Evaluator } from './evaluator';
import { formatPlainValue } from './format-value';
import { asciiOf } from './representation';
import { getItem } from './subscripts';

/** What stands behind a `%`; the name may hold parentheses in pairs. */
const directive = /%(?:\(((?:[^()]|\([^()]*\))*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([\s\S]?)/g;

/** The widest text that is built. */
const widest = 10_000;

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | null;
  readonly code: string;
}

/** printf-style formatting, for the directives Python has. */
export function formatPercent(evaluator: Evaluator, template: string, given: Value, place: Place | null): Value {
  const values = given.type === 'tuple' ? given.items : [given];
  const isMapping = given.type !== 'tuple' && hasItems(given);
  let used = 0;
  const next = (): Value => {
    const value = values[used];
    used += 1;
    return value ?? evaluator.raise('TypeError', 'not enough arguments for format string', place);
  };
  const size = (text: string | undefined, otherwise: number): number => {
    if (text !== '*') return text ? Number(text) : otherwise;
    const value = plain(next());
    return value.type === 'int' ? Number(value.value) : evaluator.raise('TypeError', '* wants int', place);
  };
  const filled = (match: RegExpMatchArray): Part => {
    const [, name, flags = '', width, precision, code = ''] = match;
    if (code === '') return evaluator.raise('ValueError', 'incomplete format', place);
    if (code === '%') return '%';
    if (name !== undefined && !isMapping) evaluator.raise('TypeError', 'format requires a mapping', place);
    const wide = size(width, 0);
    const precise = precision === undefined ? null : size(precision, 0);
    if (!'sradiuoxXeEfFgGc'.includes(code)) evaluator.raise('ValueError', `unsupported format character '${code}'`, place);
    const value = name === undefined ? next() : getItem(evaluator, given, str(name, place), place);
    const left = wide < 0 ? `${flags}-` : flags;
    return one(evaluator, value, { flags: left, width: Math.abs(wide), precision: precise, code }, place);
  };
  const parts: Part[] = [];
  let end = 0;
  for (const match of template.matchAll(directive)) {
    parts.push(template.slice(end, match.index), filled(match));
    end = match.index + match[0].length;
  }
  if (used < values.length && !isMapping) {
    return evaluator.raise('TypeError', 'not all arguments converted during string formatting', place);
  }
  return textOfParts([...parts, template.slice(end)], place);
}

/** Whether a value counts as a mapping here: anything with items that is neither a tuple nor a text. */
function hasItems(value: Value): boolean {
  const inner = plain(value);
  if (inner.type === 'instance') return lookup(inner.class, '__getitem__') !== null;
  return inner.type === 'dict' || inner.type === 'list' || inner.type === 'bytes';
}

function one(evaluator: Evaluator, value: Value, directive: Directive, place: Place | null): string | UnknownValue {
  const { flags, width, precision, code } = directive;
  if (value.type === 'unknown') return code === 's' && width === 0 && precision === null ? value : otherText(value);
  if (width > widest || (precision ?? 0) > widest) return unknown('a text that is too wide', place);
  const pad = (text: string): string => {
    const missing = ' '.repeat(Math.max(0, width - [...text].length));
    return flags.includes('-') ? text + missing : missing + text;
  };
  if ('sra'.includes(code)) {
    const text = code === 's' ? evaluator.str(value) : code === 'r' ? evaluator.repr(value) : asciiOf(evaluator, value);
    if (typeof text !== 'string') return text;
    return pad(precision === null ? text : [...text].slice(0, precision).join(''));
  }
  const inner = plain(value);
  if (inner.type === 'instance') return unknown(`the number that a ${inner.class.name} is`, place);
  if (code === 'c') return pad(character(evaluator, inner, place));
  return number(evaluator, inner, directive, place);
}

function character(evaluator: Evaluator, value: Value, place: Place | null): string {
  if (value.type === 'str' && [...value.value].length === 1) return value.value;
  if (value.type !== 'int') return evaluator.raise('TypeError', '%c requires an int or a unicode character', place);
  if (value.value < 0n || value.value > 0x10ffffn) return evaluator.raise('OverflowError', '%c arg not in range(0x110000)', place);
  return String.fromCodePoint(Number(value.value));
}

function number(
  evaluator: Evaluator,
  value: Value,
  { flags, width, precision, code }: Directive,
  place: Place | null,
): string | UnknownValue {
  const kind = classOf(value)?.name;
  const isWhole = value.type === 'int' || value.type === 'bool';
  if ('oxX'.includes(code) && !isWhole) return evaluator.raise('TypeError', `%${code} format: an integer is required, not ${kind}`, place);
  if (!isWhole && value.type !== 'float')
    return evaluator.raise('TypeError', `%${code} format: a real number is required, not ${kind}`, place);
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const left = flags.includes('-');
  const zero = flags.includes('0') && !left;
  const alternate = flags.includes('#') ? '#' : '';
  const place0 = `${left ? '<' : zero ? '' : '>'}${sign}${alternate}${zero ? '0' : ''}${width || ''}`;
  if (!'diuoxX'.includes(code)) return formatPlainValue(evaluator, real(value), `${place0}.${precision ?? 6}${code}`, place);
  const whole = value.type === 'float' ? truncated(evaluator, value.value, place) : BigInt(value.value);
  const type = 'diu'.includes(code) ? 'd' : code;
  if (precision === null) return formatPlainValue(evaluator, { type: 'int', value: whole, place }, place0 + type, place);
  const digits = whole.toString(type === 'd' ? 10 : type === 'o' ? 8 : 16).replace('-', '');
  return unlessWide(digits, precision, evaluator, { type: 'int', value: whole, place }, place0 + type, place);
}

/** A precision asks for that many digits at least. */
function unlessWide(
  digits: string,
  precision: number,
  evaluator: Evaluator,
  value: Value,
  spec: string,
  place: Place | null,
): string | UnknownValue {
  if (digits.length >= precision) return formatPlainValue(evaluator, value, spec, place);
  return unknown('a number with more digits than it has', place);
}

const real = (value: Value): Value => (value.type === 'bool' ? { type: 'int', value: value.value ? 1n : 0n, place: value.place } : value);

function truncated(evaluator: Evaluator, value: number, place: Place | null): bigint {
  if (Number.isFinite(value)) return BigInt(Math.trunc(value));
  if (Number.isNaN(value)) return evaluator.raise('ValueError', 'cannot convert float NaN to integer', place);
  return evaluator.raise('OverflowError', 'cannot convert float infinity to integer', place);
}
