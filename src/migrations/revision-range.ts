/** A stretch of the history, as somebody names it on the command line; targets are Alembic's. */
import type { History } from '../alembic/history/read-history';
import type { Revision } from '../alembic/history/revision';
import { RevisionTargetError } from '../alembic/history/revision-target-error';
import { Failure } from './failure';

export interface RevisionRange {
  /** What is applied before, in order of application. */
  readonly before: readonly Revision[];
  /** In the order in which they run. */
  readonly revisions: readonly Revision[];
}

/**
 * `REV` is that revision alone (`heads`: each of them), `FROM:TO` what an upgrade of a database at FROM to TO runs, as in
 * `alembic upgrade FROM:TO --sql`; `base:REV` everything up to REV; null is all.
 */
export function revisionRange(history: History, range: string | null): RevisionRange {
  if (range === null) return { before: [], revisions: history.revisions };
  return translated(() => {
    const ends = endsOf(range);
    if (ends === null) return alone(history, upTo(history, range));
    const start = versionRows(history, upTo(history, ends.from));
    return { before: upTo(history, ends.from), revisions: history.upgradePath(start, ends.to) };
  });
}

/**
 * What a downgrade runs: of `REV` alone, or `FROM:TO` as in `alembic downgrade FROM:TO --sql`, FROM being the upper end. Where FROM lies
 * below TO the same stretch is meant that `revisionRange` gives, from its upper end to its lower. Null is everything.
 */
export function downgradeRange(history: History, range: string | null): RevisionRange {
  if (range === null) return downgrade(history, history.revisions, 'base');
  return translated(() => {
    const ends = endsOf(range);
    if (ends === null) {
      const applied = upTo(history, range);
      return { before: applied, revisions: [...alone(history, applied).revisions].reverse() };
    }
    const { from, to } = ends;
    const lower = upTo(history, from);
    if (/^([^@]+@)?[+-]\d/.test(to)) return downgrade(history, lower, to);
    const upper = upTo(history, to);
    const isBelow = lower.length < upper.length && lower.every((revision) => upper.includes(revision));
    return isBelow ? downgrade(history, upper, from) : downgrade(history, lower, to);
  });
}

function downgrade(history: History, applied: readonly Revision[], to: string): RevisionRange {
  return { before: applied, revisions: history.downgradePath(versionRows(history, applied), to) };
}

/** `FROM:` reaches up to the heads, `:TO` begins with nothing. */
function endsOf(range: string): { readonly from: string; readonly to: string } | null {
  const at = range.indexOf(':');
  return at < 0 ? null : { from: range.slice(0, at) || 'base', to: range.slice(at + 1) || 'heads' };
}

/** Everything that a database at `target` has, in order of application; `base` is nothing, `-1` what lies below the heads. */
export function upTo(history: History, target: string): readonly Revision[] {
  return translated(() => {
    if (target === 'base') return [];
    if (!/^([^@]+@)?-\d+$/.test(target)) return history.upgradePath([], target);
    const applied = history.ancestors(history.resolve(target).map((revision) => revision.id));
    return history.revisions.filter((revision) => applied.has(revision.id));
  });
}

/** The rows of the version table of a database that has these. */
export function versionRows(history: History, applied: readonly Revision[]): readonly string[] {
  const below = new Set(applied.flatMap((revision) => history.parents(revision.id)));
  return applied.flatMap(({ id }) => (below.has(id) ? [] : [id]));
}

/** The last revisions of what is applied, and what stands before them. */
function alone(history: History, applied: readonly Revision[]): RevisionRange {
  const last = new Set(versionRows(history, applied));
  const isLast = ({ id }: Revision) => last.has(id);
  return { before: applied.filter((revision) => !isLast(revision)), revisions: applied.filter(isLast) };
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
