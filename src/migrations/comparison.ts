/** What the revisions leave against what the models ask for: the heart of `check`, and what `generate` starts from. */
import type { Environment } from '../alembic/environment/environment';
import type { History } from '../alembic/history/read-history';
import type { SourceFiles } from '../python/files';
import { lineForImport } from '../python/line-for-import';
import type { Place } from '../python/place';
import type { Change } from '../schema/change';
import { changeId, summary } from '../schema/change-text';
import { compareSchemas } from '../schema/compare';
import type { NotUnderstood, TableDefinition } from '../schema/definition';
import type { Schema } from '../schema/schema';
import { tableKey } from '../schema/table-key';
import { type Baseline, baselineTrouble } from './baseline/baseline';
import { changePlace } from './change-place';
import { type HistorySchema, historySchema } from './history-schema';
import { keptChanges, leftOutTables } from './models/compared-objects';
import { type Models, readProjectModels } from './models/models';
import { modelsSchema } from './models/models-schema';
import { isUnnamedAmong, unnamedKey } from './models/unnamed-objects';
import { workingModels } from './models/working-models';
import type { Project } from './project';
import { reportNotUnderstood } from './report-not-understood';
import type { Problem, ReportedChange, ReportedNotUnderstood } from './results';
import type { ModelsToMeet, NormaliseResult, Opaque, RevisionFile } from './shadow/requests';
import { stoodInProblems } from './stood-in';

/** A change, what is said of it, and whether the working copy brought it. */
export interface FoundChange {
  readonly change: Change;
  readonly reported: ReportedChange;
}

export interface Comparison {
  readonly environment: Environment;
  readonly history: History;
  readonly models: Models;
  /** What stands before the first revision. */
  readonly baseline: Baseline;
  readonly before: Schema;
  readonly after: Schema;
  readonly changes: readonly FoundChange[];
  readonly problems: readonly Problem[];
  readonly notUnderstood: readonly ReportedNotUnderstood[];
  /** Ids of differences that env.py keeps Alembic from seeing. */
  readonly passedOver: readonly string[];
  /** What the models have to say to a proof. */
  readonly meet: Omit<ModelsToMeet, 'remaining'>;
}

/** The environment's files as they must be for a comparison to mean anything; else the reasons why not. */
export interface NotComparable {
  readonly problems: readonly Problem[];
}

