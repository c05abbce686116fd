import * as vscode from 'vscode';
import { type Finding, findingsOf } from './findings';
import type { Project } from './project';
import type { Projects } from './projects';
import { revisionSqlUri } from './revision-sql-documents';
import { rangeOf, uriOf } from './workbench';

/** By this a quick fix knows our diagnostics among those of others. */
export const diagnosticSource = 'Migration Keeper';

const severities: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** Keeps the diagnostics equal to what the projects know. */
export function showDiagnostics(projects: Projects): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('migration-keeper');
  const subscription = projects.onDidChange(() => {
    const byFile = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
    for (const project of projects.all) {
      for (const finding of findingsOf(project.state.environments)) {
        const uri = uriOf(project, finding.spot.file);
        const [, list] = byFile.get(uri.toString()) ?? [uri, []];
        byFile.set(uri.toString(), [uri, [...list, diagnosticOf(project, finding)]]);
      }
    }
    const gone: [vscode.Uri, undefined][] = [];
    collection.forEach((uri) => {
      if (!byFile.has(uri.toString())) gone.push([uri, undefined]);
    });
    collection.set([...gone, ...byFile.values()]);
  });
  return vscode.Disposable.from(subscription, collection);
}

/** In a revision its code leads to the revision's SQL. */
function diagnosticOf({ root }: Project, { spot, message, severity, code, revision }: Finding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(spot), message, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = revision
    ? { value: code, target: revisionSqlUri({ root, environment: revision.environment, revision: revision.id }) }
    : code;
  return diagnostic;
}
