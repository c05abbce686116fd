// Records what real Python, SQLAlchemy and Alembic do, and compares the fixtures' catalogs with ours:
//   npm run conformance                       everything
//   npm run conformance -- AREA/IDEA AREA …   these fixtures of test/sqlalchemy/fixtures alone
// git diff then shows what another version of SQLAlchemy, Alembic or Python does differently. PYTHON names another interpreter.
// The virtualenvs, one for each requirements-SERIES.txt, are kept in node_modules/.cache.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordCatalogs } from './record-catalogs.mjs';
import { pythonOf, seriesOfSqlalchemy } from './virtualenvs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');

/** Those that need Alembic, and take no arguments. */
const recorders = [
  'alembic-history.py',
  'alembic-rendering.py',
  'alembic-templates.py',
  'catalog-types.py',
  'python-snippets.py',
  'sqlalchemy-models.py',
];

function run(program, ...args) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} ended with ${status}`);
}

function recordings() {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /(^|[\\/])recorded(\.json|[\\/][^\\/]+\.json)$/.test(file)).map((file) => join('test', file));
}

const chosen = process.argv.slice(2);
if (chosen.length === 0) {
  const python = pythonOf(seriesOfSqlalchemy.at(-1));
  for (const recorder of recorders) run(python, join(here, recorder));
}
const fine = await recordCatalogs(chosen);
run(process.execPath, join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--write', ...recordings());
process.exitCode = fine ? 0 : 1;
