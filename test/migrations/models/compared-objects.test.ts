/** What env.py keeps out of the comparison is kept out of ours. */
import assert from 'node:assert/strict';
import { checkEnvironment } from '../../../src/migrations/check';
import { oneEnvironment } from '../../../src/migrations/environments';
import { generate } from '../../../src/migrations/generate';
import { type ClosableShadow, generateOptions, type ProjectOnDisk, projectOf, removeProjects, shadowHere } from '../opened-project';
import { files, models, revision } from '../small-project';

/** What no model declares: a table, a table in another schema, and a column, an index and a unique constraint of a table that one does. */
const legacy = revision('3c', '2b', [
  'op.create_table("legacy_audit", sa.Column("id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("id"))',
  'op.execute("CREATE SCHEMA archive")',
  'op.create_table("old_members", sa.Column("id", sa.Integer()), schema="archive")',
  'op.add_column("members", sa.Column("legacy_code", sa.String(20)))',
  'op.create_index("legacy_members_email", "members", ["email"])',
  'op.create_unique_constraint("legacy_members_code", "members", ["legacy_code"])',
]);
const all = ['drop_column public.members.legacy_code', 'drop_index public.members.legacy_members_email', 'drop_table public.legacy_audit'];

describe('what env.py lets Alembic compare', () => {
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
    project = projectOf({ ...files, 'migrations/versions/3c_legacy.py': legacy }, shadow);
  });

  const checked = async (definitions = '', keywords = '') => {
    if (definitions) project.edit('migrations/env.py', 'target_metadata =', `${definitions}\n\ntarget_metadata =`);
    if (keywords) project.edit('migrations/env.py', 'target_metadata=target_metadata', `target_metadata=target_metadata, ${keywords}`);
    const opened = await project.open();
    const { problems, changes, notUnderstood } = await checkEnvironment(opened, oneEnvironment(opened, null));
    assert.deepEqual(problems, []);
    return { ids: changes.map((change) => change.id).filter((id) => !id.startsWith('drop_constraint')), notUnderstood };
  };

  it('is every table of the default schema, and none of another', async () => {
    const { ids, notUnderstood } = await checked();
    assert.deepEqual([[...ids].sort(), notUnderstood], [all, []]);
  });

  it('is every schema with include_schemas', async () => {
    const { ids } = await checked('', 'include_schemas=True');
    assert.deepEqual([...ids].sort(), ['drop_table archive.old_members', ...all].sort());
  });

  it('is what include_name names', async () => {
    const { ids, notUnderstood } = await checked(
      `def include_name(name, type_, parent_names):
    if type_ == "schema":
        return name in [None, "archive"]
    if type_ == "table":
        return parent_names["schema_qualified_table_name"] not in ("legacy_audit", "archive.old_members")
    return not (name or "").startswith("legacy") or parent_names["table_name"] != "members"`,
      'include_name=include_name, include_schemas=True',
    );
    assert.deepEqual([ids, notUnderstood], [[], []]);
  });

  it('is what include_object takes, told from the object, its name, its table and its info', async () => {
    project.edit(
      'app/models.py',
      'class Team(Base):',
      'class View(Base):\n    __tablename__ = "views"\n    __table_args__ = {"info": {"is_view": True}}\n\n    id = Column(Integer, primary_key=True)\n\n\nclass Team(Base):',
    );
    project.edit(
      'app/models.py',
      '    email = Column(String(255))',
      '    email = Column(String(255))\n    skipped = Column(String(5), info={"skip": True})',
    );
    const { ids, notUnderstood } = await checked(
      `def include_object(object, name, type_, reflected, compare_to):
    if type_ == "table":
        if object.info.get("is_view", False):
            return False
        return not (reflected and compare_to is None and object.name == "legacy_audit")
    if type_ == "column" and not reflected and object.info.get("skip"):
        return False
    if type_ in ("index", "unique_constraint"):
        return not (object.table.name == "members" and name.startswith("legacy"))
    return True`,
      'include_object=include_object',
    );
    assert.deepEqual([ids, notUnderstood], [['drop_column public.members.legacy_code'], []]);
  });

  it('is not known where include_object cannot be followed: nothing is dropped then, and what is added still counts', async () => {
    project.edit('app/models.py', '    email = Column(String(255))', '    email = Column(String(255))\n    phone = Column(String(20))');
    const { ids, notUnderstood } = await checked('from somewhere import include_object', 'include_object=include_object');
    assert.deepEqual(ids, ['add_column public.members.phone']);
    assert.deepEqual(
      notUnderstood.map(({ message, tables }) => [message, tables]),
      [
        ['what include_object of env.py answers (the value of somewhere.include_object)', ['legacy_audit']],
        ['what include_object of env.py answers (the value of somewhere.include_object)', ['members']],
      ],
    );
  });

  it('stays out of a proof as well', async () => {
    project.edit('app/models.py', '    email = Column(String(255))', '    email = Column(String(300))');
    project.edit(
      'migrations/env.py',
      'target_metadata =',
      'def include_object(object, name, type_, reflected, compare_to):\n    return not name.startswith("legacy")\n\ntarget_metadata =',
    );
    project.edit('migrations/env.py', 'target_metadata=target_metadata', 'target_metadata=target_metadata, include_object=include_object');
    const opened = await project.open();
    const result = await generate(opened, oneEnvironment(opened, null), generateOptions());
    assert.deepEqual(
      result.changes.map((change) => change.id),
      ['alter_column public.members.email'],
    );
    assert.equal(result.proof?.proven, true, JSON.stringify(result.proof));
  });

  it('does not drop the table of a model that nothing imports, and says the model', async () => {
    project.write('app/teams.py', models.slice(0, models.indexOf('class Member')));
    project.write(
      'app/members.py',
      models
        .replace(/Base = .*\n/, '')
        .replace('from sqlalchemy.orm import declarative_base', 'from app.teams import Base')
        .replace(/class Team[\s\S]*?(?=class Member)/, ''),
    );
    project.remove('app/models.py');
    project.remove('migrations/versions/3c_legacy.py');
    project.edit('migrations/env.py', 'from app.models import Base', 'from app.teams import Base');
    const opened = await project.open();
    const { problems, changes, notUnderstood } = await checkEnvironment(opened, oneEnvironment(opened, null));
    assert.deepEqual([changes, notUnderstood], [[], []]);
    assert.deepEqual(problems[0]?.missingImport, { file: 'migrations/env.py', statement: 'from app.members import Member', line: 3 });
    assert.deepEqual(
      problems.map(({ code, severity, message, file, line, column }) => ({ code, severity, message, file, line, column })),
      [
        {
          code: 'model-not-imported',
          severity: 'warning',
          message: 'Alembic will not see the model Member: nothing imports it. Add "from app.members import Member" to migrations/env.py.',
          file: 'app/members.py',
          line: 6,
          column: 1,
        },
      ],
    );
  });
});
