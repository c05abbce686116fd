/** A schema after its tables and columns were renamed, as PostgreSQL would then print it. */
import { withColumnRenamed, withReferredColumnRenamed, withTableRenamed } from './definition-text';
import type { Column, Constraint, Index, Schema, Table } from './schema';

export type Rename =
  | { readonly kind: 'table'; readonly schema: string; readonly oldName: string; readonly newName: string }
  /** `table` is the name that the table has by then. */
  | { readonly kind: 'column'; readonly schema: string; readonly table: string; readonly oldName: string; readonly newName: string };

/** The schema under its new names. */
export function renamedSchema(schema: Schema, renames: readonly Rename[]): Schema {
  return { ...schema, tables: schema.tables.map((table) => renames.reduce(renamedTable, table)) };
}

/** One table under the new names, its own and those it refers to. */
export function renamedTable(table: Table, rename: Rename): Table {
  const own = table.schema === rename.schema && table.name === (rename.kind === 'table' ? rename.oldName : rename.table);
  const on = { schema: table.schema, table: table.name };
  return {
    ...table,
    name: own && rename.kind === 'table' ? rename.newName : table.name,
    columns: own && rename.kind === 'column' ? table.columns.map((column) => renamedColumn(column, rename)) : table.columns,
    constraints: table.constraints.map((constraint) => renamedConstraint(constraint, rename, on)),
    indexes: table.indexes.map((index) => renamedIndex(index, rename, on)),
  };
}

type ColumnRename = Extract<Rename, { kind: 'column' }>;
interface OnTable {
  readonly schema: string;
  readonly table: string;
}

const swap = (rename: Rename) => (name: string) => (name === rename.oldName ? rename.newName : name);

/** A column of the table that holds the renamed column: itself, or one computed from it. */
export function renamedColumn(column: Column, rename: ColumnRename): Column {
  return {
    ...column,
    name: swap(rename)(column.name),
    generated: column.generated && {
      ...column.generated,
      expression: withColumnRenamed(column.generated.expression, rename.oldName, rename.newName),
    },
  };
}

/** A constraint of any table; `on` is its table before the rename. */
export function renamedConstraint(constraint: Constraint, rename: Rename, on: OnTable): Constraint {
  const refers = constraint.kind === 'foreign_key' && constraint.referredSchema === rename.schema;
  if (rename.kind === 'table') {
    if (!refers || constraint.referredTable !== rename.oldName) return constraint;
    return {
      ...constraint,
      referredTable: rename.newName,
      definition: withTableRenamed(constraint.definition, rename.oldName, rename.newName),
    };
  }
  const referring = refers && constraint.referredTable === rename.table ? withReferredColumn(constraint, rename) : constraint;
  if (on.schema !== rename.schema || on.table !== rename.table) return referring;
  return withOwnColumn(referring, rename);
}

function withReferredColumn<T extends Extract<Constraint, { kind: 'foreign_key' }>>(constraint: T, rename: ColumnRename): T {
  return {
    ...constraint,
    referredColumns: constraint.referredColumns.map(swap(rename)),
    definition: withReferredColumnRenamed(constraint.definition, rename.oldName, rename.newName),
  };
}

function withOwnColumn(constraint: Constraint, rename: ColumnRename): Constraint {
  const { oldName, newName } = rename;
  const columns = constraint.columns.map(swap(rename));
  const expression = (text: string): string => withColumnRenamed(text, oldName, newName);
  switch (constraint.kind) {
    case 'foreign_key': {
      const at = constraint.definition.indexOf(' REFERENCES ');
      return { ...constraint, columns, definition: expression(constraint.definition.slice(0, at)) + constraint.definition.slice(at) };
    }
    case 'primary_key':
    case 'unique':
      return { ...constraint, columns, include: constraint.include.map(swap(rename)), definition: expression(constraint.definition) };
    case 'check':
      return { ...constraint, columns, expression: expression(constraint.expression), definition: expression(constraint.definition) };
    case 'exclude':
      return {
        ...constraint,
        columns,
        elements: constraint.elements.map((element) => ({ ...element, expression: expression(element.expression) })),
        where: constraint.where === null ? null : expression(constraint.where),
        definition: expression(constraint.definition),
      };
  }
}

/** An index; `on` is its table before the rename. */
export function renamedIndex(index: Index, rename: Rename, on: OnTable): Index {
  if (on.schema !== rename.schema || on.table !== (rename.kind === 'table' ? rename.oldName : rename.table)) return index;
  const { oldName, newName } = rename;
  if (rename.kind === 'table') return { ...index, definition: withTableRenamed(index.definition, oldName, newName) };
  const expression = (text: string): string => withColumnRenamed(text, oldName, newName);
  const at = index.definition.indexOf(' USING ');
  return {
    ...index,
    definition: index.definition.slice(0, at) + expression(index.definition.slice(at)),
    keys: index.keys.map((key) => ({ ...key, column: key.column && swap(rename)(key.column), expression: expression(key.expression) })),
    include: index.include.map(swap(rename)),
    where: index.where === null ? null : expression(index.where),
  };
}
