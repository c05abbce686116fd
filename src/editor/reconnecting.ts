import * as vscode from 'vscode';
import type { Connections } from './connections';
import type { Project } from './project';
import type { Projects } from './projects';
import { onDidChangeSettings } from './settings';

/** Connects each project's stored databases once its environments are known, and again when the settings or the trust change. */
export function reconnectWhenKnown(projects: Projects, connections: Connections): vscode.Disposable {
  const tried = new Set<Project>();
  const tryNew = () => {
    for (const project of projects.all) {
      if (tried.has(project) || project.state.environments.length === 0) continue;
      tried.add(project);
      void connections.reconnect(project);
    }
  };
  const tryUnconnected = () => {
    for (const project of projects.all) if (project.state.connections.size === 0) void connections.reconnect(project);
  };
  return vscode.Disposable.from(
    projects.onDidChange(tryNew),
    onDidChangeSettings(tryUnconnected),
    vscode.workspace.onDidGrantWorkspaceTrust(tryUnconnected),
  );
}
