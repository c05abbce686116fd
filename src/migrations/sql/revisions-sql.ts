/** `sql`: the SQL of revisions, up or down. */

import type { Environment } from '../../alembic/environment/environment';
import { Cancelled } from '../cancellation';
import type { Cancellation } from '../engine';
import { soundHistoryOf } from '../environments';
import type { Project } from '../project';
import type { ReportedSqlStep, SqlResult } from '../results';
import { downgradeRange, revisionRange } from '../revision-range';
import type { RecordedRevision } from '../shadow/requests';
import { recordedReplay } from './recorded-replay';
import type { RecordedStep } from './recorded-run';
import { isTrouble, readableStatements, replayedSteps, staticSteps } from './sql-steps';
import { staticRuns } from './static-runs';

/**
 * The statements of a range (`REV`, `FROM:TO`; null: the whole history), in the order in which they would run. What the files alone do
 * not tell is asked of a replay, which answers what revisions read; what is not known then either stands as such in its place. Rejects
 * with a Failure for a target that the history does not have.
 */
export async function revisionsSql(
  project: Project,
  environment: Environment,
  range: string | null,
  direction: 'upgrade' | 'downgrade',
  cancellation: Cancellation | null = null,
): Promise<SqlResult> {
  const history = soundHistoryOf(project, environment);
  const { before, revisions } = (direction === 'upgrade' ? revisionRange : downgradeRange)(history, range);
  const run = staticRuns(project, environment);
  const fromFiles = revisions.map((revision) => run(revision, direction));
  const needsReplay = fromFiles.some((steps) => steps.some(isTrouble));
  if (needsReplay && cancellation?.cancelled) throw new Cancelled();
  const replayed = needsReplay ? await recordedReplay(project, environment, before, revisions, direction) : null;
  return {
    environment: environment.path,
    revisions: revisions.map(({ id, file }, index) => {
      const steps = stepsOf(fromFiles[index] ?? [], replayed?.get(id) ?? null);
      return { revision: id, file, direction, statements: readableStatements(steps), steps };
    }),
  };
}

function stepsOf(fromFile: readonly RecordedStep[], replayed: RecordedRevision | null): readonly ReportedSqlStep[] {
  if (replayed === null || !fromFile.some(isTrouble)) return staticSteps(fromFile);
  return replayedSteps(replayed.steps, fromFile, replayed.refusals);
}

/** What of the SQL is not known, a sentence for each place; empty where it is whole. */
export function unknownStretches({ revisions }: SqlResult): readonly string[] {
  return revisions.flatMap(({ revision, steps }) =>
    steps.flatMap((step) => {
      if (step.kind !== 'unknown') return [];
      const where = step.file === null ? '' : ` (${step.file}:${step.line})`;
      return [`The SQL of revision ${revision} is not known from here: ${step.message}${where}.`];
    }),
  );
}
