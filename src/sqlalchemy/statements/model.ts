/**
 * SELECT, INSERT, UPDATE, DELETE and what they read from, as SQLAlchemy's expression language builds them. Everything is immutable: each
 * method of a statement gives another one. Two FROM items are the same where they are the same object.
 *
 * The door to this room for whoever builds statements: `tableFrom()` for a table, `emptySelect` with what is wanted, and
 * `writeStatement()` (write-statement.ts) for the SQL that PostgreSQL gets. As Python values they are `StatementObject`s and `FromObject`s.
 */
import type { UnknownValue, Value } from '../../python/values';
import type { TableObject } from '../schema-objects';
import type { SqlNode } from '../sql/node';

/** Something that stands in a FROM clause. */
export type FromItem =
  | { readonly kind: 'table'; readonly table: TableObject }
  /** `table.alias('a')`; without a name SQLAlchemy finds one (`a_1`). */
  | {
      readonly kind: 'alias';
      readonly of: FromItem;
      readonly name: string | null;
      readonly lateral: boolean;
      readonly sample?: TableSample;
    }
  /** `select(...).subquery()`, `.alias()` and `.lateral()`. */
  | { readonly kind: 'subquery'; readonly statement: Query; readonly name: string | null; readonly lateral: boolean }
  | CteItem
  | {
      readonly kind: 'join';
      readonly left: FromItem;
      readonly right: FromItem;
      readonly on: SqlNode;
      readonly outer: boolean;
      readonly full: boolean;
    }
  /** `func.unnest(...).table_valued('value')`, `.column_valued()`, `.alias()`. */
  | {
      readonly kind: 'function';
      readonly call: SqlNode;
      readonly name: string | null;
      readonly columns: readonly FunctionColumn[];
      /** What `render_derived()` writes behind the alias. */
      readonly derived: 'none' | 'names' | 'types';
      readonly ordinality: boolean;
      readonly lateral: boolean;
    }
  | {
      readonly kind: 'values';
      readonly name: string | null;
      readonly columns: readonly FunctionColumn[];
      readonly rows: readonly (readonly Value[])[];
      readonly lateral: boolean;
    }
  | { readonly kind: 'text'; readonly text: SqlNode };

export interface CteItem {
  readonly kind: 'cte';
  readonly statement: Statement;
  readonly name: string | null;
  readonly recursive: boolean;
  readonly nesting: boolean;
  /** `AS MATERIALIZED` and the like. */
  readonly prefixes: readonly SqlNode[];
  /** The CTE that this one continues: `cte.union_all(...)` keeps its name. */
  readonly restates: CteItem | null;
  /** The CTE that this one is another name for. */
  readonly aliasOf: CteItem | null;
}

export interface TableSample {
  readonly sampling: SqlNode;
  readonly seed: SqlNode | null;
}

export interface FunctionColumn {
  readonly name: string;
  readonly type: Value | null;
}

export interface JoinStep {
  readonly target: FromItem;
  readonly on: SqlNode | null;
  /** Given by `join_from()`. */
  readonly left: FromItem | null;
  readonly outer: boolean;
  readonly full: boolean;
}

export interface ForUpdate {
  readonly read: boolean;
  readonly nowait: boolean;
  readonly skipLocked: boolean;
  readonly keyShare: boolean;
  readonly of: readonly FromItem[];
}

/** What a SELECT and a UNION share. */
interface Rows {
  readonly orderBy: readonly SqlNode[];
  readonly groupBy: readonly SqlNode[];
  readonly limit: SqlNode | null;
  readonly offset: SqlNode | null;
  readonly fetch: { readonly count: SqlNode; readonly ties: boolean; readonly percent: boolean } | null;
  readonly forUpdate: ForUpdate | null;
  readonly labels: LabelStyle;
  /** CTEs that `add_cte()` added, which nothing needs to mention. */
  readonly ctes: readonly CteItem[];
}

/** `LABEL_STYLE_…` of sqlalchemy/sql/selectable.py. */
export type LabelStyle = 'disambiguate' | 'table_column' | 'none';

