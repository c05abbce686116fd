import * as vscode from 'vscode';

export interface Settings {
  /** Without password; empty where none is set. */
  readonly databaseUrl: string;
  readonly checkWhileTyping: boolean;
  /** An interpreter or a virtualenv, as somebody wrote it; empty where nobody did. */
  readonly pythonPath: string;
}

const section = 'migrationKeeper';

/** The settings as they hold for a workspace folder. */
export function settingsOf(folder: vscode.Uri): Settings {
  const values = vscode.workspace.getConfiguration(section, folder);
  return {
    databaseUrl: values.get('databaseUrl', ''),
    checkWhileTyping: values.get('checkWhileTyping', true),
    pythonPath: values.get('pythonPath', '') || vscode.workspace.getConfiguration('python', folder).get('defaultInterpreterPath', ''),
  };
}

/** Calls `listener` when one of our settings changes. */
export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) listener();
  });
}

/** Calls `listener` when the interpreter that somebody named changes. */
export function onDidChangePythonPath(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${section}.pythonPath`) || event.affectsConfiguration('python.defaultInterpreterPath')) listener();
  });
}
