import * as vscode from 'vscode';
import { meantBy } from '../command-argument';
import { type Target, uriOf, type Workbench } from '../workbench';
import { chooseEnvironment } from './choose-environment';
import { type MoveTarget, revisionItem } from './move';

export interface RevisionTarget extends Target {
  readonly revision: string;
}

/** The revision that the argument names, else that of the file in the editor, else the one that the person picks; null when nobody picked. */
export async function chooseRevision(workbench: Workbench, argument: unknown, title: string): Promise<RevisionTarget | null> {
  const meant = meantBy(argument);
  const inEditor = meant ? null : revisionInEditor(workbench);
  if (inEditor) return inEditor;
  const target = await chooseEnvironment(workbench, argument);
  if (!target) return null;
  if (meant?.revision !== undefined) return { ...target, revision: meant.revision };
  const items: MoveTarget[] = target.environment.revisions.map(revisionItem).reverse();
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  return picked ? { ...target, revision: picked.target } : null;
}

/** The revision whose file is looked at. */
export function revisionInEditor({ projects }: Workbench): RevisionTarget | null {
  const file = vscode.window.activeTextEditor?.document.uri.toString();
  for (const project of projects.all) {
    for (const environment of project.state.environments) {
      const revision = environment.revisions.find((one) => uriOf(project, one.file).toString() === file);
      if (revision) return { project, environment, revision: revision.id };
    }
  }
  return null;
}
