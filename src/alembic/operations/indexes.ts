/** `op.create_index` and `op.drop_index`. */
import { bool } from '../../python/native';
import { indexFrom } from '../../sqlalchemy/definitions-from-values';
import { nameInDdl } from '../../sqlalchemy/naming-convention';
import { optionalFlag } from '../../sqlalchemy/plain-values';
import { unreadable } from '../../sqlalchemy/unreadable';
import { flag, items, keywordsOf, known, type OperationCall, passed, sqlalchemyObject, tableContext, tableOf } from './operation-call';

/** `SchemaObjects.index`: columns by name, `text()` and expressions, with the options of `Index(...)`. */
export function createIndex(call: OperationCall): void {
  const positional = [passed(call, 'index_name') ?? bool(false), ...items(call, 'columns')];
  const keywords = keywordsOf([['unique', passed(call, 'unique')]], call.bound.others);
  const value = sqlalchemyObject(call.interpreter, 'Index', positional, keywords, call.place);
  const index = known(indexFrom(call.interpreter, value, tableContext(call)));
  call.emit({
    kind: 'create_index',
    table: tableOf(call),
    index: { ...index, place: call.place },
    ifNotExists: flag(call, 'if_not_exists'),
    place: call.place,
  });
}

/** `DropIndexOp`: the table is only said for dialects that need it; PostgreSQL finds an index by its schema and name. */
export function dropIndex(call: OperationCall): void {
  const concurrently = call.bound.others.get('postgresql_concurrently') ?? null;
  const name = passed(call, 'index_name') ?? unreadable('index_name, which was not passed', call.place);
  call.emit({
    kind: 'drop_index',
    name: nameInDdl(name, 'index_name', call.place),
    schema: call.table?.schema ?? null,
    table: call.table?.name ? call.table : null,
    ifExists: flag(call, 'if_exists'),
    concurrently: optionalFlag(concurrently, 'postgresql_concurrently') ?? false,
    reverse: null,
    place: call.place,
  });
}
