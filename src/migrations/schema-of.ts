/** `schema`: what the models ask for, what the revisions leave, or what stands in a database. */
import type { Environment } from '../alembic/environment/environment';
import { connect } from '../postgres/connection';
import { functionsAsync } from '../postgres/introspection/functions';
import { introspectAsync } from '../postgres/introspection/introspection';
import type { NotUnderstood } from '../schema/definition';
import type { Schema } from '../schema/schema';
import { revisionFiles } from './comparison';
import { historyOf, soundHistoryOf } from './environments';
import { Failure } from './failure';
import { historySchema } from './history-schema';
import { type Models, readProjectModels } from './models/models';
import { modelsSchema } from './models/models-schema';
import type { Project } from './project';
import { reportNotUnderstood, reportProblem } from './report-not-understood';
import type { ReportedNotUnderstood } from './results';
import { upTo } from './revision-range';
import type { NormaliseResult } from './shadow/requests';
import { stoodInProblems } from './stood-in';
import { whileUnchanged } from './while-unchanged';

export type SchemaSource =
  | { readonly from: 'models' }
  | { readonly from: 'revisions'; readonly at: string | null }
  | { readonly from: 'database'; readonly url: string };

export interface SchemaOf {
  readonly schema: Schema;
  /** Statements that make the functions which stand there, for what of the schema calls them. */
  readonly functions: readonly string[];
  /** What is not in it, and why. */
  readonly missing: readonly ReportedNotUnderstood[];
}

/** The schema of a source. Rejects with a Failure where it cannot be read at all. */
export async function schemaOf(project: Project, environment: Environment, source: SchemaSource): Promise<SchemaOf> {
  switch (source.from) {
    case 'models':
      return whileUnchanged(project, ['schema of models', environment.path], () => modelsSource(project, environment));
    case 'revisions':
      return whileUnchanged(project, ['schema of revisions', environment.path, source.at ?? ''], () =>
        revisionsSource(project, environment, source.at),
      );
    case 'database': {
      const connection = await connect(source.url);
      try {
        return { schema: await introspectAsync(connection, {}), functions: await functionsAsync(connection), missing: [] };
      } finally {
        await connection.close();
      }
    }
  }
}

/** The schema that the revisions leave; `at`: up to this one. */
async function revisionsSource(project: Project, environment: Environment, at: string | null): Promise<SchemaOf> {
  const revisions = at === null ? soundHistoryOf(project, environment).revisions : upTo(soundHistoryOf(project, environment), at);
  const replayed = await historySchema(
    project,
    environment,
    revisions.map(({ id, file }) => ({ id, file })),
    readProjectModels(project.files, environment, project.parser),
  );
  return {
    schema: replayed.schema,
    functions: replayed.functions,
    missing: [
      ...[...replayed.problems, ...stoodInProblems([replayed.schema])].map(reportProblem),
      ...replayed.opaque
        .filter(({ hides }) => hides === 'schema')
        .map(({ revision, reason }) => reportNotUnderstood({ message: `revision ${revision}: ${reason}`, place: null, tables: [] })),
      ...replayed.notUnderstood.map(reportNotUnderstood),
    ],
  };
}

const missesFunction = /^function .* does not exist$/;

/** What PostgreSQL makes of the models; where they call functions that only the revisions create, with these. */
async function withFunctions(
  project: Project,
  environment: Environment,
  models: Models,
): Promise<{ readonly normalised: NormaliseResult; readonly functions: readonly string[]; readonly borrowed: readonly NotUnderstood[] }> {
  const keep = project.overlays.size === 0;
  const alone = await modelsSchema(project, models.statements, keep, []);
  if (!alone.refused.some(({ message }) => missesFunction.test(message))) return { normalised: alone, functions: [], borrowed: [] };
  const history = historyOf(project, environment);
  if (history.problems.some((problem) => problem.severity === 'error')) return { normalised: alone, functions: [], borrowed: [] };
  const { functions } = await historySchema(project, environment, revisionFiles(history), models);
  const normalised = await modelsSchema(project, models.statements, keep, functions);
  const still = new Set(normalised.refused.map(({ statement }) => statement));
  return {
    normalised,
    functions,
    borrowed: alone.refused.flatMap((refused) => (still.has(refused.statement) ? [] : borrowing(models, refused))),
  };
}

/** What stands there only because a revision makes the function that it calls: the models alone do not have it. */
function borrowing(models: Models, { statement, message }: NormaliseResult['refused'][number]): readonly NotUnderstood[] {
  const asked = models.statements[statement];
  if (!asked?.table || !missesFunction.test(message)) return [];
  const said = `${message} in the models alone; it was taken from the revisions`;
  return [{ message: said, place: asked.place, tables: [asked.table] }];
}

async function modelsSource(project: Project, environment: Environment): Promise<SchemaOf> {
  const models = readProjectModels(project.files, environment, project.parser);
  const [syntax] = models.failures.filter((failure) => failure.kind === 'syntax');
  if (syntax) throw new Failure(`${syntax.place.file}:${syntax.place.line}: ${syntax.message}`);
  const { normalised, functions, borrowed } = await withFunctions(project, environment, models);
  const refused = normalised.refused.flatMap(({ statement, message }) => {
    const asked = models.statements[statement];
    return asked ? [{ message: `${message}: ${asked.sql}`, place: asked.place, tables: asked.table ? [asked.table] : [] }] : [];
  });
  return { schema: normalised.schema, functions, missing: [...models.notUnderstood, ...refused, ...borrowed].map(reportNotUnderstood) };
}
