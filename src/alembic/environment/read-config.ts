/** What configures an environment to the environment, as alembic/script/base.py `ScriptDirectory.from_config` reads it. */

import type { SourceFiles } from '../../python/files';
import type { AlembicProblem } from '../problem';
import { type ConfigOptions, HERE } from './config-options';
import type { Environment } from './environment';
import { findVersions } from './packaging/package-versions';
import { baseName, folderAndAncestors, folderOf, isAbsolute, joinPath } from './path';
import { findVirtualenv, type PythonPlaces } from './virtualenv';

/** What options came out as: the environment, or nothing, and what is wrong with its settings. */
export interface ReadConfig {
  readonly environment: Environment | null;
  readonly problems: readonly AlembicProblem[];
}

/** Makes an environment of what configures it. Settings that cannot be followed are problems that name the file and the setting. */
export function readConfig(files: SourceFiles, options: ConfigOptions, python: PythonPlaces): ReadConfig {
  const { file: configFile, folder, section, values: raw, lineOf } = options;
  const problems: AlembicProblem[] = [...options.problems];
  const problem = (severity: AlembicProblem['severity'], line: number, message: string) =>
    problems.push({ code: 'environment-unreadable', severity, message, file: configFile, line, column: 1 });

  const located = locateScripts(files, folder, raw.get('script_location') ?? null);
  if (!located) {
    const location = raw.get('script_location');
    problem(
      'error',
      lineOf('script_location'),
      location === undefined
        ? `No 'script_location' key found in configuration: section [${section}] of ${configFile}, and its folder holds no env.py`
        : `Path doesn't exist: ${shown(location)} (script_location in section [${section}] of ${configFile})`,
    );
    return { environment: null, problems };
  }

  const roots = unique([located.workingDirectory, ...folderAndAncestors(folder)]);
  const resolveAll = (name: string, paths: readonly string[]) =>
    paths.flatMap((path) => {
      const found = resolvePath(files, roots, path);
      if (found === null) problem('warning', lineOf(name), `${name} in ${configFile}: '${shown(path)}' is outside of the project`);
      return found ?? [];
    });

  const separator = (...names: readonly string[]) => pathSeparator(raw, names, problem, lineOf, configFile);
  const locations =
    options.lists.get('version_locations') ??
    splitPaths(raw.get('version_locations'), () => separator('path_separator', 'version_path_separator'), /, *| +/);
  const prepended =
    options.lists.get('prepend_sys_path') ?? splitPaths(raw.get('prepend_sys_path'), () => separator('path_separator'), /, *| +|:/);
  const slugLength = Number(raw.get('truncate_slug_length') ?? 40);
  if (!Number.isInteger(slugLength)) {
    problem(
      'warning',
      lineOf('truncate_slug_length'),
      `truncate_slug_length in ${configFile} is not a number: '${raw.get('truncate_slug_length')}'`,
    );
  }
  const scripts = located.scriptDirectory;
  const started = options.kind === 'code' ? [] : [located.workingDirectory, folder];
  const searched = unique([...resolveAll('prepend_sys_path', prepended), ...started, ...importRoots(files, folderOf(scripts)), '']);
  const envFile = joinPath(scripts, 'env.py') ?? 'env.py';
  const templateFile = joinPath(scripts, 'script.py.mako') ?? 'script.py.mako';
  const versions = resolveAll('version_locations', locations);
  const virtualenv = findVirtualenv(files, folderOf(scripts), python);

  const environment: Environment = {
    path: scripts,
    configFile,
    configKind: options.kind,
    section,
    options: new Map([...raw].map(([name, value]) => [name, shown(value)])),
    scriptDirectory: scripts,
    versionDirectories: versions.length > 0 ? versions : [joinPath(scripts, 'versions') ?? 'versions'],
    recursiveVersions: raw.get('recursive_version_locations') === 'true',
    envFile: files.read(envFile) === null ? null : envFile,
    templateFile: files.read(templateFile) === null ? null : templateFile,
    fileTemplate: raw.get('file_template') ?? '%(rev)s_%(slug)s',
    truncateSlugLength: Number.isInteger(slugLength) && slugLength !== 0 ? slugLength : 40,
    timezone: raw.get('timezone') || null,
    outputEncoding: raw.get('output_encoding') ?? 'utf-8',
    searchPaths: unique([...searched, ...searched.flatMap((path) => existing(files, joinPath(path, 'src')))]),
    virtualenv,
    versions: findVersions(files, folderOf(scripts), virtualenv, python.around),
    elsewhere: [],
    engine: null,
  };
  if (raw.get('sourceless') === 'true') {
    problem(
      'warning',
      lineOf('sourceless'),
      `sourceless = true in ${configFile}: revisions that have no source, .pyc files alone, are not read; what follows them is said to lack its parent`,
    );
  }
  return { environment, problems };
}

/**
 * The folders that code beside the scripts is imported from: the nearest that an installer would know as a project, and the one that
 * holds the outermost package around the scripts.
 */
