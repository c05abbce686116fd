/** Where a revision that is being written stands in the history, and under which id. */
import { randomBytes } from 'node:crypto';
import type { Environment } from '../alembic/environment/environment';
import { folderOf } from '../alembic/environment/path';
import { rewritesRevisions, writeHooks } from '../alembic/environment/write-hooks';
import type { History } from '../alembic/history/read-history';
import { illegalIdentifier } from '../alembic/history/read-revision';
import { RevisionTargetError } from '../alembic/history/revision-target-error';
import { newRevisionId } from '../alembic/template/revision-id';
import { type Placement, PlacementError, type PlacementRequest, placeRevision, theOneHead } from '../alembic/template/revision-placement';
import type { Decisions } from './decisions';
import { Failure } from './failure';
import type { Project } from './project';

/** Where a revision stands that follows `request`; asks for the version directory where that cannot be told. Throws a Failure. */
export async function placed(
  environment: Environment,
  history: History,
  request: Partial<PlacementRequest> & { readonly decisions: Pick<Decisions, 'versionDirectory'> },
): Promise<Placement> {
  const asked = { ...theOneHead, ...request };
  try {
    const needsDirectory = asked.versionPath === null && environment.versionDirectories.length > 1 && follows(history, asked.heads) === 0;
    const versionPath = needsDirectory ? await request.decisions.versionDirectory(environment.versionDirectories) : asked.versionPath;
    return placeRevision(environment, history, { ...asked, versionPath });
  } catch (error) {
    if (error instanceof RevisionTargetError || error instanceof PlacementError) throw new Failure(error.message);
    throw error;
  }
}

/** How many revisions there are below; what Alembic refuses is refused later, with all that was asked for. */
function follows(history: History, heads: readonly string[]): number {
  try {
    return heads.flatMap((head) => history.resolve(head)).length;
  } catch (error) {
    if (error instanceof RevisionTargetError) return -1;
    throw error;
  }
}

/** The one head, or the one of several that a person chooses. */
export async function chosenHeads(history: History, decisions: Pick<Decisions, 'head'>): Promise<readonly string[]> {
  if (history.heads.length <= 1) return history.heads;
  const chosen = await decisions.head(described(history, history.heads));
  if (chosen === null) throw new Failure(`There are several heads (${history.heads.join(', ')}); choose the one to follow with --head.`);
  if (!history.heads.includes(chosen)) throw new Failure(`${chosen} is not a head. The heads are ${history.heads.join(', ')}.`);
  return [chosen];
}

/** Revisions as a question names them. */
export const described = (history: History, ids: readonly string[]) =>
  ids.flatMap((id) => history.byId.get(id) ?? []).map(({ id, message }) => ({ id, message }));

/** The id that a person asks for, or a new one that no revision has. Of one that is there already, Alembic warns and goes on with one of the two. */
export function revisionId(history: History, asked: string | null): string {
  if (asked === null) return newRevisionId(new Set(history.byId.keys()), () => randomBytes(6).toString('hex'));
  const illegal = illegalIdentifier(asked);
  if (illegal !== null) throw new Failure(illegal);
  const taken = history.byId.get(asked);
  if (taken) throw new Failure(`Revision ${taken.id} is present already, in ${taken.file}.`);
  return asked;
}

/** What a person should know of a file that was just written. `directives`: whether Alembic would have asked env.py what becomes of it. */
export function writtenNotes(project: Project, environment: Environment, file: string, directives: boolean): readonly string[] {
  const hooks = writeHooks(environment, project.files);
  const { configFile, configKind, versionDirectories, recursiveVersions } = environment;
  return [
    ...(configKind === 'code'
      ? [
          `The application's code configures ${environment.scriptDirectory}: a file_template or version_locations that it sets is not known here.`,
        ]
      : []),
    ...(hooks.length === 0
      ? []
      : [`The post-write hooks of ${configFile} (${hooks.join(', ')}) were not run: nothing of the project is executed.`]),
    ...(directives && rewritesRevisions(environment, project.files)
      ? [
          `process_revision_directives of ${environment.envFile} was not run: with Alembic it might have given the revision another id, message or content. --rev-id says the id.`,
        ]
      : []),
    ...(recursiveVersions || versionDirectories.includes(folderOf(file))
      ? []
      : [`Alembic will not find ${file}: file_template of ${configFile} has folders, and recursive_version_locations is not true.`]),
  ];
}
