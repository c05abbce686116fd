/** What a folder of a project says of the packages it stands on: lock files, requirements files, the project's metadata. */
import type { SourceFiles } from '../../../python/files';
import { normalisedName } from '../virtualenv';
import { askedByProject } from './project-metadata';
import { parseSpecifiers, type Requirement } from './requirement';
import { requirementsFiles } from './requirements-files';
import { readToml, tomlAt } from './toml';

/** Everything that one folder says, what is locked before what is asked for; in the order in which it counts. */
export function declaredRequirements(files: SourceFiles, folder: string): readonly Requirement[] {
  return [...locked(files, folder), ...requirementsFiles(files, folder), ...askedByProject(files, folder)];
}

/**
 * What uv's lock of the workspace says that the project in `folder` is a member of; it stands in one of the folders `around` the opened
 * one. Empty where none of them knows the project by its name.
 */
export function workspaceRequirements(files: SourceFiles, folder: string, around: readonly string[]): readonly Requirement[] {
  const name = tomlAt(readToml(files, within(folder, 'pyproject.toml')) ?? undefined, 'project', 'name');
  if (typeof name !== 'string') return [];
  const isMember = (table: string) => nameIn(table) === name && /^source\s*=\s*\{\s*(?:editable|virtual)\s*=/m.test(table);
  for (const outside of around) {
    const tables = packageTables(files.read(within(outside, 'uv.lock')) ?? '');
    if (tables.some(isMember)) return tables.flatMap(lockedPackage);
  }
  return [];
}

const pinned = (name: string, version: string): Requirement => ({
  name: normalisedName(name),
  specifiers: parseSpecifiers(`==${version}`),
});

const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

function locked(files: SourceFiles, folder: string): readonly Requirement[] {
  const texts = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml'].map((name) => files.read(within(folder, name)) ?? '');
  return [...texts.flatMap(packageTables).flatMap(lockedPackage), ...pipfileLock(files.read(within(folder, 'Pipfile.lock')))];
}

/** `[[package]]` tables; looked for as text, because lock files are large and only two lines of each are wanted. */
const packageTables = (text: string): readonly string[] => text.split(/^\[\[packages?\]\]\s*$/m).slice(1);

const nameIn = (table: string): string | undefined => /^name\s*=\s*["']([^"']+)["']/m.exec(table)?.[1];

function lockedPackage(table: string): readonly Requirement[] {
  const name = nameIn(table);
  const version = /^version\s*=\s*["']([^"']+)["']/m.exec(table)?.[1];
  return name !== undefined && version !== undefined ? [pinned(name, version)] : [];
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function pipfileLock(text: string | null): readonly Requirement[] {
  const lock = text === null ? null : readJson(text);
  if (!isTable(lock)) return [];
  return ['default', 'develop'].flatMap((section) => {
    const packages = lock[section];
    return Object.entries(isTable(packages) ? packages : {}).map(([name, entry]) => ({
      name: normalisedName(name),
      specifiers: parseSpecifiers(isTable(entry) && typeof entry['version'] === 'string' ? entry['version'] : ''),
    }));
  });
}

/** JSON that is broken, or not written to its end, says nothing. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
