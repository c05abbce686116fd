import { t } from '@vscode/l10n';
import type { Problem, ReportedChange, ReportedNotUnderstood } from '../../migrations/results';
import type { Meant } from '../command-argument';
import { type Icon, Node, spotName, spotOf, spotText } from './node';

/** Git's own signs and colours: what comes, what goes, what becomes different. */
function iconOf(kind: ReportedChange['kind']): Icon {
  if (kind.startsWith('create_') || kind.startsWith('add_')) return { id: 'diff-added', color: 'gitDecoration.addedResourceForeground' };
  if (kind.startsWith('drop_')) return { id: 'diff-removed', color: 'gitDecoration.deletedResourceForeground' };
  if (kind.startsWith('rename_')) return { id: 'diff-renamed', color: 'gitDecoration.renamedResourceForeground' };
  return { id: 'diff-modified', color: 'gitDecoration.modifiedResourceForeground' };
}

/** What changes, short enough for a side bar: `products.homepage`, `products`, `ix_products_slug`. */
function changeName({ kind, table, name }: ReportedChange): string {
  if (name === '') return table;
  return kind.endsWith('_column') && table !== '' ? `${table}.${name}` : name;
}

/** A change without a migration; a click opens the place that makes it. */
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
    this.label = changeName(change);
    this.icon = iconOf(change.kind);
    this.opens = spotOf(change);
    this.description = spotName(this.opens);
    const age =
      change.since === 'working' ? t('New in the working copy.') : t('Older than the working copy: the last commit has it already.');
    this.tooltip = [change.summary, spotText(this.opens), age].filter((line) => line !== '').join('\n');
  }
}

/** Something wrong with the environment, its revisions or its models. */
export class ProblemNode extends Node {
  readonly id: string;
  readonly label: string;
  readonly context: string;
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
    this.context = `problem.${problem.code}`;
    this.label = problem.message;
    this.icon =
      problem.severity === 'error' ? { id: 'error', color: 'list.errorForeground' } : { id: 'warning', color: 'list.warningForeground' };
    this.opens = spotOf(problem);
    this.description = spotName(this.opens);
    this.tooltip = [problem.message, problem.statement ?? '', spotText(this.opens)].filter((line) => line !== '').join('\n');
  }
}

/** What could not be read, with the tables that are left out because of it. */
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
    this.description = spotName(this.opens);
    const names = found.columns.length > 0 ? found.columns : found.tables;
    const leftOut = names.length > 0 ? t('Left out of the comparison: {0}', names.join(', ')) : '';
    this.tooltip = [found.message, spotText(this.opens), leftOut].filter((line) => line !== '').join('\n');
  }
}
