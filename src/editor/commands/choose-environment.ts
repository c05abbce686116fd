import * as vscode from 'vscode';
import { meantBy } from '../command-argument';
import type { Target, Workbench } from '../workbench';

/** The environment that the argument names, or the only one, or the one that the person picks; null when there is none or nobody picked. */
export async function chooseEnvironment(workbench: Workbench, argument: unknown): Promise<Target | null> {
  const { projects } = workbench;
  await Promise.all(projects.all.map((project) => project.whenKnown()));
  const meant = meantBy(argument);
  const targets = projects.all
    .filter((project) => !meant || project.root === meant.root)
    .flatMap((project) => project.state.environments.map((environment) => ({ project, environment })))
    .filter(({ environment }) => meant?.environment === undefined || environment.path === meant.environment);
  const [first] = targets;
  if (!first) {
    const message = vscode.l10n.t(
      'No Alembic environment was found: there is no alembic.ini below the open folder, no [tool.alembic] in a pyproject.toml, and no folder with env.py and versions.',
    );
    void vscode.window.showInformationMessage(message);
    return null;
  }
  if (targets.length === 1) return first;
  const picked = await vscode.window.showQuickPick(
    targets.map((target) => ({ label: target.environment.path || target.project.name, description: target.project.name, target })),
    { title: vscode.l10n.t('Which environment?') },
  );
  return picked?.target ?? null;
}
