/**
 * The graph of revisions: alembic/script/revision.py `RevisionMap`, its building and its walks. It is given revisions whose
 * parents and dependencies all exist and that hold no cycle (sound-revisions.ts sees to that).
 */
import type { Revision } from './revision';
import { RevisionTargetError } from './revision-target-error';

export interface Node {
  readonly revision: Revision;
  readonly id: string;
  /** `_versioned_down_revisions`. */
  readonly down: readonly string[];
  /** `_resolved_dependencies`: ids in place of branch labels. */
  readonly dependencies: readonly string[];
  /** `_normalized_resolved_dependencies`: without those that an ancestor has already. */
  readonly ownDependencies: readonly string[];
  /** `nextrev`. */
  readonly next: readonly string[];
  /** `_all_nextrev`. */
  readonly allNext: readonly string[];
  /** Its own labels and those of its branch. */
  readonly branchLabels: ReadonlySet<string>;
}

interface Building extends Node {
  ownDependencies: readonly string[];
  readonly next: string[];
  readonly allNext: string[];
  readonly branchLabels: Set<string>;
}

export interface Graph {
  /** Ids in the order of the files, then branch labels: `_revision_map`. */
  readonly nodes: ReadonlyMap<string, Node>;
  readonly heads: readonly string[];
  /** Heads that nothing depends on either: `_real_heads`. */
  readonly realHeads: readonly string[];
  readonly bases: readonly string[];
}

export interface Walk {
  readonly dependencies: boolean;
}

/** The parents of a node: its `down_revision`, and what it depends on. */
export const parentsOf = (node: Node, { dependencies }: Walk): readonly string[] =>
  dependencies ? [...new Set([...node.down, ...node.ownDependencies])] : node.down;

const childrenOf = (node: Node, { dependencies }: Walk): readonly string[] => (dependencies ? node.allNext : node.next);

/** Builds the graph (`RevisionMap._revision_map`). Labels stand for the revision that gives them. */
export function buildGraph(revisions: readonly Revision[]): Graph {
  const nodes = new Map<string, Building>();
  const all: Building[] = [];
  const labelled = new Map(revisions.flatMap((revision) => revision.labels.map((label) => [label, revision.id])));
  for (const revision of revisions) {
    const dependencies = revision.dependsOn.map((name) => labelled.get(name) ?? name);
    const node: Building = {
      revision,
      id: revision.id,
      down: revision.down,
      dependencies,
      ownDependencies: [],
      next: [],
      allNext: [],
      branchLabels: new Set(revision.labels),
    };
    all.push(node);
    nodes.set(node.id, node);
  }
  for (const node of all) for (const label of node.revision.labels) nodes.set(label, node);
  for (const node of all) {
    for (const parent of new Set([...node.down, ...node.dependencies])) nodes.get(parent)?.allNext.push(node.id);
    for (const parent of new Set(node.down)) nodes.get(parent)?.next.push(node.id);
  }
  for (const node of all) {
    if (node.dependencies.length === 0) continue;
    const inherited = new Set(related(nodes, node.down, parentsOf, { dependencies: false }).flatMap((ancestor) => ancestor.dependencies));
    node.ownDependencies = [...new Set(node.dependencies)].filter((id) => !inherited.has(id));
  }
  const graph: Graph = {
    nodes,
    heads: all.filter((node) => node.next.length === 0).map((node) => node.id),
    realHeads: all.filter((node) => node.allNext.length === 0).map((node) => node.id),
    bases: all.filter((node) => node.down.length === 0).map((node) => node.id),
  };
  for (const node of all) if (node.revision.labels.length > 0) spreadLabels(nodes, node);
  return graph;
}

