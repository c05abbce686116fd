/** Where the project keeps a module: the finders of Python's import system over `SourceFiles`. */
import type { Evaluator } from './evaluator';

export type ModuleFile =
  | {
      readonly kind: 'file';
      readonly path: string /** Directories of a package, empty for a plain module. */;
      readonly paths: readonly string[];
    }
  | { readonly kind: 'namespace'; readonly paths: readonly string[] };

export const joinPath = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** Looks for one part of a dotted name in folders: a package, a module, or the folders of a namespace package. */
export function findModuleFile(
  evaluator: Pick<Evaluator, 'exists' | 'isFolder'>,
  part: string,
  folders: readonly string[],
): ModuleFile | null {
  if (part === '' || part.startsWith('__')) return null;
  const namespace: string[] = [];
  for (const folder of folders) {
    const directory = joinPath(folder, part);
    const isFolder = evaluator.isFolder(directory);
    if (isFolder && evaluator.exists(`${directory}/__init__.py`)) {
      return { kind: 'file', path: `${directory}/__init__.py`, paths: [directory] };
    }
    if (evaluator.exists(`${directory}.py`)) return { kind: 'file', path: `${directory}.py`, paths: [] };
    if (isFolder) namespace.push(directory);
  }
  return namespace.length > 0 ? { kind: 'namespace', paths: namespace } : null;
}

/** The dotted name under which the search paths find a file, null where they do not. */
export function moduleNameOf(searchPaths: readonly string[], path: string): string | null {
  if (!path.endsWith('.py')) return null;
  const names = searchPaths.flatMap((folder) => {
    const prefix = folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;
    if (!path.startsWith(prefix)) return [];
    const parts = path.slice(prefix.length, -'.py'.length).split('/');
    if (parts[parts.length - 1] === '__init__') parts.pop();
    const sound = parts.length > 0 && parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part));
    return sound ? [parts.join('.')] : [];
  });
  // The deepest folder that holds the file is the one meant to be on sys.path: `src` before the project's root.
  return names.sort((a, b) => a.length - b.length)[0] ?? null;
}
