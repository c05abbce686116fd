// Compares what the replay makes of the revisions of real projects with what real Alembic makes of them on a real PostgreSQL:
//
//   npm run real-histories -- FOLDER [NAME…] [--verbose] [--recipes FILE] [--json FILE]
//
// FOLDER, NAMEs and recipes are those of `npm run real-projects` (run.mjs); a recipe's `history` tells where its revisions are.
//
// For each project real_history.py walks up to the heads and down to nothing with real Alembic, our-history.ts does the same with our replay,
// each in a database of its own, and after every step both catalogs are read with the same queries and compared object by object. Where a
// step differs and we had said nothing, it is a silent difference: the script then ends with 1.
//
// Needs `npm run build` first, the Pythons of the recipes on the PATH (python3.8, …), and a way to a package index for pip.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { bundled } from './bundled.mjs';
import { chosenRecipes } from './chosen-recipes.mjs';
import { compareHistories } from './compare-histories.mjs';
import { emptyHistoryDatabase } from './databases.mjs';
import { eachProject } from './each-project.mjs';
import { installed } from './requirements.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const { checkouts, values, chosen } = chosenRecipes('real-histories', ({ history }) => history);

const sql = (name) => readFileSync(join(here, '../conformance', name), 'utf8');
const queries = { objects: [sql('catalog.sql'), sql('routines.sql')], rows: sql('count-rows.sql') };

function install(program, args) {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(error?.message ?? `${program} ${args[0]} ended with ${status}\n${lastLines(stderr)}`);
}

const lastLines = (text) => text.trim().split('\n').slice(-25).join('\n');

/** The lines of JSON that a program prints. */
async function linesOf(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  const ended = new Promise((done, failed) => child.on('error', failed).on('close', done));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const lines = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(JSON.parse(line));
  const status = await ended;
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}\n${lastLines(said)}`);
  return lines;
}

async function realHistory(server, recipe, folder, { baseline, contained }) {
  const packages = installed(recipe, install);
  const { pythonUrl } = await emptyHistoryDatabase(server, recipe.history.types ?? [], baseline);
  const path = (recipe.path ?? ['.']).map((place) => join(folder, place));
  const told = JSON.stringify({ ...recipe, folder, path, packages, url: pythonUrl, queries, contained });
  return linesOf(`python${recipe.python}`, [join(here, 'real_history.py'), told]);
}

const ourHistory = (recipe, folder) =>
  linesOf(process.execPath, [
    ourWalk,
    JSON.stringify({
      folder,
      select: recipe.select ?? null,
      baseline: recipe.history.baseline ?? null,
      assets: join(root, 'dist'),
      packages: installed(recipe, install),
      queries,
    }),
  ]);

async function compareProject(server, recipe) {
  const folder = resolve(checkouts, recipe.folder);
  const [start, ...ours] = await ourHistory(recipe, folder);
  const real = await realHistory(server, recipe, folder, start);
  const { versions, standIns } = real.at(-1);
  return { name: recipe.name, versions, standIns, ...compareHistories(real.slice(0, -1), ours) };
}

const columns = [
  ['project', 26],
  ['revisions', 11],
  ['replayed', 10],
  ['opaque', 8],
  ['objects equal', 15],
  ['different', 11],
  ['up equal', 10],
  ['refused by both', 17],
  ['by us', 7],
  ['different', 11],
  ['down equal', 12],
  ['refused by both', 17],
  ['by us', 7],
  ['different', 11],
  ['silent', 8],
  ['rows equal/other/count', 24],
];
const row = (cells) =>
  console.log(
    cells
      .map((cell, index) => String(cell).padEnd(columns[index][1]))
      .join('')
      .trimEnd(),
  );

function tell({ name, versions, standIns, order, steps, objects }) {
  if (order !== null) return console.log(`${name}: another order of application: ${order}`);
  const of = (direction) => steps.filter((step) => step.direction === direction);
  const verdicts = (direction) =>
    ['equal', 'refused by both', 'refused by us', 'different'].map(
      (verdict) => of(direction).filter((step) => step.verdict === verdict).length,
    );
  const up = of('upgrade');
  const opaque = up.filter((step) => step.opaque).length;
  row([
    name,
    up.length,
    up.length - opaque,
    opaque,
    objects.equal,
    objects.different,
    ...verdicts('upgrade'),
    ...verdicts('downgrade'),
    steps.filter((step) => step.verdict === 'different' && step.silent).length,
    `${objects.sameRows}/${objects.otherRows.length}/${objects.otherCounts.length}`,
  ]);
  if (values.verbose) tellSteps(steps, versions, standIns, objects);
}

function tellSteps(steps, versions, standIns, objects) {
  for (const { revision, direction, verdict, silent, said, theirs, rows, opaque } of steps) {
    if (verdict === 'equal' && !opaque) continue;
    console.log(`    ${direction} ${revision}: ${verdict}${silent && verdict === 'different' ? ', silently' : ''}`);
    for (const line of rows) console.log(`        ${line}`);
    for (const line of theirs) console.log(`        Alembic: ${line}`);
    for (const line of said) console.log(`        we: ${line}`);
  }
  for (const line of objects.rows) console.log(`    at the heads ${line}`);
  for (const table of objects.otherRows) console.log(`    other rows at the heads in ${table}`);
  for (const { text } of objects.otherCounts) console.log(`    another number of rows at the heads in ${text}`);
  console.log(`    SQLAlchemy ${versions.sqlalchemy}, Alembic ${versions.alembic}; stand-ins: ${standIns.join(', ')}`);
}

const ourWalk = await bundled('scripts/real-projects/our-history.ts');
row(columns.map(([title]) => title));
const results = await eachProject(checkouts, chosen, compareProject, tell, { steps: [] });
if (values.json) writeFileSync(values.json, JSON.stringify(results, null, 2));
const wrong = ({ steps, order, failed }) => failed || order !== null || steps.some((step) => step.verdict === 'different' && step.silent);
process.exitCode = results.some(wrong) ? 1 : 0;
