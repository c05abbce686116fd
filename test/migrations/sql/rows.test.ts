/** Revisions that ask the database what to do: their SQL, and what `history` says of them. */
import { deepEqual, equal, fail, match } from 'node:assert/strict';
import { describedHistory } from '../../../src/migrations/described-history';
import { oneEnvironment } from '../../../src/migrations/environments';
import type { ReportedSqlStep } from '../../../src/migrations/results';
import { revisionsSql, unknownStretches } from '../../../src/migrations/sql/revisions-sql';
import { type ClosableShadow, projectOf, removeProjects, shadowHere } from '../opened-project';
import { files, revision } from '../small-project';

const roles = revision('3c', '2b', [
  'op.create_table("roles", sa.Column("name", sa.String(20)))',
  "op.execute(\"INSERT INTO roles VALUES ('reader'), ('writer')\")",
]);
const grants = revision('4d', '3c', [
  'connection = op.get_bind()',
  'op.execute("CREATE TABLE grants (name text)")',
  'for (name,) in connection.execute(sa.text("SELECT name FROM roles ORDER BY name")).fetchall():',
  '    op.execute(f"INSERT INTO grants VALUES (\'{name}\')")',
  'if connection.execute(sa.text("SELECT count(*) FROM members")).scalar() > 0:',
  '    op.execute("UPDATE members SET email = NULL")',
  'if sa.inspect(connection).has_table("teams"):',
  '    op.add_column("teams", sa.Column("size", sa.Integer()))',
  'op.drop_table("roles")',
]);
const opaque = revision(
  '5e',
  '4d',
  ['op.execute("SELECT 1")', 'op.execute(open("secret.sql").read())', 'op.drop_column("teams", "size")'],
  ['raise RuntimeError("no way back")'],
);

const project = {
  ...files,
  'migrations/versions/3c_roles.py': roles,
  'migrations/versions/4d_grants.py': grants,
  'migrations/versions/5e_opaque.py': opaque,
};

const lineOf = (source: string, text: string): number => source.split('\n').findIndex((line) => line.includes(text)) + 1;

describe('a revision that reads', function () {
  this.timeout(60_000);
  let shadow: ClosableShadow;
  before(async () => {
    shadow = await shadowHere();
  });
  after(async () => {
    removeProjects();
    await shadow.close();
  });

  const stepsOf = async (
    range: string,
    direction: 'upgrade' | 'downgrade' = 'upgrade',
    texts: Readonly<Record<string, string>> = project,
  ) => {
    const opened = await projectOf(texts, shadow).open();
    const result = await revisionsSql(opened, oneEnvironment(opened, null), range, direction);
    return { result, steps: result.revisions.flatMap(({ steps }) => steps) };
  };
  const brief = (step: ReportedSqlStep) =>
    step.kind === 'statement'
      ? `${step.dependsOnRows ? 'rows: ' : ''}${step.read ? 'read: ' : ''}${step.sql}`
      : `${step.kind} ${'line' in step ? step.line : ''}`;

  it('has the SQL that the replayed rows make of it, each statement marked that hangs on them, and a word where others would add some', async () => {
    const { steps } = await stepsOf('4d');
    deepEqual(steps.map(brief), [
      'CREATE TABLE grants (name text)',
      'read: SELECT name FROM roles ORDER BY name',
      "rows: INSERT INTO grants VALUES ('reader')",
      "rows: INSERT INTO grants VALUES ('writer')",
      'read: SELECT count(*) FROM members',
      `skipped ${lineOf(grants, 'UPDATE members')}`,
      'rows: ALTER TABLE teams ADD COLUMN size INTEGER',
      'DROP TABLE roles',
    ]);
    const skipped = steps.find((step) => step.kind === 'skipped') ?? fail('nothing was skipped');
    deepEqual(skipped.statements, ['UPDATE members SET email = NULL']);
  });

  it('is not replayed again while its text is the same, and once more when an editor changed it', async () => {
    const opened = await projectOf(project, shadow).open();
    const ask = () => revisionsSql(opened, oneEnvironment(opened, null), '4d', 'upgrade');
    await ask();
    const asked = shadow.asked.count;
    await ask();
    equal(shadow.asked.count, asked);
    opened.overlay('migrations/versions/3c_roles.py', roles.replace('reader', 'guest'));
    const changed = (await ask()).revisions.flatMap(({ steps }) => steps.map(brief));
    equal(shadow.asked.count, asked + 1);
    equal(changed.includes("rows: INSERT INTO grants VALUES ('guest')"), true);
  });

  it('asks no database where the files tell everything', async () => {
    const asked = shadow.asked.count;
    await stepsOf('base:3c');
    equal(shadow.asked.count, asked);
  });

  it('says what is not understood in its place, and goes on', async () => {
    const { result, steps } = await stepsOf('5e');
    deepEqual(steps.map(brief), ['SELECT 1', `unknown ${lineOf(opaque, 'secret.sql')}`, 'ALTER TABLE teams DROP COLUMN size']);
    const [sentence] = unknownStretches(result);
    match(sentence ?? '', /^The SQL of revision 5e is not known from here: not understood: .*5e_opaque\.py:11\)\.$/);
    equal(result.revisions[0]?.statements[1]?.startsWith('-- not understood: '), true);
  });

  it('says where Python raises, which is no gap', async () => {
    const { result, steps } = await stepsOf('5e', 'downgrade');
    deepEqual(steps.map(brief), [`raises ${lineOf(opaque, 'no way back')}`]);
    deepEqual(unknownStretches(result), []);
  });

  it('is told from one that is opaque by history, which asks no database', async () => {
    const asked = shadow.asked.count;
    const [environment] = describedHistory(await projectOf(project, shadow).open(), null).environments;
    equal(shadow.asked.count, asked);
    const described = new Map(environment?.revisions.map((one) => [one.id, one]));
    const [first] = described.get('1a')?.operations.up ?? [];
    deepEqual(first && { ...first, file: null }, {
      kind: 'create_table',
      schema: 'public',
      table: 'teams',
      name: '',
      summary: 'create table teams (id, name)',
      file: null,
      line: 10,
      condition: null,
    });
    equal(described.get('2b')?.requiresReplay, null);
    match(described.get('4d')?.requiresReplay ?? '', /4d_grants\.py:\d+\)$/);
    equal(described.get('4d')?.opaque, null);
    match(described.get('5e')?.opaque ?? '', /^not understood: .*5e_opaque\.py:11\)$/);
    deepEqual(
      described.get('5e')?.operations.up.map(({ summary }) => summary),
      ['execute SELECT 1', 'drop column teams.size'],
    );
    deepEqual(
      described.get('5e')?.gaps.map(({ direction, kind }) => `${direction} ${kind}`),
      ['upgrade opaque', 'downgrade raises'],
    );
  });
});
