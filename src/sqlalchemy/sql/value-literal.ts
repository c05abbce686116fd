/** Dates, times, durations, decimal numbers and UUIDs as SQL literals. */
import type { Interpreter } from '../../python/interpreter';
import { dateHost, momentHost, timeHost } from '../../python/stdlib/datetime/moments';
import { deltaOf } from '../../python/stdlib/datetime/timedelta';
import { DecimalNumber } from '../../python/stdlib/numbers/decimal-arithmetic';
import { Uuid } from '../../python/stdlib/uuid';
import type { InstanceValue, Value } from '../../python/values';
import { quoteLiteral } from '../../schema/quoting';
import { specOf } from '../types/read-type';
import { sinceSqlalchemy } from '../versions';

type Kind = 'datetime' | 'date' | 'time' | 'timedelta' | 'decimal' | 'uuid';

function kindOf(value: InstanceValue): Kind | null {
  // SQLAlchemy finds the type of a value by its class itself: a subclass has none.
  if (value.class.place !== null) return null;
  if (momentHost(value)) return 'datetime';
  if (dateHost(value)) return 'date';
  if (timeHost(value)) return 'time';
  if (deltaOf(value)) return 'timedelta';
  if (value.host instanceof DecimalNumber) return 'decimal';
  return value.host instanceof Uuid ? 'uuid' : null;
}

/** Types that write a value as the value's own type does. */
const sameText: Readonly<Record<Kind, readonly string[]>> = {
  datetime: ['DateTime', 'DATETIME', 'TIMESTAMP'],
  date: ['Date', 'DATE', 'DateTime', 'DATETIME', 'TIMESTAMP'],
  time: ['Time', 'TIME'],
  timedelta: ['Interval'],
  decimal: ['Numeric', 'NUMERIC', 'DECIMAL'],
  uuid: [],
};

/**
 * `_RenderISO8601NoT`, `Numeric.literal_processor`, `Uuid.literal_processor` and PostgreSQL's `INTERVAL.literal_processor`; null where SQLAlchemy
 * has no literal for the value, or where the type beside it would write another.
 */
export function valueLiteral(interpreter: Interpreter, value: InstanceValue, type: Value | null): string | null {
  const kind = kindOf(value);
  const name = type && specOf(type)?.name;
  if (!kind || (type && !(name && sameText[kind].includes(name)))) return null;
  if (kind !== 'decimal' && !sinceSqlalchemy(interpreter, '2.0')) return null;
  if (kind === 'timedelta') return intervalSql(interpreter, value);
  const text = interpreter.str(value);
  if (typeof text !== 'string') return null;
  return kind === 'decimal' ? text : quoteLiteral(text);
}

function intervalSql(interpreter: Interpreter, value: InstanceValue): string | null {
  const method = interpreter.getAttribute(value, 'total_seconds', value.place);
  const seconds = interpreter.repr(interpreter.call(method, { positional: [], keywords: new Map(), unknown: null }, value.place));
  return typeof seconds === 'string' ? `make_interval(secs=>${seconds})` : null;
}
