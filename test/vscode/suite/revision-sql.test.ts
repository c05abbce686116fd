import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { diagnosticsOf, fileUri, openFile, quickFixesAt, takeBack, typeBelow, until } from './workspace';

const versions = 'migrations/versions';
const scheme = 'migration-keeper-revision';

/** The file of the revision that makes the tags. */
function tagsFile(): string {
  const name = readdirSync(fileUri(versions).fsPath).find((one) => one.includes('5e80b9f2a6d3'));
  assert.ok(name, 'the sample has no such revision');
  return `${versions}/${name}`;
}

const shownSql = () => vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === scheme);

describe('the SQL of a revision', () => {
  it('opens beside it from the code lens, up and down, and keeps the focus where it is', async () => {
    const editor = await openFile(tagsFile());
    const lenses = await until('the code lenses', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', editor.document.uri, 10);
      const ours = found.filter((lens) => lens.command?.command.startsWith('migrationKeeper.'));
      return ours.length === 3 ? ours : undefined;
    });
    const [lens] = lenses;
    assert.match(editor.document.lineAt(lens?.range.start.line ?? 0).text, /^def upgrade/);
    await vscode.commands.executeCommand(lens?.command?.command ?? '', ...(lens?.command?.arguments ?? []));
    const sql = await until('the SQL', shownSql);
    const text = sql.document.getText();
    assert.equal(sql.document.languageId, 'sql');
    assert.match(
      text,
      /^-- upgrade 5e80b9f2a6d3[\s\S]*CREATE TABLE tags \(\n {2}id SERIAL NOT NULL,[\s\S]*-- downgrade 5e80b9f2a6d3[\s\S]*DROP TABLE tags;/,
    );
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString());
  });

  it('follows what is typed, unsaved, and stays as it was while the file is broken', async () => {
    const editor = await openFile(tagsFile());
    const sql = await until('the SQL', shownSql);
    const before = sql.document.getText();
    const line = await typeBelow(editor, 'def upgrade', '    op.execute("SELECT 4711")');
    await until('the new statement', () => sql.document.getText().includes('4711') || undefined);
    await editor.edit((edit) => edit.replace(new vscode.Range(line, 0, line + 1, 0), '    op.execute("SELECT 4711"\n'));
    await until('a word that it is old', () => /^-- upgrade .* · as it was before: /.test(sql.document.getText()) || undefined);
    assert.match(sql.document.getText(), /4711/);
    await takeBack(editor);
    await until('the SQL of before', () => sql.document.getText() === before || undefined);
    assert.equal(shownSql()?.document.uri.toString(), sql.document.uri.toString());
  });

  it('says what is not understood in its place', async () => {
    const editor = await openFile(tagsFile());
    const sql = await until('the SQL', shownSql);
    const line = await typeBelow(editor, 'def upgrade', '    op.execute(open("secret.sql").read())');
    await until('the comment', () => sql.document.getText().includes(`-- not known from here: not understood: `) || undefined);
    assert.match(sql.document.getText(), new RegExp(`not understood: .*5e80b9f2a6d3.*\\.py:${line + 1}\\)`));
    const found = await until('the diagnostic', () => diagnosticsOf(editor.document.uri)[0]);
    assert.equal(found.range.start.line, line);
    assert.ok(typeof found.code === 'object' && found.code.target.scheme === scheme, 'the diagnostic leads to the SQL');
    await takeBack(editor);
    await until('the diagnostic to go', () => diagnosticsOf(editor.document.uri).length === 0 || undefined);
  });
});

describe('a model that nothing imports', () => {
  it('is imported by the quick fix, in the place that the problem names', async () => {
    const uri = fileUri('app/models/note.py');
    const source = [
      'from app.db import db',
      '',
      '',
      'class Note(db.Model):',
      '    __tablename__ = "notes"',
      '',
      '    id = db.Column(db.Integer, primary_key=True)',
      '',
    ].join('\n');
    const imports = (await openFile('app/models/tag.py')).document.getText().match(/^from .*import.*\bdb\b.*$/m)?.[0];
    assert.ok(imports, 'the models of the sample import db');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(source.replace('from app.db import db', imports)));
    const found = await until('the diagnostic', () => diagnosticsOf(uri).find((one) => one.code === 'model-not-imported'));
    await openFile('app/models/note.py');
    const fix = (await quickFixesAt(uri, found.range)).find((action) => action.edit);
    assert.equal(fix?.title, 'Add "from .note import Note" to app/models/__init__.py');
    assert.ok(await vscode.workspace.applyEdit(fix?.edit ?? new vscode.WorkspaceEdit()));
    await until('the diagnostic to go', () => diagnosticsOf(uri).every((one) => one.code !== 'model-not-imported') || undefined);
    await takeBack(await openFile('app/models/__init__.py'));
    rmSync(join(uri.fsPath));
    await until('the diagnostics to go', () => diagnosticsOf(uri).length === 0 || undefined);
  });
});

/** Runs a command and takes what every question proposes, until the command is done. */
async function acceptingEverything(command: string, ...args: readonly unknown[]): Promise<void> {
  let done = false;
  const running = Promise.resolve(vscode.commands.executeCommand(command, ...args)).finally(() => {
    done = true;
  });
  await until(`${command} to end`, async () => {
    if (!done) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return done || undefined;
  });
  await running;
}

describe('commands on the history', () => {
  const folder = () => fileUri(versions).fsPath;
  const meant = () => ({ root: fileUri('.').fsPath.replace(/\/$/, ''), environment: 'migrations' });

  it('write an empty revision', async () => {
    const before = new Set(readdirSync(folder()));
    await acceptingEverything('migrationKeeper.newRevision');
    const [name] = readdirSync(folder()).filter((one) => one.endsWith('.py') && !before.has(one));
    assert.ok(name, 'no revision was written');
    const written = await until('the revision in an editor', () =>
      vscode.window.activeTextEditor?.document.uri.fsPath === join(folder(), name) ? vscode.window.activeTextEditor : undefined,
    );
    assert.match(written.document.getText(), /def upgrade\(\)[^:]*:\s+pass/);
    rmSync(join(folder(), name));
  });

  it('put one of two heads after the other, in its editor, where it can be undone', async () => {
    const file = join(folder(), 'second.py');
    const source =
      '"""second"""\nrevision = "beef"\ndown_revision = "d932be5018c7"\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n';
    writeFileSync(file, source);
    const uri = fileUri(`${versions}/second.py`);
    // The lenses are there once the revision is known.
    await openFile(`${versions}/second.py`);
    await until('the revision to be known', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
      return lenses.some((lens) => lens.command?.command === 'migrationKeeper.showSql') || undefined;
    });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await acceptingEverything('migrationKeeper.changeParent', meant());
    const edited = vscode.window.activeTextEditor?.document;
    assert.ok(edited?.isDirty, 'nothing was edited');
    assert.match(edited.getText(), /down_revision[^=\n]*= ["'](0b6c4fe7a891|beef)["']/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    rmSync(file);
  });

  it('keep the baseline that was chosen in the settings of the folder', async () => {
    const chosen = () => vscode.workspace.getConfiguration('migrationKeeper', fileUri('.')).get('baseline');
    await vscode.commands.executeCommand('migrationKeeper.chooseBaseline', { ...meant(), baseline: 'none' });
    assert.equal(chosen(), 'none');
    assert.match(readFileSync(fileUri('.vscode/settings.json').fsPath, 'utf8'), /"migrationKeeper\.baseline": "none"/);
    await vscode.workspace
      .getConfiguration('migrationKeeper', fileUri('.'))
      .update('baseline', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
  });
});
