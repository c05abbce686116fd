/**
 * INSERT, UPDATE, DELETE and SELECT of SQLAlchemy's expression language, on one table each, as revisions move data with them. What goes
 * beyond is an Unknown, which the sink is told when it is executed.
 */
import type { Interpreter } from '../../python/interpreter';
import { instance, nativeClass, nativeFunction, nativeMethod, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, InstanceValue, UnknownValue, Value } from '../../python/values';
import { quoteIdentifier, quoteTable } from '../../schema/quoting';
import { literalFrom } from '../../sqlalchemy/definitions-from-values';
import { itemsOf, numberOf } from '../../sqlalchemy/plain-values';
import { ColumnObject, TableObject } from '../../sqlalchemy/schema-objects';
import { nodeOf, operandNode, type SqlNode } from '../../sqlalchemy/sql/node';
import { renderSql } from '../../sqlalchemy/sql/render';
import { isType } from '../../sqlalchemy/types/read-type';
import { Unreadable, unreadable, unreadableValue } from '../../sqlalchemy/unreadable';

type Row = ReadonlyMap<string, Value>;

/** A statement as far as its methods have built it. */
export class DataStatement {
  constructor(
    readonly kind: 'insert' | 'update' | 'delete' | 'select',
    readonly table: TableObject,
    readonly rows: readonly Row[] = [],
    readonly conditions: readonly SqlNode[] = [],
    /** The columns of a SELECT, or of RETURNING. */
    readonly columns: readonly SqlNode[] = [],
    /** What follows WHERE in a SELECT. */
    readonly ending: readonly ((interpreter: Interpreter) => string)[] = [],
  ) {}

  with(changes: Partial<Pick<DataStatement, 'rows' | 'conditions' | 'columns' | 'ending'>>): DataStatement {
    const { rows, conditions, columns, ending } = { ...this, ...changes };
    return new DataStatement(this.kind, this.table, rows, conditions, columns, ending);
  }
}

/** The type that a column of a table was declared with. */
export function columnType(column: ColumnObject): Value | null {
  const { args } = column;
  return [...args.positional, args.keywords.get('type_')].find((argument) => argument !== undefined && isType(argument)) ?? null;
}

function typeOf(table: TableObject, name: string): Value | null {
  const found = table.columns.find((column) => column.host instanceof ColumnObject && column.host.name === name);
  return found?.host instanceof ColumnObject ? columnType(found.host) : null;
}

/** A row's dict; its keys are names or columns. */
export function rowOf(value: Value): Row {
  if (value.type !== 'dict') return unreadableValue('the values of a statement', value);
  return new Map([...value.entries.values()].map(({ key, value: cell }) => [columnName(key), cell]));
}

function columnName(key: Value): string {
  if (key.type === 'str') return key.value;
  if (key.type === 'instance' && key.host instanceof ColumnObject && key.host.name !== null) return key.host.name;
  return unreadableValue('the name of a column', key);
}

/** Whether a tree speaks of a column of another table, which a statement on one table alone cannot. */
function foreignColumn(node: unknown, table: TableObject): boolean {
  if (node instanceof ColumnObject) return node.table !== null && node.table !== table;
  if (Array.isArray(node)) return node.some((inner) => foreignColumn(inner, table));
  if (typeof node !== 'object' || node === null || 'type' in node) return false;
  return Object.values(node).some((inner) => foreignColumn(inner, table));
}

function sqlOf(interpreter: Interpreter, node: SqlNode, table: TableObject): string {
  if (foreignColumn(node, table)) return unreadable('a statement over several tables', null);
  return renderSql(interpreter, node);
}

function cellSql(interpreter: Interpreter, table: TableObject, column: string, value: Value): string {
  const node = nodeOf(value);
  if (node) return sqlOf(interpreter, node, table);
  const literal = literalFrom(interpreter, value, typeOf(table, column));
  if (typeof literal !== 'string') throw new Unreadable(literal);
  return literal;
}

/** The SQL of a statement; throws Unreadable. `parameters` are rows passed along with it, as in `connection.execute(table.insert(), rows)`. */
export function dataStatementSql(interpreter: Interpreter, statement: DataStatement, parameters: Row): string {
  const { kind, table, conditions, columns, ending } = statement;
  const rows = parameters.size > 0 ? [parameters] : statement.rows;
  const target = quoteTable(table);
  const where = conditions.length > 0 ? ` WHERE ${conditions.map((node) => sqlOf(interpreter, node, table)).join(' AND ')}` : '';
  const listed = columns.map((node) => sqlOf(interpreter, node, table)).join(', ');
  const returning = listed === '' ? '' : ` RETURNING ${listed}`;
  const cell = (row: Row, column: string) =>
    cellSql(interpreter, table, column, row.get(column) ?? unreadable('rows that differ in their columns', null));
  const names = [...(rows[0]?.keys() ?? [])];
  switch (kind) {
    case 'insert': {
      if (names.length === 0) return `INSERT INTO ${target} DEFAULT VALUES${returning}`;
      const values = rows.map((row) => `(${names.map((name) => cell(row, name)).join(', ')})`).join(', ');
      return `INSERT INTO ${target} (${names.map(quoteIdentifier).join(', ')}) VALUES ${values}${returning}`;
    }
    case 'update': {
      const [row] = rows;
      if (!row) return unreadable('an UPDATE without values', null);
      const set = names.map((name) => `${quoteIdentifier(name)}=${cell(row, name)}`).join(', ');
      return `UPDATE ${target} SET ${set}${where}${returning}`;
    }
    case 'delete':
      return `DELETE FROM ${target}${where}${returning}`;
    case 'select':
      return `SELECT ${listed} FROM ${target}${where}${ending.map((part) => ` ${part(interpreter)}`).join('')}`;
  }
}

