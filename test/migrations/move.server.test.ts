/** Upgrade, downgrade and stamp on a real PostgreSQL server; and everything that can be wrong with one. */
import assert from 'node:assert/strict';
import { CancellationSource } from '../../src/migrations/cancellation';
import { createEngine } from '../../src/migrations/create-engine';
import type { Engine } from '../../src/migrations/engine';
import { oneEnvironment } from '../../src/migrations/environments';
import { stamp } from '../../src/migrations/stamp';
import { connect } from '../../src/postgres/connection';
import { startServer, type TestServer } from '../postgres/server';
import { answers, type ClosableShadow, type ProjectOnDisk, projectFrom, projectOf, removeProjects, shadowHere } from './opened-project';
import { files, revision } from './small-project';

const yes = answers({ apply: async () => true });
const never = new CancellationSource();

describe('moving a database', () => {
  let shadow: ClosableShadow;
  let server: TestServer;
  let url: string;
  before(async () => {
    [shadow, server] = await Promise.all([shadowHere(), startServer()]);
  });
  after(async () => {
    await Promise.all([shadow.close(), server.stop()]);
    removeProjects();
  });
  beforeEach(async () => {
    url = (await server.createDatabase()).replace('postgresql://', 'postgresql+psycopg2://');
  });

  const engineOf = async (project: ProjectOnDisk): Promise<Engine> =>
    createEngine(await project.open(), { defaultTemplate: '', log: () => undefined });

  async function rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const connection = await connect(url);
    try {
      return await connection.query(sql);
    } finally {
      await connection.close();
    }
  }

  it('shows the SQL, upgrades from nothing to the head, and the status follows', async () => {
    const engine = await engineOf(projectFrom('examples/docs-host', shadow));
    await engine.connect('migrations', url);
    const before = await engine.status(never);
    assert.deepEqual(new Set(before.environments[0]?.revisions.map((each) => each.applied)), new Set(['pending']));
    const shown: unknown[] = [];
    const decisions = answers({
      apply: async (database, revisions) => {
        shown.push(database, revisions.length, revisions[0]?.statements[0]?.startsWith('CREATE TABLE products'));
        return true;
      },
    });
    const moved = await engine.upgrade('migrations', 'head', decisions, never);
    assert.deepEqual(moved?.to, ['0b6c4fe7a891']);
    assert.doesNotMatch(String(shown[0]), /s3cret/);
    assert.deepEqual(shown.slice(1), [7, true]);
    const after = await engine.status(never);
    assert.deepEqual(new Set(after.environments[0]?.revisions.map((each) => each.applied)), new Set(['applied']));
    assert.deepEqual(after.environments[0]?.database?.current, ['0b6c4fe7a891']);
    assert.deepEqual(await rows('SELECT version_num FROM alembic_version'), [{ version_num: '0b6c4fe7a891' }]);

    await engine.downgrade('migrations', '-2', yes, never);
    assert.deepEqual(await rows('SELECT version_num FROM alembic_version'), [{ version_num: 'a16f47c83e0b' }]);
    await engine.downgrade('migrations', 'base', yes, never);
    assert.deepEqual(await rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"), [
      { relname: 'alembic_version' },
    ]);
  });

  it('changes nothing when the person says no', async () => {
    const engine = await engineOf(projectFrom('examples/docs-host', shadow));
    await engine.connect('migrations', url);
    assert.equal(await engine.upgrade('migrations', 'head', answers({ apply: async () => false }), never), null);
    assert.deepEqual(await rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"), []);
  });

  it('rolls everything back when the third statement fails, and the version table stays true', async () => {
    const project = projectOf(
      {
        ...files,
        'migrations/versions/3c_fails.py': revision('3c', '2b', [
          'op.add_column("members", sa.Column("phone", sa.String(40)))',
          'op.execute("INSERT INTO teams (name) VALUES (\'first\')")',
          'op.execute("INSERT INTO teams (name) VALUES (\'first\')")',
        ]),
      },
      shadow,
    );
    const engine = await engineOf(project);
    await engine.connect('migrations', url);
    await engine.upgrade('migrations', '2b', yes, never);
    await assert.rejects(engine.upgrade('migrations', 'head', yes, never), (error: Error) => {
      assert.match(
        error.message,
        /^migrations\/versions\/3c_fails\.py:12: Revision 3c, statement 3: duplicate key value violates unique constraint/,
      );
      assert.match(error.message, /INSERT INTO teams/);
      assert.match(error.message, /rolled back\. It is at 2b/);
      return true;
    });
    assert.deepEqual(await rows('SELECT version_num FROM alembic_version'), [{ version_num: '2b' }]);
    assert.deepEqual(await rows('SELECT name FROM teams'), []);
    assert.deepEqual(await rows("SELECT attname FROM pg_attribute WHERE attrelid = 'members'::regclass AND attname = 'phone'"), []);
  });

  it('refuses a database that is at a revision no file has, and says so in the status', async () => {
    const engine = await engineOf(projectOf(files, shadow));
    await engine.connect('migrations', url);
    await engine.upgrade('migrations', 'head', yes, never);
    await rows("UPDATE alembic_version SET version_num = 'ffffffffffff'");
    const [environment] = (await engine.status(never)).environments;
    assert.deepEqual(environment?.database?.missing, ['ffffffffffff']);
    assert.deepEqual(new Set(environment?.revisions.map((each) => each.applied)), new Set(['unknown']));
    await assert.rejects(engine.upgrade('migrations', 'head', yes, never), /is at ffffffffffff, which no revision file here has/);
  });

  it('stamps such a database only when told to forget what it says', async () => {
    const project = await projectOf(files, shadow).open();
    const environment = oneEnvironment(project, null);
    await stamp(project, environment, url, 'head');
    await rows("UPDATE alembic_version SET version_num = 'ffffffffffff'");
    await assert.rejects(stamp(project, environment, url, 'head'), /is at ffffffffffff, which no revision file here has.*stamp --purge/);
    const { from, to } = await stamp(project, environment, url, 'head', { purge: true });
    assert.deepEqual([from, to], [['ffffffffffff'], ['2b']]);
  });

  it('stamps', async () => {
    const engine = await engineOf(projectOf(files, shadow));
    await engine.connect('migrations', url);
    assert.deepEqual((await engine.stamp('migrations', '1a')).to, ['1a']);
    assert.deepEqual(await rows('SELECT version_num FROM alembic_version'), [{ version_num: '1a' }]);
    assert.deepEqual((await engine.stamp('migrations', 'head')).from, ['1a']);
    assert.deepEqual(await rows('SELECT version_num FROM alembic_version'), [{ version_num: '2b' }]);
  });

  it('says that a server is down, that a password is wrong, and never the password', async () => {
    const engine = await engineOf(projectOf(files, shadow));
    const wrong = new URL(url);
    wrong.password = 'not-this-one';
    await assert.rejects(engine.connect('migrations', wrong.href), (error: Error) => {
      assert.match(error.message, /password/i);
      assert.doesNotMatch(error.message, /not-this-one/);
      return true;
    });
    const down = new URL(url);
    down.port = '1';
    await assert.rejects(engine.connect('migrations', down.href), (error: Error) => {
      assert.match(error.message, /127\.0\.0\.1/);
      assert.doesNotMatch(error.message, /s3cret/);
      return true;
    });
    await assert.rejects(engine.connect('migrations', 'sqlite:///app.db'), /PostgreSQL/);
  });

  it('goes on without a database that went away, and says why', async () => {
    const engine = await engineOf(projectOf(files, shadow));
    await engine.connect('migrations', url);
    const name = new URL(url).pathname.slice(1);
    const other = await connect(server.url);
    await other.execute(`DROP DATABASE ${name} WITH (FORCE)`);
    await other.close();
    const [environment] = (await engine.status(never)).environments;
    assert.equal(environment?.database, null);
    assert.deepEqual(
      environment?.problems.map((problem) => problem.code),
      ['database-unreachable'],
    );
    assert.deepEqual(
      environment?.revisions.map((each) => each.applied),
      ['unknown', 'unknown'],
    );
  });
});
