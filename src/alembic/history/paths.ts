/**
 * Which revisions an upgrade or a downgrade runs, in order (alembic/script/base.py `_upgrade_revs`, `_downgrade_revs` over
 * revision.py `_collect_upgrade_revisions`, `_collect_downgrade_revisions`).
 */
import { ancestors, descendants, type Graph, refuseOverlap, sortFromHeads } from './graph';
import { RevisionTargetError } from './revision-target-error';
import { downgradeTarget, inLineage, multipleHeads, resolveAbsolute, resolveBranch, upgradeTargets } from './targets';

/** The ids that bring a database at `from` (the rows of its version table) to `target`, in order of application. */
export function upgradeIds(graph: Graph, from: readonly string[], target: string): readonly string[] {
  const current = from.flatMap((id) => resolveAbsolute(graph, id));
  const targets = asked(
    () => multipleHeads(target),
    () => upgradeTargets(graph, current, target),
  );
  refuseOverlap(graph, targets);
  refuseOverlap(graph, current);
  const applied = ancestors(graph, current);
  const needed = new Set([...ancestors(graph, targets)].filter((id) => !applied.has(id)));
  return [...sortFromHeads(graph, needed, targets)].reverse();
}

/** The ids that a downgrade of a database at `from` to `target` takes away, in the order in which it does. */
export function downgradeIds(graph: Graph, from: readonly string[], target: string): readonly string[] {
  const current = from.flatMap((id) => resolveAbsolute(graph, id));
  const { branch, id } = asked(
    () => multipleHeads(target),
    () => downgradeTarget(graph, current, target),
  );
  const candidates = id === null ? graph.bases : (graph.nodes.get(id)?.next ?? []);
  const roots =
    branch === null || (id === null ? namesOfBases(graph) : candidates.length) < 2 ? candidates : onBranch(graph, candidates, branch);
  const applied = ancestors(graph, current);
  const dropped = new Set([...descendants(graph, roots)].filter((other) => applied.has(other)));
  if (id !== null && dropped.size === 0 && !current.includes(id)) {
    throw new RevisionTargetError(`Destination ${target} is not a valid downgrade target from current head(s)`, 'unreachable');
  }
  return sortFromHeads(graph, dropped, current);
}

/** The bases, counted as `_collect_downgrade_revisions` counts them: one that has labels counts for each of these as well. */
const namesOfBases = (graph: Graph): number => [...graph.nodes.values()].filter((node) => node.down.length === 0).length;

/** Several heads are a matter of the whole target, `head-1`, not of the part of it that named them (`_catch_revision_errors`). */
function asked<T>(several: () => RevisionTargetError, resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof RevisionTargetError && error.reason === 'multiple-heads') throw several();
    throw error;
  }
}

function onBranch(graph: Graph, candidates: readonly string[], branch: string): readonly string[] {
  const line = ancestors(graph, [resolveBranch(graph, branch)], { dependencies: false });
  const roots = candidates.filter((id) => line.has(id));
  if (roots.length === 0) throw new RevisionTargetError('Not a valid downgrade target from current heads', 'unreachable');
  return roots;
}

/**
 * The rows of the version table after `stamp target` (alembic/script/base.py `_stamp_revs`): what shares a line with the target gives
 * way to it, other branches stay as they are.
 */
export function versionRowsAfterStamp(graph: Graph, rows: readonly string[], target: string): readonly string[] {
  const current = rows.flatMap((row) => resolveAbsolute(graph, row));
  const several = () => new RevisionTargetError('Multiple heads are present; please specify a single target revision', 'multiple-heads');
  const moved = new Set(asked(several, () => inLineage(graph, current, target, true)));
  const destinations = asked(several, () => resolveAbsolute(graph, target));
  if (destinations.length === 0) return current.filter((row) => !moved.has(row));
  return destinations.reduce((after, id) => {
    if (moved.has(id)) return after;
    const line = new Set([...ancestors(graph, [id]), ...descendants(graph, [id])]);
    const replaces = [...moved].some((row) => line.has(row));
    return [...(replaces ? after.filter((row) => !moved.has(row)) : after), id];
  }, current);
}

/** The heads of a branch, for a label or a revision of it. */
export function headsOf(graph: Graph, name: string): readonly string[] {
  return inLineage(graph, graph.heads, name, false);
}
