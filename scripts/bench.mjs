// `npm run bench [-- PROJECT]`: prints how quick the main things are. Nothing here passes or fails.
//
// PROJECT is a checkout to type in; without it the sample project is taken.
// With a python that has the sample's requirements.txt installed (PYTHON=path, default python3), `alembic check` is measured in turn
// with our `check` on the sample project and a local server.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
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

const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, q) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))];
const figures = (values) =>
  `median ${quantile(values, 0.5).toFixed(1)} ms, p95 ${quantile(values, 0.95).toFixed(1)} ms, most ${Math.max(...values).toFixed(1)} ms (${values.length} times)`;

function copyOf(source, name) {
  const target = join(folder, name);
  cpSync(source, target, { recursive: true });
  return target;
}

/** The file of the project with the most columns: where somebody would type. */
function modelFileOf(project) {
  const files = readdirSync(project, { recursive: true }).filter(
    (path) => path.endsWith('.py') && !/migrations|tests?\/|node_modules/.test(path),
  );
  const count = (path) => (readFileSync(join(project, path), 'utf8').match(/Column\(/g) ?? []).length;
  return files.map((path) => ({ path, columns: count(path) })).sort((a, b) => b.columns - a.columns)[0].path;
}

/** Types a new column, letter by letter, after the first complete one of the file; each text is checked as the editor would. */
async function typing(project) {
  const file = modelFileOf(project);
  const text = readFileSync(join(project, file), 'utf8');
  const line = /^ {4}\w+ = .*Column\(.*\)\n/m.exec(text);
  const [at, call] = [line.index + line[0].length, / = (.*?)Column\(/.exec(line[0])[1]];
  const assets = join(root, 'dist');
  const location = { script: join(assets, 'engine.js'), projectRoot: project, assets, storage: join(folder, 'storage') };
  const child = forkEngine(location, (line) => console.error(line));
  const engine = remoteEngine(child.channel, 'The engine ended.');
  const check = () => engine.check(new CancellationSource());
  const first = performance.now();
  await check();
  console.log(`first check in the editor, nothing kept: ${(performance.now() - first).toFixed(0)} ms`);
  const added = `    homepage_url = ${call}Column(${call}String(255), nullable=True)\n`;
  const times = [];
  for (let stroke = 0; stroke < keystrokes; stroke += 1) {
    const typed = added.slice(0, 1 + (stroke % added.length)).replace('homepage', `homepage${Math.floor(stroke / added.length)}`);
    const begun = performance.now();
    engine.overlay(file, text.slice(0, at) + typed + (typed.endsWith('\n') ? '' : '\n') + text.slice(at));
    await check();
    if (stroke >= warmUp) times.push(performance.now() - begun);
  }
  const column = added.length;
  const whole = [];
  for (let turn = 0; turn < 100; turn += 1) {
    const begun = performance.now();
    engine.overlay(file, `${text.slice(0, at)}${added.replace('homepage', `homepage_${turn}`).slice(0, column + 10)}${text.slice(at)}`);
    const result = await check();
    if (!result.environments[0].changes.some((change) => change.name === `homepage_${turn}_url`))
      throw new Error('the typed column was not found');
    if (turn >= 20) whole.push(performance.now() - begun);
  }
  console.log(`keystroke to diagnostics, ${file}, any letter: ${figures(times)}`);
  console.log(`keystroke to diagnostics, a new column each time: ${figures(whole)}`);
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

const given = process.argv[2];
await typing(given ? copyOf(resolve(given), 'typed') : copyOf(join(root, 'examples/docs-host'), 'typed'));
await commandLine(copyOf(join(root, 'examples/docs-host'), 'docs-host'));
process.exit(0);
