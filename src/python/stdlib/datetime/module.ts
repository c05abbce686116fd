/** The module `datetime`. */
import { int } from '../../native';
import { partialModule } from '../partial-module';
import { dateClass } from './date';
import { datetimeClass } from './datetime';
import { timeClass } from './time';
import { timedeltaClass } from './timedelta';
import { timezoneClass, tzinfoClass, utc } from './timezone';

export const datetimeModule = partialModule('datetime', () => ({
  date: dateClass,
  datetime: datetimeClass,
  time: timeClass,
  timedelta: timedeltaClass,
  timezone: timezoneClass,
  tzinfo: tzinfoClass,
  UTC: utc,
  MINYEAR: int(1),
  MAXYEAR: int(9999),
}));
