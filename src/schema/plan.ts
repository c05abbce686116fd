/** From changes to the operations of a revision: what a careful person would write, in an order that PostgreSQL accepts. */
import type { Change } from './change';
import type { Operation } from './operation';
import { enumUsersAside, relationsAside, remadeColumns } from './plan/aside';
import { addColumn, alterColumn, changesKindOfType, dropColumn } from './plan/columns';
import { Definitions, keyOf, type PlanContext, type PlanProblem } from './plan/context';
import { addEnumValues, createEnum, dropEnum, isOfEnum, onlyAddsValues, replaceEnum } from './plan/enums';
import { problemsOf } from './plan/problems';
import {
  createRelation,
  dropRelation,
  inCreateOrder,
  inDropOrder,
  isRemade,
  keyColumns,
  type Relation,
  relabel,
  relationKey,
  relationsOf,
} from './plan/relations';
import { renameSteps, renamesIn } from './plan/renames';
import { alterSequence, createSequence, dropSequence } from './plan/sequences';
import { joined, type PlanStep, reversible, sqlStep } from './plan/step';
import { createTable, dropTable } from './plan/tables';
import { quoteIdentifier } from './quoting';
import { renamedSchema } from './renamed-schema';
import type { Column, Constraint, EnumType, ForeignKey, Table } from './schema';
import { type OrderedTables, orderTables } from './table-order';

export type { PlanContext, PlanProblem } from './plan/context';

export interface Plan {
  readonly upgrade: readonly Operation[];
  readonly downgrade: readonly Operation[];
  /** What of the changes could not be written in full. */
  readonly problems: readonly PlanProblem[];
}

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/**
 * The operations that make these changes, and those that undo them. The changes may be some of those that `compareSchemas`
 * found; enum types that they need come along. First come new enum values (see `addEnumValues`), renames and new types, then what is in the way goes, then
 * tables and columns change, then keys, indexes and foreign keys are made, and what is no longer wanted goes last.
 */
export function planOperations(changes: readonly Change[], context: PlanContext): Plan {
  const renames = renamesIn(changes);
  const definitions = new Definitions(context, renamedSchema(context.before, renames));
  const { upgrade, downgrade } = joined(stepsFor(changes, definitions, new Definitions(context, context.before), context));
  return { upgrade, downgrade, problems: problemsOf(changes, definitions, context) };
}

