/** What a plan is made from, and how the definitions of the models are found behind PostgreSQL's objects. */
import type { Change } from '../change';
import type {
  ColumnDefinition,
  ColumnType,
  ConstraintDefinition,
  EnumDefinition,
  IndexDefinition,
  SequenceDefinition,
  TableDefinition,
  TableName,
} from '../definition';
import { friendlyType } from '../friendly-type';
import { pythonString } from '../python-text';
import { quoteTable } from '../quoting';
import type { Column, Constraint, EnumType, Index, Schema, Table } from '../schema';
import {
  columnFromCatalog,
  constraintFromCatalog,
  enumFromCatalog,
  indexFromCatalog,
  withCollation,
  withoutCreatingEnum,
  writtenSchema,
} from '../table-from-catalog';

export interface PlanContext {
  /** What the revisions leave, under its old names. */
  readonly before: Schema;
  readonly after: Schema;
  readonly defaultSchema: string;
  /** The models' own words; null for what stands in no model. `schema` is always the schema's name. */
  readonly definitionOf: (schema: string, table: string) => TableDefinition | null;
  readonly sequenceOf: (schema: string, name: string) => SequenceDefinition | null;
  readonly enumOf: (schema: string, name: string) => EnumDefinition | null;
  /** SQLAlchemy's type for PostgreSQL's words, for what no model holds any more; enum types need not be answered. */
  readonly typeOfCatalog: (type: string, namedType: Column['namedType']) => ColumnType | null;
  /** SQL for the rows of a table whose column becomes NOT NULL without a default; null leaves them as they are. */
  readonly fill: (schema: string, table: string, column: string) => string | null;
}

export interface PlanProblem {
  readonly message: string;
  readonly change: Change;
}

/** A table, type or sequence as a key of a map. */
export const keyOf = (schema: string, name: string): string => JSON.stringify([schema, name]);

/** The context with answers that the planning of every kind of object needs. */
export class Definitions {
  private readonly stood: ReadonlyMap<string, Table>;
  private readonly stands: ReadonlyMap<string, Table>;

  constructor(
    private readonly context: PlanContext,
    /** `context.before` under the names that its tables and columns have once the renames are done. */
    before: Schema,
  ) {
    this.stood = new Map(before.tables.map((table) => [keyOf(table.schema, table.name), table]));
    this.stands = new Map(context.after.tables.map((table) => [keyOf(table.schema, table.name), table]));
  }

  tableName(schema: string, name: string): TableName {
    return { schema: writtenSchema(schema, this.context), name };
  }

  /** Every table that stood, renamed. */
  get tablesBefore(): readonly Table[] {
    return [...this.stood.values()];
  }

  before(schema: string, name: string): Table | null {
    return this.stood.get(keyOf(schema, name)) ?? null;
  }

  after(schema: string, name: string): Table | null {
    return this.stands.get(keyOf(schema, name)) ?? null;
  }

  /** The type of a column as revisions write it, in the words that SQLAlchemy gives DDL; null where it has no word for it. */
  knownType(column: Column, side: 'before' | 'after'): ColumnType | null {
    const enumType = this.enumOfColumn(column, side);
    const type = enumType
      ? enumColumnType(column, enumType)
      : (this.domainType(column, side) ?? this.context.typeOfCatalog(column.type, column.namedType));
    return type && withCollation({ ...type, sql: friendlyType(type.sql) }, column.collation);
  }

  private domainType(column: Column, side: 'before' | 'after'): ColumnType | null {
    const named = column.namedType;
    const domain = named && this.context[side].domains.find((one) => one.schema === named.schema && one.name === named.name);
    const base = domain && this.context.typeOfCatalog(domain.type, null);
    if (!domain || !base) return null;
    const schema = writtenSchema(domain.schema, this.context);
    const options = [...(schema === null ? [] : [`schema=${pythonString(schema)}`]), 'create_type=False'];
    const code = `postgresql.DOMAIN(${[pythonString(domain.name), base.python.code, ...options].join(', ')})`;
    const imports = [...new Set([...base.python.imports, 'from sqlalchemy.dialects import postgresql'])];
    const dimensions = /(\[\])*$/.exec(column.type)?.[0] ?? '';
    const array = dimensions.length > 2 ? `, dimensions=${dimensions.length / 2}` : '';
    const python = { code: dimensions === '' ? code : `postgresql.ARRAY(${code}${array})`, imports };
    return { sql: `${quoteTable({ schema, name: domain.name })}${dimensions}`, python, enumType: null };
  }

