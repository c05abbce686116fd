/** `status`: environments, heads, what is applied and pending, and the changes without a migration. */
import type { Environment } from '../alembic/environment/environment';
import type { History } from '../alembic/history/read-history';
import { type Connection, connect } from '../postgres/connection';
import { urlWithoutPassword } from '../postgres/database-url';
import { readVersions } from '../postgres/version-table';
import { checkEnvironment } from './check';
import { chosenEnvironments, historyOf, outlineHistory } from './environments';
import { reportRevisions } from './history';
import { readProjectModels } from './models/models';
import type { Project } from './project';
import type { Compared, DatabaseStatus, EnvironmentStatus, StatusResult } from './results';

/** Environments and revisions from the files alone, for the first look: no comparison, no shadow, no database. */
export function outline(project: Project): StatusResult {
  const { environments } = project.environments();
  return { environments: environments.map((environment) => describe(environment, outlineHistory(project, environment), null)) };
}

/** One environment's revisions against what is known of its database; nothing is compared. */
export function outlineEnvironment(project: Project, environment: Environment, database: DatabaseStatus | null): EnvironmentStatus {
  return describe(environment, historyOf(project, environment), database);
}

function describe(environment: Environment, history: History, database: DatabaseStatus | null): EnvironmentStatus {
  return {
    path: environment.path,
    heads: history.heads,
    problems: history.problems,
    changes: [],
    notUnderstood: [],
    ...revisionsAgainst(environment, history, database),
  };
}

/** Everything; `urlOf` gives the database of an environment, with its password, or null where none is connected. */
export async function status(
  project: Project,
  environmentPath: string | null,
  urlOf: (environment: Environment) => string | null,
): Promise<Compared & { readonly environments: readonly (EnvironmentStatus & Compared)[] }> {
  const environments = [];
  for (const environment of chosenEnvironments(project, environmentPath)) {
    const url = urlOf(environment);
    const database = url === null ? null : await databaseStatus(project, environment, url);
    const checked = await checkEnvironment(project, environment);
    environments.push({ ...outlineEnvironment(project, environment, database), ...checked });
  }
  return { environments, compared: environments.every((environment) => environment.compared) };
}

/** What the version table of the database at `url` holds. Rejects with a message for a person when it cannot be reached. */
export async function databaseStatus(project: Project, environment: Environment, url: string): Promise<DatabaseStatus> {
  const connection = await connect(url);
  try {
    return { url: urlWithoutPassword(url), ...(await currentRevisions(connection, project, environment)) };
  } finally {
    await connection.close();
  }
}

/** What to do about rows of the version table that no file has. */
export const noFileHas = (database: string, missing: readonly string[]): string =>
  `${database} is at ${missing.join(', ')}, which no revision file here has. Was it upgraded on another branch? ` +
  'Check out the branch that has the revision, or say where the database is with stamp --purge REVISION.';

/** The rows of the version table, and those of them that no file has. */
export async function currentRevisions(
  connection: Connection,
  project: Project,
  environment: Environment,
): Promise<{ readonly current: readonly string[]; readonly missing: readonly string[] }> {
  const { versionTable } = readProjectModels(project.files, environment, project.parser);
  const current = await readVersions(connection, versionTable);
  const known = new Set(historyOf(project, environment).revisions.map((revision) => revision.id));
  return { current, missing: current.filter((id) => !known.has(id)) };
}

function revisionsAgainst(
  environment: Environment,
  history: History,
  database: DatabaseStatus | null,
): Pick<EnvironmentStatus, 'versionsDirectory' | 'revisions' | 'database'> {
  const applied = database && database.missing.length === 0 ? history.ancestors(database.current) : null;
  return {
    versionsDirectory: environment.versionDirectories[0] ?? environment.scriptDirectory,
    revisions: reportRevisions(history).map((revision) => ({
      ...revision,
      applied: applied === null ? 'unknown' : applied.has(revision.id) ? 'applied' : 'pending',
    })),
    database,
  };
}
