/**
 * Walks a project's revisions with the replay of this project: up to its heads, and down to nothing, on the embedded PostgreSQL. Prints the
 * same lines as real_history.py, with what was not understood beside them. The argument: a `Task` as JSON.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../src/alembic/environment/environment';
import { baselineOf } from '../../src/migrations/baseline/baseline';
import { chosenEnvironments, historyOf } from '../../src/migrations/environments';
import { readProjectModels } from '../../src/migrations/models/models';
import { openWorkspace } from '../../src/migrations/open-workspace';
import { layBaseline } from '../../src/migrations/shadow/lay-baseline';
import { startReplay } from '../../src/migrations/shadow/replay';
import { openDatabase } from '../../src/migrations/shadow/serve-shadow';
import type { ShadowDatabase } from '../../src/postgres/shadow-database';
import { placeText } from '../../src/python/place';

interface Task {
  /** The checkout, absolute. */
  readonly folder: string;
  /** The path of the environment; null: the only one. */
  readonly select: string | null;
  /** What stands before the first revision, as `--baseline` takes it; null: nothing. */
  readonly baseline: string | null;
  /** The folder of the packages that the real run stands on. */
  readonly packages: string;
  /** The folder of the bundle. */
  readonly assets: string;
  readonly queries: { readonly objects: readonly string[]; readonly rows: string };
}

const task: Task = JSON.parse(process.argv[2] ?? '{}');
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** The environment with the SQL of an installed package that revisions execute, as a virtualenv beside the project would give it. */
function withInstalled(environment: Environment): Environment {
  const path = join(task.packages, 'sqlalchemy_searchable/expressions.sql');
  if (!existsSync(path)) return environment;
  return { ...environment, versions: { ...environment.versions, searchableExpressions: readFileSync(path, 'utf8') } };
}

async function walk() {
  const project = await openWorkspace({
    root: task.folder,
    python: null,
    bundle: task.assets,
    storage: null,
    baseline: task.baseline,
    databaseUrl: null,
    idleAfter: 60_000,
    log: () => undefined,
  });
  const [environment] = chosenEnvironments(project, task.select);
  if (!environment) throw new Error('There is no environment here.');
  const history = historyOf(project, environment);
  const baseline = await baselineOf(project, environment);
  project.shadow.stop();
  tell({ baseline: baseline.statements.map(({ sql }) => sql), contained: [...baseline.contained] });
  const { namingConvention } = readProjectModels(project.files, environment, project.parser);
  const database = await openDatabase(task.assets, null);
  layBaseline(database, baseline.statements);
  const catalog = changesOf(database);
  const replay = startReplay(database, withInstalled(environment), project.files, project.parser, namingConvention);
  const contained = ({ id }: { readonly id: string }) => baseline.contained.has(id);
  const up = history.upgradePath([], 'heads').filter((revision) => !contained(revision));
  const down = history.downgradePath(history.effectiveHeads, 'base').filter((revision) => !contained(revision));
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
