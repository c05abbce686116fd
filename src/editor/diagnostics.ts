import * as vscode from 'vscode';
import { type Finding, findingsOf } from './findings';
import type { Projects } from './projects';
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
        byFile.set(uri.toString(), [uri, [...list, diagnosticOf(finding)]]);
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

function diagnosticOf(finding: Finding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(finding.spot), finding.message, severities[finding.severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = finding.code;
  return diagnostic;
}
