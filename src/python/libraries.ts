/** Packages that are installed beside the project: read, never run, and only as far as somebody says that they matter. */
import type { SourceFiles } from './files';

/**
 * How a module of an installed package is read. `whole`: as one of the project's own. `plain`: for enums and constants alone, whatever
 * else it holds is Unknown. `closed`: not at all, all of it is Unknown.
 */
export type LibraryReading = 'whole' | 'plain' | 'closed';

export interface Libraries {
  /** Folders where packages are installed, in order, as in `sys.path`; behind the project's own and the standard library. */
  readonly paths: readonly string[];
  /** How the module `name` is read that stands in the file `path`. What is installed does not change while a program lives. */
  reading(files: SourceFiles, name: string, path: string): LibraryReading;
}

/** The bound of work for one import of an installed package with all that it imports, and for all of them together. */
export const stepsOfOneImport = 300_000;
export const stepsOfAllLibraries = 2_000_000;
