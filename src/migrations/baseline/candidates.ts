/** What could stand before the first revision, so far as it is found, in the order in which it is offered. */
import type { Environment } from '../../alembic/environment/environment';
import type { SourceFiles } from '../../python/files';
import type { TableName } from '../../schema/definition';
import { Failure } from '../failure';
import { readProjectModels } from '../models/models';
import type { Project } from '../project';
import type { BaselineCandidate } from '../results';
import { firstRevisionAddition, modelsFilesAt } from './git-baseline';

/** Asked at every keystroke as long as nothing is chosen; the answer holds until a file changes on disk. */
const kept = new WeakMap<ReturnType<Project['environments']>, Map<string, Promise<readonly BaselineCandidate[]>>>();

/** Those that have at least one of the tables `missing`. */
export function baselineCandidates(
  project: Project,
  environment: Environment,
  missing: readonly TableName[],
): Promise<readonly BaselineCandidate[]> {
  const known = kept.get(project.environments()) ?? new Map<string, Promise<readonly BaselineCandidate[]>>();
  kept.set(project.environments(), known);
  const key = JSON.stringify([environment.path, missing, project.urlOf(environment.path) !== null]);
  const candidates = known.get(key) ?? find(project, environment, missing);
  known.set(key, candidates);
  return candidates;
}

async function find(project: Project, environment: Environment, missing: readonly TableName[]): Promise<readonly BaselineCandidate[]> {
  const database: readonly BaselineCandidate[] =
    project.urlOf(environment.path) === null ? [] : [{ choice: 'database', what: 'the connected database at its revision', tables: null }];
  return [...sqlFiles(project.files, environment, missing), ...(await fromGit(project, environment, missing)), ...database];
}

/** More files, larger files and deeper folders than these are not looked through. */
const mostFiles = 500;
const largest = 32 * 1024 * 1024;
const deepest = 8;
/** Dumps of other things, and parts of packages. */
const foreign = /^(?:node_modules|__pycache__|site-packages|venv)$|^\./;

function sqlFiles(files: SourceFiles, environment: Environment, missing: readonly TableName[]): readonly BaselineCandidate[] {
  const found: string[] = [];
  const visit = (folder: string, depth: number) => {
    for (const { name, kind } of files.list(folder) ?? []) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'file' && /\.sql$/i.test(name) && found.length < mostFiles) found.push(path);
      else if (kind === 'directory' && depth < deepest && !foreign.test(name)) visit(path, depth + 1);
    }
  };
  visit('', 0);
  const isBeside = (path: string) =>
    path.startsWith(`${environment.scriptDirectory}/`) || environment.versionDirectories.some((folder) => path.startsWith(`${folder}/`));
  return found
    .map((path) => ({ path, tables: tablesMadeBy(files.read(path) ?? '', missing), beside: isBeside(path) }))
    .filter(({ tables }) => tables > 0)
    .sort((a, b) => Number(b.beside) - Number(a.beside) || b.tables - a.tables)
    .map(({ path, tables }) => ({ choice: path, what: 'a SQL file of the project', tables }));
}

/** How many of the tables a script makes. */
function tablesMadeBy(text: string, missing: readonly TableName[]): number {
  if (text.length > largest) return 0;
  const made = new Set<string>();
  for (const [, name] of text.matchAll(/\bCREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?((?:"[^"]+"|[\w$.])+)/gi))
    if (name !== undefined) made.add(name.replaceAll('"', '').split('.').at(-1) ?? '');
  return missing.filter(({ name }) => made.has(name)).length;
}

async function fromGit(project: Project, environment: Environment, missing: readonly TableName[]): Promise<readonly BaselineCandidate[]> {
  const addition = await firstRevisionAddition(project, environment);
  if (addition.kind !== 'commit') return [];
  try {
    const { files, environment: there } = await modelsFilesAt(project, environment, addition.commit);
    const { metadata } = readProjectModels(files, there, project.parser);
    const tables = missing.filter(({ name }) => metadata.tables.some((table) => table.name === name)).length;
    if (tables === 0) return [];
    const what = `the models as they stood in git when the first revision was added (${addition.commit.slice(0, 9)})`;
    return [{ choice: 'git', what, tables }];
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
