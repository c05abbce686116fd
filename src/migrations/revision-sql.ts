/** The SQL of revisions, without a database: what `sql` prints, and what an upgrade shows before it runs. */
import type { Environment } from '../alembic/environment/environment';
import { alembicHostModules } from '../alembic/operations/host-modules';
import { type RevisionDirection, runRevision } from '../alembic/operations/run-revision';
import { NotRenderable } from '../postgres/ddl/not-renderable';
import { statementsFor } from '../postgres/ddl/operations';
import { createProgram } from '../python/create-program';
import { type Place, placeText } from '../python/place';
import { sqlalchemyHostModules } from '../sqlalchemy/host-modules';
import { Failure } from './failure';
import { readProjectModels } from './models/models';
import type { Project } from './project';
import type { RevisionFile } from './shadow/requests';

/** A statement, or an edge of an autocommit block. */
export type SqlStep =
  | { readonly kind: 'statement'; readonly sql: string; readonly place: Place | null }
  | { readonly kind: 'begin_autocommit' | 'end_autocommit' };

export interface RevisionSteps {
  readonly revision: string;
  readonly file: string;
  readonly direction: RevisionDirection;
  readonly steps: readonly SqlStep[];
}

/**
 * The statements of revisions in the order given. Throws a Failure that names file and line where a revision does something that
 * cannot be known without running it: half a revision is never shown as if it were all.
 */
export function revisionSteps(
  project: Project,
  environment: Environment,
  revisions: readonly RevisionFile[],
  direction: RevisionDirection,
): readonly RevisionSteps[] {
  const { namingConvention } = readProjectModels(project.files, environment, project.parser);
  let current: { readonly id: string; readonly file: string; readonly steps: SqlStep[] } | null = null;
  const refuse = (reason: string, place: Place | null): never => {
    const where = place ? placeText(place) : (current?.file ?? '');
    throw new Failure(`The SQL of revision ${current?.id} is not known: ${reason} (${where}).`);
  };
  let troubles: { readonly reason: string; readonly place: Place | null }[] = [];
  const program = createProgram({
    files: project.files,
    searchPaths: environment.searchPaths,
    parser: project.parser,
    hostModules: new Map([
      ...sqlalchemyHostModules(environment.versions),
      ...alembicHostModules({
        namingConvention,
        emit(operation, uncertain) {
          if (uncertain) troubles.push({ reason: `not understood: ${uncertain.reason}`, place: uncertain.place ?? operation.place });
          if (operation.kind === 'begin_autocommit' || operation.kind === 'end_autocommit') {
            current?.steps.push({ kind: operation.kind });
            return;
          }
          try {
            for (const sql of statementsFor(operation)) current?.steps.push({ kind: 'statement', sql, place: operation.place });
          } catch (error) {
            if (!(error instanceof NotRenderable)) throw error;
            troubles.push({ reason: error.message, place: operation.place });
          }
        },
        opaque(reason, place) {
          troubles.push({ reason: typeof reason === 'string' ? reason : `not understood: ${reason.reason}`, place });
        },
      }),
    ]),
  });
  return revisions.map(({ id, file }) => {
    const steps: SqlStep[] = [];
    current = { id, file, steps };
    troubles = [];
    const run = runRevision(program, file, `revision_${id}`, direction);
    if (run.raised) refuse(run.raised.message, run.raised.place);
    const [trouble] = troubles;
    if (trouble) refuse(trouble.reason, trouble.place);
    return { revision: id, file, direction, steps };
  });
}

/** The statements alone, an autocommit block in comments, as a person reads them. */
export const readableStatements = (steps: readonly SqlStep[]): readonly string[] =>
  steps.map((step) => {
    if (step.kind === 'statement') return step.sql;
    return step.kind === 'begin_autocommit' ? '-- outside a transaction from here' : '-- in a transaction again';
  });
