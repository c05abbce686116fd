/** SELECT and what combines SELECTs, as `SQLCompiler.visit_select` and `visit_compound_select` write them for PostgreSQL. */
import { junction } from '../sql/combine';
import { operators, type SqlNode } from '../sql/node';
import { unreadable } from '../unreadable';
import { columnsOf, fromsOf, partsOf } from './from-items';
import { explicitFroms, normalised } from './joins';
import type { CompoundStatement, FromItem, Query, SelectStatement } from './model';
import { ownName, type SelectedColumn, selectedColumns } from './selected-columns';
import { type WriteInner, writeCte, writeFrom } from './write-from';
import type { Writer } from './writer';

/** `SelectState._get_froms`. */
function fromsOfSelect(writer: Writer, select: SelectStatement): readonly FromItem[] {
  const explicit = explicitFroms(select);
  const spoken = [...select.columns, ...select.where].flatMap(fromsOf);
  return normalised(writer.since('2.0') ? [...explicit, ...spoken] : [...spoken, ...explicit]);
}

/** `SelectState._get_display_froms`: those of the statements around are left to them. */
function shownFroms(writer: Writer, select: SelectStatement, asFrom: boolean, lateral: boolean): readonly FromItem[] {
  const { correlatable, nearest } = writer.surroundings;
  const explicit = asFrom && !lateral ? new Set([...correlatable].filter((from) => !nearest.has(from))) : correlatable;
  const implicit = asFrom && !lateral ? new Set<FromItem>() : nearest;
  let froms = fromsOfSelect(writer, select);
  const { correlate, correlateExcept } = select;
  if (correlate) froms = froms.filter((from) => !(explicit.has(from) && correlate.includes(from)));
  if (correlateExcept) froms = froms.filter((from) => !explicit.has(from) || correlateExcept.includes(from));
  if (!correlate && !correlateExcept && implicit.size > 0 && froms.length > 1) {
    froms = froms.filter((from) => !implicit.has(from));
    if (froms.length === 0) return unreadable('a SELECT of nothing but what stands around it', null);
  }
  return froms;
}

export function writeSelect(writer: Writer, select: SelectStatement, asFrom: boolean, lateral: boolean, inner: WriteInner): string {
  const froms = shownFroms(writer, select, asFrom, lateral);
  const parts = new Set(froms.flatMap(partsOf));
  const surroundings = { correlatable: new Set([...writer.surroundings.correlatable, ...parts]), nearest: parts };
  return writer.around(surroundings, () => {
    for (const cte of select.ctes) writeCte(writer, cte, inner);
    const columns = selectedColumns(select.columns, select.labels);
    const prefixes = select.prefixes.map((prefix) => `${writer.sql(prefix)} `).join('');
    const head = `SELECT ${prefixes}${distinctClause(writer, select)}${columns.map((column) => columnSql(writer, column, asFrom)).join(', ')}`;
    const from = froms.map((item) => writeFrom(writer, item, inner)).join(', ');
    const reference = (node: SqlNode) => referenceSql(writer, node, select);
    return [
      head.trimEnd(),
      from === '' ? '' : ` FROM ${from}`,
      conditionSql(writer, 'WHERE', select.where),
      select.groupBy.length === 0 ? '' : ` GROUP BY ${select.groupBy.map((node) => referenceSql(writer, node, select, false)).join(', ')}`,
      conditionSql(writer, 'HAVING', select.having),
      select.orderBy.length === 0 ? '' : ` ORDER BY ${select.orderBy.map(reference).join(', ')}`,
      limitSql(writer, select),
      forUpdateSql(writer, select),
    ].join('');
  });
}

/** ` WHERE a AND b`; an OR among several stands in parentheses. */
export function conditionSql(writer: Writer, word: string, conditions: readonly SqlNode[]): string {
  if (conditions.length === 0) return '';
  return ` ${word} ${writer.sql(junction(operators.AND, conditions))}`;
}

function distinctClause(writer: Writer, { distinct }: SelectStatement): string {
  if (distinct === null) return '';
  return distinct.length === 0 ? 'DISTINCT ' : `DISTINCT ON (${writer.list(distinct)}) `;
}

