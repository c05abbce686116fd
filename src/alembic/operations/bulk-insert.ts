/** `op.bulk_insert(table, rows)`. */
import type { Value } from '../../python/values';
import type { TableName } from '../../schema/definition';
import { rowOf } from '../../sqlalchemy/statements/arguments';
import { fromOf } from '../../sqlalchemy/statements/from-items';
import { tableFrom } from '../../sqlalchemy/statements/model';
import { writeRows } from '../../sqlalchemy/statements/write-statement';
import { unreadable, unreadableValue } from '../../sqlalchemy/unreadable';
import { items, type OperationCall, passed, raiseFrom } from './operation-call';

/** What the first row has the others must have, whatever default the column brings. */
function refuseGaps(call: OperationCall, [first, ...others]: readonly ReadonlyMap<string, unknown>[]): void {
  for (const [index, row] of others.entries()) {
    const missing = [...(first?.keys() ?? [])].find((key) => !row.has(key));
    if (missing === undefined) continue;
    const words = `A value is required for bind parameter '${missing}', in parameter group ${index + 1}`;
    raiseFrom(call, 'sqlalchemy.exc', 'StatementError', `(sqlalchemy.exc.InvalidRequestError) ${words}`);
  }
}

/** The table that rows go into; empty where that is not known. */
export function filledTable(value: Value): readonly TableName[] {
  const from = fromOf(value);
  return from?.kind === 'table' ? [{ schema: from.table.schema, name: from.table.name }] : [];
}

/** `DefaultImpl.bulk_insert`: the first row says which columns there are; a row without one of them is refused. */
export function bulkInsert(call: OperationCall): void {
  const { interpreter, place } = call;
  const value = passed(call, 'table') ?? unreadable('the table of bulk_insert', place);
  const from = fromOf(value);
  const table = from?.kind === 'table' ? from.table : unreadableValue('the table of bulk_insert', value);
  const given = passed(call, 'rows') ?? unreadable('the rows of bulk_insert', place);
  if (given.type !== 'list' && given.type !== 'unknown') interpreter.raise('TypeError', 'List expected', place);
  const values = items(call, 'rows');
  if (values[0] && !['dict', 'unknown', 'instance'].includes(values[0].type))
    interpreter.raise('TypeError', 'List of dictionaries expected', place);
  const rows = values.map((row) => rowOf(row, tableFrom(table)));
  if (rows.length === 0) return;
  refuseGaps(call, rows);
  const { schema, name } = table;
  call.emit({ kind: 'bulk_insert', table: { schema, name }, ...writeRows(interpreter, table, rows, place), place });
}
