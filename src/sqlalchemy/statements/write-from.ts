/** What stands in FROM clauses, as `SQLCompiler` writes it. */
import { quoteIdentifier } from '../../schema/quoting';
import { noTypeContext, readType } from '../types/read-type';
import { columnsOfStatement } from './from-items';
import type { CteItem, FromItem, Query, Statement } from './model';
import type { Writer } from './writer';

/** Writes the inside of a subquery or of a CTE, or a query by itself. */
export type WriteInner = (writer: Writer, statement: Statement, asFrom: boolean, lateral: boolean) => string;

export function writeFrom(writer: Writer, from: FromItem, inner: WriteInner): string {
  switch (from.kind) {
    case 'table':
      return writer.tableName(from);
    case 'alias': {
      const sample = from.sample ? ` TABLESAMPLE ${writer.sql(from.sample.sampling)}${repeatable(writer, from)}` : '';
      return `${from.lateral ? 'LATERAL ' : ''}${writeFrom(writer, from.of, inner)} AS ${writer.nameOf(from)}${sample}`;
    }
    case 'subquery': {
      const query = grouped(inner(writer, from.statement, true, from.lateral));
      return `${from.lateral ? 'LATERAL ' : ''}${query} AS ${writer.nameOf(from)}`;
    }
    case 'cte':
      writeCte(writer, from.aliasOf ?? from, inner);
      return from.aliasOf ? `${writer.nameOf(from.aliasOf)} AS ${writer.nameOf(from)}` : writer.nameOf(from);
    case 'join': {
      const right = writeFrom(writer, from.right, inner);
      const word = from.full ? 'FULL OUTER JOIN' : from.outer ? 'LEFT OUTER JOIN' : 'JOIN';
      return `${writeFrom(writer, from.left, inner)} ${word} ${from.right.kind === 'join' ? grouped(right) : right} ON ${writer.sql(from.on)}`;
    }
    case 'function':
      return `${from.lateral ? 'LATERAL ' : ''}${writer.sql(from.call)}${from.ordinality ? ' WITH ORDINALITY' : ''} AS ${writer.nameOf(from)}${derivedColumns(writer, from)}`;
    case 'values': {
      const rows = from.rows.map((row) => grouped(row.map((value, at) => writer.bound(value, from.columns[at]?.type ?? null)).join(', ')));
      const names = from.columns.map(({ name }) => quoteIdentifier(name)).join(', ');
      return `${from.lateral ? 'LATERAL ' : ''}(VALUES ${rows.join(', ')}) AS ${writer.nameOf(from)} (${names})`;
    }
    case 'text':
      return writer.sql(from.text);
  }
}

const grouped = (sql: string): string => `(${sql})`;

function repeatable(writer: Writer, from: FromItem & { readonly kind: 'alias' }): string {
  return from.sample?.seed ? ` REPEATABLE (${writer.sql(from.sample.seed)})` : '';
}

function derivedColumns(writer: Writer, from: FromItem & { readonly kind: 'function' }): string {
  if (from.derived === 'none') return '';
  const columns = from.columns.map(({ name, type }) => {
    const typed = from.derived === 'types' && type ? ` ${readType(writer.interpreter, type, noTypeContext).sql}` : '';
    return `${quoteIdentifier(name)}${typed}`;
  });
  return `(${columns.join(', ')})`;
}

/** The CTE that another one continues, and so on to the first. */
const continues = (cte: CteItem, earlier: CteItem): boolean =>
  cte === earlier || (cte.restates !== null && continues(cte.restates, earlier));

/** `SQLCompiler.visit_cte`: a CTE is written once, before the statement that it belongs to. */
export function writeCte(writer: Writer, cte: CteItem, inner: WriteInner): void {
  if (writer.inside.some((open) => continues(open, cte))) return;
  if ([...writer.ctes.keys()].some((written) => continues(written, cte))) return;
  if (cte.restates) for (const written of writer.ctes.keys()) if (continues(cte, written)) writer.ctes.delete(written);
  if (cte.recursive) writer.isRecursive = true;
  const name = writer.nameOf(cte);
  writer.inside.push(cte);
  const body = inner(writer, cte.statement, true, false);
  writer.inside.pop();
  const columns = cte.recursive ? `(${recursiveColumns(writer, cte.statement).join(', ')})` : '';
  const prefixes = cte.prefixes.map((prefix) => `${writer.sql(prefix)} `).join('');
  writer.ctes.set(cte, `${name}${columns} AS ${prefixes}(${body})`);
}

function recursiveColumns(writer: Writer, statement: Statement): readonly string[] {
  const first = firstSelect(statement);
  return columnsOfStatement(first).map(({ name }) => writer.label(name));
}

function firstSelect(statement: Statement): Statement {
  const first: Query | undefined = statement.kind === 'compound' ? statement.selects[0] : undefined;
  return first ? firstSelect(first) : statement;
}

/** `WITH a AS (…), b AS (…) `, or nothing. */
export function cteClause(writer: Writer): string {
  if (writer.ctes.size === 0) return '';
  return `WITH ${writer.isRecursive ? 'RECURSIVE ' : ''}${[...writer.ctes.values()].join(', ')} `;
}
