/** Columns without a type, which SQLAlchemy refuses to make DDL of. */
import type { UnknownValue, Value } from '../../python/values';
import { typeless } from '../../sqlalchemy/read/columns';
import { ColumnObject } from '../../sqlalchemy/schema-objects';
import { isUnknown } from '../../sqlalchemy/unreadable';
import { known, type OperationCall, raiseFrom } from './operation-call';

/** The reading, or the CompileError of `GenericTypeCompiler.visit_null`. `where` is said of a column, as `visit_create_table` does. */
export function typed<Reading extends object>(
  call: OperationCall,
  reading: Reading | UnknownValue,
  items: readonly Value[],
  where: string,
): Reading {
  if (isUnknown(reading)) refuseTypeless(call, reading, items, where);
  return known(reading);
}

function refuseTypeless(call: OperationCall, reading: UnknownValue, items: readonly Value[], where: string): void {
  const names = items.flatMap((item) => (item.type === 'instance' && item.host instanceof ColumnObject ? [item.host.name] : []));
  const name = names.find((each) => reading.reason === typeless(each));
  if (name === undefined) return;
  const place = where === '' ? '' : `(in table '${where}', column '${name}'): `;
  const message = `${place}Can't generate DDL for NullType(); did you forget to specify a type on this Column?`;
  raiseFrom(call, 'sqlalchemy.exc', 'CompileError', message);
}
