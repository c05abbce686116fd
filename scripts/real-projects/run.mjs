// Compares what this project makes of the models of real projects with what real SQLAlchemy makes of them, table by table:
//
//   npm run real-projects -- FOLDER [NAME…] [--verbose] [--recipes FILE] [--json FILE]
//
// FOLDER holds checkouts of the projects (`git clone https://github.com/OWNER/NAME`), which are read and never written to. NAMEs are those of
// projects.json, where each project has a recipe: which Python and which packages its models stand on, which modules to import and where their
// metadata is. Without a NAME every project with a checkout is compared.
//
// For each of them
//   1. the requirements are installed into a folder of their own below the user's cache folder (once; a changed recipe makes another one);
//   2. real_metadata.py imports the models there and runs `create_all()` on a real PostgreSQL; packages that are not among the requirements get a
//      stand-in (stand_ins.py), so a recipe must name every package that defines a column type or a base with columns;
//   3. `schema --from models --format sql` of the command line is loaded into another database of the same server;
//   4. both catalogs are read with one query and compared: a table is equal when its columns, constraints, indexes and comments are.
// A table that is missing or different is either named among what was not understood, with the reason, or it is a silent difference, which is what
// this script looks for: it then ends with 1.
//
// Needs `npm run build` first, the Pythons of the recipes on the PATH (python3.8, …), and a way to a package index for pip.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chosenRecipes } from './chosen-recipes.mjs';
import { compareTables } from './compare-tables.mjs';
import { catalogOf, emptyDatabase, load, settle } from './databases.mjs';
import { eachProject } from './each-project.mjs';
import { installed } from './requirements.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const { checkouts, values, chosen } = chosenRecipes('real-projects');

/** Runs a command to its end; throws with what it said on stderr where it fails. */
function run(program, args, options = {}) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (status !== 0)
    throw new Error(error?.message ?? `${program} ${args[0]} ended with ${status}\n${stderr.trim().split('\n').slice(-25).join('\n')}`);
  return stdout;
}

/** What real SQLAlchemy makes of the project, in the database. */
function real(recipe, folder, url) {
  const place = (path) => join(folder, path);
  const packages = installed(recipe, run);
  const told = JSON.stringify({ ...recipe, folder, path: (recipe.path ?? ['.']).map(place), packages, url });
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  return JSON.parse(run(`python${recipe.python}`, [join(here, 'real_metadata.py'), told], { env }));
}

/** What this project makes of it: the SQL, and what it did not understand. */
function ours(recipe, folder) {
  const args = ['schema', '--from', 'models', '--project', folder, ...(recipe.select ? ['--environment', recipe.select] : [])];
  const cli = join(root, 'dist/cli.js');
  const sql = run(process.execPath, [cli, ...args, '--format', 'sql']);
  const { notUnderstood } = JSON.parse(run(process.execPath, [cli, ...args, '--json']));
  return { sql, notUnderstood };
}

/** `create_all()` expects the functions that the migrations make; ours says with the schema which of them it calls. */
async function makeFunctions(database, sql) {
  const functions = sql.match(/^CREATE OR REPLACE FUNCTION [\s\S]*?\$function\$[\s\S]*?\$function\$;?$/gm) ?? [];
  if (functions.length > 0) await load(database, `SET check_function_bodies = off;\n\n${functions.join('\n\n')}`);
}

async function compareProject(server, recipe) {
  const folder = resolve(checkouts, recipe.folder);
  const [left, right] = [await emptyDatabase(server), await emptyDatabase(server)];
  const read = ours(recipe, folder);
  await makeFunctions(left, read.sql);
  const truth = real(recipe, folder, left.pythonUrl);
  const unloaded = await load(right, read.sql);
  await settle(left);
  await settle(right);
  const tables = compareTables(await catalogOf(left), await catalogOf(right), truth.tables, read.notUnderstood);
  return { name: recipe.name, sqlalchemy: truth.sqlalchemy, tables, truth, unloaded, notUnderstood: read.notUnderstood };
}

const widths = [32, 11, 8, 7, 16, 11];
const row = (cells) => console.log(cells.map((cell, index) => String(cell).padEnd(widths[index] ?? 0)).join(''));
const count = (tables, verdict) => tables.filter((table) => table.verdict === verdict).length;

function tell({ name, sqlalchemy, tables, truth, unloaded, notUnderstood }) {
  row([name, sqlalchemy, tables.length, count(tables, 'equal'), count(tables, 'not understood'), count(tables, 'different')]);
  for (const { table, reason } of tables.filter(({ verdict }) => verdict === 'not understood')) console.log(`    ? ${table}: ${reason}`);
  for (const { table, rows } of tables.filter(({ verdict }) => verdict === 'different')) {
    console.log(`    ≠ ${table}`);
    if (values.verbose) for (const line of rows) console.log(`        ${line}`);
  }
  for (const base of truth.standInBases) console.log(`    ! ${base} inherits from a package that was not installed`);
  if (!values.verbose) return;
  for (const { error, statement } of [...truth.refused, ...unloaded])
    console.log(`    ! ${error.split('\n')[0]}: ${statement.slice(0, 200)}`);
  for (const problem of truth.problems) console.log(`    ! ${problem}`);
  for (const { message, file, line } of notUnderstood) console.log(`    · ${message} (${file}:${line})`);
  console.log(`    stand-ins: ${truth.standIns.join(', ')}`);
}

row(['project', 'SQLAlchemy', 'tables', 'equal', 'not understood', 'different']);
const results = await eachProject(checkouts, chosen, compareProject, tell, { tables: [] });
const all = results.flatMap(({ tables }) => tables);
row(['together', '', all.length, count(all, 'equal'), count(all, 'not understood'), count(all, 'different')]);
if (values.json) writeFileSync(values.json, JSON.stringify(results, null, 2));
process.exitCode = count(all, 'different') > 0 || results.some(({ failed }) => failed) ? 1 : 0;
