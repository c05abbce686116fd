/** `op.create_table`, `drop_table`, `rename_table`, `create_table_comment`, `drop_table_comment`. */
import { none } from '../../python/native';
import type { Value } from '../../python/values';
import type { TableDefinition } from '../../schema/definition';
import { tableFrom } from '../../sqlalchemy/definitions-from-values';
import { optionalText } from '../../sqlalchemy/plain-values';
import { ColumnObject } from '../../sqlalchemy/schema-objects';
import { enumsOfTable } from './enum-types';
import {
  flag,
  keywordsOf,
  type OperationCall,
  passed,
  requiredText,
  sqlalchemyObject,
  tableContext,
  tableOf,
  text,
} from './operation-call';
import { typed } from './typeless-columns';

/** A column that stands in a table already is copied into the new one, as `SchemaObjects.table` does. */
function ownColumn(item: Value): Value {
  if (item.type !== 'instance' || !(item.host instanceof ColumnObject) || !item.host.table) return item;
  return { ...item, attributes: new Map(item.attributes), host: item.host.copy() };
}

/**
 * What `CREATE TABLE` makes of a table: no comments of constraints, and no foreign key with `use_alter` (`DDLCompiler.create_table_constraints`),
 * which only `create_all()` makes afterwards.
 */
export const asCreated = (table: TableDefinition): TableDefinition => ({
  ...table,
  constraints: table.constraints
    .filter((constraint) => constraint.kind !== 'foreign_key' || !constraint.useAlter)
    .map((constraint) => ({ ...constraint, comment: null })),
});

/** `toimpl.create_table` with `DefaultImpl.create_table`: enum types, the table, its indexes, its comments. Gives the Table. */
export function createTable(call: OperationCall): Value {
  const { interpreter, place } = call;
  const table = tableOf(call);
  const items = call.bound.rest.map(ownColumn);
  const keywords = keywordsOf([['schema', passed(call, 'schema')]], call.bound.others);
  const read = typed(call, tableFrom(interpreter, items, keywords, { ...tableContext(call), table }, place), items, table.name);
  call.together(() => {
    for (const created of enumsOfTable(call, read, items)) call.emit(created);
    call.emit({ kind: 'create_table', table: asCreated(read), ifNotExists: flag(call, 'if_not_exists'), place });
  });
  const metadata = sqlalchemyObject(interpreter, 'MetaData', [], new Map(), place);
  return sqlalchemyObject(interpreter, 'Table', [passed(call, 'table_name') ?? none, metadata, ...items], keywords, place);
}

export function dropTable(call: OperationCall): void {
  call.emit({ kind: 'drop_table', table: tableOf(call), ifExists: flag(call, 'if_exists'), reverse: null, place: call.place });
}

export function renameTable(call: OperationCall): void {
  call.emit({ kind: 'rename_table', table: tableOf(call), newName: requiredText(call, 'new_table_name'), place: call.place });
}

export function createTableComment(call: OperationCall): void {
  call.emit({
    kind: 'create_table_comment',
    table: tableOf(call),
    comment: optionalText(passed(call, 'comment'), 'comment'),
    existing: text(call, 'existing_comment'),
    place: call.place,
  });
}

export function dropTableComment(call: OperationCall): void {
  call.emit({
    kind: 'drop_table_comment',
    table: tableOf(call),
    comment: null,
    existing: text(call, 'existing_comment'),
    place: call.place,
  });
}
