/** The project's files that may hold models, when nothing says which: a look at their text, no more. */
import type { Environment } from '../alembic/environment/environment';
import type { SourceFiles } from '../python/files';

/** Text that a file with a table in it cannot do without. */
const signsOfModels =
  /\b(?:__tablename__|Table\s*\(|Column\s*\(|mapped_column\s*\(|declarative_base\s*\(|DeclarativeBase\b|SQLModel\b|\.Model\b)/;

/** Folders that hold others' code, or the project's but not its schema: wherever they stand, and at the project's root. */
const passedOver = new Set(['node_modules', 'site-packages', '__pycache__', 'tests', 'test']);
const passedOverAtRoot = new Set(['build', 'dist', 'docs', 'examples', 'scripts']);

/** Deeper than this lies no package. */
const deepest = 12;

/** Paths in the order of their names; the environment's own folder, other applications, tests, hidden folders and virtualenvs are passed over. */
export function modelFiles(files: SourceFiles, environment: Environment): readonly string[] {
  const found: string[] = [];
  const visit = (folder: string, depth: number) => {
    const entries = files.list(folder) ?? [];
    if (depth > deepest || entries.some((entry) => entry.name === 'pyvenv.cfg')) return;
    for (const { name, kind } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'directory') {
        const passed = name.startsWith('.') || passedOver.has(name) || (depth === 0 && passedOverAtRoot.has(name));
        if (!passed && path !== environment.scriptDirectory && !environment.elsewhere.includes(path)) visit(path, depth + 1);
      } else if (isModule(name) && mayHoldModels(path, files.read(path) ?? '')) found.push(path);
    }
  };
  visit('', 0);
  return found;
}

/** The last look at each file: most texts are the same object as the last time. */
const looked = new Map<string, { readonly text: string; readonly found: boolean }>();

function mayHoldModels(path: string, text: string): boolean {
  const known = looked.get(path);
  if (known?.text === text) return known.found;
  const found = signsOfModels.test(text);
  looked.set(path, { text, found });
  return found;
}

const isModule = (name: string): boolean =>
  name.endsWith('.py') && !name.startsWith('test_') && !name.endsWith('_test.py') && name !== 'conftest.py' && name !== 'setup.py';
