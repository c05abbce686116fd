/** The changes within one table that stands on both sides. */
import type { Change, ColumnAspect } from './change';
import { constraintText, indexText, settledText } from './definition-text';
import type { Column, Constraint, Identity, Index, Table } from './schema';

/** Whether the models left the name of a constraint or index to PostgreSQL. */
export type Unnamed = (schema: string, table: string, constraintOrIndexName: string) => boolean;

/** What must change within a table; both sides bear the same name. Column order is no difference. */
export function compareTable(before: Table, after: Table, unnamed: Unnamed): readonly Change[] {
  const table = { schema: after.schema, table: after.name };
  const comment: readonly Change[] =
    before.comment === after.comment ? [] : [{ kind: 'alter_table_comment', ...table, before: before.comment, after: after.comment }];
  return [
    ...comment,
    ...compareColumns(table, before, after),
    ...compareConstraints(table, before.constraints, after.constraints, unnamed),
    ...compareIndexes(table, before.indexes, after.indexes, unnamed),
  ];
}

interface OnTable {
  readonly schema: string;
  readonly table: string;
}

function compareColumns(table: OnTable, before: Table, after: Table): readonly Change[] {
  const stood = new Map(before.columns.map((column) => [column.name, column]));
  const stands = new Set(after.columns.map((column) => column.name));
  const kept = after.columns.flatMap((column): readonly Change[] => {
    const old = stood.get(column.name);
    if (!old) return [{ kind: 'add_column', ...table, name: column.name, after: column }];
    const aspects = differingAspects(old, column);
    return aspects.length === 0 ? [] : [{ kind: 'alter_column', ...table, name: column.name, aspects, before: old, after: column }];
  });
  const dropped = before.columns
    .filter((column) => !stands.has(column.name))
    .map((column): Change => ({ kind: 'drop_column', ...table, name: column.name, before: column }));
  return [...kept, ...dropped];
}

/** In which respects two columns differ. The sequences behind two serial columns may bear different names. */
export function differingAspects(before: Column, after: Column): readonly ColumnAspect[] {
  const aspects: ColumnAspect[] = [];
  if (before.type !== after.type || !sameName(before.namedType, after.namedType)) aspects.push('type');
  if (before.notNull !== after.notNull) aspects.push('nullable');
  if (!sameDefault(before, after)) aspects.push('server_default');
  if (!sameIdentity(before.identity, after.identity)) aspects.push('identity');
  if (expressionOf(before) !== expressionOf(after) || before.generated?.stored !== after.generated?.stored) aspects.push('computed');
  if (before.collation !== after.collation) aspects.push('collation');
  if (before.comment !== after.comment) aspects.push('comment');
  return aspects;
}

const expressionOf = (column: Column): string | null => column.generated && settledText(column.generated.expression);

function sameName(a: Column['namedType'], b: Column['namedType']): boolean {
  return a?.schema === b?.schema && a?.name === b?.name;
}

const takesFromSequence = (column: Column): boolean => column.serial || /^nextval\(/.test(column.default ?? '');

/**
 * A text's default without the name of the type that it was first written for: ALTER COLUMN TYPE leaves `''::character varying` as it was
 * on a column that is TEXT now, and both are the same text.
 */
function plainDefault({ default: written, type }: Column): string | null {
  const literal = /^('(?:[^']|'')*')::(?:text|character varying)$/.exec(written ?? '')?.[1];
  return literal !== undefined && /^(?:text|character varying(?:\(\d+\))?|citext)$/.test(type) ? literal : written;
}

/** A sequence that the column owns and one that it only uses give the same numbers: no change is worth making of it. */
function sameDefault(before: Column, after: Column): boolean {
  if (plainDefault(before) === plainDefault(after) && before.serial === after.serial) return true;
  return (before.serial || after.serial) && takesFromSequence(before) && takesFromSequence(after);
}

function sameIdentity(a: Identity | null, b: Identity | null): boolean {
  if (!a || !b) return a === b;
  return (
    a.always === b.always &&
    a.start === b.start &&
    a.increment === b.increment &&
    a.minValue === b.minValue &&
    a.maxValue === b.maxValue &&
    a.cache === b.cache &&
    a.cycle === b.cycle
  );
}

/** Changes of constraints; also used for what is left after a rename. */
export function compareConstraints(
  table: OnTable,
  before: readonly Constraint[],
  after: readonly Constraint[],
  unnamed: Unnamed,
): readonly Change[] {
  const isUnnamed = (name: string): boolean => unnamed(table.schema, table.table, name);
  const matched = match(before, after, (constraint) => `${constraintText(constraint)}\n${constraint.comment ?? ''}`, isUnnamed);
  return [
    ...matched.altered.map(
      (pair): Change => ({ kind: 'alter_constraint', ...table, name: pair.after.name, before: pair.before, after: pair.after }),
    ),
    ...matched.added.map((constraint): Change => ({ kind: 'create_constraint', ...table, name: constraint.name, after: constraint })),
    ...matched.dropped.map((constraint): Change => ({ kind: 'drop_constraint', ...table, name: constraint.name, before: constraint })),
  ];
}

/** Changes of indexes; also used for what is left after a rename. */
export function compareIndexes(table: OnTable, before: readonly Index[], after: readonly Index[], unnamed: Unnamed): readonly Change[] {
  const isUnnamed = (name: string): boolean => unnamed(table.schema, table.table, name);
  const matched = match(before, after, (index) => `${indexText(index)}\n${index.comment ?? ''}`, isUnnamed);
  return [
    ...matched.altered.map(
      (pair): Change => ({ kind: 'alter_index', ...table, name: pair.after.name, before: pair.before, after: pair.after }),
    ),
    ...matched.added.map((index): Change => ({ kind: 'create_index', ...table, name: index.name, after: index })),
    ...matched.dropped.map((index): Change => ({ kind: 'drop_index', ...table, name: index.name, before: index })),
  ];
}

interface Matched<T> {
  readonly altered: readonly { readonly before: T; readonly after: T }[];
  readonly added: readonly T[];
  readonly dropped: readonly T[];
}

/**
 * Finds for each object of the models the one in the revisions, in this order: equal in name and text; of the same name,
 * where the models gave it; equal in text, where they left the name to PostgreSQL; of the same name; equal in text under
 * another name, which is a rename.
 */
function match<T extends { readonly name: string; readonly kind?: string }>(
  before: readonly T[],
  after: readonly T[],
  text: (item: T) => string,
  isUnnamed: (name: string) => boolean,
): Matched<T> {
  const oldOnes = new Set(before);
  const newOnes = new Set(after);
  const altered: { before: T; after: T }[] = [];
  const pair = (fits: (older: T, newer: T) => boolean, changed: boolean): void => {
    for (const newer of newOnes) {
      const older = [...oldOnes].find((candidate) => fits(candidate, newer));
      if (!older) continue;
      oldOnes.delete(older);
      newOnes.delete(newer);
      if (changed) altered.push({ before: older, after: newer });
    }
  };
  const sameName = (older: T, newer: T): boolean => older.name === newer.name && older.kind === newer.kind;
  const sameText = (older: T, newer: T): boolean => text(older) === text(newer);
  pair((older, newer) => sameName(older, newer) && sameText(older, newer), false);
  pair((older, newer) => sameName(older, newer) && !isUnnamed(newer.name), true);
  pair((older, newer) => sameText(older, newer) && isUnnamed(newer.name), false);
  pair(sameName, true);
  pair(sameText, true);
  return { altered, added: [...newOnes], dropped: [...oldOnes] };
}
