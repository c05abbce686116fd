/** `generate`: writes the revision for the changes that no revision has, after it was proven. */
import type { Environment } from '../alembic/environment/environment';
import { renderOperations } from '../alembic/render/render-operations';
import { newRevisionFile } from '../alembic/template/new-revision-file';
import type { PlacementRequest } from '../alembic/template/revision-placement';
import type { Change } from '../schema/change';
import type { Unnamed } from '../schema/compare-table';
import type { ColumnType } from '../schema/definition';
import { type PlanContext, planOperations } from '../schema/plan';
import { type RenameCandidate, resolveRenames } from '../schema/renames';
import { typeFromCatalog } from '../sqlalchemy/catalog-types';
import { Cancelled } from './cancellation';
import { wasCompared } from './check';
import { type Comparison, compareProject, type FoundChange, revisionFiles } from './comparison';
import type { Decisions } from './decisions';
import { historyOf } from './environments';
import { Failure } from './failure';
import { withoutContained } from './history-schema';
import { isUnnamedAmong } from './models/unnamed-objects';
import { oneAtATime } from './one-at-a-time';
import { problemText } from './problem-text';
import type { Project } from './project';
import { leftOpen } from './proof-limits';
import type { GenerateResult, Proof } from './results';
import { chosenHeads, placed, revisionId, writtenNotes } from './revision-place';
import { travellingConvention } from './shadow/history-record';
import { writeNewFile } from './write-new-file';

export interface GenerateOptions {
  readonly message: string;
  /** Which of the changes; the rest stay without a migration. */
  readonly takes: (change: FoundChange) => boolean;
  readonly decisions: Decisions;
  /** Where it shall stand, as far as somebody says; else it follows the one head, or the one that is chosen. */
  readonly placement?: Partial<PlacementRequest>;
  readonly revisionId: string | null;
  /** Write nothing, say what would be written. */
  readonly dryRun: boolean;
  readonly prove: boolean;
  readonly now: Date;
  /** Asked when every question has been answered: why nothing shall be written after all, or null. */
  readonly objection?: () => string | null;
  /** Asked for the last time just before the file is written. */
  readonly cancelled?: () => boolean;
  /** Text of the default script.py.mako, for an environment that has none. */
  readonly defaultTemplate: string;
}

/**
 * Generates one revision. Rejects with a Failure when there is nothing to write, when the person went away at a question, and
 * when something keeps the file from being written; then nothing is on disk. A revision whose proof fails is not written either:
 * `written` is false and the proof says where it failed.
 */
export function generate(project: Project, environment: Environment, options: GenerateOptions): Promise<GenerateResult> {
  return oneAtATime(project.root, 'A migration is being generated in this project already. Wait until it is done.', () =>
    generateNow(project, environment, options),
  );
}

async function generateNow(project: Project, environment: Environment, options: GenerateOptions): Promise<GenerateResult> {
  const comparison = await compareProject(project, environment, historyOf(project, environment));
  if (!wasCompared(comparison)) throw new Failure(comparison.problems.map(problemText).join('\n'));
  const taken = comparison.changes.filter(options.takes);
  if (taken.length === 0) throw new Failure(nothingToWrite(comparison));

  const { history } = comparison;
  const id = revisionId(history, options.revisionId);
  const { decisions } = options;
  const heads = options.placement?.heads ?? (await chosenHeads(history, decisions));
  const placement = await placed(environment, history, { ...options.placement, heads, decisions });
  const changes = await decideRenames(
    taken.map((found) => found.change),
    isUnnamedAmong(comparison.meet.unnamed),
    decisions,
  );
  const fills = await decideFills(changes, decisions);
  const objection = options.objection?.() ?? null;
  if (objection !== null) throw new Failure(objection);
  const plan = planOperations(changes, planContext(comparison, fills));
  if (plan.problems.length > 0) throw new Failure(plan.problems.map((problem) => problem.message).join('\n'));

  const render = { batch: comparison.models.renderAsBatch, namingConvention: comparison.models.namingConvention !== null };
  const upgrade = renderOperations(plan.upgrade, render);
  const downgrade = renderOperations(plan.downgrade, render);
  const request = {
    id,
    message: options.message,
    placement,
    createDate: options.now,
    upgrades: upgrade.lines,
    downgrades: downgrade.lines,
    imports: [...new Set([...upgrade.imports, ...downgrade.imports])],
  };
  const made = newRevisionFile(environment, project.files, request, {
    parser: project.parser,
    defaultTemplate: options.defaultTemplate,
  });

  const proof = options.prove ? await proveNew(project, comparison, made, id, taken) : null;
  if (options.cancelled?.()) throw new Cancelled();
  const write = !options.dryRun && (proof?.proven ?? true);
  if (write) writeNewFile(project.root, made.path, made.source);
  if (write) project.filesChanged([made.path]);
  return {
    revision: id,
    parents: placement.parents,
    file: made.path,
    source: made.source,
    written: write,
    changes: taken.map((found) => found.reported),
    notUnderstood: comparison.notUnderstood,
    proof,
    notes: write ? writtenNotes(project, environment, made.path, true) : [],
  };
}

