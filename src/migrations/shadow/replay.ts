/** Replays revisions in the shadow's database: each operation is carried out at once, as the evaluator comes to it. */

import { readConfiguration } from '../../alembic/environment/configuration';
import type { Environment } from '../../alembic/environment/environment';
import { CreatedEnums } from '../../alembic/operations/enum-types';
import { alembicHostModules } from '../../alembic/operations/host-modules';
import { answersRows } from '../../alembic/operations/query-answers';
import { importRevision, type RevisionDirection, runRevision } from '../../alembic/operations/run-revision';
import type { OperationSink } from '../../alembic/operations/sink';
import { at } from '../../alembic/problem';
import { NotRenderable } from '../../postgres/ddl/not-renderable';
import { statementsFor } from '../../postgres/ddl/operations';
import { PostgresError } from '../../postgres/postgres-error';
import type { ShadowDatabase } from '../../postgres/shadow-database';
import { asksPostgis } from '../../postgres/stand-ins/postgis-functions';
import { listenedBy } from '../../python/changes';
import { createProgram } from '../../python/create-program';
import type { SourceFiles } from '../../python/files';
import type { Interpreter } from '../../python/interpreter';
import { LastingChanges } from '../../python/lasting-changes';
import { unknown } from '../../python/native';
import type { PythonParser } from '../../python/parser';
import { type Place, placeText } from '../../python/place';
import type { Program } from '../../python/program';
import type { UnknownValue } from '../../python/values';
import { tablesWithChangedRows } from '../../schema/changed-rows';
import type { TableName } from '../../schema/definition';
import type { Operation } from '../../schema/operation';
import { tableKey } from '../../schema/table-key';
import { sqlalchemyHostModules } from '../../sqlalchemy/host-modules';
import { raiseWhereCaught } from '../../sqlalchemy/modules/exceptions';
import type { NamingConvention } from '../../sqlalchemy/naming-convention';
import { holdsStandIn } from '../../sqlalchemy/statements/stand-ins';
import type { Problem } from '../results';
import { endOf, notingSink, type RecordedStep } from '../sql/recorded-run';
import { environmentScripts } from './environment-scripts';
import { answerOf } from './query-answer';
import { withRemedies } from './remedied';
import type { Opaque, RevisionFile } from './requests';
import { type RevisionTransaction, revisionTransaction } from './revision-transaction';
import { statementAnswer } from './statement-answer';
import { type KnownReach, noReach, type Toucher, unknownReach } from './unknown-reach';

/** An operation that could not be carried out, where it stands, in the words of whoever refused it. */
export interface Refusal {
  readonly message: string;
  readonly place: Place | null;
  readonly statement: string | null;
}

/** What an operation needed and no revision makes, so that it was taken to be there. */
export interface Aid {
  readonly message: string;
  readonly place: Place | null;
}

/** What came of one direction of one revision. JSON carries all of it. */
export interface RevisionOutcome {
  readonly refusals: readonly Refusal[];
  readonly aids: readonly Aid[];
  readonly opaque: readonly Opaque[];
  /**
   * What of the program outlives the revision, so that a later one could see it: nothing; what importing the file again would do again;
   * or something that only running it does.
   */
  readonly lasting: 'nothing' | 'import' | 'run';
}

/** What revisions that ran in another program left behind of it. */
export interface LeftBehind {
  readonly creations: readonly (readonly [table: string, place: Place])[];
  readonly createdEnums: readonly string[];
  /** Revisions whose files must be imported again, in this order. */
  readonly imports: readonly RevisionFile[];
  readonly reach: KnownReach;
}

export const nothingLeft: LeftBehind = { creations: [], createdEnums: [], imports: [], reach: noReach };

/** Runs revisions one after the other, over one program, so that a module they share is read once. */
export interface Replay {
  /** With `keepOpen` the transaction stays open at the end, to be rolled back, unless the revision itself committed something. */
  run(revision: RevisionFile, direction: RevisionDirection, keepOpen?: boolean): RevisionOutcome;
  readonly dependencies: ReadonlySet<string>;
  /** What of it a replay must be told that goes on elsewhere; `imports` are told by the outcomes. */
  left(): Omit<LeftBehind, 'imports'>;
}

/**
 * A replay on `database`, which holds what stands before the first revision. A revision runs in a transaction of its own and
 * each operation behind a savepoint: what PostgreSQL refuses is as if that operation had not been there. `note` is told every step.
 */
