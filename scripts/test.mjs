// Runs the tests, each part in a process of its own, and counts over all of them. A part that could not run is a failure.
//   node scripts/test.mjs              everything
//   node scripts/test.mjs unit ui      these parts
//   … --grep TEXT                      only tests whose title holds TEXT
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const vsix = join(root, 'out', 'migration-keeper.vsix');
const minutes = 60_000;

const node = (...args) => [process.execPath, ...args];
const mocha = (...args) =>
  node('node_modules/mocha/bin/mocha.js', '--reporter', 'out/test/reporter.js', '--timeout', '60000', '--exit', ...args);

const build = { title: 'bundle', command: node('scripts/build.mjs') };
const pack = { title: 'package', command: node('scripts/package.mjs', vsix) };
const installHost = { title: 'install VS Code for the tests', command: node('test-host/install.mjs') };

/** What each part needs done first, and the command that leaves a report. Tests that need a database server are named *.server.test.ts, those that take long *.slow.test.ts. */
const parts = [
  {
    name: 'unit',
    title: 'the rooms by themselves',
    needs: [],
    command: mocha('out/test/**/*.test.js', '--ignore', 'out/test/**/*.{server,slow}.test.js', '--ignore', 'out/test/{vscode,package}/**'),
  },
  {
    name: 'server',
    title: 'with a real PostgreSQL server, and what takes long',
    needs: [build],
    command: mocha('out/test/**/*.{server,slow}.test.js'),
  },
  { name: 'package', title: 'the packaged extension', needs: [pack], command: mocha('out/test/package/*.test.js') },
  { name: 'vscode', title: 'inside VS Code', needs: [build, installHost], command: node('out/test/vscode/run-in-code-server.js') },
  {
    name: 'ui',
    title: 'through the window of VS Code',
    needs: [pack, installHost],
    command: mocha('--bail', 'out/test/vscode/ui/*.test.js'),
  },
];

const { values, positionals } = parseArgs({ options: { grep: { type: 'string' } }, allowPositionals: true });
const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`No such part of the tests: ${unknown.join(', ')}. There are ${parts.map((part) => part.name).join(', ')}.`);
  process.exit(2);
}
const chosen = parts.filter((part) => positionals.length === 0 || positionals.includes(part.name));
const scratch = mkdtempSync(join(tmpdir(), 'migration-keeper-tests-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** Runs a command to its end; its output is kept for the case that it fails. */
function run([program, ...args], env = {}) {
  const options = { cwd: root, encoding: 'utf8', timeout: 10 * minutes, maxBuffer: 1 << 28, env: { ...process.env, ...env } };
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, options);
  const ended = error ? error.message : signal ? `ended by ${signal}` : status === 0 ? null : `ended with ${status}`;
  return { ended, output: `${stdout ?? ''}${stderr ?? ''}`.trim() };
}

const done = new Map();

/** Each preparation once; what it said when it failed, else null. */
function prepare({ title, command }) {
  if (!done.has(title)) {
    const { ended, output } = run(command);
    done.set(title, ended && `${title}: ${ended}\n${output}`);
  }
  return done.get(title);
}

const failure = (title, error) => ({ title, state: 'failed', error });

/** The tests of a part as its report tells them, and what went wrong around them as further failures. */
function testsOf({ name, title, needs, command }) {
  for (const need of needs) {
    const problem = prepare(need);
    if (problem) return [failure(`${title} could not run`, problem)];
  }
  const report = join(scratch, `${name}.json`);
  const grep = values.grep ?? '';
  const args = grep && command.includes('--reporter') ? ['--grep', grep] : [];
  const { ended, output } = run([...command, ...args], { TEST_REPORT: report, GREP: grep, VSIX: vsix });
  if (!existsSync(report)) return [failure(`${title} could not run`, `${ended ?? 'no report was written'}\n${output}`)];
  const { finished, tests } = JSON.parse(readFileSync(report, 'utf8'));
  if (!finished) return [...tests, failure(`${title} stopped in the middle`, `${ended ?? 'the report is not complete'}\n${output}`)];
  if (tests.length === 0 && !grep) return [failure(`${title} could not run`, `there was no test\n${output}`)];
  if (ended && !tests.some((test) => test.state === 'failed'))
    return [...tests, failure(`${title} did not end well`, `${ended}\n${output}`)];
  return tests;
}

const count = (tests, state) => tests.filter((test) => test.state === state).length;
const summary = (tests) => `${count(tests, 'passed')} passed, ${count(tests, 'failed')} failed, ${count(tests, 'skipped')} skipped`;

function tellFailures(tests) {
  for (const { title, error } of tests.filter((test) => test.state === 'failed')) {
    console.log(`\n  ✗ ${title}\n${(error ?? '').replace(/^/gm, '    ')}\n`);
  }
}

mkdirSync(join(root, 'out'), { recursive: true });
const problem = prepare({ title: 'build the tests', command: node('scripts/build.mjs', '--tests') });
const all = problem ? [failure('the tests could not be built', problem)] : [];
tellFailures(all);
for (const part of problem ? [] : chosen) {
  const start = Date.now();
  const tests = testsOf(part);
  console.log(`${part.name.padEnd(8)} ${summary(tests)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  tellFailures(tests);
  all.push(...tests);
}
console.log(summary(all));
process.exitCode = count(all, 'failed') === 0 ? 0 : 1;
