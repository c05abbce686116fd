// Compares how we read the environments and the graphs of revisions of real projects with what real Alembic makes of them:
//
//   npm run real-graphs -- FOLDER [NAME…]
//
// FOLDER holds checkouts, one a folder, which are read and never written to; no recipe is needed, packages that are missing get a stand-in.
// For every environment that `history --json` of the command line finds, real_graph.py asks Alembic for the same: version directories, order of
// application, heads, bases, branch points, labels and messages. The script ends with 1 where something differs.
//
// Needs `npm run build` first; PYTHON names the interpreter that gets Alembic in a virtualenv, as for `npm run conformance`.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonOf, seriesOfSqlalchemy } from '../conformance/virtualenvs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const cli = resolve(here, '../../dist/cli.js');
const [checkouts, ...names] = process.argv.slice(2);
if (!checkouts) {
  console.error('Say where the checkouts are: npm run real-graphs -- FOLDER [NAME…]');
  process.exit(2);
}
const python = process.env.ALEMBIC_PYTHON ?? pythonOf(seriesOfSqlalchemy.at(-1));

/** What a command printed as JSON; it may end with 1. */
function asked(program, args, input = '') {
  const { stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    input,
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  try {
    return JSON.parse(stdout ?? '');
  } catch {
    return { error: error?.message ?? stderr.trim().split('\n').slice(-3).join('\n') };
  }
}

/** The same of ours, in the words of real_graph.py. */
const ours = ({ versionDirectories, heads, bases, revisions }) => ({
  versionDirectories,
  order: revisions.map(({ id }) => id),
  heads,
  bases,
  branchPoints: revisions.flatMap(({ id, branchPoint }) => (branchPoint ? [id] : [])),
  messages: Object.fromEntries(revisions.map(({ id, message }) => [id, message])),
});

const widths = [52, 11, 7, 7, 15, 8];
const row = (cells) => console.log(cells.map((cell, index) => String(cell).padEnd(widths[index] ?? 0)).join(''));
const inOrder = (value) =>
  JSON.stringify(Array.isArray(value) ? value : Object.fromEntries(Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))));

function compare(project, environment) {
  const mine = ours(environment);
  // What revisions import of the project may not be importable with this Python; nearly all have their ids without it.
  const { revisions: _read, ...told } = environment;
  const real = (own) => asked(python, [join(here, 'real_graph.py')], JSON.stringify({ folder: resolve(checkouts, project), own, ...told }));
  const whole = real(true);
  const truth = whole.error ? real(false) : whole;
  const different = truth.error ? [] : Object.keys(mine).filter((part) => inOrder(mine[part]) !== inOrder(truth[part]));
  const verdict = truth.error ? 'Alembic: ' : different.length === 0 ? 'equal' : `≠ ${different.join(', ')}`;
  const { revisions, heads, bases } = environment;
  const merges = `${revisions.filter(({ merge }) => merge).length} merges`;
  row([
    `${project} ${environment.path}`,
    `${revisions.length} revs`,
    `${heads.length} h`,
    `${bases.length} b`,
    merges,
    verdict + (truth.error ?? ''),
  ]);
  for (const part of different)
    console.log(`    ours    ${inOrder(mine[part]).slice(0, 400)}\n    Alembic ${inOrder(truth[part]).slice(0, 400)}`);
  return !truth.error && different.length === 0;
}

const verdicts = [];
for (const project of names.length > 0 ? names : readdirSync(checkouts).sort()) {
  const { environments = [], error } = asked(process.execPath, [cli, 'history', '--json', '--project', resolve(checkouts, project)]);
  if (error) console.log(`${project}: ${error}`);
  for (const environment of environments) verdicts.push(compare(project, environment));
}
console.log(`${verdicts.filter(Boolean).length} of ${verdicts.length} environments are as Alembic has them`);
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
