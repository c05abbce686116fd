/**
 * The one way the core reads files, so that unsaved editors, git's HEAD and tests are all just another file system.
 * Paths are relative to the project's root with forward slashes; `''` is the root. What stands outside of the project, such as a
 * virtualenv, has an absolute path. Reading never throws.
 */
import type { Place } from './place';

export interface SourceFiles {
  /** The text of a file, or null where there is none. */
  read(path: string): string | null;
  /** The entries of a directory in the order of their names, or null where there is none. */
  list(path: string): readonly DirectoryEntry[] | null;
}

/** The whole lines that a place covers, empty where the file cannot be read: what a statement says, without what it means. */
export function linesAt(files: SourceFiles, { file, line, endLine }: Place): string {
  return (files.read(file) ?? '')
    .split('\n')
    .slice(line - 1, endLine)
    .join('\n');
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
}
