/** `op.get_context()`: Alembic's MigrationContext, as far as revisions use it. */

import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { argument, bool, instance, nativeClass, nativeMethod, none, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { ClassValue, InstanceValue, Value } from '../../python/values';
import { contextManager } from './context-manager';
import { connectionDialect } from './dialect';
import type { Scripts } from './script-directory';
import type { OperationSink } from './sink';

/** `context.script`, of which revisions ask for the module of another revision (the cookbook's replaceable objects). */
function scriptDirectory(scripts: Scripts): InstanceValue {
  const getRevision = nativeMethod('get_revision', (_interpreter, args, place) => {
    const id = argument(args, 1, 'id_');
    const module = id?.type === 'str' ? scripts.revisionModule(id.value) : null;
    if (!module) return id?.type === 'unknown' ? id : unknown('another revision', place);
    const script = instance(openClass('Script', 'alembic.script.base', 'a revision', {}), null, place);
    changing(script.attributes).set('module', module);
    return script;
  });
  return instance(
    openClass('ScriptDirectory', 'alembic.script.base', "Alembic's script directory", { get_revision: getRevision }),
    null,
    null,
  );
}

/** A class of whose objects anything else is unknown. */
const openClass = (name: string, module: string, what: string, members: Readonly<Record<string, Value>>): ClassValue =>
  nativeClass({
    name,
    module,
    native: {
      tag: `alembic ${name}`,
      attribute: (_interpreter, _self, attribute, place) => (attribute.startsWith('__') ? null : unknown(`${attribute} of ${what}`, place)),
    },
    members,
  });

/** The context of a run that goes online on PostgreSQL. */
export function makeMigrationContext(
  sink: OperationSink,
  connection: InstanceValue,
  scripts: Scripts,
  config: InstanceValue,
): InstanceValue {
  const script = scriptDirectory(scripts);
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
        if (name === 'script') return script;
        if (name === 'config') return config;
        return unknown(`${name} of Alembic's migration context`, place);
      },
    },
    members: { autocommit_block: autocommitBlock, begin_transaction: beginTransaction, execute },
  });
  return instance(cls, null, null);
}