export function startReplay(
  database: ShadowDatabase,
  environment: Environment,
  files: SourceFiles,
  parser: PythonParser,
  namingConvention: NamingConvention | null,
  left: LeftBehind = nothingLeft,
  note: ((step: RecordedStep) => void) | null = null,
): Replay {
  let current: { revision: RevisionFile; refusals: Refusal[]; opaque: Opaque[]; aids: Aid[] } | null = null;
  /** Set when the import of a revision's file asks for something of the database. */
  let asked = false;
  /** Parts of one operation are being carried out; `refused` once one of them was. */
  let whole: { refused: boolean } | null = null;
  const transaction = revisionTransaction(database);
  const creations = new Map<string, Place>(left.creations);
  const createdEnums = new CreatedEnums(left.createdEnums, 'upgrade');
  const reach = unknownReach(database, left.reach);

  /** An error that the revision caught has aborted its transaction; depth counts the savepoints of its own that are open. */
  let aborted = false;
  let depth = 0;

  /** What the next statement is told in an aborted transaction. It is carried out all the same: the history goes on. */
  const sayAborted = (place: Place | null) => {
    if (!aborted) return;
    aborted = false;
    const message = 'current transaction is aborted, commands ignored until end of transaction block: an error before it was caught';
    current?.refusals.push({ message, place, statement: null });
  };

  /** Raises where the revision has a handler for it, else says the refusal. */
  const raiseOrRefuse = (error: unknown, place: Place | null, interpreter: Interpreter) => {
    if (!(error instanceof PostgresError) || whole) return refuse(error, place);
    const before = aborted;
    aborted = database.transaction !== 'idle';
    raiseWhereCaught(interpreter, error, place);
    aborted = before;
    refuse(error, place);
  };

  /** What PostgreSQL refuses because of rows or values that are not known here is no mistake of the revision. */
  const sayUnknownRows = (error: unknown, place: Place | null): boolean => {
    if (!(error instanceof PostgresError) || error.statement === null) return false;
    const sql = error.statement;
    const rowsOf = tablesWithChangedRows(sql);
    if (!rowsOf) return false;
    const doubt = reach.doubt(`${sql} ${error.detail ?? ''}`);
    if (!doubt && !holdsStandIn(sql)) return false;
    const because = !doubt
      ? 'a value that cannot be known'
      : doubt.revision
        ? `rows that revision ${doubt.revision} changes are not known`
        : doubt.reason;
    sink.opaque(`${because}, and PostgreSQL refuses this: ${error.message}`, place, rowsOf, 'rows');
    return true;
  };

  const refuse = (error: unknown, place: Place | null) => {
    if (error instanceof PostgresError) current?.refusals.push({ message: error.message, place, statement: error.statement });
    else if (error instanceof NotRenderable) current?.refusals.push({ message: error.message, place, statement: null });
    else throw error;
  };

  const sink: OperationSink = {
    emit(operation, uncertain, interpreter) {
      asked = true;
      if (!current) return;
      if (uncertain) {
        const rowsOf = changedRows(operation);
        return sink.opaque(uncertain, operation.place, rowsOf ?? tablesOf(operation), rowsOf ? 'rows' : 'schema');
      }
      if (whole?.refused) return;
      if (operation.kind === 'begin_autocommit') return transaction.beginAutocommit();
      if (operation.kind === 'end_autocommit') return transaction.endAutocommit();
      sayAborted(operation.place);
      try {
        for (const message of carryOut(database, transaction, operation)) current?.aids.push({ message, place: operation.place });
        if (operation.kind === 'create_table' && operation.place) creations.set(tableKey(operation.table), operation.place);
      } catch (error) {
        if (sayUnknownRows(error, operation.place)) return;
        if (whole) whole.refused = true;
        raiseOrRefuse(error, operation.place, interpreter);
      }
    },
    run({ sql, place }, uncertain, interpreter) {
      asked = true;
      const doubt = uncertain ?? notKnown(reach.doubt(sql), place);
      if (doubt && onlyReads(sql)) return doubt;
      if (uncertain) {
        sink.emit({ kind: 'execute', sql, place }, uncertain, interpreter);
        return uncertain;
      }
      if (!current || whole?.refused) return null;
      sayAborted(place);
      try {
        const answer = statementAnswer(database, transaction, sql, (message) => current?.aids.push({ message, place }));
        return doubt ?? (answer.columns && asksPostgis(sql) ? unknown('what PostGIS would answer to a query', place) : answer);
      } catch (error) {
        if (sayUnknownRows(error, place)) return null;
        if (whole) whole.refused = true;
        raiseOrRefuse(error, place, interpreter);
        return null;
      }
    },
    savepoint(step, place, interpreter) {
      if (database.transaction === 'idle') {
        if (step !== 'begin') return;
        try {
          database.execute('SAVEPOINT sa_savepoint_1');
        } catch (error) {
          raiseOrRefuse(error, place, interpreter);
        }
        return;
      }
      if (step === 'begin') {
        depth += 1;
        database.execute(`SAVEPOINT sa_savepoint_${depth}`);
        return;
      }
      if (depth === 0) return;
      database.execute(`${step === 'release' ? 'RELEASE' : 'ROLLBACK TO'} SAVEPOINT sa_savepoint_${depth}`);
      if (step === 'rollback') aborted = false;
      depth -= 1;
    },
    recover() {
      aborted = false;
    },
    together(work) {
      if (database.transaction === 'idle') return work();
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
    query(sql, place, uncertain) {
      asked = true;
      return (
        uncertain ??
        notKnown(reach.doubt(sql), place) ??
        answerOf(database, transaction, sql, place, (message) => current?.aids.push({ message, place }))
      );
    },
    namingConvention,
    createdEnums,
  };

  const scripts = environmentScripts(environment, files, parser, () => program);
  const program: Program = createProgram({
    files,
    searchPaths: environment.searchPaths,
    parser,
    hostModules: new Map([
      ...sqlalchemyHostModules(environment.versions),
      ...alembicHostModules(note ? notingSink(sink, note) : sink, readConfiguration(environment, files), scripts),
    ]),
  });
  const importFile = (revision: RevisionFile) => importRevision(program, revision.file, moduleName(revision));
  for (const revision of left.imports) importFile(revision);

  return {
    dependencies: program.dependencies,
    left: () => ({ creations: [...creations], createdEnums: createdEnums.noted, reach: reach.known() }),
    run(revision, direction, keepOpen = false) {
      const refusals: Refusal[] = [];
      const opaque: Opaque[] = [];
      const aids: Aid[] = [];
      current = { revision, refusals, opaque, aids };
      program.renewBound();
      transaction.begin();
      aborted = false;
      depth = 0;
      asked = false;
      const changes = new LastingChanges(true);
      listenedBy(changes, () => importFile(revision));
      const imported = changes.found;
      const askedByImport = asked;
      changes.forget();
      const run = listenedBy(changes, () => runRevision(program, revision.file, moduleName(revision), direction, environment.engine));
      if (run.raised) {
        note?.(endOf(run.raised));
        sink.opaque(run.raised.message, run.raised.place, []);
      }
      const refused = keepOpen ? transaction.checkEnd() : transaction.commit();
      if (refused) {
        refusals.push({ message: refused.message, place: null, statement: 'COMMIT' });
        sink.opaque(`PostgreSQL refuses to commit it: ${refused.message}`, null, []);
      }
      current = null;
      return { refusals, aids, opaque, lasting: changes.found || (imported && askedByImport) ? 'run' : imported ? 'import' : 'nothing' };
    },
  };
}

/** Whether a statement changes no rows, so that it may go unasked. */
const onlyReads = (sql: string): boolean => answersRows(sql) && !/\b(insert|update|delete|merge)\b/i.test(sql);

/** The tables whose rows an operation changes; null where it may change more than rows. */
function changedRows(operation: Operation): readonly TableName[] | null {
  if (operation.kind === 'bulk_insert') return [{ schema: operation.table.schema, name: operation.table.name }];
  return operation.kind === 'execute' ? tablesWithChangedRows(operation.sql) : null;
}

const moduleName = (revision: RevisionFile): string => `revision_${revision.id}`;

/**
 * One operation, whole or not at all; where no transaction is open each statement stands alone, as it does for Alembic. Gives what was taken
 * to be there for it.
 */
function carryOut(database: ShadowDatabase, transaction: RevisionTransaction, operation: Operation): readonly string[] {
  const statements = statementsFor(operation);
  const attempt = (wanted: readonly string[]) =>
    transaction.whole(wanted, () => {
      for (const statement of wanted) database.execute(statement);
    });
  if (database.transaction !== 'idle') return withRemedies(database, statements, attempt);
  return statements.flatMap((statement) => withRemedies(database, [statement], attempt));
}

/** Why a query is not answered. */
function notKnown(doubt: Toucher | null, place: Place | null): UnknownValue | null {
  if (!doubt) return null;
  if (doubt.revision === null) return unknown(doubt.reason, place);
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

/** Refusals, and what was taken to be there, as problems that stand at the operation in the revision file. */
export function replayProblems(revision: RevisionFile, { refusals, aids }: Pick<RevisionOutcome, 'refusals' | 'aids'>): readonly Problem[] {
  const where = (place: Place | null) => (place ? at(place) : { file: revision.file });
  return [
    ...refusals.map(
      ({ message, place, statement }): Problem => ({
        code: 'replay-failed',
        severity: 'error',
        message,
        revision: revision.id,
        ...where(place),
        ...(statement !== null && { statement }),
      }),
    ),
    ...aids.map(
      ({ message, place }): Problem => ({
        code: 'taken-to-be-there',
        severity: 'warning',
        message,
        revision: revision.id,
        ...where(place),
      }),
    ),
  ];
}