const statementOf = (args: Arguments): DataStatement => {
  const [self] = args.positional;
  return self?.type === 'instance' && self.host instanceof DataStatement ? self.host : unreadable('a statement', null);
};

type Change = (
  statement: DataStatement,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  interpreter: Interpreter,
) => DataStatement;

const listNodes = (values: readonly Value[], interpreter: Interpreter): string =>
  values.map((value) => renderSql(interpreter, operandNode(value))).join(', ');

const where: Change = (statement, args) =>
  statement.with({ conditions: [...statement.conditions, ...args.map((value) => operandNode(value))] });

const changes: Readonly<Record<string, Change>> = {
  values(statement, args, keywords) {
    const [first] = args;
    const given = first ? itemsOf(first).map(rowOf) : [keywords];
    return statement.with({ rows: given });
  },
  where,
  filter: where,
  returning: (statement, args) => statement.with({ columns: args.flatMap(columnNodes) }),
  order_by: (statement, args) =>
    statement.with({ ending: [...statement.ending, (interpreter) => `ORDER BY ${listNodes(args, interpreter)}`] }),
  group_by: (statement, args) =>
    statement.with({ ending: [...statement.ending, (interpreter) => `GROUP BY ${listNodes(args, interpreter)}`] }),
  limit: (statement, args) =>
    statement.with({ ending: [...statement.ending, () => `LIMIT ${numberOf(args[0] ?? unreadable('a LIMIT', null), 'a LIMIT')}`] }),
  select_from: (statement) => statement,
};

/** The columns that an argument of `select()` or `returning()` stands for. */
function columnNodes(value: Value): readonly SqlNode[] {
  if (value.type === 'instance' && value.host instanceof TableObject) return value.host.columns.flatMap(columnNodes);
  const items = value.type === 'list' || value.type === 'tuple' ? value.items : [value];
  return items.map((item) => nodeOf(item) ?? unreadableValue('a column of a statement', item));
}

const statementClass: ClassValue = nativeClass({
  name: 'DataStatement',
  module: 'sqlalchemy.sql.dml',
  native: {
    tag: 'alembic data statement',
    attribute: (_interpreter, self, name, place) => {
      if (name.startsWith('__')) return null;
      const reads = self.host instanceof DataStatement && self.host.kind === 'select';
      const reason = unknown(`the method ${name}() of a statement`, place);
      return nativeFunction(name, () => (reads ? instance(unknownSelectClass, new UnknownSelect(reason), place) : reason));
    },
  },
  members: Object.fromEntries(
    Object.entries(changes).map(([name, change]) => [
      name,
      nativeMethod(name, (interpreter, args, place) => {
        if (args.unknown) return args.unknown;
        const build = () => change(statementOf(args), args.positional.slice(1), args.keywords, interpreter);
        const [self] = args.positional;
        const reads = self?.type === 'instance' && self.host instanceof DataStatement && self.host.kind === 'select';
        return reads ? selectValue(build, place) : statementValue(build, place);
      }),
    ]),
  ),
});

/** A SELECT that is not understood: it changes nothing, so only its rows are unknown. */
export class UnknownSelect {
  constructor(readonly reason: UnknownValue) {}
}

const unknownSelectClass: ClassValue = nativeClass({
  name: 'Select',
  module: 'sqlalchemy.sql.selectable',
  native: {
    tag: 'alembic unknown select',
    attribute: (_interpreter, self, name) => (name.startsWith('__') ? null : nativeFunction(name, () => self)),
  },
});

/** A SELECT, or the reason why its rows cannot be known. */
function selectValue(build: () => DataStatement, place: Place | null): InstanceValue {
  const made = statementValue(build, place);
  return made.type === 'unknown' ? instance(unknownSelectClass, new UnknownSelect(made), place) : made;
}

function statementValue(build: () => DataStatement, place: Place | null): InstanceValue | UnknownValue {
  try {
    return instance(statementClass, build(), place);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return error.unknown;
  }
}

/** `insert(table)`, `update(table)`, `delete(table)`, and the methods of a table by those names. */
export function changing(kind: 'insert' | 'update' | 'delete', args: Arguments, place: Place | null): Value {
  const [table, ...rest] = args.positional;
  if (args.unknown) return args.unknown;
  return statementValue(() => {
    if (table?.type !== 'instance' || !(table.host instanceof TableObject))
      return unreadableValue('the table of a statement', table ?? unknown('nothing', place));
    const begun = new DataStatement(kind, table.host);
    const [first] = rest;
    if (!first) return begun;
    return kind === 'delete' ? begun.with({ conditions: [operandNode(first)] }) : begun;
  }, place);
}

/** `select(...)`: columns of one table. */
export function selecting(args: Arguments, place: Place | null): Value {
  if (args.unknown) return args.unknown;
  return selectValue(() => {
    const columns = args.positional.flatMap(columnNodes);
    const tables = new Set(columns.flatMap((node) => tablesIn(node)));
    const [table, another] = tables;
    if (!table || another) return unreadable('a SELECT that is not on one table', place);
    return new DataStatement('select', table, [], [], columns);
  }, place);
}

function tablesIn(node: unknown): readonly TableObject[] {
  if (node instanceof ColumnObject) return node.table ? [node.table] : [];
  if (Array.isArray(node)) return node.flatMap(tablesIn);
  if (typeof node !== 'object' || node === null || 'type' in node) return [];
  return Object.values(node).flatMap(tablesIn);
}
