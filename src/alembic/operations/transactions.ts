/** `connection.begin()` and `connection.begin_nested()`. */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { nativeMethod, none } from '../../python/native';
import type { Place } from '../../python/place';
import type { InstanceValue, Value } from '../../python/values';
import { contextManager } from './context-manager';
import type { OperationSink } from './sink';

/** A transaction object: it ends once, by a method or with its block. */
function transaction(connection: Value, end: (by: 'commit' | 'rollback') => void, place: Place | null): InstanceValue {
  let isActive = true;
  const finish = (by: 'commit' | 'rollback') => {
    if (isActive) end(by);
    isActive = false;
  };
  const manager: InstanceValue = contextManager(
    () => manager,
    (_interpreter, raised) => finish(raised ? 'rollback' : 'commit'),
    place,
  );
  const ending = (name: string, by: 'commit' | 'rollback') =>
    nativeMethod(name, () => {
      finish(by);
      return none;
    });
  changing(manager.attributes).set('commit', ending('commit', 'commit'));
  changing(manager.attributes).set('rollback', ending('rollback', 'rollback'));
  changing(manager.attributes).set('close', ending('close', 'rollback'));
  changing(manager.attributes).set('connection', connection);
  return manager;
}

/** `rollback()` of the transaction that Alembic began: what was carried out stays, and that it should not is said. */
export function takeBack(sink: OperationSink, place: Place | null): void {
  sink.recover?.();
  sink.opaque('what a rollback takes back', place, []);
}

/** Alembic's own transaction is open already, and stays so. */
export function rootTransaction(sink: OperationSink, connection: Value, place: Place | null): InstanceValue {
  return transaction(connection, (by) => (by === 'rollback' ? takeBack(sink, place) : undefined), place);
}

/** A savepoint. */
export function savepointTransaction(sink: OperationSink, connection: Value, interpreter: Interpreter, place: Place | null): InstanceValue {
  sink.savepoint?.('begin', place, interpreter);
  return transaction(connection, (by) => sink.savepoint?.(by === 'commit' ? 'release' : 'rollback', place, interpreter), place);
}
