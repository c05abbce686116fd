/** Python values as literals in DDL (`SQLCompiler.render_literal_value`). */
import type { Interpreter } from '../../python/interpreter';
import type { InstanceValue, Value } from '../../python/values';
import { quoteLiteral } from '../../schema/quoting';
import { SpecialName } from '../plain-values';
import { boundValue } from '../types/bound-value';
import { enumLabel, specOf } from '../types/read-type';
import { unreadable, unreadableValue } from '../unreadable';
import { sinceSqlalchemy } from '../versions';
import { valueLiteral } from './value-literal';

/** Types whose `literal_processor` writes no text; what SQLAlchemy itself refuses with a CompileError. */
const withoutLiterals: ReadonlySet<string> = new Set(
  (
    'ARRAY BIT BYTEA CIDR DATERANGE HSTORE INET INT4RANGE INT8RANGE INTERVAL Interval JSON JSONB LargeBinary MACADDR MACADDR8 MONEY NUMRANGE OID ' +
    'PickleType REGCLASS REGCONFIG TSRANGE TSTZRANGE TSVECTOR TSQUERY DATE DATETIME Date DateTime TIME TIMESTAMP Time BOOLEAN Boolean'
  ).split(' '),
);

/** `literal('x', T)`, and the text of `cast('x', T)`. */
export function typedLiteral(interpreter: Interpreter, value: Value, type: Value | null): string {
  const name = type && specOf(type)?.name;
  if (value.type === 'str' && name && withoutLiterals.has(name)) return unreadable(`a text as a literal of the type ${name}`, value.place);
  return literalSql(interpreter, value, type);
}

/** A Python value as a SQL literal (`render_literal_value`). */
export function literalSql(interpreter: Interpreter, value: Value, type: Value | null): string {
  const bound = type && boundValue(interpreter, type, value);
  if (bound) return literalSql(interpreter, bound.value, bound.type);
  switch (value.type) {
    case 'None':
      return 'NULL';
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'int':
      return String(value.value);
    case 'float':
      return numberSql(interpreter, value);
    case 'str':
      return quoteLiteral(value.value);
    case 'tuple':
      return `(${value.items.map((item) => literalSql(interpreter, item, null)).join(', ')})`;
    case 'list':
      if (!sinceSqlalchemy(interpreter, '2.0'))
        return unreadable('a list as a SQL literal, which SQLAlchemy writes since 2.0', value.place);
      return `ARRAY[${value.items.map((item) => literalSql(interpreter, item, null)).join(', ')}]`;
    case 'instance':
      if (value.host instanceof SpecialName) return quoteLiteral(value.host.text);
      return valueLiteral(interpreter, value, type) ?? enumLiteral(interpreter, value, type);
    default:
      return unreadableValue('a SQL literal', value);
  }
}

/** A float as `repr` has it. */
export function numberSql(interpreter: Interpreter, value: Value): string {
  const text = interpreter.repr(value);
  return typeof text === 'string' ? text : unreadableValue('a number', text);
}

/** An enum member beside a column of an Enum type is stored as that has it; beside anything else by its value. */
function enumLiteral(interpreter: Interpreter, member: InstanceValue, type: Value | null): string {
  const label = type && enumLabel(interpreter, type, member);
  if (label !== null) return quoteLiteral(label);
  const found = interpreter.findAttribute(member, 'value', member.place);
  if (!found || found.type === 'instance') return unreadableValue('a SQL literal', found ?? member);
  return literalSql(interpreter, found, null);
}
