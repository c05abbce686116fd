/** What of the changes cannot be written as operations, or not without others. */
import type { Change } from '../change';
import { friendlyType } from '../friendly-type';
import type { Column, Constraint, Index } from '../schema';
import { type Definitions, keyOf, type PlanContext, type PlanProblem } from './context';
import { isForeignKey, type Relation } from './relations';

/** One sentence for each. */
export function problemsOf(changes: readonly Change[], definitions: Definitions, context: PlanContext): readonly PlanProblem[] {
  return changes.flatMap((change) => [
    ...untypedColumns(change, definitions, context).map((column) => ({
      message: `SQLAlchemy has no type for ${friendlyType(column.type)} of column ${column.name}: write it by hand`,
      change,
    })),
    ...missingParts(change, changes, definitions).map((message) => ({ message, change })),
    ...partition(change).map((message) => ({ message, change })),
  ]);
}

function untypedColumns(change: Change, definitions: Definitions, context: PlanContext): readonly Column[] {
  const without = (columns: readonly Column[], side: 'before' | 'after'): readonly Column[] =>
    columns.filter((column) => definitions.knownType(column, side) === null);
  switch (change.kind) {
    case 'create_table':
      return context.definitionOf(change.schema, change.table) ? [] : without(change.after.columns, 'after');
    case 'drop_table':
      return without(change.before.columns, 'before');
    case 'add_column':
      return context.definitionOf(change.schema, change.table) ? [] : without([change.after], 'after');
    case 'alter_column':
      return change.aspects.includes('type') ? without([change.before], 'before') : [];
    default:
      return [];
  }
}

function partition(change: Change): readonly string[] {
  const table = change.kind === 'create_table' ? change.after : change.kind === 'drop_table' ? change.before : null;
  if (!table?.partitionOf) return [];
  return [`${table.name} is a partition of ${table.partitionOf.name}: Alembic's create_table cannot say so`];
}

/** A constraint or index on what neither stands there nor comes with the changes that were picked. */
function missingParts(change: Change, changes: readonly Change[], definitions: Definitions): readonly string[] {
  if (change.kind !== 'create_constraint' && change.kind !== 'create_index') return [];
  const relation: Relation =
    change.kind === 'create_index'
      ? { is: 'index', schema: change.schema, table: change.table, item: change.after }
      : { is: 'constraint', schema: change.schema, table: change.table, item: change.after };
  const stands = (schema: string, table: string): boolean =>
    definitions.before(schema, table) !== null ||
    changes.some((other) => other.kind === 'create_table' && other.schema === schema && other.table === table);
  const columns = new Set(definitions.before(change.schema, change.table)?.columns.map((column) => column.name) ?? []);
  for (const other of changes) {
    if (other.kind === 'add_column' && keyOf(other.schema, other.table) === keyOf(change.schema, change.table)) columns.add(other.name);
  }
  const lacking = columnsOf(change.after).filter((column) => !columns.has(column));
  const own = lacking.map((column) => `${change.name} stands on column ${column}, which is in no revision: take its change along`);
  if (!isForeignKey(relation)) return own;
  const { referredSchema, referredTable } = relation.item;
  return stands(referredSchema, referredTable)
    ? own
    : [...own, `${change.name} refers to table ${referredTable}, which is in no revision: take its change along`];
}

function columnsOf(item: Constraint | Index): readonly string[] {
  return 'kind' in item ? item.columns : item.keys.flatMap((key) => (key.column === null ? [] : [key.column]));
}
