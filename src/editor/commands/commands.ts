import * as vscode from 'vscode';
import type { Workbench } from '../workbench';
import { changeParent } from './change-parent';
import { chooseBaseline } from './choose-baseline';
import { connect } from './connect';
import { disconnect } from './disconnect';
import { downgrade } from './downgrade';
import { generate } from './generate';
import { mergeHeads } from './merge-heads';
import { newRevision } from './new-revision';
import { prove } from './prove';
import { refresh } from './refresh';
import { showSql } from './show-sql';
import { upgrade } from './upgrade';

type Command = (workbench: Workbench, argument: unknown) => Promise<void>;

const commands: Readonly<Record<string, Command>> = {
  generate,
  upgrade,
  downgrade,
  connect,
  disconnect,
  refresh,
  showSql,
  prove,
  newRevision,
  mergeHeads,
  changeParent,
  chooseBaseline,
  showLog: async ({ log }) => log.show(),
};

/** Registers `migrationKeeper.<name>` for every command; what one throws is said to the person and kept in the log. */
export function registerCommands(workbench: Workbench): vscode.Disposable {
  const registrations = Object.entries(commands).map(([name, command]) =>
    vscode.commands.registerCommand(`migrationKeeper.${name}`, async (argument: unknown) => {
      try {
        await command(workbench, argument);
      } catch (reason) {
        sayFailure(workbench.log, name, reason);
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}

function sayFailure(log: vscode.LogOutputChannel, command: string, reason: unknown): void {
  const message = reason instanceof Error ? reason.message : String(reason);
  log.error(`${command}: ${message}`);
  const showLog = vscode.l10n.t('Show Log');
  // A notification has no lines: what stands on its own stays apart from what follows.
  void vscode.window.showErrorMessage(message.trim().replaceAll(/\s*\n\s*/g, ' — '), showLog).then((action) => {
    if (action === showLog) log.show();
  });
}
