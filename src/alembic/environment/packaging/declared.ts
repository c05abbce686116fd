/** What a folder of a project says of the packages it stands on: lock files, requirements files, the project's metadata. */
import type { TomlTable, TomlValue } from 'smol-toml';
import type { SourceFiles } from '../../../python/files';
import { normalisedName } from '../virtualenv';
import { parseRequirement, parseSpecifiers, type Requirement } from './requirement';
import { requirementsFiles } from './requirements-files';
import { readToml } from './toml';

/** Everything that one folder says, what is locked before what is asked for; in the order in which it counts. */
export function declaredRequirements(files: SourceFiles, folder: string): readonly Requirement[] {
  return [...locked(files, folder), ...requirementsFiles(files, folder), ...asked(files, folder)];
}

/**
 * What uv's lock of the workspace says that the project in `folder` is a member of; it stands in one of the folders `around` the opened
 * one. Empty where none of them knows the project by its name.
 */
export function workspaceRequirements(files: SourceFiles, folder: string, around: readonly string[]): readonly Requirement[] {
  const name = at(readToml(files, within(folder, 'pyproject.toml')) ?? undefined, 'project', 'name');
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

/** What the project's own metadata asks for. */
function asked(files: SourceFiles, folder: string): readonly Requirement[] {
  return [
    ...projectTable(readToml(files, within(folder, 'pyproject.toml'))),
    ...pipfile(readToml(files, within(folder, 'Pipfile'))),
    ...quotedRequirements(files.read(within(folder, 'setup.py')) ?? ''),
    ...setupCfg(files.read(within(folder, 'setup.cfg')) ?? ''),
  ];
}

function at(table: TomlValue | undefined, ...path: readonly string[]): TomlValue | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return table;
  return isTomlTable(table) ? at(table[first], ...rest) : undefined;
}

const isTomlTable = (value: TomlValue | undefined): value is TomlTable => isTable(value) && !(value instanceof Date);
const tableOf = (value: TomlValue | undefined): TomlTable => (isTomlTable(value) ? value : {});

/** PEP 621 dependencies with their extras, PEP 735 groups, Poetry's and PDM's own tables. */
function projectTable(pyproject: TomlTable | null): readonly Requirement[] {
  if (!pyproject) return [];
  const lists = [
    at(pyproject, 'project', 'dependencies'),
    ...['project.optional-dependencies', 'dependency-groups', 'tool.pdm.dev-dependencies'].flatMap((path) =>
      Object.values(tableOf(at(pyproject, ...path.split('.')))),
    ),
  ];
  const groups = Object.values(tableOf(at(pyproject, 'tool', 'poetry', 'group'))).map((group) => at(group, 'dependencies'));
  const tables = [at(pyproject, 'tool', 'poetry', 'dependencies'), at(pyproject, 'tool', 'poetry', 'dev-dependencies'), ...groups];
  return [...lists.flatMap(listed), ...tables.flatMap(versionTable)];
}

function listed(value: TomlValue | undefined): readonly Requirement[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => (typeof item === 'string' ? (parseRequirement(item) ?? []) : []));
}

/** `sqlalchemy = "^2.0"` or `sqlalchemy = { version = "^2.0", extras = [...] }`. */
function versionTable(value: TomlValue | undefined): readonly Requirement[] {
  return Object.entries(tableOf(value)).map(([name, entry]) => {
    const version = typeof entry === 'string' ? entry : at(entry, 'version');
    return { name: normalisedName(name), specifiers: typeof version === 'string' ? parseSpecifiers(version) : [] };
  });
}

const pipfile = (table: TomlTable | null): readonly Requirement[] =>
  table ? ['packages', 'dev-packages'].flatMap((section) => versionTable(table[section])) : [];

/** Every quoted requirement of a setup.py, wherever it stands: the lists are often computed, their strings hardly ever. */
function quotedRequirements(text: string): readonly Requirement[] {
  const strings = [...text.matchAll(/(["'])([A-Za-z][\w.-]*(?:\[[^\]\n]*\])?\s*(?:[=<>!~][^"'\n]*)?)\1/g)];
  return strings.flatMap(([, , string = '']) => parseRequirement(string) ?? []);
}

/** The lines of `install_requires` and of `[options.extras_require]`. */
function setupCfg(text: string): readonly Requirement[] {
  const lists = [...text.matchAll(/^install_requires\s*=(.*(?:\n[ \t]+.*|\n(?=[ \t]*\n))*)/gm)].map(([, list = '']) => list);
  const extras = /^\[options\.extras_require\]\s*$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? '';
  return [...lists, extras]
    .flatMap((list) => list.split('\n'))
    .map((line) => line.replace(/^\w[\w.-]*\s*=(?!=)/, ''))
    .flatMap((line) => parseRequirement(line.trim()) ?? []);
}
