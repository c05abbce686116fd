/**
 * What stands in a PostgreSQL database, in PostgreSQL's own words: every expression and definition is the text that
 * the server's `pg_get_…` functions and `format_type` gave, so two schemas are equal when their texts are.
 * `schema` is always the schema's name. Lists are sorted by name, columns by position.
 */

export interface Identity {
  readonly always: boolean;
  readonly start: string;
  readonly increment: string;
  readonly minValue: string;
  readonly maxValue: string;
  readonly cache: string;
  readonly cycle: boolean;
}

export interface Column {
  readonly name: string;
  /** `format_type(atttypid, atttypmod)`. */
  readonly type: string;
  /** The enum or domain that the type (or an array's element) is, else null. */
  readonly namedType: { readonly schema: string; readonly name: string } | null;
  readonly notNull: boolean;
  readonly default: string | null;
  /** The default is nextval() of a sequence that the column owns. */
  readonly serial: boolean;
  readonly identity: Identity | null;
  readonly generated: { readonly expression: string; readonly stored: boolean } | null;
  /** null: the type's own collation. */
  readonly collation: string | null;
  readonly comment: string | null;
}

interface ConstraintBase {
  readonly name: string;
  /** `pg_get_constraintdef(oid)`. */
  readonly definition: string;
  readonly columns: readonly string[];
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
  readonly validated: boolean;
  readonly comment: string | null;
}

export interface PrimaryKey extends ConstraintBase {
  readonly kind: 'primary_key';
  readonly include: readonly string[];
}
export interface Unique extends ConstraintBase {
  readonly kind: 'unique';
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
}
export interface ForeignKey extends ConstraintBase {
  readonly kind: 'foreign_key';
  readonly referredSchema: string;
  readonly referredTable: string;
  readonly referredColumns: readonly string[];
  /** `'NO ACTION'`, `'CASCADE'`, … */
  readonly onDelete: string;
  readonly onUpdate: string;
  readonly match: 'SIMPLE' | 'FULL' | 'PARTIAL';
}
export interface Check extends ConstraintBase {
  readonly kind: 'check';
  /** `pg_get_expr(conbin, conrelid)`. */
  readonly expression: string;
  readonly noInherit: boolean;
}
export interface Exclude extends ConstraintBase {
  readonly kind: 'exclude';
  readonly method: string;
  readonly elements: readonly { readonly expression: string; readonly operator: string; readonly opclass: string | null }[];
  readonly where: string | null;
}

export type Constraint = PrimaryKey | Unique | ForeignKey | Check | Exclude;

/** Indexes that stand by themselves; those behind a constraint are part of it. */
export interface Index {
  readonly name: string;
  /** `pg_get_indexdef(oid)`. */
  readonly definition: string;
  readonly unique: boolean;
  readonly method: string;
  readonly keys: readonly {
    /** The column's name where the key is a plain column, else null. */
    readonly column: string | null;
    readonly expression: string;
    /** null: the type's default operator class. */
    readonly opclass: string | null;
    readonly collation: string | null;
    readonly descending: boolean;
    readonly nullsFirst: boolean;
  }[];
  readonly include: readonly string[];
  readonly where: string | null;
  readonly with: Readonly<Record<string, string>>;
  readonly nullsNotDistinct: boolean;
  readonly valid: boolean;
  readonly comment: string | null;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly comment: string | null;
  readonly partitionBy: string | null;
  /** The parent and bound of a partition, or the parents of plain inheritance. */
  readonly partitionOf: { readonly schema: string; readonly name: string; readonly bound: string } | null;
  readonly inherits: readonly { readonly schema: string; readonly name: string }[];
  readonly unlogged: boolean;
  readonly with: Readonly<Record<string, string>>;
}

export interface EnumType {
  readonly schema: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly comment: string | null;
}

export interface Domain {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly default: string | null;
  readonly checks: readonly { readonly name: string; readonly definition: string }[];
}

/** Sequences that no column owns. */
export interface Sequence {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly minValue: string;
  readonly maxValue: string;
  readonly cache: string;
  readonly cycle: boolean;
}

/** Objects that an extension owns are left out, save the extension itself. */
export interface Schema {
  readonly tables: readonly Table[];
  readonly enums: readonly EnumType[];
  readonly domains: readonly Domain[];
  readonly sequences: readonly Sequence[];
  readonly extensions: readonly string[];
}
