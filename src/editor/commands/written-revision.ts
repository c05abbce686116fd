import * as vscode from 'vscode';
import type { GenerateResult } from '../../migrations/results';
import { type Target, uriOf, type Workbench } from '../workbench';

/** Opens a revision that was written empty, and says so. */
export async function openWritten({ log }: Workbench, { project }: Target, result: GenerateResult): Promise<void> {
  project.engine.filesChanged([result.file]);
  await vscode.window.showTextDocument(uriOf(project, result.file), { preview: false });
  await project.refresh();
  log.info(vscode.l10n.t('Revision {0} written to {1}', result.revision, result.file));
  for (const note of result.notes) log.info(note);
  void vscode.window.showInformationMessage([vscode.l10n.t('{0} was written.', result.file), ...result.notes].join(' '));
}

/** The message of a revision; null when the person went away. */
export async function askRevisionMessage(title: string, value: string): Promise<string | null> {
  const message = await vscode.window.showInputBox({ title, prompt: vscode.l10n.t('Writes the revision.'), value, ignoreFocusOut: true });
  return message?.trim() ?? null;
}
