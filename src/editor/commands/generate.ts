import * as vscode from 'vscode';
import type { GenerateResult, ReportedChange } from '../../migrations/results';
import { meantBy } from '../command-argument';
import { askingDecisions } from '../decisions';
import { proofDetails, proofSummary } from '../proof-text';
import { type Target, uriOf, type Workbench } from '../workbench';
import { chooseEnvironment } from './choose-environment';
import { withProgress } from './progress';

/** Roots and environments in which a revision is being written. */
const generating = new Set<string>();

/** Migrations: Generate Migration… */
export async function generate(workbench: Workbench, argument: unknown): Promise<void> {
  const target = await chooseEnvironment(workbench, argument);
  if (!target) return;
  const { project, environment } = target;
  const key = `${project.root}//${environment.path}`;
  refuseSecond(key, environment.path);
  const comparing = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Comparing the models with the revisions') };
  await vscode.window.withProgress(comparing, () => project.whenCompared());
  const changes = await chooseChanges(target, meantBy(argument)?.changes);
  if (!changes) return;
  const unsaved = unsavedModels(workbench, project.root);
  const ids = changes.map((change) => change.id);
  const message = await askMessage(unsaved, await project.engine.suggestMessage(environment.path, ids));
  if (message === undefined) return;
  refuseSecond(key, environment.path);
  generating.add(key);
  try {
    await save(unsaved);
    const title = vscode.l10n.t('Generating and proving the migration');
    const request = { environment: environment.path, message, changes: ids };
    const decisions = askingDecisions(workbench.sqlDocuments);
    const result = await withProgress(title, (cancellation) => project.engine.generate(request, decisions, cancellation));
    if (!result) return;
    if (!result.written) {
      tellNotWritten(workbench, result);
      return;
    }
    project.engine.filesChanged([result.file]);
    await vscode.window.showTextDocument(uriOf(project, result.file), { preview: false });
    await project.refresh();
    tell(workbench, result);
  } finally {
    generating.delete(key);
  }
}

function refuseSecond(key: string, environment: string): void {
  if (!generating.has(key)) return;
  throw new Error(vscode.l10n.t('A migration is being generated for {0} already. Wait for it, or cancel it.', environment || '.'));
}

/** The changes of which the revision shall be made; null when there are none or the person went away. */
async function chooseChanges(
  { project, environment: { path } }: Target,
  ids?: readonly string[],
): Promise<readonly ReportedChange[] | null> {
  const { failure } = project.state;
  const all = project.environment(path)?.changes ?? [];
  const meant = ids ? all.filter((change) => ids.includes(change.id)) : all;
  if (meant.length === 0) {
    if (failure !== null) throw new Error(failure);
    void vscode.window.showInformationMessage(vscode.l10n.t('Every change of the models has a migration.'));
    return null;
  }
  if (meant.length === 1 || ids) return meant;
  const picked = await vscode.window.showQuickPick(
    meant.map((change) => ({
      label: change.summary,
      description: `${change.file}:${change.line}`,
      detail: change.since === 'head' ? vscode.l10n.t('older than the working copy') : undefined,
      picked: change.since === 'working',
      change,
    })),
    { canPickMany: true, title: vscode.l10n.t('Which changes belong in the migration?'), matchOnDescription: true, ignoreFocusOut: true },
  );
  if (!picked || picked.length === 0) return null;
  return picked.map((item) => item.change);
}

/** Whatever stands unsaved in the project's Python files takes part in the comparison, so it has to be on disk when the revision is. */
function unsavedModels(workbench: Workbench, root: string): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && document.fileName.endsWith('.py') && workbench.projects.holding(document.uri)?.project.root === root,
  );
}

async function askMessage(unsaved: readonly vscode.TextDocument[], suggestion: string): Promise<string | undefined> {
  const names = unsaved.map((document) => vscode.workspace.asRelativePath(document.uri)).join(', ');
  const message = await vscode.window.showInputBox({
    title: vscode.l10n.t('Message of the migration'),
    prompt: unsaved.length > 0 ? vscode.l10n.t('Saves {0} and writes the revision.', names) : vscode.l10n.t('Writes the revision.'),
    value: suggestion,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A migration needs a message.') : undefined),
  });
  return message?.trim();
}

async function save(documents: readonly vscode.TextDocument[]): Promise<void> {
  for (const document of documents) {
    if (await document.save()) continue;
    const name = vscode.workspace.asRelativePath(document.uri);
    throw new Error(vscode.l10n.t('{0} could not be saved, so no revision was written.', name));
  }
}

/** A revision whose proof failed is not written; its text goes to the log, for whoever wants to see what was wrong with it. */
function tellNotWritten({ log }: Workbench, result: GenerateResult): void {
  const reason = result.proof ? proofSummary(result.proof) : vscode.l10n.t('It was not proven.');
  log.warn(vscode.l10n.t('{0} was not written.', result.file));
  for (const line of [...detailsOf(result), ...result.source.split('\n')]) log.warn(line);
  const showDetails = vscode.l10n.t('Show Details');
  void vscode.window.showWarningMessage(vscode.l10n.t('No revision was written. {0}', reason), showDetails).then((action) => {
    if (action === showDetails) log.show();
  });
}

function detailsOf({ proof, notUnderstood }: GenerateResult): readonly string[] {
  return [
    ...(proof ? proofDetails(proof) : []),
    ...notUnderstood.map((found) => vscode.l10n.t('Not understood: {0} ({1}:{2})', found.message, found.file ?? '', found.line ?? '')),
  ];
}

function tell({ log }: Workbench, result: GenerateResult): void {
  const { proof } = result;
  const details = detailsOf(result);
  log.info(vscode.l10n.t('Revision {0} written to {1}', result.revision, result.file));
  for (const line of details) log.info(line);
  const message = generatedText(result);
  const shows = details.length > (proof?.steps.length ?? 0) ? [vscode.l10n.t('Show Details')] : [];
  void vscode.window.showInformationMessage(message, ...shows).then((action) => {
    if (action !== undefined) log.show();
  });
}

function generatedText({ revision, proof, notUnderstood }: GenerateResult): string {
  const proven = proof?.proven && proof.limits.length === 0;
  const written = proven
    ? vscode.l10n.t('Revision {0} written and proven: up, down, up.', revision)
    : vscode.l10n.t('Revision {0} written. {1}', revision, proof ? proofSummary(proof) : vscode.l10n.t('It was not proven.'));
  if (notUnderstood.length === 0) return written;
  return `${written} ${vscode.l10n.t('Left out, because not understood: {0}.', notUnderstood.length)}`;
}
