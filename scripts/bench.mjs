// `npm run bench [-- [--history] PROJECT]`: prints how quick the main things are. Nothing here passes or fails.
//
// With --history only replays are measured, of a copy of PROJECT or of a generated history of 2,000 revisions.
// PROJECT is a checkout to read and to type in; without it the sample project is taken, and generated ones of 90 and 300 model files are read.
// Times are the clock's; beside those of reading models stands the CPU time, which other work on the machine changes less.
// With a python that has the sample's requirements.txt installed (PYTHON=path, default python3), `alembic check` is measured in turn
// with our `check` on the sample project and a local server.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeHistory } from './bench/generated-history.mjs';
import { writeProject } from './bench/generated-project.mjs';
import { measureHistory } from './bench/history.mjs';
import { figures, modelFileOf, quantile, typedColumn } from './bench/typed-column.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--tests'], { stdio: 'inherit' });
const { remoteEngine } = require(join(root, 'out/src/migrations/messages.js'));
const { forkEngine } = require(join(root, 'out/src/editor/fork-engine.js'));
const { CancellationSource } = require(join(root, 'out/src/migrations/cancellation.js'));
const { startServer } = require(join(root, 'out/test/postgres/server.js'));

/** JavaScript and WASM are compiled better the more often they ran: these many keystrokes are not counted. */
const warmUp = 160;
const keystrokes = 360;
const runs = 15;

const folder = mkdtempSync(join(tmpdir(), 'migration-keeper-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

function copyOf(source, name) {
  const target = join(folder, name);
  cpSync(source, target, { recursive: true });
  return target;
}

/** Reads the models in a process of its own, which prints what it measures. */
function reading(project) {
  execFileSync(process.execPath, ['--expose-gc', join(root, 'scripts/bench/models.mjs'), project], { stdio: 'inherit' });
}

/** Types a new column, letter by letter, after the first complete one of the file; each text is checked as the editor would. */
async function typing(project) {
  const file = modelFileOf(project);
  const typed = file && typedColumn(file.text);
  if (!file || !typed) {
    console.log('no model file to type in was found');
    return;
  }
  const assets = join(root, 'dist');
  const location = { script: join(assets, 'engine.js'), projectRoot: project, assets, storage: join(folder, 'storage') };
  const child = forkEngine(location, (line) => console.error(line));
  const engine = remoteEngine(child.channel, 'The engine ended.');
  const check = () => engine.check(new CancellationSource());
  const first = performance.now();
  await check();
  console.log(`first check in the editor, nothing kept: ${(performance.now() - first).toFixed(0)} ms`);
  const letters = typed('homepage_0_url').length - file.text.length;
  const times = [];
  for (let stroke = 0; stroke < keystrokes; stroke += 1) {
    const begun = performance.now();
    engine.overlay(file.path, typed(`homepage_${Math.floor(stroke / letters)}_url`, 1 + (stroke % letters)));
    await check();
    if (stroke >= warmUp) times.push(performance.now() - begun);
  }
  const whole = [];
  let found = 0;
  for (let turn = 0; turn < 100; turn += 1) {
    const begun = performance.now();
    engine.overlay(file.path, typed(`homepage_${turn}_url`));
    const { environments } = await check();
    if (turn >= 20) whole.push(performance.now() - begun);
    if (environments.some(({ changes }) => changes.some((change) => change.name === `homepage_${turn}_url`))) found += 1;
  }
  console.log(`keystroke to diagnostics, ${file.path}, any letter: ${figures(times)}`);
  console.log(`keystroke to diagnostics, a new column each time: ${figures(whole)}`);
  if (found < 100)
    console.log(
      `  of 100 typed columns ${found} were among the changes: the table is not compared, or another one of the environments has it`,
    );
  engine.dispose();
  child.stop();
}

function timed(command, args, options, codes) {
  const begun = performance.now();
  const result = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (!codes.includes(result.status))
    throw new Error(`${command} ${args.join(' ')} ended with ${result.status}\n${result.stdout}${result.stderr}`);
  return performance.now() - begun;
}

async function commandLine(project) {
  const environment = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  const check = () =>
    timed(process.execPath, [join(root, 'dist/cli.js'), 'check', '--json', '--project', project], { env: environment }, [1]);
  console.log(`check, cold (no cache at all): ${check().toFixed(0)} ms`);
  rmSync(join(folder, 'cache/migration-keeper'), { recursive: true });
  console.log(`check, cold once more: ${check().toFixed(0)} ms`);
  const python = process.env.PYTHON ?? 'python3';
  if (spawnSync(python, ['-c', 'import alembic, flask_migrate, psycopg2']).status !== 0) {
    const ours = Array.from({ length: runs }, check);
    console.log(`check, warm: ${figures(ours)}`);
    console.log(`alembic check: not measured, ${python} has no alembic, flask_migrate and psycopg2 (set PYTHON)`);
    return;
  }
  const server = await startServer();
  const flask = { cwd: project, env: { ...process.env, DATABASE_URL: server.url.replace(/^postgres(ql)?:/, 'postgresql+psycopg2:') } };
  timed(python, ['-m', 'flask', '--app', 'app', 'db', 'upgrade'], flask, [0]);
  const [ours, theirs] = [[], []];
  for (let turn = 0; turn < runs; turn += 1) {
    ours.push(check());
    theirs.push(timed(python, ['-m', 'flask', '--app', 'app', 'db', 'check'], flask, [1]));
  }
  await server.stop();
  console.log(`check, warm, in turn with alembic's: ${figures(ours)}`);
  console.log(`alembic check (flask db check), local server: ${figures(theirs)}`);
  console.log(`ours / alembic's, medians: ${(quantile(ours, 0.5) / quantile(theirs, 0.5)).toFixed(2)}`);
}

const historyOnly = process.argv[2] === '--history';
const given = process.argv[historyOnly ? 3 : 2];
if (!given) writeHistory(join(folder, 'long-history'), 2_000);
await measureHistory(root, given ? copyOf(resolve(given), 'history') : join(folder, 'long-history'), join(folder, 'history-storage'));
if (historyOnly) process.exit(0);
const project = copyOf(given ? resolve(given) : join(root, 'examples/docs-host'), 'typed');
reading(project);
if (!given) {
  for (const count of [90, 300]) {
    console.log(`a generated project of ${count} model files:`);
    writeProject(join(folder, `generated-${count}`), count);
    reading(join(folder, `generated-${count}`));
  }
}
await typing(project);
if (!given) await commandLine(copyOf(join(root, 'examples/docs-host'), 'docs-host'));
process.exit(0);
