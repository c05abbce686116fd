/** Dates read from texts: `strptime` (Lib/_strptime.py of CPython) and `fromisoformat`. */
import { daysInMonth, ordinalOf } from './calendar';
import { microsOf } from './moments';
import { second } from './timedelta';

/** What a text says; `offset` in microseconds, null where naive. */
export interface Parsed {
  readonly ordinal: number;
  readonly micros: bigint;
  readonly offset: bigint | null;
}

/** `mismatch`: Python raises ValueError. `unknown`: what Python would make of it is not known. */
export type Reading = Parsed | 'mismatch' | 'unknown';

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const longMonths = 'september|february|november|december|january|october|august|march|april|june|july|may';

const patterns: Readonly<Record<string, string>> = {
  d: '3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]',
  f: '[0-9]{1,6}',
  H: '2[0-3]|[0-1]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  S: '6[0-1]|[0-5]\\d|\\d',
  y: '\\d\\d',
  Y: '\\d\\d\\d\\d',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  A: 'wednesday|thursday|saturday|tuesday|monday|friday|sunday',
  a: 'mon|tue|wed|thu|fri|sat|sun',
  B: longMonths,
  b: months,
  p: 'am|pm',
};

/** The regular expression of a format and the directives in it, in their order; null for directives that are not carried out. */
function compiled(format: string): { readonly pattern: RegExp; readonly letters: readonly string[] } | null {
  const letters: string[] = [];
  let source = '';
  for (let at = 0; at < format.length; at += 1) {
    const letter = format[at] ?? '';
    if (/\s/.test(letter)) {
      if (!/\s/.test(format[at - 1] ?? 'x')) source += '\\s+';
      continue;
    }
    if (letter !== '%') {
      source += letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      continue;
    }
    at += 1;
    const directive = format[at] ?? '';
    const pattern = Object.hasOwn(patterns, directive) ? patterns[directive] : undefined;
    if (directive === '%') source += '%';
    else if (!pattern || letters.includes(directive)) return null;
    else {
      letters.push(directive);
      source += `(${pattern})`;
    }
  }
  return { pattern: new RegExp(`^(?:${source})`, 'i'), letters };
}

function offsetIn(text: string): bigint | null {
  const [, sign, hours, minutes, seconds = '0', fraction = ''] = /^([+-])(\d\d):?(\d\d)(?::?(\d\d)(?:\.(\d{1,6}))?)?$/.exec(text) ?? [];
  if (!sign) return null;
  const size = microsOf(Number(hours), Number(minutes), Number(seconds), Number(fraction.padEnd(6, '0')));
  return sign === '-' ? -size : size;
}

const hourOf = (found: ReadonlyMap<string, string>): number => {
  const given = found.get('I');
  if (given === undefined) return Number(found.get('H') ?? 0);
  const afternoon = found.get('p')?.toLowerCase() === 'pm';
  return (Number(given) % 12) + (afternoon ? 12 : 0);
};

function yearOf(found: ReadonlyMap<string, string>): number {
  const short = found.get('y');
  if (short !== undefined) return Number(short) + (Number(short) <= 68 ? 2000 : 1900);
  return Number(found.get('Y') ?? 1900);
}

function monthOf(found: ReadonlyMap<string, string>): number {
  const name = (found.get('B') ?? found.get('b'))?.toLowerCase().slice(0, 3);
  return name ? months.split('|').indexOf(name) + 1 : Number(found.get('m') ?? 1);
}

/** Directives that say the same thing in two ways: the later one would win. */
const rivals = [
  ['H', 'I'],
  ['y', 'Y'],
  ['m', 'B'],
  ['m', 'b'],
  ['B', 'b'],
];

export function strptime(text: string, format: string): Reading {
  // Python's \d and \s know the digits and blanks of every script, and its letters fold as Unicode has it.
  if (/[^\x00-\x7f]/.test(text + format)) return 'unknown';
  const { pattern, letters } = compiled(format) ?? {};
  if (!pattern || !letters || rivals.some((pair) => pair.every((letter) => letters.includes(letter)))) return 'unknown';
  const match = pattern.exec(text);
  if (!match || match[0].length !== text.length) return 'mismatch';
  const found = new Map(letters.map((letter, index) => [letter, match[index + 1] ?? ''] as const));
  const zone = found.get('z');
  if (zone === 'z') return 'mismatch';
  const seconds = Number(found.get('S') ?? 0);
  if (seconds > 59) return 'mismatch';
  return checked(
    yearOf(found),
    monthOf(found),
    Number(found.get('d') ?? 1),
    microsOf(hourOf(found), Number(found.get('M') ?? 0), seconds, Number((found.get('f') ?? '').padEnd(6, '0'))),
    zone === undefined ? null : zone === 'Z' ? 0n : offsetIn(zone),
    zone === undefined,
  );
}

/** A day that the calendar has, and an offset that could be read. */
function checked(year: number, month: number, day: number, micros: bigint, offset: bigint | null, isNaive: boolean): Reading {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return 'mismatch';
  if (offset === null && !isNaive) return 'unknown';
  if (offset !== null && (offset >= 86_400n * second || offset <= -86_400n * second)) return 'mismatch';
  return { ordinal: ordinalOf({ year, month, day }), micros, offset };
}

const isoDay = '(\\d{4})-(\\d\\d)-(\\d\\d)';
const isoClock = '(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?(Z|[+-]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{6})?)?)?';
const isoMoment = new RegExp(`^${isoDay}(?:[T ]${isoClock})?$`);
const isoTime = new RegExp(`^${isoClock}$`);

/** The usual form only, `2024-01-02T03:04:05.678+00:00` and what may be left out of it; of any other form nothing is said. */
export function fromIsoFormat(text: string, kind: 'date' | 'time' | 'datetime'): Reading {
  const match = (kind === 'time' ? isoTime : isoMoment).exec(text);
  if (!match || (kind === 'date' && text.length !== 10)) return 'unknown';
  const fields = match.slice(1).map((field): string | undefined => field);
  const [year, month, day] = kind === 'time' ? ['1', '1', '1'] : fields;
  const [hour = '0', minute = '0', seconds = '0', fraction = '', zone] = kind === 'time' ? fields : fields.slice(3);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(seconds) > 59) return hour === '24' ? 'unknown' : 'mismatch';
  const micros = microsOf(Number(hour), Number(minute), Number(seconds), Number(fraction.slice(0, 6).padEnd(6, '0')));
  const offset = zone === undefined ? null : zone === 'Z' ? 0n : offsetIn(zone);
  return checked(Number(year), Number(month), Number(day), micros, offset, zone === undefined);
}
