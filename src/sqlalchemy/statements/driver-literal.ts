/** Python values as psycopg2 writes them into a statement (psycopg/adapter_*.c, lib/extensions.py, lib/_json.py of psycopg2). */
import { floatText } from '../../python/evaluate/representation';
import type { Interpreter } from '../../python/interpreter';
import { plain } from '../../python/payload';
import { dateHost, momentHost, offsetOf, timeHost } from '../../python/stdlib/datetime/moments';
import { day, deltaOf, floorDivide, floorModulo, second, sixDigits } from '../../python/stdlib/datetime/timedelta';
import { DecimalNumber } from '../../python/stdlib/numbers/decimal-arithmetic';
import { Uuid } from '../../python/stdlib/uuid';
import type { InstanceValue, Value } from '../../python/values';
import { quoteLiteral } from '../../schema/quoting';
import { raiseNamed } from '../modules/exceptions';
import { SpecialName } from '../plain-values';
import { unreadable, unreadableValue } from '../unreadable';

/** A number below zero has a blank before it, so that no `--` comes about. */
const number = (text: string): string => (text.startsWith('-') ? ` ${text}` : text);

export function driverLiteral(interpreter: Interpreter, given: Value): string {
  if (given.type === 'instance' && given.host instanceof SpecialName) return quoteLiteral(given.host.text);
  const value = plain(given);
  switch (value.type) {
    case 'None':
      return 'NULL';
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'int':
      return number(String(value.value));
    case 'float':
      return floatSql(value.value);
    case 'str':
      return textSql(interpreter, value);
    case 'bytes':
      return `'\\x${Array.from(value.value, (byte) => byte.toString(16).padStart(2, '0')).join('')}'::bytea`;
    case 'list':
      if (value.items.length === 0) return "'{}'";
      return `ARRAY[${value.items.map((item) => driverLiteral(interpreter, item)).join(',')}]`;
    case 'tuple':
      return `(${value.items.map((item) => driverLiteral(interpreter, item)).join(', ')})`;
    case 'instance':
      return objectSql(interpreter, value);
    case 'unknown':
      return unreadableValue('a value of a statement', value);
    default:
      return notAdaptable(interpreter, value.type, value);
  }
}

function textSql(interpreter: Interpreter, value: Value & { readonly type: 'str' }): string {
  if (value.value.includes('\0'))
    return interpreter.raise('ValueError', 'A string literal cannot contain NUL (0x00) characters.', value.place);
  return quoteLiteral(value.value);
}

function floatSql(value: number): string {
  if (Number.isNaN(value)) return "'NaN'::float";
  if (!Number.isFinite(value)) return value > 0 ? "'Infinity'::float" : "'-Infinity'::float";
  return number(floatText(value));
}

function objectSql(interpreter: Interpreter, value: InstanceValue): string {
  const text = () => {
    const shown = interpreter.str(value);
    return typeof shown === 'string' ? shown : unreadableValue('a value of a statement', shown);
  };
  const moment = momentHost(value);
  if (moment) return `${quoteLiteral(text().replace(' ', 'T'))}::timestamp${offsetOf(moment) === null ? '' : 'tz'}`;
  if (dateHost(value)) return `${quoteLiteral(text())}::date`;
  const time = timeHost(value);
  if (time) return `${quoteLiteral(text())}::time${offsetOf(time) === null ? '' : 'tz'}`;
  const delta = deltaOf(value);
  if (delta) {
    const rest = floorModulo(delta.micros, day);
    return `'${floorDivide(delta.micros, day)} days ${rest / second}.${sixDigits(rest % second)} seconds'::interval`;
  }
  if (value.host instanceof DecimalNumber) return number(text());
  if (value.host instanceof Uuid) return `${quoteLiteral(value.host.text)}::uuid`;
  return notAdaptable(interpreter, value.class.name, value);
}

/** `ProgrammingError: can't adapt type 'dict'`. */
function notAdaptable(interpreter: Interpreter, type: string, value: Value): never {
  if (value.type === 'instance' && value.class.place === null) return unreadable(`a ${type} as a value of a statement`, value.place);
  return raiseNamed(interpreter, 'ProgrammingError', `(psycopg2.ProgrammingError) can't adapt type '${type}'`, value.place);
}
