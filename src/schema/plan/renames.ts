/** Renames come first, so that everything after them speaks of the new names. */
import type { Change } from '../change';
import type { Rename } from '../renamed-schema';
import { columnTypeFromCatalog } from '../table-from-catalog';
import type { Definitions } from './context';
import { type PlanStep, reversible } from './step';

/** The renames among the changes, tables first. */
export function renamesIn(changes: readonly Change[]): readonly Rename[] {
  const tables = changes.flatMap((change): readonly Rename[] =>
    change.kind === 'rename_table' ? [{ kind: 'table', schema: change.schema, oldName: change.before.name, newName: change.table }] : [],
  );
  const columns = changes.flatMap((change): readonly Rename[] =>
    change.kind === 'rename_column'
      ? [{ kind: 'column', schema: change.schema, table: change.table, oldName: change.before.name, newName: change.name }]
      : [],
  );
  return [...tables, ...columns];
}

/** The operations of the renames. */
export function renameSteps(changes: readonly Change[], definitions: Definitions): readonly PlanStep[] {
  const tables = changes.flatMap((change) =>
    change.kind === 'rename_table'
      ? [
          reversible({
            kind: 'rename_table',
            place: null,
            table: definitions.tableName(change.schema, change.before.name),
            newName: change.table,
          }),
        ]
      : [],
  );
  const columns = changes.flatMap((change) =>
    change.kind === 'rename_column'
      ? [
          reversible({
            kind: 'alter_column',
            place: definitions.newColumn(change.schema, change.table, change.after).place,
            table: definitions.tableName(change.schema, change.table),
            column: change.before.name,
            newName: change.name,
            existing: { type: columnTypeFromCatalog(change.before, definitions.onSide('before')), nullable: !change.before.notNull },
          }),
        ]
      : [],
  );
  return [...tables, ...columns];
}