/** What one reading of the models comes to against the revisions' schema. */
interface Difference {
  readonly changes: readonly Change[];
  readonly passedOver: readonly string[];
  readonly meet: Omit<ModelsToMeet, 'remaining'>;
  readonly after: Schema;
  readonly problems: readonly Problem[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** Compares the files as they are now, unsaved texts included. */
export async function compareProject(project: Project, environment: Environment, history: History): Promise<Comparison | NotComparable> {
  const fatal = history.problems.filter((problem) => problem.severity === 'error');
  if (fatal.length > 0) return { problems: history.problems };

  const models = workingModels(project, environment);
  const broken = models.failures.filter((failure) => failure.kind === 'syntax');
  if (broken.length > 0) return { problems: broken.map((failure) => placedProblem('syntax-error', failure.message, failure.place)) };

  const trouble = await baselineTrouble(project, environment);
  if (trouble !== null) return { problems: [...history.problems, { code: 'baseline-unknown', severity: 'error', message: trouble }] };

  const replayed = withTouchedTables(
    await historySchema(project, environment, revisionFiles(history), models),
    models,
    (id) => project.files.read(history.byId.get(id)?.file ?? '') ?? '',
  );
  const normalised = await modelsSchema(project, models.statements, project.overlays.size === 0, replayed.functions);
  const difference = differenceOf(models, normalised, replayed);
  const old = difference.changes.length > 0 ? await changesAtHead(project, environment, models, replayed) : null;
  return {
    environment,
    history,
    models,
    baseline: replayed.baseline,
    before: replayed.schema,
    after: difference.after,
    changes: difference.changes.map((change) => ({ change, reported: reportChange(change, models, environment, replayed, old) })),
    problems: [
      ...history.problems,
      ...environmentProblems(models),
      ...unreachedProblems(project, models),
      ...stoodInProblems([replayed.schema, normalised.schema]),
      ...replayed.problems,
      ...difference.problems,
    ],
    notUnderstood: [
      ...difference.notUnderstood.map(reportNotUnderstood),
      ...replayed.opaque.map((opaque) => reportNotUnderstood(notReplayed(opaque))),
    ],
    passedOver: difference.passedOver,
    meet: difference.meet,
  };
}

/** What of a revision was not replayed. Rows that are not known keep no table out of the comparison. */
function notReplayed({ revision, reason, place, tables, hides }: Opaque): NotUnderstood {
  if (hides === 'schema') return { message: `revision ${revision} is not replayed from here: ${reason}`, place, tables };
  const whose = tables.length === 0 ? 'some tables' : tables.map(({ name }) => name).join(', ');
  return { message: `revision ${revision}: the rows of ${whose} are not known from here: ${reason}`, place, tables: [], beside: true };
}

/**
 * What a revision does from some point on may be hidden altogether (it raises, it asks a session). It may then have touched every
 * table that its text names.
 */
function withTouchedTables(replayed: HistorySchema, models: Models, textOf: (revision: string) => string): HistorySchema {
  if (replayed.opaque.every((opaque) => opaque.tables.length > 0)) return replayed;
  const tables = [...replayed.schema.tables, ...models.metadata.tables].map(({ schema, name }) => ({ schema: schema ?? 'public', name }));
  const named = (revision: string) => {
    const words = new Set(textOf(revision).match(/\w+/g));
    return tables.filter(
      ({ schema, name }, at) => words.has(name) && tables.findIndex((one) => one.schema === schema && one.name === name) === at,
    );
  };
  return {
    ...replayed,
    opaque: replayed.opaque.map((opaque) => (opaque.tables.length > 0 ? opaque : { ...opaque, tables: named(opaque.revision) })),
  };
}

/** What env.py could not be followed in: it is said, because the metadata that it hands to Alembic may not be the one compared. */
const environmentProblems = (models: Models): readonly Problem[] =>
  models.environmentFailures.map((failure) => ({
    ...placedProblem('environment-unreadable', `env.py cannot be followed to its end: ${failure.message}`, failure.place),
    severity: 'warning',
  }));

/** Models that nothing imports: Alembic would write no migration for them, or drop their tables. */
const unreachedProblems = (project: Project, models: Models): readonly Problem[] =>
  models.unreached.map(({ message, mend, place }) => ({
    ...placedProblem('model-not-imported', message, place),
    severity: 'warning',
    ...(mend && {
      missingImport: { ...mend, line: lineForImport(project.parser.parse(mend.file, project.files.read(mend.file) ?? '').tree) },
    }),
  }));

/** All revisions in order of application, as the shadow takes them. */
export const revisionFiles = (history: History): readonly RevisionFile[] => history.revisions.map(({ id, file }) => ({ id, file }));

function differenceOf(models: Models, normalised: NormaliseResult, replayed: HistorySchema): Difference {
  const refused = refusals(models, normalised);
  const filters = models.filters(replayed.schema);
  const leftOut = leftOutTables(filters, replayed.schema, normalised.schema);
  const left = [
    ...models.notUnderstood,
    ...refused.tables,
    ...leftOut.notUnderstood,
    ...missingTables(models, replayed, leftOut.tables),
    ...replayed.notUnderstood,
  ];
  const meet = {
    schema: normalised.schema,
    unnamed: unnamedObjects(models, normalised.schema),
    leaveOut: [
      ...left.flatMap((reason) => reason.tables),
      ...replayed.opaque.flatMap((opaque) => (opaque.hides === 'schema' ? opaque.tables : [])),
      ...models.unreached.map((model) => model.table),
      ...leftOut.tables,
    ].map((table) => ({
      schema: table.schema ?? 'public',
      table: table.name,
    })),
    doubts: left.flatMap((reason) =>
      (reason.doubts ?? []).map(({ table, column }) => ({ schema: table.schema ?? 'public', table: table.name, column })),
    ),
  };
  const changes = compareSchemas(replayed.schema, normalised.schema, {
    leaveOut: meet.leaveOut,
    doubts: meet.doubts,
    versionTables: [{ schema: models.versionTable.schema ?? 'public', name: models.versionTable.name }],
    unnamed: isUnnamedAmong(meet.unnamed),
  });
  const { kept, passedOver, notUnderstood } = keptChanges(filters, changes);
  return {
    changes: kept,
    passedOver,
    meet,
    after: normalised.schema,
    problems: refused.problems,
    notUnderstood: [...left, ...notUnderstood],
  };
}

const readAtHead = new WeakMap<SourceFiles, Map<string, Models>>();

/** HEAD's models, read once for as long as neither HEAD nor a file on disk changes. */
function modelsAtHead(files: SourceFiles, environment: Environment, project: Project): Models {
  const known = readAtHead.get(files) ?? new Map<string, Models>();
  readAtHead.set(files, known);
  const models = known.get(environment.path) ?? readProjectModels(files, environment, project.parser);
  known.set(environment.path, models);
  return models;
}

/** HEAD's changes by environment, for as long as neither HEAD nor what the revisions leave is another. */
const foundAtHead = new WeakMap<
  SourceFiles,
  ReadonlyMap<string, { readonly replayed: HistorySchema; readonly ids: ReadonlySet<string> }>
>();

/** The ids of the changes that stood already in git's HEAD; null where there is no HEAD, or it cannot be read. */
async function changesAtHead(
  project: Project,
  environment: Environment,
  working: Models,
  replayed: HistorySchema,
): Promise<ReadonlySet<string> | null> {
  const files = await project.head();
  if (!files) return null;
  const known = foundAtHead.get(files)?.get(environment.path);
  if (known?.replayed === replayed) return known.ids;
  const models = modelsAtHead(files, environment, project);
  const same = sameStatements(models, working);
  const normalised = await modelsSchema(
    project,
    same ? working.statements : models.statements,
    !same || project.overlays.size === 0,
    replayed.functions,
  );
  const ids = new Set(differenceOf(models, normalised, replayed).changes.map(changeId));
  foundAtHead.set(files, new Map(foundAtHead.get(files)).set(environment.path, { replayed, ids }));
  return ids;
}

const sameStatements = (a: Models, b: Models): boolean =>
  a.statements.length === b.statements.length && a.statements.every((statement, index) => statement.sql === b.statements[index]?.sql);

/** Statements of the models that PostgreSQL refuses: said in its words at their place, and their tables left out. */
function refusals(models: Models, normalised: NormaliseResult): { problems: readonly Problem[]; tables: readonly NotUnderstood[] } {
  const refused = normalised.refused.flatMap(({ statement, message }) => {
    const asked = models.statements[statement];
    return asked ? [{ asked, message, said: asked.what === 'foreign_key' ? saidOfForeignKey(models, message) : message }] : [];
  });
  const missing = new Set(
    models.notUnderstood.flatMap((reason) => reason.tables).map((table) => `relation "${table.name}" does not exist`),
  );
  return {
    // What fails because a table is missing that was not understood is no mistake of the models.
    problems: refused
      .filter(({ message }) => !missing.has(message) && !mayBeColumn(models, message))
      .map(({ asked, said }) => ({
        ...placedProblem('models-refused', said, asked.place),
        statement: asked.sql,
      })),
    tables: refused.flatMap(({ asked, said }) =>
      asked.table ? [{ message: `PostgreSQL refuses this: ${said}`, place: asked.place, tables: [asked.table] }] : [],
    ),
  };
}

/** A foreign key to a table that no model makes, or that only a model makes which nothing imports. */
function saidOfForeignKey(models: Models, message: string): string {
  const name = /^relation "([^"]+)" does not exist$/.exec(message)?.[1];
  if (name === undefined) return message;
  const isUnreached = models.unreached.some(({ table }) => [table.name, `${table.schema}.${table.name}`].includes(name));
  const why = isUnreached ? 'which only a model makes that nothing imports' : 'which no model makes';
  return `${message}: this foreign key refers to the table ${name}, ${why}`;
}

