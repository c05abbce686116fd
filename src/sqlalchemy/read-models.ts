/** The tables that a project's models make, once its modules have run. */
import { attempt as attemptCall } from '../python/attempt';
import { unknown } from '../python/native';
import type { Place } from '../python/place';
import type { Program, Remembered } from '../python/program';
import type { UnknownValue, Value } from '../python/values';
import type { MetadataDefinition, NotUnderstood, SequenceDefinition, TableDefinition } from '../schema/definition';
import { knowsEveryTable, missingReference } from './missing-references';
import { ddlRecord } from './modules/events';
import { columnsItemRecord, tableRecord, unknownTableRecord } from './modules/schema-items';
import { homePlaces } from './packages/home-places';
import { versionTables } from './packages/version-tables';
import { raisingStatements } from './raising-statements';
import { columnObjects, tableDefinition } from './read/table-object';
import { MetaDataObject, SchemaItem, TableObject } from './schema-objects';
import { sequencesOf, standaloneObjects, uniqueSequences } from './standalone-objects';
import { unmappedClasses } from './unmapped-classes';
import { attempt, isUnknown, placedIn } from './unreadable';

export interface ModelsReading {
  readonly metadata: MetadataDefinition;
  readonly notUnderstood: readonly NotUnderstood[];
}

/**
 * Reads the tables of the given MetaData objects (what env.py calls `target_metadata`: one, or the items of a list), or of
 * every MetaData that got a table when null. A table that is not wholly understood is left out and said in `notUnderstood`.
 * The order is that in which the tables were made. `belongs` takes only some of the tables.
 */
export function readModels(
  program: Program,
  metadata: readonly Value[] | null,
  belongs: (table: TableObject) => boolean = () => true,
): ModelsReading {
  const notUnderstood: NotUnderstood[] = [];
  const chosen = metadata && new Set(metadata.flatMap((value) => metadataOf(value, notUnderstood)));
  const tables: TableDefinition[] = [];
  const sequences: SequenceDefinition[] = [];
  const seen = new Set<TableObject>();
  const own = projectsMetadata(program);
  const unmapped = unmappedClasses(program);
  const complete = unmapped.length === 0 && knowsEveryTable(program);
  for (const { kind, value, place, uncertain } of program.recorded) {
    // What an installed package does not let know of itself is no matter of the project.
    if (kind !== tableRecord && isOutside(program, place)) continue;
    if (kind === unknownTableRecord && value.type === 'unknown') {
      const said = placedIn(value, place);
      notUnderstood.push({ message: said.reason, place: said.place, tables: [] });
    }
    const lost = kind === columnsItemRecord && value.type === 'instance' ? withoutTable(value.host) : null;
    if (lost) notUnderstood.push({ message: lost.reason, place: lost.place, tables: [] });
    if (kind === ddlRecord && value.type === 'unknown')
      notUnderstood.push({ message: value.reason, place: value.place, tables: [], beside: true });
    if (kind !== tableRecord || value.type !== 'instance' || !(value.host instanceof TableObject)) continue;
    const table = value.host;
    if (table.removed || seen.has(table) || !(chosen ?? own).has(table.metadata) || !belongs(table)) continue;
    seen.add(table);
    const problem = uncertain ?? table.problems[0];
    const [refusal] = problem ? [] : table.refusals;
    if (refusal) {
      notUnderstood.push(saying(refusal, table));
      continue;
    }
    const read = problem ? placedIn(problem, table.place) : readOnce(program, table);
    const lacking = isUnknown(read) ? null : lackingKey(table, read);
    const missing = complete && !isUnknown(read) ? missingReference(table, read) : null;
    if (isUnknown(read)) notUnderstood.push(saying(isOutside(program, read.place) ? { ...read, place: table.place } : read, table));
    else if (missing) notUnderstood.push(saying(missing, table));
    else if (lacking) notUnderstood.push(saying(placedIn(lacking, table.place), table));
    else {
      notUnderstood.push(...doubtsOf(table));
      tables.push(read);
      sequences.push(...sequencesOf(program.interpreter, columnObjects(table)));
    }
  }
  notUnderstood.push(...unmapped, ...raisingStatements(program));
  const alone = standaloneObjects(program, chosen);
  notUnderstood.push(...alone.notUnderstood);
  notUnderstood.push(...versionTables(program, tables));
  const { enums, domains } = alone;
  return { metadata: { tables, enums, domains, sequences: uniqueSequences([...alone.sequences, ...sequences]) }, notUnderstood };
}

