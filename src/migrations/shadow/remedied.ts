/** Statements carried out with what somebody's server would have had for them. */
import { PostgresError } from '../../postgres/postgres-error';
import { type Remedy, remedyFor } from '../../postgres/remedies';
import type { ShadowDatabase } from '../../postgres/shadow-database';

/** A statement may miss several things, one after the other. */
const mostRemedies = 20;

/**
 * Carries `statements` out by `attempt`, which leaves nothing of them when it throws, and again with a remedy as long as there is one. What a
 * person should know of these. Throws the error for which there is none.
 */
export function withRemedies(
  database: ShadowDatabase,
  statements: readonly string[],
  attempt: (statements: readonly string[]) => void,
): readonly string[] {
  const said: string[] = [];
  const tried = new Set<string>();
  const began = database.transaction;
  let wanted = statements;
  for (;;) {
    try {
      attempt(wanted);
      return said;
    } catch (error) {
      if (!(error instanceof PostgresError) || tried.size >= mostRemedies) throw error;
      // A statement that ended the transaction took more with it than itself.
      const remedy = database.transaction === began ? remedyFor(error) : null;
      const key = JSON.stringify(remedy);
      if (!remedy || tried.has(key)) throw error;
      tried.add(key);
      wanted = applied(database, remedy, wanted, error);
      if (remedy.kind === 'first' && remedy.said !== null) said.push(remedy.said);
    }
  }
}

function applied(database: ShadowDatabase, remedy: Remedy, statements: readonly string[], error: PostgresError): readonly string[] {
  if (remedy.kind === 'instead')
    return statements.flatMap((statement) => (statement === error.statement ? (remedy.statement ?? []) : [statement]));
  try {
    behindSavepoint(database, () => {
      for (const statement of remedy.statements) database.execute(statement);
    });
  } catch (failure) {
    // What was refused at first is what is to be told.
    throw failure instanceof PostgresError ? error : failure;
  }
  return statements;
}

/** Whole or not at all; outside of a transaction each statement stands alone. */
export function behindSavepoint(database: ShadowDatabase, work: () => void): void {
  if (database.transaction === 'idle') {
    work();
    return;
  }
  database.execute('SAVEPOINT remedied');
  try {
    work();
    database.execute('RELEASE SAVEPOINT remedied');
  } catch (error) {
    if (error instanceof PostgresError) database.execute('ROLLBACK TO SAVEPOINT remedied');
    throw error;
  }
}
