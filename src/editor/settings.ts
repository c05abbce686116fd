import * as vscode from 'vscode';

export interface Settings {
  /** Without password; empty where none is set. */
  readonly databaseUrl: string;
  readonly checkWhileTyping: boolean;
}

const section = 'migrationKeeper';

/** The settings as they hold for a workspace folder. */
export function settingsOf(folder: vscode.Uri): Settings {
  const values = vscode.workspace.getConfiguration(section, folder);
  return { databaseUrl: values.get('databaseUrl', ''), checkWhileTyping: values.get('checkWhileTyping', true) };
}

/** Calls `listener` when one of our settings changes. */
export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) listener();
  });
}
