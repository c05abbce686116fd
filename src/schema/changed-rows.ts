/** Which SQL changes nothing but rows, and of which tables, as far as its text tells. */
import type { TableName } from './definition';
import { withoutLiterals } from './sql-tokens';

const changesRows =
  /\b(?:insert\s+into|(?<!\b(?:for|do)\s+)update(?!\s+set\b)|delete\s+from)\s+(?:only\s+)?((?:"[^"]+"|\w+)(?:\s*\.\s*(?:"[^"]+"|\w+))?)/gi;
const startsLikeIt = /^[\s(]*(?:insert|update|delete|with)\b/i;

/** The tables whose rows `sql` changes; null where it may change more than rows. */
export function tablesWithChangedRows(sql: string): readonly TableName[] | null {
  const statements = (withoutLiterals(sql) ?? '').split(';').filter((statement) => statement.trim() !== '');
  if (statements.length === 0 || !statements.every((statement) => startsLikeIt.test(statement))) return null;
  return statements.flatMap((statement) => [...statement.matchAll(changesRows)].map(([, name]) => tableNamed(name ?? '')));
}

function tableNamed(text: string): TableName {
  const parts = [...text.matchAll(/"([^"]+)"|\w+/g)].map(([whole, quoted]) => quoted ?? whole.toLowerCase());
  const [schema, name] = parts.length > 1 ? parts : [null, parts[0]];
  return { schema: schema ?? null, name: name ?? '' };
}
