/** The command line as scripts use it: the bundle in a process of its own, its exit codes and its JSON. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CheckResult,
  DescribedRevision,
  GenerateResult,
  HistoryResult,
  ReportedNotUnderstood,
  SqlResult,
  StatusResult,
} from '../../src/migrations/results';
import { noShadow } from '../migrations/no-shadow';
import { type ProjectOnDisk, projectFrom, projectOf, removeProjects } from '../migrations/opened-project';
import { files, revision } from '../migrations/small-project';
import { startServer } from '../postgres/server';
import { repository } from '../repository';

const nobody = 65534;

describe('the command line', function () {
  this.timeout(120_000);
  let cache: string;
  let sample: ProjectOnDisk;
  before(() => {
    cache = mkdtempSync(join(tmpdir(), 'migration-keeper-cache-'));
    chmodSync(cache, 0o777);
  });
  after(() => {
    rmSync(cache, { recursive: true, force: true });
    removeProjects();
  });
  beforeEach(() => {
    sample = projectFrom('examples/docs-host', noShadow);
  });

  const run = (args: readonly string[], project: ProjectOnDisk | null = sample, options: { uid?: number } = {}) => {
    const place = project ? ['--project', project.root] : [];
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, 'dist/cli.js'), ...args, ...place], {
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: cache, MIGRATION_KEEPER_DATABASE: undefined, NO_COLOR: '1' },
      ...options,
    });
    return { status, stdout, stderr };
  };
  const json = <T>(result: { stdout: string }): T => JSON.parse(result.stdout);

  it('history: the revisions in order', () => {
    const result = run(['history', '--json']);
    assert.equal(result.status, 0, result.stderr);
    const [environment] = json<HistoryResult>(result).environments;
    assert.equal(environment?.revisions.length, 7);
    assert.deepEqual(environment?.revisions[1]?.down, ['3f1c0a7d92be']);
    assert.equal(environment?.revisions[1]?.opaque, null);
  });

  it('time travel: what revisions do, the SQL of a range, the schema that was', () => {
    const [environment] = json<HistoryResult<DescribedRevision>>(run(['history', '--json'])).environments;
    assert.deepEqual(
      environment?.revisions[3]?.operations.up.map(({ kind, table, line }) => [kind, table, line]),
      [
        ['create_table', 'tags', 20],
        ['create_table', 'edition_tags', 27],
      ],
    );
    assert.match(run(['history', '--operations']).stdout, /\n {6}\+ create table tags \(id, name\)\n/);
    assert.doesNotMatch(run(['history']).stdout, /create table/);
    const script = run(['sql', 'c7d95a3e1f46:+1', '--script']).stdout;
    assert.match(
      script,
      /^BEGIN;\n\n-- upgrade 5e80b9f2a6d3\n\nCREATE TABLE tags \([\s\S]*version_num = '5e80b9f2a6d3'[\s\S]*\n\nCOMMIT;\n$/,
    );
    const then = run(['schema', '--at', 'c7d9', '--format', 'json']);
    assert.equal(then.status, 0, then.stderr);
    assert.doesNotMatch(then.stdout, /edition_tags/);
    assert.match(run(['schema', '--at', '-3', '--format', 'json']).stdout, /edition_tags/);
    const mixed = run(['schema', '--from', 'models', '--at', 'c7d9']);
    assert.deepEqual([mixed.status, /--from revisions/.test(mixed.stderr)], [2, true]);
  });

  it('sql: ends with 2 where a part is not known, which then is a comment; a script is whole or there is none', () => {
    sample.edit(
      'migrations/versions/2025-06-24_5e80b9f2a6d3_group_editions_by_tags.py',
      'def upgrade() -> None:\n',
      'def upgrade() -> None:\n    op.execute(open("tags.sql").read())\n',
    );
    const result = run(['sql', '5e80']);
    assert.equal(result.status, 2);
    assert.match(result.stdout, /^-- upgrade 5e80b9f2a6d3\n-- NOT KNOWN from here: .*group_editions_by_tags\.py:20\)\n\nCREATE TABLE tags/);
    assert.match(result.stderr, /The SQL of revision 5e80b9f2a6d3 is not known from here/);
    assert.match(json<{ error: string }>(run(['sql', '5e80', '--json'])).error, /group_editions_by_tags\.py:20/);
    const script = run(['sql', '5e80', '--script']);
    assert.deepEqual([script.status, script.stdout], [2, '']);
  });

  it('check: 1 while there are changes, 0 when there are none, 2 when it could not be checked', () => {
    const changed = run(['check', '--json']);
    assert.equal(changed.status, 1, changed.stderr);
    assert.equal(json<CheckResult>(changed).environments[0]?.changes[0]?.name, 'commit_sha');
    assert.equal(run(['generate', '-m', 'all of it']).status, 0);
    assert.equal(run(['check']).status, 0);
    sample.edit('app/models/tag.py', 'class Tag(db.Model):', 'class Tag(db.Model:');
    const broken = run(['check', '--json']);
    assert.equal(broken.status, 2);
    assert.match(json<{ error: string }>(broken).error, /^app\/models\/tag\.py:\d+: /);
    assert.match(json<{ error: string }>(run(['status', '--json'])).error, /^app\/models\/tag\.py:\d+: /);
    assert.match(run(['check']).stdout, /could not be compared/);
    assert.doesNotMatch(run(['check']).stdout, /no changes/);
    assert.match(run(['prove']).stdout, /! not compared with the models.*app\/models\/tag\.py/);
  });

  it('check: 2 where the history has no beginning, so that tables are left out; 0 with one', () => {
    const beginning = 'CREATE TABLE teams (id serial PRIMARY KEY, name varchar(80) NOT NULL);';
    const first = revision('1a', null, ['op.create_unique_constraint("teams_name_key", "teams", ["name"])']);
    const project = projectOf({ ...files, 'db/first.sql': beginning, 'migrations/versions/1a_teams.py': first }, noShadow);
    const result = run(['check', '--json'], project);
    assert.equal(result.status, 2, result.stderr);
    assert.deepEqual(
      json<CheckResult>(result).environments[0]?.problems.map(({ code }) => code),
      ['baseline-missing'],
    );
    const based = run(['check', '--baseline', 'db/first.sql'], project);
    assert.equal(based.status, 0, based.stdout + based.stderr);
  });

  it('check --format github and sarif', () => {
    assert.match(
      run(['check', '--format', 'github']).stdout,
      /^::warning file=app\/models\/build\.py,line=\d+,col=5,title=.*::.*commit_sha/,
    );
    const report = json<{ runs: { results: { ruleId: string }[] }[] }>(run(['check', '--format', 'sarif']));
    assert.deepEqual(
      report.runs[0]?.results.map(({ ruleId }) => ruleId),
      ['add_column'],
    );
  });

  it('generate: writes one file and says how it was proven', () => {
    const before = readdirSync(join(sample.root, 'migrations/versions'));
    const result = run(['generate', '-m', 'Remember commits', '--rev-id', 'feed', '--json']);
    assert.equal(result.status, 0, result.stderr);
    const generated = json<GenerateResult>(result);
    assert.equal(generated.proof?.proven, true);
    const written = readdirSync(join(sample.root, 'migrations/versions')).filter((name) => !before.includes(name));
    assert.deepEqual(
      [generated.file],
      written.map((name) => `migrations/versions/${name}`),
    );
    assert.match(run(['sql', 'feed']).stdout, /ALTER TABLE builds\s+ADD COLUMN commit_sha/);
    assert.match(run(['sql', 'feed', '--down']).stdout, /DROP COLUMN commit_sha/);
    const sql = json<SqlResult>(run(['sql', '0b6c4fe7a891:feed', '--json']));
    assert.deepEqual(
      sql.revisions.map(({ revision }) => revision),
      ['feed'],
    );
    assert.equal(run(['prove', 'feed']).status, 0);
    assert.equal(run(['generate', '-m', 'again']).status, 2);
  });

  it('generate: asks by naming the flag that answers', () => {
    sample.edit('app/models/build.py', '    number = db.Column(', '    serial = db.Column(');
    sample.edit('app/models/build.py', '"product_id", "number", name', '"product_id", "serial", name');
    const asked = run(['generate', '-m', 'rename']);
    assert.equal(asked.status, 2);
    assert.match(asked.stderr, /--rename builds\.number=serial/);
    const renamed = run(['generate', '-m', 'rename', '--rename', 'builds.number=serial', '--dry-run']);
    assert.equal(renamed.status, 0, renamed.stderr);
    assert.match(renamed.stdout, /new_column_name='serial'/);
  });

  it('generate: refuses a flag that fits nothing, and writes nothing', () => {
    const before = readdirSync(join(sample.root, 'migrations/versions'));
    for (const [flags, message] of [
      [['--rename', 'builds.nmber=serial'], /--rename builds\.nmber=serial fits none of the changes/],
      [['--default', "builds.commit=''"], /--default builds\.commit='' fits none/],
      [['--rename', 'builds'], /write it as OLD=NEW/],
      [['--head', 'feed'], /Can't locate revision identified by 'feed'/],
      [['--only', 'builds.commit'], /None of the changes was chosen[\s\S]*add_column public\.builds\.commit_sha/],
    ] as const) {
      const result = run(['generate', '-m', 'x', ...flags]);
      assert.equal(result.status, 2, flags.join(' '));
      assert.match(result.stderr, message);
    }
    assert.deepEqual(readdirSync(join(sample.root, 'migrations/versions')), before);
  });

  it('generate --new: says that without a git HEAD every change counts as new', () => {
    const result = run(['generate', '-m', 'x', '--new', '--dry-run', '--no-prove']);
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stderr, /no git HEAD/);
  });

  it('generate: leaves no lock behind when it is interrupted', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'migration-keeper-temporary-'));
    const child = spawn(process.execPath, [join(repository, 'dist/cli.js'), 'generate', '-m', 'x', '--project', sample.root], {
      env: { ...process.env, XDG_CACHE_HOME: join(temporary, 'cache'), TMPDIR: temporary },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => {
      child.once('exit', (code) => resolve(code));
    });
    const locks = () => readdirSync(temporary).filter((name) => name.endsWith('.lock'));
    while (locks().length === 0 && child.exitCode === null) await new Promise(setImmediate);
    child.kill('SIGINT');
    assert.equal(await ended, 130);
    assert.deepEqual(locks(), []);
    rmSync(temporary, { recursive: true, force: true });
  });

  it('refuses to go along a history that cannot be followed, with file and line', () => {
    sample.edit('migrations/versions/2025-05-06_c7d95a3e1f46_give_builds_a_state.py', '= "8b24e6d1c05f"', '= "8b24e6d1c05e"');
    for (const command of [['prove'], ['sql', 'head'], ['schema', '--from', 'revisions'], ['generate', '-m', 'x']]) {
      const result = run(command);
      assert.equal(result.status, 2, command.join(' '));
      assert.match(result.stderr, /give_builds_a_state\.py:\d+: Revision 8b24e6d1c05e referenced from c7d95a3e1f46 is not present/);
    }
  });

  it('names a configuration that cannot be read beside one that can', () => {
    sample.write('other/alembic.ini', '[alembic]\nscript_location = nowhere\n');
    const result = run(['check']);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /other\/alembic\.ini.*nowhere/);
  });

  it('generate: says that the versions folder is read-only, and leaves nothing', function () {
    if (process.getuid?.() !== 0) {
      console.log('    skipped: only root can become another user');
      this.skip();
    }
    const versions = join(sample.root, 'migrations/versions');
    for (const folder of [sample.root, join(sample.root, '..')]) chownSync(folder, nobody, nobody);
    chmodSync(versions, 0o555);
    const before = readdirSync(versions);
    const result = run(['generate', '-m', 'no way', '--json'], sample, { uid: nobody });
    assert.equal(result.status, 2);
    assert.match(json<{ error: string }>(result).error, /migrations\/versions\/.* could not be written: the folder is read-only/);
    assert.deepEqual(readdirSync(versions), before);
  });

  it('schema --json says what is not in it, with the place and the tables', () => {
    sample.edit('app/models/tag.py', 'class Tag(db.Model):', 'class Tag(db.Model):\n    __tablename__ = unheard_of()');
    const { notUnderstood } = json<{ notUnderstood: ReportedNotUnderstood[] }>(run(['schema', '--json']));
    assert.ok(notUnderstood.some(({ file, line, message }) => file === 'app/models/tag.py' && line !== null && message !== ''));
    assert.deepEqual(json<{ notUnderstood: unknown }>(run(['schema', '--json', '--from', 'revisions'])).notUnderstood, []);
  });

  it('schema: from the models and from the revisions, as JSON and as SQL', () => {
    const models = run(['schema', '--from', 'models']);
    assert.equal(models.status, 0, models.stderr);
    assert.match(models.stdout, /commit_sha character varying\(40\)/);
    assert.doesNotMatch(run(['schema', '--from', 'revisions']).stdout, /commit_sha/);
    const at = json<{ tables: { name: string }[] }>(run(['schema', '--from', 'revisions', '--at', '3f1c0a7d92be', '--format', 'json']));
    assert.ok(at.tables.some(({ name }) => name === 'products'));
    assert.ok(!at.tables.some(({ name }) => name === 'tags'));
  });

  it('upgrade, status, downgrade and stamp on a server', async () => {
    const server = await startServer();
    try {
      const database = ['--database', server.url];
      assert.match(run(['upgrade', 'head', ...database]).stderr, /CREATE TABLE products[\s\S]*say --yes/);
      const up = run(['upgrade', 'head', '--yes', ...database]);
      assert.equal(up.status, 0, up.stderr);
      const [environment] = json<StatusResult>(run(['status', '--json', ...database])).environments;
      assert.deepEqual(new Set(environment?.revisions.map(({ applied }) => applied)), new Set(['applied']));
      assert.doesNotMatch(JSON.stringify(environment?.database), /s3cret/);
      assert.equal(run(['downgrade', '-1', '--yes', ...database]).status, 0);
      assert.deepEqual(
        run(['upgrade', 'head', '--yes', ...database])
          .stderr.trim()
          .split('\n'),
        ['upgrade 0b6c4fe7a891'],
      );
      assert.equal(run(['stamp', 'head', ...database]).status, 0);
      const database2 = await server.createDatabase();
      assert.match(run(['schema', '--from', 'database', '--database', database2]).stdout, /^;?\s*$/);
    } finally {
      await server.stop();
    }
  });

  it('names what is wrong with the command', () => {
    for (const [args, message] of [
      [['frobnicate'], /no command frobnicate/],
      [['upgrade', '--yes', '--database', 'postgresql://localhost/x'], /needs a target/],
      [['check', '--yes'], /--yes does not go with check/],
      [['generate'], /needs a message/],
      [['check', '--environment', 'elsewhere'], /no environment elsewhere here/],
      [['sql', 'nothing'], /nothing/],
    ] as const) {
      const result = run(args);
      assert.equal(result.status, 2, args.join(' '));
      assert.match(result.stderr, message);
      assert.doesNotMatch(result.stderr, /at .*\.js:\d+/);
    }
    assert.equal(run(['--help'], null).status, 0);
    assert.equal(run(['--version'], null).stdout.trim(), '0.1.0');
  });

  it('finds the environment of a project that is no Flask application', () => {
    const result = run(['check', '--json'], projectOf(files, noShadow));
    assert.equal(result.status, 0, result.stdout + result.stderr);
  });
});
