/** Which files of a project come in when some of them run: everything that an import statement leads to, also inside of functions. */
import type { SourceFiles } from './files';
import { type ImportStatement, importStatements } from './import-statements';

const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The files at `roots` and all that they import, directly or not; the packages around an imported module too. */
export function reachableFiles(files: SourceFiles, searchPaths: readonly string[], roots: Iterable<string>): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...roots];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = reached.has(file) ? null : files.read(file);
    if (text === null) continue;
    reached.add(file);
    waiting.push(...importedFiles(files, searchPaths, importStatements(file, text), file));
  }
  return reached;
}

interface Reached {
  readonly files: SourceFiles;
  readonly roots: string;
  readonly statements: ReadonlyMap<string, readonly ImportStatement[]>;
}

/**
 * The same as `reachableFiles`, looked for again only once an import statement of one of the files changed. `lasting` is an object that is
 * another one as soon as files come or go.
 */
export function reachableFilesKept(
  lasting: object,
  files: SourceFiles,
  searchPaths: readonly string[],
  roots: readonly string[],
): ReadonlySet<string> {
  const key = JSON.stringify([searchPaths, roots]);
  const known = kept.get(lasting);
  const statementsOf = (file: string) => importStatements(file, files.read(file) ?? '');
  if (known?.files === files && known.roots === key && [...known.statements].every(([file, last]) => statementsOf(file) === last))
    return new Set(known.statements.keys());
  const reached = reachableFiles(files, searchPaths, roots);
  kept.set(lasting, { files, roots: key, statements: new Map([...reached].map((file) => [file, statementsOf(file)])) });
  return reached;
}
const kept = new WeakMap<object, Reached>();

/** The project's files that some import statements of one file lead to directly. */
export function importedFiles(
  files: SourceFiles,
  searchPaths: readonly string[],
  statements: readonly ImportStatement[],
  file: string,
): readonly string[] {
  const found: string[] = [];
  for (const { level, module, names } of statements) {
    const parts = module === '' ? [] : module.split('.');
    for (const start of level === 0 ? searchPaths : [ancestor(folderOf(file), level - 1)]) {
      if (start === null) continue;
      const folder = follow(files, start, parts, found);
      if (folder === null) continue;
      for (const name of names?.values() ?? []) follow(files, folder, [name], found);
      break;
    }
  }
  return found;
}

/** Adds the file of each part of a dotted name; gives the folder where what is below it stands, null where a part does not exist. */
function follow(files: SourceFiles, start: string, parts: readonly string[], found: string[]): string | null {
  let folder = start;
  for (const part of parts) {
    folder = within(folder, part);
    const init = `${folder}/__init__.py`;
    if (files.read(init) !== null) found.push(init);
    else if (files.read(`${folder}.py`) !== null) found.push(`${folder}.py`);
    else if (files.list(folder) === null) return null;
  }
  if (parts.length === 0 && files.read(within(folder, '__init__.py')) !== null) found.push(within(folder, '__init__.py'));
  return folder;
}

function ancestor(folder: string, levels: number): string | null {
  if (levels === 0) return folder;
  return folder === '' ? null : ancestor(folderOf(folder), levels - 1);
}
