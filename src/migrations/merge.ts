/** `merge`: the revision that brings several heads together, as `alembic merge` writes it. */
import type { Environment } from '../alembic/environment/environment';
import type { History } from '../alembic/history/read-history';
import type { Decisions } from './decisions';
import { soundHistoryOf } from './environments';
import { Failure } from './failure';
import { type NewRevisionOptions, writeEmptyRevision } from './new-revision';
import { oneAtATime } from './one-at-a-time';
import type { Project } from './project';
import type { GenerateResult } from './results';
import { described, placed, revisionId } from './revision-place';

export interface MergeOptions extends Omit<NewRevisionOptions, 'heads' | 'dependsOn' | 'versionPath' | 'decisions'> {
  /** Targets as Alembic takes them; null: all heads, or those that a person chooses where there are more than two. */
  readonly revisions: readonly string[] | null;
  readonly decisions: Pick<Decisions, 'merged' | 'versionDirectory'>;
}

/** Writes the revision that brings several heads together. Rejects as `newRevision` does. */
export function merge(project: Project, environment: Environment, options: MergeOptions): Promise<GenerateResult> {
  return oneAtATime(project.root, 'A revision is being written in this project already. Wait until it is done.', async () => {
    const history = soundHistoryOf(project, environment);
    const id = revisionId(history, options.revisionId);
    const heads = options.revisions ?? (await mergedHeads(history, options.decisions));
    const placement = await placed(environment, history, { ...options, heads, dependsOn: [], versionPath: null });
    if (placement.parents.length < 2) {
      throw new Failure(`There is nothing to merge: ${heads.join(', ')} is ${placement.parents.join(', ') || 'no revision'} alone.`);
    }
    return writeEmptyRevision(project, environment, id, placement, { ...options, directives: false });
  });
}

async function mergedHeads(history: History, decisions: Pick<Decisions, 'merged'>): Promise<readonly string[]> {
  const { heads } = history;
  if (heads.length < 2)
    throw new Failure(`There is nothing to merge: ${heads.length === 0 ? 'no revision' : `${heads[0]} is the one head`}.`);
  if (heads.length === 2) return heads;
  const chosen = await decisions.merged(described(history, heads));
  if (chosen === null) throw new Failure('Nothing was written: a question stayed without an answer.');
  return chosen;
}
