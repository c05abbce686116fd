import * as vscode from 'vscode';
import { askingDecisions } from '../decisions';
import type { Workbench } from '../workbench';
import { chooseEnvironment } from './choose-environment';
import { askRevisionMessage, openWritten } from './written-revision';

/** Migrations: New Empty Revision… */
export async function newRevision(workbench: Workbench, argument: unknown): Promise<void> {
  const target = await chooseEnvironment(workbench, argument);
  if (!target) return;
  const message = await askRevisionMessage(vscode.l10n.t('Message of the empty revision'), '');
  if (message === null) return;
  const request = { environment: target.environment.path, message: message || null };
  const result = await target.project.engine.newRevision(request, askingDecisions(workbench.sqlDocuments));
  await openWritten(workbench, target, result);
}
