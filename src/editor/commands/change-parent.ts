import * as vscode from 'vscode';
import type { EnvironmentStatus, ParentChangeResult } from '../../migrations/results';
import { meantBy } from '../command-argument';
import { askingDecisions } from '../decisions';
import type { Project } from '../project';
import { rangeOf, uriOf, type Workbench } from '../workbench';
import { chooseEnvironment } from './choose-environment';
import { chooseRevision, revisionInEditor } from './choose-revision';
import { revisionItem } from './move';

/** Migrations: Change Parent…: of the revision that is meant; where two lines part and none is, of one that makes one line of them. */
export async function changeParent(workbench: Workbench, argument: unknown): Promise<void> {
  const decisions = askingDecisions(workbench.sqlDocuments);
  if (meantBy(argument)?.revision === undefined && !revisionInEditor(workbench)) {
    const target = await chooseEnvironment(workbench, argument);
    if (!target) return;
    if (target.environment.heads.length > 1) {
      await edit(target.project, await target.project.engine.reparent({ environment: target.environment.path }, decisions));
      return;
    }
  }
  const chosen = await chooseRevision(workbench, argument, vscode.l10n.t('Which revision shall follow another one?'));
  if (!chosen) return;
  const { project, environment, revision } = chosen;
  const onto = await chooseParents(environment, revision);
  if (!onto) return;
  await edit(project, await project.engine.reparent({ environment: environment.path, revision, onto }, decisions));
}

/** What the revision may follow: everything that does not follow it. Null when the person went away. */
async function chooseParents({ revisions }: EnvironmentStatus, id: string): Promise<readonly string[] | null> {
  const above = new Set([id]);
  // They stand in order of application, so that what follows comes later.
  for (const revision of revisions) if (revision.down.some((parent) => above.has(parent))) above.add(revision.id);
  const now = new Set(revisions.find((revision) => revision.id === id)?.down);
  const items = revisions
    .filter((revision) => !above.has(revision.id))
    .map((revision) => ({ ...revisionItem(revision), picked: now.has(revision.id) }));
  const picked = await vscode.window.showQuickPick(items.reverse(), {
    title: vscode.l10n.t('What shall {0} follow?', id),
    placeHolder: vscode.l10n.t('None: it becomes a first revision. Several: it merges them.'),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.map((item) => item.target) ?? null;
}

/** Makes the edits in the file's editor, where they can be looked at and undone. */
async function edit(project: Project, { revision, file, to, edits }: ParentChangeResult): Promise<void> {
  const uri = uriOf(project, file);
  const changes = new vscode.WorkspaceEdit();
  for (const change of edits) changes.replace(uri, rangeOf(change), change.text);
  await vscode.window.showTextDocument(uri, { preview: false });
  if (edits.length === 0 || !(await vscode.workspace.applyEdit(changes))) {
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} was left as it is.', file));
    return;
  }
  const parents = to.length > 0 ? to.join(', ') : vscode.l10n.t('nothing');
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} follows {1} now. Look at {2} and save it.', revision, parents, file));
}
