/** The proleptic Gregorian calendar: dates as numbers of days, 1 January of the year 1 being day 1 (Lib/_pydatetime.py of CPython). */

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const before: readonly number[] = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

/** Days of the year before a month. */
const daysBeforeMonth = (year: number, month: number): number => (before[month] ?? 365) + (month > 2 && isLeap(year) ? 1 : 0);

export const daysInMonth = (year: number, month: number): number =>
  month === 12 ? 31 : daysBeforeMonth(year, month + 1) - daysBeforeMonth(year, month);

export const ordinalOf = ({ year, month, day }: Day): number => daysBeforeYear(year) + daysBeforeMonth(year, month) + day;

export const lastOrdinal = ordinalOf({ year: 9999, month: 12, day: 31 });

export function dayOf(ordinal: number): Day {
  let year = Math.min(9999, Math.floor(ordinal / 365.2425) + 1);
  while (daysBeforeYear(year) >= ordinal) year -= 1;
  while (daysBeforeYear(year + 1) < ordinal) year += 1;
  const rest = ordinal - daysBeforeYear(year);
  let month = 12;
  while (daysBeforeMonth(year, month) >= rest) month -= 1;
  return { year, month, day: rest - daysBeforeMonth(year, month) };
}

/** The day of the year, 1 January being 1. */
export const dayOfYear = (ordinal: number): number => ordinal - daysBeforeYear(dayOf(ordinal).year);

/** Monday is 0. */
export const weekday = (ordinal: number): number => (ordinal + 6) % 7;

export const monthNames = 'January February March April May June July August September October November December'.split(' ');
export const dayNames = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
