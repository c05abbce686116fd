import { t } from '@vscode/l10n';
import type { Problem, ReportedChange, ReportedNotUnderstood } from '../../migrations/results';
import type { Meant } from '../meant';
import { type Icon, Node, spotOf, spotText } from './node';

/** Git's own signs and colours: what comes, what goes, what becomes different. */
function iconOf(kind: ReportedChange['kind']): Icon {
  if (kind.startsWith('create_') || kind.startsWith('add_')) return { id: 'diff-added', color: 'gitDecoration.addedResourceForeground' };
  if (kind.startsWith('drop_')) return { id: 'diff-removed', color: 'gitDecoration.deletedResourceForeground' };
  if (kind.startsWith('rename_')) return { id: 'diff-renamed', color: 'gitDecoration.renamedResourceForeground' };
  return { id: 'diff-modified', color: 'gitDecoration.modifiedResourceForeground' };
}

export class ChangeNode extends Node {
  readonly id: string;
  readonly label: string;
  readonly context = 'change';
  readonly icon: Icon;
  readonly meant: Meant;
  override readonly description: string;
  override readonly tooltip: string;
  override readonly opens;

  constructor(parent: string, meant: Meant, change: ReportedChange) {
    super();
    this.id = `${parent}/${change.id}`;
    this.meant = { ...meant, changes: [change.id] };
    this.label = change.summary;
    this.icon = iconOf(change.kind);
    this.opens = spotOf(change);
    this.description = spotText(this.opens);
    this.tooltip =
      change.since === 'working'
        ? t('{0}\n\nNew in the working copy.', change.summary)
        : t('{0}\n\nOlder than the working copy: it is in the last commit already.', change.summary);
  }
}

export class ProblemNode extends Node {
  readonly id: string;
  readonly label: string;
  readonly context = 'problem';
  readonly icon: Icon;
  override readonly description: string;
  override readonly tooltip: string;
  override readonly opens;

  constructor(
    parent: string,
    readonly meant: Meant,
    problem: Problem,
    index: number,
  ) {
    super();
    this.id = `${parent}/${index}/${problem.code}`;
    this.label = problem.message;
    this.icon =
      problem.severity === 'error' ? { id: 'error', color: 'list.errorForeground' } : { id: 'warning', color: 'list.warningForeground' };
    this.opens = spotOf(problem);
    this.description = spotText(this.opens);
    this.tooltip = problem.statement ? `${problem.message}\n\n${problem.statement}` : problem.message;
  }
}

export class NotUnderstoodNode extends Node {
  readonly id: string;
  readonly label: string;
  readonly context = 'notUnderstood';
  readonly icon: Icon = { id: 'question', color: 'list.deemphasizedForeground' };
  override readonly description: string;
  override readonly tooltip: string;
  override readonly opens;

  constructor(
    parent: string,
    readonly meant: Meant,
    found: ReportedNotUnderstood,
    index: number,
  ) {
    super();
    this.id = `${parent}/${index}`;
    this.label = found.message;
    this.opens = spotOf(found);
    this.description = spotText(this.opens);
    this.tooltip =
      found.tables.length > 0 ? t('{0}\n\nLeft out of the comparison: {1}', found.message, found.tables.join(', ')) : found.message;
  }
}
