/** Foreign keys to tables that were not understood: they alone are left out, not the tables that have them. */
import type { ForeignKeyDefinition, MetadataDefinition, NotUnderstood, TableDefinition } from '../../schema/definition';
import { tableKey } from '../../schema/table-key';

export interface WithoutForeignKeys {
  readonly metadata: MetadataDefinition;
  readonly notUnderstood: readonly NotUnderstood[];
}

/** The metadata without foreign keys to tables that `notUnderstood` names, and a reason for each; its tables are those already named. */
export function foreignKeysAside(metadata: MetadataDefinition, notUnderstood: readonly NotUnderstood[]): WithoutForeignKeys {
  const present = new Set(metadata.tables.map(tableKey));
  const missing = new Set(notUnderstood.flatMap((reason) => reason.tables.map(tableKey)).filter((key) => !present.has(key)));
  if (missing.size === 0) return { metadata, notUnderstood: [] };
  const aside = (table: TableDefinition): readonly ForeignKeyDefinition[] =>
    table.constraints.flatMap((constraint) =>
      constraint.kind === 'foreign_key' && missing.has(tableKey(constraint.referredTable)) ? [constraint] : [],
    );
  return {
    metadata: {
      ...metadata,
      tables: metadata.tables.map((table) => {
        const left = new Set<unknown>(aside(table));
        return left.size === 0 ? table : { ...table, constraints: table.constraints.filter((constraint) => !left.has(constraint)) };
      }),
    },
    notUnderstood: metadata.tables.flatMap((table) =>
      aside(table).map((key) => ({
        message: `whether the foreign key ${table.name} (${key.columns.join(', ')}) stands, because ${key.referredTable.name} is not understood`,
        place: key.place ?? table.place,
        tables: [key.referredTable],
      })),
    ),
  };
}
