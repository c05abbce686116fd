/** The models of an environment as its files are now, unsaved texts included. */
import { isDeepStrictEqual } from 'node:util';
import type { Environment } from '../../alembic/environment/environment';
import type { Project } from '../project';
import { type Models, type ModelsReader, modelsReader } from './models';

interface Reading {
  readonly environment: Environment;
  readonly reader: ModelsReader;
  readonly generation: number;
  readonly models: Models;
}

/** A reader for each environment, so that an edit runs again only what it concerns. */
const readings = new WeakMap<Project, Map<string, Reading>>();

/** The same object until something changes. */
export function workingModels(project: Project, environment: Environment): Models {
  const known = readings.get(project) ?? new Map<string, Reading>();
  readings.set(project, known);
  const before = known.get(environment.path);
  const isSame = before !== undefined && isDeepStrictEqual(before.environment, environment);
  const { generation } = project;
  if (isSame && before.generation === generation) return before.models;
  const reader = isSame ? before.reader : modelsReader(project.files, environment, project.parser);
  const models = reader.read();
  known.set(environment.path, { environment, reader, generation, models });
  return models;
}
