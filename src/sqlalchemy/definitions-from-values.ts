/**
 * The door to this room for whoever holds values and wants definitions: `op.create_table('a', sa.Column(...))` and the
 * models alike. Every function gives the definition, or the Unknown that keeps it from being known (`isUnknown` tells).
 */
import type { Interpreter } from '../python/interpreter';
import type { Place } from '../python/place';
import type { UnknownValue, Value } from '../python/values';
import type {
  ColumnDefinition,
  ColumnType,
  ConstraintDefinition,
  IndexDefinition,
  SqlExpression,
  TableDefinition,
  TableName,
} from '../schema/definition';
import type { NamingConvention } from './naming-convention';

export { isUnknown } from './unreadable';

export interface TableContext {
  /** The table that the constraints and indexes stand on; null leaves names that a convention would derive from it open. */
  readonly table: TableName | null;
  /** The convention of the MetaData behind it (`namingConventionOf`); null: SQLAlchemy's default one. */
  readonly namingConvention: NamingConvention | null;
}

export interface ColumnReading {
  readonly column: ColumnDefinition;
  /** What the `Column(...)` itself asked for by `ForeignKey`, `unique=`, `CheckConstraint` or a type with a CHECK. */
  readonly constraints: readonly ConstraintDefinition[];
  /** What it asked for by `index=`. */
  readonly indexes: readonly IndexDefinition[];
  /** `primary_key=True`. */
  readonly primaryKey: boolean;
}

const notYet = (place: Place | null): UnknownValue => ({ type: 'unknown', reason: 'a definition of SQLAlchemy', place });

/** A `Column(...)` on its own, as in `op.add_column`. */
export function columnFrom(_interpreter: Interpreter, value: Value, _context: TableContext): ColumnReading | UnknownValue {
  return notYet(value.place);
}

/**
 * A table from what stands behind its name in `op.create_table(name, *items, **keywords)` or `Table(name, metadata, *items, **keywords)`;
 * `keywords` may hold schema, comment, prefixes and postgresql_* options. `context.table` is the table's own name.
 */
export function tableFrom(
  _interpreter: Interpreter,
  _items: readonly Value[],
  _keywords: ReadonlyMap<string, Value>,
  _context: TableContext & { readonly table: TableName },
  place: Place | null,
): TableDefinition | UnknownValue {
  return notYet(place);
}

/** A constraint object: `PrimaryKeyConstraint`, `UniqueConstraint`, `ForeignKeyConstraint`, `CheckConstraint`, `ExcludeConstraint`. */
export function constraintFrom(_interpreter: Interpreter, value: Value, _context: TableContext): ConstraintDefinition | UnknownValue {
  return notYet(value.place);
}

/** An `Index(...)` object. */
export function indexFrom(_interpreter: Interpreter, value: Value, _context: TableContext): IndexDefinition | UnknownValue {
  return notYet(value.place);
}

/** A type, as a class (`sa.Integer`) or an object (`sa.String(50)`). */
export function typeFrom(_interpreter: Interpreter, value: Value): ColumnType | UnknownValue {
  return notYet(value.place);
}

/** A SQL expression, `sa.text(...)`, `sa.func.now()`, or a text that stands for SQL by itself (a CHECK's, an index's `postgresql_where`). */
export function expressionFrom(_interpreter: Interpreter, value: Value): SqlExpression | UnknownValue {
  return notYet(value.place);
}

/** What `server_default=` was given: a str is a literal, None is null. `type` renders literal values that are no str. */
export function serverDefaultFrom(_interpreter: Interpreter, value: Value): SqlExpression | null | UnknownValue {
  return notYet(value.place);
}
