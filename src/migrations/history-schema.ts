/** The schema that revisions leave on what stands before the first of them. */
import type { Environment } from '../alembic/environment/environment';
import type { NotUnderstood } from '../schema/definition';
import type { NamingConvention } from '../sqlalchemy/naming-convention';
import { type Baseline, baselineOf } from './baseline/baseline';
import type { Project } from './project';
import type { Problem } from './results';
import { revisionsSchema } from './revisions-schema';
import type { ReplayResult, RevisionFile } from './shadow/requests';

export interface HistorySchema extends ReplayResult {
  readonly baseline: Baseline;
  /** Tables of the baseline that are not known to be what they were. */
  readonly notUnderstood: readonly NotUnderstood[];
}

/** Replays `revisions` (in order of application) on the environment's baseline, without those that it contains. */
export async function historySchema(
  project: Project,
  environment: Environment,
  revisions: readonly RevisionFile[],
  namingConvention: NamingConvention | null,
): Promise<HistorySchema> {
  const baseline = await baselineOf(project, environment);
  const wanted = withoutContained(revisions, baseline);
  const replayed = await revisionsSchema(project, environment, wanted, namingConvention, baseline.statements);
  return {
    ...replayed,
    baseline,
    problems: [...baseline.problems, ...refusals(baseline, replayed), ...replayed.problems],
    notUnderstood: baseline.notUnderstood,
  };
}

/** The revisions that must be replayed on a baseline. */
export const withoutContained = (revisions: readonly RevisionFile[], { contained }: Baseline): readonly RevisionFile[] =>
  revisions.filter(({ id }) => !contained.has(id));

/** What PostgreSQL refuses of the baseline, in its words. */
const refusals = (baseline: Baseline, { baselineRefused }: ReplayResult): readonly Problem[] =>
  baselineRefused.map(({ statement, message }) => {
    const refused = baseline.statements[statement];
    return {
      code: 'baseline-refused',
      severity: 'warning',
      message: refused?.place ? message : `Of ${baseline.name}: ${message}`,
      ...refused?.place,
      ...(refused && { statement: refused.sql }),
    };
  });
