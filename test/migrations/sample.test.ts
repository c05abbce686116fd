/** The whole path on the sample project: one change ahead of its revisions. */
import assert from 'node:assert/strict';
import { check } from '../../src/migrations/check';
import { oneEnvironment } from '../../src/migrations/environments';
import { generate } from '../../src/migrations/generate';
import { history } from '../../src/migrations/history';
import { prove } from '../../src/migrations/prove';
import { revisionsSql } from '../../src/migrations/sql/revisions-sql';
import {
  answers,
  type ClosableShadow,
  commitAll,
  hasGit,
  generateOptions as options,
  type ProjectOnDisk,
  projectFrom,
  removeProjects,
  shadowHere,
} from './opened-project';

const build = 'app/models/build.py';
const newest = '0b6c4fe7a891';

describe('the sample project', () => {
  let shadow: ClosableShadow;
  let sample: ProjectOnDisk;
  before(async () => {
    shadow = await shadowHere();
  });
  after(async () => {
    await shadow.close();
    removeProjects();
  });
  beforeEach(() => {
    sample = projectFrom('examples/docs-host', shadow);
  });

  const lineOf = (path: string, text: string) =>
    sample
      .read(path)
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;

  it('lists its revisions from the base to the head', async () => {
    const [environment] = history(await sample.open(), null).environments;
    assert.equal(environment?.path, 'migrations');
    assert.equal(environment?.revisions.length, 7);
    assert.equal(environment?.revisions[0]?.id, '3f1c0a7d92be');
    assert.deepEqual(
      environment?.revisions.filter((revision) => revision.head).map((revision) => revision.id),
      [newest],
    );
    assert.deepEqual(environment?.problems, []);
  });

  it('has one change without a migration, on the line of the column', async () => {
    const [environment] = (await check(await sample.open(), null)).environments;
    assert.deepEqual(environment?.problems, []);
    assert.deepEqual(environment?.notUnderstood, []);
    assert.deepEqual(
      environment?.changes.map(({ kind, table, name, file, line, column }) => ({ kind, table, name, file, line, column })),
      [{ kind: 'add_column', table: 'builds', name: 'commit_sha', file: build, line: lineOf(build, 'commit_sha ='), column: 5 }],
    );
  });

  it('asks PostgreSQL nothing the second time', async () => {
    const first = await check(await sample.open(), null);
    const { count } = shadow.asked;
    assert.deepEqual(await check(await sample.open(), null), first);
    assert.equal(shadow.asked.count, count);
  });

  it('sees a column that is only typed, and asks PostgreSQL for its table alone', async () => {
    const project = await sample.open();
    await check(project, null);
    project.overlay(build, sample.read(build).replace('    git_ref =', '    uploader = db.Column(db.Unicode(80))\n    git_ref ='));
    const [environment] = (await check(project, null)).environments;
    assert.deepEqual(
      environment?.changes.map((change) => change.id),
      ['add_column public.builds.uploader', 'add_column public.builds.commit_sha'],
    );
    assert.equal(environment?.changes[0]?.line, lineOf(build, 'git_ref ='));
    project.overlay(build, null);
    assert.equal((await check(project, null)).environments[0]?.changes.length, 1);
  });

  it('tells what the working copy introduced from what stood in HEAD', async function () {
    if (!hasGit()) {
      console.log('    skipped: there is no git on this machine, and the product then calls every change new');
      this.skip();
    }
    commitAll(sample.root);
    sample.edit(build, '    git_ref =', '    uploader = db.Column(db.Unicode(80))\n    git_ref =');
    const changes = (await check(await sample.open(), null)).environments[0]?.changes ?? [];
    assert.deepEqual(Object.fromEntries(changes.map((change) => [change.name, change.since])), { commit_sha: 'head', uploader: 'working' });
  });

  it('generates a proven revision through the project’s own template, and then nothing is left', async () => {
    const project = await sample.open();
    const result = await generate(project, oneEnvironment(project, null), options());
    assert.equal(result.proof?.proven, true, JSON.stringify(result.proof));
    assert.deepEqual(result.proof?.limits, []);
    assert.deepEqual(
      result.proof?.steps.map(({ step }) => step),
      ['upgrade', 'compare-with-models', 'downgrade', 'compare-with-start', 'upgrade-again'],
    );
    assert.equal(result.file, 'migrations/versions/2026-11-22_abcdefabcdef_remember_the_commit_of_a_build.py');
    const source = sample.read(result.file);
    assert.equal(source, result.source);
    assert.match(source, /^"""Remember the commit of a build\n\nRevision: abcdefabcdef\nFollows: {2}0b6c4fe7a891\n/);
    assert.match(
      source,
      /op\.add_column\(\n {8}'builds',\n {8}sa\.Column\('commit_sha', sa\.String\(length=40\), nullable=True\),\n {4}\)/,
    );
    assert.match(source, /op\.drop_column\('builds', 'commit_sha'\)/);
    assert.deepEqual((await check(project, null)).environments[0]?.changes, []);
    assert.deepEqual((await check(await sample.open(), null)).environments[0]?.changes, []);
  });

  it('writes nothing on a dry run', async () => {
    const project = await sample.open();
    const result = await generate(project, oneEnvironment(project, null), options({ dryRun: true }));
    assert.equal(result.written, false);
    assert.throws(() => sample.read(result.file), /ENOENT/);
  });

  it('asks whether a column was renamed, and renames it', async () => {
    sample.edit(build, '    git_ref = db.Column', '    reference = db.Column');
    const project = await sample.open();
    const asked: unknown[] = [];
    const decisions = answers({
      renamed: async (question) => {
        asked.push(question);
        return true;
      },
    });
    const result = await generate(project, oneEnvironment(project, null), options({ decisions }));
    assert.deepEqual(asked, [{ kind: 'column', table: 'builds', oldName: 'git_ref', newName: 'reference' }]);
    assert.match(
      result.source,
      /op\.alter_column\(\s+'builds',\s+'git_ref',\s+existing_type=sa\.VARCHAR\(length=255\),\s+new_column_name='reference'/,
    );
    assert.equal(result.proof?.proven, true, JSON.stringify(result.proof));
  });

  it('asks what fills a NOT NULL column, and the upgrade works on rows', async () => {
    sample.edit(build, '    git_ref =', '    uploader = db.Column(db.Unicode(80), nullable=False)\n    git_ref =');
    const project = await sample.open();
    const decisions = answers({ fillFor: async () => "'somebody'" });
    const result = await generate(project, oneEnvironment(project, null), options({ decisions }));
    assert.match(result.source, /UPDATE builds SET uploader = 'somebody'/);
    assert.match(result.source, /nullable=False/);
    assert.equal(result.proof?.proven, true, JSON.stringify(result.proof));
  });

  it('writes nothing when a question stays without an answer', async () => {
    sample.edit(build, '    git_ref =', '    uploader = db.Column(db.Unicode(80), nullable=False)\n    git_ref =');
    const project = await sample.open();
    const decisions = answers({ fillFor: async () => null });
    await assert.rejects(generate(project, oneEnvironment(project, null), options({ decisions })), /Nothing was written/);
    assert.equal(history(project, null).environments[0]?.revisions.length, 7);
  });

  it('refuses a second generate while one runs', async () => {
    const project = await sample.open();
    const first = generate(project, oneEnvironment(project, null), options());
    await assert.rejects(generate(project, oneEnvironment(project, null), options()), /being generated in this project already/);
    await first;
  });

  it('proves the revisions that are there', async () => {
    const project = await sample.open();
    const proof = await prove(project, oneEnvironment(project, null), 'base:head');
    assert.equal(proof.proven, true, JSON.stringify(proof));
  });

  it('says the SQL of a revision, up and down', async () => {
    const project = await sample.open();
    const up = await revisionsSql(project, oneEnvironment(project, null), '5e80b9f2a6d3', 'upgrade');
    assert.match(up.revisions[0]?.statements.join('\n') ?? '', /CREATE TABLE tags[\s\S]*CREATE TABLE edition_tags/);
    const down = await revisionsSql(project, oneEnvironment(project, null), '5e80b9f2a6d3', 'downgrade');
    assert.deepEqual(down.revisions[0]?.statements, ['DROP TABLE edition_tags', 'DROP TABLE tags']);
  });
});
