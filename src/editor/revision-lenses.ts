import * as vscode from 'vscode';
import type { Meant } from './command-argument';
import type { Projects } from './projects';

/** Shown above `def upgrade()` and `def downgrade()`; Alembic calls them where they stand at the top of the file. */
const halves = /^(?:async\s+)?def\s+(upgrade|downgrade)\s*\(/;

class RevisionLenses implements vscode.CodeLensProvider {
  constructor(
    private readonly projects: Projects,
    readonly onDidChangeCodeLenses: vscode.Event<void>,
  ) {}

  provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): vscode.CodeLens[] {
    const meant = this.revisionIn(document.uri);
    if (!meant) return [];
    const lenses: vscode.CodeLens[] = [];
    for (let line = 0; line < document.lineCount && !token.isCancellationRequested; line++) {
      const { text, range } = document.lineAt(line);
      const direction = halves.exec(text)?.[1];
      if (direction !== 'upgrade' && direction !== 'downgrade') continue;
      lenses.push(new vscode.CodeLens(range, lensCommand('migrationKeeper.showSql', vscode.l10n.t('Show SQL'), { ...meant, direction })));
      if (direction === 'upgrade') {
        lenses.push(new vscode.CodeLens(range, lensCommand('migrationKeeper.prove', vscode.l10n.t('Prove Revision'), meant)));
      }
    }
    return lenses;
  }

  private revisionIn(uri: vscode.Uri): Meant | null {
    const held = this.projects.holding(uri);
    if (!held) return null;
    for (const { path, revisions } of held.project.state.environments) {
      const revision = revisions.find(({ file }) => file === held.path);
      if (revision) return { root: held.project.root, environment: path, revision: revision.id };
    }
    return null;
  }
}

const lensCommand = (command: string, title: string, meant: Meant): vscode.Command => ({ command, title, arguments: [meant] });

/** The lenses of revision files, until what comes back is disposed of. */
export function showRevisionLenses(projects: Projects): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let known = '';
  const subscription = projects.onDidChange(() => {
    // Most keystrokes leave the revisions what they are.
    const ids = projects.all.flatMap(({ state }) =>
      state.environments.flatMap(({ revisions }) => revisions.map(({ id, file }) => [id, file])),
    );
    const now = JSON.stringify(ids);
    if (now === known) return;
    known = now;
    changed.fire();
  });
  const registration = vscode.languages.registerCodeLensProvider(
    { scheme: 'file', language: 'python' },
    new RevisionLenses(projects, changed.event),
  );
  return vscode.Disposable.from(subscription, registration, changed);
}
