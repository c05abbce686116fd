/**
 * What some of SQLAlchemy's names mean while a revision runs. To models they are inert; in a revision they read and change data, so what
 * is not understood about them has to be said.
 */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { nativeFunction, none } from '../../python/native';
import type { InstanceValue, NativeCall, Value } from '../../python/values';
import { textOf } from '../../sqlalchemy/plain-values';
import { resultClasses } from '../../sqlalchemy/results/result';
import { rowClasses } from '../../sqlalchemy/results/row';
import { ColumnObject } from '../../sqlalchemy/schema-objects';
import { setExecuting } from '../../sqlalchemy/sql/element-class';
import { nodeOf } from '../../sqlalchemy/sql/node';
import { postgresqlStatementNames, statementNames, tableMethods } from '../../sqlalchemy/statements/constructors';
import { attempt, unreadableValue } from '../../sqlalchemy/unreadable';
import type { CallPlaces } from './call-places';
import { makeInspectors } from './inspector/inspector';
import { sqlalchemyObject } from './operation-call';
import { addReflection } from './reflection';
import { addSessions } from './revision-sessions';
import type { OperationSink } from './sink';

const coreModules = [
  'sqlalchemy',
  'sqlalchemy.sql',
  'sqlalchemy.sql.expression',
  'sqlalchemy.schema',
  'sqlmodel',
  'sqlmodel.sql.expression',
];
const dialectModules = ['sqlalchemy.dialects.postgresql', 'sqlalchemy.dialects.postgresql.dml'];

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

/** Puts the meanings in place, before a revision imports the names. */
export function addRevisionNames(interpreter: Interpreter, sink: OperationSink, connection: InstanceValue, calls: CallPlaces): void {
  const sqlalchemy = interpreter.importModule('sqlalchemy', null);
  if (sqlalchemy.type !== 'module') return;
  const inspectors = makeInspectors(sink, connection);
  setExecuting(interpreter);
  replace(interpreter, coreModules, {
    ...statementNames,
    ...rowClasses,
    ...resultClasses,
    table: nativeFunction('table', lightweightTable),
    inspect: nativeFunction('inspect', () => inspectors.make()),
  });
  replace(interpreter, dialectModules, postgresqlStatementNames);
  addReflection(interpreter, inspectors, connection, calls);
  replace(interpreter, ['sqlalchemy', 'sqlalchemy.engine.reflection', 'sqlalchemy.engine'], { Inspector: inspectors.class });
  replace(interpreter, ['sqlalchemy', 'sqlalchemy.engine', 'sqlalchemy.engine.base', 'sqlalchemy.future'], {
    Connection: connection.class,
  });
  addSessions(interpreter, sink, connection);
  const table = interpreter.findAttribute(sqlalchemy, 'Table', null);
  if (table?.type !== 'class') return;
  for (const [name, method] of Object.entries(tableMethods)) changing(table.namespace).set(name, method);
}
