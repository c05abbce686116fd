/**
 * Where a new revision stands in the history, from what a person asks for: the first half of alembic/script/base.py
 * `ScriptDirectory.generate_revision`, with its sentences.
 */
import type { Environment } from '../environment/environment';
import { folderOf, joinPath } from '../environment/path';
import type { History } from '../history/read-history';
import type { Revision } from '../history/revision';
import { RevisionTargetError } from '../history/revision-target-error';

export interface PlacementRequest {
  /** What the revision follows, as Alembic takes targets: ids, their beginnings, `head`, `heads`, `label@head`, `base`. */
  readonly heads: readonly string[];
  /** Whether it may follow what is no head, and so begin a branch. */
  readonly splice: boolean;
  readonly branchLabels: readonly string[];
  /** Targets of one revision each, or branch labels. */
  readonly dependsOn: readonly string[];
  /** One of the version directories, relative to the project; null: that of the first parent. */
  readonly versionPath: string | null;
}

/** A head of its own kind: what `alembic revision` takes where nothing is said. */
export const theOneHead: PlacementRequest = { heads: ['head'], splice: false, branchLabels: [], dependsOn: [], versionPath: null };

export interface Placement {
  /** Ids; empty for a base. */
  readonly parents: readonly string[];
  readonly branchLabels: readonly string[];
  /** Ids, and labels where labels were asked for. */
  readonly dependsOn: readonly string[];
  readonly versionDirectory: string;
}

/** A new revision cannot stand where it was asked to. The message is for a person, in Alembic's words. */
export class PlacementError extends Error {}

/** Resolves what was asked for. Throws a RevisionTargetError or a PlacementError. */
export function placeRevision(environment: Environment, history: History, request: PlacementRequest): Placement {
  const parents = parentsFor(history, request.heads);
  const ids = parents.map((revision) => revision.id);
  if (new Set(ids).size !== ids.length) throw new PlacementError('Duplicate head revisions specified');
  const versionDirectory =
    request.versionPath === null ? directoryFor(environment, parents) : directoryAt(environment, request.versionPath);
  const inside = request.splice ? undefined : ids.find((id) => !history.heads.includes(id));
  if (inside !== undefined) {
    throw new PlacementError(
      `Revision ${inside} is not a head revision; please specify --splice to create a new branch from this revision`,
    );
  }
  refuseTakenLabels(history, request.branchLabels);
  return {
    parents: ids,
    branchLabels: request.branchLabels,
    dependsOn: request.dependsOn.map((name) => dependency(history, name)),
    versionDirectory,
  };
}

function parentsFor(history: History, heads: readonly string[]): readonly Revision[] {
  try {
    return heads.flatMap((head) => history.resolve(head));
  } catch (error) {
    if (!(error instanceof RevisionTargetError) || error.reason !== 'multiple-heads') throw error;
    throw new RevisionTargetError(
      'Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.',
      'multiple-heads',
    );
  }
}

/** With several version directories, that of the first parent; a file in a sub-folder belongs to the directory around it. */
function directoryFor(environment: Environment, parents: readonly Revision[]): string {
  const { versionDirectories } = environment;
  const [only, ...others] = versionDirectories;
  if (only !== undefined && others.length === 0) return only;
  const [first] = parents;
  if (!first) throw new PlacementError('Multiple version locations present, please specify --version-path');
  const around = versionDirectories.filter((directory) => `${folderOf(first.file)}/`.startsWith(`${directory}/`));
  return around.sort((a, b) => b.length - a.length)[0] ?? folderOf(first.file);
}

function directoryAt(environment: Environment, path: string): string {
  const directory = joinPath('', path);
  if (directory !== null && environment.versionDirectories.includes(directory)) return directory;
  throw new PlacementError(`Path ${path} is not represented in current version locations: ${environment.versionDirectories.join(', ')}`);
}

/** Alembic says it as well, when it has written the file (`RevisionMap._map_branch_labels`). */
function refuseTakenLabels(history: History, labels: readonly string[]): void {
  for (const label of labels) {
    const user = history.byId.get(label) ?? [...history.byId.values()].find((revision) => revision.labels.includes(label));
    if (user) throw new PlacementError(`Branch name '${label}' already used by revision ${user.id}`);
  }
}

function dependency(history: History, name: string): string {
  const [revision, ...others] = history.resolve(name);
  if (!revision) throw new PlacementError(`A revision cannot depend on ${name}`);
  if (others.length > 0) throw new PlacementError(`'${name}' stands for several revisions; a dependency is one of them`);
  return history.branchLabels(revision.id).includes(name) ? name : revision.id;
}
