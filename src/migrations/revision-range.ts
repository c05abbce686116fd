/** A stretch of the history, as somebody names it on the command line. */
import type { History } from '../alembic/history/read-history';
import type { Revision } from '../alembic/history/revision';
import { RevisionTargetError } from '../alembic/history/revision-target-error';
import { Failure } from './failure';

export interface RevisionRange {
  /** What stands before, in order of application. */
  readonly before: readonly Revision[];
  readonly revisions: readonly Revision[];
}

/** `REV` is that revision alone, `FROM:TO` what leads from FROM (not itself) to TO, `base:REV` everything up to REV; null is all. */
export function revisionRange(history: History, range: string | null): RevisionRange {
  if (range === null) return { before: [], revisions: history.revisions };
  return translated(() => {
    const [from, to] = range.includes(':') ? range.split(':', 2) : [null, range];
    if (from !== null) {
      const start = from === '' || from === 'base' ? [] : upTo(history, from);
      return between(start, upTo(history, to || 'heads'));
    }
    const target = upTo(history, to ?? 'heads');
    const only = target[target.length - 1];
    const start = target.filter((revision) => revision !== only);
    return { before: start, revisions: only ? [only] : [] };
  });
}

/** Everything that a database at `target` has, in order of application; `base` is nothing. */
export function upTo(history: History, target: string): readonly Revision[] {
  return translated(() => (target === 'base' ? [] : history.upgradePath([], target)));
}

function between(start: readonly Revision[], end: readonly Revision[]): RevisionRange {
  const standing = new Set(start.map((revision) => revision.id));
  return { before: start, revisions: end.filter((revision) => !standing.has(revision.id)) };
}

/** Alembic's words for a target that cannot be found or reached, as a Failure. */
export function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RevisionTargetError) throw new Failure(error.message);
    throw error;
  }
}
