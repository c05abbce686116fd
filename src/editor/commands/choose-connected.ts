import * as vscode from 'vscode';
import { databaseName } from '../database-url';
import type { Target, Workbench } from '../workbench';
import { chooseEnvironment } from './choose-environment';
import { connect } from './connect';

/** As `chooseEnvironment`, and connected: connects first where that is still to be done. */
export async function chooseConnected(workbench: Workbench, argument: unknown): Promise<Target | null> {
  const chosen = await chooseEnvironment(workbench, argument);
  if (!chosen) return null;
  if (!chosen.environment.database) await connect(workbench, { root: chosen.project.root, environment: chosen.environment.path });
  const environment = chosen.project.environment(chosen.environment.path);
  if (!environment?.database) return null;
  const { missing, url } = environment.database;
  if (missing.length === 0) return { project: chosen.project, environment };
  throw new Error(
    vscode.l10n.t(
      '{0} is at revision {1}, and no revision file has this id. Is another branch checked out?',
      databaseName(url),
      missing.join(', '),
    ),
  );
}
