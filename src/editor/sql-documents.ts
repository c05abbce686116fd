import * as vscode from 'vscode';
import type { RevisionSql } from '../migrations/results';
import { sqlText } from './sql-text';

const scheme = 'migration-keeper-sql';

/** Read-only SQL documents: what would run on a database. */
export class SqlDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registrations: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor() {
    this.registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** Opens revisions' SQL beside the active editor, under a name that becomes the tab's title. */
  async show(name: string, revisions: readonly RevisionSql[]): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${name.replaceAll('/', '_')}.sql` });
    this.texts.set(uri.toString(), sqlText(revisions));
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true, preserveFocus: true });
  }

  dispose(): void {
    this.registrations.dispose();
    this.changed.dispose();
  }
}