/** Whether PostgreSQL misses a column that the models may well have. */
function mayBeColumn(models: Models, message: string): boolean {
  const name = /^column "([^"]+)" .*does not exist$/.exec(message)?.[1];
  return (
    name !== undefined && models.notUnderstood.some((reason) => reason.doubts?.some(({ column }) => column === null || column === name))
  );
}

/**
 * Tables that only the revisions have, while a module that may hold them could not be read to its end: it is not known that
 * they were dropped. The same where no model was found at all.
 */
function missingTables(
  models: Models,
  replayed: HistorySchema,
  leftOut: readonly { readonly schema: string; readonly name: string }[],
): readonly NotUnderstood[] {
  const known = new Set([...models.metadata.tables, ...models.unreached.map((model) => model.table), ...leftOut].map(tableKey));
  const missing = replayed.schema.tables.filter((table) => !known.has(tableKey(table)));
  if (missing.length === 0) return [];
  const tables = missing.map(({ schema, name }) => ({ schema, name }));
  if (models.metadata.tables.length === 0 && models.notUnderstood.length === 0)
    return [{ message: 'no models were found in this project', place: null, tables }];
  const nameless = models.notUnderstood.find((reason) => reason.tables.length === 0 && !reason.doubts?.length && !reason.beside);
  if (nameless) return [{ message: `${nameless.message}, which may be one of these tables`, place: nameless.place, tables }];
  const [failure] = [...models.failures, ...models.environmentFailures];
  return failure ? [{ message: `${failure.message}, so models may be missing from here on`, place: failure.place, tables }] : [];
}

