/** `check`: changes of the models that no revision has. */
import type { Environment } from '../alembic/environment/environment';
import { type Comparison, compareProject, type NotComparable } from './comparison';
import { chosenEnvironments, historyOf } from './environments';
import type { Project } from './project';
import type { CheckedEnvironment, Compared } from './results';
import { whileUnchanged } from './while-unchanged';

/** Whether the environment could be compared at all. */
export const wasCompared = (outcome: Comparison | NotComparable): outcome is Comparison => 'changes' in outcome;

/** One environment's result; what could not be compared has problems and no changes. */
export async function checkEnvironment(project: Project, environment: Environment): Promise<CheckedEnvironment & Compared> {
  const history = historyOf(project, environment);
  const outcome = await compareProject(project, environment, history);
  const compared = wasCompared(outcome);
  return {
    path: environment.path,
    heads: history.heads,
    problems: outcome.problems,
    changes: compared ? outcome.changes.map((found) => found.reported) : [],
    notUnderstood: compared ? outcome.notUnderstood : [],
    compared,
  };
}

export interface Checked extends Compared {
  readonly environments: readonly (CheckedEnvironment & Compared)[];
}

/**
 * Every environment, or the one named: read from the last time when not one file has changed since. Rejects with a Failure
 * where there is none.
 */
export const check = (project: Project, environmentPath: string | null): Promise<Checked> =>
  whileUnchanged(project, ['check', environmentPath ?? ''], async () => {
    const environments = [];
    for (const environment of chosenEnvironments(project, environmentPath)) environments.push(await checkEnvironment(project, environment));
    return { environments, compared: environments.every((environment) => environment.compared) };
  });
