import * as vscode from 'vscode';
import { EngineProcess } from './engine-process';
import { forkEngine } from './fork-engine';
import { Project } from './project';
import { onDidChangePythonPath, settingsOf } from './settings';
import { countChanges } from './tree/environment-nodes';
import { viewId } from './tree/view-id';

/** One `Project` for each workspace folder on disk, as folders come and go. */
export class Projects implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly opened = new vscode.EventEmitter<Project>();
  private readonly byRoot = new Map<string, Project>();
  private readonly folders: vscode.Disposable;
  private readonly interpreter: vscode.Disposable;
  /** Fires when the state of a project changed, or a project came or went. */
  readonly onDidChange = this.changed.event;
  /** Fires when a project came, before it is read. */
  readonly onDidOpen = this.opened.event;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly storage: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.folders = vscode.workspace.onDidChangeWorkspaceFolders((event) => {
      for (const folder of event.removed) this.close(folder);
      for (const folder of event.added) this.open(folder);
    });
    this.interpreter = onDidChangePythonPath(() => this.reopen());
  }

  get all(): readonly Project[] {
    return [...this.byRoot.values()];
  }

  /** Opens the folders that are there already; whoever wants to see them come has subscribed by now. */
  start(): void {
    for (const folder of vscode.workspace.workspaceFolders ?? []) this.open(folder);
  }

  at(root: string): Project | null {
    return this.byRoot.get(root) ?? null;
  }

  /** The project that a file belongs to, and the file's path inside it. */
  holding(uri: vscode.Uri): { readonly project: Project; readonly path: string } | null {
    const folder = uri.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
    const project = folder && this.at(folder.uri.fsPath);
    if (!project) return null;
    return { project, path: vscode.workspace.asRelativePath(uri, false).replaceAll('\\', '/') };
  }

  async whenIdle(): Promise<void> {
    await Promise.all(this.all.map((project) => project.whenIdle()));
  }

  dispose(): void {
    this.folders.dispose();
    this.interpreter.dispose();
    for (const project of this.all) project.dispose();
    this.byRoot.clear();
    this.changed.dispose();
    this.opened.dispose();
  }

  private open(folder: vscode.WorkspaceFolder): void {
    if (folder.uri.scheme !== 'file' || this.byRoot.has(folder.uri.fsPath)) return;
    const project = new Project(folder.name, folder.uri.fsPath, this.engineOf(folder));
    this.byRoot.set(project.root, project);
    project.onDidChange(() => this.projectChanged());
    this.opened.fire(project);
    void project.refresh();
    void vscode.window.withProgress({ location: { viewId } }, () => project.whenIdle());
  }

  /** Another interpreter may stand for other packages everywhere. */
  private reopen(): void {
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      this.close(folder);
      this.open(folder);
    }
  }

  private close(folder: vscode.WorkspaceFolder): void {
    const project = this.at(folder.uri.fsPath);
    if (!project) return;
    this.byRoot.delete(project.root);
    project.dispose();
    this.projectChanged();
  }

  private projectChanged(): void {
    const environments = this.all.flatMap((project) => project.state.environments);
    const known = this.all.every((project) => project.state.known);
    setContext('known', known);
    setContext('hasEnvironment', environments.length > 0);
    setContext('hasChanges', countChanges(this.all) > 0);
    setContext(
      'hasDatabase',
      this.all.some((project) => project.state.connections.size > 0),
    );
    setContext(
      'revisionFiles',
      this.all.flatMap((project) =>
        project.state.environments.flatMap((environment) =>
          environment.revisions.map((revision) => vscode.Uri.joinPath(vscode.Uri.file(project.root), revision.file).fsPath),
        ),
      ),
    );
    this.changed.fire();
  }

  private engineOf(folder: vscode.WorkspaceFolder): EngineProcess {
    const location = () => ({
      script: vscode.Uri.joinPath(this.extension, 'dist', 'engine.js').fsPath,
      projectRoot: folder.uri.fsPath,
      assets: vscode.Uri.joinPath(this.extension, 'dist').fsPath,
      storage: vscode.Uri.joinPath(this.storage, encodeURIComponent(folder.name)).fsPath,
      pythonPath: settingsOf(folder.uri).pythonPath,
    });
    return new EngineProcess(() => forkEngine(location(), (line) => this.log.info(line)), {
      died: (how) => this.log.error(`The engine of ${folder.name} ended: ${how}`),
      gaveUp: () => void this.sayGaveUp(folder.name),
    });
  }

  private async sayGaveUp(name: string): Promise<void> {
    const showLog = vscode.l10n.t('Show Log');
    const message = vscode.l10n.t(
      'Migration Keeper: the engine of {0} stopped several times in a row and is not started again before a refresh.',
      name,
    );
    if ((await vscode.window.showErrorMessage(message, showLog)) === showLog) this.log.show();
  }
}

const contexts = new Map<string, string>();

/** What stays the same is not sent: this runs at every keystroke. */
function setContext(key: string, value: boolean | readonly string[]): void {
  const text = JSON.stringify(value);
  if (contexts.get(key) === text) return;
  contexts.set(key, text);
  void vscode.commands.executeCommand('setContext', `migrationKeeper.${key}`, value);
}
