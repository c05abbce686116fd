import * as vscode from 'vscode';
import { meantBy } from '../command-argument';
import { databaseName } from '../database-url';
import { askingDecisions } from '../decisions';
import type { Target, Workbench } from '../workbench';
import { chooseConnected } from './choose-connected';
import { type MoveTarget, move, revisionItem } from './move';

/** Migrations: Downgrade… */
export async function downgrade(workbench: Workbench, argument: unknown): Promise<void> {
  const chosen = await chooseConnected(workbench, argument);
  if (!chosen) return;
  const { project, environment } = chosen;
  const meant = meantBy(argument)?.revision;
  const current = new Set(environment.database?.current);
  // To go down to where the database stands is no step; the person wants to choose.
  const target = meant !== undefined && !current.has(meant) ? meant : await chooseTarget(chosen);
  if (target === null) return;
  const decisions = askingDecisions(workbench.sqlDocuments);
  await move(chosen, vscode.l10n.t('Downgrade to {0}', target), (cancellation) =>
    project.engine.downgrade(environment.path, target, decisions, cancellation),
  );
}

async function chooseTarget({ environment }: Target): Promise<string | null> {
  const { database } = environment;
  const name = databaseName(database?.url ?? '');
  const applied = environment.revisions.filter((revision) => revision.applied === 'applied');
  if (applied.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No revision is applied to {0}.', name));
    return null;
  }
  const below = applied.filter((revision) => !database?.current.includes(revision.id)).reverse();
  const items: MoveTarget[] = [
    ...below.map(revisionItem),
    { label: 'base', description: vscode.l10n.t('before the first revision'), target: 'base' },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Downgrade {0} to', name), matchOnDescription: true });
  return picked?.target ?? null;
}
