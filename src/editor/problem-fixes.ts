import * as vscode from 'vscode';
import type { EnvironmentStatus, Problem } from '../migrations/results';
import type { Meant } from './command-argument';
import { diagnosticSource } from './diagnostics';
import { spotOfProblem } from './findings';
import type { Project } from './project';
import type { Projects } from './projects';
import { rangeOf, uriOf } from './workbench';

/** Offers what mends a problem: the import of a model that nothing imports, a baseline for a history that needs one. */
class ProblemFixes implements vscode.CodeActionProvider {
  constructor(private readonly projects: Projects) {}

  provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const diagnostics = context.diagnostics.filter((diagnostic) => diagnostic.source === diagnosticSource);
    const held = diagnostics.length > 0 ? this.projects.holding(document.uri) : null;
    if (!held) return [];
    return held.project.state.environments.flatMap((environment) =>
      environment.problems.flatMap((problem) => {
        const spot = problem.file === held.path ? spotOfProblem(problem) : null;
        const diagnostic = spot && diagnostics.find((one) => one.message === problem.message && one.range.isEqual(rangeOf(spot)));
        return diagnostic ? fixesOf(held.project, environment, problem).map((action) => of(diagnostic, action)) : [];
      }),
    );
  }
}

function of(diagnostic: vscode.Diagnostic, action: vscode.CodeAction): vscode.CodeAction {
  action.diagnostics = [diagnostic];
  return action;
}

function fixesOf(project: Project, environment: EnvironmentStatus, problem: Problem): readonly vscode.CodeAction[] {
  if (problem.missingImport) return [addImport(project, problem.missingImport)];
  if (problem.code === 'baseline-missing') return baselineFixes(project, environment, problem);
  return [];
}

function addImport(project: Project, { file, statement, line }: NonNullable<Problem['missingImport']>): vscode.CodeAction {
  const action = new vscode.CodeAction(vscode.l10n.t('Add "{0}" to {1}', statement, file), vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.insert(uriOf(project, file), new vscode.Position(line - 1, 0), `${statement}\n`);
  action.isPreferred = true;
  return action;
}

function baselineFixes(project: Project, { path }: EnvironmentStatus, { candidates = [] }: Problem): readonly vscode.CodeAction[] {
  const meant: Meant = { root: project.root, environment: path };
  const choose = (title: string, argument: Meant): vscode.CodeAction => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { command: 'migrationKeeper.chooseBaseline', title, arguments: [argument] };
    return action;
  };
  return [
    ...candidates.map(({ choice, what }) => choose(vscode.l10n.t('Start from {0}', what), { ...meant, baseline: choice })),
    choose(vscode.l10n.t('Choose what stands before the first revision…'), meant),
  ];
}

/** Offers these fixes in Python files, until what comes back is disposed of. */
export function offerProblemFixes(projects: Projects): vscode.Disposable {
  const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
  return vscode.languages.registerCodeActionsProvider({ scheme: 'file', language: 'python' }, new ProblemFixes(projects), kinds);
}
