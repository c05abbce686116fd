import * as vscode from 'vscode';
import { splitPassword, withPassword } from './database-url';
import type { Project } from './project';
import { settingsOf } from './settings';

/**
 * Which database belongs to which environment, over sessions: the URL in the workspace's state (or in the setting), the
 * password in the secret storage, kept by the URL so that another URL never gets it.
 */
export class Connections {
  constructor(
    private readonly state: vscode.Memento,
    private readonly secrets: vscode.SecretStorage,
  ) {}

  /** The URL without password that was connected last, or the setting's; empty where there is none. */
  url(project: Project, environment: string): string {
    return this.remembered(project, environment) || settingsOf(vscode.Uri.file(project.root)).databaseUrl;
  }

  /** The URL with the password that is kept for it. */
  async withPassword(url: string): Promise<string> {
    return withPassword(url, (await this.secrets.get(secretOf(url))) ?? null);
  }

  async remember(project: Project, environment: string, url: string): Promise<void> {
    const split = splitPassword(url);
    if (!split) return;
    await this.state.update(keyOf(project, environment), split.url);
    if (split.password !== null) await this.secrets.store(secretOf(split.url), split.password);
  }

  /** Disconnects for later sessions too; the empty text stands over the setting. */
  async forget(project: Project, environment: string): Promise<void> {
    const url = this.remembered(project, environment);
    await this.state.update(keyOf(project, environment), '');
    if (url) await this.secrets.delete(secretOf(url));
  }

  /** Connects again what an earlier session, or the setting, connected. Failing is part of the project's state. */
  async reconnect(project: Project): Promise<void> {
    for (const environment of project.state.environments) {
      const url = this.toReconnect(project, environment.path);
      if (url !== '') await project.reconnect(environment.path, () => this.withPassword(url));
    }
  }

  private toReconnect(project: Project, environment: string): string {
    const remembered = this.remembered(project, environment);
    if (remembered !== undefined) return remembered;
    // A workspace that nobody trusts does not get to say where we connect to; a person who typed a URL does.
    return vscode.workspace.isTrusted ? settingsOf(vscode.Uri.file(project.root)).databaseUrl : '';
  }

  private remembered(project: Project, environment: string): string | undefined {
    return this.state.get<string>(keyOf(project, environment));
  }
}

function keyOf(project: Project, environment: string): string {
  return `databaseUrl:${project.root}//${environment}`;
}

function secretOf(url: string): string {
  return `migrationKeeper.password:${url}`;
}
