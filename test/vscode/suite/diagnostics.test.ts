import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { diagnosticAt, diagnosticsOf, fileUri, openFile, quickFixesAt, takeBack, typeBelow, until } from './workspace';

const product = 'app/models/product.py';
const build = 'app/models/build.py';
const homepage = '    homepage = db.Column(db.Unicode(255), nullable=True)';

/** The change that the sample comes with: `Build.commit_sha` is in no revision. */
function drift(): vscode.Diagnostic | undefined {
  return diagnosticsOf(fileUri(build)).find((one) => one.message.includes('commit_sha'));
}

describe('while somebody works on the models', () => {
  it('tells of the change that has no migration, at its expression', async () => {
    const found = await until('the diagnostic of builds.commit_sha', drift);
    const { document } = await openFile(build);
    assert.match(document.lineAt(found.range.start.line).text, /commit_sha = db\.Column/);
    assert.match(document.getText(found.range), /^(commit_sha|db\.Column\()/);
  });

  it('tells of a new column while it is typed, and takes it back with it; nothing is saved', async () => {
    const editor = await openFile(product);
    const line = await typeBelow(editor, 'repository = ', homepage);
    const found = await until('the diagnostic of products.homepage', () => diagnosticAt(editor.document.uri, line));
    assert.match(found.message, /products\.homepage/);
    assert.equal(editor.document.isDirty, true);
    await takeBack(editor);
    await until('the diagnostic to go', () => diagnosticsOf(editor.document.uri).length === 0 || undefined);
  });

  it('offers to generate the migration as a quick fix', async () => {
    const editor = await openFile(product);
    const line = await typeBelow(editor, 'repository = ', homepage);
    const found = await until('the diagnostic of products.homepage', () => diagnosticAt(editor.document.uri, line));
    const actions = await quickFixesAt(editor.document.uri, found.range);
    assert.ok(
      actions.some((action) => action.command?.command === 'migrationKeeper.generate'),
      'no quick fix generates the migration',
    );
    await takeBack(editor);
    await until('the diagnostic to go', () => diagnosticsOf(editor.document.uri).length === 0 || undefined);
  });

  it('says a syntax error and keeps what was known before', async () => {
    await until('the diagnostic of builds.commit_sha', drift);
    const editor = await openFile(product);
    const line = await typeBelow(editor, 'repository = ', '    homepage = db.Column(db.Unicode(');
    const found = await until('the syntax error', () => diagnosticsOf(editor.document.uri).find((one) => one.code === 'syntax-error'));
    assert.ok(found.range.start.line >= line, 'the error stands where the text is broken');
    assert.ok(drift(), 'the change known before is gone');
    assert.deepEqual(
      diagnosticsOf(editor.document.uri).filter((one) => one.code !== 'syntax-error'),
      [],
      'half a line is reported as a change',
    );
    await takeBack(editor);
    await until('the syntax error to go', () => diagnosticsOf(editor.document.uri).length === 0 || undefined);
  });
});
