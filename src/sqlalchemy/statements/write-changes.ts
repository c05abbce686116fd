/** INSERT, UPDATE and DELETE as `SQLCompiler` and `PGCompiler` write them. */
import type { Value } from '../../python/values';
import { quoteIdentifier } from '../../schema/quoting';
import type { TableObject } from '../schema-objects';
import { nodeOf, type SqlNode } from '../sql/node';
import { unreadable } from '../unreadable';
import { type ChangedColumn, cellSql, columnsByKey, defaultOf, inTableOrder, refuseForeign } from './change-columns';
import { fromsOf } from './from-items';
import type { DeleteStatement, FromItem, InsertStatement, OnConflict, RowValues, UpdateStatement } from './model';
import { primaryKeyColumns } from './primary-key';
import { selectedColumns } from './selected-columns';
import { type WriteInner, writeCte, writeFrom } from './write-from';
import { columnSql, conditionSql } from './write-select';
import type { Writer } from './writer';

type Target = InsertStatement['target'];

/** The table under a target. */
export function targetTable(target: FromItem): TableObject {
  if (target.kind === 'table') return target.table;
  return target.kind === 'alias' ? targetTable(target.of) : unreadable('a change of what is no table', null);
}

type Cells = readonly (readonly [ChangedColumn, Value])[];

/** The values of a row, those of Python-side defaults among them, in the order of the table. */
export function insertedCells(writer: Writer, table: TableObject, row: RowValues): Cells {
  const values = new Map(row);
  for (const { key, column } of columnsByKey(table)) {
    if (values.has(key)) continue;
    const standard = defaultOf(writer.interpreter, column, 'default');
    if (standard) values.set(key, standard);
  }
  return inTableOrder(table, values);
}

/** The columns of the primary key that only the database knows after the INSERT (`_append_param_insert_pk_returning`). */
export function unknownKeys(statement: InsertStatement, row: RowValues): readonly ChangedColumn[] {
  if (statement.target.kind !== 'table' || statement.multiple || statement.select || statement.inline) return [];
  if (statement.returning.length > 0) return [];
  return primaryKeyColumns(statement.target.table).filter(({ key, column }) => !row.has(key) && !hasPlainDefault(column));
}

const hasPlainDefault = (column: ChangedColumn['column']): boolean => {
  const declared = column.args.keywords.get('default') ?? column.args.keywords.get('insert_default');
  return declared !== undefined && declared.type !== 'None' && nodeOf(declared) === null;
};

/** `parameters`: what was passed along, `execute(table.insert(), {...})`. */
export function writeInsert(
  writer: Writer,
  statement: InsertStatement,
  parameters: RowValues,
  returnsKeys: boolean,
  inner: WriteInner,
): string {
  const table = targetTable(statement.target);
  for (const cte of statement.ctes) writeCte(writer, cte, inner);
  const first = new Map([...(statement.rows[0] ?? []), ...parametersFor(table, parameters)]);
  refuseForeign(
    writer.interpreter,
    table,
    statement.rows.flatMap((row) => [...row.keys()]),
    writer.values.place,
  );
  const prefixes = statement.prefixes.map((prefix) => `${writer.sql(prefix)} `).join('');
  const head = `INSERT ${prefixes}INTO ${writer.tableName({ kind: 'table', table })}`;
  const values = statement.select ? selectedValues(writer, table, statement.select, inner) : plainValues(writer, table, statement, first);
  const conflict = statement.conflict ? ` ${conflictSql(writer, table, statement.conflict)}` : '';
  const keys = returnsKeys ? unknownKeys(statement, first).map(({ column }): SqlNode => ({ kind: 'column', column })) : [];
  return `${head}${values}${conflict}${returningSql(writer, statement.returning.length > 0 ? statement.returning : keys)}`;
}

/** Those of the parameters that name columns; the others are for `bindparam`s. */
function parametersFor(table: TableObject, parameters: RowValues): RowValues {
  const own = new Set(columnsByKey(table).map(({ key }) => key));
  return new Map([...parameters].filter(([key]) => own.has(key)));
}

function plainValues(writer: Writer, table: TableObject, statement: InsertStatement, first: RowValues): string {
  const cells = insertedCells(writer, table, first);
  if (cells.length === 0) return ' DEFAULT VALUES';
  const others = statement.rows.slice(1).map((row) => {
    const values = new Map(insertedCells(writer, table, row).map(([{ key }, value]) => [key, value] as const));
    return cells.map(([column]): Cells[number] => [
      column,
      values.get(column.key) ?? unreadable(`a row without ${column.key} in an INSERT of several`, null),
    ]);
  });
  const names = cells.map(([{ column }]) => quoteIdentifier(column.name ?? '')).join(', ');
  const rows = [cells, ...others].map((row) => `(${row.map(([{ column }, value]) => cellSql(writer, column, value)).join(', ')})`);
  return ` (${names}) VALUES ${rows.join(', ')}`;
}

