import * as vscode from 'vscode';
import { databaseName, splitPassword, takesPassword, withPassword } from '../database-url';
import type { Project } from '../project';
import type { Workbench } from '../workbench';
import { chooseEnvironment } from './choose-environment';

/** Migrations: Connect Development Database… */
export async function connect(workbench: Workbench, argument: unknown): Promise<void> {
  const target = await chooseEnvironment(workbench, argument);
  if (!target) return;
  const { project, environment } = target;
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Development database of {0}', environment.path || project.name),
    prompt: vscode.l10n.t('A URL as SQLAlchemy takes it. Leave the password out to be asked for it; it goes to the secret storage.'),
    placeHolder: 'postgresql+psycopg2://user@localhost:5432/database',
    value: workbench.connections.url(project, environment.path),
    ignoreFocusOut: true,
    validateInput: (text) =>
      splitPassword(text) ? undefined : vscode.l10n.t('A PostgreSQL URL is needed: postgresql://user@host:5432/database'),
  });
  const split = typed === undefined ? null : splitPassword(typed);
  if (!split) return;
  const known = split.password === null ? await workbench.connections.withPassword(split.url) : withPassword(split.url, split.password);
  const url = await connectAsking(project, environment.path, known);
  if (url === null) return;
  await workbench.connections.remember(project, environment.path, url);
  void vscode.window.showInformationMessage(vscode.l10n.t('Connected to {0}.', databaseName(split.url)));
}

/** Connects; where the server wants a password and none is known, or refuses the known one, asks for it once. The URL that worked, or null. */
async function connectAsking(project: Project, environment: string, url: string): Promise<string | null> {
  try {
    await connecting(project, environment, url);
    return url;
  } catch (reason) {
    const message = reason instanceof Error ? reason.message : String(reason);
    const bare = splitPassword(url)?.url ?? url;
    if (!/password/i.test(message) || !takesPassword(bare)) throw reason;
    const password = await vscode.window.showInputBox({
      title: vscode.l10n.t('Password for {0}', databaseName(bare)),
      prompt: message,
      password: true,
      ignoreFocusOut: true,
    });
    if (password === undefined) return null;
    const complete = withPassword(bare, encodeURIComponent(password));
    await connecting(project, environment, complete);
    return complete;
  }
}

async function connecting(project: Project, environment: string, url: string): Promise<void> {
  const title = vscode.l10n.t('Connecting to {0}', databaseName(splitPassword(url)?.url ?? url));
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, () => project.connect(environment, url));
}
