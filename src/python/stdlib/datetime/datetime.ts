/** `datetime.datetime`: moments, naive or in a zone of a fixed distance from UTC; the current time and the local zone are not known. */

import { trueQuotient } from '../../evaluate/float-digits';
import { instance, int, str, unknown } from '../../native';
import { plain } from '../../payload';
import type { UnknownValue, Value } from '../../values';
import { bound, type Call, holdValues, valueClass } from '../value-class';
import { lastOrdinal, ordinalOf } from './calendar';
import { dateClass, dayMethods, dayValues, formatted, inCalendar, newDate, now } from './date';
import { clockNames, clockRepr, dayNamesOfFields, dayText, readClock, readDay, readZone, textArgument } from './fields';
import { type Clock, dateHost, Moment, momentHost, offsetOf, timeHost } from './moments';
import { fromIsoFormat, type Reading, strptime } from './parsing';
import { clockArguments, clockMethods, clockValues, compared, isoClock, newTime } from './time';
import { day, deltaOf, floorDivide, floorModulo, newDelta, second } from './timedelta';
import { zoneAt } from './timezone';

const names = [...dayNamesOfFields, ...clockNames, 'fold'];

function newMoment(ordinal: number, { micros, zone, fold }: Clock, call: Call): Value {
  return instance(datetimeClass, new Moment(inCalendar(ordinal, call), micros, zone, fold), call.place);
}

/** The moment so many microseconds after the day 0. */
function momentAfter(micros: bigint, zone: Clock['zone'], call: Call): Value {
  return newMoment(Number(floorDivide(micros, day)), { micros: floorModulo(micros, day), zone, fold: 0 }, call);
}

function read(call: Call, values: readonly (Value | null)[]): Moment | UnknownValue {
  const ordinal = readDay(call, values);
  const clock = readClock(call, values.slice(3), values[8] ?? null);
  return 'reason' in clock ? clock : new Moment(ordinal, clock.micros, clock.zone, clock.fold);
}

const made = (answer: Moment | UnknownValue, call: Call): Value =>
  answer instanceof Moment ? instance(datetimeClass, answer, call.place) : answer;

function fromReading(reading: Reading, call: Call, refusal: string): Value {
  if (reading === 'unknown') return unknown('a date in a form that is not carried out', call.place);
  if (reading === 'mismatch') return call.interpreter.raise('ValueError', refusal, call.place);
  const zone = reading.offset === null ? null : zoneAt(reading.offset, null, call);
  return newMoment(reading.ordinal, { micros: reading.micros, zone, fold: 0 }, call);
}

const epoch = BigInt(ordinalOf({ year: 1970, month: 1, day: 1 })) * day;

/** Ties go to the even number, as `ROUND_HALF_EVEN` of Python/pytime.c. */
function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

/** Seconds since 1970 in microseconds; null for what is no number. */
function stamp(value: Value | null): bigint | null {
  const inner = value && plain(value);
  if (inner?.type === 'int') return inner.value * second;
  if (inner?.type !== 'float' || !Number.isFinite(inner.value)) return null;
  const whole = Math.trunc(inner.value);
  return BigInt(whole) * second + BigInt(halfEven((inner.value - whole) * 1e6));
}

function fromTimestamp(call: Call): Value {
  const [given = null, zoneGiven = null] = bound(call, 'fromtimestamp', ['timestamp', 'tz'], 1);
  const micros = stamp(given);
  if (micros === null) return unknown('a time from no known number', call.place);
  const zone = readZone(call, zoneGiven);
  if (zone === null) return unknown('the local time zone', call.place);
  if (zone.type === 'unknown') return zone;
  return within(epoch + micros + (offsetOf({ micros: 0n, zone, fold: 0 }) ?? 0n), zone, call);
}

function fromUtcTimestamp(call: Call): Value {
  const micros = stamp(bound(call, 'utcfromtimestamp', ['timestamp'], 1)[0] ?? null);
  return micros === null ? unknown('a time from no known number', call.place) : within(epoch + micros, null, call);
}

/** A timestamp beyond the calendar is a ValueError or an OverflowError, by the platform. */
function within(micros: bigint, zone: Clock['zone'], call: Call): Value {
  const ordinal = floorDivide(micros, day);
  if (ordinal < 1n || ordinal > BigInt(lastOrdinal)) return unknown('a timestamp beyond the calendar', call.place);
  return momentAfter(micros, zone, call);
}

function combine(call: Call): Value {
  const [date = null, time = null, tzinfo = null] = bound(call, 'combine', ['date', 'time', 'tzinfo'], 2);
  const [on, at] = [dateHost(date) ?? momentHost(date), timeHost(time)];
  if (!on || !at) return unknown('a date and a time combined', call.place);
  const zone = tzinfo ? readZone(call, tzinfo) : at.zone;
  return zone?.type === 'unknown' ? zone : newMoment(on.ordinal, { micros: at.micros, zone, fold: at.fold }, call);
}

