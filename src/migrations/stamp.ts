/** `stamp`: says in the version table where a database is, and changes nothing else. */
import type { Environment } from '../alembic/environment/environment';
import { stampRevisions } from '../postgres/apply-revisions';
import { connect } from '../postgres/connection';
import { readVersions } from '../postgres/version-table';
import { historyOf } from './environments';
import { readProjectModels } from './models';
import type { Project } from './project';
import type { MoveResult } from './results';
import { translated } from './revision-range';

/** Writes the target's heads into the version table, which is made where it is missing, in one transaction. */
export async function stamp(project: Project, environment: Environment, url: string, target: string): Promise<MoveResult> {
  const history = historyOf(project, environment);
  const { versionTable } = readProjectModels(project.files, environment, project.parser);
  const connection = await connect(url);
  try {
    const from = await readVersions(connection, versionTable);
    const wanted = translated(() => history.versionRowsAfterStamp(from, target));
    const to = await stampRevisions(connection, wanted, versionTable);
    return { environment: environment.path, from, to, revisions: [] };
  } finally {
    await connection.close();
  }
}
