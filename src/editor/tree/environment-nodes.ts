import { t } from '@vscode/l10n';
import type { EnvironmentStatus } from '../../migrations/results';
import type { Meant } from '../command-argument';
import type { ProjectState } from '../project';
import { ChangeNode, NotUnderstoodNode, ProblemNode } from './finding-nodes';
import { DatabaseNode, RevisionsNode } from './history-nodes';
import { type Icon, Node } from './node';

/** What the tree shows of a project; a `Project` is one. */
export interface ShownProject {
  readonly name: string;
  readonly root: string;
  readonly state: ProjectState;
}

class GroupNode extends Node {
  readonly id: string;
  override readonly description: string;

  constructor(
    parent: string,
    readonly context: string,
    readonly label: string,
    readonly icon: Icon,
    readonly meant: Meant,
    override readonly children: readonly Node[],
    description?: string,
  ) {
    super();
    this.id = `${parent}/${context}`;
    this.description = description ?? `${children.length}`;
  }
}

/** One environment, and below it what a person wants to know first: the database, the changes, what went wrong; then the history. */
export class EnvironmentNode extends Node {
  readonly id: string;
  readonly label: string;
  readonly context: string;
  readonly icon: Icon = { id: 'layers' };
  readonly meant: Meant;
  override readonly description: string;
  override readonly tooltip: string;
  override readonly children: readonly Node[];

  constructor(project: ShownProject, environment: EnvironmentStatus, severalProjects: boolean) {
    super();
    this.id = `${project.root}//${environment.path}`;
    this.meant = { root: project.root, environment: environment.path };
    this.label = environment.path || project.name;
    this.description = severalProjects ? project.name : '';
    this.tooltip = [t('Alembic environment {0}', environment.path || '.'), t('Revisions in {0}', environment.versionsDirectory)].join('\n');
    this.context = environment.database ? 'environment.connected' : 'environment';
    this.children = [
      new DatabaseNode(this.id, this.meant, environment, project.state.connections.get(environment.path) ?? null),
      changesNode(this.id, this.meant, environment, project.state.checked),
      ...notUnderstoodNodes(this.id, this.meant, environment),
      ...problemNodes(this.id, this.meant, environment),
      new RevisionsNode(this.id, this.meant, environment),
    ];
  }
}

function changesNode(parent: string, meant: Meant, environment: EnvironmentStatus, checked: boolean): Node {
  const label = t('Changes without a migration');
  if (!checked) return new GroupNode(parent, 'changes.unchecked', label, { id: 'loading~spin' }, meant, [], t('comparing…'));
  const children = environment.changes.map((change) => new ChangeNode(`${parent}/changes`, meant, change));
  if (children.length === 0) return new GroupNode(parent, 'changes.none', label, { id: 'check' }, meant, [], t('none'));
  return new GroupNode(parent, 'changes', label, { id: 'git-compare' }, meant, children);
}

function notUnderstoodNodes(parent: string, meant: Meant, environment: EnvironmentStatus): readonly Node[] {
  if (environment.notUnderstood.length === 0) return [];
  const children = environment.notUnderstood.map((found, index) => new NotUnderstoodNode(`${parent}/notUnderstood`, meant, found, index));
  return [new GroupNode(parent, 'notUnderstood', t('Not understood'), { id: 'question' }, meant, children)];
}

function problemNodes(parent: string, meant: Meant, environment: EnvironmentStatus): readonly Node[] {
  if (environment.problems.length === 0) return [];
  const children = environment.problems.map((problem, index) => new ProblemNode(`${parent}/problems`, meant, problem, index));
  return [new GroupNode(parent, 'problems', t('Problems'), { id: 'warning' }, meant, children)];
}

/** Reading or comparing failed as a whole; what was known before stands below. */
class FailureNode extends Node {
  readonly id: string;
  readonly label: string;
  readonly context = 'failure';
  readonly icon: Icon = { id: 'error', color: 'list.errorForeground' };
  readonly meant: Meant;
  override readonly tooltip: string;
  override readonly runs = 'migrationKeeper.showLog';

  constructor(project: ShownProject, failure: string) {
    super();
    this.id = `${project.root}//failure`;
    this.meant = { root: project.root };
    this.label = failure;
    this.tooltip = failure;
  }
}

/** The roots of the tree: each environment of each project, and what kept a project from being read. */
export function rootNodes(projects: readonly ShownProject[]): readonly Node[] {
  return projects.flatMap((project) => [
    ...(project.state.failure === null ? [] : [new FailureNode(project, project.state.failure)]),
    ...project.state.environments.map((environment) => new EnvironmentNode(project, environment, projects.length > 1)),
  ]);
}

/** How many changes have no migration, over all projects. */
export function countChanges(projects: readonly ShownProject[]): number {
  return projects.flatMap((project) => project.state.environments).reduce((sum, environment) => sum + environment.changes.length, 0);
}
