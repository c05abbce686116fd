/** The columns of a table's primary key, as statements ask for them. */
import { columnArguments } from '../column-arguments';
import { itemsOf } from '../plain-values';
import { ColumnObject, type TableObject } from '../schema-objects';
import { type ChangedColumn, columnsByKey } from './change-columns';

function isFlagged(column: ColumnObject): boolean {
  const flag = columnArguments(column).keywords.get('primary_key');
  return flag?.type === 'bool' && flag.value;
}

/** `Table.primary_key`: the columns that say so, and those of a `PrimaryKeyConstraint`. */
export function primaryKeyColumns(table: TableObject): readonly ChangedColumn[] {
  const named = table.items
    .filter(({ kind }) => kind === 'PrimaryKeyConstraint')
    .flatMap(({ args }) => args.positional.flatMap(itemsOf))
    .map((value) =>
      value.type === 'str' ? value.value : value.type === 'instance' && value.host instanceof ColumnObject ? value.host.name : null,
    );
  return columnsByKey(table).filter(({ key, column }) => isFlagged(column) || named.includes(key));
}
