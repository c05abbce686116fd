/** The engine over one project: what the editor asks, answered by the same functions as the command line's. */
import type { Environment } from '../alembic/environment/environment';
import { offeredBaselines } from './baseline/offer';
import { Cancelled, unlessCancelled } from './cancellation';
import { changeMessage } from './change-message';
import { checkEnvironment } from './check';
import type { FoundChange } from './comparison';
import type { Decisions } from './decisions';
import type { Engine } from './engine';
import { oneEnvironment } from './environments';
import { Failure } from './failure';
import { generate } from './generate';
import { merge } from './merge';
import { move } from './move';
import { newRevision, plainRevision } from './new-revision';
import type { Project } from './project';
import { prove } from './prove';
import { reparent } from './reparent';
import type { CheckedEnvironment, DatabaseStatus, EnvironmentStatus } from './results';
import { formattedRevision } from './sql/formatted-sql';
import { revisionsSql } from './sql/revisions-sql';
import { stamp } from './stamp';
import { databaseStatus, outline, outlineEnvironment } from './status';

export interface EngineOptions {
  /** Text of the script.py.mako for environments that have none. */
  readonly defaultTemplate: string;
  readonly log: (line: string) => void;
}

/** An engine that owns `project`: disposing of it stops the shadow. */
export function createEngine(project: Project, { defaultTemplate, log }: EngineOptions): Engine {
  const stopShadow = () => project.shadow.stop();
  const urls = project.connections;
  const lastGood = new Map<string, CheckedEnvironment>();

  /** While a file is broken in the middle of typing, what was known before it broke stays, and the error is said. */
  const checkKeeping = async (environment: Environment): Promise<CheckedEnvironment> => {
    const { compared, ...checked } = await checkEnvironment(project, environment);
    if (compared) {
      lastGood.set(environment.path, checked);
      return checked;
    }
    const good = lastGood.get(environment.path);
    return good ? { ...checked, changes: good.changes, notUnderstood: good.notUnderstood } : checked;
  };

  const urlOf = (path: string): string => {
    const url = urls.get(path);
    if (url === undefined) throw new Failure('No development database is connected.');
    return url;
  };

  const go = (direction: 'upgrade' | 'downgrade'): Engine['upgrade'] => {
    return (path, target, decisions, cancellation) => {
      const environment = oneEnvironment(project, path);
      const progress = (revision: string) => log(`${direction} ${revision}`);
      const showing: Decisions = {
        ...decisions,
        apply: (database, revisions) => decisions.apply(database, revisions.map(formattedRevision)),
      };
      return move(project, { environment, url: urlOf(environment.path), direction, target, decisions: showing, cancellation, progress });
    };
  };

  return {
    overlay: (path, text) => project.overlay(path, text),
    filesChanged: (paths) => project.filesChanged(paths),
    outline: async () => outline(project),
    async status(cancellation) {
      const environments: EnvironmentStatus[] = [];
      for (const environment of project.environments().environments) {
        if (cancellation.cancelled) throw new Cancelled();
        const url = urls.get(environment.path);
        const reached = url === undefined ? { database: null, problems: [] } : await reachDatabase(project, environment, url);
        const checked = await checkKeeping(environment);
        const outlined = outlineEnvironment(project, environment, reached.database);
        environments.push({ ...outlined, ...checked, problems: [...checked.problems, ...reached.problems] });
      }
      return { environments };
    },
    async check(cancellation) {
      const environments: CheckedEnvironment[] = [];
      for (const environment of project.environments().environments) {
        if (cancellation.cancelled) throw new Cancelled();
        environments.push(await checkKeeping(environment));
      }
      return { environments };
    },
    async suggestMessage(path, ids) {
      const checked = lastGood.get(oneEnvironment(project, path).path);
      return changeMessage((checked?.changes ?? []).filter((change) => ids.includes(change.id)));
    },
    generate(request, decisions, cancellation) {
      const { changes } = request;
      const options = {
        message: request.message,
        takes: (found: FoundChange) => changes === undefined || changes.includes(found.reported.id),
        decisions,
        revisionId: null,
        dryRun: false,
        prove: true,
        now: new Date(),
        defaultTemplate,
        cancelled: () => cancellation.cancelled,
      };
      return unlessCancelled(cancellation, stopShadow, () => generate(project, oneEnvironment(project, request.environment), options));
    },
    newRevision: ({ environment: path, message }, decisions) =>
      newRevision(project, oneEnvironment(project, path), { ...plainRevision, message, now: new Date(), decisions, defaultTemplate }),
    merge: ({ environment: path, message, revisions }, decisions) =>
      merge(project, oneEnvironment(project, path), {
        ...plainRevision,
        message,
        revisions: revisions ?? null,
        now: new Date(),
        decisions,
        defaultTemplate,
      }),
    reparent: ({ environment: path, revision, onto }, decisions) =>
      reparent(project, oneEnvironment(project, path), { revision: revision ?? null, onto: onto ?? null, write: false, decisions }),
    prove: (path, range, cancellation) =>
      unlessCancelled(cancellation, stopShadow, () => prove(project, oneEnvironment(project, path), range)),
    async sql(path, range, direction, cancellation) {
      const result = await revisionsSql(project, oneEnvironment(project, path), range, direction, cancellation);
      return { ...result, revisions: result.revisions.map(formattedRevision) };
    },
    async connect(path, url) {
      const environment = oneEnvironment(project, path);
      urls.delete(environment.path);
      if (url === null) return;
      await databaseStatus(project, environment, url);
      urls.set(environment.path, url);
    },
    upgrade: go('upgrade'),
    downgrade: go('downgrade'),
    async stamp(path, target) {
      const environment = oneEnvironment(project, path);
      return stamp(project, environment, urlOf(environment.path), target);
    },
    baselines: (path) => offeredBaselines(project, oneEnvironment(project, path)),
    dispose: () => project.shadow.stop(),
  };
}

async function reachDatabase(
  project: Project,
  environment: Environment,
  url: string,
): Promise<{ database: DatabaseStatus | null; problems: CheckedEnvironment['problems'] }> {
  try {
    return { database: await databaseStatus(project, environment, url), problems: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { database: null, problems: [{ code: 'database-unreachable', severity: 'warning', message }] };
  }
}
