/** SQL set out for people to read. */
import { formatDialect, postgresql } from 'sql-formatter';
import { sqlTokens } from '../../schema/sql-tokens';
import type { RevisionSql } from '../results';

/** Above this many characters a statement is data; setting it out takes long and helps nobody. */
const longest = 20_000;

/**
 * One statement, formatted and closed by a semicolon; as it was written where the formatter would change what PostgreSQL makes of it,
 * or does not know it.
 */
export function formattedSql(statement: string): string {
  const asWritten = closed(statement);
  if (statement.length > longest) return asWritten;
  const tokens = sqlTokens(asWritten);
  if (tokens === null) return asWritten;
  try {
    const formatted = formatDialect(asWritten, { dialect: postgresql });
    return isSame(tokens, sqlTokens(formatted)) ? formatted : asWritten;
  } catch {
    return asWritten;
  }
}

function isSame(tokens: readonly string[], others: readonly string[] | null): boolean {
  return others !== null && tokens.length === others.length && tokens.every((token, at) => token === others[at]);
}

/** The statement with one semicolon at its end, in a line of its own where a comment stands last. */
function closed(statement: string): string {
  const text = statement.trim();
  const last = sqlTokens(text)?.at(-1);
  if (last === ';') return text;
  return last?.startsWith('--') ? `${text}\n;` : `${text};`;
}

/** A revision's steps with their SQL set out; `statements` stay as they are sent. */
export const formattedRevision = (revision: RevisionSql): RevisionSql => ({
  ...revision,
  steps: revision.steps.map((step) => {
    if (step.kind === 'statement') return { ...step, sql: formattedSql(step.sql) };
    return step.kind === 'unknown' || step.kind === 'skipped' ? { ...step, statements: step.statements.map(formattedSql) } : step;
  }),
});
