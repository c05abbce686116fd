import { deepEqual, equal, match } from 'node:assert/strict';
import { check } from '../../src/migrations/check';
import { oneEnvironment } from '../../src/migrations/environments';
import { prove } from '../../src/migrations/prove';
import { schemaOf } from '../../src/migrations/schema-of';
import { type ClosableShadow, projectOf, removeProjects, shadowHere } from './opened-project';
import { files, revision } from './small-project';

/** The small project with a first revision that meets Alembic's table, as projects with long revision ids do. */
const meeting = (table: string, upgrade: readonly string[] = []) => ({
  ...files,
  'migrations/versions/0_widen.py': revision(
    '0',
    null,
    [
      `op.execute("ALTER TABLE ${table} ALTER COLUMN version_num TYPE VARCHAR(128)")`,
      `if not sa.inspect(op.get_bind()).has_table("${table.split('.').at(-1)}", schema=${table.includes('.') ? '"keeping"' : 'None'}):`,
      '    op.create_table("never", sa.Column("id", sa.Integer()))',
      ...upgrade,
    ],
    ['pass'],
  ),
  'migrations/versions/1a_teams.py': (files['migrations/versions/1a_teams.py'] ?? '').replace('= None', '= "0"'),
});

const configured = (record: Readonly<Record<string, string>>, more: string) => ({
  ...record,
  'migrations/env.py': (record['migrations/env.py'] ?? '').replace('=target_metadata)', `=target_metadata, ${more})`),
});

describe("Alembic's own table in a replay", () => {
  let shadow: ClosableShadow;
  before(async () => {
    shadow = await shadowHere();
  });
  after(async () => {
    await shadow.close();
    removeProjects();
  });
  const checked = async (record: Readonly<Record<string, string>>) => {
    const project = await projectOf(record, shadow).open();
    const { environments } = await check(project, null);
    const [environment] = environments;
    const told = [...(environment?.problems ?? []), ...(environment?.notUnderstood ?? [])].map(({ message }) => message);
    return { project, changes: environment?.changes.map(({ id }) => id), told };
  };

  it('stands before the first revision, and in no schema that is shown or compared', async () => {
    const { project, changes, told } = await checked(meeting('alembic_version'));
    deepEqual([changes, told], [[], []]);
    const environment = oneEnvironment(project, null);
    const { schema } = await schemaOf(project, environment, { from: 'revisions', at: null });
    deepEqual(schema.tables.map(({ name }) => name).sort(), ['members', 'teams']);
    equal((await prove(project, environment, 'base:heads')).proven, true);
  });

  it('has the name and the schema that env.py gives it', async () => {
    const own = configured(
      meeting('keeping.applied', ['op.create_table("applied", sa.Column("id", sa.Integer()))']),
      ['version_table="applied"', 'version_table_schema="keeping"', 'include_schemas=True'].join(', '),
    );
    const { changes, told } = await checked(own);
    // A table of the same name elsewhere is nobody's but the project's.
    deepEqual([changes, told], [['drop_table public.applied'], []]);
  });

  it('holds rows that a replay does not know', async () => {
    const asks = 'if op.get_bind().execute(sa.text("SELECT version_num FROM alembic_version")).fetchall():';
    const { told } = await checked(meeting('alembic_version', [asks, '    op.create_table("found", sa.Column("id", sa.Integer()))']));
    match(told.join('\n'), /not replayed from here: the rows of Alembic's own table alembic_version/);
  });
});
