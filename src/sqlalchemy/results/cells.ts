/** PostgreSQL's text of a value as psycopg2 hands it to Python (psycopg/typecast.c, typecast_builtins.c of psycopg2; its json and uuid extras). */
import { hashKey } from '../../python/hash-key';
import type { Interpreter } from '../../python/interpreter';
import { bool, int, list, noArguments, none, str, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import { dateClass } from '../../python/stdlib/datetime/date';
import { datetimeClass } from '../../python/stdlib/datetime/datetime';
import { timeClass } from '../../python/stdlib/datetime/time';
import { timedeltaClass } from '../../python/stdlib/datetime/timedelta';
import { decimalClass } from '../../python/stdlib/numbers/decimal';
import { uuidClass } from '../../python/stdlib/uuid';
import type { ClassValue, Value } from '../../python/values';
import { ask } from '../asking';
import { standInsOf } from '../statements/stand-ins';
import { attempt, isUnknown } from '../unreadable';
import type { AnsweredType } from './answer';
import { type ArrayItem, readArray } from './array-text';

type Reader = (interpreter: Interpreter, text: string, place: Place | null) => Value;

const asText: Reader = (_interpreter, text, place) => str(text, place);
const asInteger: Reader = (_interpreter, text, place) => int(BigInt(text), place);
const asFloat: Reader = (_interpreter, text, place) => ({ type: 'float', value: text === 'NaN' ? Number.NaN : Number(text), place });

/** What a class makes of a text; Unknown where it makes nothing of it. */
const made =
  (cls: ClassValue, method: string | null, prepared: (text: string) => string = (text) => text): Reader =>
  (interpreter, text, place) => {
    const argument = str(prepared(text), place);
    return attempt(() => {
      const callee = method === null ? cls : interpreter.getAttribute(cls, method, place);
      return ask(interpreter, callee, [argument], place);
    }, place);
  };

/** `+00` and `+05:30`, where Python writes minutes always; a fraction has six digits. */
const isoText = (text: string): string =>
  text.replace(/([+-]\d\d)$/, '$1:00').replace(/\.(\d{1,6})/, (_whole, digits: string) => `.${digits.padEnd(6, '0')}`);

const units: Readonly<Record<string, bigint>> = { year: 365n, mon: 30n, day: 1n };

/** `1 year 2 mons -3 days 04:05:06.7`: a year has 365 days, a month 30 (`typecast_PYINTERVAL_cast`). */
function asInterval(interpreter: Interpreter, text: string, place: Place | null): Value {
  let days = 0n;
  for (const [, count, unit] of text.matchAll(/([+-]?\d+) (year|mon|day)s?/g)) days += BigInt(count ?? 0) * (units[unit ?? ''] ?? 0n);
  const clock = /([+-]?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?$/.exec(text);
  const [, sign = '', hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock ?? [];
  const whole = (BigInt(hours) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const micros = whole * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  const keywords = new Map([
    ['days', int(days, place)],
    ['microseconds', int(sign === '-' ? -micros : micros, place)],
  ]);
  return interpreter.call(timedeltaClass, { ...noArguments, keywords }, place);
}

function asJson(interpreter: Interpreter, text: string, place: Place | null): Value {
  return attempt(() => {
    const module = interpreter.importModule('json', place);
    return ask(interpreter, interpreter.getAttribute(module, 'loads', place), [str(text, place)], place);
  }, place);
}

const asBytes: Reader = (_interpreter, text, place) => ({
  type: 'bytes',
  value: Uint8Array.from(text.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
  place,
});

/** `"a"=>"1", "b"=>NULL` (`HstoreAdapter.parse` of psycopg2/extras.py). */
function asHstore(_interpreter: Interpreter, text: string, place: Place | null): Value {
  const entries = new Map<string, { readonly key: Value; readonly value: Value }>();
  for (const [, key = '', value] of text.matchAll(/"((?:[^"\\]|\\.)*)"=>(NULL|"(?:[^"\\]|\\.)*")/g)) {
    const plain = (part: string) => str(part.replace(/\\(.)/g, '$1'), place);
    const name = plain(key);
    entries.set(hashKey(name) ?? key, { key: name, value: value === undefined || value === 'NULL' ? none : plain(value.slice(1, -1)) });
  }
  return { type: 'dict', entries, place };
}

const readers: Readonly<Record<string, Reader>> = {
  bool: (_interpreter, text, place) => bool(text === 't', place),
  int2: asInteger,
  int4: asInteger,
  int8: asInteger,
  oid: asInteger,
  float4: asFloat,
  float8: asFloat,
  numeric: made(decimalClass, null),
  date: made(dateClass, 'fromisoformat'),
  time: made(timeClass, 'fromisoformat', isoText),
  timetz: made(timeClass, 'fromisoformat', isoText),
  timestamp: made(datetimeClass, 'fromisoformat', isoText),
  timestamptz: made(datetimeClass, 'fromisoformat', isoText),
  interval: asInterval,
  uuid: made(uuidClass, null),
  json: asJson,
  jsonb: asJson,
  bytea: asBytes,
  hstore: asHstore,
};

/** Element types of the arrays that psycopg2 knows; others come as their text. */
const knownInArrays: ReadonlySet<string> = new Set(
  'bool int2 int4 int8 oid float4 float8 numeric date time timetz timestamp timestamptz interval uuid json jsonb bytea text varchar bpchar name char inet cidr macaddr'.split(
    ' ',
  ),
);

export function cellValue(interpreter: Interpreter, text: string | null, type: AnsweredType, place: Place | null): Value {
  if (text === null) return none;
  const stands = standInsOf(interpreter).recognise(text, place);
  if (stands) return stands;
  if (type.kind === 'range') return unknown('a range that a query gave', place);
  if (type.kind === 'array' && type.element) return arrayValue(interpreter, text, type.element, place);
  const read = Object.hasOwn(readers, type.name) ? readers[type.name] : undefined;
  return (read ?? asText)(interpreter, text, place);
}

function arrayValue(interpreter: Interpreter, text: string, element: AnsweredType, place: Place | null): Value {
  if (!knownInArrays.has(element.name)) return str(text, place);
  const items = readArray(text);
  if (!items) return unknown('an array that a query gave', place);
  const value = (item: ArrayItem): Value =>
    Array.isArray(item) ? list(item.map(value), place) : cellValue(interpreter, textOf(item), element, place);
  const values = list(items.map(value), place);
  return values.type === 'list' ? (values.items.find(isUnknown) ?? values) : values;
}

const textOf = (item: ArrayItem): string | null => (typeof item === 'string' ? item : null);
