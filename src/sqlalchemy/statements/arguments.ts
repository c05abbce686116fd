/** What the functions and methods of statements are given, as parts of statements (sqlalchemy/sql/coercions.py). */
import { plain } from '../../python/payload';
import type { Arguments, Value } from '../../python/values';
import { collected } from '../modules/column-collection';
import { flagOf, given, itemsOf, textOf } from '../plain-values';
import { keyOf } from '../read/context';
import { ColumnObject, TableObject } from '../schema-objects';
import { nodeOf, operandNode, type SqlNode } from '../sql/node';
import { Unreadable, unreadableValue } from '../unreadable';
import { columnsByKey } from './change-columns';
import { columnsOf, fromOf } from './from-items';
import { type FromItem, FromObject, type Query, type RowValues, type Statement, StatementObject } from './model';
import { targetTable } from './write-changes';

/** The arguments of a method without the object itself; refuses `*x` of an Unknown. */
export function ownArguments(args: Arguments): Arguments {
  if (args.unknown) throw new Unreadable(args.unknown);
  return { ...args, positional: args.positional.slice(1) };
}

export const keyword = (args: Arguments, name: string): Value | null => given(args.keywords.get(name));

export function flagGiven(args: Arguments, name: string, at?: number): boolean {
  const value = args.keywords.get(name) ?? (at === undefined ? undefined : args.positional[at]);
  return value ? flagOf(value, name) : false;
}

export function textGiven(args: Arguments, name: string, at?: number): string | null {
  const value = given(args.keywords.get(name) ?? (at === undefined ? undefined : args.positional[at]));
  return value && textOf(value, name);
}

/** `roles.ColumnsClauseRole`: tables and classes stand for their columns. */
export function columnNodes(value: Value): readonly SqlNode[] {
  if (value.type === 'unknown') throw new Unreadable(value);
  const node = columnNode(value);
  if (node) return [node];
  const from = fromOf(value);
  if (from) return columnsOf(from).map((column) => column.node);
  const columns = collected(value);
  if (columns) return columns.flatMap((column) => columnNodes(column.value));
  if (value.type === 'list' || value.type === 'tuple' || value.type === 'set') return itemsOf(value).flatMap(columnNodes);
  return unreadableValue('a column of a statement', value);
}

function columnNode(value: Value): SqlNode | null {
  if (value.type === 'str') return { kind: 'literal_column', text: value.value };
  if (value.type === 'int') return { kind: 'literal_column', text: String(value.value) };
  if (value.type === 'None') return { kind: 'constant', sql: 'NULL' };
  if (value.type === 'bool') return { kind: 'constant', sql: value.value ? 'true' : 'false' };
  const isWhole = value.type === 'instance' && (value.host instanceof TableObject || value.host instanceof FromObject);
  return isWhole || value.type === 'unknown' ? null : nodeOf(value);
}

/** A condition, of `where()` and its like. */
export function conditionNode(value: Value): SqlNode {
  if (value.type === 'unknown') throw new Unreadable(value);
  if (value.type === 'bool') return { kind: 'constant', sql: value.value ? 'true' : 'false' };
  if (value.type === 'str') return { kind: 'text', text: value.value };
  return operandNode(value);
}

/** What ORDER BY and GROUP BY are given; a text names a column. None takes back what was there. */
export function orderNodes(before: readonly SqlNode[], values: readonly Value[]): readonly SqlNode[] {
  const flat = values.flatMap((value) => (value.type === 'list' || value.type === 'tuple' ? value.items : [value]));
  if (flat.length === 1 && (flat[0]?.type === 'None' || (flat[0]?.type === 'bool' && !flat[0].value))) return [];
  return [...before, ...flat.map(orderNode)];
}

function orderNode(value: Value): SqlNode {
  if (value.type === 'str') return { kind: 'named', name: value.value };
  const node = operandNode(value);
  return node.kind === 'order' && node.operand.kind === 'literal_column'
    ? { ...node, operand: { kind: 'named', name: node.operand.text } }
    : node;
}

export function fromItem(value: Value): FromItem {
  if (value.type === 'unknown') throw new Unreadable(value);
  const from = fromOf(value);
  if (from) return from;
  if (value.type === 'instance' && value.host instanceof StatementObject && isQuery(value.host.statement))
    return { kind: 'subquery', statement: value.host.statement, name: null, lateral: false };
  const node = nodeOf(value);
  if (node?.kind === 'text') return { kind: 'text', text: node };
  if (node?.kind === 'function')
    return { kind: 'function', call: node, name: null, columns: [], derived: 'none', ordinality: false, lateral: false };
  return unreadableValue('what a statement reads from', value);
}

export const isQuery = (statement: Statement): statement is Query =>
  statement.kind === 'select' || statement.kind === 'compound' || statement.kind === 'text';

/** A SELECT, a UNION or a text with columns. */
export function queryOf(value: Value): Query {
  if (value.type === 'unknown') throw new Unreadable(value);
  if (value.type === 'instance' && value.host instanceof StatementObject && isQuery(value.host.statement)) return value.host.statement;
  const node = nodeOf(value);
  if (node?.kind === 'subquery' || node?.kind === 'exists') return node.query;
  if (node?.kind === 'text') return { kind: 'text', text: node, columns: [], positional: false };
  return unreadableValue('a SELECT', value);
}

/** The key that a value's dict speaks of: a text, or a column. */
export function columnKey(key: Value): string {
  const text = plain(key);
  if (text.type === 'str') return text.value;
  if (key.type === 'instance' && key.host instanceof ColumnObject)
    return keyOf(key.host) ?? unreadableValue('a column without a name', key);
  const node = nodeOf(key);
  if (node?.kind === 'name') return node.name;
  if (node?.kind === 'column_of' && typeof node.name === 'string') return node.name;
  return unreadableValue('the name of a column', key);
}

/** `values()`: a dict, pairs, or values in the order of the columns. */
export function rowOf(value: Value, target: FromItem): RowValues {
  if (value.type === 'unknown') throw new Unreadable(value);
  if (value.type === 'dict') return new Map([...value.entries.values()].map((entry) => [columnKey(entry.key), entry.value]));
  const columns = collected(value);
  if (columns) return new Map(columns.map((column) => [column.key, column.value]));
  if (value.type === 'list' || value.type === 'tuple') {
    const own = columnsByKey(targetTable(target));
    return new Map(value.items.flatMap((item, at) => (own[at] ? [[own[at].key, item] as const] : [])));
  }
  return unreadableValue('the values of a statement', value);
}

/** `ordered_values((column, value), …)`. */
export function pairsOf(values: readonly Value[]): RowValues {
  return new Map(
    values.map((pair) => {
      const [key, value] = itemsOf(pair);
      return key && value ? ([columnKey(key), value] as const) : unreadableValue('a column and its value', pair);
    }),
  );
}
