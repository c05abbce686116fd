/** ORM sessions of a revision: they stand on its connection, and what they cannot do the sink is told. */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { unknown } from '../../python/native';
import type { InstanceValue, Value } from '../../python/values';
import type { TableName } from '../../schema/definition';
import { makeSessions, WorkPlace } from '../../sqlalchemy/orm/sessions';
import { TableObject } from '../../sqlalchemy/schema-objects';
import type { OperationSink } from './sink';

const ormModules = ['sqlalchemy.orm', 'sqlalchemy.orm.session', 'sqlalchemy.orm.query', 'sqlalchemy.orm.attributes'];

const tableNames = (tables: readonly Value[]): readonly TableName[] =>
  tables.flatMap((table) =>
    table.type === 'instance' && table.host instanceof TableObject ? [{ schema: table.host.schema, name: table.host.name }] : [],
  );

/** Puts sessions in place, before a revision imports their names. */
export function addSessions(interpreter: Interpreter, sink: OperationSink, connection: InstanceValue): void {
  const work = new WorkPlace();
  const { names, applicationSession } = makeSessions(
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
    if (module.type === 'module') for (const [member, value] of Object.entries(names)) changing(module.namespace).set(member, value);
  }
  const flask = interpreter.importModule('flask_sqlalchemy', null);
  const extension = flask.type === 'module' ? interpreter.findAttribute(flask, 'SQLAlchemy', null) : null;
  if (extension?.type === 'class') changing(extension.namespace).set('session', applicationSession);
}

/** A session on any other connection works beside the revision's transaction, which is not followed. */
function connectionOf(bind: Value, connection: InstanceValue, work: WorkPlace): Value {
  if (bind.type === 'unknown') return bind;
  if (bind.type === 'instance' && bind.class === connection.class) return bind;
  const what = bind.type === 'None' ? 'an ORM session without a bind' : 'an ORM session on another connection than op.get_bind()';
  return unknown(what, work.get());
}