function stepsFor(changes: readonly Change[], definitions: Definitions, old: Definitions, context: PlanContext): readonly PlanStep[] {
  const of = <Kind extends Change['kind']>(kind: Kind): readonly Of<Kind>[] =>
    changes.filter((change): change is Of<Kind> => change.kind === kind);
  const created = orderTables(of('create_table').map((change) => change.after));
  const dropped = orderTables(of('drop_table').map((change) => definitions.before(change.schema, change.table) ?? change.before));
  const remade = remadeColumns(changes, definitions);
  const isRemadeColumn = (schema: string, table: string, name: string): boolean =>
    remade.some((column) => column.table.schema === schema && column.table.name === table && column.before.name === name);
  const gaining = of('alter_enum').filter((change) => onlyAddsValues(change.before, change.after));
  const anew = of('alter_enum').filter((change) => !onlyAddsValues(change.before, change.after));
  const altered = of('alter_column').filter((change) => !isRemadeColumn(change.schema, change.table, change.name));
  const around = aroundEnums(altered, anew);
  const alter = (change: Of<'alter_column'>): PlanStep => alterColumn(change, definitions, context);

  const relations = plannedRelations(changes, dropped, remade, definitions);
  const later = foreignKeysForLater(created, changes, relations.dropped, definitions);
  const droppedItems = new Set(relations.dropped.map((relation) => relation.item));
  const gone = (table: Table): ReadonlySet<Constraint> => new Set(table.constraints.filter((constraint) => droppedItems.has(constraint)));

  const add = (schema: string, table: string, column: Column): PlanStep => addColumn(schema, table, column, definitions, context);
  const added = of('add_column');
  const isComputed = (change: { readonly after: Column }): boolean => change.after.generated !== null;
  const drop = (change: Of<'drop_column'>): PlanStep => dropColumn(change.schema, change.table, change.before, definitions);
  const isOfAnew = (column: Column): boolean => anew.some((type) => isOfEnum(column, type));
  // A computed column goes before what it is computed from, and one of an enum type before the type loses the values it holds.
  const goesFirst = (change: Of<'drop_column'>): boolean => change.before.generated !== null || isOfAnew(change.before);
  const isDropped = (table: Table, column: Column): boolean =>
    dropped.tables.some((one) => one.schema === table.schema && one.name === table.name) ||
    of('drop_column').some((change) => change.schema === table.schema && change.table === table.name && change.name === column.name);
  const tablesGo = [...dropped.tables].reverse().map((table) => dropTable(table, gone(table), definitions));
  const early =
    takesNameOf(dropped.tables, created.tables, relations.created) || dropped.tables.some((table) => table.columns.some(isOfAnew));

  return [
    ...gaining.map((change) => addEnumValues(change, enumUsersAside(change, old, context), old, context)),
    ...missingSchemas(changes, context).map((name) => sqlStep(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(name)}`, null)),
    ...renameSteps(changes, definitions),
    ...[...of('create_enum').map((change) => change.after), ...missingEnums(changes, context)].map((type) =>
      reversible(createEnum(type, context)),
    ),
    ...of('create_sequence').map((change) => createSequence(change.after, context)),
    ...of('alter_sequence').map((change) => alterSequence(change.before, change.after, context)),
    ...inDropOrder(relations.dropped).map((relation) => dropRelation(relation, definitions, context)),
    ...remade.map(({ table, before }) => dropColumn(table.schema, table.name, before, definitions)),
    ...inDroppingOrder(of('drop_column').filter(goesFirst)).map(drop),
    ...(early ? tablesGo : []),
    ...around.first.map(alter),
    ...anew.map((change) => replaceEnum(change, { altered, isDropped }, definitions, context)),
    ...relations.relabelled.map((change) => relabel(change, definitions, context)),
    ...created.tables.map((table) => createTable(table, later, definitions, context)),
    ...added.filter((change) => !isComputed(change)).map((change) => add(change.schema, change.table, change.after)),
    ...around.rest.map(alter),
    ...added.filter(isComputed).map((change) => add(change.schema, change.table, change.after)),
    ...remade.map(({ table, after }) => add(table.schema, table.name, after)),
    ...of('alter_table_comment').map((change) => tableComment(change, definitions)),
    ...inCreateOrder([
      ...relations.created,
      ...created.tables.flatMap((table) => relationsOf(table).filter((relation) => relation.is === 'index' || later.has(relation.item))),
    ]).map((relation) => createRelation(relation, definitions)),
    ...of('drop_column')
      .filter((change) => !goesFirst(change))
      .map(drop),
    ...(early ? [] : tablesGo),
    ...of('drop_sequence').map((change) => dropSequence(change.before, context)),
    ...of('drop_enum').map((change) => reversible(dropEnum(change.before, context))),
  ];
}

/** Computed columns go before the columns that they may be computed from. */
const inDroppingOrder = (changes: readonly Of<'drop_column'>[]): readonly Of<'drop_column'>[] => [
  ...changes.filter((change) => change.before.generated !== null),
  ...changes.filter((change) => change.before.generated === null),
];

interface PlannedRelations {
  readonly dropped: readonly Relation[];
  readonly created: readonly Relation[];
  readonly relabelled: readonly Of<'alter_constraint' | 'alter_index'>[];
}

/** Which constraints and indexes go and come: those that change, those of dropped tables, and those that step aside meanwhile. */
function plannedRelations(
  changes: readonly Change[],
  droppedTables: OrderedTables,
  remade: ReturnType<typeof remadeColumns>,
  definitions: Definitions,
): PlannedRelations {
  const dropped = new Map<string, Relation>();
  const created = new Map<string, Relation>();
  const relabelled: Of<'alter_constraint' | 'alter_index'>[] = [];
  const drop = (relation: Relation): unknown => dropped.set(relationKey(relation), standing(relation, definitions));
  const create = (relation: Relation): unknown => created.set(relationKey(relation), relation);
  for (const change of changes) {
    if (change.kind === 'alter_constraint' || change.kind === 'alter_index') {
      if (isRemade(change)) {
        drop(relationOf(change, change.before));
        create(relationOf(change, change.after));
      } else relabelled.push(change);
    }
    if (change.kind === 'drop_constraint' || change.kind === 'drop_index') drop(relationOf(change, change.before));
    if (change.kind === 'create_constraint' || change.kind === 'create_index') create(relationOf(change, change.after));
  }
  for (const table of droppedTables.tables) for (const relation of relationsOf(table)) if (relation.is === 'index') drop(relation);
  for (const { table, constraint } of droppedTables.closing) {
    drop({ is: 'constraint', schema: table.schema, table: table.name, item: constraint });
  }
  const isDropped = (relation: Relation): boolean =>
    droppedTables.tables.some((table) => table.schema === relation.schema && table.name === relation.table);
  for (const relation of relationsAside(changes, [...dropped.values()], remade, definitions)) {
    if (dropped.has(relationKey(relation))) continue;
    drop(relation);
    if (isDropped(relation)) continue;
    const again = sameAfter(relation, relabelled, definitions);
    if (again) create(again);
  }
  const stays = relabelled.filter((change) => !dropped.has(relationKey(relationOf(change, change.before))));
  return { dropped: [...dropped.values()], created: [...created.values()], relabelled: stays };
}

function relationOf(
  change: Of<'alter_constraint' | 'alter_index' | 'drop_constraint' | 'drop_index' | 'create_constraint' | 'create_index'>,
  item: Relation['item'],
): Relation {
  const on = { schema: change.schema, table: change.table };
  return 'kind' in item ? { is: 'constraint', ...on, item } : { is: 'index', ...on, item };
}

/** The object itself as it stands, under its new names: the one that `relationsOf` its table gives. */
function standing(relation: Relation, definitions: Definitions): Relation {
  const table = definitions.before(relation.schema, relation.table);
  return (table && relationsOf(table).find((other) => relationKey(other) === relationKey(relation))) ?? relation;
}

/** What stepped aside, as it comes back; null where the models do not have it any more. */
function sameAfter(relation: Relation, relabelled: PlannedRelations['relabelled'], definitions: Definitions): Relation | null {
  const renamed = relabelled.find((change) => relationKey(relationOf(change, change.before)) === relationKey(relation));
  if (renamed) return relationOf(renamed, renamed.after);
  const table = definitions.after(relation.schema, relation.table);
  if (!table) return relation;
  return relationsOf(table).find((other) => relationKey(other) === relationKey(relation)) ?? null;
}

/** Foreign keys of new tables that cannot be made with their table: those that close a circle, and those to a key that comes later. */
function foreignKeysForLater(
  created: OrderedTables,
  changes: readonly Change[],
  dropped: readonly Relation[],
  definitions: Definitions,
): ReadonlySet<Constraint> {
  const droppedKeys = new Set(dropped.map(relationKey));
  const waits = (constraint: ForeignKey): boolean => {
    const table = definitions.before(constraint.referredSchema, constraint.referredTable);
    if (!table) return false;
    const hasKey = relationsOf(table).some(
      (relation) =>
        !droppedKeys.has(relationKey(relation)) && keyColumns(relation)?.every((column) => constraint.referredColumns.includes(column)),
    );
    const changesType = changes.some(
      (change) =>
        change.kind === 'alter_column' &&
        change.schema === table.schema &&
        change.table === table.name &&
        changesKindOfType(change) &&
        constraint.referredColumns.includes(change.name),
    );
    return !hasKey || changesType;
  };
  const waiting = created.tables.flatMap((table) =>
    table.constraints.filter((constraint) => constraint.kind === 'foreign_key' && waits(constraint)),
  );
  return new Set([...created.closing.map((entry) => entry.constraint), ...waiting]);
}

interface AlteredColumns {
  /** Before enum types are made anew: defaults that go, as they may be no values any more. */
  readonly first: readonly Of<'alter_column'>[];
  readonly rest: readonly Of<'alter_column'>[];
}

/** Of a column whose enum type is made anew, a default that changes its value changes with the type, and is no step of its own. */
function aroundEnums(changes: readonly Of<'alter_column'>[], anew: readonly Of<'alter_enum'>[]): AlteredColumns {
  const withType = (change: Of<'alter_column'>): boolean =>
    change.aspects.includes('server_default') &&
    !change.aspects.includes('type') &&
    change.before.default !== null &&
    anew.some((type) => isOfEnum(change.before, type));
  const first = changes.filter((change) => withType(change) && change.after.default === null);
  const rest = changes.flatMap((change): readonly Of<'alter_column'>[] => {
    if (!withType(change)) return [change];
    const aspects = change.aspects.filter((aspect) => aspect !== 'server_default');
    return aspects.length === 0 ? [] : [{ ...change, aspects, before: { ...change.before, default: change.after.default } }];
  });
  return { first: first.map((change) => ({ ...change, aspects: ['server_default'] })), rest };
}

/** Whether something new takes a name that a table which goes still holds: tables and what has an index share one room of names. */
function takesNameOf(dropped: readonly Table[], created: readonly Table[], relations: readonly Relation[]): boolean {
  const indexed = (relation: Relation): boolean =>
    relation.is === 'index' || ['primary_key', 'unique', 'exclude'].includes(relation.item.kind);
  const names = (tables: readonly Table[], more: readonly Relation[]): readonly string[] => [
    ...tables.map((table) => keyOf(table.schema, table.name)),
    ...[...tables.flatMap(relationsOf), ...more].filter(indexed).map((relation) => keyOf(relation.schema, relation.item.name)),
  ];
  const held = new Set(names(dropped, []));
  return names(created, relations).some((name) => held.has(name));
}

/** Schemas in which nothing stands yet. They are left on the way back: nobody knows whether they were there before. */
function missingSchemas(changes: readonly Change[], context: PlanContext): readonly string[] {
  const { tables, enums, domains, sequences } = context.before;
  const known = new Set([context.defaultSchema, ...[...tables, ...enums, ...domains, ...sequences].map((item) => item.schema)]);
  const made = changes.filter((change) => ['create_table', 'create_enum', 'create_sequence'].includes(change.kind));
  return [...new Set(made.map((change) => change.schema))].filter((name) => !known.has(name));
}

/** Enum types that the changes need and that no revision makes, though nobody picked them. */
function missingEnums(changes: readonly Change[], context: PlanContext): readonly EnumType[] {
  const columns = changes.flatMap((change): readonly Column[] => {
    if (change.kind === 'create_table') return change.after.columns;
    return change.kind === 'add_column' || change.kind === 'alter_column' ? [change.after] : [];
  });
  const needed = new Set(columns.flatMap(({ namedType }) => (namedType ? [keyOf(namedType.schema, namedType.name)] : [])));
  const known = new Set([
    ...context.before.enums.map((type) => keyOf(type.schema, type.name)),
    ...changes.flatMap((change) => (change.kind === 'create_enum' ? [keyOf(change.schema, change.name)] : [])),
  ]);
  return context.after.enums.filter((type) => needed.has(keyOf(type.schema, type.name)) && !known.has(keyOf(type.schema, type.name)));
}

function tableComment(change: Of<'alter_table_comment'>, definitions: Definitions): PlanStep {
  const { before, after } = change;
  return reversible({
    kind: after === null ? 'drop_table_comment' : 'create_table_comment',
    place: null,
    table: definitions.tableName(change.schema, change.table),
    comment: after,
    existing: before,
  });
}
