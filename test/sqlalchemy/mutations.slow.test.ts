/**
 * Ten thousand broken model files: nothing crashes or hangs, and a difference is reported only where the break could have made one.
 * SEED=… MUTATIONS=… try others; a failure prints the text.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { PythonParser } from '../../src/python/parser';
import type { Program } from '../../src/python/program';
import type { TableDefinition } from '../../src/schema/definition';
import { type ModelsReading, readModels } from '../../src/sqlalchemy/read-models';
import { type Lines, type Mutation, mutate, randomNumbers, touched } from './mutations';
import { programOf, pythonParser } from './read-models-of';

const mutations = Number(process.env['MUTATIONS'] ?? 10_000);
const seed = Number(process.env['SEED'] ?? 20261122);
/** Reading a small file takes a few milliseconds; one that reaches the bound of work a second or two. */
const longest = 10_000;

const root = __dirname.replace(/out[^/]*\/test/, 'test');

/** Fixtures of one file. */
function sources(): readonly { readonly name: string; readonly text: string }[] {
  const files = ['models', 'fixtures'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  return files
    .filter((file) => file.endsWith('.py') && !file.endsWith('__init__.py'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
}

interface Read {
  readonly program: Program;
  readonly reading: ModelsReading;
}

async function read(text: string): Promise<Read> {
  const program = await programOf({ 'mutated.py': text }, 'mutated');
  return { program, reading: readModels(program, null) };
}

const withoutPlaces = (table: TableDefinition): string =>
  JSON.stringify(table, (key, value) => (key === 'place' || key === 'places' ? undefined : value));

const tablesOf = ({ reading }: Read): ReadonlyMap<string, string> =>
  new Map(reading.metadata.tables.map((table) => [`${table.schema ?? ''}.${table.name}`, withoutPlaces(table)]));

/** Differences that would be reported: as in a comparison, what is said not to be understood is left out of it. */
function differences(sound: Read, broken: Read): readonly string[] {
  const said = broken.reading.notUnderstood;
  const leftOut = new Set(
    said.flatMap((reason) => [...reason.tables, ...(reason.doubts ?? []).map((doubt) => doubt.table)].map((table) => table.name)),
  );
  const maybeMissing = broken.program.failures.length > 0 || said.some((reason) => reason.tables.length === 0 && !reason.doubts?.length);
  const [before, after] = [tablesOf(sound), tablesOf(broken)];
  const changed = [...after].filter(([key, table]) => before.get(key) !== table).map(([key]) => key);
  const missing = maybeMissing ? [] : [...before.keys()].filter((key) => !after.has(key));
  return [...changed, ...missing].filter((key) => !leftOut.has(key.slice(key.indexOf('.') + 1)));
}

/** Why a break is badly read, or null. */
async function complaint(text: string, sound: Read, mutation: Mutation, parser: PythonParser): Promise<string | null> {
  const started = performance.now();
  const broken = await read(mutation.text);
  if (performance.now() - started > longest) return 'takes too long';
  // A file with a syntax error is said to have one, and nothing is compared.
  if (broken.program.failures.some((failure) => failure.kind === 'syntax')) return null;
  const { before, after } = touched(parser, 'mutated.py', text, mutation);
  const far = differences(sound, broken).filter((key) => !standsIn(sound, key, before) && !standsIn(broken, key, after));
  if (far.length === 0) return null;
  return far.map((key) => `reports a difference of ${key}:\n${tablesOf(sound).get(key)}\n${tablesOf(broken).get(key)}`).join('\n');
}

/** Whether a table is made by one of these statements; one that a package makes for the project has no place in it. */
function standsIn({ reading }: Read, key: string, statements: Lines): boolean {
  const table = reading.metadata.tables.find((one) => `${one.schema ?? ''}.${one.name}` === key);
  if (!table) return false;
  const line = table.place?.line;
  return line === undefined || statements.some(([from, to]) => from <= line && line <= to);
}

describe('broken model files', () => {
  it(`${mutations} of them crash nothing and touch only what they touch`, async function () {
    this.timeout(600_000);
    const random = randomNumbers(seed);
    const parser = await pythonParser;
    const files = sources();
    const sound = new Map<string, Read>();
    for (const { name, text } of files) sound.set(name, await read(text));
    for (let count = 0; count < mutations; count += 1) {
      const file = files[Math.floor(random() * files.length)];
      const whole = file && sound.get(file.name);
      if (!file || !whole || file.text.trim() === '') continue;
      const mutation = mutate(file.text, random);
      const found = await complaint(file.text, whole, mutation, parser).catch((error: unknown) => `crashes: ${inspect(error)}`);
      assert.equal(found, null, `${file.name}, ${mutation.kind}: ${found}\n${mutation.text}`);
    }
  });
});