function nothingToWrite(comparison: Comparison): string {
  if (comparison.changes.length > 0) {
    const names = comparison.changes.map(({ reported }) => reported.id).join('\n  ');
    return `None of the changes was chosen, so there is nothing to write. There is:\n  ${names}`;
  }
  const gaps = comparison.notUnderstood.length;
  return gaps === 0
    ? 'The models and the revisions agree: there is nothing to write.'
    : `As far as they were understood, the models and the revisions agree: there is nothing to write (${gaps} not understood, see check).`;
}

const wentAway = 'Nothing was written: a question stayed without an answer.';

async function decideRenames(changes: readonly Change[], unnamed: Unnamed, decisions: Decisions): Promise<readonly Change[]> {
  const ask = ({ kind, schema, table, oldName, newName }: RenameCandidate) =>
    decisions.renamed({ kind, table: schema === 'public' ? table : `${schema}.${table}`, oldName, newName });
  const decided = await resolveRenames(changes, ask, unnamed);
  if (decided === null) throw new Failure(wentAway);
  return decided;
}

/** What fills the rows that stand, for every column that is NOT NULL from now on and brings no value of its own. */
async function decideFills(changes: readonly Change[], decisions: Decisions): Promise<ReadonlyMap<string, string>> {
  const fills = new Map<string, string>();
  for (const change of changes) {
    if (!needsFill(change)) continue;
    const { schema, table, name, after } = change;
    const reason = change.kind === 'add_column' ? 'added' : 'altered';
    const answer = await decisions.fillFor(schema === 'public' ? table : `${schema}.${table}`, name, after.type, reason);
    if (answer === null) throw new Failure(wentAway);
    if (answer !== '') fills.set(fillKey(schema, table, name), answer);
  }
  return fills;
}

type BecomingNotNull = Extract<Change, { kind: 'add_column' | 'alter_column' }>;

function needsFill(change: Change): change is BecomingNotNull {
  if (change.kind !== 'add_column' && !(change.kind === 'alter_column' && change.aspects.includes('nullable'))) return false;
  const { notNull, default: serverDefault, identity, generated } = change.after;
  return notNull && serverDefault === null && identity === null && generated === null;
}

const fillKey = (schema: string, table: string, column: string): string => JSON.stringify([schema, table, column]);

function planContext(comparison: Comparison, fills: ReadonlyMap<string, string>): PlanContext {
  const { metadata } = comparison.models;
  const enums = [...metadata.enums, ...metadata.tables.flatMap((table) => table.columns.flatMap((column) => column.type.enumType ?? []))];
  const named = <T extends { schema: string | null; name: string }>(all: readonly T[], schema: string, name: string): T | null =>
    all.find((candidate) => (candidate.schema ?? 'public') === schema && candidate.name === name) ?? null;
  return {
    definitionOf: (schema, table) => named(metadata.tables, schema, table),
    enumOf: (schema, name) => named(enums, schema, name),
    sequenceOf: (schema, name) => named(metadata.sequences, schema, name),
    typeOfCatalog: (type, namedType): ColumnType | null => {
      const standing =
        namedType && comparison.before.enums.find(({ schema, name }) => schema === namedType.schema && name === namedType.name);
      return typeFromCatalog(
        type,
        standing ? { ...standing, schema: standing.schema === 'public' ? null : standing.schema, place: null } : null,
      );
    },
    before: comparison.before,
    after: comparison.after,
    fill: (schema, table, column) => fills.get(fillKey(schema, table, column)) ?? null,
    defaultSchema: 'public',
  };
}

async function proveNew(
  project: Project,
  comparison: Comparison,
  made: { readonly path: string; readonly source: string },
  id: string,
  taken: readonly FoundChange[],
): Promise<Proof> {
  const asked = new Set(taken.map((found) => found.reported.id));
  const proof = await project.shadow.prove({
    root: project.root,
    baseline: comparison.baseline.statements,
    texts: [...project.overlays, [made.path, made.source]],
    environment: comparison.environment,
    versionTable: comparison.models.versionTable,
    namingConvention: travellingConvention(comparison.models.namingConvention),
    before: withoutContained(revisionFiles(comparison.history), comparison.baseline),
    revisions: [{ id, file: made.path }],
    models: {
      ...comparison.meet,
      remaining: [...comparison.passedOver, ...comparison.changes.map((found) => found.reported.id).filter((change) => !asked.has(change))],
    },
  });
  return { ...proof, limits: [...proof.limits, ...leftOpen(comparison, asked)] };
}
