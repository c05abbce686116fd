/**
 * Takes out of the revisions that were read what would keep them from being a graph: ids given twice, parents and dependencies
 * that no file has, labels given twice, cycles. Alembic gives up at the first of them; here each is a problem, and the rest of the
 * history goes on as far as it is certain.
 */
import { type AlembicProblem, at } from '../problem';
import type { Revision } from './revision';

export interface SoundRevisions {
  /** In the order of the files; all parents, dependencies and labels hold. */
  readonly revisions: readonly Revision[];
  /** Revisions in a cycle or above one: no order can be given to them. */
  readonly unplaced: readonly Revision[];
  /** The ids of revisions that lost a parent or a dependency. */
  readonly orphans: readonly string[];
  readonly problems: readonly AlembicProblem[];
}

/** Sorts out the revisions of all version directories, in the order of their files. */
export function soundRevisions(read: readonly Revision[]): SoundRevisions {
  const problems: AlembicProblem[] = [];
  const unique = withoutDuplicates(read, problems);
  const labelled = withoutSharedLabels(unique, problems);
  const linked = withoutMissing(labelled, problems);
  const unplaced = unplaceable(linked, problems);
  return {
    revisions: linked.filter((revision) => !unplaced.has(revision.id)),
    unplaced: linked.filter((revision) => unplaced.has(revision.id)),
    orphans: linked.filter((revision, index) => revision !== labelled[index]).map((revision) => revision.id),
    problems,
  };
}

/** The file that comes first keeps the id. */
function withoutDuplicates(read: readonly Revision[], problems: AlembicProblem[]): readonly Revision[] {
  const first = new Map<string, Revision>();
  for (const revision of read) {
    const other = first.get(revision.id);
    if (!other) {
      first.set(revision.id, revision);
      continue;
    }
    problems.push({
      code: 'duplicate-revision',
      severity: 'error',
      message: `Revision ${revision.id} is present more than once: in ${other.file} and in ${revision.file}`,
      revision: revision.id,
      ...at(revision.places.id),
    });
  }
  return [...first.values()];
}

/** A label belongs to one revision, and is not the id of another (`_map_branch_labels`). */
function withoutSharedLabels(revisions: readonly Revision[], problems: AlembicProblem[]): readonly Revision[] {
  const users = new Map(revisions.map((revision) => [revision.id, revision]));
  return revisions.map((revision) => {
    const labels = revision.labels.filter((label) => {
      const user = users.get(label);
      if (!user) {
        users.set(label, revision);
        return true;
      }
      problems.push({
        code: 'duplicate-label',
        severity: 'error',
        message: `Branch name '${label}' in revision ${revision.id} already used by revision ${user.id}`,
        revision: revision.id,
        ...at(revision.places.labels),
      });
      return false;
    });
    return labels.length === revision.labels.length ? revision : { ...revision, labels };
  });
}

function withoutMissing(revisions: readonly Revision[], problems: AlembicProblem[]): readonly Revision[] {
  const ids = new Set(revisions.map((revision) => revision.id));
  const names = new Set([...ids, ...revisions.flatMap((revision) => revision.labels)]);
  return revisions.map((revision) => {
    // Alembic looks parents up among ids and labels alike, and then fails where a label stood for another id.
    const down = revision.down.filter((id) => ids.has(id));
    const dependsOn = revision.dependsOn.filter((name) => names.has(name));
    for (const missing of revision.down.filter((id) => !ids.has(id))) {
      problems.push({
        code: 'missing-parent',
        severity: 'error',
        message: `Revision ${missing} referenced from ${revision.id} is not present`,
        revision: revision.id,
        ...at(revision.places.down),
      });
    }
    for (const missing of revision.dependsOn.filter((name) => !names.has(name))) {
      problems.push({
        code: 'missing-dependency',
        severity: 'error',
        message: `Revision ${missing} which ${revision.id} depends on is not present`,
        revision: revision.id,
        ...at(revision.places.dependsOn),
      });
    }
    const whole = down.length === revision.down.length && dependsOn.length === revision.dependsOn.length;
    return whole ? revision : { ...revision, down, dependsOn };
  });
}

/** The ids of cycles and of everything above them; each cycle is one problem (`_detect_cycles`). */
function unplaceable(revisions: readonly Revision[], problems: AlembicProblem[]): ReadonlySet<string> {
  const labels = new Map(revisions.flatMap((revision) => revision.labels.map((label) => [label, revision.id])));
  const below = new Map(
    revisions.map((revision) => [revision.id, new Set([...revision.down, ...revision.dependsOn.map((name) => labels.get(name) ?? name)])]),
  );
  const left = new Map(revisions.map((revision) => [revision.id, revision]));
  const above = new Map<string, string[]>();
  for (const [id, parents] of below) for (const parent of parents) above.set(parent, [...(above.get(parent) ?? []), id]);
  const waitsFor = new Map([...below].map(([id, parents]) => [id, parents.size]));
  const ready = revisions.filter(({ id }) => waitsFor.get(id) === 0).map(({ id }) => id);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    left.delete(id);
    for (const child of above.get(id) ?? []) {
      const still = (waitsFor.get(child) ?? 0) - 1;
      waitsFor.set(child, still);
      if (still === 0) ready.push(child);
    }
  }
  const named = new Set<string>();
  for (const revision of left.values()) {
    const members = cycleThrough(revision.id, below).filter((id) => !named.has(id));
    if (members.length === 0) continue;
    for (const id of members) named.add(id);
    const byParents = new Map(revisions.map((other) => [other.id, new Set(other.down)]));
    const dependency = cycleThrough(revision.id, byParents).length === 0;
    const kind = members.length === 1 ? (dependency ? 'Dependency self-loop' : 'Self-loop') : dependency ? 'Dependency cycle' : 'Cycle';
    problems.push({
      code: 'cycle',
      severity: 'error',
      message: `${kind} is detected in revisions (${[...members].sort().join(', ')})`,
      revision: revision.id,
      ...at(dependency ? revision.places.dependsOn : revision.places.down),
    });
  }
  return new Set(left.keys());
}

/** The ids that can be reached from `id` and reach it again; empty where it is in no cycle. */
function cycleThrough(id: string, below: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const reached = (from: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const todo = [...(below.get(from) ?? [])];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      todo.push(...(below.get(next) ?? []));
    }
    return seen;
  };
  const forward = reached(id);
  if (!forward.has(id)) return [];
  return [...forward].filter((other) => reached(other).has(id));
}
