/**
 * What some of SQLAlchemy's names mean while a revision runs. To models they are inert; in a revision they read and change data, so what
 * is not understood about them has to be said.
 */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { instance, nativeClass, nativeFunction, nativeMethod, none, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, InstanceValue, NativeCall, Value } from '../../python/values';
import { textOf } from '../../sqlalchemy/plain-values';
import { ColumnObject } from '../../sqlalchemy/schema-objects';
import { nodeOf } from '../../sqlalchemy/sql/node';
import { postgresqlStatementNames, statementNames, tableMethods } from '../../sqlalchemy/statements/constructors';
import { attempt, unreadableValue } from '../../sqlalchemy/unreadable';
import { makeInspector } from './inspector';
import { sqlalchemyObject } from './operation-call';
import type { OperationSink } from './sink';

const coreModules = ['sqlalchemy', 'sqlalchemy.sql', 'sqlalchemy.sql.expression', 'sqlalchemy.schema'];
const dialectModules = ['sqlalchemy.dialects.postgresql', 'sqlalchemy.dialects.postgresql.dml'];
const ormModules = ['sqlalchemy.orm', 'sqlalchemy.orm.session'];

/** Sets names in modules of SQLAlchemy, those that a program has. */
function replace(interpreter: Interpreter, modules: readonly string[], names: Readonly<Record<string, Value>>): void {
  for (const moduleName of modules) {
    const module = interpreter.importModule(moduleName, null);
    if (module.type !== 'module') continue;
    for (const [name, value] of Object.entries(names)) changing(module.namespace).set(name, value);
  }
}

/** `table('name', column(...), …, schema=…)`: a Table of those columns, in a MetaData of its own. */
const lightweightTable: NativeCall = (interpreter, args, place) => {
  if (args.unknown) return args.unknown;
  return attempt(() => {
    const [name, ...items] = args.positional;
    const columns = items.map((item) => {
      if (item.type === 'instance' && item.host instanceof ColumnObject) return item;
      const node = nodeOf(item);
      if (node?.kind !== 'name') return unreadableValue('a column of a table', item);
      const positional: readonly Value[] = [{ type: 'str', value: node.name, place }, ...(node.type ? [node.type] : [])];
      return sqlalchemyObject(interpreter, 'Column', positional, new Map(), place);
    });
    const metadata = sqlalchemyObject(interpreter, 'MetaData', [], new Map(), place);
    textOf(name ?? none, 'the name of a table');
    return sqlalchemyObject(interpreter, 'Table', [name ?? none, metadata, ...columns], args.keywords, place);
  }, place);
};

/** A Session on the revision's connection: statements go there; what the ORM would do by itself is not understood. */
function makeSession(sink: OperationSink, connection: InstanceValue): InstanceValue {
  const toConnection =
    (name: string): NativeCall =>
    (interpreter, args, place) =>
      interpreter.call(interpreter.getAttribute(connection, name, place), { ...args, positional: args.positional.slice(1) }, place);
  const itself: NativeCall = (_interpreter, args) => args.positional[0] ?? none;
  const nothing: NativeCall = () => none;
  const notUnderstood = (name: string): NativeCall => {
    return (_interpreter: Interpreter, _args: Arguments, place: Place | null) => {
      sink.opaque(`${name}() of an ORM session`, place, []);
      return unknown(`what ${name}() of an ORM session gives`, place);
    };
  };
  const methods: Readonly<Record<string, NativeCall>> = {
    execute: toConnection('execute'),
    scalar: toConnection('scalar'),
    scalars: toConnection('scalars'),
    add: notUnderstood('add'),
    add_all: notUnderstood('add_all'),
    delete: notUnderstood('delete'),
    merge: notUnderstood('merge'),
    bulk_save_objects: notUnderstood('bulk_save_objects'),
    bulk_insert_mappings: notUnderstood('bulk_insert_mappings'),
    bulk_update_mappings: notUnderstood('bulk_update_mappings'),
    query: notUnderstood('query'),
    connection: () => connection,
    get_bind: () => connection,
    begin: itself,
    begin_nested: itself,
    __enter__: itself,
    __exit__: nothing,
    flush: nothing,
    commit: nothing,
    rollback: nothing,
    close: nothing,
    expire_all: nothing,
  };
  const sessionClass = nativeClass({
    name: 'Session',
    module: 'sqlalchemy.orm',
    native: {
      tag: 'alembic session',
      attribute: (_interpreter, _self, name, place) => (name.startsWith('__') ? null : unknown(`${name} of an ORM session`, place)),
      call: (_interpreter, self) => self,
    },
    members: Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, nativeMethod(name, method)])),
  });
  return instance(sessionClass, null, null);
}

/** Puts the meanings in place, before a revision imports the names. */
export function addRevisionNames(interpreter: Interpreter, sink: OperationSink, connection: InstanceValue): void {
  const sqlalchemy = interpreter.importModule('sqlalchemy', null);
  if (sqlalchemy.type !== 'module') return;
  const inspector = makeInspector(sink);
  replace(interpreter, coreModules, {
    ...statementNames,
    table: nativeFunction('table', lightweightTable),
    inspect: nativeFunction('inspect', () => inspector),
  });
  replace(interpreter, dialectModules, postgresqlStatementNames);
  const inspectorClass = nativeClass({
    name: 'Inspector',
    module: 'sqlalchemy.engine.reflection',
    members: { from_engine: nativeFunction('from_engine', () => inspector) },
  });
  replace(interpreter, ['sqlalchemy', 'sqlalchemy.engine.reflection', 'sqlalchemy.engine'], { Inspector: inspectorClass });
  replace(interpreter, ['sqlalchemy', 'sqlalchemy.engine', 'sqlalchemy.engine.base', 'sqlalchemy.future'], {
    Connection: connection.class,
  });
  const session = makeSession(sink, connection);
  const maker = nativeFunction('Session', () => session);
  replace(interpreter, ormModules, {
    Session: maker,
    sessionmaker: nativeFunction('sessionmaker', () => maker),
    scoped_session: nativeFunction('scoped_session', () => session),
  });
  const flask = interpreter.importModule('flask_sqlalchemy', null);
  const extension = flask.type === 'module' ? interpreter.findAttribute(flask, 'SQLAlchemy', null) : null;
  if (extension?.type === 'class') changing(extension.namespace).set('session', session);
  const table = interpreter.findAttribute(sqlalchemy, 'Table', null);
  if (table?.type !== 'class') return;
  for (const [name, method] of Object.entries(tableMethods)) changing(table.namespace).set(name, method);
}
