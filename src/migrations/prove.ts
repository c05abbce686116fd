/** `prove`: up, down and up again, for revisions that are there. */
import type { Environment } from '../alembic/environment/environment';
import { baselineOf } from './baseline/baseline';
import { wasCompared } from './check';
import { type Comparison, compareProject, type NotComparable } from './comparison';
import { soundHistoryOf } from './environments';
import { Failure } from './failure';
import { withoutContained } from './history-schema';
import { readProjectModels } from './models/models';
import type { Project } from './project';
import { leftOpen, notCompared } from './proof-limits';
import type { Proof } from './results';
import { revisionRange } from './revision-range';
import { travellingConvention } from './shadow/history-record';

/**
 * Proves a range; null proves the heads. What reaches all heads is compared with the models too: no change but those that
 * `check` reports may be left.
 */
export async function prove(project: Project, environment: Environment, range: string | null): Promise<Proof> {
  const history = soundHistoryOf(project, environment);
  const { before, revisions } = revisionRange(history, range ?? 'heads');
  if (revisions.length === 0) throw new Failure('There is no revision to prove.');
  const baseline = await baselineOf(project, environment);
  const contained = revisions.filter(({ id }) => baseline.contained.has(id));
  if (contained.length > 0)
    throw new Failure(`${contained.map(({ id }) => id).join(', ')} cannot be proven from ${baseline.name}, which has it already.`);
  const files = (list: typeof revisions) => withoutContained(list, baseline).map(({ id, file }) => ({ id, file }));
  const whole = before.length + revisions.length === history.revisions.length;
  const { namingConvention, versionTable } = readProjectModels(project.files, environment, project.parser);
  const comparison = whole ? await compareProject(project, environment, history) : null;
  const proof = await project.shadow.prove({
    root: project.root,
    baseline: baseline.statements,
    texts: [...project.overlays],
    environment,
    versionTable,
    namingConvention: travellingConvention(namingConvention),
    before: files(before),
    revisions: files(revisions),
    models:
      comparison && wasCompared(comparison)
        ? { ...comparison.meet, remaining: [...comparison.passedOver, ...comparison.changes.map((found) => found.reported.id)] }
        : null,
  });
  return { ...proof, limits: [...proof.limits, ...limits(comparison)] };
}

function limits(comparison: Comparison | NotComparable | null): readonly string[] {
  if (comparison === null) return ['not compared with the models, because other revisions follow'];
  return wasCompared(comparison) ? leftOpen(comparison, new Set()) : [notCompared(comparison)];
}
