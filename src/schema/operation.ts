/**
 * One step of a migration, in Alembic's vocabulary. The same union is made from revision files (alembic/), from changes
 * (schema/), rendered to SQL (postgres/) and to Python (alembic/), and inverted (schema/). Like Alembic's own
 * operation objects, a dropping operation may carry what it drops (`reverse`), so that its inverse is complete.
 */
import type { Place } from '../python/place';
import type {
  ColumnDefinition,
  ColumnType,
  ConstraintDefinition,
  EnumDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  SequenceDefinition,
  SqlExpression,
  TableDefinition,
  TableName,
} from './definition';

interface Step {
  /** The call in the revision file, or the expression in the models that asks for it. */
  readonly place: Place | null;
}

export interface CreateTable extends Step {
  readonly kind: 'create_table';
  readonly table: TableDefinition;
  readonly ifNotExists: boolean;
}
export interface DropTable extends Step {
  readonly kind: 'drop_table';
  readonly table: TableName;
  readonly ifExists: boolean;
  readonly reverse: TableDefinition | null;
}
export interface RenameTable extends Step {
  readonly kind: 'rename_table';
  readonly table: TableName;
  readonly newName: string;
}
export interface AddColumn extends Step {
  readonly kind: 'add_column';
  readonly table: TableName;
  readonly column: ColumnDefinition;
  /** Constraints and indexes that the `Column(...)` itself asked for (`unique=`, `index=`, `ForeignKey`). */
  readonly constraints: readonly ConstraintDefinition[];
  readonly indexes: readonly IndexDefinition[];
  readonly ifNotExists: boolean;
  /** `inline_references`: the foreign key stands in the column's own clause, where it has no name. */
  readonly inlineReferences?: ForeignKeyDefinition;
  /** `inline_primary_key` of a column that is one. */
  readonly inlinePrimaryKey?: boolean;
}
export interface DropColumn extends Step {
  readonly kind: 'drop_column';
  readonly table: TableName;
  readonly column: string;
  readonly ifExists: boolean;
  readonly reverse: ColumnDefinition | null;
}
/** What an `alter_column` says stands there before; Alembic's `existing_*`. */
export interface ExistingColumn {
  readonly type: ColumnType | null;
  readonly nullable: boolean | null;
  /** undefined: not said; null: no default. */
  readonly serverDefault?: SqlExpression | null;
  readonly comment?: string | null;
  readonly identity?: ColumnDefinition['identity'];
}
export interface AlterColumn extends Step {
  readonly kind: 'alter_column';
  readonly table: TableName;
  readonly column: string;
  /** Each: undefined where it stays as it is. */
  readonly newName?: string;
  readonly type?: ColumnType;
  /** SQL of `USING`, as in `postgresql_using`. */
  readonly using?: string;
  readonly nullable?: boolean;
  readonly serverDefault?: SqlExpression | null;
  readonly identity?: ColumnDefinition['identity'];
  readonly comment?: string | null;
  readonly existing: ExistingColumn;
}
export interface CreateIndex extends Step {
  readonly kind: 'create_index';
  readonly table: TableName;
  readonly index: IndexDefinition;
  readonly ifNotExists: boolean;
}
export interface DropIndex extends Step {
  readonly kind: 'drop_index';
  readonly name: string;
  readonly schema: string | null;
  readonly table: TableName | null;
  readonly ifExists: boolean;
  readonly concurrently: boolean;
  readonly reverse: IndexDefinition | null;
}
export interface CreateConstraint extends Step {
  readonly kind: 'create_constraint';
  readonly table: TableName;
  readonly constraint: ConstraintDefinition;
}
export interface DropConstraint extends Step {
  readonly kind: 'drop_constraint';
  readonly table: TableName;
  /** null as somebody wrote it; it cannot become SQL, and Alembic refuses it with the same words. */
  readonly name: string | null;
  readonly constraintKind: ConstraintDefinition['kind'] | null;
  readonly ifExists: boolean;
  readonly reverse: ConstraintDefinition | null;
}
export interface RenameConstraint extends Step {
  readonly kind: 'rename_constraint';
  readonly table: TableName;
  readonly name: string;
  readonly newName: string;
}
export interface RenameIndex extends Step {
  readonly kind: 'rename_index';
  readonly schema: string | null;
  readonly name: string;
  readonly newName: string;
}
export interface CommentOnTable extends Step {
  readonly kind: 'create_table_comment' | 'drop_table_comment';
  readonly table: TableName;
  /** null on drop. */
  readonly comment: string | null;
  readonly existing: string | null;
}
export interface CreateEnum extends Step {
  readonly kind: 'create_enum';
  readonly enumType: EnumDefinition;
  readonly ifNotExists: boolean;
}
export interface DropEnum extends Step {
  readonly kind: 'drop_enum';
  readonly schema: string | null;
  readonly name: string;
  readonly ifExists: boolean;
  readonly reverse: EnumDefinition | null;
}
/** `before` places the value; null: at the end. */
export interface AddEnumValue extends Step {
  readonly kind: 'add_enum_value';
  readonly schema: string | null;
  readonly name: string;
  readonly value: string;
  readonly before: string | null;
}
/**
 * Values removed or reordered: PostgreSQL knows no such statement, so the type is made anew under a passing name and the
 * columns are moved over by their text. `columns` lists every column of the type, with its default as it must stand again.
 */
export interface ReplaceEnum extends Step {
  readonly kind: 'replace_enum';
  readonly before: EnumDefinition;
  readonly after: EnumDefinition;
  readonly columns: readonly {
    readonly table: TableName;
    readonly column: string;
    readonly array: boolean;
    readonly default: string | null;
  }[];
}
export interface CreateSequence extends Step {
  readonly kind: 'create_sequence';
  readonly sequence: SequenceDefinition;
  readonly ifNotExists: boolean;
}
export interface DropSequence extends Step {
  readonly kind: 'drop_sequence';
  readonly schema: string | null;
  readonly name: string;
  readonly ifExists: boolean;
  readonly reverse: SequenceDefinition | null;
}
export interface Execute extends Step {
  readonly kind: 'execute';
  readonly sql: string;
}
/** `op.bulk_insert`: `rows` hold SQL literals, ready to be written. */
export interface BulkInsert extends Step {
  readonly kind: 'bulk_insert';
  readonly table: TableName;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
/** The edges of `with op.get_context().autocommit_block():`. */
export interface AutocommitEdge extends Step {
  readonly kind: 'begin_autocommit' | 'end_autocommit';
}

export type Operation =
  | CreateTable
  | DropTable
  | RenameTable
  | AddColumn
  | DropColumn
  | AlterColumn
  | CreateIndex
  | DropIndex
  | CreateConstraint
  | DropConstraint
  | RenameConstraint
  | RenameIndex
  | CommentOnTable
  | CreateEnum
  | DropEnum
  | AddEnumValue
  | ReplaceEnum
  | CreateSequence
  | DropSequence
  | Execute
  | BulkInsert
  | AutocommitEdge;
