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

  constructor(parent: string, meant: Meant, revision: Revision, current: boolean) {
    super();
    this.id = `${parent}/${revision.id}`;
    this.meant = { ...meant, revision: revision.id };
    this.label = revision.message || revision.id;
    this.context = `revision.${revision.applied}`;
    this.icon = icons[revision.applied];
    this.opens = spotOf({ file: revision.file });
    // A side bar is narrow: what differs from row to row comes first, the id last.
    const marks = [
      current ? t('current') : '',
      revision.head ? t('head') : '',
      revision.applied === 'pending' ? t('pending') : '',
      revision.merge ? t('merge') : '',
      revision.opaque === null ? '' : t('not understood'),
      ...revision.labels,
      revision.id,
    ];
    this.description = marks.filter((mark) => mark !== '').join(' · ');
    const lines = [
      `${revision.id} ${revision.message}`.trim(),
      revision.down.length > 0 ? t('follows {0}', revision.down.join(', ')) : t('the first revision'),
      stateText(revision.applied),
      revision.opaque ?? '',
      revision.file,
    ];
    this.tooltip = lines.filter((line) => line !== '').join('\n');
  }
}

/** Newest first, as `git log` shows it. */
export class RevisionsNode extends Node {
  readonly id: string;
  readonly label = t('Revisions');
  readonly context = 'revisions';
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
    const current = new Set(environment.database?.current);
    this.children = environment.revisions.map((revision) => new RevisionNode(this.id, meant, revision, current.has(revision.id))).reverse();
    const pending = environment.revisions.filter((revision) => revision.applied === 'pending').length;
    this.description = pending > 0 ? t('{0}, {1} pending', environment.revisions.length, pending) : `${environment.revisions.length}`;
  }
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
