/** Renames: what came out of the comparison as a drop and an add, and was neither. Only a person knows; these are the questions. */

import { sameKindOfType } from './casts';
import type { Change } from './change';
import { ordered } from './compare';
import { compareConstraints, compareIndexes, compareTable, differingAspects, type Unnamed } from './compare-table';
import { type Rename, renamedColumn, renamedConstraint, renamedIndex, renamedTable } from './renamed-schema';
import type { Column, Constraint, Index, Table } from './schema';
import { compareText } from './table-order';

export interface RenameCandidate {
  readonly kind: 'table' | 'column';
  readonly schema: string;
  /** The table that holds the column, under the name it has in the models; for a table's own rename its old name. */
  readonly table: string;
  readonly oldName: string;
  readonly newName: string;
  /** From 0 to 1: how much the two are alike. */
  readonly score: number;
}

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/** Below this nobody is asked. */
const likely = 0.5;

/**
 * Pairs of a drop and an add that may be one rename, best first, each name in one pair at most. Columns are compared
 * within one table; a renamed table's columns come up once its rename is applied. Pairs that were `refused` make room for others.
 */
export function renameCandidates(changes: readonly Change[], refused: readonly RenameCandidate[] = []): readonly RenameCandidate[] {
  const tables = pick(changes, 'drop_table').flatMap((dropped) =>
    pick(changes, 'create_table')
      .filter((created) => created.schema === dropped.schema)
      .map((created): RenameCandidate => {
        const names = {
          kind: 'table' as const,
          schema: dropped.schema,
          table: dropped.table,
          oldName: dropped.table,
          newName: created.table,
        };
        return { ...names, score: tableLikeness(dropped.before, created.after) };
      }),
  );
  const columns = pick(changes, 'drop_column').flatMap((dropped) =>
    pick(changes, 'add_column')
      .filter((added) => added.schema === dropped.schema && added.table === dropped.table)
      .map((added): RenameCandidate => {
        const names = { kind: 'column' as const, schema: dropped.schema, table: dropped.table, oldName: dropped.name, newName: added.name };
        return { ...names, score: columnLikeness(dropped.before, added.after) };
      }),
  );
  const isRefused = (candidate: RenameCandidate): boolean => refused.some((other) => sameRename(candidate, other));
  return bestPairs([...tables, ...columns].filter((candidate) => candidate.score >= likely && !isRefused(candidate)));
}

function sameRename(a: RenameCandidate, b: RenameCandidate): boolean {
  return a.kind === b.kind && a.schema === b.schema && a.table === b.table && a.oldName === b.oldName && a.newName === b.newName;
}

function pick<Kind extends Change['kind']>(changes: readonly Change[], kind: Kind): readonly Of<Kind>[] {
  return changes.filter((change): change is Of<Kind> => change.kind === kind);
}

function bestPairs(candidates: readonly RenameCandidate[]): readonly RenameCandidate[] {
  const taken = new Set<string>();
  const place = (candidate: RenameCandidate): string =>
    `${candidate.kind} ${candidate.schema} ${candidate.kind === 'column' ? candidate.table : ''}`;
  const order = [...candidates].sort(
    (a, b) => b.score - a.score || compareText(a.table, b.table) || compareText(a.oldName, b.oldName) || compareText(a.newName, b.newName),
  );
  return order.filter((candidate) => {
    const ends = [`${place(candidate)} from ${candidate.oldName}`, `${place(candidate)} to ${candidate.newName}`];
    if (ends.some((end) => taken.has(end))) return false;
    for (const end of ends) taken.add(end);
    return true;
  });
}

/** Two tables are alike as far as their columns are; a lone `id` says nothing. */
function tableLikeness(before: Table, after: Table): number {
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const shared = after.columns.flatMap((column) => {
    const same = old.get(column.name);
    return same ? [same.type === column.type ? 1 : 0.5] : [];
  });
  const columns = shared.reduce((sum, value) => sum + value, 0) / Math.max(before.columns.length, after.columns.length, 1);
  return shared.length < 2 ? columns * nameLikeness(before.name, after.name) : columns;
}

/** A column of another kind of type is another column; among those of one type the names, NOT NULL and the default decide. */
function columnLikeness(before: Column, after: Column): number {
  if (!sameKindOfType(before.type, after.type)) return 0;
  const type = before.type === after.type ? 0.4 : 0.2;
  const nullable = before.notNull === after.notNull ? 0.15 : 0;
  const filled = before.default === after.default ? 0.1 : 0;
  return type + nullable + filled + 0.35 * nameLikeness(before.name, after.name);
}

/** Dice's coefficient over pairs of letters. */
function nameLikeness(a: string, b: string): number {
  const pairs = (name: string): readonly string[] => [...name.slice(0, -1)].map((letter, at) => letter + (name[at + 1] ?? ''));
  const [first, second] = [pairs(a.toLowerCase()), [...pairs(b.toLowerCase())]];
  if (first.length + second.length === 0) return a === b ? 1 : 0;
  let shared = 0;
  const left = [...second];
  for (const pair of first) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    left.splice(at, 1);
    shared++;
  }
  return (2 * shared) / (first.length + second.length);
}

/**
 * The changes once these renames are taken for what they are: a drop and an add become one rename, with what else
 * differs beside it. PostgreSQL carries constraints and indexes along, so those that differ in nothing but the renamed
 * thing are no changes any more; where the models name them otherwise, they change their names.
 * A candidate without its drop and add among the changes is passed over.
 */
