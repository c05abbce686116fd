/** How columns, constraints and indexes come to stand in a table (`SchemaItem._set_parent`, `ColumnCollectionMixin`). */
import { changing } from '../python/changes';
import type { InstanceValue, UnknownValue, Value } from '../python/values';
import { columnArguments } from './column-arguments';
import { textOf } from './plain-values';
import { ColumnObject, SchemaItem, type TableObject } from './schema-objects';
import { SqlElement, type SqlNode } from './sql/node';
import { attempt, describe } from './unreadable';

/** Puts a column into a table; `key` is the attribute it was assigned to, its name where it has none of its own. */
export function attachColumn(table: TableObject, value: InstanceValue, key: string | null): void {
  if (!(value.host instanceof ColumnObject)) return;
  const column = value.host;
  nameColumn(column, key);
  changing(column).table = table;
  const same = table.columns.findIndex(
    (other) => other.host instanceof ColumnObject && other.host.name === column.name && column.name !== null,
  );
  if (same < 0) changing(table.columns).push(value);
  else changing(table.columns)[same] = value;
  for (const item of changing(column.waiting).splice(0)) if (!item.table) attachItem(table, item);
}

/** Gives a column its name: its own, else the attribute's. */
export function nameColumn(column: ColumnObject, key: string | null): void {
  if (column.name !== null) return;
  const { name } = columnArguments(column);
  const read = name && attempt(() => textOf(name, 'the name of a column'));
  changing(column).name = typeof read === 'string' ? read : name ? null : key;
}

/** Puts a constraint or an index onto a table, once. */
function attachItem(table: TableObject, item: SchemaItem): void {
  const foreign =
    item.kind === 'ForeignKeyConstraint' ? null : item.args.positional.flatMap(columnsIn).find((column) => isElsewhere(column, table));
  if (foreign) {
    const reason = `the ${item.kind} of table ${table.name} over column ${foreign.name} of table ${foreign.table?.name}, which SQLAlchemy refuses`;
    changing(table.refusals).push({ type: 'unknown', reason, place: item.place });
    return;
  }
  changing(item).table = table;
  if (!table.items.includes(item)) changing(table.items).push(item);
}

const isElsewhere = (column: ColumnObject, table: TableObject): boolean => column.table !== null && column.table !== table;

/** What stands behind a table's name: columns, constraints, indexes; an Unknown among them makes the table unknown. */
export function attachArgument(table: TableObject, value: Value): void {
  if (value.type === 'unknown') changing(table.problems).push(value);
  else if (value.type === 'instance' && value.host instanceof ColumnObject) attachColumn(table, value, null);
  else if (value.type === 'instance' && value.host instanceof SchemaItem) attachItem(table, value.host);
  else if (value.type !== 'None')
    changing(table.problems).push({
      type: 'unknown',
      reason: `an argument of table ${table.name}, which is a ${describe(value)}`,
      place: value.place,
    });
}

/**
 * An index or constraint over columns that have a table stands on it by itself; over columns that have none yet, it waits
 * (`ColumnCollectionMixin._check_attach`).
 */
export function attachByColumns(item: SchemaItem, uncertain: UnknownValue | null): void {
  const columns = item.args.positional.flatMap(columnsIn);
  const [first] = columns;
  if (!first) return;
  if (!first.table) {
    changing(first.waiting).push(item);
    return;
  }
  attachItem(first.table, item);
  if (uncertain) changing(first.table.problems).push(uncertain);
}

function columnsIn(value: Value): readonly ColumnObject[] {
  if (value.type === 'tuple' || value.type === 'list') return value.items.flatMap(columnsIn);
  if (value.type !== 'instance') return [];
  if (value.host instanceof ColumnObject) return [value.host];
  return value.host instanceof SqlElement ? columnsOf(value.host.node) : [];
}

/** The columns that an expression speaks of. */
export function columnsOf(node: SqlNode): readonly ColumnObject[] {
  switch (node.kind) {
    case 'column':
      return [node.column];
    case 'function':
      return node.args.flatMap(columnsOf);
    case 'binary':
    case 'contains':
    case 'divide':
      return [...columnsOf(node.left), ...columnsOf(node.right)];
    case 'element':
      return [...columnsOf(node.left), ...columnsOf(node.index)];
    case 'junction':
    case 'list':
      return node.items.flatMap(columnsOf);
    case 'between':
      return [node.operand, node.low, node.high].flatMap(columnsOf);
    case 'case':
      return [node.subject, ...node.whens.flat(), node.otherwise].flatMap((part) => (part ? columnsOf(part) : []));
    case 'prefix':
    case 'aggregate':
    case 'order':
    case 'cast':
    case 'collate':
    case 'extract':
    case 'label':
      return columnsOf(node.operand);
    default:
      return [];
  }
}
