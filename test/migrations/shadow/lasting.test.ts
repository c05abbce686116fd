/** What a revision leaves behind in the program that runs it: nothing, mostly. A history could not go on from a saved state otherwise. */
import assert from 'node:assert/strict';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { noPythonPlaces } from '../../../src/alembic/environment/virtualenv';
import { loadParser } from '../../../src/migrations/load-parser';
import { overlaidFiles } from '../../../src/migrations/project-files';
import { startReplay } from '../../../src/migrations/shadow/replay';
import { emptyShadow } from '../../postgres/shared-shadow';
import { assets } from '../../repository';
import { files, revision } from '../small-project';

const revisions: Readonly<Record<string, readonly [lasting: 'nothing' | 'import' | 'run', upgrade: readonly string[]]>> = {
  'reads rows': [
    'nothing',
    [
      'op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("state", sa.Enum("on", "off", name="state")))',
      "op.execute(\"INSERT INTO t VALUES (1, 'on'), (2, 'off')\")",
      'for row in op.get_bind().execute(sa.text("SELECT id, state FROM t")):',
      '    op.execute("UPDATE t SET id = %s WHERE id = %s" % (row.id + 10, row[0]))',
      'names = [name for _, name in op.get_bind().execute(sa.text("SELECT id, state FROM t")).fetchall()]',
      'kinds = {row.state: list(row) for row in op.get_bind().execute(sa.text("SELECT id, state FROM t"))}',
    ],
  ],
  'has tables and an inspector': [
    'nothing',
    [
      'things = sa.table("t", sa.column("id", sa.Integer))',
      'op.get_bind().execute(things.insert().values(id=5))',
      'meta = sa.MetaData()',
      'sa.Table("t", meta, sa.Column("id", sa.Integer), sa.Column("more", sa.String(20)), extend_existing=True)',
      'if "t" in sa.inspect(op.get_bind()).get_table_names():',
      '    with op.batch_alter_table("t") as batch:',
      '        batch.add_column(sa.Column("more", sa.String(20)))',
    ],
  ],
  'has a class and a session': [
    'nothing',
    [
      'from sqlalchemy import orm',
      'Base = orm.declarative_base()',
      'class Thing(Base):',
      '    __tablename__ = "t"',
      '    id = sa.Column(sa.Integer, primary_key=True)',
      'session = orm.Session(bind=op.get_bind())',
      'for thing in session.query(Thing).all():',
      '    thing.id = thing.id + 100',
      'session.commit()',
    ],
  ],
  'takes a name of the project': ['nothing', ['from app.shared import NAME', 'op.create_table(NAME, sa.Column("a", sa.Integer()))']],
  'raises and catches': ['nothing', ['try:', '    raise ValueError("no")', 'except ValueError as error:', '    print(error)']],
  'changes a module': ['run', ['import app.shared', 'app.shared.SEEN.append(1)']],
  'changes SQLAlchemy': ['run', ['sa.OURS = 1']],
};

describe('what a revision leaves behind', () => {
  before(async function () {
    this.timeout(120_000);
    await emptyShadow();
  });
  for (const [what, [lasting, upgrade]] of Object.entries(revisions)) {
    it(`${what}: ${lasting}`, async () => {
      const database = await emptyShadow();
      const texts = new Map([
        ...Object.entries(files),
        ['app/shared.py', 'NAME = "named"\nSEEN = []\n'],
        ['migrations/versions/a.py', revision('a', null, revisions['reads rows']?.[1] ?? [])],
        ['migrations/versions/b.py', revision('b', 'a', upgrade)],
      ]);
      const project = overlaidFiles({ read: () => null, list: (path) => (path in folders ? (folders[path] ?? null) : null) }, texts);
      const [environment] = findEnvironments(project, noPythonPlaces).environments;
      assert(environment);
      const replay = startReplay(database, environment, project, await loadParser(assets), null);
      if (what !== 'reads rows') replay.run({ id: 'a', file: 'migrations/versions/a.py' }, 'upgrade');
      const { opaque, ...outcome } = replay.run({ id: 'b', file: 'migrations/versions/b.py' }, 'upgrade');
      assert.deepEqual(
        opaque.map(({ reason }) => reason),
        [],
      );
      assert.equal(outcome.lasting, lasting);
    });
  }
});

const folder = (name: string) => ({ name, kind: 'directory' as const });
const folders: Readonly<Record<string, readonly ReturnType<typeof folder>[]>> = {
  '': [folder('app'), folder('migrations')],
  migrations: [folder('versions')],
};
