/** `strftime`: the directives that mean the same on every platform, in the C locale. */
import { unknown } from '../../native';
import type { Place } from '../../place';
import type { UnknownValue } from '../../values';
import { dayNames, dayOf, dayOfYear, monthNames, weekday } from './calendar';
import { clockFields, type Moment, offsetOf } from './moments';
import { offsetText, zoneName, zoneOf } from './timezone';

const digits = (value: number | bigint, width: number): string => String(value).padStart(width, '0');

function directive(moment: Moment, letter: string): string | null {
  const { year, month, day } = dayOf(moment.ordinal);
  const { hour, minute, second, microsecond } = clockFields(moment);
  const named = weekday(moment.ordinal);
  const yearDay = dayOfYear(moment.ordinal);
  const offset = offsetOf(moment);
  const zone = zoneOf(moment.zone);
  switch (letter) {
    case 'Y':
      return year < 1000 ? null : String(year);
    case 'y':
      return digits(year % 100, 2);
    case 'm':
      return digits(month, 2);
    case 'd':
      return digits(day, 2);
    case 'j':
      return digits(yearDay, 3);
    case 'H':
      return digits(hour, 2);
    case 'I':
      return digits(hour % 12n === 0n ? 12n : hour % 12n, 2);
    case 'M':
      return digits(minute, 2);
    case 'S':
      return digits(second, 2);
    case 'f':
      return digits(microsecond, 6);
    case 'p':
      return hour < 12n ? 'AM' : 'PM';
    case 'A':
      return dayNames[named] ?? null;
    case 'a':
      return dayNames[named]?.slice(0, 3) ?? null;
    case 'B':
      return monthNames[month - 1] ?? null;
    case 'b':
      return monthNames[month - 1]?.slice(0, 3) ?? null;
    case 'w':
      return String((named + 1) % 7);
    case 'u':
      return String(named + 1);
    case 'U':
      return digits(Math.floor((yearDay + 6 - ((named + 1) % 7)) / 7), 2);
    case 'W':
      return digits(Math.floor((yearDay + 6 - named) / 7), 2);
    case 'z':
      return offset === null ? '' : offsetText(offset, '');
    case 'Z':
      return zone ? zoneName(zone) : '';
    case '%':
      return '%';
    default:
      return null;
  }
}

export function strftime(moment: Moment, format: string, place: Place | null): string | UnknownValue {
  let out = '';
  for (let at = 0; at < format.length; at += 1) {
    if (format[at] !== '%') {
      out += format[at];
      continue;
    }
    at += 1;
    const text = directive(moment, format[at] ?? '');
    if (text === null) return unknown(`what %${format[at] ?? ''} writes of a date`, place);
    out += text;
  }
  return out;
}
