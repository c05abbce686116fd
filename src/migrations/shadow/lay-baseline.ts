/** Brings the empty database to what stands before the first revision. */
import type { ShadowDatabase } from '../../postgres/shadow-database';
import type { BaselineStatement, ReplayResult } from './requests';
import { tryStatement } from './try-statement';

/** Carries the statements out, each whole or not at all; what PostgreSQL refuses is as if it had not been there. */
export function layBaseline(database: ShadowDatabase, statements: readonly BaselineStatement[]): ReplayResult['baselineRefused'] {
  if (statements.length === 0) return [];
  database.execute('BEGIN');
  const refused = statements.flatMap(({ sql }, statement) => {
    const error = tryStatement(database, sql);
    return error ? [{ statement, message: error.message }] : [];
  });
  database.execute('COMMIT');
  // What it set (`search_path` by pg_dump) was for its own session.
  database.execute('RESET ALL');
  return refused;
}
