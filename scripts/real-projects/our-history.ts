/**
 * Walks a project's revisions with the replay of this project: up to its heads, and down to nothing, on the embedded PostgreSQL. Prints the
 * same lines as real_history.py, with what was not understood beside them. The argument: a `Task` as JSON.
 */
import { findEnvironments } from '../../src/alembic/environment/find-environments';
import { readHistory } from '../../src/alembic/history/read-history';
import { loadParser } from '../../src/migrations/load-parser';
import { readProjectModels } from '../../src/migrations/models/models';
import { cachedFiles, diskFiles } from '../../src/migrations/project-files';
import { pythonPlaces } from '../../src/migrations/python-places';
import { startReplay } from '../../src/migrations/shadow/replay';
import { openDatabase } from '../../src/migrations/shadow/serve-shadow';
import type { ShadowDatabase } from '../../src/postgres/shadow-database';
import { placeText } from '../../src/python/place';

interface Task {
  /** The checkout, absolute. */
  readonly folder: string;
  /** The path of the environment; null: the only one. */
  readonly select: string | null;
  /** The folder of the bundle. */
  readonly assets: string;
  readonly queries: { readonly objects: readonly string[]; readonly rows: string };
}

const task: Task = JSON.parse(process.argv[2] ?? '{}');
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function walk() {
  const parser = await loadParser(task.assets);
  const files = cachedFiles(diskFiles(task.folder));
  const { environments } = findEnvironments(files, pythonPlaces(task.folder, null, null));
  const environment = environments.find(({ path }) => task.select === null || path === task.select);
  if (!environment) throw new Error(`There is no environment ${task.select} but ${environments.map(({ path }) => path).join(', ')}`);
  const history = readHistory(environment, files, parser);
  const { namingConvention } = readProjectModels(files, environment, parser);
  const database = await openDatabase(task.assets, null);
  const catalog = changesOf(database);
  const replay = startReplay(database, environment, files, parser, namingConvention);
  const up = history.upgradePath([], 'heads');
  const down = history.downgradePath(history.effectiveHeads, 'base');
  const steps = [
    ...up.map((revision) => ({ revision, direction: 'upgrade' as const })),
    ...down.map((revision) => ({ revision, direction: 'downgrade' as const })),
  ];
  for (const { revision, direction } of steps) {
    const { refusals, opaque } = replay.run(revision, direction);
    tell({
      revision: revision.id,
      direction,
      refused: refusals.map(({ message, place, statement }) => ({ error: `${message}${at(place)}`, statement: statement ?? '' })),
      opaque: opaque.map(({ reason, place }) => `${reason}${at(place)}`),
      ...catalog(),
    });
  }
  await database.close();
}

const at = (place: Parameters<typeof placeText>[0] | null) => (place === null ? '' : ` (${placeText(place)})`);

/** What stands in the database, told by its changes since it was last asked for; the first is what is there now. */
function changesOf(database: ShadowDatabase) {
  const read = () => {
    database.execute("BEGIN; SET LOCAL search_path TO pg_catalog; SET LOCAL TimeZone TO 'UTC'; SET LOCAL DateStyle TO 'ISO'");
    const objects = new Map(
      task.queries.objects
        .flatMap((sql) => database.query(sql))
        .map(({ kind, identity, definition }) => [`${kind} ${identity}`, definition]),
    );
    const counts = database.query(task.queries.rows).map(({ sql }) => sql);
    const rows = counts.length === 0 ? [] : database.query(counts.join(' UNION ALL '));
    database.execute('COMMIT');
    return { objects, rows: rows.filter(({ count }) => count !== 0).map(({ identity, count, digest }) => [identity, [count, digest]]) };
  };
  let before = read().objects;
  return () => {
    const { objects, rows } = read();
    const changed = Object.fromEntries([...objects].filter(([key, text]) => before.get(key) !== text));
    const gone = [...before.keys()].filter((key) => !objects.has(key));
    before = objects;
    return { changed, gone, rows: Object.fromEntries(rows) };
  };
}

walk().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
