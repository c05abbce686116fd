import * as vscode from 'vscode';
import { meantBy } from '../command-argument';
import { databaseName } from '../database-url';
import { askingDecisions } from '../decisions';
import type { Target, Workbench } from '../workbench';
import { chooseConnected } from './choose-connected';
import { type MoveTarget, move, revisionItem } from './move';

/** Migrations: Upgrade… */
export async function upgrade(workbench: Workbench, argument: unknown): Promise<void> {
  const chosen = await chooseConnected(workbench, argument);
  if (!chosen) return;
  const target = meantBy(argument)?.revision ?? (await chooseTarget(chosen));
  if (target === null) return;
  const { project, environment } = chosen;
  const decisions = askingDecisions(workbench.sqlDocuments);
  await move(chosen, vscode.l10n.t('Upgrade to {0}', target), (cancellation) =>
    project.engine.upgrade(environment.path, target, decisions, cancellation),
  );
}

/** The head at once when only one step is pending, else what the person picks; null when there is nothing to do. */
async function chooseTarget({ environment }: Target): Promise<string | null> {
  const pending = environment.revisions.filter((revision) => revision.applied === 'pending').reverse();
  const name = databaseName(environment.database?.url ?? '');
  const head = environment.heads.length > 1 ? 'heads' : 'head';
  if (pending.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} is up to date: every revision is applied.', name));
    return null;
  }
  if (pending.length === 1) return head;
  const items: MoveTarget[] = [
    { label: head, description: vscode.l10n.t('all {0} pending revisions', pending.length), target: head },
    ...pending.map(revisionItem),
  ];
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Upgrade {0} to', name), matchOnDescription: true });
  return picked?.target ?? null;
}
