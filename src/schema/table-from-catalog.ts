/** What stands in a database, as the definition that would ask for it: for downgrades, and for what no model defines. */
import { withoutCollation } from './casts';
import type {
  ColumnDefinition,
  ColumnType,
  ConstraintDefinition,
  EnumDefinition,
  IndexDefinition,
  IndexKey,
  SequenceDefinition,
  SequenceOptions,
  SqlExpression,
  TableDefinition,
} from './definition';
import { pythonString, sqlText } from './python-text';
import { quoteIdentifier } from './quoting';
import type { Column, Constraint, EnumType, Identity, Index, Sequence, Table } from './schema';

export interface CatalogContext {
  /** The schema that is not written down. */
  readonly defaultSchema: string;
  /** SQLAlchemy's type for what `format_type` says; null where there is none. */
  readonly typeOf: (column: Column) => ColumnType | null;
}

/** A schema's name as it is written: null for the default one. */
export function writtenSchema(schema: string, context: { readonly defaultSchema: string }): string | null {
  return schema === context.defaultSchema ? null : schema;
}

/** A table with its columns, constraints and indexes; a type that SQLAlchemy cannot say becomes `sa.types.NullType()`. */
export function tableFromCatalog(table: Table, context: CatalogContext): TableDefinition {
  return {
    schema: writtenSchema(table.schema, context),
    name: table.name,
    columns: table.columns.map((column) => columnFromCatalog(column, context)),
    constraints: primaryKeyFirst(table.constraints).map((constraint) => constraintFromCatalog(constraint, context)),
    indexes: table.indexes.map((index) => indexFromCatalog(index)),
    comment: table.comment,
    partitionBy: table.partitionBy,
    inherits: table.inherits.map((parent) => ({ schema: writtenSchema(parent.schema, context), name: parent.name })),
    unlogged: table.unlogged,
    with: table.with,
    place: null,
  };
}

function primaryKeyFirst(constraints: readonly Constraint[]): readonly Constraint[] {
  return [...constraints.filter((one) => one.kind === 'primary_key'), ...constraints.filter((one) => one.kind !== 'primary_key')];
}

/** A column; the default of a serial column is its sequence, which is not written down. */
export function columnFromCatalog(column: Column, context: CatalogContext): ColumnDefinition {
  return {
    name: column.name,
    type: columnTypeFromCatalog(column, context),
    nullable: !column.notNull,
    serverDefault: defaultFromCatalog(column),
    serial: column.serial,
    identity: identityFromCatalog(column.identity),
    computed: column.generated ? { ...sqlText(column.generated.expression), persisted: column.generated.stored } : null,
    collation: column.collation,
    comment: column.comment,
    place: null,
    places: {},
  };
}

/** The column's type; `sa.types.NullType()` where SQLAlchemy has no word for it (DDL can still say it). */
export function columnTypeFromCatalog(column: Column, context: CatalogContext): ColumnType {
  return context.typeOf(column) ?? { sql: column.type, python: { code: 'sa.types.NullType()', imports: [] }, enumType: null };
}

/** The default as `sa.text('…')`; null for none and for a serial column's. */
export function defaultFromCatalog(column: Column): SqlExpression | null {
  return column.default === null || column.serial ? null : sqlText(column.default);
}

/** The options of an identity column, null where they are PostgreSQL's own for an ascending integer sequence. */
export function identityFromCatalog(identity: Identity | null): ColumnDefinition['identity'] {
  return identity ? { always: identity.always, ...optionsFromCatalog(identity) } : null;
}

const typeLimits: ReadonlySet<string> = new Set(['32767', '2147483647', '9223372036854775807']);

function optionsFromCatalog(options: Omit<Identity, 'always'>): SequenceOptions {
  const number = (text: string, usual: (text: string) => boolean): number | null => (usual(text) ? null : Number(text));
  const ascending = !options.increment.startsWith('-');
  const plainMinimum = ascending ? options.minValue === '1' : false;
  const plainMaximum = ascending ? typeLimits.has(options.maxValue) : options.maxValue === '-1';
  return {
    start: number(options.start, (text) => text === (ascending ? options.minValue : options.maxValue)),
    increment: number(options.increment, (text) => text === '1'),
    minValue: plainMinimum || /^-(32768|2147483648|9223372036854775808)$/.test(options.minValue) ? null : Number(options.minValue),
    maxValue: plainMaximum ? null : Number(options.maxValue),
    cache: number(options.cache, (text) => text === '1'),
    cycle: options.cycle,
  };
}

