/** `upgrade` and `downgrade`: revisions carried out on the connected database, its SQL shown before. */
import type { Environment } from '../alembic/environment/environment';
import { applyRevisions, RevisionFailed } from '../postgres/apply-revisions';
import { connect } from '../postgres/connection';
import { urlWithoutPassword } from '../postgres/database-url';
import { placeText } from '../python/place';
import type { Decisions } from './decisions';
import type { Cancellation } from './engine';
import { soundHistoryOf } from './environments';
import { Failure } from './failure';
import { readProjectModels } from './models/models';
import type { Project } from './project';
import type { MoveResult } from './results';
import { translated } from './revision-range';
import { type RevisionSteps, revisionSteps } from './sql/revision-steps';
import { currentRevisions, noFileHas } from './status';

export interface MoveOptions {
  readonly environment: Environment;
  readonly url: string;
  readonly direction: 'upgrade' | 'downgrade';
  /** As Alembic takes it: `head`, `+1`, an id or its beginning. */
  readonly target: string;
  readonly decisions: Decisions;
  readonly cancellation: Cancellation;
  readonly progress: (revision: string) => void;
}

/**
 * Moves the database to a target in a transaction, as Alembic would. Null when the person said no. Rejects with a Failure when
 * the database is at a revision that no file has, and with PostgreSQL's words when a statement fails: then everything is as it was.
 */
export async function move(project: Project, options: MoveOptions): Promise<MoveResult | null> {
  const { environment, direction, target } = options;
  const history = soundHistoryOf(project, environment);
  const models = readProjectModels(project.files, environment, project.parser);
  const connection = await connect(options.url);
  try {
    const { current, missing } = await currentRevisions(connection, project, environment);
    if (missing.length > 0) throw new Failure(noFileHas(urlWithoutPassword(options.url), missing));
    const path = translated(() =>
      direction === 'upgrade' ? history.upgradePath(current, target) : history.downgradePath(current, target),
    );
    const steps = revisionSteps(
      project,
      environment,
      path.map(({ id, file }) => ({ id, file })),
      direction,
    );
    const revisions = steps.map(({ shown }) => shown);
    const result = { environment: environment.path, from: current, revisions };
    if (path.length === 0) return { ...result, to: current };
    if (!(await options.decisions.apply(urlWithoutPassword(options.url), revisions))) return null;
    const toApply = path.map((revision, at) => ({
      revision: revision.id,
      direction,
      parents: history.parents(revision.id),
      ancestors: history.ancestors,
      parts: steps[at]?.steps ?? [],
    }));
    const to = await applyRevisions(connection, toApply, {
      versionTable: models.versionTable,
      transactionPerMigration: models.transactionPerMigration,
      onProgress: ({ revision }) => options.progress(revision),
      cancellation: options.cancellation,
    }).catch((error: unknown) => {
      throw error instanceof RevisionFailed ? new Failure(failedText(error, steps)) : error;
    });
    return { ...result, to };
  } finally {
    await connection.close();
  }
}

/** Where it stands in which file, PostgreSQL's words, the statement, and where that leaves the database. */
function failedText(error: RevisionFailed, steps: readonly RevisionSteps[]): string {
  const failed = steps.find((step) => step.revision === error.revision);
  const statements = failed?.steps.flatMap((step) => (step.kind === 'statement' ? [step] : [])) ?? [];
  const place = statements[error.statementNumber - 1]?.place;
  const where = place ? `${placeText(place)}: ` : failed ? `${failed.file}: ` : '';
  const left = error.versions === null ? 'The database did not answer afterwards' : `It is at ${error.versions.join(', ') || '<base>'}`;
  return `${where}${error.message}\n${error.statement}\nEverything in that transaction was rolled back. ${left}.`;
}
