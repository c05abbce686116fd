/** Rows that a replay cannot know keep no table out of the comparison, and answer no question. */
import assert from 'node:assert/strict';
import { checkEnvironment } from '../../src/migrations/check';
import { oneEnvironment } from '../../src/migrations/environments';
import { generate } from '../../src/migrations/generate';
import { type ClosableShadow, generateOptions, type ProjectOnDisk, projectOf, removeProjects, shadowHere } from './opened-project';
import { files, revision } from './small-project';

const seeding = ['from somewhere import wanted', 'if wanted():', '    op.execute("INSERT INTO teams (name) VALUES (\'red\')")'];
const counting = ['count = op.get_bind().execute(sa.text("SELECT count(*) FROM teams")).scalar()'];

describe('rows that are not known', () => {
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
    project = projectOf(files, shadow);
    project.write('migrations/versions/3c_seed.py', revision('3c', '2b', seeding));
  });

  const checked = async () => {
    const opened = await project.open();
    return checkEnvironment(opened, oneEnvironment(opened, null));
  };

  it('are said, and their table is compared', async () => {
    project.edit('app/models.py', '    name = Column', '    colour = Column(String(20))\n    name = Column');
    const result = await checked();
    assert.deepEqual(
      result.changes.map(({ summary }) => summary),
      ['column teams.colour VARCHAR(20) is in no revision'],
    );
    assert.deepEqual(
      result.notUnderstood.map(({ message, line, tables }) => ({ message, line, tables })),
      [
        {
          message:
            'revision 3c: the rows of teams are not known from here: the value of somewhere.wanted (migrations/versions/3c_seed.py:10)',
          line: 12,
          tables: [],
        },
      ],
    );
  });

  it('do not answer a query on which the schema depends', async () => {
    project.write(
      'migrations/versions/4d_count.py',
      revision('4d', '3c', [...counting, 'if count == 0:', '    op.drop_column("members", "email")']),
    );
    const result = await checked();
    assert.deepEqual(result.changes, []);
    const [, second] = result.notUnderstood;
    assert.match(
      second?.message ?? '',
      /^revision 4d is not replayed from here: a query about what revision 3c does at migrations\/versions\/3c_seed\.py:12/,
    );
    assert.deepEqual(second?.tables, ['members']);
  });

  it('let a query about other tables, and about the catalog, be answered', async () => {
    const asking = [
      'bind = op.get_bind()',
      'none = bind.execute(sa.text("SELECT count(*) FROM members")).scalar() == 0',
      'if none and sa.inspect(bind).has_table("teams"):',
      '    op.add_column("members", sa.Column("phone", sa.String(40)))',
    ];
    project.write('migrations/versions/4d_ask.py', revision('4d', '3c', asking));
    const result = await checked();
    assert.deepEqual(
      result.changes.map(({ summary }) => summary),
      ['column members.phone is in the revisions but not in the models'],
    );
  });

  it('bound the proof of a revision, and do not fail it', async () => {
    project.edit('app/models.py', '    name = Column', '    colour = Column(String(20))\n    name = Column');
    const opened = await project.open();
    const { proof } = await generate(opened, oneEnvironment(opened, null), generateOptions({ message: 'colours' }));
    assert.equal(proof?.proven, true);
    assert.match(proof?.limits.join() ?? '', /revision 3c changes rows that are not known here: the value of somewhere\.wanted/);
  });

  it('are filled with stand-ins where only values of a text are not known', async () => {
    const filling = [
      'import uuid',
      'from somewhere import colour',
      'op.create_table("notes", sa.Column("id", sa.Uuid, primary_key=True), sa.Column("body", sa.Text, nullable=False))',
      "op.execute(f\"INSERT INTO notes VALUES ('{uuid.uuid4()}', 'as {colour} as it gets')\")",
      "op.execute(\"INSERT INTO notes VALUES ('{}', '{}')\".format(str(uuid.uuid4()), colour))",
      "op.execute(\"INSERT INTO notes VALUES ('%s', '{}')\" % uuid.uuid4())",
      'bind = op.get_bind()',
      'if bind.execute(sa.text("SELECT count(*) FROM notes")).scalar() == 3:',
      '    op.drop_column("notes", "body")',
      '    op.drop_table("notes")',
    ];
    project.write('migrations/versions/3c_seed.py', revision('3c', '2b', filling));
    const result = await checked();
    assert.deepEqual([result.problems, result.changes, result.notUnderstood], [[], [], []]);
  });

  it('are not known where such a value decides which rows are meant', async () => {
    const filling = ['from somewhere import colour', "op.execute(f\"UPDATE teams SET name = 'red' WHERE name = '{colour}'\")"];
    project.write('migrations/versions/3c_seed.py', revision('3c', '2b', filling));
    const result = await checked();
    assert.deepEqual(result.changes, []);
    assert.match(result.notUnderstood[0]?.message ?? '', /^revision 3c: the rows of teams are not known from here: /);
  });

  it('make what PostgreSQL refuses because of them no mistake of the revision', async () => {
    const member = 'op.execute("INSERT INTO members (team_id, email) SELECT 1, \'a@b.org\'")';
    project.write('migrations/versions/4d_member.py', revision('4d', '3c', [member]));
    const result = await checked();
    assert.deepEqual([result.problems, result.changes], [[], []]);
    assert.match(
      result.notUnderstood[1]?.message ?? '',
      /^revision 4d: the rows of members are not known from here: rows that revision 3c changes are not known, and PostgreSQL refuses this: /,
    );
  });
});
