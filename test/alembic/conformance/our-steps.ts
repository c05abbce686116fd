/** What our replay makes of a fixture history, step by step, as scripts/conformance/run-histories.py tells it of Alembic. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { readHistory } from '../../../src/alembic/history/read-history';
import { readProjectModels } from '../../../src/migrations/models/models';
import { makeVersionTable } from '../../../src/migrations/shadow/lay-baseline';
import { nothingLeft, type RevisionOutcome, startReplay } from '../../../src/migrations/shadow/replay';
import { versionRows } from '../../../src/migrations/shadow/unknown-reach';
import type { ShadowDatabase } from '../../../src/postgres/shadow-database';
import type { PythonParser } from '../../../src/python/parser';
import { memoryFiles } from '../../python/memory-files';
import { repository } from '../../repository';
import type { Changes, HistoryFixture } from './histories';

export interface OurStep {
  readonly revision: string;
  readonly direction: 'upgrade' | 'downgrade';
  readonly changes: Changes;
  /** What was not understood or refused, with its place. */
  readonly said: readonly string[];
  /** The tables that it may have touched besides, `schema.name`; null: any. */
  readonly doubtful: readonly string[] | null;
}

const catalogs = ['catalog.sql', 'routines.sql'].map((name) => readFileSync(join(repository, 'scripts/conformance', name), 'utf8'));
const tables = `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE relkind IN ('r', 'm') AND relispopulated AND nspname !~ '^pg_' AND nspname <> 'information_schema'`;

/** Everything that stands, by kind and identity, and the rows of tables. */
function standing(database: ShadowDatabase): ReadonlyMap<string, string> {
  const path = String(database.query('SHOW search_path')[0]?.search_path);
  database.execute("SELECT set_config('search_path', 'pg_catalog', false)");
  const objects = catalogs.flatMap((query) =>
    database.query(query).map(({ kind, identity, definition }) => [`${kind} ${identity}`, String(definition)] as const),
  );
  const rows = database.query(tables).flatMap(({ name }) => {
    const texts = database.query(`SELECT t::text AS row FROM ONLY ${name} t ORDER BY t::text COLLATE "C"`).map(({ row }) => String(row));
    return texts.length > 0 ? [[`rows ${name}`, texts.join('; ')] as const] : [];
  });
  database.execute(`SELECT set_config('search_path', '${path.replaceAll("'", "''")}', false)`);
  return new Map([...objects, ...rows].filter(([name]) => !/\balembic_version\b/.test(name)));
}

function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Changes {
  const changed = [...after].filter(([name, definition]) => before.get(name) !== definition);
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => [name, null] as const);
  return Object.fromEntries([...changed, ...gone]);
}

const placed = (message: string, place: { readonly file: string; readonly line: number } | null): string =>
  `${message} (${place ? `${place.file}:${place.line}` : 'no place'})`;

function saidOf({ refusals, opaque }: RevisionOutcome): readonly string[] {
  return [...refusals, ...opaque.map(({ reason, place }) => ({ message: reason, place }))].map(({ message, place }) =>
    placed(message, place),
  );
}

function doubtfulOf({ refusals, opaque }: RevisionOutcome): readonly string[] | null {
  if (refusals.length > 0 || opaque.some((stretch) => stretch.tables.length === 0)) return null;
  return opaque.flatMap((stretch) => stretch.tables.map(({ schema, name }) => `${schema ?? 'public'}.${name}`));
}

/** Every revision up and then down again, in `database`, which is emptied first. */
export function ourSteps(fixture: HistoryFixture, database: ShadowDatabase, parser: PythonParser): readonly OurStep[] {
  const files = memoryFiles(fixture.files);
  const [found] = findEnvironments(files).environments;
  if (!found) throw new Error(`${fixture.name} is no environment`);
  const environment = { ...found, versions: { ...found.versions, sqlalchemy: fixture.series } };
  const { revisions, problems } = readHistory(environment, files, parser);
  const [problem] = problems;
  if (problem) throw new Error(`${fixture.name}: ${problem.message}`);
  const { namingConvention, versionTable } = readProjectModels(files, environment, parser);
  database.reset();
  if (fixture.setup !== null) database.execute(fixture.setup);
  makeVersionTable(database, versionTable);
  const left = { ...nothingLeft, reach: versionRows(versionTable) };
  const replay = startReplay(database, environment, files, parser, namingConvention, left);
  const step =
    (direction: 'upgrade' | 'downgrade') =>
    (revision: (typeof revisions)[number]): OurStep => {
      const before = standing(database);
      const outcome = replay.run({ id: revision.id, file: revision.file }, direction);
      const changes = changesBetween(before, standing(database));
      return { revision: revision.id, direction, changes, said: saidOf(outcome), doubtful: doubtfulOf(outcome) };
    };
  return [...revisions.map(step('upgrade')), ...[...revisions].reverse().map(step('downgrade'))];
}
