/** What is broken is said with file and line or setting, and nothing is invented, written or lost. */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationSource } from '../../src/migrations/cancellation';
import { check, checkEnvironment } from '../../src/migrations/check';
import { createEngine } from '../../src/migrations/create-engine';
import { oneEnvironment } from '../../src/migrations/environments';
import { generate } from '../../src/migrations/generate';
import type { CheckedEnvironment } from '../../src/migrations/results';
import { schemaOf } from '../../src/migrations/schema-of';
import { createSql } from '../../src/postgres/ddl/schema-sql';
import { type ClosableShadow, generateOptions, type ProjectOnDisk, projectOf, removeProjects, shadowHere } from './opened-project';
import { files, models, revision } from './small-project';

const memberFile = 'migrations/versions/2b_members.py';

describe('bad input', () => {
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
  });

  const checked = async (): Promise<CheckedEnvironment & { compared: boolean }> => {
    const opened = await project.open();
    return checkEnvironment(opened, oneEnvironment(opened, null));
  };
  const versions = () => readdirSync(join(project.root, 'migrations/versions')).sort();

  it('has nothing to say of a sound project', async () => {
    const result = await checked();
    assert.deepEqual([result.problems, result.changes, result.notUnderstood, result.heads], [[], [], [], ['2b']]);
  });

  it('says a syntax error in a model file, and reports no change that it may cause', async () => {
    project.edit('app/models.py', 'class Member(Base):', 'class Member(Base:');
    const result = await checked();
    assert.equal(result.compared, false);
    assert.deepEqual(result.changes, []);
    const [problem] = result.problems;
    assert.equal(problem?.code, 'syntax-error');
    assert.equal(problem?.file, 'app/models.py');
    assert.equal(problem?.line, 14);
  });

  it('keeps the last good state in the editor while a file is broken, and says the error', async () => {
    const opened = await project.open();
    const engine = createEngine(opened, { defaultTemplate: '', log: () => undefined });
    const changed = models.replace('    email =', '    phone = Column(String(40))\n    email =');
    engine.overlay('app/models.py', changed);
    const good = await engine.check(new CancellationSource());
    assert.deepEqual(
      good.environments[0]?.changes.map((change) => change.name),
      ['phone'],
    );
    engine.overlay('app/models.py', changed.replace('String(40))', 'String(40'));
    const broken = await engine.check(new CancellationSource());
    assert.deepEqual(broken.environments[0]?.changes, good.environments[0]?.changes);
    assert.deepEqual(
      broken.environments[0]?.problems.map((problem) => problem.code),
      ['syntax-error'],
    );
    engine.overlay('app/models.py', models);
    assert.deepEqual((await engine.check(new CancellationSource())).environments[0]?.changes, []);
  });

  it('refuses to generate while a model file is broken', async () => {
    project.edit('app/models.py', 'class Member(Base):', 'class Member(Base:');
    const opened = await project.open();
    const before = versions();
    await assert.rejects(generate(opened, oneEnvironment(opened, null), generateOptions()), /app\/models\.py:14/);
    assert.deepEqual(versions(), before);
  });

  it('leaves what a raising statement would have made out of the comparison, and never calls it dropped', async () => {
    project.edit('app/models.py', '    email = Column(String(255))', '    email = Column(String(255), index=missing)');
    const result = await checked();
    assert.deepEqual(result.changes, []);
    assert.deepEqual(
      result.notUnderstood.map((reason) => [reason.message.slice(0, 35), reason.line, reason.tables]),
      [
        ["NameError: name 'missing' is not de", 19, []],
        ["NameError: name 'missing' is not de", 19, ['members']],
      ],
    );
  });

  it('goes on after a statement that raises', async () => {
    project.edit('app/models.py', 'class Member(Base):', 'raise RuntimeError("settings are missing")\n\n\nclass Member(Base):');
    project.edit('app/models.py', '    email =', '    phone = Column(String(40))\n    email =');
    const result = await checked();
    assert.deepEqual(
      result.changes.map((change) => change.id),
      ['add_column public.members.phone'],
    );
    assert.match(result.notUnderstood.map((reason) => reason.message).join(), /settings are missing/);
  });

  it('names what a column is made of when that cannot be known, and leaves its table out', async () => {
    project.edit('app/models.py', 'from sqlalchemy import', 'from somewhere import Money\nfrom sqlalchemy import');
    project.edit('app/models.py', '    email = Column(String(255))', '    email = Column(String(255))\n    pay = Column(Money)');
    const result = await checked();
    assert.deepEqual(result.changes, []);
    const [reason] = result.notUnderstood;
    assert.match(reason?.message ?? '', /Money/);
    assert.deepEqual([reason?.file, reason?.line, reason?.tables], ['app/models.py', 21, ['members']]);
  });

  it('compares a table but for what may be a column of it', async () => {
    project.edit('app/models.py', 'from sqlalchemy import', 'from somewhere import Kind, Owned\nfrom sqlalchemy import');
    project.edit('app/models.py', '    email = Column(String(255))', '    email = Kind.primary\n    phone = Column(String(40))');
    project.edit('app/models.py', 'class Team(Base)', 'class Team(Owned, Base)');
    project.edit('app/models.py', '    name = Column(String(80), nullable=False, unique=True)\n', '');
    const result = await checked();
    assert.deepEqual(
      result.changes.map((change) => change.id),
      ['add_column public.members.phone'],
    );
    assert.deepEqual(
      result.notUnderstood.map((reason) => [reason.line, reason.tables, reason.columns]),
      [
        [9, ['teams'], ['teams.*']],
        [19, ['members'], ['members.email']],
      ],
    );
    const generated = await generate(
      await project.open(),
      oneEnvironment(await project.open(), null),
      generateOptions({ message: 'Add phone' }),
    );
    assert.equal(generated.proof?.proven, true);
    assert.match(generated.source, /op\.add_column\('members'/);
    assert.doesNotMatch(generated.source, /email|name/);
  });

  it('gives the models the functions that the revisions create', async () => {
    const make = 'CREATE FUNCTION plain(text) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT lower($1) FROM teams LIMIT 1 $$';
    project.write('migrations/versions/3c_function.py', revision('3c', '2b', [`op.execute("${make}")`]));
    project.edit('app/models.py', 'from sqlalchemy import', 'from sqlalchemy import CheckConstraint,');
    project.edit(
      'app/models.py',
      '    email =',
      '    __table_args__ = (CheckConstraint("plain(email) = email", name="ck_plain"),)\n    email =',
    );
    const result = await checked();
    assert.deepEqual([result.problems, result.changes.map((change) => change.id)], [[], ['create_constraint public.members.ck_plain']]);
    const opened = await project.open();
    const { schema, functions, missing } = await schemaOf(opened, oneEnvironment(opened, null), { from: 'models' });
    assert.deepEqual(
      schema.tables.map((table) => table.name),
      ['members', 'teams'],
    );
    assert.deepEqual(
      missing.map(({ message, tables }) => [message, tables]),
      [['function plain(character varying) does not exist in the models alone; it was taken from the revisions', ['members']]],
    );
    assert.match(createSql(schema, functions).join(';\n'), /FUNCTION public\.plain\(text\)[^;]*;\nCREATE TABLE/);
  });

  it('leaves only the foreign key out when the table that it refers to is not understood', async () => {
    project.edit('app/models.py', 'from sqlalchemy import', 'from somewhere import Money\nfrom sqlalchemy import');
    project.edit('app/models.py', '    name = Column', '    budget = Column(Money)\n    name = Column');
    project.edit('app/models.py', '    email = Column(String(255))', '    email = Column(String(300))');
    const result = await checked();
    assert.deepEqual(result.problems, []);
    assert.deepEqual(
      result.changes.map((change) => change.id),
      ['alter_column public.members.email'],
    );
    assert.deepEqual(
      result.notUnderstood.map((reason) => [reason.line, reason.tables]),
      [
        [12, ['teams']],
        [20, ['teams']],
      ],
    );
  });

  it('calls nothing changed that a revision may have done where it cannot be followed', async () => {
    project.write(
      'migrations/versions/3c_session.py',
      revision('3c', '2b', ['from somewhere import add_phone_to', 'add_phone_to(op, "members")', 'raise RuntimeError("members are odd")']),
    );
    project.edit('app/models.py', '    email =', '    phone = Column(String(40))\n    email =');
    const result = await checked();
    assert.deepEqual(result.changes, []);
    assert.match(result.notUnderstood.map((reason) => reason.message).join(), /revision 3c is not replayed from here: .*members are odd/);
    assert.deepEqual([...new Set(result.notUnderstood.flatMap((reason) => reason.tables))], ['members']);
  });

  it('points at the revision that made a table which no model has', async () => {
    project.edit('app/models.py', models.slice(models.indexOf('class Member')), '');
    const result = await checked();
    assert.deepEqual(
      result.changes.map(({ id, file, line, column }) => ({ id, file, line, column })),
      [{ id: 'drop_table public.members', file: memberFile, line: 10, column: 5 }],
    );
  });

  it('says that env.py cannot be followed', async () => {
    project.edit('migrations/env.py', 'target_metadata =', 'raise RuntimeError("no settings")\ntarget_metadata =');
    const result = await checked();
    assert.deepEqual(
      result.problems.map(({ code, severity, file, line }) => ({ code, severity, file, line })),
      [{ code: 'environment-unreadable', severity: 'warning', file: 'migrations/env.py', line: 4 }],
    );
    assert.deepEqual(result.changes, []);
  });

  it('keeps two applications below one folder apart', async () => {
    const two = Object.fromEntries(
      ['shop', 'blog'].flatMap((app) => Object.entries(files).map(([path, text]) => [`${app}/${path}`, text])),
    );
    const both = projectOf({ ...two, 'shop/migrations/env.py': '', 'blog/migrations/env.py': '' }, shadow);
    const { environments } = await check(await both.open(), null);
    assert.deepEqual(
      environments.map(({ path, problems, changes }) => ({ path, problems, changes })),
      ['blog', 'shop'].map((app) => ({ path: `${app}/migrations`, problems: [], changes: [] })),
    );
  });

  it('says a revision file that cannot be parsed', async () => {
    project.edit(memberFile, 'def upgrade():', 'def upgrade(:');
    const result = await checked();
    assert.equal(result.compared, false);
    assert.deepEqual(
      result.problems.map(({ code, file, line }) => ({ code, file, line })),
      [{ code: 'revision-unreadable', file: memberFile, line: 9 }],
    );
  });

  it('says a parent that no file has', async () => {
    project.edit(memberFile, 'down_revision = "1a"', 'down_revision = "gone"');
    const result = await checked();
    const [problem] = result.problems;
    assert.deepEqual([problem?.code, problem?.file, problem?.line], ['missing-parent', memberFile, 6]);
    assert.match(problem?.message ?? '', /gone/);
    assert.deepEqual(result.changes, []);
  });

  it('says two revisions with one id, naming both files', async () => {
    project.write('migrations/versions/2b_again.py', revision('2b', '1a', ['pass']));
    const result = await checked();
    const said = result.problems.filter((problem) => problem.code === 'duplicate-revision');
    assert.match(
      said.map((problem) => `${problem.file} ${problem.message}`).join(),
      /2b_again\.py[\s\S]*2b_members\.py|2b_members\.py[\s\S]*2b_again\.py/,
    );
    assert.deepEqual(result.changes, []);
  });

  it('says a cycle, naming its revisions', async () => {
    project.edit('migrations/versions/1a_teams.py', 'down_revision = None', 'down_revision = "2b"');
    const result = await checked();
    const [problem] = result.problems.filter((each) => each.code === 'cycle');
    assert.match(problem?.message ?? '', /1a/);
    assert.match(problem?.message ?? '', /2b/);
    assert.deepEqual(result.changes, []);
  });

  it('says an operation that PostgreSQL refuses, in its words, at the operation, and goes on', async () => {
    project.write(
      'migrations/versions/3c_drop.py',
      revision('3c', '2b', [
        'with op.batch_alter_table("members") as batch_op:',
        '    batch_op.drop_column("salary")',
        '    batch_op.add_column(sa.Column("phone", sa.String(40)))',
      ]),
    );
    const result = await checked();
    const [problem] = result.problems;
    assert.equal(problem?.code, 'replay-failed');
    assert.equal(problem?.message, 'column "salary" of relation "members" does not exist');
    assert.deepEqual([problem?.file, problem?.line, problem?.column, problem?.revision], ['migrations/versions/3c_drop.py', 11, 9, '3c']);
    assert.deepEqual(
      result.changes.map((change) => change.id),
      ['drop_column public.members.phone'],
    );
  });

  it('proves a new revision on a broken history, and says what bounds the proof', async () => {
    project.write('migrations/versions/3c_drop.py', revision('3c', '2b', ['op.drop_column("members", "salary")']));
    project.edit('app/models.py', '    email =', '    phone = Column(String(40))\n    email =');
    const opened = await project.open();
    const result = await generate(opened, oneEnvironment(opened, null), generateOptions());
    assert.equal(result.proof?.proven, true, JSON.stringify(result.proof));
    assert.equal(result.proof?.limits.length, 1);
    assert.match(result.proof?.limits[0] ?? '', /3c.*column "salary" of relation "members" does not exist.*3c_drop\.py:10/);
  });

  it('says what a proof leaves open: other changes, and tables that are not compared', async () => {
    project.edit('app/models.py', 'from sqlalchemy import', 'from somewhere import Money\nfrom sqlalchemy import');
    project.edit('app/models.py', '    email =', '    pay = Column(Money)\n    email =');
    project.edit('app/models.py', '    name =', '    motto = Column(String(80))\n    city = Column(String(80))\n    name =');
    const opened = await project.open();
    const only = generateOptions({ takes: ({ reported }) => reported.name === 'motto' });
    const { proof } = await generate(opened, oneEnvironment(opened, null), only);
    assert.deepEqual(
      [proof?.proven, proof?.limits],
      [
        true,
        [
          'still without a migration, and no part of this proof: add_column public.teams.city',
          'not understood, so not compared with the models: members',
        ],
      ],
    );
  });

  it('does not write a revision whose proof fails', async () => {
    project.edit('app/models.py', '    email = Column(String(255))', '    email = Column(String(255), server_default="x" * 300)');
    const opened = await project.open();
    const before = versions();
    project.write('migrations/versions/3c_rows.py', revision('3c', '2b', ['op.execute("INSERT INTO teams (name) VALUES (\'a\')")']));
    project.edit(
      'app/models.py',
      '    name = Column(String(80), nullable=False, unique=True)',
      '    name = Column(Integer, nullable=False, unique=True)',
    );
    opened.filesChanged(['app/models.py', 'migrations/versions/3c_rows.py']);
    const result = await generate(opened, oneEnvironment(opened, null), generateOptions());
    assert.equal(result.proof?.proven, false);
    assert.equal(result.written, false);
    assert.match(result.proof?.steps[0]?.message ?? '', /invalid input syntax for type integer: "a"/);
    assert.deepEqual(versions(), [...before, '3c_rows.py'].sort());
  });

  it('asks which head to follow, and names the heads when nobody says', async () => {
    project.write('migrations/versions/2z_other.py', revision('2z', '1a', ['pass']));
    project.edit('app/models.py', '    email =', '    phone = Column(String(40))\n    email =');
    const opened = await project.open();
    const decisions = { ...generateOptions().decisions, head: async () => null };
    await assert.rejects(
      generate(opened, oneEnvironment(opened, null), generateOptions({ decisions })),
      /several heads \(2b, 2z\)|several heads \(2z, 2b\)/,
    );
    const chosen = { ...decisions, head: async () => '2z' };
    assert.match(
      (await generate(opened, oneEnvironment(opened, null), generateOptions({ decisions: chosen }))).source,
      /down_revision = '2z'/,
    );
  });

  it('reads files as Python does: with a byte order mark, or in the encoding that they declare', async () => {
    project.write('app/models.py', `\uFEFF${models}`);
    assert.deepEqual((await checked()).changes, []);
    const commented = models.replace('email = Column(String(255))', 'email = Column(String(255), comment="für")');
    writeFileSync(join(project.root, 'app/models.py'), Buffer.from(`# -*- coding: latin-1 -*-\n${commented}`, 'latin1'));
    project.write('migrations/versions/3c_comment.py', revision('3c', '2b', ['op.alter_column("members", "email", comment="für")']));
    const result = await checked();
    assert.deepEqual([result.problems, result.changes], [[], []]);
  });

  it('says a byte that is no UTF-8 where it stands', async () => {
    const commented = models.replace('email = Column(String(255))', 'email = Column(String(255), comment="für")');
    writeFileSync(join(project.root, 'app/models.py'), Buffer.from(commented, 'latin1'));
    const result = await checked();
    assert.deepEqual(result.changes, []);
    assert.deepEqual(
      result.problems.map(({ code, message, file, line, column }) => ({ code, message, file, line, column })),
      [
        {
          code: 'syntax-error',
          message: 'the byte 0xfc is no UTF-8, and no encoding is declared in the first two lines',
          file: 'app/models.py',
          line: 19,
          column: 43,
        },
      ],
    );
  });

  it('says a foreign key to a table that no model makes, at the key', async () => {
    project.edit('app/models.py', 'ForeignKey("teams.id")', 'ForeignKey("team.id")');
    const result = await checked();
    assert.deepEqual(result.changes, []);
    assert.deepEqual(
      result.problems.map(({ code, message, file, line, column }) => ({ code, message, file, line, column })),
      [
        {
          code: 'models-refused',
          message: 'relation "team" does not exist: this foreign key refers to the table team, which no model makes',
          file: 'app/models.py',
          line: 18,
          column: 31,
        },
      ],
    );
  });

  it('follows tables that refer to each other', async () => {
    project.edit(
      'app/models.py',
      '    name = Column',
      '    lead_id = Column(Integer, ForeignKey("members.id", use_alter=True))\n    name = Column',
    );
    const result = await checked();
    assert.deepEqual([result.problems, result.notUnderstood], [[], []]);
    assert.deepEqual(
      result.changes.map((change) => change.id),
      ['add_column public.teams.lead_id', 'create_constraint public.teams.teams_lead_id_fkey'],
    );
  });

  it('says the second of two classes with one table name, and leaves the table out', async () => {
    project.edit(
      'app/models.py',
      models,
      `${models}\n\nclass Again(Base):\n    __tablename__ = "members"\n\n    id = Column(Integer, primary_key=True)\n`,
    );
    const result = await checked();
    assert.deepEqual(result.changes, []);
    const [reason] = result.notUnderstood;
    assert.match(reason?.message ?? '', /table members once more: it is defined in this MetaData already/);
    assert.deepEqual([reason?.file, reason?.line, reason?.tables], ['app/models.py', 23, ['members']]);
  });

  it('says a class that inherits from itself, and a cycle of imports, at their line', async () => {
    project.edit('app/models.py', 'class Member(Base):', 'class Member(Member):');
    const itself = await checked();
    assert.deepEqual(itself.changes, []);
    assert.match(`${itself.notUnderstood[0]?.message} ${itself.notUnderstood[0]?.line}`, /name 'Member' is not defined.* 14$/);
    project.write('app/models.py', `from app.other import Thing\n${models}`);
    project.write('app/other.py', 'from app.models import Base\n\n\nclass Thing(Base):\n    __tablename__ = "things"\n');
    const cycle = await checked();
    assert.deepEqual(cycle.changes, []);
    assert.match(
      cycle.notUnderstood.map((reason) => `${reason.message} ${reason.file}:${reason.line}`).join(),
      /circular import.* app\/other\.py:1/,
    );
  });

  it('says that a table of 5,000 columns is too wide, at the table', async () => {
    const columns = Array.from({ length: 5000 }, (_, index) => `    c${index} = Column(Integer)\n`).join('');
    project.write(
      'app/models.py',
      `${models}\n\nclass Wide(Base):\n    __tablename__ = "wide"\n\n    id = Column(Integer, primary_key=True)\n${columns}`,
    );
    const result = await checked();
    assert.deepEqual(result.changes, []);
    assert.deepEqual(
      result.problems.map(({ code, message, file, line }) => ({ code, message, file, line })),
      [{ code: 'models-refused', message: 'tables can have at most 1600 columns', file: 'app/models.py', line: 23 }],
    );
  });

  it('reads a model file of 2 MB', async () => {
    const filler = Array.from(
      { length: 20_000 },
      (_, index) => `CODES[${index}] = ("code number ${index}", "${'what it stands for '.repeat(4)}")\n`,
    ).join('');
    project.write('app/models.py', `CODES = {}\n${filler}${models.replace('String(255)', 'String(300)')}`);
    const result = await checked();
    assert.deepEqual([result.problems, result.notUnderstood], [[], []]);
    assert.deepEqual(
      result.changes.map(({ id, line }) => [id, line]),
      [['alter_column public.members.email', 20_020]],
    );
  });

  it('says that there is no environment', async () => {
    project.remove('alembic.ini');
    project.remove('migrations/env.py');
    await assert.rejects(async () => check(await project.open(), null), /no alembic\.ini/);
  });

  it('throws a damaged saved result away', async () => {
    await checked();
    const folder = join(project.root, '../results');
    for (const name of readdirSync(folder)) project.write(`../results/${name}`, project.read(`../results/${name}`).slice(0, -20));
    assert.deepEqual((await checked()).changes, []);
  });
});
