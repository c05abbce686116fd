/** Finds the Alembic environments below the project's root. */
import type { SourceFiles } from '../../python/files';
import type { AlembicProblem } from '../problem';
import { type ConfigOptions, codeOptions, iniOptions, pyprojectOptions } from './config-options';
import type { Environment } from './environment';
import { IniError, type IniFile, parseIni } from './ini';
import { folderAndAncestors, folderOf, joinPath } from './path';
import { nameApart, readConfig } from './read-config';
import { forEachDatabase } from './several-databases';
import { unreadRevisions } from './unread-revisions';
import { noPythonPlaces, type PythonPlaces } from './virtualenv';

export interface FoundEnvironments {
  readonly environments: readonly Environment[];
  readonly problems: readonly AlembicProblem[];
}

/** Folders that hold what tools made or installed, never a project's own environment. */
const SKIPPED = new Set([
  'node_modules',
  'site-packages',
  '__pycache__',
  'build',
  'dist',
  'venv',
  'env.bak',
  'htmlcov',
  '__pypackages__',
  'bower_components',
]);

/**
 * Every environment of the project, in the order of the paths of what configures them: an alembic.ini or a `[tool.alembic]` anywhere, or
 * code alone, which leaves a folder with env.py and `versions/` to tell. A config that cannot be read, or whose settings lead nowhere,
 * is a problem that names the file and the setting. `python`: where a virtualenv may stand outside of the project.
 */
export function findEnvironments(files: SourceFiles, python: PythonPlaces = noPythonPlaces): FoundEnvironments {
  const folders = projectFolders(files, '', '');
  const problems: AlembicProblem[] = [];
  const configured: Environment[] = [];
  const lost: { readonly options: ConfigOptions; readonly problems: readonly AlembicProblem[] }[] = [];
  for (const options of folders.flatMap(({ path }) => configs(files, path, problems))) {
    const read = readConfig(files, options, python);
    if (read.environment) {
      configured.push(read.environment);
      problems.push(...read.problems);
    } else lost.push({ options, problems: read.problems });
  }
  const claimed = new Set(configured.map((environment) => environment.scriptDirectory));
  const inCode = folders.filter(({ path, others }) => !others && !claimed.has(path) && holdsScripts(files, path));
  const completed = inCode.map(({ path }) => {
    const config = lost.find(({ options }) => folderAndAncestors(path).includes(options.folder)) ?? null;
    return { config, read: readConfig(files, codeOptions(path, config?.options ?? null), python) };
  });
  const used = new Set(completed.map(({ config }) => config));
  problems.push(...lost.filter((config) => !used.has(config)).flatMap((config) => config.problems));
  problems.push(...completed.flatMap(({ read }) => read.problems));
  const environments = withoutTwins([...configured, ...completed.flatMap(({ read }) => read.environment ?? [])]);
  problems.push(...environments.flatMap((environment) => unreadRevisions(environment, files, environments)));
  return {
    environments: keptApart(nameApart(environments))
      .map((environment) => withSiblings(files, folders, environment))
      .flatMap((environment) => forEachDatabase(environment, files)),
    problems: environments.length > 0 ? problems.map(asWarning) : problems,
  };
}

/**
 * Other projects of the repository, which an application may have installed from beside it: their packages are found last. A folder that
 * holds no package of its own, is one itself, or belongs to another environment, is none.
 */
function withSiblings(files: SourceFiles, folders: readonly ProjectFolder[], environment: Environment): Environment {
  const holdsPackage = (path: string) =>
    (files.list(path) ?? []).some(
      ({ name, kind }) => kind === 'directory' && files.read(`${joinPath(path, name) ?? name}/__init__.py`) !== null && !OTHERS.has(name),
    );
  const siblings = folders
    .filter(({ path, others }) => path !== '' && !others && !environment.elsewhere.some((other) => `${path}/`.startsWith(`${other}/`)))
    .filter(({ path }) => ['pyproject.toml', 'setup.py', 'setup.cfg'].some((name) => files.read(`${path}/${name}`) !== null))
    .filter(({ path }) => files.read(`${path}/__init__.py`) === null)
    .flatMap(({ path }) => [path, `${path}/src`])
    .filter(holdsPackage);
  return { ...environment, searchPaths: [...new Set([...environment.searchPaths, ...siblings])] };
}

interface ProjectFolder {
  readonly path: string;
  /** Inside of tests, examples or templates: what has no config of its own there is no environment. */
  readonly others: boolean;
}

