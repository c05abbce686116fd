import { t } from '@vscode/l10n';
import type { Applied, EnvironmentStatus } from '../../migrations/results';
import type { Meant } from '../command-argument';
import type { Connection } from '../project';
import { type Icon, Node, spotOf } from './node';

type Revision = EnvironmentStatus['revisions'][number];

const icons: Readonly<Record<Applied, Icon>> = {
  applied: { id: 'pass-filled', color: 'testing.iconPassed' },
  pending: { id: 'circle-large-outline', color: 'charts.yellow' },
  unknown: { id: 'git-commit', color: 'disabledForeground' },
};

function stateText(applied: Applied): string {
  if (applied === 'applied') return t('applied');
  return applied === 'pending' ? t('pending') : t('not known whether applied');
}

/** A revision, with a mark for whether it is applied; a click opens its file. */
export class RevisionNode extends Node {
  readonly id: string;
  readonly label: string;
  readonly context: string;
  readonly icon: Icon;
  readonly meant: Meant;
  override readonly description: string;
  override readonly tooltip: string;
  override readonly opens;

  constructor(parent: string, meant: Meant, revision: Revision, current: boolean, trouble: string | null) {
    super();
    this.id = `${parent}/${revision.id}`;
    this.meant = { ...meant, revision: revision.id };
    this.label = revision.message || revision.id;
    this.context = `revision.${revision.applied}`;
    this.icon = revision.applied === 'unknown' ? graphIcon(revision) : icons[revision.applied];
    this.opens = spotOf({ file: revision.file });
    // A side bar is narrow: what differs from row to row comes first, the id last.
    const marks = [
      current ? t('current') : '',
      revision.head ? t('head') : '',
      revision.applied === 'pending' ? t('pending') : '',
      revision.merge ? t('merge') : '',
      revision.branchPoint ? t('branch point') : '',
      revision.opaque === null ? (trouble ?? '') : t('not understood'),
      ...revision.labels,
      revision.id,
    ];
    this.description = marks.filter((mark) => mark !== '').join(' · ');
    const lines = [
      `${revision.id} ${revision.message}`.trim(),
      parentsText(revision),
      revision.dependsOn.length > 0 ? t('depends on {0}', revision.dependsOn.join(', ')) : '',
      revision.labels.length > 0 ? t('begins the branch {0}', revision.labels.join(', ')) : '',
      stateText(revision.applied),
      revision.opaque ?? '',
      revision.file,
    ];
    this.tooltip = lines.filter((line) => line !== '').join('\n');
  }
}

function graphIcon({ applied, merge, branchPoint }: Revision): Icon {
  const plain = icons[applied];
  if (merge) return { ...plain, id: 'git-merge' };
  return branchPoint ? { ...plain, id: 'git-branch' } : plain;
}

function parentsText({ down, merge }: Revision): string {
  if (down.length === 0) return t('the first revision');
  return merge ? t('merges {0}', down.join(', ')) : t('follows {0}', down.join(', '));
}

/** What a comparison found in the revision's file. */
function troubleIn({ notUnderstood, problems }: EnvironmentStatus, { file }: Revision): string | null {
  if (notUnderstood.some((found) => found.file === file)) return t('not understood');
  return problems.some((problem) => problem.file === file && problem.severity === 'error') ? t('refused') : null;
}

/** What one of several heads has for itself; what it shares with others stands below all of them. */
class BranchNode extends Node {
  readonly id: string;
  readonly label: string;
  readonly context = 'branch';
  readonly icon: Icon = { id: 'git-branch' };
  override readonly description: string;
  override readonly tooltip: string;

  constructor(
    parent: string,
    readonly meant: Meant,
    head: Revision,
    own: readonly Revision[],
    override readonly children: readonly Node[],
  ) {
    super();
    this.id = `${parent}//${head.id}`;
    const labels = own.flatMap((revision) => revision.labels);
    this.label = labels.length > 0 ? labels.join(', ') : t('Branch of {0}', head.id);
    this.description = `${children.length}`;
    this.tooltip = t('The revisions that only the head {0} has', head.id);
  }
}

/** Newest first, as `git log` shows it; where there are several heads, each with what is its own. */
export class RevisionsNode extends Node {
  readonly id: string;
  readonly label = t('Revisions');
  readonly context: string;
  readonly icon: Icon = { id: 'history' };
  override readonly description: string;
  override readonly children: readonly Node[];

