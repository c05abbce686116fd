import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Asks again and again until there is an answer; the engine works in a process of its own and says when it is done by what it shows. */
export async function until<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 25_000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(50);
  }
  throw new Error(`waited in vain for ${what}`);
}

/** A file of the sample project. */
export function fileUri(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function openFile(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(path)));
}

/** Types a line of its own below the first line that holds `anchor`, without saving; answers where it stands. */
export async function typeBelow(editor: vscode.TextEditor, anchor: string, text: string): Promise<number> {
  const line =
    editor.document
      .getText()
      .split('\n')
      .findIndex((one) => one.includes(anchor)) + 1;
  assert.ok(line > 0, `no line holds ${anchor}`);
  assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), `${text}\n`)));
  return line;
}

/** Takes everything back that was typed since the file was opened. */
export async function takeBack(editor: vscode.TextEditor): Promise<void> {
  await vscode.window.showTextDocument(editor.document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

/** Our diagnostics of a file. */
export function diagnosticsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((one) => one.source === 'Migration Keeper');
}

export function diagnosticAt(uri: vscode.Uri, line: number): vscode.Diagnostic | undefined {
  return diagnosticsOf(uri).find((one) => one.range.start.line === line);
}

/** The quick fixes that are offered at a place. */
export async function quickFixesAt(uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, vscode.CodeActionKind.QuickFix.value);
}
