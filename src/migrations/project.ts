/** One project folder, opened: its files, its environments, and the processes and caches that the work on it shares. */

import type { Environment } from '../alembic/environment/environment';
import { findEnvironments } from '../alembic/environment/find-environments';
import type { PythonPlaces } from '../alembic/environment/virtualenv';
import type { AlembicProblem } from '../alembic/problem';
import type { SourceFiles } from '../python/files';
import type { PythonParser } from '../python/parser';
import { headFiles, readHeadTexts } from './git-head';
import { type CachedFiles, cachedFiles, diskFiles, overlaidFiles } from './project-files';
import type { SavedResults } from './saved-results';
import type { Shadow } from './shadow/requests';

export interface ProjectOptions {
  /** The project's folder, absolute. */
  readonly root: string;
  /** Where the project's virtualenv may stand outside of it. */
  readonly python: PythonPlaces;
  readonly parser: PythonParser;
  readonly shadow: Shadow;
  readonly saved: SavedResults;
  /** What the command line says of what stands before the first revision; null: the folder's settings tell. */
  readonly baseline: string | null;
  /** The URL of the database that the command line names, for every environment. */
  readonly databaseUrl: string | null;
}

export interface Project extends ProjectOptions {
  /** What is saved. */
  readonly disk: SourceFiles;
  /** The disk, and over it what editors have not saved. */
  readonly files: SourceFiles;
  /** What editors have not saved, by path. */
  readonly overlays: ReadonlyMap<string, string | null>;
  /** Counts up with every change of a file or an unsaved text: what was read before may be old. */
  readonly generation: number;
  /** The URLs, with passwords, of databases that were connected since, by the environment's path. */
  readonly connections: Map<string, string>;
  /** The database of an environment, null where none is connected. */
  urlOf(environmentPath: string): string | null;
  overlay(path: string, text: string | null): void;
  filesChanged(paths: readonly string[]): void;
  /** Found once, and again after a file changed on disk. */
  environments(): { readonly environments: readonly Environment[]; readonly problems: readonly AlembicProblem[] };
  /** The files as git's HEAD has them, the same object until a file changes; null without git or a commit. */
  head(): Promise<SourceFiles | null>;
}

/** Opens a project; nothing is read before it is asked for. */
export function openProject(options: ProjectOptions): Project {
  const disk: CachedFiles = cachedFiles(diskFiles(options.root));
  const overlays = new Map<string, string | null>();
  const files = overlaidFiles(disk, overlays);
  const connections = new Map<string, string>();
  let generation = 0;
  let environments: ReturnType<Project['environments']> | null = null;
  let head: Promise<SourceFiles | null> | null = null;
  return {
    ...options,
    disk,
    files,
    overlays,
    connections,
    urlOf: (environmentPath) => connections.get(environmentPath) ?? options.databaseUrl,
    get generation() {
      return generation;
    },
    overlay(path, text) {
      if (text === null) overlays.delete(path);
      else overlays.set(path, text);
      generation += 1;
    },
    filesChanged(paths) {
      disk.changed(paths);
      environments = null;
      head = null;
      generation += 1;
    },
    environments() {
      environments ??= findEnvironments(files, options.python);
      return environments;
    },
    head() {
      head ??= readHeadTexts(options.root).then((texts) => texts && headFiles(disk, texts));
      return head;
    },
  };
}
