/** `'%s' % value`. */
import { str } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import type { UnknownValue, Value } from '../values';
import { entryOf } from './containers';
import type { Evaluator } from './evaluator';
import { formatValue } from './format-value';
import { asciiOf } from './representation';

const directive = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([a-zA-Z%])/g;

/** printf-style formatting, for the directives Python has. */
export function formatPercent(evaluator: Evaluator, template: string, given: Value, place: Place | null): Value {
  const values = given.type === 'tuple' ? [...given.items] : [given];
  const mapping = given.type === 'dict' ? given : null;
  let used = 0;
  let missed: UnknownValue | null = null;
  const next = (): Value => {
    const value = values[used];
    used += 1;
    return value ?? evaluator.raise('TypeError', 'not enough arguments for format string', place);
  };
  const text = template.replace(directive, (_whole, name: string | undefined, flags: string, width, precision, code: string) => {
    if (code === '%') return '%';
    const wide = width === '*' ? numberText(next()) : (width ?? '');
    const precise = precision === '*' ? numberText(next()) : precision;
    const value = name === undefined ? next() : fromMapping(evaluator, mapping, name, place);
    const shown = value.type === 'unknown' ? value : one(evaluator, value, flags, wide, precise, code, place);
    if (typeof shown === 'string') return shown;
    missed ??= shown;
    return '';
  });
  if (missed) return missed;
  if (given.type === 'tuple' && used < values.length) {
    return evaluator.raise('TypeError', 'not all arguments converted during string formatting', place);
  }
  if (given.type !== 'tuple' && !mapping && used === 0) {
    return evaluator.raise('TypeError', 'not all arguments converted during string formatting', place);
  }
  return str(text, place);
}

const numberText = (value: Value): string => (value.type === 'int' ? String(value.value) : '');

function fromMapping(evaluator: Evaluator, mapping: Extract<Value, { type: 'dict' }> | null, name: string, place: Place | null): Value {
  if (!mapping) return evaluator.raise('TypeError', 'format requires a mapping', place);
  return entryOf(evaluator, mapping, str(name, place), place) ?? evaluator.raise('KeyError', name, place);
}

function one(
  evaluator: Evaluator,
  value: Value,
  flags: string,
  width: string,
  precision: string | undefined,
  code: string,
  place: Place | null,
): string | UnknownValue {
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const left = flags.includes('-');
  const align = left ? '<' : '>';
  if (code === 's' || code === 'r' || code === 'a') {
    const text = code === 's' ? evaluator.str(value) : code === 'r' ? evaluator.repr(value) : asciiOf(evaluator, value);
    if (typeof text !== 'string') return text;
    const cut = precision === undefined ? text : text.slice(0, Number(precision));
    return left ? cut.padEnd(Number(width || 0)) : cut.padStart(Number(width || 0));
  }
  const inner = plain(value);
  const number = 'diu'.includes(code) ? whole(inner) : inner;
  const alternate = flags.includes('#') ? '#' : '';
  const zero = flags.includes('0') && !left;
  const after = precision === undefined ? '' : `.${precision}`;
  const spec = `${zero ? '' : align}${sign}${alternate}${zero ? '0' : ''}${width}${'diucxXob'.includes(code) ? '' : after}${'iu'.includes(code) ? 'd' : code}`;
  if (number.type !== 'int' && number.type !== 'float' && number.type !== 'bool') {
    return evaluator.raise('TypeError', `%${code} format: a real number is required, not ${inner.type}`, place);
  }
  return formatValue(evaluator, number, spec, place);
}

const whole = (value: Value): Value =>
  value.type === 'float' ? { type: 'int', value: BigInt(Math.trunc(value.value)), place: value.place } : value;
