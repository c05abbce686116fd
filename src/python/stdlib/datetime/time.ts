/** `datetime.time`. */
import { instance, int, none, str, unknown } from '../../native';
import type { Value } from '../../values';
import { bound, type Call, holdValues, type ValueClass, valueClass } from '../value-class';
import { ordinalOf } from './calendar';
import { formatted } from './date';
import { clockNames, clockRepr, clockText, readClock, textArgument } from './fields';
import { AtTime, type Clock, clockFields, Moment, offsetOf, timeHost } from './moments';
import { fromIsoFormat } from './parsing';
import { comparison, newDelta, order } from './timedelta';
import { zoneAt, zoneName, zoneOf } from './timezone';

export const newTime = ({ micros, zone, fold }: Clock, { place }: Call): Value =>
  instance(timeClass, new AtTime(micros, zone, fold), place);

/** What times of day and moments have alike. */
export const clockValues: NonNullable<ValueClass<AtTime | Moment>['values']> = {
  hour: (self, { place }) => int(clockFields(self).hour, place),
  minute: (self, { place }) => int(clockFields(self).minute, place),
  second: (self, { place }) => int(clockFields(self).second, place),
  microsecond: (self, { place }) => int(clockFields(self).microsecond, place),
  tzinfo: (self) => self.zone ?? none,
  fold: (self, { place }) => int(self.fold, place),
};
export const clockMethods: NonNullable<ValueClass<AtTime | Moment>['methods']> = {
  utcoffset: (self, call) => {
    const offset = offsetOf(self);
    return offset === null ? none : newDelta(offset, call);
  },
  tzname: (self, { place }) => {
    const zone = zoneOf(self.zone);
    return zone ? str(zoneName(zone), place) : none;
  },
  dst: () => none,
};

/** The arguments of `replace` that are not given are what stands there. */
export function clockArguments(self: Clock, given: readonly (Value | null)[]): readonly (Value | null)[] {
  const { hour, minute, second, microsecond } = clockFields(self);
  const own = [int(hour), int(minute), int(second), int(microsecond), self.zone];
  return own.map((value, index) => given[index] ?? value);
}

/** What `isoformat` of a time of day writes; ValueError for another timespec. */
export function isoClock(self: Clock, given: Value | null, call: Call): string {
  return clockText(self, textArgument(call, given, 'auto')) ?? call.interpreter.raise('ValueError', 'Unknown timespec value', call.place);
}

const names = [...clockNames, 'fold'];

function read(call: Call, values: readonly (Value | null)[]): AtTime | Value {
  const clock = readClock(call, values, values[5] ?? null);
  return 'reason' in clock ? clock : new AtTime(clock.micros, clock.zone, clock.fold);
}

function fromIso(call: Call): Value {
  const [given = null] = bound(call, 'fromisoformat', ['time_string'], 1);
  const found = fromIsoFormat(textArgument(call, given, ''), 'time');
  if (found === 'unknown') return unknown('a time in a form that is not carried out', call.place);
  if (found === 'mismatch') return call.interpreter.raise('ValueError', 'Invalid isoformat string', call.place);
  const zone = found.offset === null ? null : zoneAt(found.offset, null, call);
  return newTime({ micros: found.micros, zone, fold: 0 }, call);
}

/** A time of day is written as on 1 January 1900. */
const asMoment = (self: AtTime): Moment => new Moment(ordinalOf({ year: 1900, month: 1, day: 1 }), self.micros, self.zone, self.fold);

export const timeClass = valueClass<AtTime>({
  module: 'datetime',
  name: 'time',
  host: AtTime,
  make: (call) => read(call, bound(call, 'time', names)),
  values: clockValues,
  methods: {
    ...clockMethods,
    isoformat: (self, call) => str(isoClock(self, bound(call, 'isoformat', ['timespec'])[0] ?? null, call), call.place),
    strftime: (self, call) => formatted(asMoment(self), textArgument(call, bound(call, 'strftime', ['format'], 1)[0] ?? null, ''), call),
    __format__: (self, call) => {
      const format = textArgument(call, call.args.positional[0] ?? null, '');
      return format === '' ? str(isoClock(self, null, call), call.place) : formatted(asMoment(self), format, call);
    },
    replace: (self, call) => {
      const given = bound(call, 'replace', names);
      const answer = read(call, [...clockArguments(self, given), given[5] ?? int(self.fold)]);
      return answer instanceof AtTime ? newTime(answer, call) : answer;
    },
  },
  classMethods: { fromisoformat: fromIso },
  operate: (self, operator, other, call) => {
    if (operator === '__str__') return str(isoClock(self, null, call), call.place);
    if (operator === '__repr__') {
      const text = clockRepr(self, call);
      return typeof text === 'string' ? str(`datetime.time(${text})`, call.place) : text;
    }
    const theirs = timeHost(other);
    return theirs && compared(operator, self, theirs, self.micros - (offsetOf(self) ?? 0n), theirs.micros - (offsetOf(theirs) ?? 0n), call);
  },
});

/** A naive and an aware one are never equal and have no order. */
export function compared(operator: string, self: Clock, other: Clock, mine: bigint, theirs: bigint, call: Call): Value | null {
  if ((offsetOf(self) === null) === (offsetOf(other) === null)) return comparison(operator, order(mine, theirs), call.place);
  if (operator === '__eq__') return comparison(operator, 1, call.place);
  if (comparison(operator, 0, call.place) === null) return null;
  return call.interpreter.raise('TypeError', "can't compare offset-naive and offset-aware times", call.place);
}

holdValues(timeClass, {
  min: instance(timeClass, new AtTime(0n, null, 0), null),
  max: instance(timeClass, new AtTime(86_399_999_999n, null, 0), null),
});
