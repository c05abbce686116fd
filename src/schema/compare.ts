/** What must change so that the schema which the revisions leave becomes the one which the models ask for. */
import type { Change } from './change';
import { compareTable, type Unnamed } from './compare-table';
import { isDoubtful, type TableDoubt } from './doubts';
import type { Column, EnumType, Schema, Sequence, Table } from './schema';
import { compareText, orderTables } from './table-order';

export interface CompareOptions {
  /** Tables that were not understood: nothing is said of them, nor of enums and sequences that only they use. */
  readonly leaveOut: readonly { readonly schema: string; readonly table: string }[];
  /** What may stand in the models beside what is known of them. */
  readonly doubts: readonly TableDoubt[];
  /** Tables that belong to Alembic. */
  readonly versionTables: readonly { readonly schema: string; readonly name: string }[];
  /** True where the models did not name that constraint or index: it is then matched by what it does, not by its name. */
  readonly unnamed: Unnamed;
}

/**
 * Compares two schemas that the same PostgreSQL printed. Creating or dropping a table stands for all that is on it.
 * Not counted as differences: the order of columns, NOT VALID, indexes left invalid, extensions, domains, how a table is
 * stored (UNLOGGED, WITH, PARTITION BY, INHERITS), and partitions that no model declares while a model declares their
 * parent (they come and go with the data).
 * The changes come in the order in which they could be made.
 */
export function compareSchemas(before: Schema, after: Schema, options: CompareOptions): readonly Change[] {
  const silent = new Set(options.leaveOut.map((table) => keyOf(table.schema, table.table)));
  const isSilent = (table: Table): boolean =>
    silent.has(keyOf(table.schema, table.name)) ||
    options.versionTables.some(({ schema, name }) => schema === table.schema && name === table.name);
  const stood = new Map(before.tables.filter((table) => !isSilent(table)).map((table) => [tableKey(table), table]));
  const stands = new Map(after.tables.filter((table) => !isSilent(table)).map((table) => [tableKey(table), table]));

  const created = orderTables([...stands.values()].filter((table) => !stood.has(tableKey(table))));
  const dropped = orderTables(
    [...stood.values()].filter((table) => !stands.has(tableKey(table)) && !(table.partitionOf && stands.has(tableKey(table.partitionOf)))),
  );
  const within = [...stands.values()].flatMap((table) => {
    const old = stood.get(tableKey(table));
    return old ? compareTable(old, table, options.unnamed) : [];
  });
  const refersToSilent = (change: Change): boolean =>
    change.kind === 'drop_constraint' &&
    change.before.kind === 'foreign_key' &&
    silent.has(keyOf(change.before.referredSchema, change.before.referredTable));

  const changes = ordered([
    ...compareEnums(before, after, isSilent),
    ...compareSequences(before, after, isSilent),
    ...created.tables.map((table): Change => ({ kind: 'create_table', schema: table.schema, table: table.name, after: table })),
    ...within.filter((change) => !refersToSilent(change)),
    ...[...dropped.tables]
      .reverse()
      .map((table): Change => ({ kind: 'drop_table', schema: table.schema, table: table.name, before: table })),
  ]);
  return changes.filter((change) => !isDoubtful(change, before, after, options.doubts));
}

const keyOf = (schema: string, name: string): string => JSON.stringify([schema, name]);
const tableKey = (table: { readonly schema: string; readonly name: string }): string => keyOf(table.schema, table.name);

const ranks: readonly (readonly Change['kind'][])[] = [
  ['create_enum', 'alter_enum'],
  ['create_sequence', 'alter_sequence'],
  ['rename_table'],
  ['rename_column'],
  ['create_table'],
  ['alter_table_comment'],
  ['add_column'],
  ['alter_column'],
  ['create_constraint', 'alter_constraint'],
  ['create_index', 'alter_index'],
  ['drop_index'],
  ['drop_constraint'],
  ['drop_column'],
  ['drop_table'],
  ['drop_sequence'],
  ['drop_enum'],
];

/** Changes in the order in which they could be made; within one kind they stay as they are, so tables keep theirs. */
export function ordered(changes: readonly Change[]): readonly Change[] {
  const rank = (change: Change): number => ranks.findIndex((kinds) => kinds.includes(change.kind));
  return changes
    .map((change, position) => ({ change, position }))
    .sort((a, b) => rank(a.change) - rank(b.change) || a.position - b.position)
    .map((entry) => entry.change);
}

