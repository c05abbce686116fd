import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startServer } from '../../postgres/server';
import { copySample, type Sample } from '../sample';
import { openWorkbench, type Workbench } from '../workbench';
import { Window } from './window';

const root = resolve(__dirname, '../../../..');
const shots = join(root, 'test/vscode/shots');

describe('a walk through the window, with the packaged extension', function () {
  this.timeout(120_000);
  let sample: Sample;
  let server: Awaited<ReturnType<typeof startServer>>;
  let workbench: Workbench;
  let window: Window;
  let step = 0;

  before(async () => {
    rmSync(shots, { recursive: true, force: true });
    sample = copySample();
    server = await startServer();
    workbench = await openWorkbench({ folder: sample.folder, vsix: process.env.VSIX ?? join(root, 'out/migration-keeper.vsix') });
    window = new Window(workbench.page);
  });

  afterEach(async function () {
    step += 1;
    const name = (this.currentTest?.title ?? '').replace(/\W+/g, '-');
    await workbench.picture(join(shots, `${step}-${name}${this.currentTest?.isFailed() ? '-FAILED' : ''}.png`));
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
    sample?.remove();
  });

  it('the view shows the environment, the change without a migration and the revisions', async () => {
    await workbench.page
      .getByRole('tab', { name: /^Migrations/ })
      .first()
      .click();
    await window.widenSideBar(160);
    await window.row(/commit_sha/).waitFor();
    await window.row('Find the newest builds quickly').waitFor();
    await window.row('Start with products and builds').waitFor();
  });

  it('a new column is warned of while it is typed', async () => {
    await window.openFile('app/models/product.py');
    await window.typeBelow(lineOf('repository = '), 'homepage = db.Column(db.Unicode(255), nullable=True)');
    await window.line(/^\s+homepage.=/).waitFor();
    await window.squiggle.waitFor();
    assert.doesNotMatch(readFileSync(join(sample.folder, 'app/models/product.py'), 'utf8'), /homepage/, 'nothing was saved');
    await window.row(/homepage/).waitFor();
  });

  it('the palette offers every change; what the working copy introduced is ticked', async () => {
    await window.command('Migrations: Generate Migration…');
    await window.choice(/products\.homepage/).waitFor();
    if (sample.committed) {
      assert.deepEqual([await window.ticked(/products\.homepage/), await window.ticked(/builds\.commit_sha/)], [true, false]);
    }
  });

  it('the quick fix offers to generate the migration', async () => {
    await workbench.page.keyboard.press('Escape');
    await window.closed();
    await workbench.page.keyboard.press('Control+.');
    await workbench.page
      .locator('.action-widget')
      .getByText(/Generate migration for this change/)
      .waitFor();
  });

  it('the message is proposed', async () => {
    await workbench.page.keyboard.press('Enter');
    await window.question(/Message of the migration/).waitFor();
    assert.match(await window.input.inputValue(), /homepage/);
  });

  it('the revision is written, opened and proven', async () => {
    await window.input.fill('Add product homepage');
    await workbench.page.keyboard.press('Enter');
    await window.tab(/add_product_homepage\.py/).waitFor();
    await window.notification(/proven/i).waitFor();
    const source = readFileSync(join(sample.folder, 'migrations/versions', written()), 'utf8');
    assert.match(source, /homepage/);
    assert.doesNotMatch(source, /commit_sha/);
  });

  it('the squiggle goes and the tree has the revision', async () => {
    await window.row('Add product homepage').waitFor();
    await window.row(/products\.homepage/).waitFor({ state: 'detached' });
    await window.tab('product.py').click();
    await window.line(/homepage/).waitFor();
    await window.squiggle.waitFor({ state: 'detached' });
  });

  it('a development database is connected; everything is pending', async () => {
    await window.command('Migrations: Connect Development Database…');
    await window.question(/Development database of/).waitFor();
    await window.input.fill(server.url.replace('postgresql:', 'postgresql+psycopg2:'));
    await workbench.page.keyboard.press('Enter');
    await window.row(/Revisions.*8 pending/).waitFor();
  });

  it('upgrading shows the SQL and asks', async () => {
    await window.command('Migrations: Upgrade…');
    await window.pick(/all 8 pending revisions/);
    await window.choice(/Apply \d+ statements/).waitFor();
    await window
      .line(/ALTER.TABLE/i)
      .first()
      .waitFor();
  });

  it('the database is at the new revision, and nothing is pending', async () => {
    await window.pick(/Apply \d+ statements/);
    await window.notification(/is now at/).waitFor();
    await window.row(/Add product homepage.*current/).waitFor();
    await window
      .row(/pending/)
      .first()
      .waitFor({ state: 'detached' });
  });

  it('the SQL of a revision opens beside it, from the lens above upgrade()', async () => {
    await window.row('Group editions by tags').click();
    await window.tab(/group_editions_by_tags\.py/).waitFor();
    await workbench.page.getByRole('button', { name: 'Show SQL' }).first().click();
    await window
      .line(/^CREATE.TABLE.tags/)
      .first()
      .waitFor();
    await window
      .line(/^--.downgrade.5e80b9f2a6d3/)
      .first()
      .waitFor();
  });

  it('two heads stand apart in the tree', async () => {
    const file = join(sample.folder, 'migrations/versions/2026-03-01_beef_remember_titles.py');
    writeFileSync(
      file,
      [
        '"""Remember titles"""',
        'from alembic import op',
        '',
        'revision = "beef"',
        'down_revision = "d932be5018c7"',
        '',
        '',
        'def upgrade():',
        '    op.execute(open("titles.sql").read())',
        '',
        '',
        'def downgrade():',
        '    pass',
        '',
      ].join('\n'),
    );
    await window.row(/Revisions.*2 heads/).waitFor();
    await window.row(/Branch of beef/).waitFor();
    await window.row('Remember titles').click();
    await window.tab(/remember_titles\.py/).waitFor();
  });

  it('heads are merged', async () => {
    await window.command('Migrations: Merge Heads…');
    await window.question(/Message of the revision that merges/).waitFor();
    await workbench.page.keyboard.press('Enter');
    await window.tab(/merge_heads\.py/).waitFor();
    await window.row(/merge heads.*merge/).waitFor();
  });

  it('no request left this machine', () => {
    assert.deepEqual(workbench.refused, []);
  });

  function lineOf(anchor: string): number {
    const lines = readFileSync(join(sample.folder, 'app/models/product.py'), 'utf8').split('\n');
    return lines.findIndex((line) => line.includes(anchor)) + 1;
  }

  /** Name of the revision file with the message given above. */
  function written(): string {
    const names = readdirSync(join(sample.folder, 'migrations/versions')).filter((name) => name.endsWith('add_product_homepage.py'));
    assert.equal(names.length, 1, `one file, not ${names.join(', ')}`);
    return names[0] ?? '';
  }
});
