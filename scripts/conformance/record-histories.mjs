// The fixture histories of test/alembic/fixtures as real Alembic runs them on a PostgreSQL server of our own, recorded beside them; then
// what our replay makes of them.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testCode } from './test-code.mjs';
import { pythonOf } from './virtualenvs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
export const historiesFolder = join(root, 'test/alembic/fixtures');

async function answersOf(series, url, fixtures) {
  const child = spawn(pythonOf(series), [join(here, 'run-histories.py'), url], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(fixtures.map(({ name, files, setup }) => ({ name, files, setup }))));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (data) => {
    text += data;
  });
  const status = await new Promise((done) => child.on('close', done));
  if (status !== 0) throw new Error('the histories could not be run');
  return JSON.parse(text);
}

function write(file, steps) {
  const text = `${JSON.stringify(steps, null, 2)}\n`;
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/** Records the histories named in `chosen` (`AREA` or `AREA/IDEA`; all when empty) and prints how ours compare; are all as they should be? */
export async function recordHistories(chosen) {
  const { historiesIn, recordingOf } = testCode('alembic/conformance/histories.js');
  const { startServer } = testCode('postgres/server.js');
  const fixtures = historiesIn(historiesFolder).filter(
    ({ name, area }) => chosen.length === 0 || chosen.includes(name) || chosen.includes(area),
  );
  const server = await startServer();
  try {
    const url = (await server.createDatabase()).replace('postgresql:', 'postgresql+psycopg2:');
    const answers = {};
    for (const series of new Set(fixtures.map((fixture) => fixture.series)))
      Object.assign(
        answers,
        await answersOf(
          series,
          url,
          fixtures.filter((fixture) => fixture.series === series),
        ),
      );
    for (const fixture of fixtures) write(recordingOf(historiesFolder, fixture), answers[fixture.name]);
  } finally {
    await server.stop();
  }
  return printComparison(fixtures);
}

async function printComparison(fixtures) {
  const { recordingOf } = testCode('alembic/conformance/histories.js');
  const { ourSteps } = testCode('alembic/conformance/our-steps.js');
  const { complaints } = testCode('alembic/conformance/compare-steps.js');
  const { loadParser } = testCode('python/load-parser.js');
  const { openShadowDatabase } = testCode('../src/postgres/shadow-database.js');
  const { assets } = testCode('repository.js');
  const database = await openShadowDatabase({ assets });
  const parser = await loadParser();
  let different = 0;
  for (const fixture of fixtures) {
    const recorded = JSON.parse(readFileSync(recordingOf(historiesFolder, fixture), 'utf8'));
    const lines = complaints(fixture, recorded, ourSteps(fixture, database, parser));
    if (lines.length === 0) continue;
    different += 1;
    console.log([`\n${fixture.name}`, ...lines].join('\n'));
  }
  await database.close();
  console.log(`\nhistories ${fixtures.length}: as Alembic ${fixtures.length - different}, otherwise ${different}`);
  return different === 0;
}
