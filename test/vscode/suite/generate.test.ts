import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { diagnosticAt, diagnosticsOf, fileUri, openFile, quickFixesAt, takeBack, typeBelow, until } from './workspace';

const versions = () => fileUri('migrations/versions').fsPath;

/** Runs a command and takes what every input box proposes, until the command is done. */
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

describe('the quick fix', () => {
  it('writes the revision of its change alone, opens it, and the diagnostic goes', async () => {
    const editor = await openFile('app/models/product.py');
    const line = await typeBelow(editor, 'repository = ', '    homepage = db.Column(db.Unicode(255), nullable=True)');
    await editor.document.save();
    const found = await until('the diagnostic of products.homepage', () => diagnosticAt(editor.document.uri, line));
    const [fix] = await quickFixesAt(editor.document.uri, found.range);
    assert.ok(fix?.command);
    const before = new Set(readdirSync(versions()));

    await acceptingEverything(fix.command.command, ...(fix.command.arguments ?? []));

    const added = readdirSync(versions()).filter((name) => name.endsWith('.py') && !before.has(name));
    assert.equal(added.length, 1, `one revision, not ${added.join(', ')}`);
    const file = join(versions(), added[0] ?? '');
    const source = readFileSync(file, 'utf8');
    assert.match(source, /op\.add_column\(\s*'products',\s*sa\.Column\('homepage', sa\.Unicode\(length=255\), nullable=True\),?\s*\)/);
    assert.match(source, /op\.drop_column\('products', 'homepage'\)/);
    assert.doesNotMatch(source, /commit_sha/);
    await until('the revision in an editor', () => vscode.window.activeTextEditor?.document.uri.fsPath === file || undefined);
    await until('the diagnostic to go', () => diagnosticsOf(editor.document.uri).length === 0 || undefined);

    rmSync(file);
    await typeBack(editor, line);
    await until('the diagnostics to settle', () => diagnosticsOf(editor.document.uri).length === 0 || undefined);
    await takeBack(editor);
  });
});

async function typeBack(editor: vscode.TextEditor, line: number): Promise<void> {
  const shown = await vscode.window.showTextDocument(editor.document);
  await shown.edit((edit) => edit.delete(new vscode.Range(line, 0, line + 1, 0)));
  await shown.document.save();
}
