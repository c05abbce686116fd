/** `op.get_context()`: Alembic's MigrationContext, as far as revisions use it. */

import type { Interpreter } from '../../python/interpreter';
import { bool, instance, nativeClass, nativeMethod, none, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { InstanceValue } from '../../python/values';
import { contextManager } from './context-manager';
import { connectionDialect } from './dialect';
import type { OperationSink } from './sink';

/** The context of a run that goes online on PostgreSQL. */
export function makeMigrationContext(sink: OperationSink, connection: InstanceValue): InstanceValue {
  const edge = (kind: 'begin_autocommit' | 'end_autocommit', interpreter: Interpreter, place: Place | null) =>
    sink.emit({ kind, place }, interpreter.uncertain, interpreter);
  const autocommitBlock = nativeMethod('autocommit_block', (_interpreter, _args, place) =>
    contextManager(
      (interpreter) => {
        edge('begin_autocommit', interpreter, place);
        return none;
      },
      (interpreter) => edge('end_autocommit', interpreter, place),
      place,
    ),
  );
  const beginTransaction = nativeMethod('begin_transaction', (_interpreter, _args, place) =>
    contextManager(
      () => none,
      () => undefined,
      place,
    ),
  );
  const execute = nativeMethod('execute', (interpreter, args, place) => {
    const method = interpreter.getAttribute(connection, 'execute', place);
    interpreter.call(method, { ...args, positional: args.positional.slice(1) }, place);
    return none;
  });
  const cls = nativeClass({
    name: 'MigrationContext',
    module: 'alembic.runtime.migration',
    native: {
      tag: 'alembic migration context',
      attribute: (_interpreter, self, name, place) => {
        if (name.startsWith('__')) return null;
        if (name === 'dialect') return connectionDialect;
        if (name === 'impl') return self;
        if (name === 'bind' || name === 'connection') return connection;
        if (name === 'as_sql') return bool(false);
        return unknown(`${name} of Alembic's migration context`, place);
      },
    },
    members: { autocommit_block: autocommitBlock, begin_transaction: beginTransaction, execute },
  });
  return instance(cls, null, null);
}
