import * as vscode from 'vscode';
import { type BaselineSetting, withChoice } from '../../migrations/baseline/choice';
import type { BaselineOffer } from '../../migrations/results';
import { meantBy } from '../command-argument';
import type { Target, Workbench } from '../workbench';
import { chooseEnvironment } from './choose-environment';
import { connect } from './connect';

interface BaselineItem extends vscode.QuickPickItem {
  /** As `migrationKeeper.baseline` takes it; null takes the choice out of the settings; the others are asked for. */
  readonly choice: string | null | 'file…' | 'commit…';
}

/** Migrations: Choose Baseline…: what stands before the first revision, kept in the folder's settings. */
export async function chooseBaseline(workbench: Workbench, argument: unknown): Promise<void> {
  const target = await chooseEnvironment(workbench, argument);
  if (!target) return;
  const choice = meantBy(argument)?.baseline ?? (await pickBaseline(target));
  if (choice === undefined) return;
  await keep(target, choice);
  if (choice === 'database' && !target.environment.database) {
    await connect(workbench, { root: target.project.root, environment: target.environment.path });
  }
}

/** Undefined when the person went away. */
async function pickBaseline(target: Target): Promise<string | null | undefined> {
  const { project, environment } = target;
  const offer = await project.engine.baselines(environment.path);
  const picked = await vscode.window.showQuickPick(itemsOf(offer), {
    title: vscode.l10n.t('What stands before the first revision of {0}?', environment.path || project.name),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (picked?.choice === 'file…') return askFile(target);
  return picked?.choice === 'commit…' ? askCommit() : picked?.choice;
}

function itemsOf({ chosen, candidates }: BaselineOffer): readonly BaselineItem[] {
  const now = vscode.l10n.t('chosen now');
  const found = candidates.map(
    ({ choice, what }): BaselineItem => ({ label: what, description: choice === chosen ? now : choice, choice }),
  );
  const offered = new Set(candidates.map(({ choice }) => choice));
  const others: readonly BaselineItem[] = [
    { label: vscode.l10n.t('A SQL file…'), description: vscode.l10n.t('pg_dump --schema-only writes one'), choice: 'file…' },
    { label: vscode.l10n.t('The models at a commit…'), description: 'git:COMMIT', choice: 'commit…' },
    { label: vscode.l10n.t('The connected database'), description: 'database', choice: 'database' },
    { label: vscode.l10n.t('Nothing: the history begins with an empty database'), description: 'none', choice: 'none' },
  ];
  const forget: readonly BaselineItem[] =
    chosen === null ? [] : [{ label: vscode.l10n.t('Choose none'), description: chosen, choice: null }];
  return [...found, ...others.filter(({ choice }) => choice === null || !offered.has(choice)), ...forget];
}

async function askFile({ project }: Target): Promise<string | undefined> {
  const folder = vscode.Uri.file(project.root);
  const [file] = (await vscode.window.showOpenDialog({ defaultUri: folder, filters: { SQL: ['sql'] } })) ?? [];
  if (!file) return undefined;
  const held = vscode.workspace.getWorkspaceFolder(file);
  if (held?.uri.fsPath === project.root) return vscode.workspace.asRelativePath(file, false).replaceAll('\\', '/');
  throw new Error(vscode.l10n.t('The SQL file must stand in the folder {0}, so that others find it too.', project.name));
}

async function askCommit(): Promise<string | undefined> {
  const commit = await vscode.window.showInputBox({
    title: vscode.l10n.t('The models as they stood at which commit?'),
    prompt: vscode.l10n.t('Whatever git knows: a hash or its beginning, a tag, a branch.'),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A commit is needed.') : undefined),
  });
  return commit === undefined ? undefined : `git:${commit.trim()}`;
}

async function keep({ project, environment }: Target, choice: string | null): Promise<void> {
  const settings = vscode.workspace.getConfiguration('migrationKeeper', vscode.Uri.file(project.root));
  const now = settings.get<BaselineSetting>('baseline') ?? '';
  const paths = project.state.environments.map(({ path }) => path);
  const setting = withChoice(now === '' ? null : now, environment.path, choice, paths);
  await settings.update('baseline', setting ?? undefined, vscode.ConfigurationTarget.WorkspaceFolder);
}
