/** Where the project keeps a module: the finders of Python's import system over `SourceFiles`. */
import type { ModuleValue } from '../values';
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

/**
 * The dotted name under which the search paths find a file, null where they do not. Of several the one that goes with what is loaded:
 * a file that ran under one name must not run again under another. Else that from the deepest folder which is no package itself: `src`
 * before the project's root, but not `src/shop` where that holds an `__init__.py`.
 */
export function moduleNameOf(
  evaluator: Pick<Evaluator, 'unwatchedFiles' | 'modules'>,
  searchPaths: readonly string[],
  path: string,
): string | null {
  if (!path.endsWith('.py')) return null;
  const candidates = searchPaths.flatMap((folder) => {
    const prefix = folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;
    if (!path.startsWith(prefix)) return [];
    const parts = path.slice(prefix.length, -'.py'.length).split('/');
    if (parts[parts.length - 1] === '__init__') parts.pop();
    const sound = parts.length > 0 && parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part));
    return sound ? [{ name: parts.join('.'), parent: parts.slice(0, -1).join('.'), folder }] : [];
  });
  const rank = ({ name, parent, folder }: (typeof candidates)[number]): number => {
    if (moduleFrom(evaluator, name, path)) return 0;
    if (evaluator.modules.has(parent)) return 1;
    return evaluator.unwatchedFiles.read(joinPath(folder, '__init__.py')) === null ? 2 : 3;
  };
  return candidates.sort((a, b) => rank(a) - rank(b) || a.name.length - b.name.length)[0]?.name ?? null;
}

/** The module of a name, when it came out of that file. */
export function moduleFrom(evaluator: Pick<Evaluator, 'modules'>, name: string, path: string): ModuleValue | null {
  const known = evaluator.modules.get(name);
  const module = known && 'value' in known ? known.value : known;
  return module?.file === path ? module : null;
}
