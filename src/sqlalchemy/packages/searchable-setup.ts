/**
 * Where a project sets SQLAlchemy-Searchable up: env.py imports its models, so what they say to `make_searchable()` and of vectorizers holds
 * for the triggers that revisions make. Revisions run here without env.py.
 */
import type { Interpreter } from '../../python/interpreter';
import { isAlembics } from '../project-modules';

/** More folders than this are no project's code. */
const mostFolders = 2000;

const ignored = /^(\.|__pycache__$|node_modules$|site-packages$|tests?$)/;

const setsUp = (text: string): boolean => /\bmake_searchable\(|^@(\w+\.)*vectorizer\(/m.test(text) && !isAlembics(text);

/** The modules of the project that do so, by the names that they are imported by. */
export function setUpModules({ files, searchPaths }: Interpreter): readonly string[] {
  const found: string[] = [];
  const folders: (readonly [path: string, module: string])[] = searchPaths
    .filter((path) => !path.startsWith('/'))
    .map((path) => [path, ''] as const);
  const seen = new Set<string>();
  for (const [path, module] of folders) {
    if (seen.size >= mostFolders) break;
    if (seen.has(path)) continue;
    seen.add(path);
    for (const { name, kind } of files.list(path) ?? []) {
      const inner = path === '' || path === '.' ? name : `${path}/${name}`;
      const bare = name.replace(/\.py$/, '');
      const dotted = bare === '__init__' ? module : module === '' ? bare : `${module}.${bare}`;
      if (kind === 'directory') {
        if (!ignored.test(name) && !/\bvirtualenv\b|^venv$/.test(name)) folders.push([inner, dotted]);
      } else if (name.endsWith('.py') && dotted !== '' && setsUp(files.read(inner) ?? '')) found.push(dotted);
    }
  }
  return found;
}
