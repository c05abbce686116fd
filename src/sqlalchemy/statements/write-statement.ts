/**
 * The SQL that PostgreSQL gets for a statement: what SQLAlchemy compiles, with each value where its parameter stands, written as psycopg2
 * writes it.
 */
import type { Interpreter } from '../../python/interpreter';
import type { Place } from '../../python/place';
import type { Value } from '../../python/values';
import type { TableObject } from '../schema-objects';
import type { SqlNode, StatementNode } from '../sql/node';
import { typeOfColumn, typeOfNode } from '../sql/node-type';
import { BoundValues } from './bound-values';
import { cellSql, refuseForeign } from './change-columns';
import { columnsOfStatement } from './from-items';
import type { Query, RowValues, Statement } from './model';
import { primaryKeyColumns } from './primary-key';
import { selectedColumns } from './selected-columns';
import { standInsOf } from './stand-ins';
import { textSql } from './text-sql';
import { insertedCells, targetTable, unknownKeys, writeDelete, writeInsert, writeUpdate } from './write-changes';
import { cteClause, writeFrom } from './write-from';
import { writeCompound, writeSelect } from './write-select';
import { Writer } from './writer';

/** A column of what a statement answers. */
export interface AnswerColumn {
  /** Null: the name that PostgreSQL gives. */
  readonly name: string | null;
  /** The type by which values are turned into Python's; null where the driver's are left as they are. */
  readonly type: Value | null;
}

export interface WrittenStatement {
  readonly sql: string;
  /** Null where nothing is known of them, as of a text. */
  readonly columns: readonly AnswerColumn[] | null;
  /** The primary key of the inserted row: the parts that the statement gives, the others being what it answers. */
  readonly key: { readonly names: readonly string[]; readonly given: RowValues } | null;
}

/** How the statement is executed. */
export interface Execution {
  /** Values passed along by the names of columns and of `bindparam`s. */
  readonly parameters: RowValues;
  /** One of several sets of parameters: SQLAlchemy asks for no primary key then. */
  readonly many: boolean;
  /** The call that executes it, where an exception belongs. */
  readonly place: Place | null;
}

/** Nothing passed along. */
export const alone = (place: Place | null): Execution => ({ parameters: new Map(), many: false, place });

/** Writes a statement; throws `Unreadable`, and raises what SQLAlchemy's compiler raises. */
export function writeStatement(interpreter: Interpreter, statement: Statement, execution: Execution): WrittenStatement {
  const writer = makeWriter(interpreter, execution.parameters, execution.place);
  const asksKey = statement.kind === 'insert' && !execution.many;
  const body = writeTop(writer, statement, execution.parameters, asksKey);
  const sql = `${cteClause(writer)}${body}`;
  if (!asksKey || statement.multiple || statement.select || statement.returning.length > 0)
    return { sql, columns: answerColumns(writer, statement), key: null };
  const row = new Map([...(statement.rows[0] ?? []), ...execution.parameters]);
  const asked = unknownKeys(statement, row).map(({ column }): AnswerColumn => ({ name: column.name, type: typeOfColumn(column) }));
  const names = primaryKeyColumns(targetTable(statement.target)).map(({ column }) => column.name ?? '');
  return { sql, columns: asked.length > 0 ? asked : null, key: names.length > 0 ? { names, given: row } : null };
}

/** An expression by itself, with literals in place. */
export const writeExpression = (interpreter: Interpreter, node: SqlNode, place: Place | null): string =>
  makeWriter(interpreter, new Map(), place).sql(node);

/** A table's INSERT of several sets of parameters: the first says which columns there are. */
export function writeRows(
  interpreter: Interpreter,
  table: TableObject,
  rows: readonly RowValues[],
  place: Place | null,
): { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const [first] = rows;
  if (!first) return { columns: [], rows: [] };
  refuseForeign(interpreter, table, first.keys(), place);
  const written = rows.map((row) => {
    const writer = makeWriter(interpreter, row, place);
    const cells = insertedCells(writer, table, new Map([...row].filter(([key]) => first.has(key))));
    return new Map(
      cells.map(([{ key, column }, value]) => [key, { name: column.name ?? '', sql: () => cellSql(writer, column, value) }] as const),
    );
  });
  const keys = [...(written[0]?.keys() ?? [])];
  return {
    columns: [...(written[0]?.values() ?? [])].map(({ name }) => name),
    rows: written.map((cells) => keys.map((key) => cells.get(key)?.sql() ?? missingKey(interpreter, key, place))),
  };
}

function missingKey(interpreter: Interpreter, key: string, place: Place | null): never {
  return makeWriter(interpreter, new Map(), place).values.missing(key);
}