export function applyRenames(changes: readonly Change[], accepted: readonly RenameCandidate[], unnamed: Unnamed): readonly Change[] {
  const tables = accepted.filter((candidate) => candidate.kind === 'table').reduce((left, one) => withTable(left, one, unnamed), changes);
  return ordered(accepted.filter((candidate) => candidate.kind === 'column').reduce((left, one) => withColumn(left, one, unnamed), tables));
}

function withTable(changes: readonly Change[], candidate: RenameCandidate, unnamed: Unnamed): readonly Change[] {
  const { schema, oldName, newName } = candidate;
  const dropped = pick(changes, 'drop_table').find((change) => change.schema === schema && change.table === oldName);
  const created = pick(changes, 'create_table').find((change) => change.schema === schema && change.table === newName);
  if (!dropped || !created) return changes;
  const rename: Rename = { kind: 'table', schema, oldName, newName };
  const rest = changes.filter((change) => change !== dropped && change !== created);
  return [
    { kind: 'rename_table', schema, table: newName, before: dropped.before, after: created.after },
    ...compareTable(renamedTable(dropped.before, rename), created.after, unnamed),
    ...carriedAlong(rest, rename, unnamed),
  ];
}

function withColumn(changes: readonly Change[], candidate: RenameCandidate, unnamed: Unnamed): readonly Change[] {
  const { schema, table, oldName, newName } = candidate;
  const here = (change: Of<'drop_column' | 'add_column'>): boolean => change.schema === schema && change.table === table;
  const dropped = pick(changes, 'drop_column').find((change) => here(change) && change.name === oldName);
  const added = pick(changes, 'add_column').find((change) => here(change) && change.name === newName);
  if (!dropped || !added) return changes;
  const rename: Rename = { kind: 'column', schema, table, oldName, newName };
  const before = renamedColumn(dropped.before, rename);
  const aspects = differingAspects(before, added.after);
  const rest = changes.filter((change) => change !== dropped && change !== added);
  return [
    { kind: 'rename_column', schema, table, name: newName, before: dropped.before, after: added.after },
    ...(aspects.length === 0 ? [] : [{ kind: 'alter_column' as const, schema, table, name: newName, aspects, before, after: added.after }]),
    ...carriedAlong(rest, rename, unnamed),
  ];
}

type OfConstraint = Of<'create_constraint' | 'alter_constraint' | 'drop_constraint'>;
type OfIndex = Of<'create_index' | 'alter_index' | 'drop_index'>;

/** The other changes, with the new names in what stood before: some of them are no differences then. */
function carriedAlong(changes: readonly Change[], rename: Rename, unnamed: Unnamed): readonly Change[] {
  const constraints = changes.filter((change): change is OfConstraint => /_constraint$/.test(change.kind));
  const indexes = changes.filter((change): change is OfIndex => /_index$/.test(change.kind));
  const others = changes.filter((change) => !/_(constraint|index)$/.test(change.kind)).flatMap((change) => carried(change, rename));
  return [
    ...others,
    ...byTable(constraints).flatMap(({ on, group }) => {
      const before = group.flatMap((change) =>
        'before' in change ? [renamedConstraint(change.before, rename, oldPlace(on, rename))] : [],
      );
      return compareConstraints(on, before, afters<Constraint>(group), unnamed);
    }),
    ...byTable(indexes).flatMap(({ on, group }) => {
      const before = group.flatMap((change) => ('before' in change ? [renamedIndex(change.before, rename, oldPlace(on, rename))] : []));
      return compareIndexes(on, before, afters<Index>(group), unnamed);
    }),
  ];
}

interface OnTable {
  readonly schema: string;
  readonly table: string;
}

/** Changes of a renamed table that came from another rename speak of its new name. */
function oldPlace(on: OnTable, rename: Rename): OnTable {
  return rename.kind === 'table' && on.schema === rename.schema && on.table === rename.newName ? { ...on, table: rename.oldName } : on;
}

function afters<T>(group: readonly ({ readonly after: T } | object)[]): readonly T[] {
  return group.flatMap((change) => ('after' in change ? [change.after] : []));
}

function byTable<T extends OnTable>(changes: readonly T[]): readonly { readonly on: OnTable; readonly group: readonly T[] }[] {
  const groups = new Map<string, { on: OnTable; group: T[] }>();
  for (const change of changes) {
    const key = JSON.stringify([change.schema, change.table]);
    const found = groups.get(key);
    if (found) found.group.push(change);
    else groups.set(key, { on: { schema: change.schema, table: change.table }, group: [change] });
  }
  return [...groups.values()];
}

function carried(change: Change, rename: Rename): readonly Change[] {
  if (change.kind === 'drop_table') return [{ ...change, before: renamedTable(change.before, rename) }];
  if (rename.kind !== 'column' || change.kind !== 'alter_column' || change.schema !== rename.schema || change.table !== rename.table) {
    return [change];
  }
  const before = renamedColumn(change.before, rename);
  const aspects = differingAspects(before, change.after);
  return aspects.length === 0 ? [] : [{ ...change, before, aspects }];
}

/**
 * Asks about one candidate after the other until there is none left, tables before columns. `renamed` answers true, false, or
 * null when the person went away: then the result is null.
 */
export async function resolveRenames(
  changes: readonly Change[],
  renamed: (candidate: RenameCandidate) => Promise<boolean | null>,
  unnamed: Unnamed,
): Promise<readonly Change[] | null> {
  const refused: RenameCandidate[] = [];
  let left = changes;
  for (;;) {
    const open = renameCandidates(left, refused);
    const next = open.find((candidate) => candidate.kind === 'table') ?? open[0];
    if (!next) return left;
    const answer = await renamed(next);
    if (answer === null) return null;
    if (answer) left = applyRenames(left, [next], unnamed);
    else refused.push(next);
  }
}