interface Users {
  readonly silent: boolean;
  readonly spoken: boolean;
}

function usersOf(schema: Schema, isSilent: (table: Table) => boolean, uses: (column: Column) => boolean): Users {
  const users = schema.tables.filter((table) => table.columns.some(uses));
  return { silent: users.some(isSilent), spoken: users.some((table) => !isSilent(table)) };
}

function compareEnums(before: Schema, after: Schema, isSilent: (table: Table) => boolean): readonly Change[] {
  const ofType = (type: EnumType) => (column: Column) => column.namedType?.name === type.name && column.namedType.schema === type.schema;
  const onlySilent = (schema: Schema, type: EnumType): boolean => {
    const users = usersOf(schema, isSilent, ofType(type));
    return users.silent && !users.spoken;
  };
  const { added, dropped, kept } = sides(before.enums, after.enums);
  return [
    ...added
      .filter((type) => !onlySilent(after, type))
      .map((type): Change => ({ kind: 'create_enum', schema: type.schema, name: type.name, after: type })),
    ...kept
      .filter((pair) => !sameTexts(pair.before.values, pair.after.values) && !onlySilent(before, pair.before))
      .map((pair): Change => ({ kind: 'alter_enum', schema: pair.after.schema, name: pair.after.name, ...pair })),
    ...dropped
      .filter((type) => !usersOf(before, isSilent, ofType(type)).silent)
      .map((type): Change => ({ kind: 'drop_enum', schema: type.schema, name: type.name, before: type })),
  ];
}

function compareSequences(before: Schema, after: Schema, isSilent: (table: Table) => boolean): readonly Change[] {
  const { added, dropped, kept } = sides(before.sequences, after.sequences);
  const takenBy = (sequence: Sequence) => (column: Column) => takesFrom(column, sequence);
  const keepsGiving = (sequence: Sequence): boolean => {
    const keepers = new Set(after.tables.flatMap((table) => table.columns.map((column) => keyOf(tableKey(table), column.name))));
    return before.tables.some((table) =>
      table.columns.some(
        (column) =>
          takesFrom(column, sequence) &&
          (isSilent(table) || (keepers.has(keyOf(tableKey(table), column.name)) && staysSerial(table, column))),
      ),
    );
  };
  const staysSerial = (table: Table, column: Column): boolean =>
    after.tables.some(
      (other) => tableKey(other) === tableKey(table) && other.columns.some((one) => one.name === column.name && one.serial),
    );
  return [
    ...added
      .filter((sequence) => {
        const users = usersOf(after, isSilent, takenBy(sequence));
        return !users.silent || users.spoken;
      })
      .map((sequence): Change => ({ kind: 'create_sequence', schema: sequence.schema, name: sequence.name, after: sequence })),
    ...kept
      .filter((pair) => sequenceText(pair.before) !== sequenceText(pair.after))
      .map((pair): Change => ({ kind: 'alter_sequence', schema: pair.after.schema, name: pair.after.name, ...pair })),
    ...dropped
      .filter((sequence) => !keepsGiving(sequence))
      .map((sequence): Change => ({ kind: 'drop_sequence', schema: sequence.schema, name: sequence.name, before: sequence })),
  ];
}

/** Whether a column's default is the next number of this sequence, as PostgreSQL prints it: `nextval('name'::regclass)`. */
function takesFrom(column: Column, sequence: Sequence): boolean {
  const named = /^nextval\('((?:[^']|'')*)'/.exec(column.default ?? '')?.[1];
  if (named === undefined) return false;
  const bare = named.replaceAll('"', '').replaceAll("''", "'");
  return bare === sequence.name || bare === `${sequence.schema}.${sequence.name}`;
}

const sequenceText = (sequence: Sequence): string => JSON.stringify(Object.entries(sequence).sort(([a], [b]) => compareText(a, b)));
const sameTexts = (a: readonly string[], b: readonly string[]): boolean => JSON.stringify(a) === JSON.stringify(b);

function sides<T extends { readonly schema: string; readonly name: string }>(before: readonly T[], after: readonly T[]) {
  const stood = new Map(before.map((item) => [tableKey(item), item]));
  const stands = new Set(after.map(tableKey));
  const kept = after.flatMap((item) => {
    const old = stood.get(tableKey(item));
    return old ? [{ before: old, after: item }] : [];
  });
  return {
    added: after.filter((item) => !stood.has(tableKey(item))),
    dropped: before.filter((item) => !stands.has(tableKey(item))),
    kept,
  };
}
