/** The schema that revisions leave, replayed in the shadow or kept from the last time their text was the same. */
import type { Environment } from '../alembic/environment/environment';
import type { NamingConvention } from '../sqlalchemy/naming-convention';
import type { Models } from './models/models';
import type { Project } from './project';
import { resultKey } from './saved-results';
import { historyKeys, travellingConvention } from './shadow/history-record';
import type { BaselineStatement, ReplayResult, RevisionFile } from './shadow/requests';

interface Kept {
  readonly result: ReplayResult;
  /** The project's modules that the revisions import, each with a digest of its text. */
  readonly dependencies: readonly (readonly [path: string, digest: string])[];
}

/** In memory per project, so that a keystroke does not even read the saved result. */
const remembered = new WeakMap<Project, Map<string, Kept>>();

/**
 * Replays `revisions` (in order of application) unless the outcome for the same texts is known. Unsaved texts of the environment's own
 * files count; the project's modules that revisions import count as they are saved, so that typing in a model replays nothing.
 */
export async function revisionsSchema(
  project: Project,
  environment: Environment,
  revisions: readonly RevisionFile[],
  { namingConvention, versionTable }: Pick<Models, 'namingConvention' | 'versionTable'>,
  baseline: readonly BaselineStatement[],
): Promise<ReplayResult> {
  const asked = { environment, namingConvention: travellingConvention(namingConvention), versionTable, baseline };
  const key = resultKey('replay', conventionText(namingConvention), historyKeys(asked, revisions, project.files).at(-1) ?? '');
  const known = memory(project).get(key) ?? readKept(project, key);
  if (known && stillTrue(project, known)) {
    memory(project).set(key, known);
    return known.result;
  }
  const ownOverlays = [...project.overlays].filter(([path]) => path.startsWith(`${environment.scriptDirectory}/`));
  const result = await project.shadow.replay({
    ...asked,
    root: project.root,
    texts: ownOverlays,
    revisions,
  });
  const kept: Kept = { result, dependencies: result.dependencies.map((path) => [path, digest(project, path)]) };
  memory(project).set(key, kept);
  if (ownOverlays.length === 0) project.saved.set(key, kept);
  return result;
}

/** Its own functions (`tokens`) are told apart by name alone; the models' file that holds them is no revision's dependency. */
const conventionText = (convention: NamingConvention | null): string =>
  convention === null ? '' : JSON.stringify([...convention.templates, ...convention.tokens.keys()]);

function memory(project: Project): Map<string, Kept> {
  const known = remembered.get(project) ?? new Map<string, Kept>();
  remembered.set(project, known);
  return known;
}

/** Digests of the texts that were last seen; a text that did not change is the same object. */
const digests = new Map<string, { readonly text: string; readonly digest: string }>();

function digest(project: Project, path: string): string {
  const text = project.disk.read(path) ?? '';
  const known = digests.get(path);
  if (known?.text === text) return known.digest;
  const made = { text, digest: resultKey(text) };
  digests.set(path, made);
  return made.digest;
}

const stillTrue = (project: Project, kept: Kept): boolean => kept.dependencies.every(([path, known]) => digest(project, path) === known);

/** The saved result, trusted for its form: it was written by this version of this program and its checksum holds. */
const readKept = (project: Project, key: string): Kept | null => project.saved.get(key) as Kept | null;
