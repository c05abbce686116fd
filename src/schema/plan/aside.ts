/** What else must step aside while the changes are made: it is not changed itself, but PostgreSQL would refuse or drop it. */
import type { Change } from '../change';
import { mentionsName } from '../definition-text';
import { quoteIdentifier } from '../quoting';
import type { Column, Table } from '../schema';
import { changesKindOfType, dropColumn } from './columns';
import { type Definitions, keyOf, type PlanContext } from './context';
import { isOfEnum, onlyAddsValues } from './enums';
import { dropRelation, inDropOrder, isForeignKey, keyColumns, type Relation, relationKey, relationsOf, standsOn } from './relations';
import type { PlanStep } from './step';

/** A column that is dropped and made again, as PostgreSQL cannot change what it is computed from. */
export interface RemadeColumn {
  readonly table: Table;
  readonly before: Column;
  readonly after: Column;
}

/** Columns whose expression changes, and those computed from a column whose type changes or is made anew. */
export function remadeColumns(changes: readonly Change[], definitions: Definitions): readonly RemadeColumn[] {
  const remade = new Map<string, RemadeColumn>();
  const remake = (table: Table, name: string): void => {
    const before = table.columns.find((column) => column.name === name);
    const after = definitions.after(table.schema, table.name)?.columns.find((column) => column.name === name);
    if (before && after) remade.set(keyOf(keyOf(table.schema, table.name), name), { table, before, after });
  };
  for (const change of changes) {
    if (change.kind === 'alter_enum' && !onlyAddsValues(change.before, change.after)) {
      for (const { table, column } of computedFromEnum(change, definitions)) remake(table, column.name);
    }
    if (change.kind !== 'alter_column') continue;
    const table = definitions.before(change.schema, change.table);
    if (!table) continue;
    if (change.aspects.includes('computed')) remake(table, change.name);
    if (!change.aspects.includes('type') && !change.aspects.includes('collation')) continue;
    for (const column of table.columns) {
      if (column.generated && mentionsName(column.generated.expression, change.name)) remake(table, column.name);
    }
  }
  return [...remade.values()];
}

/**
 * Constraints and indexes that must go first though no change names them: what stands on columns that go or are made
 * again, foreign keys to keys and tables that go, foreign keys between columns whose type changes its kind, and
 * what mentions the values of an enum type that is made anew.
 */
export function relationsAside(
  changes: readonly Change[],
  dropped: readonly Relation[],
  remade: readonly RemadeColumn[],
  definitions: Definitions,
): readonly Relation[] {
  const all = definitions.tablesBefore.flatMap(relationsOf);
  const aside = new Map<string, Relation>();
  const put = (relations: readonly Relation[]): void => {
    for (const relation of relations) aside.set(relationKey(relation), relation);
  };
  const on = (schema: string, table: string) => (relation: Relation) => relation.schema === schema && relation.table === table;
  const refersTo = (schema: string, table: string, column: string | null) => (relation: Relation) =>
    isForeignKey(relation) &&
    relation.item.referredSchema === schema &&
    relation.item.referredTable === table &&
    (column === null || relation.item.referredColumns.includes(column));
  const standing = (schema: string, table: string, column: string): readonly Relation[] =>
    all.filter((relation) => (on(schema, table)(relation) && standsOn(relation, column)) || refersTo(schema, table, column)(relation));

  for (const { table, before } of remade) put(standing(table.schema, table.name, before.name));
  for (const change of changes) {
    if (change.kind === 'drop_column') put(standing(change.schema, change.table, change.name));
    if (change.kind === 'drop_table') {
      put(all.filter((relation) => refersTo(change.schema, change.table, null)(relation) && !on(change.schema, change.table)(relation)));
    }
    if (change.kind === 'alter_column' && changesKindOfType(change)) {
      put(standing(change.schema, change.table, change.name).filter(isForeignKey));
    }
    if (change.kind === 'alter_enum' && !onlyAddsValues(change.before, change.after)) put(mentioningEnum(change, definitions));
  }
  for (const relation of [...dropped, ...aside.values()]) {
    const columns = keyColumns(relation);
    if (!columns) continue;
    put(
      all.filter(
        (other) =>
          refersTo(relation.schema, relation.table, null)(other) && isForeignKey(other) && sameSet(other.item.referredColumns, columns),
      ),
    );
  }
  return [...aside.values()];
}

/** Computed columns that are of the enum type or computed from a column of it. */
function computedFromEnum(
  type: { readonly schema: string; readonly name: string },
  definitions: Definitions,
): readonly { readonly table: Table; readonly column: Column }[] {
  return definitions.tablesBefore.flatMap((table) => {
    const ofType = table.columns.filter((column) => isOfEnum(column, type));
    return table.columns
      .filter(({ generated }) => generated && ofType.some((column) => mentionsName(generated.expression, column.name)))
      .map((column) => ({ table, column }));
  });
}

/** Drops everything that keeps an enum type from being made anew; the ways back make it again. */
export function enumUsersAside(
  type: { readonly schema: string; readonly name: string },
  definitions: Definitions,
  context: PlanContext,
): readonly PlanStep[] {
  const computed = computedFromEnum(type, definitions);
  const standing = computed.flatMap(({ table, column }) => relationsOf(table).filter((relation) => standsOn(relation, column.name)));
  const relations = new Map([...mentioningEnum(type, definitions), ...standing].map((relation) => [relationKey(relation), relation]));
  return [
    ...inDropOrder([...relations.values()]).map((relation) => dropRelation(relation, definitions, context)),
    ...computed.map(({ table, column }) => dropColumn(table.schema, table.name, column, definitions)),
  ];
}

/** Constraints and indexes with a value of the enum type in them: PostgreSQL cannot carry them over to a type made anew. */
function mentioningEnum(type: { readonly schema: string; readonly name: string }, definitions: Definitions): readonly Relation[] {
  const cast = new RegExp(String.raw`::(?:[\w$]+\.|"(?:[^"]|"")*"\.)?${escaped(quoteIdentifier(type.name))}(?![\w$"])`);
  return definitions.tablesBefore
    .filter((table) => table.columns.some((column) => isOfEnum(column, type)))
    .flatMap(relationsOf)
    .filter((relation) => cast.test(relation.item.definition));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((item) => b.includes(item));
