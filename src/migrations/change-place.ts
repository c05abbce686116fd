/** Where in the source a change comes from: the expression of the models that asks for it. */
import type { Place } from '../python/place';
import type { Change, ColumnAspect } from '../schema/change';
import type { ColumnDefinition, MetadataDefinition, TableDefinition } from '../schema/definition';

/**
 * The place to point at. A thing that only the revisions have stands nowhere in the models: then the nearest thing that does (a
 * dropped column's table), else null.
 */
export function changePlace(change: Change, models: MetadataDefinition): Place | null {
  if (change.kind === 'create_enum' || change.kind === 'alter_enum' || change.kind === 'drop_enum') {
    return enumPlace(models, change.schema, change.name);
  }
  if (change.kind === 'create_sequence' || change.kind === 'alter_sequence' || change.kind === 'drop_sequence') {
    return (
      models.sequences.find((sequence) => (sequence.schema ?? 'public') === change.schema && sequence.name === change.name)?.place ?? null
    );
  }
  const table = models.tables.find((candidate) => (candidate.schema ?? 'public') === change.schema && candidate.name === change.table);
  if (!table) return null;
  return partPlace(change, table) ?? table.place;
}

type TableChange = Extract<Change, { table: string }>;

function partPlace(change: TableChange, table: TableDefinition): Place | null {
  switch (change.kind) {
    case 'add_column':
    case 'rename_column':
      return columnOf(table, change.after.name)?.place ?? null;
    case 'alter_column': {
      const column = columnOf(table, change.name);
      return column ? aspectPlace(column, change.aspects) : null;
    }
    case 'create_index':
    case 'alter_index': {
      const index = table.indexes.find((candidate) => candidate.name === change.after.name);
      return (
        index?.place ??
        firstColumnPlace(
          table,
          change.after.keys.flatMap((key) => (key.column === null ? [] : [key.column])),
        )
      );
    }
    case 'create_constraint':
    case 'alter_constraint': {
      const { after } = change;
      const named = table.constraints.find((candidate) => candidate.name === after.name);
      const alike = table.constraints.find(
        (candidate) =>
          candidate.name === null && candidate.kind === after.kind && sameColumns(constrainedColumns(candidate), after.columns),
      );
      return (named ?? alike)?.place ?? firstColumnPlace(table, after.columns);
    }
    default:
      return null;
  }
}

/** One aspect alone stands at its argument, where the argument is written. */
function aspectPlace(column: ColumnDefinition, aspects: readonly ColumnAspect[]): Place | null {
  const { type, nullable, serverDefault, comment } = column.places;
  const written: Partial<Record<ColumnAspect, Place | undefined>> = { type, nullable, server_default: serverDefault, comment };
  const [only] = aspects;
  return (aspects.length === 1 && only ? written[only] : null) ?? column.place;
}

const columnOf = (table: TableDefinition, name: string): ColumnDefinition | undefined =>
  table.columns.find((column) => column.name === name);

const firstColumnPlace = (table: TableDefinition, columns: readonly string[]): Place | null =>
  columns.map((name) => columnOf(table, name)?.place ?? null).find((place) => place !== null) ?? null;

const constrainedColumns = (constraint: TableDefinition['constraints'][number]): readonly string[] =>
  'columns' in constraint ? constraint.columns : [];

const sameColumns = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((name) => b.includes(name));

function enumPlace(models: MetadataDefinition, schema: string, name: string): Place | null {
  const isIt = (candidate: { schema: string | null; name: string }) => (candidate.schema ?? 'public') === schema && candidate.name === name;
  const declared = models.enums.find(isIt)?.place;
  if (declared) return declared;
  const column = models.tables.flatMap((table) => table.columns).find(({ type }) => type.enumType && isIt(type.enumType));
  return column?.type.enumType?.place ?? column?.places.type ?? column?.place ?? null;
}
