/** What revisions do where a replayed database answers what they read; not asked again while their texts are the same. */
import type { Environment } from '../../alembic/environment/environment';
import type { Revision } from '../../alembic/history/revision';
import type { RevisionDirection } from '../../alembic/operations/run-revision';
import { type Baseline, baselineOf } from '../baseline/baseline';
import { withoutContained } from '../history-schema';
import { workingModels } from '../models/working-models';
import type { Project } from '../project';
import { resultKey } from '../saved-results';
import { travellingConvention } from '../shadow/history-record';
import type { RecordedRevision, RecordResult } from '../shadow/requests';

interface Kept {
  readonly result: RecordResult;
  /** The project's modules that the revisions import, with their texts then. */
  readonly dependencies: readonly (readonly [path: string, text: string | null])[];
}

/** Stretches whose SQL somebody looks at; with every keystroke a new one comes. */
const mostKept = 8;
const remembered = new WeakMap<Project, Map<string, Kept>>();

/**
 * Upgrades by `before`, then runs `revisions` in the order given; in the shadow, with unsaved texts, on the environment's baseline. What
 * comes back is by id, without upgrades that the baseline contains.
 */
export async function recordedReplay(
  project: Project,
  environment: Environment,
  before: readonly Revision[],
  revisions: readonly Revision[],
  direction: RevisionDirection,
): Promise<ReadonlyMap<string, RecordedRevision>> {
  const kept = remembered.get(project) ?? new Map<string, Kept>();
  remembered.set(project, kept);
  const baseline = await baselineOf(project, environment);
  const texts = [...before, ...revisions].flatMap(({ id, file }) => [id, file, project.files.read(file) ?? '']);
  const key = resultKey(
    'record',
    environment.path,
    environment.engine?.name ?? '',
    direction,
    `${before.length}`,
    baselineText(baseline),
    ...environment.searchPaths,
    ...texts,
  );
  const known = kept.get(key);
  if (known?.dependencies.every(([path, text]) => project.files.read(path) === text)) return byId(known.result);
  const { namingConvention, versionTable } = workingModels(project, environment);
  const files = (list: readonly Revision[]) => list.map(({ id, file }) => ({ id, file }));
  const result = await project.shadow.record({
    root: project.root,
    baseline: baseline.statements,
    texts: [...project.overlays],
    environment,
    versionTable,
    namingConvention: travellingConvention(namingConvention),
    before: withoutContained(files(before), baseline),
    revisions: direction === 'upgrade' ? withoutContained(files(revisions), baseline) : files(revisions),
    direction,
  });
  kept.delete(key);
  kept.set(key, { result, dependencies: result.dependencies.map((path) => [path, project.files.read(path)]) });
  for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
  return byId(result);
}

const byId = ({ revisions }: RecordResult): ReadonlyMap<string, RecordedRevision> =>
  new Map(revisions.map((recorded) => [recorded.revision, recorded]));

const baselineText = ({ statements }: Baseline): string => JSON.stringify(statements.map(({ sql }) => sql));
