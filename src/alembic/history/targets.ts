/**
 * What a person may write for a revision, resolved: ids, beginnings of ids, `head`, `heads`, `base`, `label@head`, `+1`, `-1`,
 * `rev+2` (alembic/script/revision.py `RevisionMap.get_revisions`, `_parse_upgrade_target`, `_parse_downgrade_target`, `_walk`).
 */
import { ancestors, descendants, type Graph } from './graph';
import { RevisionTargetError } from './revision-target-error';

/** `_relative_destination`; a word is one of any script. */
const RELATIVE = /^(?:(.+?)@)?([\p{L}\p{N}_]+)?([+-]\d+)/u;

/** A target of a downgrade: null is the base. `branch` narrows what is taken away. */
export interface DowngradeTarget {
  readonly branch: string | null;
  readonly id: string | null;
}

/** The ids that an absolute name stands for; empty for `base`. */
export function resolveAbsolute(graph: Graph, target: string): readonly string[] {
  const { ids, branch } = resolveNumber(graph, target);
  const [only] = ids;
  if (ids.length === 1 && only !== undefined && /^-\d+$/.test(only) && Number(only) < 0) {
    const heads = graph.realHeads.filter((head) => branch === null || graph.nodes.get(head)?.branchLabels.has(branch));
    return heads.flatMap((head) => walk(graph, head, Number(only), null, true) ?? []);
  }
  return ids.map((id) => identify(graph, id, branch));
}

/** The one id that a name stands for, null for the base. */
function resolveOne(graph: Graph, target: string): string | null {
  const { ids, branch } = resolveNumber(graph, target);
  if (ids.length > 1) throw multipleHeads(target);
  if (ids[0] !== undefined) return identify(graph, ids[0], branch);
  if (branch !== null) resolveBranch(graph, branch);
  return null;
}

/** Where an upgrade from the current revisions shall end. */
export function upgradeTargets(graph: Graph, current: readonly string[], target: string): readonly string[] {
  const [, branch = null, symbol = null, relative] = RELATIVE.exec(target) ?? [];
  if (relative === undefined) return resolveAbsolute(graph, target);
  const steps = Number(relative);
  if (symbol !== null) {
    const start = steps > 0 || branch === null ? resolveOne(graph, symbol) : resolveOne(graph, `${branch}@${symbol}`);
    const end = walk(graph, start, steps, steps > 0 ? branch : null, true);
    if (end === null) throw new RevisionTargetError(`Relative revision ${target} didn't produce ${Math.abs(steps)} migrations`, 'relative');
    return end === 'base' ? [] : [end];
  }
  const didNotProduce = () =>
    new RevisionTargetError(`Relative revision ${steps > 0 ? relative : steps} didn't produce ${Math.abs(steps)} migrations`, 'relative');
  if (steps <= 0) throw didNotProduce();
  const starts = branch === null ? current : startsOnBranch(graph, current, branch);
  if (starts.length > 1) throw new RevisionTargetError('Ambiguous upgrade from multiple current revisions', 'ambiguous');
  const end = walk(graph, starts[0] ?? null, steps, branch, true);
  if (end === null || end === 'base') throw didNotProduce();
  return [end];
}

/** From where to walk up a branch: the current revisions on it, else the tips of what is applied of it, else the base. */
function startsOnBranch(graph: Graph, current: readonly string[], branch: string): readonly string[] {
  const onBranch = inLineage(graph, current, branch, false);
  if (onBranch.length > 0) return onBranch;
  const active = inLineage(graph, [...ancestors(graph, current)], branch, false);
  const below = new Set(active.flatMap((id) => [...(graph.nodes.get(id)?.down ?? []), ...(graph.nodes.get(id)?.ownDependencies ?? [])]));
  return active.filter((id) => !below.has(id));
}

/** What a downgrade from the current revisions shall leave. */
export function downgradeTarget(graph: Graph, current: readonly string[], target: string): DowngradeTarget {
  const [, label = null, symbol = null, relative] = RELATIVE.exec(target) ?? [];
  if (relative === undefined) {
    const sign = target.lastIndexOf('@');
    return { branch: sign > 0 ? target.slice(0, sign) : null, id: resolveOne(graph, target.slice(sign + 1)) };
  }
  const steps = Number(relative);
  const didNotProduce = () =>
    new RevisionTargetError(`Relative revision ${relative} didn't produce ${Math.abs(steps)} migrations`, 'relative');
  const tooFar = () => new RevisionTargetError('Walked too far', 'relative');
  if (steps >= 0) {
    if (symbol === null) throw didNotProduce();
    const end = walk(graph, resolveOne(graph, symbol), steps, label, true);
    if (end === null) throw tooFar();
    return { branch: label, id: end === 'base' ? null : end };
  }
  const start = symbol ?? (label === null ? current[0] : currentOn(graph, current, label)[0]);
  if (start === undefined) throw didNotProduce();
  const branch = symbol === null && label === null ? start : label;
  const end = walk(graph, resolveOne(graph, branch === null ? start : `${branch}@${start}`), steps, null, true);
  if (end === null) throw symbol === null ? didNotProduce() : tooFar();
  return { branch, id: end === 'base' ? null : end };
}

