import * as vscode from 'vscode';
import { CancellationSource } from '../migrations/cancellation';
import type { Cancellation } from '../migrations/engine';
import type { RevisionSql } from '../migrations/results';
import { DebouncedWork } from './debounced-work';
import { Idle } from './idle';
import type { Projects } from './projects';
import { comment, sqlText } from './sql-text';

export const revisionSqlScheme = 'migration-keeper-revision';

/** A keystroke in a revision is followed by others. */
const pause = 150;

/** A revision whose SQL is shown; `root` is the workspace folder's path. */
export interface ShownRevision {
  readonly root: string;
  readonly environment: string;
  readonly revision: string;
}

/** The address of a revision's SQL: it says everything, so that VS Code can ask for it again after a restart. */
export function revisionSqlUri({ root, environment, revision }: ShownRevision): vscode.Uri {
  const query = new URLSearchParams({ root, environment, revision }).toString();
  return vscode.Uri.from({ scheme: revisionSqlScheme, path: `/${revision.replaceAll('/', '_')}.sql`, query });
}

function shownBy(uri: vscode.Uri): ShownRevision {
  const said = new URLSearchParams(uri.query);
  return { root: said.get('root') ?? '', environment: said.get('environment') ?? '', revision: said.get('revision') ?? '' };
}

interface Shown {
  readonly text: string;
  readonly cancellation: CancellationSource | null;
}

/**
 * Documents with the SQL of one revision, up and down. They follow the revision's file as it is typed; what VS Code gets is the whole
 * text, of which it changes only what became different, so that the view stays where it is.
 */
export class RevisionSqlDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly shown = new Map<string, Shown>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly refreshing = new DebouncedWork(new Idle(), pause, () => this.refresh());
  private readonly registrations: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor(private readonly projects: Projects) {
    this.registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(revisionSqlScheme, this),
      projects.onDidChange(() => this.want()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.fileName.endsWith('.py')) this.want();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri)),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const known = this.shown.get(uri.toString());
    if (known) return known.text;
    const cancellation = new CancellationSource();
    const subscription = token.onCancellationRequested(() => cancellation.cancel());
    try {
      const title = vscode.l10n.t('Working out the SQL of {0}', shownBy(uri).revision);
      const text = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
        this.textOf(uri, cancellation),
      );
      this.shown.set(uri.toString(), { text, cancellation: null });
      return text;
    } catch (reason) {
      // Not kept: the next change of the file tries again.
      this.shown.set(uri.toString(), { text: comment(words(reason)), cancellation: null });
      return comment(words(reason));
    } finally {
      subscription.dispose();
    }
  }

  /** Opens the SQL beside the active editor, at its upgrade or its downgrade. */
  async show(revision: ShownRevision, direction: RevisionSql['direction']): Promise<void> {
    const document = await vscode.workspace.openTextDocument(revisionSqlUri(revision));
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.startsWith(`-- ${direction} `));
    const start = new vscode.Position(Math.max(0, line), 0);
    await vscode.window.showTextDocument(document, {
      viewColumn: this.columnOf(document.uri) ?? vscode.ViewColumn.Beside,
      preview: true,
      preserveFocus: true,
      selection: new vscode.Range(start, start),
    });
  }

  dispose(): void {
    this.refreshing.dispose();
    for (const { cancellation } of this.shown.values()) cancellation?.cancel();
    this.registrations.dispose();
    this.changed.dispose();
  }

  /** Where it stands already; else beside what is looked at, but in place of another revision's SQL. */
  private columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
    const editors = vscode.window.visibleTextEditors.filter(({ document }) => document.uri.scheme === revisionSqlScheme);
    return (editors.find(({ document }) => document.uri.toString() === uri.toString()) ?? editors[0])?.viewColumn;
  }

  private want(): void {
    if (this.shown.size > 0) this.refreshing.want();
  }

  private forget(uri: vscode.Uri): void {
    this.shown.get(uri.toString())?.cancellation?.cancel();
    this.shown.delete(uri.toString());
  }

  private async refresh(): Promise<void> {
    await Promise.all([...this.shown.keys()].map((key) => this.refreshOne(vscode.Uri.parse(key, true))));
  }

  /** Of two readings the newer wins. What was shown stays until another text is known, and while there is none its first line says why. */
  private async refreshOne(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const before = this.shown.get(key);
    if (!before) return;
    before.cancellation?.cancel();
    const cancellation = new CancellationSource();
    this.shown.set(key, { ...before, cancellation });
    const text = await this.textOf(uri, cancellation).catch((reason: unknown) => asItWas(before.text, words(reason)));
    if (cancellation.cancelled || !this.shown.has(key)) return;
    this.shown.set(key, { text, cancellation: null });
    if (text !== before.text) this.changed.fire(uri);
  }

  private async textOf(uri: vscode.Uri, cancellation: Cancellation): Promise<string> {
    const { root, environment, revision } = shownBy(uri);
    const project = this.projects.at(root);
    if (!project) return comment(vscode.l10n.t('The folder of this revision is not open.'));
    await project.whenKnown();
    const half = async (direction: RevisionSql['direction']) =>
      (await project.engine.sql(environment, revision, direction, cancellation)).revisions;
    const up = await half('upgrade');
    return sqlText([...up, ...(await half('downgrade'))]);
  }
}

/** The text of before under a first line that says why there is none newer; the lines below stay where they are. */
function asItWas(text: string, reason: string): string {
  const [head = '', ...others] = text.split('\n');
  const plain = head.replace(/ · .*$/, '');
  return [`${plain} · ${vscode.l10n.t('as it was before: {0}', reason.replaceAll(/\s+/g, ' '))}`, ...others].join('\n');
}

function words(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