  constructor(
    parent: string,
    readonly meant: Meant,
    environment: EnvironmentStatus,
  ) {
    super();
    this.id = `${parent}/revisions`;
    const { revisions } = environment;
    const current = new Set(environment.database?.current);
    const nodeOf = (revision: Revision) =>
      new RevisionNode(this.id, meant, revision, current.has(revision.id), troubleIn(environment, revision));
    const heads = revisions.filter((revision) => revision.head);
    this.context = heads.length > 1 ? 'revisions.heads' : 'revisions';
    this.children = heads.length > 1 ? branches(this.id, meant, revisions, heads, nodeOf) : revisions.map(nodeOf).reverse();
    const pending = revisions.filter((revision) => revision.applied === 'pending').length;
    const count = pending > 0 ? t('{0}, {1} pending', revisions.length, pending) : `${revisions.length}`;
    this.description = heads.length > 1 ? t('{0} · {1} heads', count, heads.length) : count;
  }
}

function branches(
  parent: string,
  meant: Meant,
  revisions: readonly Revision[],
  heads: readonly Revision[],
  nodeOf: (revision: Revision) => Node,
): readonly Node[] {
  const reachedBy = headsAbove(revisions);
  const newestFirst = [...revisions].reverse();
  const groups = heads.map((head) => {
    const own = newestFirst.filter(({ id }) => reachedBy.get(id)?.size === 1 && reachedBy.get(id)?.has(head.id));
    return new BranchNode(parent, meant, head, own, own.map(nodeOf));
  });
  return [...groups.reverse(), ...newestFirst.filter(({ id }) => reachedBy.get(id)?.size !== 1).map(nodeOf)];
}

/** The heads from which each revision is reached, by `down_revision`; `revisions` stand in order of application. */
function headsAbove(revisions: readonly Revision[]): ReadonlyMap<string, ReadonlySet<string>> {
  const above = new Map(revisions.map(({ id, head }) => [id, new Set(head ? [id] : [])]));
  for (const { id, down } of [...revisions].reverse()) {
    for (const parent of down) for (const head of above.get(id) ?? []) above.get(parent)?.add(head);
  }
  return above;
}

/** `dev@localhost:5432/docs`; the whole URL is in the tooltip. */
function withoutScheme(url: string): string {
  return url.replace(/^[\w+]+:\/\//, '');
}

/** The development database of an environment: where it stands, or why it cannot be asked. */
export class DatabaseNode extends Node {
  readonly id: string;
  readonly label: string;
  readonly context: string;
  readonly icon: Icon;
  override readonly description: string;
  override readonly tooltip: string;
  override readonly runs: string | null;

  constructor(
    parent: string,
    readonly meant: Meant,
    environment: EnvironmentStatus,
    connection: Connection | null,
  ) {
    super();
    this.id = `${parent}/database`;
    const { database } = environment;
    if (database) {
      this.label = withoutScheme(database.url);
      this.context = 'database.connected';
      this.runs = null;
      if (database.missing.length > 0) {
        this.icon = { id: 'warning', color: 'list.warningForeground' };
        this.description = t('at {0}, which no file has', database.missing.join(', '));
        this.tooltip = t(
          'The database is at revision {0}, but no revision file has this id. Is another branch checked out?',
          database.missing.join(', '),
        );
        return;
      }
      this.icon = { id: 'database', color: 'testing.iconPassed' };
      this.description = database.current.length > 0 ? t('at {0}', database.current.join(', ')) : t('no revision applied');
      this.tooltip = t('Development database {0}', database.url);
      return;
    }
    this.runs = 'migrationKeeper.connect';
    if (connection) {
      this.label = withoutScheme(connection.url);
      this.context = 'database.unreachable';
      this.icon = { id: 'debug-disconnect', color: 'list.errorForeground' };
      this.description = t('cannot be reached');
      this.tooltip = [connection.url, connection.reason ?? t('Not asked yet.')].join('\n');
      return;
    }
    this.label = t('Connect a database…');
    this.context = 'database.none';
    this.icon = { id: 'plug' };
    this.description = t('not connected');
    this.tooltip = t('Shows which revisions are applied, and applies them.');
  }
}
