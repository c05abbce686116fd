/** Finds the Alembic environments below the project's root. */
import type { SourceFiles } from '../../python/files';
import type { AlembicProblem } from '../problem';
import type { Environment } from './environment';
import { IniError, type IniFile, parseIni } from './ini';
import { folderOf, joinPath } from './path';
import { nameApart, readSection } from './read-config';
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
 * Every environment whose alembic.ini stands anywhere in the project, in the order of their paths. A config that cannot be
 * read, or whose settings lead nowhere, is a problem that names the file and the setting. `python`: where a virtualenv may stand
 * outside of the project.
 */
export function findEnvironments(files: SourceFiles, python: PythonPlaces = noPythonPlaces): FoundEnvironments {
  const environments: Environment[] = [];
  const problems: AlembicProblem[] = [];
  for (const configFile of configFiles(files, '')) {
    const ini = readIni(files, configFile, problems);
    if (!ini) continue;
    for (const section of sectionsOf(ini)) {
      const read = readSection(files, configFile, ini, section, python);
      if (read.environment) environments.push(read.environment);
      problems.push(...read.problems);
    }
  }
  return {
    environments: keptApart(nameApart(withoutTwins(environments))),
    problems: environments.length > 0 ? problems.map(asWarning) : problems,
  };
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

function configFiles(files: SourceFiles, folder: string): readonly string[] {
  const entries = files.list(folder) ?? [];
  if (entries.some((entry) => entry.name === 'pyvenv.cfg')) return [];
  const own = entries.filter((entry) => entry.kind === 'file' && entry.name === 'alembic.ini');
  const inner = entries.filter((entry) => entry.kind === 'directory' && !entry.name.startsWith('.') && !SKIPPED.has(entry.name));
  const path = (name: string) => joinPath(folder, name) ?? name;
  return [...own.map((entry) => path(entry.name)), ...inner.flatMap((entry) => configFiles(files, path(entry.name)))];
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
