/** `sql --script`: a range as a script to be run, with its transactions and the version table, as `alembic upgrade --sql` writes it. */
import type { Environment } from '../../alembic/environment/environment';
import { createVersionTable, versionStatements } from '../../postgres/version-table';
import { soundHistoryOf } from '../environments';
import { Failure } from '../failure';
import { workingModels } from '../models/working-models';
import type { Project } from '../project';
import type { RevisionSql, SqlResult } from '../results';
import { downgradeRange, revisionRange, versionRows } from '../revision-range';
import { revisionsSql, unknownStretches } from './revisions-sql';
import { comment, placeOf } from './sql-steps';

export interface SqlScript extends SqlResult {
  /** Statements and comments, in the order in which they run. */
  readonly script: readonly string[];
}

/**
 * Rejects with a Failure where a part of it is not known: a script is whole, or there is none. Mirrors `MigrationContext.run_migrations`
 * and `begin_transaction` of alembic/runtime/migration.py.
 */
export async function sqlScript(
  project: Project,
  environment: Environment,
  range: string | null,
  direction: 'upgrade' | 'downgrade',
): Promise<SqlScript> {
  const result = await revisionsSql(project, environment, range, direction);
  const gaps = [...unknownStretches(result), ...raising(result)];
  if (gaps.length > 0) throw new Failure(gaps.join('\n'));
  const history = soundHistoryOf(project, environment);
  const { before } = (direction === 'upgrade' ? revisionRange : downgradeRange)(history, range);
  const { versionTable, transactionPerMigration } = workingModels(project, environment);
  let rows = versionRows(history, before);
  const creation = rows.length === 0 ? [createVersionTable(versionTable)] : [];
  const steps = result.revisions.map((revision) => {
    const { id, parents } = { id: revision.revision, parents: history.parents(revision.revision) };
    const move = versionStatements(rows, { direction, revision: id, parents, ancestors: history.ancestors }, versionTable);
    rows = move.after;
    return [comment(`${direction} ${id}`), ...statementsOf(revision), ...move.statements.map(({ sql }) => sql)];
  });
  const inTransaction = (statements: readonly string[]) => ['BEGIN', ...statements, 'COMMIT'];
  const script = transactionPerMigration ? [...creation, ...steps.flatMap(inTransaction)] : inTransaction([...creation, ...steps.flat()]);
  return { ...result, script };
}

function statementsOf({ steps }: RevisionSql): readonly string[] {
  return steps.flatMap((step): readonly string[] => {
    if (step.kind === 'begin_autocommit') return ['COMMIT'];
    if (step.kind === 'end_autocommit') return ['BEGIN'];
    if (step.kind !== 'statement') return [];
    return step.dependsOnRows ? [comment(`depends on the rows that stand there${placeOf(step)}`), step.sql] : [step.sql];
  });
}

const raising = ({ revisions }: SqlResult): readonly string[] =>
  revisions.flatMap(({ revision, steps }) =>
    steps.flatMap((step) => (step.kind === 'raises' ? [`Revision ${revision} raises ${step.message}${placeOf(step)}.`] : [])),
  );
