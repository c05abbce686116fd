// Records what real Python, SQLAlchemy and Alembic do, and compares the fixtures' catalogs with ours:
//   npm run conformance                       everything
//   npm run conformance -- AREA/IDEA AREA …   these fixtures of test/sqlalchemy/fixtures and test/alembic/fixtures alone
// git diff then shows what another version of SQLAlchemy, Alembic or Python does differently. PYTHON names another interpreter.
// The virtualenvs, one for each requirements-SERIES.txt, are kept in node_modules/.cache.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordCatalogs } from './record-catalogs.mjs';
import { historiesFolder, recordHistories } from './record-histories.mjs';
import { recordStatements } from './record-statements.mjs';
import { withTestCode } from './test-code.mjs';
import { pythonOf, seriesOfSqlalchemy } from './virtualenvs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');

/** Those that need Alembic, and take no arguments. */
const recorders = [
  'alembic-environments.py',
  'alembic-history.py',
  'alembic-new-revisions.py',
  'alembic-rendering.py',
  'alembic-sql.py',
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
/** What is chosen of each kind of fixtures; null where only the other was meant. */
const isHistory = (name) => existsSync(join(historiesFolder, name)) || existsSync(join(historiesFolder, `${name}.py`));
const isModels = (name) => existsSync(join(root, 'test/sqlalchemy/fixtures', name)) || !isHistory(name);
const recordChosen = async (record, isMeant) => {
  const meant = chosen.filter(isMeant);
  return chosen.length > 0 && meant.length === 0 ? true : record(meant);
};
const fine = await withTestCode(async () => {
  if (chosen.length === 0) await recordStatements();
  const catalogs = await recordChosen(recordCatalogs, isModels);
  return (await recordChosen(recordHistories, isHistory)) && catalogs;
});
run(process.execPath, join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--write', ...recordings());
process.exitCode = fine ? 0 : 1;