/** A constraint under the name it has. */
export function constraintFromCatalog(constraint: Constraint, context: { readonly defaultSchema: string }): ConstraintDefinition {
  const base = {
    name: constraint.name,
    comment: constraint.comment,
    place: null,
    deferrable: constraint.deferrable ? true : null,
    initially: constraint.initiallyDeferred ? ('DEFERRED' as const) : null,
  };
  switch (constraint.kind) {
    case 'primary_key':
      return { ...base, kind: 'primary_key', columns: constraint.columns, include: constraint.include };
    case 'unique':
      return {
        ...base,
        kind: 'unique',
        columns: constraint.columns,
        include: constraint.include,
        nullsNotDistinct: constraint.nullsNotDistinct,
      };
    case 'foreign_key':
      return {
        ...base,
        kind: 'foreign_key',
        columns: constraint.columns,
        referredTable: { schema: writtenSchema(constraint.referredSchema, context), name: constraint.referredTable },
        referredColumns: constraint.referredColumns,
        onDelete: constraint.onDelete === 'NO ACTION' ? null : constraint.onDelete,
        onUpdate: constraint.onUpdate === 'NO ACTION' ? null : constraint.onUpdate,
        match: constraint.match === 'SIMPLE' ? null : constraint.match,
        notValid: !constraint.validated,
      };
    case 'check':
      return {
        ...base,
        kind: 'check',
        expression: sqlText(constraint.expression),
        noInherit: constraint.noInherit,
        notValid: !constraint.validated,
      };
    case 'exclude':
      return {
        ...base,
        kind: 'exclude',
        using: constraint.method,
        elements: constraint.elements.map((element) => ({ ...element, expression: sqlText(element.expression) })),
        where: constraint.where === null ? null : sqlText(constraint.where),
      };
  }
}

/** An index under the name it has. */
export function indexFromCatalog(index: Index): IndexDefinition {
  return {
    name: index.name,
    unique: index.unique,
    keys: index.keys.map(keyFromCatalog),
    using: index.method === 'btree' ? null : index.method,
    include: index.include,
    where: index.where === null ? null : sqlText(index.where),
    with: index.with,
    nullsNotDistinct: index.nullsNotDistinct,
    tablespace: null,
    concurrently: false,
    comment: index.comment,
    place: null,
  };
}

/** The order of NULLs is said where it is not the usual one: last when ascending, first when descending. */
function keyFromCatalog(key: Index['keys'][number]): IndexKey {
  const unusual = key.nullsFirst ? 'FIRST' : 'LAST';
  return {
    column: key.column,
    expression: key.column === null ? sqlText(key.expression) : null,
    opclass: key.opclass,
    collation: key.collation,
    descending: key.descending,
    nulls: key.nullsFirst === key.descending ? null : unusual,
  };
}

/** An enum type with its values. */
export function enumFromCatalog(type: EnumType, context: { readonly defaultSchema: string }): EnumDefinition {
  return { schema: writtenSchema(type.schema, context), name: type.name, values: type.values, place: null };
}

/** A sequence of its own. */
export function sequenceFromCatalog(sequence: Sequence, context: { readonly defaultSchema: string }): SequenceDefinition {
  return { schema: writtenSchema(sequence.schema, context), name: sequence.name, ...optionsFromCatalog(sequence), place: null };
}

/**
 * A type whose enum is made by an operation of its own, written so that SQLAlchemy does not make it once more:
 * `postgresql.ENUM(…, create_type=False)`. Other types stay as they are.
 */
export function withoutCreatingEnum(type: ColumnType): ColumnType {
  if (!type.enumType) return type;
  const { name, schema, values } = type.enumType;
  const options = [`name=${pythonString(name)}`, ...(schema === null ? [] : [`schema=${pythonString(schema)}`]), 'create_type=False'];
  const code = `postgresql.ENUM(${[...values.map(pythonString), ...options].join(', ')})`;
  const dimensions = /(\[\d*\])+$/.exec(type.sql)?.[0].split('[').length ?? 1;
  const array = dimensions > 2 ? `postgresql.ARRAY(${code}, dimensions=${dimensions - 1})` : `postgresql.ARRAY(${code})`;
  return {
    ...type,
    python: { code: dimensions > 1 ? array : code, imports: ['from sqlalchemy.dialects import postgresql'] },
  };
}

/** A type with a collation of its own, in SQL and as the `collation=` of SQLAlchemy's string types. */
export function withCollation(type: ColumnType, collation: string | null): ColumnType {
  if (collation === null || / COLLATE /.test(type.sql)) return type;
  const bare = type.python.code.endsWith(')') ? type.python.code.slice(0, -1) : `${type.python.code}(`;
  const separator = bare.endsWith('(') ? '' : ', ';
  return {
    ...type,
    sql: `${withoutCollation(type.sql)} COLLATE ${quoteIdentifier(collation)}`,
    python: { ...type.python, code: `${bare}${separator}collation=${pythonString(collation)})` },
  };
}