/** `from_select()`; defaults that are no SQL stand among the selected columns (`include_defaults`). */
function selectedValues(
  writer: Writer,
  table: TableObject,
  { names, query }: NonNullable<InsertStatement['select']>,
  inner: WriteInner,
): string {
  const missing = columnsByKey(table).flatMap(({ key, column }) => {
    const value = names.includes(key) ? null : defaultOf(writer.interpreter, column, 'default');
    return value ? [[key, column, value] as const] : [];
  });
  const extra = missing.map(
    ([, column, value]): SqlNode => (value.type === 'unknown' ? null : nodeOf(value)) ?? { kind: 'bound', value, column },
  );
  const widened = query.kind === 'select' && extra.length > 0 ? { ...query, columns: [...query.columns, ...extra] } : query;
  if (widened === query && extra.length > 0) return unreadable('an INSERT from a UNION into a table with defaults of Python', null);
  const listed = [...names, ...missing.map(([key]) => key)];
  const shown = listed.map((name) => quoteIdentifier(columnsByKey(table).find(({ key }) => key === name)?.column.name ?? name));
  return ` (${shown.join(', ')}) ${inner(writer, widened, false, false)}`;
}

/** `PGCompiler.visit_on_conflict_do_update` and `visit_on_conflict_do_nothing`. */
function conflictSql(writer: Writer, table: TableObject, { constraint, elements, where, update }: OnConflict): string {
  const target = constraint === null ? inferredTarget(writer, elements, where) : `ON CONSTRAINT ${quoteIdentifier(constraint)} `;
  if (!update) return `ON CONFLICT ${target}DO NOTHING`;
  const set = writer.named({ withSchema: false }, () => {
    const own = inTableOrder(table, update.set).map(([{ column }, value]) => [column.name ?? '', cellSql(writer, column, value)] as const);
    return own.map(([name, sql]) => `${quoteIdentifier(name)} = ${sql}`).join(', ');
  });
  refuseForeign(writer.interpreter, table, update.set.keys(), writer.values.place);
  const condition = update.where
    ? writer.named({ withSchema: false }, () => conditionSql(writer, 'WHERE', update.where ? [update.where] : []))
    : '';
  return `ON CONFLICT ${target}DO UPDATE SET ${set}${condition}`;
}

function inferredTarget(writer: Writer, elements: OnConflict['elements'], where: SqlNode | null): string {
  if (!elements) return '';
  return writer.named({ withTable: false }, () => {
    const listed = elements.map((element) => (typeof element === 'string' ? quoteIdentifier(element) : writer.sql(element)));
    return `(${listed.join(', ')})${where ? conditionSql(writer, 'WHERE', [where]) : ''} `;
  });
}

export function returningSql(writer: Writer, returning: readonly SqlNode[]): string {
  if (returning.length === 0) return '';
  return ` RETURNING ${selectedColumns(returning, 'disambiguate')
    .map((column) => columnSql(writer, column, false))
    .join(', ')}`;
}

/** What is set, `onupdate=` of the other columns among it. */
function updatedCells(writer: Writer, statement: UpdateStatement, table: TableObject, values: RowValues): Cells {
  const all = new Map(values);
  for (const { key, column } of columnsByKey(table)) {
    if (all.has(key)) continue;
    const standard = defaultOf(writer.interpreter, column, 'onupdate');
    if (standard) all.set(key, standard);
  }
  const cells = inTableOrder(table, all);
  if (!statement.ordered) return cells;
  const order = [...all.keys()];
  return [...cells].sort(([one], [other]) => order.indexOf(one.key) - order.indexOf(other.key));
}

export function writeUpdate(writer: Writer, statement: UpdateStatement, parameters: RowValues, inner: WriteInner): string {
  const { target, where } = statement;
  const table = targetTable(target);
  const values = new Map([...statement.values, ...parametersFor(table, parameters)]);
  refuseForeign(writer.interpreter, table, statement.values.keys(), writer.values.place);
  const spoken = [...where, ...[...statement.values.values()].flatMap((value) => nodeOf(value) ?? [])];
  return changed(writer, target, spoken, statement.ctes, inner, (extra) => {
    const cells = updatedCells(writer, statement, table, values);
    if (cells.length === 0) return unreadable('an UPDATE without values', null);
    const set = cells.map(([{ column }, value]) => `${quoteIdentifier(column.name ?? '')}=${cellSql(writer, column, value)}`).join(', ');
    const from = extra === '' ? '' : ` FROM ${extra}`;
    return `UPDATE ${writeFrom(writer, target, inner)} SET ${set}${from}${conditionSql(writer, 'WHERE', where)}${returningSql(writer, statement.returning)}`;
  });
}

export function writeDelete(writer: Writer, statement: DeleteStatement, inner: WriteInner): string {
  const { target, where, ctes } = statement;
  return changed(writer, target, where, ctes, inner, (extra) => {
    const using = extra === '' ? '' : ` USING ${extra}`;
    return `DELETE FROM ${writeFrom(writer, target, inner)}${using}${conditionSql(writer, 'WHERE', where)}${returningSql(writer, statement.returning)}`;
  });
}

/** What UPDATE and DELETE share: the tables that they speak of besides their own (`DMLState._make_extra_froms`). */
function changed(
  writer: Writer,
  target: Target,
  spoken: readonly SqlNode[],
  ctes: InsertStatement['ctes'],
  inner: WriteInner,
  write: (extra: string) => string,
): string {
  const extra = [...new Set(spoken.flatMap(fromsOf))].filter((from) => from !== target);
  const all = new Set<FromItem>([target, ...extra]);
  const correlatable = new Set([...writer.surroundings.correlatable, ...all]);
  return writer.around({ correlatable, nearest: all }, () => {
    for (const cte of ctes) writeCte(writer, cte, inner);
    return write(extra.map((from) => writeFrom(writer, from, inner)).join(', '));
  });
}
