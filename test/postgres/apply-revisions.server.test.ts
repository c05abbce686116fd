import assert from 'node:assert/strict';
import {
  ApplyCancelled,
  type ApplyProgress,
  applyRevisions,
  RevisionFailed,
  type RevisionPart,
  type RevisionToApply,
  stampRevisions,
} from '../../src/postgres/apply-revisions';
import { type Connection, connect } from '../../src/postgres/connection';
import { ConnectionError } from '../../src/postgres/connection-error';
import { introspectAsync, introspectSync } from '../../src/postgres/introspection/introspection';
import { PostgresError } from '../../src/postgres/postgres-error';
import { defaultVersionTable, readVersions } from '../../src/postgres/version-table';
import { startServer, type TestServer } from './server';
import { emptyShadow } from './shared-shadow';

function revision(
  id: string,
  parents: readonly string[],
  statements: readonly string[],
  direction: 'upgrade' | 'downgrade' = 'upgrade',
): RevisionToApply {
  return { direction, revision: id, parents, parts: statements.map((sql) => ({ kind: 'statement', sql })) };
}

async function rejection(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => assert.fail('it should have been refused'),
    (error: unknown) => error,
  );
}

describe('a real server', function () {
  this.timeout(60_000);
  let server: TestServer;
  let url: string;
  let connection: Connection;

  before(async () => {
    server = await startServer();
  });
  after(async () => server?.stop());
  beforeEach(async () => {
    url = await server.createDatabase();
    connection = await connect(url);
  });
  afterEach(async () => connection.close());

  const tables = async (): Promise<readonly string[]> => {
    const rows = await connection.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
    );
    return rows.map((row) => String(row['relname']));
  };

  describe('connecting', () => {
    const problemAt = async (change: (good: URL) => void): Promise<ConnectionError> => {
      const bad = new URL(url);
      change(bad);
      const error = await rejection(connect(bad.href));
      assert(error instanceof ConnectionError);
      assert(!error.message.includes('p@ss') && !error.message.includes('p%40ss'), error.message);
      return error;
    };

    it('hides the password', () => {
      assert.equal(connection.url, url.replace(/:s3cret[^@]*@/, '@'));
    });

    it('says what is wrong, for a person', async () => {
      const down = await problemAt((bad) => {
        bad.port = '1';
      });
      assert.equal(down.problem, 'server-down');
      assert.match(down.message, /^No PostgreSQL server answers at 127\.0\.0\.1:1 /);
      const password = await problemAt((bad) => {
        bad.password = 'wrong p@ss';
      });
      assert.equal(password.problem, 'wrong-password');
      const database = await problemAt((bad) => {
        bad.pathname = '/nowhere';
      });
      assert.equal(database.problem, 'unknown-database');
      assert.match(database.message, /database "nowhere" does not exist/);
      const host = await problemAt((bad) => {
        bad.hostname = 'no-such-host.invalid';
      });
      assert.equal(host.problem, 'unknown-host');
      const none = await problemAt((bad) => {
        bad.password = '';
      });
      assert.equal(none.problem, 'wrong-password');
    });

    it("throws PostgreSQL's own words", async () => {
      const error = await rejection(connection.execute('SELECT 1; SELEC 2'));
      assert(error instanceof PostgresError);
      assert.deepEqual([error.message, error.code, error.position], ['syntax error at or near "SELEC"', '42601', 11]);
    });

    it('commits a transaction, and rolls back one that fails', async () => {
      await connection.inTransaction(() => connection.execute('CREATE TABLE a (id int)'));
      const failed = connection.inTransaction(async () => {
        await connection.execute('CREATE TABLE b (id int)');
        throw new Error('no');
      });
      assert.equal(String(await rejection(failed)), 'Error: no');
      assert.deepEqual(await tables(), ['a']);
    });
  });

  it('reads the same schema as the shadow', async () => {
    const statements = `CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE TABLE t (id bigserial PRIMARY KEY, m mood[] DEFAULT '{ok}', n numeric(10, 2) CHECK (n > 0) NOT NULL, at timestamptz DEFAULT '2020-01-01 00:00+02',
        i int GENERATED ALWAYS AS IDENTITY, d interval DEFAULT '1 day', UNIQUE NULLS NOT DISTINCT (n, at) INCLUDE (d));
      CREATE INDEX ix ON t USING gin (m) WHERE n > 5;
      COMMENT ON COLUMN t.n IS 'N'`;
    const shadow = await emptyShadow();
    shadow.execute(statements);
    await connection.execute(`SET TimeZone TO 'Europe/Berlin'; SET IntervalStyle TO iso_8601; ${statements}`);
    assert.deepEqual(await introspectAsync(connection), introspectSync(shadow));
  });

  describe('applying revisions', () => {
    const first = revision('a', [], ['CREATE TABLE one (id int)']);
    const second = revision('b', ['a'], ['CREATE TABLE two (id int)', 'INSERT INTO two VALUES (1)']);

    it('runs them in order and writes the version table', async () => {
      const seen: ApplyProgress[] = [];
      assert.deepEqual(await applyRevisions(connection, [first, second], { onProgress: (progress) => seen.push(progress) }), ['b']);
      assert.deepEqual(await tables(), ['alembic_version', 'one', 'two']);
      assert.deepEqual(seen.at(-1), { revision: 'b', number: 2, revisions: 2, statement: 2, statements: 2 });
      const back = revision('b', ['a'], ['DROP TABLE two'], 'downgrade');
      assert.deepEqual(await applyRevisions(connection, [back]), ['a']);
      assert.deepEqual(await tables(), ['alembic_version', 'one']);
    });

    it('rolls everything back when a statement fails', async () => {
      const third = revision('c', ['b'], ['CREATE TABLE three (id int)', 'INSERT INTO two VALUES (2)', 'ALTER TABLE nowhere ADD x int']);
      const error = await rejection(applyRevisions(connection, [first, second, third]));
      assert(error instanceof RevisionFailed);
      assert.equal(error.message, 'Revision c, statement 3: relation "nowhere" does not exist');
      assert.deepEqual([error.statement, error.versions], ['ALTER TABLE nowhere ADD x int', []]);
      assert.deepEqual(await tables(), []);
    });

    it('keeps what was committed with a transaction per migration', async () => {
      const bad = revision('b', ['a'], ['CREATE TABLE two (id int)', 'SELECT 1/0']);
      const error = await rejection(applyRevisions(connection, [first, bad], { transactionPerMigration: true }));
      assert(error instanceof RevisionFailed);
      assert.deepEqual(error.versions, ['a']);
      assert.deepEqual(await tables(), ['alembic_version', 'one']);
    });

    it('leaves the transaction for an autocommit block', async () => {
      await applyRevisions(connection, [first]);
      const parts: readonly RevisionPart[] = [
        { kind: 'statement', sql: 'INSERT INTO one VALUES (1)' },
        { kind: 'begin_autocommit' },
        { kind: 'statement', sql: 'CREATE INDEX CONCURRENTLY ix ON one (id)' },
        { kind: 'end_autocommit' },
        { kind: 'statement', sql: 'SELECT 1/0' },
      ];
      const error = await rejection(applyRevisions(connection, [{ direction: 'upgrade', revision: 'b', parents: ['a'], parts }]));
      assert(error instanceof RevisionFailed);
      assert.deepEqual([error.statementNumber, error.versions], [3, ['a']]);
      assert.deepEqual(await connection.query('SELECT id FROM one'), [{ id: 1 }]);
      const schema = await introspectAsync(connection);
      assert.deepEqual(
        schema.tables.find(({ name }) => name === 'one')?.indexes.map(({ name }) => name),
        ['ix'],
      );
    });

    it('gives up when it is cancelled, even inside of a statement', async () => {
      const listeners: (() => void)[] = [];
      const cancellation = { cancelled: false, onCancel: (listener: () => void) => listeners.push(listener) };
      const slow = revision('b', ['a'], ['CREATE TABLE two (id int)', 'SELECT pg_sleep(600)']);
      const onProgress = ({ revision: id, statement }: ApplyProgress) => {
        if (id !== 'b' || statement !== 2) return;
        // Once the server is at it, as a second connection sees it.
        void connect(url).then(async (other) => {
          const running = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'";
          while ((await other.query(running))[0]?.['n'] !== 1);
          await other.close();
          cancellation.cancelled = true;
          for (const listener of listeners) listener();
        });
      };
      const error = await rejection(applyRevisions(connection, [first, slow], { cancellation, onProgress }));
      assert(error instanceof ApplyCancelled);
      assert.deepEqual(error.versions, []);
      assert.deepEqual(await tables(), []);
    });

    it('notices that somebody else moved the database', async () => {
      await applyRevisions(connection, [first]);
      const meddling = revision('b', ['a'], ["UPDATE alembic_version SET version_num = 'z'"]);
      const error = await rejection(applyRevisions(connection, [meddling]));
      assert(error instanceof RevisionFailed);
      assert.match(error.message, /expected to match one row for 'a' in alembic_version; 0 found/);
      assert.deepEqual(await readVersions(connection, defaultVersionTable), ['a']);
    });

    it('uses a version table of another name and schema', async () => {
      await connection.execute('CREATE SCHEMA meta');
      const versionTable = { schema: 'meta', name: 'Versions' };
      assert.deepEqual(await readVersions(connection, versionTable), []);
      assert.deepEqual(await applyRevisions(connection, [first], { versionTable }), ['a']);
      assert.deepEqual(await stampRevisions(connection, ['x', 'y'], versionTable), ['x', 'y']);
      assert.deepEqual(await tables(), ['one']);
    });
  });
});
