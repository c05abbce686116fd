// How quick a history is: replayed first, again by a second process, with a new revision, with an edit in the middle; and what the shadow takes
// of memory.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** `root`: this repository, built with tests; `storage`: a folder for what is kept. Changes the `project`. */
export async function measureHistory(root, project, storage) {
  const require = createRequire(join(root, 'package.json'));
  const source = (name) => require(join(root, 'out/src/migrations', name));
  const { openWorkspace } = source('open-workspace.js');
  const { chosenEnvironments, historyOf } = source('environments.js');
  const { historySchema } = source('history-schema.js');
  const { readProjectModels } = source('models/models.js');
  const { revisionFiles } = source('comparison.js');

  const open = () =>
    openWorkspace({
      root: project,
      python: null,
      bundle: join(root, 'dist'),
      storage,
      idleAfter: 60_000,
      baseline: null,
      databaseUrl: null,
      log: (line) => console.error(line),
    });
  const one = (opened) => chosenEnvironments(opened, null)[0];
  const replay = async (opened) => {
    const environment = one(opened);
    const history = historyOf(opened, environment);
    return historySchema(opened, environment, revisionFiles(history), readProjectModels(opened.files, environment, opened.parser));
  };
  const timed = async (what, work) => {
    const begun = performance.now();
    const result = await work();
    console.log(`${what}: ${(performance.now() - begun).toFixed(0)} ms`);
    return result;
  };

  const cli = (what) => {
    const begun = performance.now();
    const env = { ...process.env, XDG_CACHE_HOME: join(storage, 'cache') };
    const args = [join(root, 'dist/cli.js'), 'schema', '--from', 'revisions', '--json', '--project', project, '--environment', path];
    execFileSync(process.execPath, args, { env, maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] });
    console.log(`${what}: ${(performance.now() - begun).toFixed(0)} ms`);
  };

  let opened = await open();
  const { path } = one(opened);
  console.log(`a history of ${historyOf(opened, one(opened)).revisions.length} revisions, ${path}:`);
  cli('  a process that knows nothing, from its start to its end');
  cli('  a second process, the same');
  rmSync(join(storage, 'cache'), { recursive: true, force: true });

  await timed('  first replay: reading the revisions and the models, starting the shadow, replay, introspection', () => replay(opened));
  const environment = one(opened);
  const models = readProjectModels(opened.files, environment, opened.parser);
  const again = () => historySchema(opened, environment, revisionFiles(historyOf(opened, environment)), models);
  const write = (name, text) => {
    writeFileSync(join(project, name), text);
    opened.filesChanged([name]);
  };
  const [head] = historyOf(opened, environment).heads;
  const added = `${environment.versionDirectories[0]}/bench_new_revision.py`;
  const text = (column) => `from alembic import op
import sqlalchemy as sa

revision = "bench_new"
down_revision = "${head}"


def upgrade():
    op.create_table("bench_new", sa.Column("${column}", sa.Integer(), primary_key=True))
`;
  write(added, text('a'));
  await timed('  with a new revision, the files read again', again);
  for (const column of ['b', 'c']) {
    write(added, text(column));
    const read = performance.now();
    const files = revisionFiles(historyOf(opened, environment));
    console.log(`  reading the files again: ${(performance.now() - read).toFixed(0)} ms`);
    await timed('  that revision edited, replay alone', () => historySchema(opened, environment, files, models));
  }
  const { revisions } = historyOf(opened, environment);
  const middle = revisions[Math.floor(revisions.length / 2)].file;
  write(middle, `${readFileSync(join(project, middle), 'utf8')}\n# edited\n`);
  await timed('  a revision in the middle edited', again);
  console.log(`  the shadow's memory at most: ${peakOfChildren()}`);
  opened.shadow.stop();

  rmSync(join(storage, 'results'), { recursive: true, force: true });
  opened = await open();
  write(added, text('d'));
  await timed('  a second process, the newest revision edited meanwhile', () => replay(opened));
  console.log(`  the shadow's memory at most: ${peakOfChildren()}`);
  opened.shadow.stop();
  const states = readdirSync(join(storage, 'states'));
  const bytes = states.reduce((sum, name) => sum + readFileSync(join(storage, 'states', name)).length, 0);
  console.log(`  kept on disk: ${states.length} states, ${(bytes / 2 ** 20).toFixed(1)} MB`);
}

/** What the processes that this one started have taken at most, where the system tells. */
function peakOfChildren() {
  try {
    const tasks = readdirSync('/proc/self/task');
    const children = tasks.flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(/\s+/).filter(Boolean));
    const peaks = children.map((child) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] ?? 0));
    return `${Math.round(Math.max(0, ...peaks) / 1024)} MB`;
  } catch {
    return 'not told by this system';
  }
}
