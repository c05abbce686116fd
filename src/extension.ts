import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerCommands } from './editor/commands/commands';
import { Connections } from './editor/connections';
import { showDiagnostics } from './editor/diagnostics';
import { offerProblemFixes } from './editor/problem-fixes';
import { Projects } from './editor/projects';
import { offerQuickFixes } from './editor/quick-fixes';
import { reconnectWhenKnown } from './editor/reconnecting';
import { showRevisionLenses } from './editor/revision-lenses';
import { RevisionSqlDocuments } from './editor/revision-sql-documents';
import { SqlDocuments } from './editor/sql-documents';
import { showStatusBar } from './editor/status-bar';
import { showTree } from './editor/tree/tree-view';
import { watchFiles } from './editor/watching';

/** For tests, which wait for work to end and need no sleep. */
export interface MigrationKeeper {
  environmentCount(): number;
  /** Resolves when nothing is being read, compared or connected. */
  whenIdle(): Promise<void>;
  /** What activation took of the extension host's time, in milliseconds. */
  readonly activationTime: number;
}

/** Builds everything that `editor/` holds, and only then opens the folders, so that nobody misses what they tell. */
export function activate(context: vscode.ExtensionContext): MigrationKeeper {
  const begun = performance.now();
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const log = vscode.window.createOutputChannel('Migration Keeper', { log: true });
  const projects = new Projects(context.extensionUri, context.storageUri ?? context.globalStorageUri, log);
  const connections = new Connections(context.workspaceState, context.secrets);
  const sqlDocuments = new SqlDocuments();
  const revisionSql = new RevisionSqlDocuments(projects);
  context.subscriptions.push(
    log,
    sqlDocuments,
    revisionSql,
    // First, because it is what a person who types waits for.
    showDiagnostics(projects),
    showTree(projects),
    showStatusBar(projects),
    offerQuickFixes(projects),
    offerProblemFixes(projects),
    showRevisionLenses(projects),
    watchFiles(projects),
    reconnectWhenKnown(projects, connections),
    registerCommands({ projects, connections, sqlDocuments, revisionSql, log }),
    projects,
  );
  projects.start();
  const activationTime = performance.now() - begun;
  log.debug(`activated in ${activationTime.toFixed(0)} ms`);
  return {
    activationTime,
    environmentCount: () => projects.all.reduce((sum, project) => sum + project.state.environments.length, 0),
    whenIdle: () => projects.whenIdle(),
  };
}
