import * as vscode from 'vscode';
import { meantBy } from '../command-argument';
import type { Workbench } from '../workbench';
import { chooseRevision } from './choose-revision';

/** Migrations: Show SQL, of the revision in the tree, else of the revision file in the editor, else of the one that is picked. */
export async function showSql(workbench: Workbench, argument: unknown): Promise<void> {
  const chosen = await chooseRevision(workbench, argument, vscode.l10n.t('SQL of which revision?'));
  if (!chosen) return;
  const { project, environment, revision } = chosen;
  const direction = meantBy(argument)?.direction ?? 'upgrade';
  await workbench.revisionSql.show({ root: project.root, environment: environment.path, revision }, direction);
}
