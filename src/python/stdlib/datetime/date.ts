/** `datetime.date`. */
import { instance, int, nativeFunction, str, unknown } from '../../native';
import type { Value } from '../../values';
import { bound, type Call, holdValues, type ValueClass, valueClass } from '../value-class';
import { lastOrdinal, ordinalOf, weekday } from './calendar';
import { dayNamesOfFields, dayText, readDay, textArgument } from './fields';
import { dateHost, Moment, OnDay } from './moments';
import { fromIsoFormat } from './parsing';
import { strftime } from './strftime';
import { comparison, day, deltaOf, floorDivide, newDelta, order } from './timedelta';

export const newDate = (ordinal: number, call: Call): Value => instance(dateClass, new OnDay(inCalendar(ordinal, call)), call.place);

/** OverflowError beyond the years 1 to 9999. */
export function inCalendar(ordinal: number, { interpreter, place }: Call): number {
  if (ordinal >= 1 && ordinal <= lastOrdinal) return ordinal;
  return interpreter.raise('OverflowError', 'date value out of range', place);
}

/** What dates and moments have alike. */
export const dayValues: NonNullable<ValueClass<OnDay | Moment>['values']> = {
  year: (self, { place }) => int(self.day.year, place),
  month: (self, { place }) => int(self.day.month, place),
  day: (self, { place }) => int(self.day.day, place),
};
export const dayMethods: NonNullable<ValueClass<OnDay | Moment>['methods']> = {
  weekday: (self, { place }) => int(weekday(self.ordinal), place),
  isoweekday: (self, { place }) => int(weekday(self.ordinal) + 1, place),
  toordinal: (self, { place }) => int(self.ordinal, place),
};

/** `str` of what `strftime` writes. */
export function formatted(moment: Moment, format: string, call: Call): Value {
  const text = strftime(moment, format, call.place);
  return typeof text === 'string' ? str(text, call.place) : text;
}

export const now = (name: string): Value => nativeFunction(name, (_interpreter, _args, place) => unknown('the current time', place));

const midnight = (self: OnDay): Moment => new Moment(self.ordinal, 0n, null, 0);

function replaced(self: OnDay, call: Call): Value {
  const given = bound(call, 'replace', dayNamesOfFields);
  const own = self.day;
  return newDate(readDay(call, [given[0] ?? int(own.year), given[1] ?? int(own.month), given[2] ?? int(own.day)]), call);
}

function fromIso(call: Call): Value {
  const [given = null] = bound(call, 'fromisoformat', ['date_string'], 1);
  const read = fromIsoFormat(textArgument(call, given, ''), 'date');
  if (read === 'unknown') return unknown('a date in a form that is not carried out', call.place);
  return read === 'mismatch' ? call.interpreter.raise('ValueError', 'Invalid isoformat string', call.place) : newDate(read.ordinal, call);
}

function fromOrdinal(call: Call): Value {
  const [given] = bound(call, 'fromordinal', ['ordinal'], 1);
  if (given?.type !== 'int') return unknown('a date from no whole number', call.place);
  const ordinal = Number(given.value);
  if (ordinal >= 1 && ordinal <= lastOrdinal) return newDate(ordinal, call);
  return call.interpreter.raise('ValueError', 'ordinal out of range', call.place);
}

export const dateClass = valueClass<OnDay>({
  module: 'datetime',
  name: 'date',
  host: OnDay,
  make: (call) => new OnDay(readDay(call, bound(call, 'date', dayNamesOfFields, 3))),
  values: dayValues,
  methods: {
    ...dayMethods,
    isoformat: (self, { place }) => str(dayText(self), place),
    strftime: (self, call) => formatted(midnight(self), textArgument(call, bound(call, 'strftime', ['format'], 1)[0] ?? null, ''), call),
    __format__: (self, call) => {
      const format = textArgument(call, call.args.positional[0] ?? null, '');
      return format === '' ? str(dayText(self), call.place) : formatted(midnight(self), format, call);
    },
    replace: replaced,
  },
  classMethods: { fromisoformat: fromIso, fromordinal: fromOrdinal },
  operate: (self, operator, other, call) => {
    const { place } = call;
    if (operator === '__repr__') return str(`datetime.date(${self.day.year}, ${self.day.month}, ${self.day.day})`, place);
    if (operator === '__str__') return str(dayText(self), place);
    const delta = deltaOf(other);
    // Of a timedelta only the days count.
    if (delta && /^__r?add__$/.test(operator)) return newDate(self.ordinal + Number(floorDivide(delta.micros, day)), call);
    if (delta && operator === '__sub__') return newDate(self.ordinal - Number(floorDivide(delta.micros, day)), call);
    const theirs = dateHost(other);
    if (!theirs) return null;
    if (operator === '__sub__') return newDelta(BigInt(self.ordinal - theirs.ordinal) * day, call);
    return comparison(operator, order(BigInt(self.ordinal), BigInt(theirs.ordinal)), place);
  },
});

const on = (year: number, month: number, date: number): Value =>
  instance(dateClass, new OnDay(ordinalOf({ year, month, day: date })), null);
holdValues(dateClass, { today: now('today'), min: on(1, 1, 1), max: on(9999, 12, 31) });
