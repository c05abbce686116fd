import * as vscode from 'vscode';
import type { EnvironmentStatus } from '../migrations/results';
import type { Connections } from './connections';
import type { Project } from './project';
import type { Projects } from './projects';
import type { RevisionSqlDocuments } from './revision-sql-documents';
import type { SqlDocuments } from './sql-documents';
import type { Spot } from './tree/node';

/** What every command works with. */
export interface Workbench {
  readonly projects: Projects;
  readonly connections: Connections;
  readonly sqlDocuments: SqlDocuments;
  readonly revisionSql: RevisionSqlDocuments;
  readonly log: vscode.LogOutputChannel;
}

/** An environment and the project that holds it. */
export interface Target {
  readonly project: Project;
  readonly environment: EnvironmentStatus;
}

/** A file of a project, whose path is relative to it. */
export function uriOf(project: Pick<Project, 'root'>, file: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.file(project.root), file);
}

/** VS Code counts from 0, we from 1. */
export function rangeOf(spot: Spot): vscode.Range {
  return new vscode.Range(spot.line - 1, spot.column - 1, spot.endLine - 1, spot.endColumn - 1);
}
