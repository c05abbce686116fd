/** ORM sessions of a revision: they stand on its connection, and what they cannot do the sink is told. */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { none, unknown } from '../../python/native';
import type { InstanceValue, ModuleValue, Value } from '../../python/values';
import type { TableName } from '../../schema/definition';
import { makeSessions, type Sessions, WorkPlace } from '../../sqlalchemy/orm/sessions';
import { TableObject } from '../../sqlalchemy/schema-objects';
import type { OperationSink } from './sink';

const ormModules = [
  'sqlalchemy.orm',
  'sqlalchemy.orm.session',
  'sqlalchemy.orm.query',
  'sqlalchemy.orm.attributes',
  'sqlmodel',
  'sqlmodel.orm',
];

const tableNames = (tables: readonly Value[]): readonly TableName[] =>
  tables.flatMap((table) =>
    table.type === 'instance' && table.host instanceof TableObject ? [{ schema: table.host.schema, name: table.host.name }] : [],
  );

/** Puts sessions in place, before a revision imports their names. */
export function addSessions(interpreter: Interpreter, sink: OperationSink, connection: InstanceValue): void {
  const work = new WorkPlace();
  const sessions = makeSessions(
    interpreter,
    {
      connection,
      connectionOf: (bind) => connectionOf(bind, connection, work),
      place: () => work.get(),
      notReplayed: (reason, tables, mayChangeSchema) => {
        const why = reason.type === 'unknown' ? reason : reason.type === 'str' ? reason.value : 'an ORM session';
        sink.opaque(why, work.get(), tableNames(tables), mayChangeSchema ? 'schema' : 'rows');
      },
    },
    work,
  );
  for (const name of ormModules) {
    const module = interpreter.importModule(name, null);
    if (module.type === 'module') bring(module, sessions);
  }
  const flask = interpreter.importModule('flask_sqlalchemy', null);
  const extension = flask.type === 'module' ? interpreter.findAttribute(flask, 'SQLAlchemy', null) : null;
  const session: Value = {
    type: 'descriptor',
    kind: 'native',
    function: none,
    get: () => sessions.applicationSession(),
    attributes: new Map(),
    place: null,
  };
  if (extension?.type === 'class') changing(extension.namespace).set('session', session);
}

/** The names of sessions in a module, made when a revision first asks for one of them. */
function bring(module: ModuleValue, sessions: Sessions): void {
  const { missing, lacks } = module;
  for (const name of sessions.names) changing(module.namespace).delete(name);
  changing(module).missing = (name, place) => sessions.member(name) ?? missing?.(name, place) ?? null;
  if (lacks) changing(module).lacks = (name) => !sessions.names.has(name) && lacks(name);
}

/** A session on any other connection works beside the revision's transaction, which is not followed. */
function connectionOf(bind: Value, connection: InstanceValue, work: WorkPlace): Value {
  if (bind.type === 'unknown') return bind;
  if (bind.type === 'instance' && bind.class === connection.class) return bind;
  const what = bind.type === 'None' ? 'an ORM session without a bind' : 'an ORM session on another connection than op.get_bind()';
  return unknown(what, work.get());
}
