/** A statement behind a savepoint: whole or not at all, with the extension that it misses. */
import { extensionOf } from '../../postgres/extension-of';
import { PostgresError } from '../../postgres/postgres-error';
import type { ShadowDatabase } from '../../postgres/shadow-database';
import { quoteIdentifier } from '../../schema/quoting';

/**
 * Null, or why PostgreSQL refuses. `create_all()` expects extensions to be there: the migrations make them, or whoever made the database.
 * So one that a statement misses is created, where there is one; `created` are those already tried.
 */
export function tryStatement(database: ShadowDatabase, sql: string, created: ReadonlySet<string> = new Set()): PostgresError | null {
  const error = trySql(database, sql);
  const extension = error && extensionOf(error);
  if (!extension || created.has(extension)) return error;
  if (trySql(database, `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(extension)} CASCADE`)) return error;
  return tryStatement(database, sql, new Set([...created, extension]));
}

function trySql(database: ShadowDatabase, sql: string): PostgresError | null {
  database.execute('SAVEPOINT statement');
  try {
    database.execute(sql);
    database.execute('RELEASE SAVEPOINT statement');
    return null;
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error;
    database.execute('ROLLBACK TO SAVEPOINT statement');
    return error;
  }
}
