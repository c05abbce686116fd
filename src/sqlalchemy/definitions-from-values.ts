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
  EnumDefinition,
  IndexDefinition,
  SequenceDefinition,
  SqlExpression,
  TableDefinition,
  TableName,
} from '../schema/definition';
import { defaultNamingConvention, type NamingConvention, namingConventionOf } from './naming-convention';
import { columnIndexes } from './packages/column-indexes';
import { readColumn } from './read/columns';
import { readConstraint } from './read/constraints';
import { type ReadContext, sqlClause } from './read/context';
import { readSequence, readServerDefault } from './read/defaults';
import { readIndex } from './read/indexes';
import { columnObjects, tableDefinition } from './read/table-object';
import { readTable } from './read/tables';
import { ColumnObject, SchemaItem, TableObject } from './schema-objects';
import { literalSql } from './sql/literal';
import { nodeOf } from './sql/node';
import { renderSql } from './sql/render';
import { sequencesOf } from './standalone-objects';
import { noTypeContext, readType } from './types/read-type';
import { attempt, isUnknown, Unreadable, unreadableValue } from './unreadable';

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

const contextOf = (interpreter: Interpreter, context: TableContext): ReadContext => ({
  interpreter,
  table: context.table,
  convention: context.namingConvention ?? defaultNamingConvention,
  metadataSchema: null,
  tables: null,
  columns: [],
});

function itemOf(value: Value, what: string): SchemaItem {
  return value.type === 'instance' && value.host instanceof SchemaItem ? value.host : unreadableValue(what, value);
}

/** A `Column(...)` on its own, as in `op.add_column`. */
export function columnFrom(interpreter: Interpreter, value: Value, context: TableContext): ColumnReading | UnknownValue {
  return attempt(() => {
    if (value.type !== 'instance' || !(value.host instanceof ColumnObject)) return unreadableValue('a column', value);
    const reading = contextOf(interpreter, context);
    const { column, inline, constraints, indexes, primaryKey, numbering, serial } = readColumn(value.host, reading);
    const brought = context.table ? columnIndexes(interpreter, context.table.name, [value]) : [];
    return {
      column: { ...column, serial: primaryKey && serial && numbering !== 'never' },
      constraints: [...constraints, ...inline],
      indexes: [...indexes, ...brought.map((item) => readIndex(item, reading))],
      primaryKey,
    };
  }, value.place);
}

/**
 * A table from what stands behind its name in `op.create_table(name, *items, **keywords)` or `Table(name, metadata, *items, **keywords)`;
 * `keywords` may hold comment, prefixes and postgresql_* options. `context.table` is the table's own name.
 */
export function tableFrom(
  interpreter: Interpreter,
  items: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  context: TableContext & { readonly table: TableName },
  place: Place | null,
): TableDefinition | UnknownValue {
  return attempt(() => {
    const columns: ColumnObject[] = [];
    const rest: SchemaItem[] = [];
    for (const item of items) {
      if (item.type === 'instance' && item.host instanceof ColumnObject) {
        columns.push(item.host);
        rest.push(...columnIndexes(interpreter, context.table.name, [item]));
      } else if (item.type !== 'None') rest.push(itemOf(item, `an argument of table ${context.table.name}`));
    }
    const { interpreter: reader, convention, metadataSchema, tables } = contextOf(interpreter, context);
    return readTable(
      { name: context.table, columns, items: rest, keywords, place },
      { interpreter: reader, convention, metadataSchema, tables },
    );
  }, place);
}

/** A `Table` object, with all that its columns and its MetaData bring. */
export function tableObjectFrom(interpreter: Interpreter, value: Value): TableDefinition | UnknownValue {
  return attempt(() => {
    if (value.type !== 'instance' || !(value.host instanceof TableObject)) return unreadableValue('a table', value);
    const [problem] = [...value.host.problems, ...value.host.refusals];
    if (problem) throw new Unreadable(problem);
    return tableDefinition(interpreter, value.host);
  }, value.place);
}

