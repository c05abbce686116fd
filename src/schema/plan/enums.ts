/** How enum types get and lose values. */
import type { Change } from '../change';
import type { EnumDefinition } from '../definition';
import type { Operation, ReplaceEnum } from '../operation';
import { quoteLiteral } from '../quoting';
import type { Column, EnumType, Table } from '../schema';
import { enumFromCatalog, writtenSchema } from '../table-from-catalog';
import type { Definitions, PlanContext } from './context';
import { joined, type PlanStep } from './step';

type AlterEnum = Extract<Change, { kind: 'alter_enum' }>;

/** Whether a column's type, or its elements', is this enum type. */
export function isOfEnum(column: Column, type: { readonly schema: string; readonly name: string }): boolean {
  return column.namedType?.schema === type.schema && column.namedType.name === type.name;
}

/** Whether PostgreSQL can get from one list of values to the other by ADD VALUE alone. */
export function onlyAddsValues(before: EnumType, after: EnumType): boolean {
  const kept = after.values.filter((value) => before.values.includes(value));
  return kept.join('\n') === before.values.join('\n');
}

/**
 * New values are added in place, and taken away again by making the type anew; so is everything else. A column whose
 * default changes with the values gets the default of the side it goes to. `mentioning` drops what stands there before
 * and mentions the type's values: it steps aside on the way back.
 */
export function alterEnum(change: AlterEnum, mentioning: readonly PlanStep[], definitions: Definitions, context: PlanContext): PlanStep {
  const before = enumFromCatalog(change.before, context);
  const after: EnumDefinition = {
    ...before,
    values: change.after.values,
    place: context.enumOf(change.schema, change.name)?.place ?? null,
  };
  const replace = (from: EnumDefinition, to: EnumDefinition, side: 'before' | 'after'): ReplaceEnum => ({
    kind: 'replace_enum',
    place: after.place,
    before: from,
    after: to,
    columns: columnsOf(change, definitions, side),
  });
  const back = replace(after, before, 'before');
  if (!onlyAddsValues(change.before, change.after)) return { upgrade: [replace(before, after, 'after')], downgrade: [back] };
  const aside = joined(mentioning);
  return {
    upgrade: addedValues(change, after, usedAtOnce(change, definitions)),
    downgrade: [...aside.upgrade, back, ...aside.downgrade],
  };
}

/** Backwards, so that the value before which one stands is there already. */
function addedValues(change: AlterEnum, after: EnumDefinition, apart: boolean): readonly Operation[] {
  const values = change.after.values;
  const added = values.map((value, position) => ({ value, position })).filter(({ value }) => !change.before.values.includes(value));
  const operations = [...added].reverse().map(
    ({ value, position }): Operation => ({
      kind: 'add_enum_value',
      place: after.place,
      schema: after.schema,
      name: after.name,
      value,
      before: values[position + 1] ?? null,
    }),
  );
  const edge = (kind: 'begin_autocommit' | 'end_autocommit'): Operation => ({ kind, place: null });
  return apart ? [edge('begin_autocommit'), ...operations, edge('end_autocommit')] : operations;
}

/** PostgreSQL does not let a transaction use a value that it added: then the value is added before, on its own. */
function usedAtOnce(change: AlterEnum, definitions: Definitions): boolean {
  const added = change.after.values.filter((value) => !change.before.values.includes(value));
  const mentions = (text: string | null): boolean => text !== null && added.some((value) => text.includes(quoteLiteral(value)));
  return definitions.tablesAfter.some((table) => {
    if (!table.columns.some((column) => isOfEnum(column, change))) return false;
    return (
      table.columns.some((column) => mentions(column.default) || mentions(column.generated?.expression ?? null)) ||
      table.constraints.some((constraint) => constraint.kind === 'check' && mentions(constraint.definition)) ||
      table.indexes.some((index) => mentions(index.definition))
    );
  });
}

function columnsOf(change: AlterEnum, definitions: Definitions, side: 'before' | 'after'): ReplaceEnum['columns'] {
  return definitions.tablesBefore.flatMap((table) =>
    table.columns
      .filter((column) => isOfEnum(column, change) && !column.generated)
      .map((column) => ({
        table: definitions.tableName(table.schema, table.name),
        column: column.name,
        array: /\[\]$/.test(column.type),
        default: side === 'before' ? column.default : defaultAfter(table, column, definitions),
      })),
  );
}

/** The default that a column of the replaced type has in the end; the old one where the column does not stay what it is. */
function defaultAfter(table: Table, column: Column, definitions: Definitions): string | null {
  const stays = definitions.after(table.schema, table.name)?.columns.find((one) => one.name === column.name && one.type === column.type);
  return stays ? stays.default : column.default;
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