  private enumOfColumn(column: Column, side: 'before' | 'after'): EnumDefinition | null {
    const named = column.namedType;
    if (!named) return null;
    const found = this.context[side].enums.find((type) => type.schema === named.schema && type.name === named.name);
    return found ? enumFromCatalog(found, this.context) : null;
  }

  readonly onSide = (side: 'before' | 'after') => ({
    defaultSchema: this.context.defaultSchema,
    typeOf: (column: Column): ColumnType | null => this.knownType(column, side),
  });

  /** A column as it was, from the catalog alone. */
  oldColumn(column: Column): ColumnDefinition {
    return columnFromCatalog(column, this.onSide('before'));
  }

  /** A column as the models have it, else from the catalog. */
  newColumn(schema: string, table: string, column: Column): ColumnDefinition {
    const defined = this.context.definitionOf(schema, table)?.columns.find((one) => one.name === column.name);
    if (!defined) return columnFromCatalog(column, this.onSide('after'));
    return { ...defined, type: withoutCreatingEnum(withCollation(defined.type, column.collation)) };
  }

  oldConstraint(constraint: Constraint): ConstraintDefinition {
    return constraintFromCatalog(constraint, this.context);
  }

  /** The models' own constraint behind one of PostgreSQL's; null where that cannot be told. */
  definedConstraint(schema: string, table: string, constraint: Constraint): ConstraintDefinition | null {
    const defined = this.context.definitionOf(schema, table)?.constraints ?? [];
    const named = defined.find((one) => one.kind === constraint.kind && cut(one.name) === constraint.name);
    return named ?? unnamedLike(defined, constraint);
  }

  /** A constraint as the models have it, under the name that PostgreSQL gave it where they gave none. */
  newConstraint(schema: string, table: string, constraint: Constraint): ConstraintDefinition {
    const found = this.definedConstraint(schema, table, constraint);
    return found ? { ...found, name: constraint.name } : constraintFromCatalog(constraint, this.context);
  }

  /** An index as the models have it. */
  newIndex(schema: string, table: string, index: Index): IndexDefinition {
    const defined = this.context.definitionOf(schema, table)?.indexes ?? [];
    const found = defined.find((one) => cut(one.name) === index.name);
    return found ? { ...found, name: index.name } : indexFromCatalog(index);
  }

  enumDefinition(type: EnumType): EnumDefinition {
    return this.context.enumOf(type.schema, type.name) ?? enumFromCatalog(type, this.context);
  }
}

/** PostgreSQL cuts names after 63 bytes. */
function cut(name: string | null): string | null {
  if (name === null) return null;
  let kept = name;
  while (new TextEncoder().encode(kept).length > 63) kept = kept.slice(0, -1);
  return kept;
}

/** The one unnamed definition that must have become this constraint; null where several could have. */
function unnamedLike(defined: readonly ConstraintDefinition[], constraint: Constraint): ConstraintDefinition | null {
  const candidates = defined.filter((one) => one.name === null && one.kind === constraint.kind && sameColumns(one, constraint));
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

function sameColumns(defined: ConstraintDefinition, constraint: Constraint): boolean {
  if (defined.kind === 'check' || defined.kind === 'exclude') return true;
  if (defined.columns.join('\n') !== constraint.columns.join('\n')) return false;
  if (defined.kind !== 'foreign_key' || constraint.kind !== 'foreign_key') return true;
  return defined.referredTable.name === constraint.referredTable;
}

function enumColumnType(column: Column, enumType: EnumDefinition): ColumnType {
  const dimensions = /(\[\])*$/.exec(column.type)?.[0] ?? '';
  const sql = `${quoteTable(enumType)}${dimensions}`;
  return withoutCreatingEnum({ sql, python: { code: '', imports: [] }, enumType });
}
