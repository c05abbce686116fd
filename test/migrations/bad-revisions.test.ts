/** Revisions that loop, raise, delete files or are refused: it is said where, the rest of the history goes on, and nothing is executed. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkEnvironment } from '../../src/migrations/check';
import { oneEnvironment } from '../../src/migrations/environments';
import { type ClosableShadow, type ProjectOnDisk, projectOf, removeProjects, shadowHere } from './opened-project';
import { files, models, revision } from './small-project';

describe('bad revisions', function () {
  this.timeout(120_000);
  let shadow: ClosableShadow;
  let project: ProjectOnDisk;
  before(async () => {
    shadow = await shadowHere();
  });
  after(async () => {
    await shadow.close();
    removeProjects();
  });
  beforeEach(() => {
    project = projectOf(
      { ...files, 'app/models.py': models.replace('    email =', '    phone = Column(String(40))\n    email =') },
      shadow,
    );
    project.write('migrations/versions/4d_phone.py', revision('4d', '3c', ['op.add_column("members", sa.Column("phone", sa.String(40)))']));
  });

  /** What is said when `upgrade` stands between sound revisions. */
  const checked = async (upgrade: readonly string[]) => {
    project.write('migrations/versions/3c_bad.py', revision('3c', '2b', upgrade));
    const opened = await project.open();
    const result = await checkEnvironment(opened, oneEnvironment(opened, null));
    assert.deepEqual(result.changes, [], 'what stands behind the bad revision is replayed, and nothing is invented');
    return {
      problems: result.problems.map(({ message, file, line, statement }) => ({ message, file, line, statement })),
      notUnderstood: result.notUnderstood.map(({ message, line }) => `${message} :${line}`),
    };
  };

  it('loop for ever', async () => {
    const { notUnderstood } = await checked(['while True:', '    pass']);
    assert.match(notUnderstood.join('\n'), /revision 3c is not replayed from here: .*the bound of 5,000,000 steps/);
  });

  it('raise', async () => {
    const { notUnderstood } = await checked(['op.execute("SELECT 1")', 'raise RuntimeError("no seed row")']);
    assert.deepEqual(notUnderstood, ['revision 3c is not replayed from here: RuntimeError: no seed row :11']);
  });

  it('delete files', async () => {
    await checked([
      'import os, pathlib, shutil',
      'shutil.rmtree("app")',
      'os.remove("alembic.ini")',
      'pathlib.Path("alembic.ini").unlink()',
    ]);
    assert(existsSync(join(project.root, 'app/models.py')) && existsSync(join(project.root, 'alembic.ini')));
  });

  it('hold 17,000 lines of data', async () => {
    const rows = Array.from({ length: 17_000 }, (_, index) => `    {"id": ${index}, "name": "team number ${index}"},`);
    const { problems, notUnderstood } = await checked([
      'teams = sa.table("teams", sa.column("id", sa.Integer), sa.column("name", sa.String))',
      'op.bulk_insert(teams, [',
      ...rows,
      '])',
      'if op.get_bind().execute(sa.text("SELECT count(*) FROM teams")).scalar() != 17000:',
      '    raise ValueError("some are missing")',
    ]);
    assert.deepEqual([problems, notUnderstood], [[], []]);
  });

  it('are refused by PostgreSQL, in its words', async () => {
    const { problems } = await checked(['op.execute("""', '    ALTER TABLE teams', '    ADD COLUMN name TEXT', '""")']);
    assert.deepEqual(problems, [
      {
        message: 'column "name" of relation "teams" already exists',
        file: 'migrations/versions/3c_bad.py',
        line: 10,
        statement: problems[0]?.statement,
      },
    ]);
    assert.match(problems[0]?.statement ?? '', /ALTER TABLE teams\s+ADD COLUMN name TEXT/);
  });

  it('do in a transaction what cannot be done in one', async () => {
    const index = 'op.create_index("ix", "teams", ["name"], postgresql_concurrently=True)';
    const { problems } = await checked([index]);
    assert.deepEqual(
      problems.map(({ message, line }) => [message, line]),
      [['CREATE INDEX CONCURRENTLY cannot run inside a transaction block', 10]],
    );
    const drop = 'op.drop_index("ix", postgresql_concurrently=True)';
    for (const sound of [
      ['op.execute("COMMIT")', index, drop],
      ['with op.get_context().autocommit_block():', `    ${index}`, `    ${drop}`],
    ])
      assert.deepEqual((await checked(sound)).problems, []);
  });

  it('put off what PostgreSQL then refuses to commit', async () => {
    const { problems, notUnderstood } = await checked([
      'op.execute("CREATE TABLE later (team_id int REFERENCES teams (id) DEFERRABLE INITIALLY DEFERRED)")',
      'op.execute("INSERT INTO later VALUES (99)")',
    ]);
    assert.match(problems.map(({ message }) => message).join('\n'), /violates foreign key constraint "later_team_id_fkey"/);
    assert.match(notUnderstood.join('\n'), /PostgreSQL refuses to commit it/);
  });

  it('lock thousands of tables in one transaction', async () => {
    const { problems, notUnderstood } = await checked([
      'for number in range(3000):',
      '    op.execute("CREATE TABLE many_%d (id int)" % number)',
      'for number in range(3000):',
      '    op.execute("DROP TABLE many_%d" % number)',
    ]);
    assert.deepEqual([problems, notUnderstood], [[], []]);
  });
});
