import * as vscode from 'vscode';
import type { Meant } from './command-argument';
import { diagnosticSource } from './diagnostics';
import { spotOfChange } from './findings';
import type { Projects } from './projects';
import { rangeOf } from './workbench';

/** Offers to generate the revision where a change has none. */
class GenerateFixes implements vscode.CodeActionProvider {
  constructor(private readonly projects: Projects) {}

  provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const diagnostics = context.diagnostics.filter((diagnostic) => diagnostic.source === diagnosticSource);
    const held = diagnostics.length > 0 ? this.projects.holding(document.uri) : null;
    if (!held) return [];
    const { project, path } = held;
    return project.state.environments.flatMap((environment) => {
      const meant = { root: project.root, environment: environment.path };
      const fixes = environment.changes.flatMap((change) => {
        const spot = change.file === path ? spotOfChange(change) : null;
        const diagnostic = spot && diagnostics.find((one) => one.message === change.summary && one.range.isEqual(rangeOf(spot)));
        if (!diagnostic) return [];
        const title =
          diagnostics.length === 1
            ? vscode.l10n.t('Generate migration for this change…')
            : vscode.l10n.t('Generate migration for this change: {0}…', change.summary);
        return [fix(title, { ...meant, changes: [change.id] }, diagnostic)];
      });
      const [first] = fixes;
      if (!first || environment.changes.length < 2) return fixes;
      const all = fix(vscode.l10n.t('Generate migration for all changes…'), meant, ...(first.diagnostics ?? []));
      return [...fixes, all];
    });
  }
}

function fix(title: string, meant: Meant, ...diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: 'migrationKeeper.generate', title, arguments: [meant] };
  action.diagnostics = diagnostics;
  return action;
}

/** Offers the quick fixes in Python files, until what comes back is disposed of. */
export function offerQuickFixes(projects: Projects): vscode.Disposable {
  const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
  return vscode.languages.registerCodeActionsProvider({ scheme: 'file', language: 'python' }, new GenerateFixes(projects), kinds);
}
