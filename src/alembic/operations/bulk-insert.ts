/** `op.bulk_insert(table, rows)`. */
import type { Value } from '../../python/values';
import { ColumnObject, TableObject } from '../../sqlalchemy/schema-objects';
import { unreadable, unreadableValue } from '../../sqlalchemy/unreadable';
import { columnType, rowOf } from './data-statement';
import { items, type OperationCall, passed } from './operation-call';
import { literal } from './sql-text';

interface TargetTable {
  readonly schema: string | null;
  readonly name: string;
  /** Types by the names of columns; null where a column has none. */
  readonly types: ReadonlyMap<string, Value | null>;
}

/** The table of the insert, a `Table` or a lightweight `table()`. */
function targetTable(call: OperationCall): TargetTable {
  const value = passed(call, 'table') ?? unreadable('the table of bulk_insert', call.place);
  if (value.type !== 'instance' || !(value.host instanceof TableObject)) return unreadableValue('the table of bulk_insert', value);
  const { schema, name, columns } = value.host;
  const types = columns.flatMap((column) => {
    if (!(column.host instanceof ColumnObject) || column.host.name === null) return [];
    return [[column.host.name, columnType(column.host)] as const];
  });
  return { schema, name, types: new Map(types) };
}

/** `DefaultImpl.bulk_insert`: the first row says which columns there are; a row without one of them is refused. */
export function bulkInsert(call: OperationCall): void {
  const { interpreter, place } = call;
  const { schema, name, types } = targetTable(call);
  const rows = items(call, 'rows').map(rowOf);
  const [first] = rows;
  if (!first) return;
  const foreign = [...first.keys()].find((column) => !types.has(column));
  if (foreign !== undefined) interpreter.raise('Exception', `Unconsumed column names: ${foreign}`, place);
  const columns = [...types.keys()].filter((column) => first.has(column));
  const cell = (row: ReadonlyMap<string, Value>, column: string): string => {
    const value = row.get(column);
    if (value) return literal(interpreter, value, types.get(column) ?? null);
    return interpreter.raise('Exception', `A value is required for bind parameter '${column}'`, place);
  };
  call.emit({
    kind: 'bulk_insert',
    table: { schema, name },
    columns,
    rows: rows.map((row) => columns.map((column) => cell(row, column))),
    place,
  });
}
