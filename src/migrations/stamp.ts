/** `stamp`: says in the version table where a database is, and changes nothing else. */
import type { Environment } from '../alembic/environment/environment';
import { stampRevisions } from '../postgres/apply-revisions';
import { connect } from '../postgres/connection';
import { urlWithoutPassword } from '../postgres/database-url';
import { readVersions } from '../postgres/version-table';
import { soundHistoryOf } from './environments';
import { Failure } from './failure';
import { readProjectModels } from './models/models';
import type { Project } from './project';
import type { MoveResult } from './results';
import { translated } from './revision-range';
import { noFileHas } from './status';

/**
 * Writes the target's heads into the version table, which is made where it is missing, in one transaction. With `purge` what
 * stands in the table does not matter, as with Alembic's `stamp --purge`: the way out when no file has the revision it names.
 */
export async function stamp(
  project: Project,
  environment: Environment,
  url: string,
  target: string,
  { purge = false }: { readonly purge?: boolean } = {},
): Promise<MoveResult> {
  const history = soundHistoryOf(project, environment);
  const { versionTable } = readProjectModels(project.files, environment, project.parser);
  const connection = await connect(url);
  try {
    const from = await readVersions(connection, versionTable);
    const unknown = purge ? [] : from.filter((id) => !history.byId.has(id));
    if (unknown.length > 0) throw new Failure(noFileHas(urlWithoutPassword(url), unknown));
    const wanted = translated(() => history.versionRowsAfterStamp(purge ? [] : from, target));
    const to = await stampRevisions(connection, wanted, versionTable);
    return { environment: environment.path, from, to, revisions: [] };
  } finally {
    await connection.close();
  }
}
