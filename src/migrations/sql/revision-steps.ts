/** The SQL of revisions, without a database: what an upgrade of the connected one shows before it runs. */
import type { Environment } from '../../alembic/environment/environment';
import type { RevisionDirection } from '../../alembic/operations/run-revision';
import { type Place, placeText } from '../../python/place';
import { Failure } from '../failure';
import type { Project } from '../project';
import type { RevisionSql } from '../results';
import type { RevisionFile } from '../shadow/requests';
import { isCatalogRead, type RecordedStep } from './recorded-run';
import { readableStatements, staticSteps } from './sql-steps';
import { staticRuns } from './static-runs';

/** A statement, or an edge of an autocommit block. */
export type SqlStep =
  | { readonly kind: 'statement'; readonly sql: string; readonly place: Place | null }
  | { readonly kind: 'begin_autocommit' | 'end_autocommit' };

export interface RevisionSteps {
  readonly revision: string;
  readonly file: string;
  readonly direction: RevisionDirection;
  readonly steps: readonly SqlStep[];
  /** The same to show to a person. */
  readonly shown: RevisionSql;
}

/**
 * The statements of revisions in the order given. Throws a Failure that names file and line where a revision does something that
 * cannot be known without running it: half a revision is never carried out as if it were all.
 */
export function revisionSteps(
  project: Project,
  environment: Environment,
  revisions: readonly RevisionFile[],
  direction: RevisionDirection,
): readonly RevisionSteps[] {
  const run = staticRuns(project, environment);
  return revisions.map((revision) => {
    const recorded = run(revision, direction);
    for (const step of recorded) refuseTrouble(step, revision);
    const said = { revision: revision.id, file: revision.file, direction };
    const steps = staticSteps(recorded);
    return { ...said, steps: recorded.flatMap(sqlSteps), shown: { ...said, statements: readableStatements(steps), steps } };
  });
}

function refuseTrouble(step: RecordedStep, { id, file }: RevisionFile): void {
  const refuse = (reason: string, place: Place | null): never => {
    throw new Failure(`The SQL of revision ${id} is not known: ${reason} (${place ? placeText(place) : file}).`);
  };
  if (step.kind === 'unknown') refuse(step.reason.text, step.place);
  if (step.kind === 'raised') refuse(step.reason.text, step.reason.place);
  if (step.kind !== 'operation') return;
  const { operation, uncertain, refused } = step;
  if (uncertain) refuse(uncertain.text, uncertain.place ?? operation.place);
  if (refused !== null) refuse(refused, operation.place);
}

function sqlSteps(step: RecordedStep): readonly SqlStep[] {
  if (step.kind === 'read') return isCatalogRead(step.sql) ? [] : [{ kind: 'statement', sql: step.sql, place: step.place }];
  if (step.kind !== 'operation') return [];
  const { kind, place } = step.operation;
  if (kind === 'begin_autocommit' || kind === 'end_autocommit') return [{ kind }];
  return step.statements.map((sql) => ({ kind: 'statement', sql, place }));
}
