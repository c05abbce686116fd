/** How enum types get and lose values. */
import type { Change } from '../change';
import type { EnumDefinition } from '../definition';
import type { Operation, ReplaceEnum } from '../operation';
import type { Column, EnumType, Table } from '../schema';
import { enumFromCatalog, writtenSchema } from '../table-from-catalog';
import type { Definitions, PlanContext } from './context';
import { joined, type PlanStep } from './step';

type AlterEnum = Extract<Change, { kind: 'alter_enum' }>;
type AlterColumn = Extract<Change, { kind: 'alter_column' }>;

/** Whether a column's type, or its elements', is this enum type. */
export function isOfEnum(column: Column, type: { readonly schema: string; readonly name: string }): boolean {
  return column.namedType?.schema === type.schema && column.namedType.name === type.name;
}

/** Whether PostgreSQL can get from one list of values to the other by ADD VALUE alone. */
export function onlyAddsValues(before: EnumType, after: EnumType): boolean {
  const kept = after.values.filter((value) => before.values.includes(value));
  return kept.join('\n') === before.values.join('\n');
}

export interface ColumnsInChange {
  /** Columns whose default changes with the values: they get the default of the side they go to. */
  readonly altered: readonly AlterColumn[];
  /** Whether a column goes in the same revision: it went before, and comes back after. */
  readonly isDropped: (table: Table, column: Column) => boolean;
}

const noneInChange: ColumnsInChange = { altered: [], isDropped: () => false };

/** Makes the type anew with its new values. */
export function replaceEnum(change: AlterEnum, around: ColumnsInChange, definitions: Definitions, context: PlanContext): PlanStep {
  const { before, after } = bothSides(change, context);
  return {
    upgrade: [replacing(before, after, columnsOf(change, around, definitions, 'after'))],
    downgrade: [replacing(after, before, columnsOf(change, around, definitions, 'before'))],
  };
}

/**
 * Adds values in place, and takes them away again by making the type anew. It comes first in a revision: PostgreSQL does
 * not let a transaction use a value that it added, so this stands in an autocommit block, which commits what was before
 * it. On the way back it comes last, when everything else is as it was: `old` knows it by its old names, and `aside`
 * drops what keeps the type from being made anew.
 */
export function addEnumValues(change: AlterEnum, aside: readonly PlanStep[], old: Definitions, context: PlanContext): PlanStep {
  const { before, after } = bothSides(change, context);
  const edge = (kind: 'begin_autocommit' | 'end_autocommit'): Operation => ({ kind, place: null });
  const users = joined(aside);
  return {
    upgrade: [edge('begin_autocommit'), ...addedValues(change, after), edge('end_autocommit')],
    downgrade: [...users.upgrade, replacing(after, before, columnsOf(change, noneInChange, old, 'before')), ...users.downgrade],
  };
}

function bothSides(change: AlterEnum, context: PlanContext): { readonly before: EnumDefinition; readonly after: EnumDefinition } {
  const before = enumFromCatalog(change.before, context);
  const place = context.enumOf(change.schema, change.name)?.place ?? null;
  return { before, after: { ...before, values: change.after.values, place } };
}

function replacing(before: EnumDefinition, after: EnumDefinition, columns: ReplaceEnum['columns']): ReplaceEnum {
  return { kind: 'replace_enum', place: after.place ?? before.place, before, after, columns };
}

/** Backwards, so that the value before which one stands is there already. */
function addedValues(change: AlterEnum, after: EnumDefinition): readonly Operation[] {
  const values = change.after.values;
  const added = values.map((value, position) => ({ value, position })).filter(({ value }) => !change.before.values.includes(value));
  return [...added].reverse().map(
    ({ value, position }): Operation => ({
      kind: 'add_enum_value',
      place: after.place,
      schema: after.schema,
      name: after.name,
      value,
      before: values[position + 1] ?? null,
    }),
  );
}

function columnsOf(
  change: AlterEnum,
  { altered, isDropped }: ColumnsInChange,
  definitions: Definitions,
  side: 'before' | 'after',
): ReplaceEnum['columns'] {
  return definitions.tablesBefore.flatMap((table) =>
    table.columns
      .filter((column) => isOfEnum(column, change) && !column.generated && !isDropped(table, column))
      .map((column) => ({
        table: definitions.tableName(table.schema, table.name),
        column: column.name,
        array: /\[\]$/.test(column.type),
        default: standingDefault(column, altered.find((one) => isAbout(one, table, column)) ?? null, side),
      })),
  );
}

const isAbout = (change: AlterColumn, table: Table, column: Column): boolean =>
  change.schema === table.schema && change.table === table.name && change.name === column.name;

/** A default that comes or goes is set after the type is made anew, or taken away before: none stands there meanwhile. */
function standingDefault(column: Column, change: AlterColumn | null, side: 'before' | 'after'): string | null {
  if (!change?.aspects.includes('server_default') || change.aspects.includes('type')) return column.default;
  if (column.default === null || change.after.default === null) return null;
  return side === 'before' ? column.default : change.after.default;
}

/** Makes an enum type. */
export function createEnum(type: EnumType, context: PlanContext): Operation {
  const enumType = context.enumOf(type.schema, type.name) ?? enumFromCatalog(type, context);
  return { kind: 'create_enum', place: enumType.place, enumType: { ...enumType, values: type.values }, ifNotExists: false };
}

/** Drops an enum type, remembering its values. */
export function dropEnum(type: EnumType, context: PlanContext): Operation {
  const reverse = enumFromCatalog(type, context);
  return { kind: 'drop_enum', place: null, schema: writtenSchema(type.schema, context), name: type.name, ifExists: false, reverse };
}
