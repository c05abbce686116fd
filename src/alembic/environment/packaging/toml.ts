/** TOML files of a project. */
import { parse, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import type { SourceFiles } from '../../../python/files';

/** A TOML file as a table; null where there is none, or while somebody types in it and it is no TOML. */
export function readToml(files: SourceFiles, path: string): TomlTable | null {
  const text = files.read(path);
  if (text === null) return null;
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof TomlError) return null;
    throw error;
  }
}

const isTomlTable = (value: TomlValue | undefined): value is TomlTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The value itself where it is a table, else an empty one. */
export const tomlTable = (value: TomlValue | undefined): TomlTable => (isTomlTable(value) ? value : {});

/** What stands at a path of keys. */
export function tomlAt(table: TomlValue | undefined, ...path: readonly string[]): TomlValue | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return table;
  return isTomlTable(table) ? tomlAt(table[first], ...rest) : undefined;
}
