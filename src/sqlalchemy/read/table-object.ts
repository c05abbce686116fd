/** A `Table` as a definition, read with what its MetaData says. */
import type { Interpreter } from '../../python/interpreter';
import type { TableDefinition } from '../../schema/definition';
import { defaultNamingConvention, namingConventionOf } from '../naming-convention';
import { columnIndexes } from '../packages/column-indexes';
import { optionalText } from '../plain-values';
import { ColumnObject, TableObject } from '../schema-objects';
import { isUnknown, unreadable } from '../unreadable';
import { readTable } from './tables';

/** Throws `Unreadable`. */
export function tableDefinition(interpreter: Interpreter, table: TableObject): TableDefinition {
  const found = (table.copyOf && namingConventionOf(table.copyOf.metadata)) ?? namingConventionOf(table.metadata);
  if (isUnknown(found)) return unreadable(found.reason, found.place);
  return readTable(
    {
      name: { schema: table.schema, name: table.name },
      columns: columnObjects(table),
      items: [...table.items, ...columnIndexes(interpreter, table.name, table.columns)],
      keywords: table.keywords,
      place: table.place,
    },
    {
      interpreter,
      convention: found ?? defaultNamingConvention,
      metadataSchema: optionalText(table.metadata.option('schema'), 'the schema of a MetaData'),
      tables: (key) => {
        const other = table.metadata.tables.get(key);
        return other?.host instanceof TableObject ? other.host : null;
      },
    },
  );
}

export const columnObjects = (table: TableObject): readonly ColumnObject[] =>
  table.columns.flatMap((column) => (column.host instanceof ColumnObject ? [column.host] : []));
