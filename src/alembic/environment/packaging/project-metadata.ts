/** What a project's own metadata asks for: pyproject.toml, Pipfile, setup.py, setup.cfg. */
import type { TomlTable, TomlValue } from 'smol-toml';
import type { SourceFiles } from '../../../python/files';
import { normalisedName } from '../virtualenv';
import { parseRequirement, parseSpecifiers, type Requirement } from './requirement';
import { readToml, tomlAt, tomlTable } from './toml';

const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** What the metadata of the project in `folder` asks for. */
export function askedByProject(files: SourceFiles, folder: string): readonly Requirement[] {
  return [
    ...projectTable(readToml(files, within(folder, 'pyproject.toml'))),
    ...pipfile(readToml(files, within(folder, 'Pipfile'))),
    ...quotedRequirements(files.read(within(folder, 'setup.py')) ?? ''),
    ...setupCfg(files.read(within(folder, 'setup.cfg')) ?? ''),
  ];
}

/** PEP 621 dependencies with their extras, PEP 735 groups, Poetry's and PDM's own tables. */
function projectTable(pyproject: TomlTable | null): readonly Requirement[] {
  if (!pyproject) return [];
  const lists = [
    tomlAt(pyproject, 'project', 'dependencies'),
    ...['project.optional-dependencies', 'dependency-groups', 'tool.pdm.dev-dependencies'].flatMap((path) =>
      Object.values(tomlTable(tomlAt(pyproject, ...path.split('.')))),
    ),
  ];
  const groups = Object.values(tomlTable(tomlAt(pyproject, 'tool', 'poetry', 'group'))).map((group) => tomlAt(group, 'dependencies'));
  const tables = [tomlAt(pyproject, 'tool', 'poetry', 'dependencies'), tomlAt(pyproject, 'tool', 'poetry', 'dev-dependencies'), ...groups];
  return [...lists.flatMap(listed), ...tables.flatMap(versionTable)];
}

function listed(value: TomlValue | undefined): readonly Requirement[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => (typeof item === 'string' ? (parseRequirement(item) ?? []) : []));
}

/** `sqlalchemy = "^2.0"` or `sqlalchemy = { version = "^2.0", extras = [...] }`. */
function versionTable(value: TomlValue | undefined): readonly Requirement[] {
  return Object.entries(tomlTable(value)).map(([name, entry]) => {
    const version = typeof entry === 'string' ? entry : tomlAt(entry, 'version');
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
