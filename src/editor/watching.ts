import * as vscode from 'vscode';
import { settingsFile } from '../migrations/baseline/folder-setting';
import type { Project } from './project';
import type { Projects } from './projects';
import { onDidChangeSettings, settingsOf } from './settings';

/** What the engine reads; `.git/logs/HEAD` changes with every commit and checkout, and with it what is older drift. */
const headLog = '.git/logs/HEAD';
const watched = `{**/*.py,**/*.sql,**/alembic.ini,**/pyproject.toml,**/*.lock,**/requirements*.txt,**/requirements/*.txt,**/setup.cfg,**/*.mako,${headLog},${settingsFile}}`;
const folderLike = /\/[^./]+$/;
const foreign = /(^|\/)(node_modules|site-packages|__pycache__|\.git)(\/|$)/;

/** Hands unsaved texts and changed files to the projects they belong to. */
export function watchFiles(projects: Projects): vscode.Disposable {
  const watchers = new Map<Project, vscode.Disposable>();

  const unsaved = (document: vscode.TextDocument, closed = false) => {
    if (document.languageId !== 'python' && !document.fileName.endsWith('.py')) return;
    const held = projects.holding(document.uri);
    if (!held) return;
    const whileTyping = settingsOf(vscode.Uri.file(held.project.root)).checkWhileTyping;
    held.project.overlay(held.path, document.isDirty && !closed && whileTyping ? document.getText() : null);
  };
  const touched = (uri: vscode.Uri) => {
    const held = projects.holding(uri);
    if (held && (held.path === headLog || !foreign.test(held.path))) held.project.filesChanged([held.path]);
  };
  const watch = (project: Project) => {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(project.root), watched));
    watcher.onDidChange(touched);
    watcher.onDidCreate(touched);
    watcher.onDidDelete(touched);
    // When a folder goes, VS Code tells of the folder and not of the files that were in it.
    const folders = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(project.root), '**'),
      true,
      true,
      false,
    );
    folders.onDidDelete((uri) => {
      if (folderLike.test(uri.path)) touched(uri);
    });
    watchers.set(project, vscode.Disposable.from(watcher, folders));
    // Editors that a restart brought back unsaved.
    for (const document of vscode.workspace.textDocuments) if (document.isDirty) unsaved(document);
  };

  return vscode.Disposable.from(
    projects.onDidOpen(watch),
    projects.onDidChange(() => {
      for (const [project, watcher] of watchers) {
        if (projects.all.includes(project)) continue;
        watchers.delete(project);
        watcher.dispose();
      }
    }),
    onDidChangeSettings(() => {
      for (const document of vscode.workspace.textDocuments) if (document.isDirty) unsaved(document);
    }),
    vscode.workspace.onDidChangeTextDocument((event) => unsaved(event.document)),
    vscode.workspace.onDidSaveTextDocument((document) => {
      // First what is on disk is read anew, then the unsaved text is taken away from over it.
      touched(document.uri);
      unsaved(document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => unsaved(document, true)),
    { dispose: () => vscode.Disposable.from(...watchers.values()).dispose() },
  );
}
