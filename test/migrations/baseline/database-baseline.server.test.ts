/** A connected database as the starting point of a history. */
import assert from 'node:assert/strict';
import { CancellationSource } from '../../../src/migrations/cancellation';
import { check } from '../../../src/migrations/check';
import { createEngine } from '../../../src/migrations/create-engine';
import { oneEnvironment } from '../../../src/migrations/environments';
import { prove } from '../../../src/migrations/prove';
import { connect } from '../../../src/postgres/connection';
import { startServer, type TestServer } from '../../postgres/server';
import { type ClosableShadow, projectOf, removeProjects, shadowHere } from '../opened-project';
import { started } from './started-project';

/** What `create_all()` made, and the first revision after it. */
const standing = [
  'CREATE TABLE teams (id SERIAL PRIMARY KEY, name VARCHAR(80) NOT NULL UNIQUE)',
  'CREATE TABLE members (id SERIAL PRIMARY KEY, team_id INTEGER NOT NULL REFERENCES teams, email VARCHAR(255), phone VARCHAR(40))',
  'CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)',
];

describe('a history on the schema of a connected database', () => {
  let shadow: ClosableShadow;
  let server: TestServer;
  before(async () => {
    [shadow, server] = await Promise.all([shadowHere(), startServer()]);
  });
  after(async () => {
    await Promise.all([shadow.close(), server.stop()]);
    removeProjects();
  });

  const databaseAt = async (revision: string | null): Promise<string> => {
    const url = await server.createDatabase();
    const connection = await connect(url);
    for (const statement of standing) await connection.execute(statement);
    if (revision !== null) await connection.execute(`INSERT INTO alembic_version VALUES ('${revision}')`);
    await connection.close();
    return url;
  };

  it('replays only the revisions that the database does not have', async () => {
    const project = await projectOf(started, shadow).open({ baseline: 'database', databaseUrl: await databaseAt('1a') });
    const [environment] = (await check(project, null)).environments;
    assert.deepEqual([environment?.problems, environment?.changes, environment?.notUnderstood], [[], [], []]);
    assert.equal((await prove(project, oneEnvironment(project, null), '2b')).proven, true);
    await assert.rejects(
      prove(project, oneEnvironment(project, null), '1a'),
      /^Failure: 1a cannot be proven from postgresql:\/\/keeper@.* at 1a, which has it already\.$/,
    );
  });

  it('says which revision of the database no file has', async () => {
    const project = await projectOf(started, shadow).open({ baseline: 'database', databaseUrl: await databaseAt('elsewhere') });
    const { compared, environments } = await check(project, null);
    assert.equal(compared, false);
    assert.match(environments[0]?.problems[0]?.message ?? '', /is at elsewhere, which no revision file here has/);
  });

  it('is offered once one is connected, and can be chosen in the settings', async () => {
    const onDisk = projectOf(started, shadow);
    const engine = createEngine(await onDisk.open(), { defaultTemplate: '', log: () => undefined });
    assert.deepEqual((await engine.baselines('migrations')).candidates, []);
    await engine.connect('migrations', await databaseAt('1a'));
    assert.deepEqual(await engine.baselines('migrations'), {
      environment: 'migrations',
      chosen: null,
      candidates: [{ choice: 'database', what: 'the connected database at its revision', tables: null }],
    });
    onDisk.write('.vscode/settings.json', '{"migrationKeeper.baseline": "database"}');
    engine.filesChanged(['.vscode/settings.json']);
    const { environments } = await engine.check(new CancellationSource());
    assert.deepEqual([environments[0]?.problems, environments[0]?.changes], [[], []]);
  });
});
