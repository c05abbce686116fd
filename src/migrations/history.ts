/** `history`: the revisions in order of application, from the files alone. */
import type { History } from '../alembic/history/read-history';
import { chosenEnvironments, historyOf } from './environments';
import type { Project } from './project';
import type { HistoryResult, ReportedRevision } from './results';

/** Every environment, or the one named. Rejects with a Failure where there is none. */
export function history(project: Project, environmentPath: string | null): HistoryResult {
  return {
    environments: chosenEnvironments(project, environmentPath).map((environment) => {
      const read = historyOf(project, environment);
      const { path, configFile, section, scriptDirectory, versionDirectories } = environment;
      const where = { path, configFile, section, scriptDirectory, versionDirectories };
      return { ...where, heads: read.heads, bases: read.bases, revisions: reportRevisions(read), problems: read.problems };
    }),
  };
}

/** The revisions as every command reports them. */
export function reportRevisions(history: History): readonly ReportedRevision[] {
  const heads = new Set(history.heads);
  return history.revisions.map((revision) => ({
    id: revision.id,
    down: revision.down,
    dependsOn: revision.dependsOn,
    labels: revision.labels,
    message: revision.message,
    file: revision.file,
    merge: revision.down.length > 1,
    branchPoint: history.children(revision.id).length > 1,
    head: heads.has(revision.id),
    opaque: revision.unreadable,
  }));
}
