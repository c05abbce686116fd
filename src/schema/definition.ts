/**
 * What somebody asks PostgreSQL for: the tables of the models, and the arguments of operations. The counterpart,
 * what then stands in the database, is `schema.ts`; only PostgreSQL turns the one into the other.
 */
import type { Place } from '../python/place';

/** A piece of Python as it is written into a revision file, with the import lines it needs. */
export interface PythonCode {
  readonly code: string;
  /** Whole lines such as `from sqlalchemy.dialects import postgresql`; `op` and `sa` are always there. */
  readonly imports: readonly string[];
}

/** `schema` is null where none was given: PostgreSQL's search path decides, which is `public` in the shadow. */
export interface TableName {
  readonly schema: string | null;
  readonly name: string;
}

/** SQL text together with the way it is written in Python; the text is never compared, PostgreSQL's reading of it is. */
export interface SqlExpression {
  readonly sql: string;
  readonly python: PythonCode;
}

export interface EnumDefinition {
  readonly schema: string | null;
  readonly name: string;
  readonly values: readonly string[];
  readonly place: Place | null;
}

/** `CREATE DOMAIN`; the parts are SQL. */
export interface DomainDefinition {
  readonly schema: string | null;
  readonly name: string;
  readonly type: string;
  /** As a plain name. */
  readonly collation: string | null;
  readonly default: string | null;
  readonly constraintName: string | null;
  readonly notNull: boolean;
  readonly check: string | null;
  readonly place: Place | null;
}

/** `sql` is what goes into DDL (`VARCHAR(255)`, `"Mood"[]`); `enumType` or `domain` is the named type it stands on, if any. */
export interface ColumnType extends SqlExpression {
  readonly enumType: EnumDefinition | null;
  /** Only where the models create it. */
  readonly domain?: DomainDefinition | null;
}

/** PostgreSQL's sequence options, of an identity column or of a sequence; null: PostgreSQL's default. */
export interface SequenceOptions {
  readonly start: number | null;
  readonly increment: number | null;
  readonly minValue: number | null;
  readonly maxValue: number | null;
  readonly cache: number | null;
  readonly cycle: boolean;
}

export interface ColumnDefinition {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly serverDefault: SqlExpression | null;
  /** SQLAlchemy would write SERIAL, BIGSERIAL or SMALLSERIAL: `PGDDLCompiler.get_column_specification`. */
  readonly serial: boolean;
  readonly identity: (SequenceOptions & { readonly always: boolean }) | null;
  /** `persisted` false: VIRTUAL (PostgreSQL 18); null: as the server's default has it. */
  readonly computed: (SqlExpression & { readonly persisted: boolean | null }) | null;
  readonly collation: string | null;
  readonly comment: string | null;
  /** From the name that the column is assigned to, to the end of the expression. */
  readonly place: Place | null;
  /** The very arguments, for a diagnostic on one of them. */
  readonly places: {
    readonly type?: Place;
    readonly nullable?: Place;
    readonly serverDefault?: Place;
    readonly comment?: Place;
  };
}

interface ConstraintBase {
  /** null: nobody named it; PostgreSQL will, and the name is not compared. */
  readonly name: string | null;
  readonly comment: string | null;
  readonly place: Place | null;
}

interface Deferrability {
  readonly deferrable: boolean | null;
  /** `'DEFERRED'` or `'IMMEDIATE'`. */
  readonly initially: 'DEFERRED' | 'IMMEDIATE' | null;
}

export interface PrimaryKeyDefinition extends ConstraintBase, Deferrability {
  readonly kind: 'primary_key';
  readonly columns: readonly string[];
  readonly include: readonly string[];
}

export interface UniqueDefinition extends ConstraintBase, Deferrability {
  readonly kind: 'unique';
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
}

export interface ForeignKeyDefinition extends ConstraintBase, Deferrability {
  readonly kind: 'foreign_key';
  readonly columns: readonly string[];
  readonly referredTable: TableName;
  readonly referredColumns: readonly string[];
  readonly onDelete: string | null;
  readonly onUpdate: string | null;
  readonly match: string | null;
  readonly notValid: boolean;
  /** `use_alter=True`: `CREATE TABLE` leaves it to an ALTER TABLE that `create_all()` sends afterwards. */
  readonly useAlter?: true;
}

export interface CheckDefinition extends ConstraintBase, Deferrability {
  readonly kind: 'check';
  readonly expression: SqlExpression;
  readonly noInherit: boolean;
  readonly notValid: boolean;
}

export interface ExcludeDefinition extends ConstraintBase, Deferrability {
  readonly kind: 'exclude';
  readonly using: string;
  readonly elements: readonly { readonly expression: SqlExpression; readonly operator: string; readonly opclass: string | null }[];
  readonly where: SqlExpression | null;
}

export type ConstraintDefinition = PrimaryKeyDefinition | UniqueDefinition | ForeignKeyDefinition | CheckDefinition | ExcludeDefinition;

/** A key of an index: a column by name, or an expression, with what follows it in `CREATE INDEX`. */
export interface IndexKey {
  readonly column: string | null;
  readonly expression: SqlExpression | null;
  readonly opclass: string | null;
  readonly collation: string | null;
  readonly descending: boolean;
  /** null: PostgreSQL's default for the order. */
  readonly nulls: 'FIRST' | 'LAST' | null;
}

export interface IndexDefinition {
  readonly name: string | null;
  readonly unique: boolean;
  readonly keys: readonly IndexKey[];
  /** The access method (`gin`); null: btree. */
  readonly using: string | null;
  readonly include: readonly string[];
  readonly where: SqlExpression | null;
  readonly with: Readonly<Record<string, string>>;
  readonly nullsNotDistinct: boolean;
  readonly tablespace: string | null;
  readonly concurrently: boolean;
  readonly comment: string | null;
  readonly place: Place | null;
}

export interface TableDefinition extends TableName {
  readonly columns: readonly ColumnDefinition[];
  /** Everything but indexes; in the order of SQLAlchemy's `CreateTable`, the primary key first. */
  readonly constraints: readonly ConstraintDefinition[];
  readonly indexes: readonly IndexDefinition[];
  readonly comment: string | null;
  /** What follows PARTITION BY, e.g. `RANGE (created_at)`. */
  readonly partitionBy: string | null;
  readonly inherits: readonly TableName[];
  readonly unlogged: boolean;
  readonly with: Readonly<Record<string, string>>;
  readonly place: Place | null;
}

export interface SequenceDefinition extends SequenceOptions {
  readonly schema: string | null;
  readonly name: string;
  /** What follows AS; null: bigint. */
  readonly type?: string | null;
  readonly place: Place | null;
}

/** Everything one SQLAlchemy MetaData would create. Enum types stand in the columns that use them and, when declared apart, here. */
export interface MetadataDefinition {
  readonly tables: readonly TableDefinition[];
  readonly enums: readonly EnumDefinition[];
  readonly domains?: readonly DomainDefinition[];
  readonly sequences: readonly SequenceDefinition[];
}

/** Something that was read but not understood; `tables` are left out of the comparison because of it. */
export interface NotUnderstood {
  readonly message: string;
  readonly place: Place | null;
  readonly tables: readonly TableName[];
  /** It stands beside what is compared: no table is missing for it, and none is left out. */
  readonly beside?: true;
  /** Tables that are compared, but for what may be a column of them. */
  readonly doubts?: readonly ColumnDoubt[];
}

/** A column that a table may have; null: columns of any name, and what goes with them. */
export interface ColumnDoubt {
  readonly table: TableName;
  readonly column: string | null;
}
