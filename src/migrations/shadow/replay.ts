/** Replays revisions in the shadow's database: each operation is carried out at once, as the evaluator comes to it. */

import type { Environment } from '../../alembic/environment/environment';
import { alembicHostModules } from '../../alembic/operations/host-modules';
import { type RevisionDirection, runRevision } from '../../alembic/operations/run-revision';
import type { OperationSink } from '../../alembic/operations/sink';
import { NotRenderable } from '../../postgres/ddl/not-renderable';
import { statementsFor } from '../../postgres/ddl/operations';
import { PostgresError } from '../../postgres/postgres-error';
import type { ShadowDatabase } from '../../postgres/shadow-database';
import { createProgram } from '../../python/create-program';
import type { SourceFiles } from '../../python/files';
import { unknown } from '../../python/native';
import type { PythonParser } from '../../python/parser';
import { type Place, placeText } from '../../python/place';
import type { Program } from '../../python/program';
import type { UnknownValue } from '../../python/values';
import type { TableName } from '../../schema/definition';
import type { Operation } from '../../schema/operation';
import { tableKey } from '../../schema/table-key';
import { sqlalchemyHostModules } from '../../sqlalchemy/host-modules';
import type { NamingConvention } from '../../sqlalchemy/naming-convention';
import type { Problem } from '../results';
import { environmentScripts } from './environment-scripts';
import { answerOf } from './query-answer';
import type { Opaque, RevisionFile } from './requests';
import { tablesWithChangedRows, unknownReach } from './unknown-reach';

/** An operation that could not be carried out, where it stands, in the words of whoever refused it. */
export interface Refusal {
  readonly message: string;
  readonly place: Place | null;
  readonly statement: string | null;
}

/** What came of one direction of one revision. */
export interface RevisionOutcome {
  readonly refusals: readonly Refusal[];
  readonly opaque: readonly Opaque[];
}

/** Runs revisions one after the other, over one program, so that a module they share is read once. */
export interface Replay {
  run(revision: RevisionFile, direction: RevisionDirection): RevisionOutcome;
  readonly dependencies: ReadonlySet<string>;
  /** The calls that created tables, by `["schema","table"]`. */
  readonly creations: ReadonlyMap<string, Place>;
}

/**
 * A replay on `database`, which holds what stands before the first revision. A revision runs in a transaction of its own and
 * each operation behind a savepoint: what PostgreSQL refuses is as if that operation had not been there.
 */
export function startReplay(
  database: ShadowDatabase,
  environment: Environment,
  files: SourceFiles,
  parser: PythonParser,
  namingConvention: NamingConvention | null,
): Replay {
  let current: { revision: RevisionFile; refusals: Refusal[]; opaque: Opaque[] } | null = null;
  /** False in an autocommit block, and from the revision's own COMMIT to its end: the driver knows nothing of that and begins no other. */
  let inTransaction = true;
  /** Parts of one operation are being carried out; `refused` once one of them was. */
  let whole: { refused: boolean } | null = null;
  const creations = new Map<string, Place>();
  const reach = unknownReach(database);

  const refuse = (error: unknown, place: Place | null) => {
    if (error instanceof PostgresError) current?.refusals.push({ message: error.message, place, statement: error.statement });
    else if (error instanceof NotRenderable) current?.refusals.push({ message: error.message, place, statement: null });
    else throw error;
  };

  const sink: OperationSink = {
    emit(operation, uncertain) {
      if (uncertain) {
        const rowsOf = tablesWithChangedRows(operation);
        return sink.opaque(uncertain, operation.place, rowsOf ?? tablesOf(operation), rowsOf ? 'rows' : 'schema');
      }
      if (whole?.refused) return;
      if (operation.kind === 'begin_autocommit' || operation.kind === 'end_autocommit') {
        inTransaction = operation.kind === 'end_autocommit';
        database.execute(inTransaction ? 'BEGIN' : 'COMMIT');
        return;
      }
      try {
        carryOut(database, operation, inTransaction);
        if (database.transaction === 'idle') inTransaction = false;
        if (operation.kind === 'create_table' && operation.place) creations.set(tableKey(operation.table), operation.place);
      } catch (error) {
        if (database.transaction === 'idle') inTransaction = false;
        if (whole) whole.refused = true;
        refuse(error, operation.place);
      }
    },
    together(work) {
      if (!inTransaction) return work();
      whole = { refused: false };
      database.execute('SAVEPOINT parts');
      try {
        work();
      } finally {
        database.execute(`${whole.refused ? 'ROLLBACK TO' : 'RELEASE'} SAVEPOINT parts`);
        whole = null;
      }
    },
    opaque(reason, place, tables, hides = 'schema') {
      if (!current) return;
      const text = typeof reason === 'string' ? reason : reasonText(reason, place);
      const opaque: Opaque = { revision: current.revision.id, reason: text, place, tables, hides };
      current.opaque.push(opaque);
      reach.add(opaque, files.read(current.revision.file) ?? '');
    },
    query: (sql, place, uncertain) => uncertain ?? notKnown(reach.doubt(sql), place) ?? answerOf(database, sql, place),
    namingConvention,
  };

  const scripts = environmentScripts(environment, files, parser, () => program);
  const program: Program = createProgram({
    files,
    searchPaths: environment.searchPaths,
    parser,
    hostModules: new Map([...sqlalchemyHostModules(environment.versions), ...alembicHostModules(sink, null, scripts)]),
  });

  return {
    dependencies: program.dependencies,
    creations,
    run(revision, direction) {
      current = { revision, refusals: [], opaque: [] };
      inTransaction = true;
      database.execute('BEGIN');
      const run = runRevision(program, revision.file, `revision_${revision.id}`, direction);
      if (run.raised) sink.opaque(run.raised.message, run.raised.place, []);
      if (database.transaction !== 'idle') database.execute('COMMIT');
      return { refusals: current.refusals, opaque: current.opaque };
    },
  };
}

