/** How names and texts are written in SQL: as SQLAlchemy's PostgreSQL dialect does, so that our SQL reads like Alembic's. */
import type { TableName } from './definition';

/** `RESERVED_WORDS` of sqlalchemy/dialects/postgresql/base.py (2.1). */
const reservedWords: ReadonlySet<string> = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate column ' +
    'constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user ' +
    'default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in ' +
    'initially inner intersect into is isnull join leading left like limit localtime localtimestamp natural new not notnull null ' +
    'of off offset old on only or order outer over overlaps placing primary references returning right select session_user ' +
    'similar some symmetric table then to trailing true union unique user using variadic verbose when where window with'
  ).split(' '),
);

/**
 * A name as an identifier, in quotes only where it needs them: reserved words, a first character that is a digit or `$`,
 * anything but letters, digits, `_` and `$`, upper case (`IdentifierPreparer._requires_quotes`).
 */
export function quoteIdentifier(name: string): string {
  const plain = /^[a-z_][a-z0-9_$]*$/.test(name) && !reservedWords.has(name);
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** `schema.name`, each quoted where needed; the bare name where no schema was given (`IdentifierPreparer.format_table`). */
export function quoteTable(table: TableName): string {
  const name = quoteIdentifier(table.name);
  return table.schema === null ? name : `${quoteIdentifier(table.schema)}.${name}`;
}

/** A text as a SQL literal, for a server with `standard_conforming_strings` on: quotes are doubled, backslashes are plain. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
