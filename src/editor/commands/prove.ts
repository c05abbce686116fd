import * as vscode from 'vscode';
import { meantBy } from '../command-argument';
import { proofDetails, proofSummary } from '../proof-text';
import type { Workbench } from '../workbench';
import { chooseEnvironment } from './choose-environment';
import { withProgress } from './progress';

/** Migrations: Prove Revision, of the revision in the tree, else of the head. */
export async function prove(workbench: Workbench, argument: unknown): Promise<void> {
  const target = await chooseEnvironment(workbench, argument);
  if (!target) return;
  const { project, environment } = target;
  const revision = meantBy(argument)?.revision ?? environment.heads[0];
  if (revision === undefined) return;
  const proof = await withProgress(vscode.l10n.t('Proving {0}', revision), (cancellation) =>
    project.engine.prove(environment.path, revision, cancellation),
  );
  if (!proof) return;
  const { log } = workbench;
  for (const line of proofDetails(proof)) log.info(`${revision}: ${line}`);
  const showDetails = vscode.l10n.t('Show Details');
  const message = `${revision}: ${proofSummary(proof)}`;
  const shown = proof.proven
    ? vscode.window.showInformationMessage(message, showDetails)
    : vscode.window.showWarningMessage(message, showDetails);
  void shown.then((action) => {
    if (action === showDetails) log.show();
  });
}
