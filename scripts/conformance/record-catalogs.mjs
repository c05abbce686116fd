// The fixtures of test/sqlalchemy/fixtures as each series of SQLAlchemy builds them on a PostgreSQL server of our own, recorded
// beside them; then what we make of them, counted.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testCode } from './test-code.mjs';
import { pythonOf, pythonVersion, seriesOfSqlalchemy } from './virtualenvs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** What one series makes of the fixtures: by the name of the fixture, `{ catalog }` or `{ error }`. */
async function answersOf(series, url, fixtures, folder) {
  const jobs = fixtures
    .filter((fixture) => fixture.series.includes(series))
    .map(({ name, area, module, extensions, standIns }) => ({ name, folder: join(folder, area), module, extensions, standIns }));
  const child = spawn(pythonOf(series), [join(here, 'create-all.py'), url], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(jobs));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (data) => {
    text += data;
  });
  const status = await new Promise((done) => child.on('close', done));
  if (status !== 0) throw new Error(`the fixtures could not be built with SQLAlchemy ${series}`);
  return JSON.parse(text);
}

/** One recording of each fixture: `[{ series, catalog | error }]`, those of the same answer folded together. */
function folded(fixture, answers) {
  const recordings = [];
  for (const series of fixture.series) {
    const answer = answers[series][fixture.name];
    const same = recordings.find((recording) => JSON.stringify({ ...recording, series: undefined }) === JSON.stringify(answer));
    if (same) same.series.push(series);
    else recordings.push({ series: [series], ...answer });
  }
  return recordings;
}

const numberOf = (version) => version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0);

function write(file, recordings) {
  const text = `${JSON.stringify(recordings, null, 2)}\n`.replace(
    /"series": \[([^\]]*)\]/g,
    (_, list) => `"series": [${list.trim().replace(/\s+/g, ' ')}]`,
  );
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/** Records the fixtures named in `chosen` (`AREA` or `AREA/IDEA`; all when empty) and prints how ours compare; are all as they should be? */
export async function recordCatalogs(chosen) {
  const { fixturesIn, recordingFile } = testCode('sqlalchemy/conformance/fixtures.js');
  const { fixturesFolder } = testCode('sqlalchemy/conformance/outcomes.js');
  const { startServer } = testCode('postgres/server.js');
  const wanted = fixturesIn(fixturesFolder).filter(
    ({ name, area }) => chosen.length === 0 || chosen.includes(name) || chosen.includes(area),
  );
  const version = pythonVersion();
  const fixtures = wanted.filter(({ python }) => python === null || numberOf(version) >= numberOf(python));
  for (const { name, python } of wanted.filter((fixture) => !fixtures.includes(fixture)))
    console.log(`${name}: not recorded, it wants Python ${python} and this is ${version}`);
  for (const series of seriesOfSqlalchemy) pythonOf(series);
  const server = await startServer();
  const answers = {};
  try {
    const record = async (series) => {
      const url = (await server.createDatabase()).replace('postgresql:', 'postgresql+psycopg2:');
      answers[series] = await answersOf(series, url, fixtures, fixturesFolder);
    };
    await Promise.all(seriesOfSqlalchemy.map(record));
  } finally {
    await server.stop();
  }
  for (const fixture of fixtures) write(recordingFile(fixturesFolder, fixture), folded(fixture, answers));
  return printComparison(wanted.filter((fixture) => existsSync(recordingFile(fixturesFolder, fixture))));
}

async function printComparison(fixtures) {
  const { outcomesOf } = testCode('sqlalchemy/conformance/outcomes.js');
  const { complaint } = testCode('sqlalchemy/conformance/compare.js');
  const { pythonParser } = testCode('sqlalchemy/read-models-of.js');
  const { openShadowDatabase } = testCode('../src/postgres/shadow-database.js');
  const database = await openShadowDatabase({ assets: dirname(require.resolve('@electric-sql/pglite')) });
  const counted = { equal: 0, 'not understood': 0, different: 0 };
  let fine = true;
  for (const fixture of fixtures) {
    const outcomes = outcomesOf(fixture, database, await pythonParser);
    const worst = Object.keys(counted).findLast((kind) => outcomes.some(({ outcome }) => outcome.kind === kind));
    counted[worst] += 1;
    const problems = new Map();
    for (const { series, outcome } of outcomes) {
      const problem = complaint(fixture, outcome);
      if (problem !== null) problems.set(problem, [...(problems.get(problem) ?? []), series]);
    }
    for (const [problem, series] of problems) console.log(`\n${fixture.name}, SQLAlchemy ${series.join(', ')}: ${problem}`);
    fine &&= problems.size === 0;
  }
  await database.close();
  console.log(
    `\nfixtures ${fixtures.length}: equal ${counted.equal}, not understood ${counted['not understood']}, different ${counted.different}`,
  );
  return fine;
}
