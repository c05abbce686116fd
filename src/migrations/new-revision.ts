/** `generate --empty`: a revision without operations, as `alembic revision` writes it. */
import type { Environment } from '../alembic/environment/environment';
import { newRevisionFile } from '../alembic/template/new-revision-file';
import type { Placement } from '../alembic/template/revision-placement';
import type { Decisions } from './decisions';
import { soundHistoryOf } from './environments';
import { oneAtATime } from './one-at-a-time';
import type { Project } from './project';
import type { GenerateResult } from './results';
import { chosenHeads, placed, revisionId, writtenNotes } from './revision-place';
import { writeNewFile } from './write-new-file';

export interface NewRevisionOptions {
  /** Null: Alembic's `empty message`. */
  readonly message: string | null;
  /** Null: the one head; where there are several, which one is a question. */
  readonly heads: readonly string[] | null;
  readonly splice: boolean;
  readonly branchLabels: readonly string[];
  readonly dependsOn: readonly string[];
  readonly versionPath: string | null;
  readonly revisionId: string | null;
  /** Write nothing, say what would be written. */
  readonly dryRun: boolean;
  readonly now: Date;
  readonly decisions: Pick<Decisions, 'head' | 'versionDirectory'>;
  /** Text of the default script.py.mako, for an environment that has none. */
  readonly defaultTemplate: string;
}

/** What goes with an empty revision that is asked for with nothing but a message. */
export const plainRevision = {
  heads: null,
  splice: false,
  branchLabels: [],
  dependsOn: [],
  versionPath: null,
  revisionId: null,
  dryRun: false,
} as const satisfies Partial<NewRevisionOptions>;

/**
 * Writes one revision without operations; neither models nor operations are read. Rejects with a Failure, in Alembic's words where it
 * would refuse as well, and then nothing is on disk.
 */
export function newRevision(project: Project, environment: Environment, options: NewRevisionOptions): Promise<GenerateResult> {
  return oneAtATime(project.root, 'A revision is being written in this project already. Wait until it is done.', async () => {
    const history = soundHistoryOf(project, environment);
    const id = revisionId(history, options.revisionId);
    const heads = options.heads ?? (await chosenHeads(history, options.decisions));
    const placement = await placed(environment, history, { ...options, heads });
    // alembic/command.py `revision`: with `revision_environment` env.py runs for an empty revision, too.
    const directives = /^\s*(?:true|yes|on|y|t|1)\s*$/i.test(environment.options.get('revision_environment') ?? '');
    return writeEmptyRevision(project, environment, id, placement, { ...options, directives });
  });
}

/** Writes the file of a revision that does nothing yet, where it was placed. */
export function writeEmptyRevision(
  project: Project,
  environment: Environment,
  id: string,
  placement: Placement,
  options: Pick<NewRevisionOptions, 'message' | 'now' | 'dryRun' | 'defaultTemplate'> & { readonly directives: boolean },
): GenerateResult {
  const request = {
    id,
    message: options.message,
    placement,
    createDate: options.now,
    upgrades: [],
    downgrades: [],
    imports: [],
  };
  const made = newRevisionFile(environment, project.files, request, { parser: project.parser, defaultTemplate: options.defaultTemplate });
  if (!options.dryRun) {
    writeNewFile(project.root, made.path, made.source);
    project.filesChanged([made.path]);
  }
  return {
    revision: id,
    parents: placement.parents,
    file: made.path,
    source: made.source,
    written: !options.dryRun,
    changes: [],
    notUnderstood: [],
    proof: null,
    notes: options.dryRun ? [] : writtenNotes(project, environment, made.path, options.directives),
  };
}
