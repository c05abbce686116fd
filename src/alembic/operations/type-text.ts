/** `str(column['type'])`: what a revision compares a reflected type with. */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { nativeMethod, none, str, unknown } from '../../python/native';
import type { Value } from '../../python/values';
import { typeFrom } from '../../sqlalchemy/definitions-from-values';
import { isUnknown } from '../../sqlalchemy/unreadable';

/** Names that the dialect behind `str()` writes otherwise than PostgreSQL's: `StrSQLTypeCompiler` (sqlalchemy/sql/compiler.py). */
const otherwise: Readonly<Record<string, string>> = {
  ARRAY: 'ARRAY',
  TIMESTAMP: 'TIMESTAMP',
  TIME: 'TIME',
  INTERVAL: 'INTERVAL',
  BIT: 'BIT',
  DateTime: 'DATETIME',
  Interval: 'DATETIME',
  Time: 'TIME',
  LargeBinary: 'BLOB',
  Uuid: 'CHAR(32)',
};

/** Types that both write alike. */
const alike: ReadonlySet<string> = new Set(
  (
    'INTEGER BIGINT SMALLINT VARCHAR CHAR TEXT NUMERIC REAL FLOAT DOUBLE_PRECISION BOOLEAN DATE UUID BYTEA JSON JSONB HSTORE INET CIDR MACADDR ' +
    'MONEY OID TSVECTOR TSQUERY CITEXT INT4RANGE INT8RANGE NUMRANGE DATERANGE TSRANGE TSTZRANGE ' +
    'Integer BigInteger SmallInteger String Unicode Text UnicodeText Numeric Boolean Date'
  ).split(' '),
);

function textOf(interpreter: Interpreter, type: Value): Value {
  const name = type.type === 'instance' ? type.class.name : '';
  const fixed = otherwise[name];
  if (fixed !== undefined) return str(fixed);
  const read = typeFrom(interpreter, type);
  if (isUnknown(read)) return read;
  const { enumType, sql } = read;
  if (enumType && /^enum$/i.test(name)) return str(`VARCHAR(${Math.max(0, ...enumType.values.map(({ length }) => length))})`);
  return alike.has(name) ? str(sql) : unknown(`the text of a ${name}`, type.place);
}

/** Gives the types of a program their text. */
export function addTypeText(interpreter: Interpreter): void {
  const module = interpreter.importModule('sqlalchemy', null);
  const cls = module.type === 'module' ? interpreter.findAttribute(module, 'TypeEngine', null) : null;
  if (cls?.type !== 'class') return;
  const text = nativeMethod('__str__', (calling, args) => textOf(calling, args.positional[0] ?? none));
  changing(cls.namespace).set('__str__', text);
}