export interface SelectStatement extends Rows {
  readonly kind: 'select';
  readonly columns: readonly SqlNode[];
  /** What `select()` was given for columns: sessions make objects of the classes among it. */
  readonly asked: readonly Value[] | null;
  /** `select_from()`. */
  readonly from: readonly FromItem[];
  readonly joins: readonly JoinStep[];
  readonly where: readonly SqlNode[];
  readonly having: readonly SqlNode[];
  /** The expressions of DISTINCT ON, empty for a plain DISTINCT; null without. */
  readonly distinct: readonly SqlNode[] | null;
  readonly prefixes: readonly SqlNode[];
  /** What `correlate()` says; null: SQLAlchemy finds out, `[]`: nothing. */
  readonly correlate: readonly FromItem[] | null;
  readonly correlateExcept: readonly FromItem[] | null;
}

export interface CompoundStatement extends Rows {
  readonly kind: 'compound';
  readonly keyword: 'UNION' | 'UNION ALL' | 'INTERSECT' | 'INTERSECT ALL' | 'EXCEPT' | 'EXCEPT ALL';
  readonly selects: readonly Query[];
}

/** `text(...).columns(...)`, or a text that is executed by itself. */
export interface TextStatement {
  readonly kind: 'text';
  readonly text: SqlNode & { readonly kind: 'text' };
  readonly columns: readonly FunctionColumn[];
  /** The columns are named in the order of the text. */
  readonly positional: boolean;
}

/** What gives rows by itself. */
export type Query = SelectStatement | CompoundStatement | TextStatement;

/** Values by the key of their column. */
export type RowValues = ReadonlyMap<string, Value>;

export interface OnConflict {
  readonly constraint: string | null;
  /** `index_elements`. */
  readonly elements: readonly (SqlNode | string)[] | null;
  readonly where: SqlNode | null;
  /** Null for DO NOTHING. */
  readonly update: { readonly set: RowValues; readonly where: SqlNode | null } | null;
}

interface Change {
  readonly target: FromItem & { readonly kind: 'table' | 'alias' };
  readonly returning: readonly SqlNode[];
  readonly ctes: readonly CteItem[];
  readonly prefixes: readonly SqlNode[];
}

export interface InsertStatement extends Change {
  readonly kind: 'insert';
  /** `values()`; several rows where `multiple`. */
  readonly rows: readonly RowValues[];
  readonly multiple: boolean;
  readonly select: { readonly names: readonly string[]; readonly query: Query } | null;
  readonly conflict: OnConflict | null;
  readonly inline: boolean;
}

export interface UpdateStatement extends Change {
  readonly kind: 'update';
  readonly values: RowValues;
  /** The order of `ordered_values()`, and of values given as pairs; else the table's counts. */
  readonly ordered: boolean;
  readonly where: readonly SqlNode[];
}

export interface DeleteStatement extends Change {
  readonly kind: 'delete';
  readonly where: readonly SqlNode[];
  /** `using()` of late releases. */
}

export type Statement = Query | InsertStatement | UpdateStatement | DeleteStatement;

const noRows: Rows = {
  orderBy: [],
  groupBy: [],
  limit: null,
  offset: null,
  fetch: null,
  forUpdate: null,
  labels: 'disambiguate',
  ctes: [],
};

export const emptySelect: SelectStatement = {
  ...noRows,
  kind: 'select',
  columns: [],
  asked: null,
  from: [],
  joins: [],
  where: [],
  having: [],
  distinct: null,
  prefixes: [],
  correlate: null,
  correlateExcept: null,
};

export const compoundOf = (keyword: CompoundStatement['keyword'], selects: readonly Query[]): CompoundStatement => ({
  ...noRows,
  kind: 'compound',
  keyword,
  selects,
});

/** What the Python value of a statement keeps. */
export class StatementObject {
  constructor(
    readonly statement: Statement,
    /** What `params()` gave its `bindparam`s. */
    readonly parameters: RowValues = new Map(),
  ) {}
}

/** What the value of a statement keeps that is not understood. */
export class UnknownStatement {
  constructor(
    readonly reason: UnknownValue,
    /** The table that it changes; null for a query, of which only the rows are unknown. */
    readonly changes: TableObject | null,
  ) {}
}

/** What the Python value of an alias, a subquery, a CTE or a join keeps. */
export class FromObject {
  constructor(readonly from: FromItem) {}
}

const tables = new WeakMap<TableObject, FromItem & { readonly kind: 'table' }>();

/** The one FROM item of a table. */
export function tableFrom(table: TableObject): FromItem & { readonly kind: 'table' } {
  const known = tables.get(table) ?? { kind: 'table', table };
  tables.set(table, known);
  return known;
}
