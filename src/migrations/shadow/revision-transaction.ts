/**
 * The transaction in which a revision runs, as Alembic opens and closes it (`MigrationContext.begin_transaction`, `autocommit_block`).
 * A revision's own COMMIT or ROLLBACK ends it for good: the driver believes that it is still open, so what follows stands alone,
 * statement by statement, which is why people write `op.execute("COMMIT")` before CREATE INDEX CONCURRENTLY.
 */
import { PostgresError } from '../../postgres/postgres-error';
import type { ShadowDatabase } from '../../postgres/shadow-database';
import { withoutLiterals } from '../../schema/sql-tokens';

export interface RevisionTransaction {
  begin(): void;
  /** Whole or not at all while a transaction is open: what PostgreSQL refuses is as if it had not been asked for. */
  whole<Result>(sql: readonly string[], work: () => Result): Result;
  beginAutocommit(): void;
  endAutocommit(): void;
  /** Null, or why PostgreSQL refuses what was put off to the end; the revision is then undone. */
  commit(): PostgresError | null;
  /** The same, but nothing is committed where the transaction is still the one that was begun. */
  checkEnd(): PostgresError | null;
  /** Whether anything was committed since `begin`, so that rolling back would not undo the revision. */
  readonly committed: boolean;
}

const controls = /(?:^|;)\s*(?:begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|prepare\s+transaction)\b/i;
/** Most texts hold none of these words at all, and need not be taken apart. */
const words = /begin|start|commit|end|rollback|abort|savepoint|release|prepare/i;

/**
 * Whether a text begins or ends a transaction itself, which a savepoint around it would not survive. In literals and bodies of functions
 * the words mean something else.
 */
export const controlsTransaction = (sql: string): boolean => words.test(sql) && controls.test(withoutLiterals(sql) ?? '');

export function revisionTransaction(database: ShadowDatabase): RevisionTransaction {
  let committed = false;

  const isOpen = () => database.transaction !== 'idle';

  /** A statement may have ended the transaction. */
  const look = () => {
    if (!isOpen()) committed = true;
  };

  const bare = <Result>(work: () => Result): Result => {
    try {
      return work();
    } finally {
      if (database.transaction === 'failed') database.execute('ROLLBACK');
      look();
    }
  };

  const ended = (statement: string): PostgresError | null => {
    try {
      database.execute(statement);
      return null;
    } catch (error) {
      if (!(error instanceof PostgresError)) throw error;
      if (isOpen()) database.execute('ROLLBACK');
      return error;
    }
  };

  return {
    begin() {
      committed = false;
      database.execute('BEGIN');
    },
    whole(sql, work) {
      if (!isOpen() || sql.some(controlsTransaction)) return bare(work);
      database.execute('SAVEPOINT operation');
      try {
        const result = work();
        if (isOpen()) database.execute('RELEASE SAVEPOINT operation');
        return result;
      } catch (error) {
        if (isOpen()) database.execute('ROLLBACK TO SAVEPOINT operation');
        throw error;
      } finally {
        look();
      }
    },
    beginAutocommit() {
      committed = true;
      if (isOpen()) database.execute('COMMIT');
    },
    endAutocommit() {
      if (!isOpen()) database.execute('BEGIN');
    },
    commit() {
      committed = true;
      return isOpen() ? ended('COMMIT') : null;
    },
    checkEnd() {
      if (committed || !isOpen()) return this.commit();
      return ended('SET CONSTRAINTS ALL IMMEDIATE');
    },
    get committed() {
      return committed;
    },
  };
}
