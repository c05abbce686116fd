/** The history of one environment: its revision files, read and put in order. */
import type { SourceFiles } from '../../python/files';
import type { HostModules } from '../../python/interpreter';
import type { PythonParser } from '../../python/parser';
import type { Environment } from '../environment/environment';
import { joinPath } from '../environment/path';
import type { AlembicProblem } from '../problem';
import { ancestors, buildGraph, descendants, type Graph, parentsOf, sortFromHeads } from './graph';
import { downgradeIds, headsOf, upgradeIds, versionRowsAfterStamp } from './paths';
import { readRevision } from './read-revision';
import type { Revision } from './revision';
import { soundRevisions } from './sound-revisions';
import { resolveAbsolute } from './targets';

export interface History {
  /**
   * In order of application, base to heads, as `alembic history` lists them from its end; what lost a parent comes last. Without those
   * in `unplaced`.
   */
  readonly revisions: readonly Revision[];
  /** Revisions in a cycle or above one. */
  readonly unplaced: readonly Revision[];
  readonly byId: ReadonlyMap<string, Revision>;
  /** Ids that no other revision has for a parent. */
  readonly heads: readonly string[];
  /** Those of them that nothing depends on either: the rows of the version table after `upgrade heads`. */
  readonly effectiveHeads: readonly string[];
  readonly bases: readonly string[];
  readonly problems: readonly AlembicProblem[];
  /**
   * The ids right below: `down_revision`, and of `depends_on` what no ancestor depends on already. It is these whose row in the version
   * table gives way to the revision's own (`_normalized_down_revisions`, `_normalized_resolved_dependencies`).
   */
  parents(id: string): readonly string[];
  /** The ids right above, by `down_revision`. */
  children(id: string): readonly string[];
  /** Its own branch labels and those that come to it along its branch. */
  branchLabels(id: string): readonly string[];
  /** The ids below, by `down_revision` and `depends_on`, itself included. */
  ancestors(ids: readonly string[]): ReadonlySet<string>;
  /** The heads of the branch that a label or an id names. */
  headsOf(name: string): readonly string[];
  /** What a person's target stands for; empty for `base`. Throws a RevisionTargetError. */
  resolve(target: string): readonly Revision[];
  /** What an upgrade of a database at `from` runs, in order. Throws a RevisionTargetError. */
  upgradePath(from: readonly string[], to: string): readonly Revision[];
  /** What a downgrade of a database at `from` takes back, in order. Throws a RevisionTargetError. */
  downgradePath(from: readonly string[], to: string): readonly Revision[];
  /** The rows of the version table after `stamp target`. Throws a RevisionTargetError. */
  versionRowsAfterStamp(rows: readonly string[], target: string): readonly string[];
}

export interface HistoryOptions {
  /** For identifiers that are computed. */
  readonly hostModules?: HostModules;
  /** False reads no functions: about five times faster, and a syntax error inside of one is only found when it is run. */
  readonly bodies?: boolean;
}

/**
 * Reads the revision files of an environment. Never throws: a file that cannot be read, a missing parent, an id given twice and
 * a cycle are problems with a place, and the rest of the history goes on.
 */
export function readHistory(
  environment: Environment,
  files: SourceFiles,
  parser: PythonParser,
  { hostModules = new Map(), bodies = true }: HistoryOptions = {},
): History {
  const sources = { files, parser, hostModules, bodies, searchPaths: environment.searchPaths };
  const read = revisionFiles(environment, files).map((file) => readRevision(sources, file, files.read(file) ?? ''));
  const sound = soundRevisions(read.flatMap(({ revision }) => revision ?? []));
  const graph = buildGraph(sound.revisions);
  const byId = new Map(sound.revisions.map((revision) => [revision.id, revision]));
  const revisionsOf = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  // What follows a revision that no file has, or that cannot be told, can only be applied, if at all, after what is whole.
  const unsure = read.flatMap(({ revision, parentsUnsure }) => (revision && parentsUnsure ? [revision.id] : []));
  const adrift = descendants(graph, [...sound.orphans, ...unsure]);
  const wholeFirst = (ids: readonly string[]) => [...ids.filter((id) => !adrift.has(id)), ...ids.filter((id) => adrift.has(id))];
  const wholeLast = (ids: readonly string[]) => wholeFirst([...ids].reverse()).reverse();
  return {
    revisions: revisionsOf(wholeFirst([...sortFromHeads(graph, new Set(byId.keys()), graph.realHeads)].reverse())),
    unplaced: sound.unplaced,
    byId,
    heads: graph.heads,
    effectiveHeads: graph.realHeads,
    bases: graph.bases,
    problems: [...read.flatMap(({ problems }) => problems), ...sound.problems],
    parents: (id) => parentsIn(graph, id),
    children: (id) => graph.nodes.get(id)?.next ?? [],
    branchLabels: (id) => [...(graph.nodes.get(id)?.branchLabels ?? [])].sort(),
    ancestors: (ids) => ancestors(graph, ids),
    headsOf: (name) => headsOf(graph, name),
    resolve: (target) => revisionsOf(resolveAbsolute(graph, target)),
    upgradePath: (from, to) => revisionsOf(wholeFirst(upgradeIds(graph, from, to))),
    downgradePath: (from, to) => revisionsOf(wholeLast(downgradeIds(graph, from, to))),
    versionRowsAfterStamp: (rows, target) => versionRowsAfterStamp(graph, rows, target),
  };
}

function parentsIn(graph: Graph, id: string): readonly string[] {
  const node = graph.nodes.get(id);
  return node ? parentsOf(node, { dependencies: true }) : [];
}

/** The files Alembic would load, in its order (alembic/script/base.py `_only_source_rev_file`, `Script._list_py_dir`). */
function revisionFiles(environment: Environment, files: SourceFiles): readonly string[] {
  const below = (folder: string): readonly string[] => {
    const entries = files.list(folder) ?? [];
    const path = (name: string) => joinPath(folder, name) ?? name;
    const own = entries.filter((entry) => entry.kind === 'file' && /^(?!\.#|__init__).*\.py$/.test(entry.name));
    const inner = environment.recursiveVersions
      ? entries.filter((entry) => entry.kind === 'directory' && entry.name !== '__pycache__')
      : [];
    return [...own.map((entry) => path(entry.name)), ...inner.flatMap((entry) => below(path(entry.name)))];
  };
  return [...new Set(environment.versionDirectories.flatMap(below))];
}