function importRoots(files: SourceFiles, folder: string): readonly string[] {
  const around = folderAndAncestors(folder);
  const holds = (path: string, ...names: readonly string[]) => names.some((name) => files.read(joinPath(path, name) ?? name) !== null);
  const project = around.find((path) => holds(path, 'pyproject.toml', 'setup.py', 'setup.cfg'));
  const outside = holds(folder, '__init__.py') ? around.find((path) => !holds(path, '__init__.py')) : null;
  return [project, outside].flatMap((path) => path ?? []);
}

type Report = (severity: AlembicProblem['severity'], line: number, message: string) => void;

/**
 * The script directory, and the folder relative paths count from. Alembic takes the directory it is started in, which nobody can
 * know here: the config's folder is tried first, then the folders around it, as for Flask-Migrate's `migrations/alembic.ini` that
 * says `script_location = migrations`. Without the setting, or when it leads nowhere (Flask-Migrate overrides it), the config's own
 * folder is the script directory if it holds env.py.
 */
function locateScripts(
  files: SourceFiles,
  folder: string,
  location: string | null,
): { scriptDirectory: string; workingDirectory: string } | null {
  const roots = folderAndAncestors(folder);
  const candidates: { scriptDirectory: string; workingDirectory: string }[] = [];
  for (const workingDirectory of roots) {
    for (const path of location ? pathsFor(location, workingDirectory) : []) candidates.push({ scriptDirectory: path, workingDirectory });
  }
  const holdsEnv = (path: string) => (files.list(path) ?? []).some((entry) => entry.kind === 'file' && entry.name === 'env.py');
  const found = candidates.find((candidate) => holdsEnv(candidate.scriptDirectory));
  if (found) return found;
  if (holdsEnv(folder)) {
    const migrates = (files.list(folder) ?? []).some((entry) => entry.name === 'versions' || entry.name === 'script.py.mako');
    if (migrates) return { scriptDirectory: folder, workingDirectory: folderOf(folder) };
  }
  return candidates.find((candidate) => files.list(candidate.scriptDirectory) !== null) ?? null;
}

/** What a configured path may mean from a working directory: a path, or `package:path` (alembic/util/pyfiles.py `coerce_resource_to_filename`). */
function pathsFor(path: string, workingDirectory: string): readonly string[] {
  if (path.startsWith(HERE)) return present(joinPath('', path.slice(HERE.length)));
  if (isAbsolute(path)) return [];
  if (!path.includes(':')) return present(joinPath(workingDirectory, path));
  const resource = path.split(':').map((part, index) => (index === 0 ? part.replaceAll('.', '/') : part));
  return ['', 'src'].flatMap((source) => present(joinPath(workingDirectory, [source, ...resource].join('/'))));
}

/** The first meaning of a configured path that exists, else its first meaning; null where it leaves the project. */
function resolvePath(files: SourceFiles, roots: readonly string[], path: string): string | null {
  const meanings = roots.flatMap((root) => pathsFor(path, root));
  return meanings.find((meaning) => files.list(meaning) !== null) ?? meanings[0] ?? null;
}

/** The first of these options that is said, as for `path_separator` and its older name (alembic/config.py `_get_file_separator_char`); else null. */
function pathSeparator(
  raw: ReadonlyMap<string, string>,
  names: readonly string[],
  problem: Report,
  lineOf: (name: string) => number,
  configFile: string,
): string | null {
  const name = names.find((each) => raw.has(each));
  const given = name === undefined ? undefined : raw.get(name);
  if (name === undefined || given === undefined) return null;
  const separators = new Map([
    ['space', ' '],
    ['newline', '\n'],
    ['os', 'os'],
    [':', ':'],
    [';', ';'],
  ]);
  const separator = separators.get(given);
  if (separator === undefined) {
    problem(
      'warning',
      lineOf(name),
      `'${given}' is not a valid value for ${name}; expected 'space', 'newline', 'os', ':', ';' (${configFile})`,
    );
  }
  return separator ?? null;
}

/** `os` is `:` on most systems and `;` on Windows; the file may have been written for either, and a path holds neither by habit. */
function splitPaths(value: string | undefined, separatorOf: () => string | null, legacy: RegExp): readonly string[] {
  if (!value) return [];
  const separator = separatorOf();
  const split =
    separator === null ? value.split(legacy) : separator === 'os' ? value.split(value.includes(';') ? ';' : ':') : value.split(separator);
  return split.map((path) => path.trim()).filter((path) => path !== '');
}

/** A value as a person may read it. */
function shown(value: string): string {
  return value.replaceAll(`${HERE}/`, './').replaceAll(HERE, '');
}

const present = (path: string | null): readonly string[] => (path === null ? [] : [path]);
const existing = (files: SourceFiles, path: string | null): readonly string[] => (path !== null && files.list(path) ? [path] : []);
const unique = (items: readonly string[]): readonly string[] => [...new Set(items)];

/** Two environments over one script directory get names that tell them apart. */
export function nameApart(environments: readonly Environment[]): readonly Environment[] {
  return environments.map((environment) => {
    const sharing = environments.filter((other) => other.scriptDirectory === environment.scriptDirectory);
    if (sharing.length === 1) return environment;
    const sameConfig = sharing.every((other) => other.configFile === environment.configFile);
    return {
      ...environment,
      path: `${environment.scriptDirectory}#${sameConfig ? '' : `${baseName(environment.configFile)}:`}${environment.section}`,
    };
  });
}