const makeWriter = (interpreter: Interpreter, parameters: RowValues, place: Place | null): Writer =>
  new Writer(interpreter, new BoundValues(interpreter, parameters, standInsOf(interpreter), place), {
    part: writePart,
    text: (self, node) => textSql(self, node),
  });

function writeTop(writer: Writer, statement: Statement, parameters: RowValues, asksKey: boolean): string {
  switch (statement.kind) {
    case 'insert':
      return writeInsert(writer, statement, parameters, asksKey, writeInner);
    case 'update':
      return writeUpdate(writer, statement, parameters, writeInner);
    case 'delete':
      return writeDelete(writer, statement, writeInner);
    default:
      return writeInner(writer, statement, false, false);
  }
}

/** A statement inside of another one. */
function writeInner(writer: Writer, statement: Statement, asFrom: boolean, lateral: boolean): string {
  switch (statement.kind) {
    case 'select':
      return writeSelect(writer, statement, asFrom, lateral, writeInner);
    case 'compound':
      return writeCompound(writer, statement, asFrom, writeInner);
    case 'text':
      return writer.sql(statement.text);
    default:
      return writeTop(writer, statement, new Map(), false);
  }
}

function writePart(writer: Writer, node: StatementNode): string {
  switch (node.kind) {
    case 'column_of': {
      const { from } = node;
      const name = writer.label(node.name);
      if (!('name' in from)) return name;
      if (from.kind === 'cte') writeFrom(writer, from, writeInner);
      return writer.naming.withTable ? `${writer.nameOf(from)}.${name}` : name;
    }
    case 'whole':
      return node.from.kind === 'table' ? writer.tableName(node.from) : 'name' in node.from ? writer.nameOf(node.from) : '';
    case 'subquery':
      return `(${writeInner(writer, node.query, false, false)})`;
    case 'exists':
      return `EXISTS (${writeInner(writer, node.query, false, false)})`;
    case 'over':
      return `${writer.sql(node.operand)} OVER (${overSql(writer, node)})`;
    case 'filtered':
      return `${writer.sql(node.operand)} FILTER (WHERE ${node.conditions.map((condition) => writer.sql(condition)).join(' AND ')})`;
    case 'within_group':
      return `${writer.sql(node.operand)} WITHIN GROUP (ORDER BY ${writer.list(node.order)})`;
    case 'ordered':
      return `${writer.sql(node.operand)} ORDER BY ${writer.list(node.order)}`;
    case 'distinct':
      return `DISTINCT ${writer.sql(node.operand)}`;
    case 'coerced':
      return writer.sql(node.operand.kind === 'value' ? { ...node.operand, type: node.type, typed: true } : node.operand);
    case 'slice':
      return `${writer.sql(node.operand)}[${writer.sql(node.start)}:${writer.sql(node.stop)}]`;
    case 'bound':
      return writer.bound(node.value, typeOfNode({ kind: 'column', column: node.column }));
    case 'named':
      return writer.label(node.name);
    case 'parameter':
      return writer.values.parameter(node.parameter);
  }
}

function overSql(writer: Writer, { partition, order, frame }: StatementNode & { readonly kind: 'over' }): string {
  return [
    ...(partition.length > 0 ? [`PARTITION BY ${writer.list(partition)}`] : []),
    ...(order.length > 0 ? [`ORDER BY ${writer.list(order)}`] : []),
    ...(frame === null ? [] : [frame]),
  ].join(' ');
}

/** A float among the columns is a parameter of the type Float, where PostgreSQL answers with a numeric. */
function floatType(writer: Writer, node: SqlNode): Value | null {
  if (node.kind === 'label') return floatType(writer, node.operand);
  if (node.kind !== 'value' || node.value.type !== 'float') return null;
  const module = writer.interpreter.importModule('sqlalchemy', null);
  return module.type === 'module' ? writer.interpreter.findAttribute(module, 'Float', null) : null;
}

function answerColumns(writer: Writer, statement: Statement): readonly AnswerColumn[] | null {
  if (statement.kind === 'compound') {
    const first: Query | undefined = statement.selects[0];
    return first ? answerColumns(writer, first) : null;
  }
  if (statement.kind === 'text')
    return statement.columns.length > 0 ? columnsOfStatement(statement).map(({ type }) => ({ name: null, type })) : null;
  const nodes: readonly SqlNode[] = statement.kind === 'select' ? statement.columns : statement.returning;
  if (nodes.some((node) => node.kind === 'text')) return null;
  const columns = selectedColumns(nodes, statement.kind === 'select' ? statement.labels : 'disambiguate');
  return columns.map(({ node, name, type }) => ({ name: typeof name === 'string' ? name : null, type: type ?? floatType(writer, node) }));
}