/** The tables as they were read last, by their columns. */
const readBefore = new WeakMap<object, Remembered<TableDefinition | UnknownValue>>();

const readOnce = (program: Program, table: TableObject): TableDefinition | UnknownValue =>
  program.remember(readBefore, table.columns, () => understood(program, table.place, () => readTableObject(program, table)));

/** The outcome of `read`, which may call into the project (`get_col_spec`, `load_dialect_impl`); what that raises is a reason too. */
function understood<Result>(program: Program, place: Place | null, read: () => Result): Result | UnknownValue {
  const start = place ?? { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const outcome = attemptCall(program.interpreter, start, () => attempt(read, place));
  return 'failure' in outcome ? unknown(outcome.failure.message, outcome.failure.place) : outcome.result;
}

/** Why a table without a primary key is not whole: SQLAlchemy maps none, so a base that is not understood brings it. */
function lackingKey(table: TableObject, read: TableDefinition): UnknownValue | null {
  if (read.constraints.some((constraint) => constraint.kind === 'primary_key')) return null;
  return table.doubts[0]?.why ?? null;
}

/** What may be columns beside those that are known: the table counts all the same. */
function doubtsOf(table: TableObject): readonly NotUnderstood[] {
  return table.doubts.map(({ column, why }) => {
    const { reason, place } = placedIn(why, table.place);
    return { message: reason, place, tables: [], doubts: [{ table: { schema: table.schema, name: table.name }, column }] };
  });
}

const isOutside = (program: Program, place: Place | null): boolean => place !== null && !program.belongsToProject(place.file);

/** Why an index or a constraint stands on no table though it was given something: it would have found its table by that. */
function withoutTable(host: unknown): UnknownValue | null {
  if (!(host instanceof SchemaItem) || host.table) return null;
  const given = host.args.positional.flatMap((value) => (value.type === 'list' || value.type === 'tuple' ? value.items : [value]));
  const unread = given.find((value): value is UnknownValue => value.type === 'unknown');
  return unread ? placedIn({ ...unread, reason: `the table of this ${host.kind}, which speaks of ${unread.reason}` }, host.place) : null;
}

/** Every MetaData that got a table of the project: one that only an installed package put tables into is that package's. */
function projectsMetadata(program: Program): ReadonlySet<MetaDataObject> {
  const tables = program.recorded.flatMap(({ kind, value, place }) =>
    kind === tableRecord && value.type === 'instance' && value.host instanceof TableObject ? [{ table: value.host, place }] : [],
  );
  return new Set(tables.flatMap(({ table, place }) => (isOutside(program, place) ? [] : [table.metadata])));
}

/** A MetaData, or what holds one as `.metadata` does (a declarative base, `db`). */
function metadataOf(value: Value, notUnderstood: NotUnderstood[]): readonly MetaDataObject[] {
  if (value.type === 'instance' && value.host instanceof MetaDataObject) return [value.host];
  if (value.type === 'list' || value.type === 'tuple') return value.items.flatMap((item) => metadataOf(item, notUnderstood));
  const reason = value.type === 'unknown' ? value.reason : 'target_metadata, which is no MetaData';
  if (value.type !== 'None') notUnderstood.push({ message: reason, place: value.place, tables: [] });
  return [];
}

function saying({ reason, place }: UnknownValue, table: TableObject): NotUnderstood {
  return { message: reason, place: place ?? table.place, tables: [{ schema: table.schema, name: table.name }] };
}

function readTableObject(program: Program, table: TableObject): TableDefinition {
  return homePlaces(tableDefinition(program.interpreter, table), (file) => !program.belongsToProject(file));
}
