import assert from 'node:assert/strict';
import { modelsReader, readProjectModels } from '../../../src/migrations/models/models';
import { loadParser } from '../../python/load-parser';
import { changingFiles, compareEdits, environmentOf, shown } from '../editing/compare-readings';
import { editedProjects, type ProjectFiles } from '../editing/projects';

/** Reads a project, then each text of it that follows; gives what ran each time. Every reading is compared with one anew. */
async function readAgain(project: ProjectFiles, ...edits: readonly ProjectFiles[]): Promise<readonly (readonly string[])[]> {
  const parser = await loadParser();
  const files = changingFiles(project);
  const environment = environmentOf(files);
  const reader = modelsReader(files, environment, parser);
  reader.read();
  let now = project;
  return edits.map((edit) => {
    now = { ...now, ...edit };
    files.become(now);
    assert.equal(shown(reader.read()), shown(readProjectModels(files, environment, parser)));
    return reader.ran;
  });
}

const { layered, meddling } = editedProjects as { layered: ProjectFiles; meddling: ProjectFiles };
const with_ = (project: ProjectFiles, path: string, edit: (text: string) => string): ProjectFiles => ({
  [path]: edit(project[path] ?? ''),
});

/** A project of modules over one metadata, imported in their order. */
const flat = (modules: Readonly<Record<string, string>>): ProjectFiles => ({
  'alembic.ini': '[alembic]\nscript_location = migrations\n',
  'migrations/env.py': `from alembic import context\nimport base\n${Object.keys(modules)
    .map((name) => `import ${name.replaceAll('/', '.').replace('.__init__', '')}\n`)
    .join('')}from base import metadata\ncontext.configure(connection=None, target_metadata=metadata)\n`,
  'base.py': 'from sqlalchemy import Column, Integer, MetaData, Table\nmetadata = MetaData()\nREGISTER = []\n',
  ...Object.fromEntries(Object.entries(modules).map(([name, text]) => [`${name}.py`, text])),
});
const table = (name: string): string => `Table("${name}", metadata, Column("id", Integer, primary_key=True))\n`;
const names = 'from base import Column, Integer, metadata, REGISTER, Table\n';

describe('reading models again', () => {
  it('runs the file of an edit and what imports it, nothing else', async () => {
    const column = (text: string) => text.replace('total = ', 'tax = Column(Integer)\n    total = ');
    const [ran] = await readAgain(layered, with_(layered, 'shop/models/order.py', column));
    assert.deepEqual(ran, ['env_py', 'shop.models', 'shop.models.order']);
  });

  it('runs everything above a constant that changed', async () => {
    const [ran] = await readAgain(
      layered,
      with_(layered, 'shop/kinds.py', (text) => text.replace('small', 'tiny')),
    );
    assert.deepEqual(ran, ['env_py', 'shop.models', 'shop.models.user', 'shop.kinds', 'shop.models.order']);
  });

  it('runs nothing where nothing changed, or a comment at the end', async () => {
    const ran = await readAgain(
      layered,
      {},
      with_(layered, 'shop/base.py', (text) => `${text}# the end\n`),
    );
    assert.deepEqual(ran, [[], []]);
  });

  it('runs a module again that looked at what an edited module changed without importing it', async () => {
    const project = flat({
      adds: `${names}REGISTER.append("one")\n`,
      apart: `${names}${table('apart')}`,
      looks: `${names}for name in REGISTER:\n    Table(name, metadata, Column("id", Integer, primary_key=True))\n`,
    });
    const [ran] = await readAgain(
      project,
      with_(project, 'adds.py', (text) => text.replace('one', 'two')),
    );
    assert.ok(ran?.includes('looks'));
  });

  it('runs a module again whose table another module made first', async () => {
    const project = flat({ one: `${names}${table('shared')}`, two: `${names}${table('shared')}`, three: `${names}${table('three')}` });
    const [ran] = await readAgain(
      project,
      with_(project, 'one.py', (text) => text.replace('shared', 'own')),
    );
    assert.deepEqual(ran, ['env_py', 'one', 'two']);
  });

  it('runs a module again that counted the tables', async () => {
    const project = flat({
      one: `${names}${table('one')}`,
      count: `${names}Table("n%d" % len(metadata.tables.keys()), metadata, Column("id", Integer, primary_key=True))\n`,
    });
    const [ran] = await readAgain(
      project,
      with_(project, 'one.py', (text) => `${text}${table('more')}`),
    );
    assert.deepEqual(ran, ['env_py', 'one', 'count']);
  });

  it('keeps the order in which the tables are made', async () => {
    const project = flat({ one: `${names}${table('one')}`, two: `${names}${table('two')}`, three: `${names}${table('three')}` });
    const ran = await readAgain(
      project,
      with_(project, 'two.py', (text) => `import three\n${text}`),
      with_(project, 'migrations/env.py', (text) =>
        text.replace('import one\n', '').replace('import three\n', 'import three\nimport one\n'),
      ),
    );
    assert.deepEqual(ran, [['env_py', 'two'], ['env_py']]);
  });

  it('sees that a name imported with * came from a module that is imported no longer', async () => {
    const project = flat({
      opens: `${names}import package.part\n`,
      'package/__init__': '',
      star: `${names}from package import *\ntry:\n    part\n    ${table('with_part')}except NameError:\n    ${table('without_part')}`,
    });
    const [, ran] = await readAgain(
      { ...project, 'package/part.py': '' },
      {},
      with_(project, 'opens.py', (text) => text.replace('import package.part\n', '')),
    );
    assert.ok(ran?.includes('star'));
  });

  it('sees that a module is there now which nobody knew', async () => {
    const project = flat({
      one: 'import helper\n',
      two: `${names}import helper\nif helper.FLAG == 1:\n    ${table('flagged')}`,
    });
    const [ran] = await readAgain(project, { 'helper.py': 'FLAG = 1\n' });
    assert.deepEqual(ran, ['env_py', 'one', 'helper', 'two']);
  });

  it('reads from nothing where something cannot be undone', async () => {
    const project = flat({
      one: `${names}${table('one')}`,
      two: `${names}import counting\nTable("t%d" % next(counting.numbers), metadata, Column("id", Integer, primary_key=True))\n`,
    });
    const counting = { 'counting.py': 'numbers = iter([1, 2, 3])\n' };
    const [ran] = await readAgain(
      { ...project, ...counting },
      with_(project, 'one.py', (text) => `${text}${table('more')}`),
    );
    assert.deepEqual(ran, ['env_py', 'base', 'one', 'two', 'counting']);
  });

  it('mends what a broken file broke', async () => {
    const broken = (text: string) => text.replace('class Second', 'class (Second');
    const ran = await readAgain(meddling, with_(meddling, 'pkg/second.py', broken), { 'pkg/second.py': meddling['pkg/second.py'] ?? '' });
    assert.ok(!ran.flat().includes('pkg.plain'));
  });

  for (const [name, project] of Object.entries(editedProjects)) {
    it(`gives what reading anew gives, after random edits of ${name}`, async function () {
      this.timeout(60_000);
      const { ran, all } = await compareEdits(project, 2026, 40);
      assert.ok(ran < all * 0.7, `${ran} modules of ${all} ran`);
    });
  }
});
