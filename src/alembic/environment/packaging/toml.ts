/** TOML files of a project. */
import { parse, TomlError, type TomlTable } from 'smol-toml';
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
