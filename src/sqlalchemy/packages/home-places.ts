/** Places in a package that is not the project's mean nothing to whoever reads them: what stands there is said at the table. */
import type { Place } from '../../python/place';
import type { ColumnDefinition, TableDefinition } from '../../schema/definition';

/** The definition with every place outside of the project replaced by the table's. */
export function homePlaces(table: TableDefinition, isForeign: (file: string) => boolean): TableDefinition {
  const place = table.place && isForeign(table.place.file) ? null : table.place;
  const home = <Part extends { readonly place: Place | null }>(part: Part): Part =>
    part.place && isForeign(part.place.file) ? { ...part, place } : part;
  return {
    ...table,
    place,
    columns: table.columns.map((column) => homeArguments(home(column), isForeign)),
    constraints: table.constraints.map(home),
    indexes: table.indexes.map(home),
  };
}

function homeArguments(column: ColumnDefinition, isForeign: (file: string) => boolean): ColumnDefinition {
  const { type } = column;
  const enumType = type.enumType?.place && isForeign(type.enumType.place.file) ? { ...type.enumType, place: column.place } : type.enumType;
  const places = Object.fromEntries(Object.entries(column.places).filter(([, place]) => !place || !isForeign(place.file)));
  return { ...column, type: { ...type, enumType }, places };
}