/** `_label_select_column`. */
export function columnSql(writer: Writer, column: SelectedColumn, asFrom: boolean): string {
  const { node, name, labelled } = column;
  if (name === null) return writer.sql(node);
  if (node.kind === 'label') return `${writer.sql(node.operand)} AS ${writer.label(name)}`;
  // 1.4 names a negated column after itself.
  if (node.kind === 'prefix' && node.operator === operators.NOT && !writer.since('2.0')) {
    const own = ownName(node.operand);
    if (own !== null) return `${writer.sql(node)} AS ${writer.label(own)}`;
  }
  const isUnary = node.kind === 'prefix' || node.kind === 'order' || node.kind === 'distinct';
  const ofTable = (node.kind === 'column' && node.column.table !== null) || node.kind === 'column_of';
  const shown = isUnary ? asFrom || ownName(node.operand) === null : labelled || (asFrom && ofTable);
  return shown ? `${writer.sql(node)} AS ${writer.label(name)}` : writer.sql(node);
}

/** An element of ORDER BY: a label of the columns is named, not repeated (`visit_label_reference`). */
function referenceSql(writer: Writer, node: SqlNode, select: SelectStatement | null, byLabel = true): string {
  if (node.kind === 'order') return `${referenceSql(writer, node.operand, select, byLabel)} ${node.sql}`;
  if (node.kind === 'named') return namedSql(writer, node.name, select);
  if (byLabel && node.kind === 'label' && node.name !== null && (!select || select.columns.includes(node))) return writer.label(node.name);
  return writer.sql(node);
}

/** `order_by('name')`: a label or a column of the SELECT (`visit_textual_label_reference`). */
function namedSql(writer: Writer, name: string, select: SelectStatement | null): string {
  if (!select) return writer.label(name);
  const own = select.columns.find((column) => ownName(column) === name);
  if (own) return own.kind === 'label' ? writer.label(name) : writer.sql(own);
  const below = fromsOfSelect(writer, select)
    .flatMap(columnsOf)
    .find((column) => column.key === name);
  return below ? writer.sql(below.node) : unreadable(`ORDER BY '${name}', which is no column of the SELECT`, null);
}

type Limited = Pick<SelectStatement, 'limit' | 'offset' | 'fetch'>;

function limitSql(writer: Writer, { limit, offset, fetch }: Limited): string {
  if (fetch) {
    const start = offset ? ` OFFSET (${writer.sql(offset)}) ROWS` : '';
    return `${start} FETCH FIRST (${writer.sql(fetch.count)})${fetch.percent ? ' PERCENT' : ''} ROWS ${fetch.ties ? 'WITH TIES' : 'ONLY'}`;
  }
  const least = limit ? ` LIMIT ${writer.sql(limit)}` : '';
  return offset ? `${least === '' ? ' LIMIT ALL' : least} OFFSET ${writer.sql(offset)}` : least;
}

function forUpdateSql(writer: Writer, { forUpdate }: Pick<SelectStatement, 'forUpdate'>): string {
  if (!forUpdate) return '';
  const { read, keyShare, of, nowait, skipLocked } = forUpdate;
  const words = read ? (keyShare ? 'KEY SHARE' : 'SHARE') : keyShare ? 'NO KEY UPDATE' : 'UPDATE';
  const tables = of.map((from) =>
    writer.named({ withSchema: false }, () => (from.kind === 'table' ? writer.tableName(from) : 'name' in from ? writer.nameOf(from) : '')),
  );
  const ofSql = tables.length > 0 ? ` OF ${tables.join(', ')}` : '';
  return ` FOR ${words}${ofSql}${nowait ? ' NOWAIT' : ''}${skipLocked ? ' SKIP LOCKED' : ''}`;
}

/** `CompoundSelect`: a part that has an order or a limit, or is a combination itself, stands in parentheses. */
export function writeCompound(writer: Writer, compound: CompoundStatement, asFrom: boolean, inner: WriteInner): string {
  const body = compound.selects
    .map((query) => {
      const sql = inner(writer, query, asFrom, false);
      return needsParentheses(query) ? `(${sql})` : sql;
    })
    .join(` ${compound.keyword} `);
  const first = compound.selects[0];
  const select = first?.kind === 'select' ? first : null;
  const order = compound.orderBy.map((node) => referenceSql(writer, node, select === null ? null : { ...select, from: [], joins: [] }));
  return [
    body,
    compound.groupBy.length === 0 ? '' : ` GROUP BY ${writer.list(compound.groupBy)}`,
    order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`,
    limitSql(writer, compound),
    forUpdateSql(writer, compound),
  ].join('');
}

function needsParentheses(query: Query): boolean {
  if (query.kind === 'compound') return true;
  return query.kind === 'select' && (query.orderBy.length > 0 || query.limit !== null || query.offset !== null);
}
