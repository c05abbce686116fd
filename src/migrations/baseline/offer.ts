/** What could stand before the first revision of an environment, for somebody who wants to choose. */
import type { Environment } from '../../alembic/environment/environment';
import { readProjectModels } from '../models/models';
import type { Project } from '../project';
import type { BaselineOffer } from '../results';
import { chosenBaseline } from './baseline';
import { baselineCandidates } from './candidates';

/** Every candidate that has a table of the models, whether or not one is needed. */
export async function offeredBaselines(project: Project, environment: Environment): Promise<BaselineOffer> {
  const { metadata } = readProjectModels(project.files, environment, project.parser);
  const tables = metadata.tables.map(({ schema, name }) => ({ schema, name }));
  return {
    environment: environment.path,
    chosen: chosenBaseline(project, environment),
    candidates: await baselineCandidates(project, environment, tables),
  };
}
