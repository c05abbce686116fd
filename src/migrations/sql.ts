/** `sql`: the SQL of revisions, up or down. */
import type { Environment } from '../alembic/environment/environment';
import { soundHistoryOf } from './environments';
import type { Project } from './project';
import type { SqlResult } from './results';
import { revisionRange } from './revision-range';
import { readableStatements, revisionSteps } from './revision-sql';

/**
 * The statements of a range (`REV`, `FROM:TO`; null: the whole history), in the order in which they would run. Throws a Failure
 * for a target that the history does not have and for a revision whose SQL cannot be known.
 */
export function revisionsSql(
  project: Project,
  environment: Environment,
  range: string | null,
  direction: 'upgrade' | 'downgrade',
): SqlResult {
  const { revisions } = revisionRange(soundHistoryOf(project, environment), range);
  const files = revisions.map(({ id, file }) => ({ id, file }));
  const ordered = direction === 'upgrade' ? files : files.reverse();
  return {
    environment: environment.path,
    revisions: revisionSteps(project, environment, ordered, direction).map(({ revision, file, steps }) => ({
      revision,
      file,
      direction,
      statements: readableStatements(steps),
    })),
  };
}
