/** What `op.get_bind()` gives: a connection to the database that the revision is changing. */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { instance, nativeClass, nativeMethod, noArguments, none, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, InstanceValue, NativeCall, Value } from '../../python/values';
import type { RowValues } from '../../sqlalchemy/statements/model';
import { attempt, isUnknown, unreadableValue } from '../../sqlalchemy/unreadable';
import { contextManager } from './context-manager';
import { ddlOperation } from './ddl-elements';
import { connectionDialect, shadowUrl } from './dialect';
import { queryResult } from './query-result';
import type { OperationSink } from './sink';
import { onlyReads, statementSql, touchedTables } from './sql-text';

/** A dict of parameters; a list of them runs the statement once for each. */
function parameterSets(args: Arguments): readonly RowValues[] {
  const given = args.positional[2] ?? args.keywords.get('parameters');
  const sets = given?.type === 'list' || given?.type === 'tuple' ? given.items : given && given.type !== 'None' ? [given] : [];
  const named = [...args.keywords].filter(([name]) => !['statement', 'parameters', 'execution_options'].includes(name));
  if (sets.length === 0) return [named.length > 0 ? new Map(named) : new Map()];
  return sets.map((set) => {
    if (set.type !== 'dict') return unreadableValue('the parameters of a statement', set);
    return new Map([...set.entries.values()].flatMap(({ key, value }) => (key.type === 'str' ? [[key.value, value] as const] : [])));
  });
}

/** Statements that answer with rows, past leading comments and parentheses. */
function answersRows(sql: string): boolean {
  const bare = sql.replace(/^(\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '');
  return (
    /^(select|values|show|table|explain)\b/i.test(bare) ||
    (/^with\b/i.test(bare) && !/\b(insert|update|delete)\b/i.test(bare)) ||
    /\breturning\b/i.test(bare)
  );
}

/**
 * A connection whose statements go to the sink. What they read is answered by the sink where it can; else it is unknown, and code that
 * depends on it is followed both ways.
 */
export function makeConnection(sink: OperationSink): InstanceValue {
  const run = (interpreter: Interpreter, sql: string, place: Place | null): Value => {
    if (sink.query && answersRows(sql)) {
      const answer = sink.query(sql, place, interpreter.uncertain, interpreter);
      return isUnknown(answer) ? answer : queryResult(answer, place);
    }
    sink.emit({ kind: 'execute', sql, place }, interpreter.uncertain, interpreter);
    return unknown('what a statement of the revision answers', place);
  };

  const statementOf = (args: Arguments): Value => args.positional[1] ?? args.keywords.get('statement') ?? none;

  const execute: NativeCall = (interpreter, args, place) => {
    const statement = statementOf(args);
    const ddl = attempt(() => ddlOperation(interpreter, statement), place);
    if (ddl && !isUnknown(ddl)) sink.emit({ ...ddl, place }, interpreter.uncertain, interpreter);
    if (ddl && isUnknown(ddl)) sink.opaque(ddl, place, []);
    if (ddl) return none;
    const statements = attempt(() => {
      const sets = parameterSets(args);
      return sets.map((parameters) => statementSql(interpreter, statement, { parameters, many: sets.length > 1, place }).sql);
    }, place);
    if (isUnknown(statements) && !args.unknown && onlyReads(statement)) return statements;
    if (args.unknown || isUnknown(statements)) {
      sink.opaque(args.unknown ?? (isUnknown(statements) ? statements : 'a statement'), place, touchedTables(statement));
      return unknown('what a statement of the revision answers', place);
    }
    return statements.map((sql) => run(interpreter, sql, place)).at(-1) ?? none;
  };
  const executeDriverSql: NativeCall = (interpreter, args, place) => {
    const statement = statementOf(args);
    if (statement.type === 'str') return run(interpreter, statement.value, place);
    sink.opaque(statement.type === 'unknown' ? statement : 'a statement that is no text', place, []);
    return unknown('what a statement of the revision answers', place);
  };
  /** `connection.scalar(...)` is `connection.execute(...).scalar()`. */
  const executeThen =
    (method: string): NativeCall =>
    (interpreter, args, place) => {
      const result = execute(interpreter, args, place);
      return result.type === 'unknown' ? result : interpreter.call(interpreter.getAttribute(result, method, place), noArguments, place);
    };
  const itself: NativeCall = (_interpreter, args) => args.positional[0] ?? none;
  const nothing: NativeCall = () => none;
  /** What was carried out stays: that it should not is said. */
  const takenBack = (place: Place | null): void => sink.opaque('what a rollback takes back', place, []);
  const rollback: NativeCall = (_interpreter, _args, place) => {
    takenBack(place);
    return none;
  };
  const transaction: NativeCall = (_interpreter, args, place) => {
    const manager = contextManager(
      () => manager,
      (_leaving, raised) => {
        if (raised) takenBack(place);
      },
      place,
    );
    for (const name of ['commit', 'close']) changing(manager.attributes).set(name, nativeMethod(name, nothing));
    changing(manager.attributes).set('rollback', nativeMethod('rollback', rollback));
    changing(manager.attributes).set('connection', args.positional[0] ?? none);
    return manager;
  };
  const methods: Readonly<Record<string, NativeCall>> = {
    execute,
    scalar: executeThen('scalar'),
    scalars: executeThen('scalars'),
    exec_driver_sql: executeDriverSql,
    begin: transaction,
    begin_nested: transaction,
    connect: itself,
    execution_options: itself,
    __enter__: itself,
    __exit__: nothing,
    commit: nothing,
    rollback,
    close: nothing,
  };
  const connectionClass: ClassValue = nativeClass({
    name: 'Connection',
    module: 'sqlalchemy.engine',
    native: {
      tag: 'alembic connection',
      attribute: (interpreter, self, name, place) => {
        if (name.startsWith('__')) return null;
        if (name === 'dialect') return connectionDialect;
        if (name === 'engine' || name === 'bind') return self;
        if (name === 'url') return shadowUrl;
        if (name === 'name' || name === 'driver') return interpreter.getAttribute(connectionDialect, name, place);
        return unknown(`${name} of the database connection`, place);
      },
    },
    members: Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, nativeMethod(name, method)])),
  });
  return instance(connectionClass, null, null);
}