/** A `Sequence(...)`. */
export function sequenceFrom(interpreter: Interpreter, value: Value): SequenceDefinition | UnknownValue {
  return attempt(() => {
    const item = itemOf(value, 'a sequence');
    return item.kind === 'Sequence' ? readSequence(item, interpreter) : unreadableValue('a sequence', value);
  }, value.place);
}

/** The sequences given to the columns of a `Table(...)`, but for optional ones. */
export function sequencesOfTable(interpreter: Interpreter, value: Value): readonly SequenceDefinition[] | UnknownValue {
  return attempt(() => {
    if (value.type !== 'instance' || !(value.host instanceof TableObject)) return unreadableValue('a table', value);
    return sequencesOf(interpreter, columnObjects(value.host));
  }, value.place);
}

/** The table that a constraint or an index was put into, and the convention of its MetaData; null: none. */
export function tableContextOf(value: Value): TableContext | null | UnknownValue {
  if (value.type !== 'instance' || !(value.host instanceof SchemaItem) || !value.host.table) return null;
  const { schema, name, metadata } = value.host.table;
  const namingConvention = namingConventionOf(metadata);
  return isUnknown(namingConvention) ? namingConvention : { table: { schema, name }, namingConvention };
}

/** A constraint object: `PrimaryKeyConstraint`, `UniqueConstraint`, `ForeignKeyConstraint`, `CheckConstraint`, `ExcludeConstraint`. */
export function constraintFrom(interpreter: Interpreter, value: Value, context: TableContext): ConstraintDefinition | UnknownValue {
  return attempt(() => readConstraint(itemOf(value, 'a constraint'), contextOf(interpreter, context)), value.place);
}

/** An `Index(...)` object. */
export function indexFrom(interpreter: Interpreter, value: Value, context: TableContext): IndexDefinition | UnknownValue {
  return attempt(() => {
    const item = itemOf(value, 'an index');
    return item.kind === 'Index' ? readIndex(item, contextOf(interpreter, context)) : unreadableValue('an index', value);
  }, value.place);
}

/** A type, as a class (`sa.Integer`) or an object (`sa.String(50)`); `sql` holds its COLLATE, if any. */
export function typeFrom(interpreter: Interpreter, value: Value): ColumnType | UnknownValue {
  return attempt(() => {
    const { sql, collation, python, enumType } = readType(interpreter, value, noTypeContext);
    return { sql: collation === null ? sql : `${sql} COLLATE ${collation}`, python, enumType };
  }, value.place);
}

/** A SQL expression, `sa.text(...)`, `sa.func.now()`, or a text that stands for SQL by itself (a CHECK's, an index's `postgresql_where`). */
export function expressionFrom(interpreter: Interpreter, value: Value): SqlExpression | UnknownValue {
  return attempt(() => sqlClause(value, contextOf(interpreter, { table: null, namingConvention: null })), value.place);
}

/** What `server_default=` was given: a str is a literal, None and `FetchedValue()` are null. */
export function serverDefaultFrom(interpreter: Interpreter, value: Value): SqlExpression | null | UnknownValue {
  return attempt(() => readServerDefault(interpreter, value), value.place);
}

/** An `Enum` or `postgresql.ENUM` (also inside an ARRAY) as the named type it stands on; null for types without one. */
export function enumFrom(interpreter: Interpreter, value: Value): EnumDefinition | null | UnknownValue {
  return attempt(() => readType(interpreter, value, noTypeContext).enumType, value.place);
}

/** A Python value as a SQL literal, for rows of `op.bulk_insert`; `type` is the column's, where it is known. */
export function literalFrom(interpreter: Interpreter, value: Value, type: Value | null): string | UnknownValue {
  return attempt(() => {
    const node = nodeOf(value);
    return node ? renderSql(interpreter, node) : literalSql(interpreter, value, type);
  }, value.place);
}
