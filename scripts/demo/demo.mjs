// `npm run demo`: the main job on a copy of the sample project, with the real command line, an embedded PostgreSQL to prove in and another
// one to apply to. Needs nothing but Node; leaves nothing behind.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedServer } from './embedded-server.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code, text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);

const folder = mkdtempSync(join(tmpdir(), 'migration-keeper-demo-'));
const project = join(folder, 'docs-host');
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

function say(title, text) {
  console.log(`\n${paint('1;36', `── ${title} `.padEnd(90, '─'))}`);
  if (text) console.log(paint(2, text));
}

/** Runs the command line in the sample project and resolves with its exit code and output. */
function run(args, { shown = args, show = true } = {}) {
  if (show) console.log(`${paint('1;32', '$')} migration-keeper ${shown.join(' ')}`);
  const environment = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), ...(coloured && { FORCE_COLOR: '1' }) };
  const child = spawn(process.execPath, [join(root, 'dist', 'cli.js'), ...args, '--project', project], {
    env: environment,
    stdio: ['ignore', show ? 'inherit' : 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.on('data', (data) => {
    output += data;
  });
  return new Promise((done) => child.on('close', (code) => done({ code, output })));
}

async function expect(promise, ...codes) {
  const result = await promise;
  if (!codes.includes(result.code)) throw new Error(`the command ended with ${result.code}, and ${codes.join(' or ')} was expected`);
  return result;
}

async function main() {
  const start = Date.now();
  cpSync(join(root, 'examples', 'docs-host'), project, { recursive: true });
  const starting = startEmbeddedServer();

  say(
    'The sample project',
    'A Flask application that publishes documentation; Flask-Migrate keeps its schema. No Python is run in what follows.',
  );
  await expect(run(['history']), 0);

  say('Its models are one change ahead of its revisions');
  await expect(run(['check']), 1);

  say('The revision for it, proven before it is on disk');
  const message = 'Remember the commit of a build';
  const { output } = await expect(run(['generate', '-m', message, '--json'], { show: false }), 0);
  const generated = JSON.parse(output);
  console.log(`${paint('1;32', '$')} migration-keeper generate -m "${message}"`);
  console.log(`${generated.file}\n`);
  console.log(
    readFileSync(join(project, generated.file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n'),
  );
  console.log(`\n${generated.proof.proven ? paint(32, 'proven') : paint(31, 'not proven')} in an embedded PostgreSQL:`);
  for (const step of generated.proof.steps) console.log(`  ${step.ok ? paint(32, '✓') : paint(31, '✗')} ${step.step.replaceAll('-', ' ')}`);
  if (!generated.proof.proven) throw new Error('the revision was not proven');

  say('The development database: an embedded PostgreSQL of its own, upgraded from nothing');
  const server = await starting;
  try {
    await expect(
      run(['upgrade', 'head', '--yes', '--database', server.url], { shown: ['upgrade', 'head', '--yes', '--database', 'postgresql://…'] }),
      0,
    );
    say('The status after');
    await expect(run(['status', '--database', server.url], { shown: ['status', '--database', 'postgresql://…'] }), 0);
  } finally {
    await server.close();
  }
  console.log(`\n${paint(2, `Done in ${((Date.now() - start) / 1000).toFixed(1)} s; the copy is removed.`)}`);
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(`\nThe demo stopped: ${error.message}`);
    process.exit(1);
  },
);
