/** The schema that revisions leave on what stands before the first of them. */
import type { Environment } from '../alembic/environment/environment';
import type { NotUnderstood, TableName } from '../schema/definition';
import { tableKey } from '../schema/table-key';
import { type Baseline, baselineOf, chosenBaseline } from './baseline/baseline';
import { baselineCandidates } from './baseline/candidates';
import { type MissingStart, missingStart, withoutDowngrade } from './baseline/missing-start';
import { startProblem } from './baseline/start-problem';
import type { Models } from './models/models';
import type { Project } from './project';
import type { Problem } from './results';
import { revisionsSchema } from './revisions-schema';
import type { ReplayResult, RevisionFile } from './shadow/requests';

export interface HistorySchema extends ReplayResult {
  readonly baseline: Baseline;
  /** Tables of the baseline that are not known to be what they were. */
  readonly notUnderstood: readonly NotUnderstood[];
}

/**
 * Replays `revisions` (in order of application) on the environment's baseline, without those that it contains. Where revisions change tables
 * that nothing creates, that is said once, and nothing is said of tables whose beginning is not known.
 */
export async function historySchema(
  project: Project,
  environment: Environment,
  revisions: readonly RevisionFile[],
  models: Pick<Models, 'namingConvention' | 'metadata' | 'versionTable'>,
): Promise<HistorySchema> {
  const baseline = await baselineOf(project, environment);
  const wanted = withoutContained(revisions, baseline);
  const replayed = await revisionsSchema(project, environment, wanted, models, baseline.statements);
  const upgrades = wanted.map(({ file }) => withoutDowngrade(project.files.read(file) ?? ''));
  const missing = chosenBaseline(project, environment) === 'none' ? null : missingStart(replayed, upgrades, models.metadata.tables);
  const said = missing ? [startProblem(missing, baseline, await baselineCandidates(project, environment, missing.tables))] : [];
  const asked = missing ? replayed.opaque.filter(({ reason }) => asksForMissing(reason, missing)) : [];
  return {
    ...replayed,
    opaque: replayed.opaque.filter((opaque) => !asked.includes(opaque)),
    baseline,
    problems: [
      ...baseline.problems,
      ...refusals(baseline, replayed),
      ...said,
      ...replayed.problems.filter((problem) => !missing?.refused.includes(problem)).map((problem) => onBaseline(problem, baseline)),
    ],
    notUnderstood: [
      ...baseline.notUnderstood,
      ...(missing
        ? beginningUnknown(
            missing,
            asked.flatMap(({ tables }) => tables),
            replayed,
            models,
          )
        : []),
    ],
  };
}

/** What a revision makes may stand in the baseline already, which was then taken later; no mistake of the revision, but worth a look. */
function onBaseline(problem: Problem, { name }: Baseline): Problem {
  if (name === null || problem.code !== 'replay-failed' || !/ already exists$/.test(problem.message)) return problem;
  return { ...problem, code: 'baseline-has-already', severity: 'warning', message: `${problem.message} in ${name}, or since` };
}

/** Whether a stretch of a revision is hidden for nothing but a query on a table whose beginning is not known. */
const asksForMissing = (reason: string, { tables }: MissingStart): boolean =>
  tables.some(({ schema, name }) => reason.includes(`relation "${schema === null ? name : `${schema}.${name}`}" does not exist`));

/** Models whose tables no revision leaves may have stood before the first one; so may parts of what revisions change. */
function beginningUnknown(
  missing: MissingStart,
  hidden: readonly TableName[],
  replayed: ReplayResult,
  models: Pick<Models, 'metadata'>,
): readonly NotUnderstood[] {
  const standing = new Set(replayed.schema.tables.map(tableKey));
  const tables = [...models.metadata.tables.filter((table) => !standing.has(tableKey(table))), ...missing.touched, ...hidden];
  const each = [...new Map(tables.map(({ schema, name }) => [tableKey({ schema, name }), { schema, name }])).values()];
  if (each.length === 0) return [];
  return [{ message: 'what stood before the first revision is not known, so these tables are not compared', place: null, tables: each }];
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
