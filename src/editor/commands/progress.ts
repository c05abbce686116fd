import * as vscode from 'vscode';
import { CancellationSource } from '../../migrations/cancellation';
import type { Cancellation } from '../../migrations/engine';

/** Shows `work` as a notification that can cancel it; null when it was cancelled. */
export async function withProgress<T>(title: string, work: (cancellation: Cancellation) => Promise<T>): Promise<T | null> {
  const source = new CancellationSource();
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    const subscription = token.onCancellationRequested(() => source.cancel());
    try {
      return await work(source);
    } catch (reason) {
      if (!source.cancelled) throw reason;
      // What was cancelled says what became of the part that was done.
      void vscode.window.showInformationMessage(reason instanceof Error ? reason.message : String(reason));
      return null;
    } finally {
      subscription.dispose();
    }
  });
}