/** One operation, whole or not at all. Outside a transaction (autocommit) each statement stands alone, as it does for Alembic. */
function carryOut(database: ShadowDatabase, operation: Operation, inTransaction: boolean): void {
  const statements = statementsFor(operation);
  if (!inTransaction) {
    for (const statement of statements) database.execute(statement);
    return;
  }
  database.execute('SAVEPOINT operation');
  try {
    for (const statement of statements) database.execute(statement);
    leave(database, 'RELEASE');
  } catch (error) {
    leave(database, 'ROLLBACK TO');
    throw error;
  }
}

/** The savepoint is gone where the operation itself ended the transaction, and perhaps began another. */
function leave(database: ShadowDatabase, how: 'RELEASE' | 'ROLLBACK TO'): void {
  if (database.transaction === 'idle') return;
  try {
    database.execute(`${how} SAVEPOINT operation`);
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error;
    database.execute('ROLLBACK');
    database.execute('BEGIN');
  }
}

/** Why a query is not answered. */
function notKnown(doubt: Opaque | null, place: Place | null): UnknownValue | null {
  if (!doubt) return null;
  const where = doubt.place ? ` at ${placeText(doubt.place)}` : '';
  return unknown(`a query about what revision ${doubt.revision} does${where}, which was not replayed`, place);
}

/** Where an Unknown began is said when that is elsewhere than where it matters. */
function reasonText(reason: UnknownValue, place: Place | null): string {
  const origin = reason.place && placeText(reason.place);
  return origin === null || (place && placeText(place) === origin) ? reason.reason : `${reason.reason} (${origin})`;
}

/** The tables an operation names; empty for those that name none. */
function tablesOf(operation: Operation): readonly TableName[] {
  if (!('table' in operation) || operation.table === null) return [];
  return [{ schema: operation.table.schema, name: operation.table.name }];
}

/** Refusals as problems that stand at the operation in the revision file. */
export function replayProblems(revision: RevisionFile, refusals: readonly Refusal[]): readonly Problem[] {
  return refusals.map((refusal) => ({
    code: 'replay-failed',
    severity: 'error',
    message: refusal.message,
    revision: revision.id,
    file: refusal.place?.file ?? revision.file,
    ...(refusal.place && {
      line: refusal.place.line,
      column: refusal.place.column,
      endLine: refusal.place.endLine,
      endColumn: refusal.place.endColumn,
    }),
    ...(refusal.statement !== null && { statement: refusal.statement }),
  }));
}
