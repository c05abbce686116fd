/** Which column PostgreSQL numbers: `PrimaryKeyConstraint._autoincrement_column` and what `PGDDLCompiler` makes of it. */
import type { Interpreter } from '../../python/interpreter';
import type { Place } from '../../python/place';
import type { Value } from '../../python/values';
import { unreadable } from '../unreadable';
import { sinceSqlalchemy } from '../versions';

/**
 * May a column of the primary key be the one that is numbered. `unless-foreign`: as the only key column, where no constraint of
 * the table makes it refer to another; `if-only`: as the only one, wherever it refers to; `always`: also among others.
 */
export type Numbering = 'never' | 'unless-foreign' | 'if-only' | 'always';

export interface NumberedColumn {
  readonly name: string;
  readonly autoincrement: Value | null;
  /** Of the type as it is declared; variants do not count (`TypeEngine._type_affinity`). */
  readonly ancestors: readonly string[];
  readonly sql: string;
  /** `Column.default`; a sequence counts as one unless it is optional. */
  readonly default: 'none' | 'optional sequence' | 'other';
  /** Any but an identity. */
  readonly serverDefault: boolean;
  readonly identity: boolean;
  readonly foreign: boolean;
  readonly place: Place | null;
}

export interface NumberedHow {
  readonly numbering: Numbering;
  /** Numbered by SERIAL, where it is numbered: nothing else gives it a value. */
  readonly serial: boolean;
  /** Why a key cannot hold it: `autoincrement=True` of a type that nothing numbers. */
  readonly incompatible: string | null;
}

/** Throws `Unreadable` where SQLAlchemy raises ArgumentError for the column alone. */
export function numberingOf(column: NumberedColumn, interpreter: Interpreter): NumberedHow {
  const { autoincrement } = column;
  const always = autoincrement?.type === 'bool' && autoincrement.value;
  const never = autoincrement?.type === 'bool' && !autoincrement.value;
  if (column.identity && never)
    return unreadable(`column ${column.name}: a column with an Identity object cannot specify autoincrement=False`, column.place);
  const serial = !column.identity && column.default !== 'other';
  if (!always) return { numbering: automatic(column, interpreter), serial, incompatible: null };
  return { numbering: 'always', serial, incompatible: incompatible(column, interpreter) };
}

function automatic(column: NumberedColumn, interpreter: Interpreter): Numbering {
  const { autoincrement } = column;
  if (autoincrement && autoincrement.type !== 'str') return 'never';
  const whole = column.ancestors.includes('sa.Integer');
  const decimal = column.ancestors.includes('sa.Numeric') && !sinceSqlalchemy(interpreter, '2.1');
  if (!(whole || decimal) || column.serverDefault) return 'never';
  if (column.default === 'other') return 'never';
  if (autoincrement?.type === 'str' && autoincrement.value === 'ignore_fk') return 'if-only';
  return column.foreign ? 'never' : 'unless-foreign';
}

/** `_validate_autoinc` of a column that asks for it. */
function incompatible(column: NumberedColumn, interpreter: Interpreter): string | null {
  if (column.ancestors.includes('sa.Integer')) return null;
  const said = `column ${column.name}, whose type ${column.sql} is not compatible with autoincrement=True`;
  if (!column.ancestors.includes('sa.Numeric')) return said;
  return sinceSqlalchemy(interpreter, '2.1') && !/,\s*0\)$/.test(column.sql) ? said : null;
}
