/** A statement behind a savepoint: whole or not at all, with what of a server it misses. */
import { PostgresError } from '../../postgres/postgres-error';
import type { ShadowDatabase } from '../../postgres/shadow-database';
import { behindSavepoint, withRemedies } from './remedied';

/**
 * Null, or why PostgreSQL refuses. `create_all()` expects extensions to be there, and a dump expects roles: the migrations make them, or
 * whoever made the database.
 */
export function tryStatement(database: ShadowDatabase, sql: string): PostgresError | null {
  try {
    withRemedies(database, [sql], (statements) =>
      behindSavepoint(database, () => {
        for (const statement of statements) database.execute(statement);
      }),
    );
    return null;
  } catch (error) {
    if (error instanceof PostgresError) return error;
    throw error;
  }
}
