/** What stands in FROM clauses: the columns it has, and the FROM items that an expression speaks of (`ClauseElement._from_objects`). */
import type { Value } from '../../python/values';
import { keyOf } from '../read/context';
import { ColumnObject, TableObject } from '../schema-objects';
import { childrenOf } from '../sql/children';
import type { ColumnLabel, SqlNode } from '../sql/node';
import { typeOfNode } from '../sql/node-type';
import { type FromItem, FromObject, type Query, type Statement, tableFrom } from './model';
import { exportedColumns } from './selected-columns';

/** The FROM item that a Python value is; null for others. Of a mapped class, its table. */
export function fromOf(value: Value): FromItem | null {
  if (value.type === 'class') {
    const table = value.mro.flatMap((ancestor) => (ancestor.type === 'class' ? (ancestor.namespace.get('__table__') ?? []) : []))[0];
    return table ? fromOf(table) : null;
  }
  if (value.type !== 'instance') return null;
  if (value.host instanceof TableObject) return tableFrom(value.host);
  return value.host instanceof FromObject ? value.host.from : null;
}

export interface FromColumn {
  readonly key: string;
  readonly name: ColumnLabel;
  readonly node: SqlNode;
}

const columnObjects = (table: TableObject): readonly ColumnObject[] =>
  table.columns.flatMap((column) => (column.host instanceof ColumnObject ? [column.host] : []));

const known = new WeakMap<FromItem, readonly FromColumn[]>();

/** `from.c`. A table's may still become more. */
export function columnsOf(from: FromItem): readonly FromColumn[] {
  if (from.kind === 'table')
    return columnObjects(from.table).map((column) => {
      const name = column.name ?? '';
      return { key: keyOf(column) ?? name, name, node: { kind: 'column', column } };
    });
  if (from.kind === 'join') {
    // `Join.c` names them `table_column`.
    return [from.left, from.right].flatMap((side) =>
      columnsOf(side).map((column) => ({ ...column, key: `${shownName(side)}_${column.key}` })),
    );
  }
  const found = known.get(from) ?? readColumns(from);
  known.set(from, found);
  return found;
}

function readColumns(from: FromItem): readonly FromColumn[] {
  const made = (key: string, name: ColumnLabel, type: Value | null): FromColumn => ({
    key,
    name,
    node: { kind: 'column_of', from, name, type },
  });
  switch (from.kind) {
    case 'alias':
      return columnsOf(from.of).map(({ key, name, node }) => made(key, name, typeOfNode(node)));
    case 'subquery':
    case 'cte':
      return columnsOfStatement(from.statement).map(({ key, name, type }) => made(key, name, type));
    case 'function':
    case 'values':
      return from.columns.map(({ name, type }) => made(name, name, type));
    default:
      return [];
  }
}

/** The columns that a statement gives to whatever it stands in. */
export function columnsOfStatement(
  statement: Statement,
): readonly { readonly key: string; readonly name: ColumnLabel; readonly type: Value | null }[] {
  if (statement.kind === 'text') return statement.columns.map(({ name, type }) => ({ key: name, name, type }));
  if (statement.kind === 'compound') {
    const [first] = statement.selects;
    return first ? columnsOfStatement(first) : [];
  }
  const columns = statement.kind === 'select' ? statement.columns : statement.returning;
  return exportedColumns(columns, statement.kind === 'select' ? statement.labels : 'disambiguate');
}

const shownName = (from: FromItem): string => (from.kind === 'table' ? from.table.name : 'name' in from ? (from.name ?? 'anon') : 'anon');

/** The FROM items that an expression reads from; a subquery in it has its own. */
export function fromsOf(node: SqlNode): readonly FromItem[] {
  if (node.kind === 'column') return node.column.table ? [tableFrom(node.column.table)] : [];
  if (node.kind === 'column_of') return [node.from];
  if (node.kind === 'whole') return [node.from];
  return childrenOf(node).flatMap(fromsOf);
}

/** A FROM item and, of a join, what it is made of (`Join._from_objects`). */
export function partsOf(from: FromItem): readonly FromItem[] {
  return from.kind === 'join' ? [from, ...partsOf(from.left), ...partsOf(from.right)] : [from];
}

/** What a FROM item hides when it stands in a FROM clause itself (`Join._hide_froms`). */
export const hiddenBy = (from: FromItem): readonly FromItem[] => (from.kind === 'join' ? partsOf(from).slice(1) : []);

/** The first column of a query, as `scalar_subquery()` has its type from. */
export function scalarType(query: Query): Value | null {
  return columnsOfStatement(query)[0]?.type ?? null;
}
