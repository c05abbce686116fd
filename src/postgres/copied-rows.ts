/** The rows of `COPY … FROM stdin`, as INSERT statements: the embedded PostgreSQL has no stdin. */
import { quoteLiteral } from '../schema/quoting';

/** More rows than this in one statement are no quicker. */
const mostRows = 500;

/** What stands behind a backslash in COPY's text format, see "Text Format" of https://www.postgresql.org/docs/current/sql-copy.html */
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Null where the rows are in another format than COPY's own text. */
export function insertsOf(copy: string, lines: readonly string[]): readonly string[] | null {
  const found = /^COPY\s+((?:"(?:[^"]|"")+"|[\w$.])+)\s*(\([^)]*\))?\s+FROM\s+stdin\s*(.*)$/is.exec(copy);
  const [, table, columns = '', options = ''] = found ?? [];
  if (table === undefined || (options !== '' && !/^(?:WITH\s*)?\(?\s*(?:FORMAT\s+'?text'?)?\s*\)?$/i.test(options))) return null;
  const rows = lines.map((line) => `(${line.split('\t').map(cell).join(', ')})`);
  const statements: string[] = [];
  for (let at = 0; at < rows.length; at += mostRows)
    statements.push(
      `INSERT INTO ${table}${columns && ` ${columns}`} OVERRIDING SYSTEM VALUE VALUES\n${rows.slice(at, at + mostRows).join(',\n')}`,
    );
  return statements;
}

const cell = (text: string): string => (text === '\\N' ? 'NULL' : quoteLiteral(unescaped(text)));

const unescaped = (text: string): string =>
  text.replace(/\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.))/gs, (_, hex: string, octal: string, character: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return escapes[character] ?? character;
  });