function replaced(self: Moment, call: Call): Value {
  const given = bound(call, 'replace', names);
  const own = self.day;
  const days = [given[0] ?? int(own.year), given[1] ?? int(own.month), given[2] ?? int(own.day)];
  return made(read(call, [...days, ...clockArguments(self, given.slice(3)), given[8] ?? int(self.fold)]), call);
}

function asTimeZone(self: Moment, call: Call): Value {
  const zone = readZone(call, bound(call, 'astimezone', ['tz'])[0] ?? null);
  const offset = offsetOf(self);
  if (zone === null || offset === null) return unknown('the local time zone', call.place);
  if (zone.type === 'unknown') return zone;
  return momentAfter(self.utc + (offsetOf({ micros: 0n, zone, fold: 0 }) ?? 0n), zone, call);
}

const isoText = (self: Moment, separator: string, timespec: Value | null, call: Call): string =>
  dayText(self) + separator + isoClock(self, timespec, call);

function isoFormat(self: Moment, call: Call): Value {
  const [separator = null, timespec = null] = bound(call, 'isoformat', ['sep', 'timespec']);
  const between = textArgument(call, separator, 'T');
  if ([...between].length !== 1)
    return call.interpreter.raise('TypeError', 'isoformat() argument 1 must be a unicode character', call.place);
  return str(isoText(self, between, timespec, call), call.place);
}

function repr(self: Moment, call: Call): Value {
  const clock = clockRepr(self, call);
  const { year, month, day: date } = self.day;
  return typeof clock === 'string' ? str(`datetime.datetime(${year}, ${month}, ${date}, ${clock})`, call.place) : clock;
}

function withMoment(self: Moment, operator: string, other: Moment, call: Call): Value | null {
  if (operator !== '__sub__') return compared(operator, self, other, self.utc, other.utc, call);
  if ((offsetOf(self) === null) === (offsetOf(other) === null)) return newDelta(self.utc - other.utc, call);
  return call.interpreter.raise('TypeError', "can't subtract offset-naive and offset-aware datetimes", call.place);
}

const wall = (self: Moment): bigint => BigInt(self.ordinal) * day + self.micros;

export const datetimeClass = valueClass<Moment>({
  module: 'datetime',
  name: 'datetime',
  bases: [dateClass],
  host: Moment,
  make: (call) => read(call, bound(call, 'datetime', names, 3)),
  values: { ...dayValues, ...clockValues },
  methods: {
    ...dayMethods,
    ...clockMethods,
    date: (self, call) => newDate(self.ordinal, call),
    time: (self, call) => newTime({ micros: self.micros, zone: null, fold: self.fold }, call),
    timetz: (self, call) => newTime(self, call),
    replace: replaced,
    astimezone: asTimeZone,
    isoformat: isoFormat,
    strftime: (self, call) => formatted(self, textArgument(call, bound(call, 'strftime', ['format'], 1)[0] ?? null, ''), call),
    __format__: (self, call) => {
      const format = textArgument(call, call.args.positional[0] ?? null, '');
      return format === '' ? str(isoText(self, ' ', null, call), call.place) : formatted(self, format, call);
    },
    timestamp: (self, { place }) => {
      if (offsetOf(self) === null) return unknown('the local time zone', place);
      return { type: 'float', value: trueQuotient(self.utc - epoch, second), place };
    },
  },
  classMethods: {
    strptime: (call) => {
      const [text = null, format = null] = bound(call, 'strptime', ['date_string', 'format'], 2);
      const reading = strptime(textArgument(call, text, ''), textArgument(call, format, ''));
      return fromReading(reading, call, 'the text does not match the format');
    },
    fromisoformat: (call) => {
      const [text = null] = bound(call, 'fromisoformat', ['date_string'], 1);
      return fromReading(fromIsoFormat(textArgument(call, text, ''), 'datetime'), call, 'Invalid isoformat string');
    },
    fromtimestamp: fromTimestamp,
    utcfromtimestamp: fromUtcTimestamp,
    fromordinal: (call) => {
      const date = call.interpreter.call(call.interpreter.getAttribute(dateClass, 'fromordinal', call.place), call.args, call.place);
      const on = dateHost(date);
      return on ? newMoment(on.ordinal, { micros: 0n, zone: null, fold: 0 }, call) : date;
    },
    combine,
  },
  operate: (self, operator, other, call) => {
    if (operator === '__repr__') return repr(self, call);
    if (operator === '__str__') return str(isoText(self, ' ', null, call), call.place);
    const delta = deltaOf(other);
    if (delta && /^__r?add__$/.test(operator)) return momentAfter(wall(self) + delta.micros, self.zone, call);
    if (delta && operator === '__sub__') return momentAfter(wall(self) - delta.micros, self.zone, call);
    const theirs = momentHost(other);
    return theirs && withMoment(self, operator, theirs, call);
  },
});

holdValues(datetimeClass, {
  now: now('now'),
  utcnow: now('utcnow'),
  today: now('today'),
  min: instance(datetimeClass, new Moment(1, 0n, null, 0), null),
  max: instance(datetimeClass, new Moment(lastOrdinal, day - 1n, null, 0), null),
});
