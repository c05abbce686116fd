/** Foreign keys to tables that nothing makes: `MetaData.create_all()` raises NoReferencedTableError. */
import { unknown } from '../python/native';
import type { Program } from '../python/program';
import type { UnknownValue } from '../python/values';
import type { TableDefinition } from '../schema/definition';
import { unknownTableRecord } from './modules/schema-items';
import type { TableObject } from './schema-objects';

/** Whether every table that the program's models make is known by its name, so that a name that is missing is missing in truth. */
export function knowsEveryTable(program: Program): boolean {
  return (
    program.failures.length === 0 && program.recorded.every(({ kind, uncertain }) => kind !== unknownTableRecord && uncertain === null)
  );
}

/** The first foreign key of a table to one that its MetaData does not have; null where there is none. */
export function missingReference(table: TableObject, read: TableDefinition): UnknownValue | null {
  for (const constraint of read.constraints) {
    if (constraint.kind !== 'foreign_key') continue;
    const { schema, name } = constraint.referredTable;
    const key = schema === null ? name : `${schema}.${name}`;
    if (!table.metadata.tables.get(key))
      return unknown(`the foreign key of table ${table.name} to ${key}, a table that none of these models makes`, constraint.place);
  }
  return null;
}
