/** The connected database as a baseline: its schema, and the revisions that its version table says it has. */
import type { Environment } from '../../alembic/environment/environment';
import { connect } from '../../postgres/connection';
import { urlWithoutPassword } from '../../postgres/database-url';
import { createSql } from '../../postgres/ddl/schema-sql';
import { functionsAsync } from '../../postgres/introspection/functions';
import { introspectAsync } from '../../postgres/introspection/introspection';
import { readVersions } from '../../postgres/version-table';
import { historyOf } from '../environments';
import { Failure } from '../failure';
import { readProjectModels } from '../models/models';
import type { Project } from '../project';
import type { Baseline } from './baseline';

export async function databaseBaseline(project: Project, environment: Environment, url: string): Promise<Baseline> {
  const { versionTable } = readProjectModels(project.files, environment, project.parser);
  const history = historyOf(project, environment);
  const connection = await connect(url);
  try {
    const current = await readVersions(connection, versionTable);
    const missing = current.filter((id) => !history.byId.has(id));
    const name = urlWithoutPassword(url);
    if (missing.length > 0) throw new Failure(`The baseline ${name} is at ${missing.join(', ')}, which no revision file here has.`);
    const ignoreTables = [{ schema: versionTable.schema ?? 'public', name: versionTable.name }];
    const schema = await introspectAsync(connection, { ignoreTables });
    return {
      statements: createSql(schema, await functionsAsync(connection)).map((sql) => ({ sql, place: null })),
      contained: history.ancestors(current),
      name: `${name} at ${current.length === 0 ? 'no revision' : current.join(', ')}`,
      problems: [],
      notUnderstood: [],
    };
  } finally {
    await connection.close();
  }
}
