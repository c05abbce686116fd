/** The names that the columns of a SELECT get (`Select._generate_columns_plus_names` of sqlalchemy/sql/selectable.py). */
import type { Value } from '../../python/values';
import { AnonymousName, type ColumnLabel, type SqlNode } from '../sql/node';
import { typeOfNode } from '../sql/node-type';
import type { LabelStyle } from './model';

export interface SelectedColumn {
  readonly node: SqlNode;
  readonly type: Value | null;
  /** The name under which the rows have it; null where only PostgreSQL knows (`text('*')`). */
  readonly name: ColumnLabel | null;
  /** The name must be written behind AS. */
  readonly labelled: boolean;
}

/** `_non_anon_label`: the name that an expression brings along. */
export function ownName(node: SqlNode): string | null {
  switch (node.kind) {
    case 'column':
      return node.column.name;
    case 'column_of':
      return typeof node.name === 'string' ? node.name : null;
    case 'name':
      return node.name;
    case 'literal_column':
      return node.text;
    case 'label':
      return node.name;
    case 'whole':
      return node.from.kind === 'function' ? node.from.name : null;
    default:
      return null;
  }
}

const made = new WeakMap<object, AnonymousName>();

/** The same expression has the same name wherever it is written. */
function anonymous(identity: object, prefix: string): AnonymousName {
  const known = made.get(identity) ?? new AnonymousName(prefix);
  made.set(identity, known);
  return known;
}

/** `_anon_name_label`. */
export function anonymousName(node: SqlNode): ColumnLabel {
  switch (node.kind) {
    case 'column':
      return anonymous(node.column, node.column.name ?? 'anon');
    case 'column_of':
      return typeof node.name === 'string' ? anonymous(node, node.name) : node.name;
    case 'cast':
    case 'coerced':
      return ownName(node.operand) ?? anonymousName(node.operand);
    case 'function':
      return anonymous(node, node.path.at(-1) ?? 'anon');
    default:
      return anonymous(node, ownName(node) ?? 'anon');
  }
}

/** Whether two expressions are one column. */
function same(one: SqlNode, other: SqlNode): boolean {
  if (one.kind === 'column' && other.kind === 'column') return one.column === other.column;
  if (one.kind === 'column_of' && other.kind === 'column_of') return one.from === other.from && one.name === other.name;
  return one === other;
}

/** `table_column`, of `LABEL_STYLE_TABLENAME_PLUS_COL`. */
function qualifiedName(node: SqlNode): string | null {
  const name = ownName(node);
  if (node.kind === 'column' && node.column.table) {
    const { schema, name: table } = node.column.table;
    return [schema, table, name]
      .filter((part) => part !== null)
      .join('_')
      .replaceAll('.', '_');
  }
  if (node.kind === 'column_of' && 'name' in node.from && node.from.name !== null && name !== null) return `${node.from.name}_${name}`;
  return name;
}

/** The columns with their names, those that come twice told apart. */
export function selectedColumns(columns: readonly SqlNode[], style: LabelStyle): readonly SelectedColumn[] {
  const names = new Map<ColumnLabel, SqlNode>();
  let repeated = 0;
  return columns.map((node): SelectedColumn => {
    const type = typeOfNode(node);
    if (node.kind === 'text') return { node, type, name: null, labelled: false };
    const own = style === 'table_column' ? qualifiedName(node) : ownName(node);
    const again = (name: ColumnLabel): SelectedColumn => {
      repeated += 1;
      const prefix = typeof name === 'string' ? name : name.prefix;
      return { node, type, name: `${prefix}__${repeated}`, labelled: true };
    };
    if (own === null) {
      const name = anonymousName(node);
      if (names.has(name)) return again(name);
      names.set(name, node);
      return { node, type, name, labelled: node.kind !== 'column_of' };
    }
    const before = names.get(own);
    if (!before || style === 'none') {
      names.set(own, node);
      return { node, type, name: own, labelled: style === 'table_column' };
    }
    if (same(before, node)) return again(own);
    const name = anonymous(node.kind === 'column' ? node.column : node, own);
    if (names.has(name)) return again(own);
    names.set(name, node);
    return { node, type, name, labelled: true };
  });
}

/** The columns as something around the SELECT has them, those without a name left out. */
export function exportedColumns(
  columns: readonly SqlNode[],
  style: LabelStyle,
): readonly { readonly key: string; readonly name: ColumnLabel; readonly type: Value | null }[] {
  return selectedColumns(columns, style).flatMap(({ name, type }) => {
    if (name === null) return [];
    return [{ key: typeof name === 'string' ? name : `${name.prefix}_1`, name, type }];
  });
}
