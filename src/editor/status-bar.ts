import * as vscode from 'vscode';
import type { Projects } from './projects';
import { countChanges } from './tree/environment-nodes';
import { viewId } from './tree/view-id';

/** `2 changes`, `1 pending`, or the head: the one thing worth knowing without looking at the view, which a click opens. */
export function showStatusBar(projects: Projects): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('migrationKeeper.status', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Migrations');
  item.command = `${viewId}.focus`;
  const subscription = projects.onDidChange(() => {
    const environments = projects.all.flatMap((project) => project.state.environments);
    if (environments.length === 0) {
      item.hide();
      return;
    }
    const changes = countChanges(projects.all);
    const pending = environments
      .flatMap((environment) => environment.revisions)
      .filter((revision) => revision.applied === 'pending').length;
    const parts = [
      changes === 0 ? '' : changes === 1 ? vscode.l10n.t('1 change') : vscode.l10n.t('{0} changes', changes),
      pending === 0 ? '' : vscode.l10n.t('{0} pending', pending),
    ].filter((part) => part !== '');
    const heads = environments.flatMap((environment) => environment.heads).join(', ');
    item.text = `$(database) ${parts.length > 0 ? parts.join(', ') : heads}`;
    item.tooltip = vscode.l10n.t('Migrations: {0} changes without a migration, {1} revisions pending, head {2}', changes, pending, heads);
    item.show();
  });
  return vscode.Disposable.from(subscription, item);
}
