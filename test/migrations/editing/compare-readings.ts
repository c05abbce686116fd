/** Holds a reader that goes on from what it knew against one that knows nothing. */
import assert from 'node:assert/strict';
import type { Environment } from '../../../src/alembic/environment/environment';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { type Models, modelsReader, readProjectModels } from '../../../src/migrations/models/models';
import type { SourceFiles } from '../../../src/python/files';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';
import type { ProjectFiles } from './projects';
import { editAtRandom, randomNumbers } from './random-edits';

/** Files that may become others. */
export interface ChangingFiles extends SourceFiles {
  become(files: ProjectFiles): void;
}

export function changingFiles(first: ProjectFiles): ChangingFiles {
  let files = memoryFiles(first);
  return {
    read: (path) => files.read(path),
    list: (path) => files.list(path),
    become(next) {
      files = memoryFiles(next);
    },
  };
}

export function environmentOf(files: SourceFiles): Environment {
  const { environments } = findEnvironments(files);
  const [environment] = environments;
  if (!environment) throw new Error('the project has no environment');
  return environment;
}

/** All of it as text; functions that a naming convention names are as good as their names. */
export const shown = (models: Models): string =>
  JSON.stringify(
    { ...models, namingConvention: models.namingConvention && [...models.namingConvention.templates] },
    (_key, value) => (typeof value === 'bigint' ? `${value}n` : value instanceof Map ? [...value] : value),
    1,
  );

export interface Tally {
  readonly edits: number;
  /** Modules that ran, and those that would have run if every edit had been followed by as much as the first reading. */
  readonly ran: number;
  readonly all: number;
}

/** Edits a project at random and compares after each edit; says which edits led to a difference. */
export async function compareEdits(project: ProjectFiles, seed: number, edits: number): Promise<Tally> {
  const parser = await loadParser();
  const random = randomNumbers(seed);
  const files = changingFiles(project);
  const environment = environmentOf(files);
  const reader = modelsReader(files, environment, parser);
  const done: string[] = [];
  let now = project;
  let [ran, all] = [0, 0];
  reader.read();
  const first = reader.ran.length;
  for (let count = 0; count < edits; count += 1) {
    const edited = editAtRandom(now, project, random);
    done.push(edited.name);
    now = edited.files;
    files.become(now);
    const repeated = shown(reader.read());
    ran += reader.ran.length;
    const anew = shown(readProjectModels(files, environment, parser));
    all += first;
    if (repeated !== anew) assert.fail(`seed ${seed}, after ${done.slice(-6).join(', ')}\n${firstDifference(repeated, anew)}`);
  }
  return { edits, ran, all };
}

function firstDifference(repeated: string, anew: string): string {
  const [a, b] = [repeated.split('\n'), anew.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  const around = (lines: readonly string[]) => lines.slice(Math.max(0, at - 3), at + 8).join('\n');
  return `gone on from what was known:\n${around(a)}\nanew:\n${around(b)}`;
}
