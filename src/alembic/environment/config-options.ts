/** What configures an environment, from a section of an alembic.ini or from `[tool.alembic]` of a pyproject.toml (alembic/config.py `Config`). */
import type { TomlTable, TomlValue } from 'smol-toml';
import type { SourceFiles } from '../../python/files';
import type { AlembicProblem } from '../problem';
import { IniError, type IniFile, iniValue } from './ini';
import { readToml } from './packaging/toml';
import { folderOf, joinPath } from './path';

/** Stands before a path that `%(here)s` made absolute, which for us means relative to the root. */
export const HERE = '\u0000';

export interface ConfigOptions {
  /** `code`: nothing but the application's own code, which builds its `Config`. */
  readonly kind: 'ini' | 'pyproject' | 'code';
  /** Where the options stand; env.py where code builds them. */
  readonly file: string;
  /** The folder that relative paths count from first. */
  readonly folder: string;
  readonly section: string;
  /** Interpolated. One that cannot be interpolated is left out. */
  readonly values: ReadonlyMap<string, string>;
  /** Those that pyproject.toml writes as lists. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly AlembicProblem[];
  lineOf(name: string): number;
}

/** The settings that are read by us; one that cannot be followed is a problem, while env.py may complete others. */
const NEEDED = new Set([
  'script_location',
  'version_locations',
  'path_separator',
  'version_path_separator',
  'prepend_sys_path',
  'file_template',
  'truncate_slug_length',
  'timezone',
  'output_encoding',
  'sourceless',
  'recursive_version_locations',
]);

const unreadable = (file: string, line: number, message: string): AlembicProblem => ({
  code: 'environment-unreadable',
  severity: 'warning',
  message: `${file}: ${message}`,
  file,
  line,
  column: 1,
});

/** A section of an alembic.ini with the defaults, and below them what `[tool.alembic]` of the pyproject.toml beside it says. */
export function iniOptions(files: SourceFiles, file: string, ini: IniFile, section: string): ConfigOptions {
  const folder = folderOf(file);
  const found = pyprojectOptions(files, folder);
  const beside = found?.kind === 'broken' ? null : found;
  const variables = new Map([['here', HERE + folder]]);
  const values = new Map<string, string>(beside?.values);
  const lists = new Map(beside?.lists);
  const problems = [...(beside?.problems ?? [])];
  const own = [...ini.defaults.keys(), ...(ini.sections.get(section)?.keys() ?? [])];
  for (const name of new Set(own)) {
    lists.delete(name);
    try {
      const value = iniValue(ini, section, name, variables);
      if (value !== null) values.set(name, value);
    } catch (error) {
      if (!(error instanceof IniError)) throw error;
      if (NEEDED.has(name)) problems.push(unreadable(file, error.line, error.message));
    }
  }
  const lineOf = (name: string) => ini.sections.get(section)?.get(name)?.line ?? ini.defaults.get(name)?.line ?? 1;
  return { kind: 'ini', file, folder, section, values, lists, problems, lineOf };
}

/** `[tool.alembic]` of a folder's pyproject.toml (Alembic 1.16, `Config.toml_alembic_config`); null where there is none. */
export function pyprojectOptions(
  files: SourceFiles,
  folder: string,
): ConfigOptions | { readonly kind: 'broken'; readonly problem: AlembicProblem } | null {
  const file = joinPath(folder, 'pyproject.toml') ?? 'pyproject.toml';
  const text = files.read(file);
  if (text === null || !/^\s*\[+\s*tool\s*\.\s*alembic\b/m.test(text)) return null;
  const toml = readToml(files, file);
  if (!toml) return { kind: 'broken', problem: { ...unreadable(file, 1, 'this is no TOML'), severity: 'error' } };
  const table = tableIn(tableIn(toml, 'tool') ?? {}, 'alembic');
  if (!table) return null;
  const lineOf = (name: string) => Math.max(1, text.split('\n').findIndex((line) => line.trimStart().startsWith(name)) + 1);
  const values = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const problems: AlembicProblem[] = [];
  const interpolated = (name: string, value: string): string =>
    value.replace(/%(?:(%)|\(([^)]*)\)s)/g, (whole, percent: string | undefined, key: string | undefined) => {
      if (percent !== undefined) return '%';
      if (key === 'here') return HERE + folder;
      if (NEEDED.has(name)) problems.push(unreadable(file, lineOf(name), `${name} has the key '${key}', which nothing gives a value`));
      return whole;
    });
  for (const [name, value] of Object.entries(table)) {
    if (typeof value === 'string') values.set(name, interpolated(name, value));
    else if (typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'number') values.set(name, String(value));
    else if (Array.isArray(value))
      lists.set(
        name,
        value.flatMap((item) => (typeof item === 'string' ? interpolated(name, item) : [])),
      );
  }
  return { kind: 'pyproject', file, folder, section: 'alembic', values, lists, problems, lineOf };
}

function tableIn(table: TomlTable, name: string): TomlTable | null {
  const value: TomlValue | undefined = table[name];
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) ? value : null;
}

/**
 * A `Config` that the application's code builds for the scripts of a folder. `completed`: the config file that leaves `script_location` to
 * the code; without one, nothing is known of what the code sets.
 */
export function codeOptions(scriptDirectory: string, completed: ConfigOptions | null): ConfigOptions {
  const location: readonly [string, string] = ['script_location', HERE + scriptDirectory];
  if (completed) return { ...completed, values: new Map([...completed.values, location]) };
  return {
    kind: 'code',
    file: joinPath(scriptDirectory, 'env.py') ?? 'env.py',
    folder: scriptDirectory,
    section: 'alembic',
    values: new Map([location]),
    lists: new Map(),
    problems: [],
    lineOf: () => 1,
  };
}
