import * as vscode from 'vscode';
import type { Meant } from '../command-argument';
import { meantBy } from '../command-argument';
import { type Target, uriOf, type Workbench } from '../workbench';
import { chooseEnvironment } from './choose-environment';
import { type MoveTarget, revisionItem } from './move';

type Direction = NonNullable<Meant['direction']>;

/** Migrations: Show SQL, of the revision in the tree, else of the revision file in the editor, else of the one that is picked. */
export async function showSql(workbench: Workbench, argument: unknown): Promise<void> {
  const meant = meantBy(argument);
  if (meant?.revision !== undefined) {
    const target = await chooseEnvironment(workbench, meant);
    if (target) await show(workbench, target, meant.revision, meant.direction ?? 'upgrade');
    return;
  }
  const inEditor = meant ? null : revisionInEditor(workbench);
  if (inEditor) {
    await show(workbench, inEditor.target, inEditor.revision, 'upgrade');
    return;
  }
  const target = await chooseEnvironment(workbench, argument);
  if (!target) return;
  const items: MoveTarget[] = target.environment.revisions.map(revisionItem).reverse();
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('SQL of which revision?'), matchOnDescription: true });
  if (picked) await show(workbench, target, picked.target, 'upgrade');
}

function revisionInEditor({ projects }: Workbench): { readonly target: Target; readonly revision: string } | null {
  const file = vscode.window.activeTextEditor?.document.uri.toString();
  for (const project of projects.all) {
    for (const environment of project.state.environments) {
      const revision = environment.revisions.find((one) => uriOf(project, one.file).toString() === file);
      if (revision) return { target: { project, environment }, revision: revision.id };
    }
  }
  return null;
}

async function show({ revisionSql }: Workbench, { project, environment }: Target, revision: string, direction: Direction): Promise<void> {
  await revisionSql.show({ root: project.root, environment: environment.path, revision }, direction);
}
