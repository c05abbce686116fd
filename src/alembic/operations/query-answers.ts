/** Answers of a sink that only knows queries, as those of a database. */
import type { AnsweredType, StatementAnswer } from '../../sqlalchemy/results/answer';
import type { QueryAnswer, QueryCell } from './sink';

/** Statements that answer with rows, past leading comments and parentheses. */
export function answersRows(sql: string): boolean {
  const bare = sql.replace(/^(\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '');
  return (
    /^(select|values|show|table|explain)\b/i.test(bare) ||
    (/^with\b/i.test(bare) && !/\b(insert|update|delete)\b/i.test(bare)) ||
    /\breturning\b/i.test(bare)
  );
}

function typeOf(cells: readonly (QueryCell | undefined)[]): AnsweredType {
  const cell = cells.find((each) => each !== null && each !== undefined);
  const isWhole = typeof cell === 'bigint' || Number.isInteger(cell);
  const name = typeof cell === 'boolean' ? 'bool' : isWhole ? 'int8' : typeof cell === 'number' ? 'float8' : 'text';
  return { name, kind: 'base', element: null };
}

const textOf = (cell: QueryCell): string | null => (cell === null ? null : typeof cell === 'boolean' ? (cell ? 't' : 'f') : String(cell));

export function statementAnswer({ columns, rows }: QueryAnswer): StatementAnswer {
  return {
    columns: columns.map((name, at) => ({ name, type: typeOf(rows.map((row) => row[at])) })),
    rows: rows.map((row) => row.map(textOf)),
    rowcount: rows.length,
  };
}
