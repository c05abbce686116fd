/** One difference between what the revisions leave (`before`) and what the models ask for (`after`). */
import type { Column, Constraint, EnumType, Index, Sequence, Table } from './schema';

/** The table that stands after the change; schema is the schema's name. */
interface OnTable {
  readonly schema: string;
  readonly table: string;
}

export type ColumnAspect = 'type' | 'nullable' | 'server_default' | 'identity' | 'computed' | 'collation' | 'comment';

export type Change =
  | (OnTable & { readonly kind: 'create_table'; readonly after: Table })
  | (OnTable & { readonly kind: 'drop_table'; readonly before: Table })
  | (OnTable & { readonly kind: 'rename_table'; readonly before: Table; readonly after: Table })
  | (OnTable & { readonly kind: 'add_column'; readonly name: string; readonly after: Column })
  | (OnTable & { readonly kind: 'drop_column'; readonly name: string; readonly before: Column })
  | (OnTable & { readonly kind: 'rename_column'; readonly name: string; readonly before: Column; readonly after: Column })
  | (OnTable & {
      readonly kind: 'alter_column';
      readonly name: string;
      readonly aspects: readonly ColumnAspect[];
      readonly before: Column;
      readonly after: Column;
    })
  | (OnTable & { readonly kind: 'create_index'; readonly name: string; readonly after: Index })
  | (OnTable & { readonly kind: 'drop_index'; readonly name: string; readonly before: Index })
  /** Where the names differ and the definitions do not, the index only wants another name. */
  | (OnTable & { readonly kind: 'alter_index'; readonly name: string; readonly before: Index; readonly after: Index })
  | (OnTable & { readonly kind: 'create_constraint'; readonly name: string; readonly after: Constraint })
  | (OnTable & { readonly kind: 'drop_constraint'; readonly name: string; readonly before: Constraint })
  /** Where the names differ and the definitions do not, the constraint only wants another name. */
  | (OnTable & { readonly kind: 'alter_constraint'; readonly name: string; readonly before: Constraint; readonly after: Constraint })
  | (OnTable & { readonly kind: 'alter_table_comment'; readonly before: string | null; readonly after: string | null })
  | { readonly kind: 'create_enum'; readonly schema: string; readonly name: string; readonly after: EnumType }
  | { readonly kind: 'drop_enum'; readonly schema: string; readonly name: string; readonly before: EnumType }
  | { readonly kind: 'alter_enum'; readonly schema: string; readonly name: string; readonly before: EnumType; readonly after: EnumType }
  | { readonly kind: 'create_sequence'; readonly schema: string; readonly name: string; readonly after: Sequence }
  | { readonly kind: 'alter_sequence'; readonly schema: string; readonly name: string; readonly before: Sequence; readonly after: Sequence }
  | { readonly kind: 'drop_sequence'; readonly schema: string; readonly name: string; readonly before: Sequence };
