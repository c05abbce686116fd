/** The models as they stood in git as a baseline: what `create_all()` made before there were revisions. */
import type { Environment } from '../../alembic/environment/environment';
import { findEnvironments } from '../../alembic/environment/find-environments';
import { isAbsolute } from '../../alembic/environment/path';
import type { Revision } from '../../alembic/history/revision';
import { at } from '../../alembic/problem';
import type { SourceFiles } from '../../python/files';
import { differences } from '../../schema/differences';
import { historyOf } from '../environments';
import { Failure } from '../failure';
import { type Addition, additionOf, commitFiles, resolveCommit } from '../git-commit';
import { readProjectModels } from '../models/models';
import type { Project } from '../project';
import type { Problem } from '../results';
import { revisionsSchema } from '../revisions-schema';
import type { ReplayResult } from '../shadow/requests';
import type { Baseline } from './baseline';

/**
 * The models at `commit`. Null: at the commit that added the first revision, or at the one before it where fewer operations of the
 * revisions are refused with those, since often the revision came together with the change that it makes.
 */
export async function gitBaseline(project: Project, environment: Environment, commit: string | null): Promise<Baseline> {
  if (commit !== null) {
    const resolved = await resolveCommit(project.root, commit);
    if (resolved === null) throw new Failure(`The baseline git:${commit}: git knows no such commit here.`);
    return modelsAt(project, environment, resolved);
  }
  const addition = await firstRevisionAddition(project, environment);
  if (addition.kind !== 'commit') throw new Failure(`The baseline git: ${whyUnknown[addition.kind]}`);
  const [itself, before] = await Promise.all(
    [addition.commit, `${addition.commit}^`].map(async (name) => {
      const resolved = await resolveCommit(project.root, name);
      return resolved === null ? null : modelsAt(project, environment, resolved);
    }),
  );
  if (!itself) throw new Failure(`The baseline git: ${whyUnknown.unknown}`);
  const isBetter = async (baseline: Baseline) =>
    !sameStatements(itself, baseline) && (await refusals(project, environment, baseline)) < (await refusals(project, environment, itself));
  return before && (await isBetter(before)) ? before : withFirstContained(project, environment, itself);
}

/**
 * Models that were committed with the first revision may have what it makes already: it then does nothing on them, and cannot even be run.
 * Whoever had made a database of them had to stamp it with that revision.
 */
async function withFirstContained(project: Project, environment: Environment, baseline: Baseline): Promise<Baseline> {
  const [first] = historyOf(project, environment).revisions;
  if (!first) return baseline;
  const [before, after] = [await replayed(project, environment, baseline, []), await replayed(project, environment, baseline, [first])];
  const runs = after.opaque.length === 0 && after.problems.every(({ severity }) => severity !== 'error');
  if (runs || differences(before.schema, after.schema).length > 0) return baseline;
  const said: Problem = {
    code: 'baseline-contains',
    severity: 'warning',
    message: `Revision ${first.id} changes nothing on ${baseline.name} and cannot be run there: it is taken to be contained in them.`,
    revision: first.id,
    ...at(first.places.id),
  };
  return { ...baseline, contained: new Set([first.id]), problems: [...baseline.problems, said] };
}

/** The commit that added the first revision in order of application. */
export async function firstRevisionAddition(project: Project, environment: Environment): Promise<Addition> {
  const [first] = historyOf(project, environment).revisions;
  return first ? additionOf(project.root, first.file) : { kind: 'unknown' };
}

export const whyUnknown: Readonly<Record<Exclude<Addition['kind'], 'commit'>, string>> = {
  shallow:
    'this clone does not reach back to the commit that added the first revision; git fetch --unshallow completes it, or name another with git:COMMIT.',
  unknown: 'git does not tell which commit added the first revision; name one with git:COMMIT.',
};

const sameStatements = (a: Baseline, b: Baseline): boolean =>
  a.statements.length === b.statements.length && a.statements.every(({ sql }, at) => sql === b.statements[at]?.sql);

async function refusals(project: Project, environment: Environment, baseline: Baseline): Promise<number> {
  const { problems } = await replayed(project, environment, baseline, historyOf(project, environment).revisions);
  return problems.length;
}

function replayed(project: Project, environment: Environment, baseline: Baseline, revisions: readonly Revision[]): Promise<ReplayResult> {
  const models = readProjectModels(project.files, environment, project.parser);
  const files = revisions.map(({ id, file }) => ({ id, file }));
  return revisionsSchema(project, environment, files, models, baseline.statements);
}

/** The project's files at a commit, and its environment as it was there. */
export async function modelsFilesAt(
  project: Project,
  environment: Environment,
  commit: string,
): Promise<{ readonly files: SourceFiles; readonly environment: Environment }> {
  const committed = await commitFiles(project.root, commit);
  const files: SourceFiles = {
    // What is installed beside the project is in no commit.
    read: (path) => (isAbsolute(path) ? project.disk.read(path) : committed.read(path)),
    list: (path) => (isAbsolute(path) ? project.disk.list(path) : committed.list(path)),
  };
  const { environments } = findEnvironments(files, project.python);
  // The environment may have come, or moved, only later.
  return { files, environment: environments.find(({ path }) => path === environment.path) ?? environment };
}

async function modelsAt(project: Project, environment: Environment, commit: string): Promise<Baseline> {
  const { files, environment: there } = await modelsFilesAt(project, environment, commit);
  const models = readProjectModels(files, there, project.parser);
  const name = `the models at ${commit.slice(0, 9)}`;
  if (models.metadata.tables.length === 0)
    throw new Failure(`The baseline git: no models were found at ${commit.slice(0, 9)}; name another commit with git:COMMIT.`);
  return {
    statements: models.statements.map(({ sql }) => ({ sql, place: null })),
    contained: new Set(),
    name,
    problems: models.failures.map(({ message, place }) => ({
      code: 'baseline-unread',
      severity: 'warning',
      message: `Of ${name}, ${place.file}:${place.line} cannot be followed, so that tables may be missing: ${message}`,
    })),
    // What may hide a table of any name is told by the failures.
    notUnderstood: models.notUnderstood
      .filter(({ tables, doubts = [] }) => tables.length + doubts.length > 0)
      .map((reason) => ({ ...reason, place: null, message: `${name}: ${reason.message}` })),
  };
}
