/** What stands before the first revision of an environment, as it was chosen. */
import type { Environment } from '../../alembic/environment/environment';
import { ConnectionError } from '../../postgres/connection-error';
import type { NotUnderstood } from '../../schema/definition';
import { historyOf } from '../environments';
import { Failure } from '../failure';
import type { Project } from '../project';
import type { Problem } from '../results';
import { translated } from '../revision-range';
import type { BaselineStatement } from '../shadow/requests';
import { type BaselineChoice, choiceIn, readBaseline } from './choice';
import { databaseBaseline } from './database-baseline';
import { folderSetting } from './folder-setting';
import { gitBaseline } from './git-baseline';
import { sqlFileBaseline } from './sql-file-baseline';

export interface Baseline {
  readonly statements: readonly BaselineStatement[];
  /** Revisions that what stands there has already; they are not replayed. */
  readonly contained: ReadonlySet<string>;
  /** In a person's words: `the models at 1234567`; null where the history begins with an empty database. */
  readonly name: string | null;
  /** What could not be read of it. */
  readonly problems: readonly Problem[];
  /** Tables of it that are not what they were, and why. */
  readonly notUnderstood: readonly NotUnderstood[];
}

export const emptyBaseline: Baseline = { statements: [], contained: new Set(), name: null, problems: [], notUnderstood: [] };

/** The choice for an environment as it was said: on the command line, or else in the folder's settings; null where nobody said. */
export function chosenBaseline(project: Project, environment: Environment): string | null {
  return project.baseline ?? choiceIn(folderSetting(project.files), environment.path);
}

/** One for each environment, for as long as no file changes on disk: then the environments are found anew. */
const kept = new WeakMap<ReturnType<Project['environments']>, Map<string, Promise<Baseline>>>();

/** Rejects with a Failure where the choice cannot be followed. */
export async function baselineOf(project: Project, environment: Environment): Promise<Baseline> {
  const said = chosenBaseline(project, environment);
  if (said === null) return emptyBaseline;
  const known = kept.get(project.environments()) ?? new Map<string, Promise<Baseline>>();
  kept.set(project.environments(), known);
  const key = JSON.stringify([environment.path, said, project.urlOf(environment.path)]);
  const baseline = known.get(key) ?? chosen(project, environment, said);
  known.set(key, baseline);
  // What failed may work the next time: a database that was not there.
  baseline.catch(() => known.delete(key));
  return baseline;
}

/** Why the choice cannot be followed; null where it can. */
export async function baselineTrouble(project: Project, environment: Environment): Promise<string | null> {
  try {
    await baselineOf(project, environment);
    return null;
  } catch (error) {
    if (error instanceof Failure || error instanceof ConnectionError) return error.message;
    throw error;
  }
}

async function chosen(project: Project, environment: Environment, said: string): Promise<Baseline> {
  const { choice, at } = readBaseline(said);
  const baseline = await standing(project, environment, choice);
  if (at === null) return baseline;
  const history = historyOf(project, environment);
  const revisions = translated(() => history.resolve(at));
  return { ...baseline, contained: history.ancestors(revisions.map(({ id }) => id)), name: `${baseline.name} at ${at}` };
}

async function standing(project: Project, environment: Environment, choice: BaselineChoice): Promise<Baseline> {
  switch (choice.kind) {
    case 'none':
      return emptyBaseline;
    case 'file':
      return sqlFileBaseline(project.files, choice.path);
    case 'git':
      return gitBaseline(project, environment, choice.commit);
    case 'database': {
      const url = project.urlOf(environment.path);
      if (url === null)
        throw new Failure(
          'The baseline is the connected database, and none is connected: connect one, or say --database URL or MIGRATION_KEEPER_DATABASE.',
        );
      return databaseBaseline(project, environment, url);
    }
  }
}