/** Constraints and indexes that PostgreSQL had to name itself. */
function unnamedObjects(models: Models, schema: Schema): readonly string[] {
  return models.metadata.tables.flatMap((definition) => {
    const key = { schema: definition.schema ?? 'public', name: definition.name };
    const table = schema.tables.find((candidate) => candidate.schema === key.schema && candidate.name === key.name);
    const named = namesGiven(definition);
    const names = table ? [...table.constraints, ...table.indexes].map((object) => object.name) : [];
    return names.filter((name) => !named.has(name)).map((name) => unnamedKey(key.schema, key.name, name));
  });
}

const namesGiven = (table: TableDefinition): ReadonlySet<string | null> =>
  new Set([...table.constraints, ...table.indexes].map((object) => object.name));

function reportChange(
  change: Change,
  models: Models,
  environment: Environment,
  replayed: HistorySchema,
  old: ReadonlySet<string> | null,
): ReportedChange {
  const id = changeId(change);
  // What stands in no model stands at least in the revision that made its table.
  const created =
    'table' in change ? replayed.creations.find(([key]) => key === tableKey({ schema: change.schema, name: change.table }))?.[1] : null;
  const place = changePlace(change, models.metadata) ??
    created ?? {
      file: environment.envFile ?? environment.configFile,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
    };
  return {
    id,
    kind: change.kind,
    schema: change.schema,
    table: 'table' in change ? change.table : '',
    name: 'name' in change ? change.name : 'table' in change ? change.table : '',
    summary: summary(change),
    file: place.file,
    line: place.line,
    column: place.column,
    endLine: place.endLine,
    endColumn: place.endColumn,
    since: old?.has(id) ? 'head' : 'working',
  };
}

function placedProblem(code: string, message: string, place: Place | null): Problem {
  return {
    code,
    severity: 'error',
    message,
    ...(place && { file: place.file, line: place.line, column: place.column, endLine: place.endLine, endColumn: place.endColumn }),
  };
}
