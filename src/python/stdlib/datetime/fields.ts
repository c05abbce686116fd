/** The arguments of `date`, `time` and `datetime`, and the texts that they write. */
import { none, str, unknown } from '../../native';
import { plain } from '../../payload';
import type { InstanceValue, UnknownValue, Value } from '../../values';
import type { Call } from '../value-class';
import { daysInMonth, ordinalOf } from './calendar';
import { type Clock, clockFields, type Moment, microsOf, type OnDay, offsetOf } from './moments';
import { offsetText } from './timezone';

export const dayNamesOfFields = ['year', 'month', 'day'] as const;
export const clockNames = ['hour', 'minute', 'second', 'microsecond', 'tzinfo'] as const;

/** A whole number that stands in a range; ValueError beyond it, TypeError for what is none. */
function within(call: Call, value: Value | null, name: string, least: number, most: number, absent: number): number {
  if (!value) return absent;
  const inner = plain(value);
  const whole = inner.type === 'int' ? inner.value : inner.type === 'bool' ? BigInt(inner.value) : null;
  if (whole === null) return call.interpreter.raise('TypeError', `'${inner.type}' object cannot be interpreted as an integer`, call.place);
  if (whole >= BigInt(least) && whole <= BigInt(most)) return Number(whole);
  const why = name === 'day' ? 'day is out of range for month' : `${name} must be in ${least}..${most}`;
  return call.interpreter.raise('ValueError', why, call.place);
}

export function readDay(call: Call, values: readonly (Value | null)[]): number {
  const [year = null, month = null, day = null] = values;
  const y = within(call, year, 'year', 1, 9999, 0);
  const m = within(call, month, 'month', 1, 12, 0);
  return ordinalOf({ year: y, month: m, day: within(call, day, 'day', 1, daysInMonth(y, m), 0) });
}

export interface ReadClock extends Clock {
  readonly micros: bigint;
}

/** hour, minute, second, microsecond, tzinfo, and fold; Unknown where the time zone is none of the standard library's own. */
export function readClock(call: Call, values: readonly (Value | null)[], fold: Value | null): ReadClock | UnknownValue {
  const [hour = null, minute = null, seconds = null, micros = null, given = null] = values;
  const h = within(call, hour, 'hour', 0, 23, 0);
  const m = within(call, minute, 'minute', 0, 59, 0);
  const s = within(call, seconds, 'second', 0, 59, 0);
  const us = within(call, micros, 'microsecond', 0, 999999, 0);
  const zone = readZone(call, given);
  if (zone && zone.type === 'unknown') return zone;
  return { micros: microsOf(h, m, s, us), zone, fold: within(call, fold, 'fold', 0, 1, 0) };
}

/** An argument that is a time zone or None. */
export function readZone(call: Call, given: Value | null): InstanceValue | null | UnknownValue {
  const zone = given ?? none;
  if (zone.type === 'None') return null;
  if (zone.type !== 'instance') {
    return call.interpreter.raise('TypeError', `tzinfo argument must be None or of a tzinfo subclass, not type '${zone.type}'`, call.place);
  }
  const isFixed = offsetOf({ micros: 0n, zone, fold: 0 }) !== null;
  return isFixed ? zone : unknown('a time zone with rules of its own', call.place);
}

const digits = (value: number | bigint, width: number): string => String(value).padStart(width, '0');

export function dayText({ day }: OnDay | Moment): string {
  return `${digits(day.year, 4)}-${digits(day.month, 2)}-${digits(day.day, 2)}`;
}

/** `isoformat` of a time of day; null where there is no such `timespec`. */
export function clockText(clock: Clock, timespec: string): string | null {
  const { hour, minute, second, microsecond } = clockFields(clock);
  const parts = [hour, minute, second].map((field) => digits(field, 2));
  const offset = offsetOf(clock);
  const tail = offset === null ? '' : offsetText(offset);
  switch (timespec === 'auto' ? (microsecond === 0n ? 'seconds' : 'microseconds') : timespec) {
    case 'hours':
      return parts[0] + tail;
    case 'minutes':
      return parts.slice(0, 2).join(':') + tail;
    case 'seconds':
      return parts.join(':') + tail;
    case 'milliseconds':
      return `${parts.join(':')}.${digits(microsecond / 1000n, 3)}${tail}`;
    case 'microseconds':
      return `${parts.join(':')}.${digits(microsecond, 6)}${tail}`;
    default:
      return null;
  }
}

/** What `repr` writes of a time of day: `hour, minute[, second[, microsecond]]`, and the zone. */
export function clockRepr(clock: Clock, call: Call): string | UnknownValue {
  const { hour, minute, second, microsecond } = clockFields(clock);
  const parts = [hour, minute, second, microsecond];
  const last = microsecond !== 0n ? 4 : second !== 0n ? 3 : 2;
  const zone = clock.zone ? call.interpreter.repr(clock.zone) : '';
  if (typeof zone !== 'string') return zone;
  return `${parts.slice(0, last).join(', ')}${zone && `, tzinfo=${zone}`}${clock.fold ? ', fold=1' : ''}`;
}

export function textArgument(call: Call, value: Value | null, absent: string): string {
  const inner = value ? plain(value) : str(absent);
  return inner.type === 'str' ? inner.value : call.interpreter.raise('TypeError', `argument must be str, not ${inner.type}`, call.place);
}