function currentOn(graph: Graph, current: readonly string[], branch: string): readonly string[] {
  const onBranch = inLineage(graph, current, branch, false);
  if (onBranch.length > 0) return onBranch;
  const applied = ancestors(graph, current);
  const tips = [...applied].filter(
    (id) => ![...descendants(graph, [id], { dependencies: false })].some((other) => other !== id && applied.has(other)),
  );
  return inLineage(graph, tips, branch, false);
}

/** The revision a branch name stands for; a revision's id names its branch as well. */
export function resolveBranch(graph: Graph, name: string): string {
  try {
    return graph.nodes.get(name)?.id ?? identify(graph, name, null);
  } catch (error) {
    if (!(error instanceof RevisionTargetError)) throw error;
    throw new RevisionTargetError(`No such branch: '${name}'`, 'not-found');
  }
}

/** The ids among `targets` that are ancestors or descendants of what `name` stands for (`filter_for_lineage`). */
export function inLineage(graph: Graph, targets: readonly string[], name: string, dependencies: boolean): readonly string[] {
  const { ids, branch } = resolveNumber(graph, name);
  if (targets.length === 0) return [];
  const against = [...(branch === null ? [] : [branch]), ...ids].map((id) => identify(graph, id, null));
  if (against.length === 0) return targets;
  return targets.filter((target) => shareLineage(graph, target, against, dependencies));
}

function shareLineage(graph: Graph, target: string, against: readonly string[], dependencies: boolean): boolean {
  const id = graph.nodes.get(target)?.id ?? target;
  const above = descendants(graph, [id], { dependencies });
  const below = ancestors(graph, [id], { dependencies });
  return against.some((other) => above.has(other) || below.has(other));
}

/** `_resolve_revision_number`: symbols to ids; any other text stays as it is. */
function resolveNumber(graph: Graph, target: string): { readonly ids: readonly string[]; readonly branch: string | null } {
  const sign = target.indexOf('@');
  const branch = sign <= 0 ? null : target.slice(0, sign);
  const symbol = target.slice(sign + 1);
  if (symbol === 'base') return { ids: [], branch };
  if (symbol === 'heads') return { ids: branch === null ? graph.realHeads : inLineage(graph, graph.heads, branch, false), branch };
  if (symbol !== 'head') return { ids: [symbol], branch };
  const heads = branch === null ? graph.heads : inLineage(graph, graph.heads, branch, false);
  if (heads.length > 1) throw multipleHeads(branch === null ? symbol : target);
  return { ids: heads, branch };
}

/** `_revision_for_ident`: a whole id, a label, or the beginning of one id; on the branch if one is asked for. */
function identify(graph: Graph, name: string, branch: string | null): string {
  const branchId = branch === null ? null : resolveBranch(graph, branch);
  const id = graph.nodes.get(name)?.id ?? byBeginning(graph, name, branchId);
  if (branchId !== null && !shareLineage(graph, id, [branchId], false)) {
    throw new RevisionTargetError(`Revision ${id} is not a member of branch '${branch}'`, 'not-found');
  }
  return id;
}

function byBeginning(graph: Graph, beginning: string, branchId: string | null): string {
  const matching = [...graph.nodes.keys()].filter((name) => name.length > 3 && name.startsWith(beginning));
  const found = branchId === null ? matching : matching.filter((name) => shareLineage(graph, name, [branchId], false));
  const [first] = found;
  if (first === undefined || beginning === '') {
    const hint = beginning.length < 4 ? '; please ensure at least four characters are present for partial revision identifier matches' : '';
    throw new RevisionTargetError(`Can't locate revision identified by '${beginning}'${hint}`, 'not-found');
  }
  if (found.length > 1) {
    const some = found.slice(0, 3).map((name) => `'${name}'`);
    throw new RevisionTargetError(`Multiple revisions start with '${beginning}': ${some.join(', ')}...`, 'ambiguous');
  }
  return graph.nodes.get(first)?.id ?? first;
}

/** What Alembic says where a target stands for several heads. */
export function multipleHeads(argument: string): RevisionTargetError {
  return new RevisionTargetError(
    `Multiple head revisions are present for given argument '${argument}'; please specify a specific target revision, ` +
      `'<branchname>@${argument}' to narrow to a specific head, or 'heads' for all heads`,
    'multiple-heads',
  );
}

/** `_walk`: so many steps up or down; `'base'` is below the first revision, null is where a walk leaves the graph. */
function walk(graph: Graph, start: string | null, steps: number, branch: string | null, refuseOverwalk: boolean): string | 'base' | null {
  let here: string | null = start;
  for (let step = 0; step < Math.abs(steps); step++) {
    const next = steps > 0 ? stepUp(graph, here, branch) : stepDown(graph, here);
    if (next.length > 1) throw new RevisionTargetError('Ambiguous walk', 'ambiguous');
    if (next[0] === undefined) return refuseOverwalk ? null : here;
    here = next[0];
  }
  return here;
}

function stepUp(graph: Graph, from: string | null, branch: string | null): readonly string[] {
  const next = from === null ? graph.bases : (graph.nodes.get(from)?.next ?? []);
  return branch === null ? next : inLineage(graph, next, branch, false);
}

function stepDown(graph: Graph, from: string | null): readonly string[] {
  if (from === 'base') return [];
  const next = from === null ? graph.heads : (graph.nodes.get(from)?.down ?? []);
  return next.length > 0 ? next : ['base'];
}
