import * as vscode from 'vscode';
import type { Cancellation } from '../../migrations/engine';
import type { EnvironmentStatus, MoveResult } from '../../migrations/results';
import { databaseName } from '../database-url';
import type { Target } from '../workbench';
import { withProgress } from './progress';

type Revision = EnvironmentStatus['revisions'][number];

export interface MoveTarget extends vscode.QuickPickItem {
  /** As Alembic's command line takes it. */
  readonly target: string;
}

/** A revision to pick, by its message. */
export function revisionItem(revision: Revision): MoveTarget {
  return { label: revision.message || revision.id, description: revision.id, target: revision.id };
}

/** Runs an upgrade or a downgrade with progress, reads everything again whatever came out, and says what happened. */
export async function move(
  { project, environment }: Target,
  title: string,
  run: (cancellation: Cancellation) => Promise<MoveResult | null>,
): Promise<void> {
  let result: MoveResult | null;
  try {
    result = await withProgress(title, run);
  } finally {
    await project.refresh();
  }
  if (!result) return;
  const name = databaseName(environment.database?.url ?? '');
  const now = result.to.length > 0 ? result.to.join(', ') : vscode.l10n.t('the state before the first revision');
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} is now at {1}.', name, now));
}