const OTHERS = new Set(['tests', 'test', 'testing', 'fixtures', 'examples', 'example', 'templates', 'docs']);

function projectFolders(files: SourceFiles, path: string, name: string, outside = false): readonly ProjectFolder[] {
  const entries = files.list(path) ?? [];
  if (entries.some((entry) => entry.name === 'pyvenv.cfg')) return [];
  const others = outside || OTHERS.has(name);
  const inner = entries.filter((entry) => entry.kind === 'directory' && !entry.name.startsWith('.') && !SKIPPED.has(entry.name));
  return [
    { path, others },
    ...inner.flatMap((entry) => projectFolders(files, joinPath(path, entry.name) ?? entry.name, entry.name, others)),
  ];
}

/** What configures environments in one folder: the sections of its alembic.ini, else `[tool.alembic]`. */
function configs(files: SourceFiles, folder: string, problems: AlembicProblem[]): readonly ConfigOptions[] {
  const names = new Set((files.list(folder) ?? []).filter((entry) => entry.kind === 'file').map((entry) => entry.name));
  if (names.has('alembic.ini')) {
    const configFile = joinPath(folder, 'alembic.ini') ?? 'alembic.ini';
    const ini = readIni(files, configFile, problems);
    return ini ? sectionsOf(ini).map((section) => iniOptions(files, configFile, ini, section)) : [];
  }
  const options = names.has('pyproject.toml') ? pyprojectOptions(files, folder) : null;
  if (options?.kind !== 'broken') return options ? [options] : [];
  problems.push(options.problem);
  return [];
}

/** A script directory tells itself by its `versions/` and an env.py that is Alembic's. */
function holdsScripts(files: SourceFiles, folder: string): boolean {
  const entries = files.list(folder) ?? [];
  const has = (name: string, kind: 'file' | 'directory') => entries.some((entry) => entry.name === name && entry.kind === kind);
  if (!has('env.py', 'file') || !has('versions', 'directory')) return false;
  return /^\s*(?:from\s+alembic\s+import\b|from\s+alembic\.context\s+import\b|import\s+alembic\b)/m.test(
    files.read(joinPath(folder, 'env.py') ?? 'env.py') ?? '',
  );
}

/** Several applications below one folder (`shop/migrations`, `blog/migrations`) have nothing to do with one another's models. */
function keptApart(environments: readonly Environment[]): readonly Environment[] {
  const applicationOf = (environment: Environment) => folderOf(environment.scriptDirectory);
  return environments.map((environment) => {
    const own = applicationOf(environment);
    const others = new Set(environments.map(applicationOf));
    return { ...environment, elsewhere: [...others].filter((other) => !`${own}/`.startsWith(other === '' ? '' : `${other}/`)) };
  });
}

/** Beside an environment that can be read, a config that leads nowhere (an example, a fixture of the project's tests) stops nobody. */
function asWarning(problem: AlembicProblem): AlembicProblem {
  return { ...problem, severity: 'warning' };
}

function readIni(files: SourceFiles, configFile: string, problems: AlembicProblem[]): IniFile | null {
  try {
    return parseIni(files.read(configFile) ?? '');
  } catch (error) {
    if (!(error instanceof IniError)) throw error;
    const message = `${configFile} cannot be read: ${error.message}`;
    problems.push({ code: 'environment-unreadable', severity: 'error', message, file: configFile, line: error.line, column: 1 });
    return null;
  }
}

/** `[alembic]`, and every other section that names scripts or versions of its own, for `alembic --name SECTION`. */
function sectionsOf(ini: IniFile): readonly string[] {
  const named = [...ini.sections].filter(
    ([name, options]) =>
      name !== 'alembic' && (options.has('script_location') || (options.has('version_locations') && ini.defaults.has('script_location'))),
  );
  const main = ini.sections.has('alembic') || named.length === 0 ? ['alembic'] : [];
  const others = named.map(([name]) => name);
  const mainSaysNothing = others.length > 0 && !ini.sections.get('alembic')?.has('script_location') && !ini.defaults.has('script_location');
  return mainSaysNothing ? others : [...main, ...others];
}

/** Configs that differ in nothing we read, such as an alembic.ini for tests beside the real one, are one environment. */
function withoutTwins(environments: readonly Environment[]): readonly Environment[] {
  const seen = new Set<string>();
  return environments.filter((environment) => {
    const key = [environment.scriptDirectory, ...environment.versionDirectories].join('\n');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
