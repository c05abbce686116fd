import * as vscode from 'vscode';
import { askingDecisions } from '../decisions';
import type { Workbench } from '../workbench';
import { chooseEnvironment } from './choose-environment';
import { askRevisionMessage, openWritten } from './written-revision';

/** Migrations: Merge Heads… */
export async function mergeHeads(workbench: Workbench, argument: unknown): Promise<void> {
  const target = await chooseEnvironment(workbench, argument);
  if (!target) return;
  const { path, heads } = target.environment;
  if (heads.length < 2) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to merge: there is one head.'));
    return;
  }
  const message = await askRevisionMessage(vscode.l10n.t('Message of the revision that merges {0}', heads.join(', ')), 'merge heads');
  if (message === null) return;
  const request = { environment: path, message: message || null };
  const result = await target.project.engine.merge(request, askingDecisions(workbench.sqlDocuments));
  await openWritten(workbench, target, result);
}