/** A label goes to every descendant, and from the last of them down the line to the nearest branch or merge point (`_add_branches`). */
function spreadLabels(nodes: ReadonlyMap<string, Building>, labelled: Building): void {
  const labels = [...labelled.branchLabels];
  const above = related(nodes, [labelled.id], childrenOf, { dependencies: false }).flatMap((node) => nodes.get(node.id) ?? []);
  const line: Building[] = [];
  for (let here = above.at(-1); here && here.allNext.length <= 1 && here.down.length <= 1; ) {
    line.push(here);
    const [down]: readonly string[] = here.down;
    here = down === undefined ? undefined : nodes.get(down);
  }
  for (const node of [...above, ...line]) for (const label of labels) node.branchLabels.add(label);
}

/** Everything reached from the given ids by `step`, themselves included (`_iterate_related_revisions`). */
function related(
  nodes: ReadonlyMap<string, Node>,
  from: Iterable<string>,
  step: (node: Node, walk: Walk) => readonly string[],
  walk: Walk,
): readonly Node[] {
  const seen = new Set<string>();
  const reached: Node[] = [];
  const todo = [...from].reverse();
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    const node = nodes.get(id);
    if (!node || seen.has(node.id)) continue;
    seen.add(node.id);
    reached.push(node);
    todo.push(...step(node, walk));
  }
  return reached;
}

/** The ids of the revisions below the given ones, themselves included. */
export const ancestors = (graph: Graph, from: Iterable<string>, walk: Walk = { dependencies: true }): ReadonlySet<string> =>
  new Set(related(graph.nodes, from, parentsOf, walk).map((node) => node.id));

/** The ids of the revisions above the given ones, themselves included. */
export const descendants = (graph: Graph, from: Iterable<string>, walk: Walk = { dependencies: true }): ReadonlySet<string> =>
  new Set(related(graph.nodes, from, childrenOf, walk).map((node) => node.id));

/** Refuses targets of which one is an ancestor of another (`_iterate_related_revisions(check=True)`). */
export function refuseOverlap(graph: Graph, targets: readonly string[]): void {
  for (const target of targets) {
    const below = ancestors(graph, [target]);
    const overlaps = targets.filter((other) => other !== target && below.has(other));
    if (overlaps.length === 0) continue;
    throw new RevisionTargetError(`Requested revision ${target} overlaps with other requested revisions ${overlaps.join(', ')}`, 'overlap');
  }
}

/**
 * Ids from the heads down to the bases, each after all that need it, one line of revisions at a time
 * (`RevisionMap._topological_sort`, whose order `alembic history` and `alembic upgrade` show).
 */
export function sortFromHeads(graph: Graph, ids: ReadonlySet<string>, heads: readonly string[]): readonly string[] {
  const todo = new Set(ids);
  const position = new Map([...graph.nodes.keys()].map((id, index) => [id, index]));
  const inFileOrder = (a: string, b: string) => (position.get(a) ?? 0) - (position.get(b) ?? 0);
  const current = [...new Set(heads)].filter((id) => todo.has(id)).sort(inFileOrder);
  const below = current.map((id) => new Set(ancestors(graph, [id])));
  const output: string[] = [];
  let index = 0;
  for (let candidate = current[0]; candidate !== undefined; candidate = current[index]) {
    const needed = candidate;
    const waitsFor = below.findIndex((reached, other) => other !== index && reached.has(needed));
    if (waitsFor >= 0) {
      index = waitsFor;
      continue;
    }
    if (todo.delete(candidate)) output.push(candidate);
    const node = graph.nodes.get(candidate);
    const [first, ...others] = node ? parentsOf(node, { dependencies: true }).filter((id) => todo.has(id) && !current.includes(id)) : [];
    if (first === undefined) {
      current.splice(index, 1);
      below.splice(index, 1);
      index = Math.max(index - 1, 0);
    } else if (node && node.ownDependencies.length === 0 && node.down.length === 1) {
      current[index] = first;
      below[index]?.delete(candidate);
    } else {
      current[index] = first;
      current.push(...others);
      below[index] = new Set(ancestors(graph, [first]));
      below.push(...others.map((id) => new Set(ancestors(graph, [id]))));
    }
  }
  return output;
}
