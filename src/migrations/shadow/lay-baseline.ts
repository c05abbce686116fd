/** Brings the empty database to what stands before the first revision. */
import type { ShadowDatabase } from '../../postgres/shadow-database';
import { createVersionTable } from '../../postgres/version-table';
import type { TableName } from '../../schema/definition';
import { quoteIdentifier } from '../../schema/quoting';
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

/**
 * The table that Alembic makes before it runs anything (`MigrationContext._ensure_version_table`), in a schema that env.py sees to. A
 * baseline may have brought it.
 */
export function makeVersionTable(database: ShadowDatabase, table: TableName): void {
  database.execute('BEGIN');
  if (table.schema !== null) tryStatement(database, `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(table.schema)}`);
  tryStatement(database, createVersionTable(table));
  database.execute('COMMIT');
}
