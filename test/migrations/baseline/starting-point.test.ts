/** Histories that do not begin with an empty database: what is said of them, and what each starting point comes to. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { check } from '../../../src/migrations/check';
import { oneEnvironment } from '../../../src/migrations/environments';
import type { Project } from '../../../src/migrations/project';
import { prove } from '../../../src/migrations/prove';
import { schemaOf } from '../../../src/migrations/schema-of';
import { type ClosableShadow, commitAll, hasGit, projectOf, removeProjects, shadowHere } from '../opened-project';
import { files, revision } from '../small-project';
import { badges, later, models, started } from './started-project';

const dump = `--
-- PostgreSQL database dump
--
\\restrict token
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
SET default_tablespace = '';
CREATE TABLE public.teams (
    id integer NOT NULL,
    name character varying(80) NOT NULL
);
CREATE SEQUENCE public.teams_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.teams_id_seq OWNED BY public.teams.id;
ALTER TABLE ONLY public.teams ALTER COLUMN id SET DEFAULT nextval('public.teams_id_seq'::regclass);
CREATE TABLE public.members (
    id SERIAL PRIMARY KEY,
    team_id integer NOT NULL,
    email character varying(255)
);
COPY public.teams (id, name) FROM stdin;
1\tBlue
\\.
ALTER TABLE ONLY public.teams ADD CONSTRAINT teams_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.teams ADD CONSTRAINT teams_name_key UNIQUE (name);
ALTER TABLE ONLY public.members ADD CONSTRAINT members_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
\\unrestrict token
`;

describe('a history that does not begin with an empty database', () => {
  let shadow: ClosableShadow;
  before(async () => {
    shadow = await shadowHere();
  });
  after(async () => {
    await shadow.close();
    removeProjects();
  });

  const checked = async (project: Project) => {
    const [environment] = (await check(project, null)).environments;
    assert.ok(environment);
    return environment;
  };
  const soundOn = async (project: Project) => {
    const { problems, changes, notUnderstood } = await checked(project);
    assert.deepEqual([problems, changes, notUnderstood], [[], [], []]);
  };

  it('is said once, with what could stand before it, and no change is invented', async () => {
    const project = await projectOf({ ...started, 'db/initial.sql': dump, 'db/other.sql': 'CREATE TABLE others (id int);' }, shadow).open();
    const { problems, changes, notUnderstood } = await checked(project);
    assert.deepEqual(
      problems.map(({ code, file, line, tables, candidates }) => ({ code, file, line, tables, candidates })),
      [
        {
          code: 'baseline-missing',
          file: 'migrations/versions/1a_teams.py',
          line: 10,
          tables: ['members'],
          candidates: [{ choice: 'db/initial.sql', what: 'a SQL file of the project', tables: 1 }],
        },
      ],
    );
    assert.match(
      problems[0]?.message ?? '',
      /^This history does not begin with an empty database: no revision creates the table members, which revisions change\. 2 operations were passed over\. .*db\/initial\.sql/,
    );
    assert.deepEqual(changes, []);
    assert.deepEqual(
      notUnderstood.map(({ tables }) => [...tables].sort()),
      [['badges', 'members', 'teams']],
    );
  });

  it('starts from a SQL file, rows and all, that the command line names', async () => {
    const reading = revision('1a', null, [
      'if not op.get_bind().execute(sa.text("SELECT id FROM teams WHERE name = \'Blue\'")).fetchall():',
      '    raise Exception("no row")',
      'op.add_column("members", sa.Column("phone", sa.String(length=40), nullable=True))',
    ]);
    const files = { ...started, 'migrations/versions/1a_teams.py': reading, 'db/initial.sql': dump };
    await soundOn(await projectOf(files, shadow).open({ baseline: 'db/initial.sql' }));
  });

  it('starts from what the settings of the folder say, for every environment or for one', async () => {
    for (const said of ['"db/initial.sql"', '{ "migrations": "db/initial.sql", }']) {
      const settings = `{\n  // chosen\n  "migrationKeeper.baseline": ${said}, /* "x */ "other": "a//b",\n}\n`;
      await soundOn(await projectOf({ ...started, 'db/initial.sql': dump, '.vscode/settings.json': settings }, shadow).open());
    }
    const elsewhere = { ...started, '.vscode/settings.json': '{"migrationKeeper.baseline": {"other": "git"}}' };
    assert.deepEqual(
      (await checked(await projectOf(elsewhere, shadow).open())).problems.map(({ code }) => code),
      ['baseline-missing'],
    );
  });

  it('says what of a SQL file is refused or not read, with file and line, and goes on', async () => {
    const broken = `\\copy x from y\nALTER TABLE nowhere ADD x int;\n\\ir rest.sql\n\\i gone.sql\n`;
    const project = await projectOf({ ...started, 'db/initial.sql': broken, 'db/rest.sql': dump }, shadow).open({
      baseline: './db/initial.sql',
    });
    const { problems, changes } = await checked(project);
    assert.deepEqual(
      problems.map(({ code, severity, message, file, line }) => [code, severity, message, file, line]),
      [
        [
          'baseline-unread',
          'warning',
          'The baseline is not followed here: what psql does with \\copy x from y is not done.',
          'db/initial.sql',
          1,
        ],
        [
          'baseline-unread',
          'warning',
          'The baseline is not followed here: the file gone.sql, which it includes, is not there.',
          'db/initial.sql',
          4,
        ],
        ['baseline-refused', 'warning', 'relation "nowhere" does not exist', 'db/initial.sql', 2],
      ],
    );
    assert.deepEqual(changes, []);
  });

  it('is proven and shown from its baseline too', async () => {
    const project = await projectOf({ ...started, 'db/initial.sql': dump }, shadow).open({ baseline: 'db/initial.sql' });
    const environment = oneEnvironment(project, null);
    const proof = await prove(project, environment, '1a:2b');
    assert.deepEqual([proof.proven, proof.limits], [true, []]);
    const { schema } = await schemaOf(project, environment, { from: 'revisions', at: 'base' });
    assert.deepEqual(
      schema.tables.map(({ name }) => name),
      ['members', 'teams'],
    );
  });

  it('cannot be checked from a baseline that is not there, and says why', async () => {
    for (const [baseline, why] of [
      ['gone.sql', /there is no such file/],
      ['git', /git does not tell/],
      ['database', /none is connected/],
      ['what', /is not known\. There is: FILE\.sql, git, git:COMMIT, database, none\./],
    ] as const) {
      const result = await check(await projectOf(started, shadow).open({ baseline }), null);
      assert.equal(result.compared, false, baseline);
      assert.deepEqual(
        result.environments[0]?.problems.map(({ code }) => code),
        ['baseline-unknown'],
      );
      assert.match(result.environments[0]?.problems[0]?.message ?? '', why);
    }
  });

  it('is none where one operation is broken, or something is dropped that nothing made', async () => {
    for (const operation of ['op.drop_column("ghosts", "x")', 'op.drop_table("members_old")', 'op.drop_column("teams", "ghost")']) {
      const broken = revision('3c', '2b', [operation]);
      const { problems, changes } = await checked(await projectOf({ ...files, 'migrations/versions/3c.py': broken }, shadow).open());
      assert.deepEqual([problems.map(({ code }) => code), changes], [['replay-failed'], []], operation);
    }
  });

  it('is a history like any other where somebody says so', async () => {
    const { problems } = await checked(await projectOf(started, shadow).open({ baseline: 'none' }));
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['replay-failed', 'replay-failed'],
    );
  });

  describe('in git', () => {
    before(function () {
      if (!hasGit()) this.skip();
    });
    const commit = (root: string) => {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', ...args], { cwd: root, stdio: 'ignore' });
      git('add', '-A');
      git('commit', '-m', 'More');
      return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
    };
    const { 'migrations/versions/1a_teams.py': _, 'migrations/versions/2b_members.py': __, ...withoutRevisions } = files;

    it('starts from the models before the commit that brought the first revision together with its change', async () => {
      const onDisk = projectOf(withoutRevisions, shadow);
      commitAll(onDisk.root);
      onDisk.write('app/models.py', models.slice(0, models.indexOf('class Badge')));
      onDisk.write('migrations/versions/first.py', later);
      commit(onDisk.root);
      // The file gets another name, and the models go on.
      onDisk.remove('migrations/versions/first.py');
      onDisk.write('migrations/versions/1a_phone.py', later);
      onDisk.write('migrations/versions/2b_badges.py', badges);
      onDisk.write('app/models.py', models);
      commit(onDisk.root);
      const [offered] = (await checked(await onDisk.open())).problems;
      assert.deepEqual(
        offered?.candidates?.map(({ choice, tables }) => [choice, tables]),
        [['git', 1]],
      );
      await soundOn(await onDisk.open({ baseline: 'git' }));
      const [named] = (await checked(await onDisk.open({ baseline: 'git:HEAD~1' }))).problems;
      assert.match(named?.message ?? '', /^column "phone" of relation "members" already exists in the models at \w{9}, or since$/);
      assert.equal(named?.severity, 'warning');
    });

    it('starts from the models of that commit itself where the first revision came without its change', async () => {
      const onDisk = projectOf({ ...withoutRevisions, 'migrations/versions/1a_phone.py': later }, shadow);
      commitAll(onDisk.root);
      onDisk.write('migrations/versions/2b_badges.py', badges);
      onDisk.write('app/models.py', models);
      await soundOn(await onDisk.open({ baseline: 'git' }));
    });

    it('takes the first revision to be contained in models that have what it makes', async () => {
      const onDisk = projectOf({ ...withoutRevisions, 'app/models.py': models, 'migrations/versions/1a_phone.py': later }, shadow);
      commitAll(onDisk.root);
      onDisk.write('migrations/versions/2b_note.py', revision('2b', '1a', ['op.add_column("teams", sa.Column("note", sa.Text()))']));
      onDisk.edit('app/models.py', 'unique=True)', 'unique=True)\n    note = Column(Text)');
      onDisk.edit('app/models.py', 'Integer, String', 'Integer, String, Text');
      const found = await checked(await onDisk.open({ baseline: 'git' }));
      assert.deepEqual(
        found.problems.map(({ code, revision }) => [code, revision]),
        [['baseline-contains', '1a']],
      );
      assert.deepEqual([found.changes, found.notUnderstood], [[], []]);
      await soundOn(await onDisk.open({ baseline: 'git:HEAD@1a' }));
    });

    it('says that a clone does not reach back far enough', async () => {
      const onDisk = projectOf({ ...withoutRevisions, 'migrations/versions/1a_phone.py': later }, shadow);
      commitAll(onDisk.root);
      onDisk.write('README', 'more');
      commit(onDisk.root);
      const clone = projectOf({}, shadow);
      execFileSync('git', ['clone', '--depth', '1', `file://${onDisk.root}`, '.'], { cwd: clone.root, stdio: 'ignore' });
      const [problem] = (await checked(await clone.open({ baseline: 'git' }))).problems;
      assert.match(problem?.message ?? '', /git fetch --unshallow/);
    });
  });
});
