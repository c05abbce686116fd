/** What `op.get_bind()` gives: a connection to the database that the revision is changing. */

import type { Interpreter } from '../../python/interpreter';
import { instance, nativeClass, nativeMethod, noArguments, none, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, InstanceValue, NativeCall, Value } from '../../python/values';
import { resultValue } from '../../sqlalchemy/results/result';
import type { RowValues } from '../../sqlalchemy/statements/model';
import type { WrittenStatement } from '../../sqlalchemy/statements/write-statement';
import { attempt, isUnknown, unreadableValue } from '../../sqlalchemy/unreadable';
import { ddlOperation } from './ddl-elements';
import { connectionDialect, shadowUrl } from './dialect';
import { answersRows, statementAnswer } from './query-answers';
import type { OperationSink } from './sink';
import { onlyReads, statementSql, touchedTables } from './sql-text';
import { rootTransaction, savepointTransaction, takeBack } from './transactions';

/** A dict of parameters; a list of them runs the statement once for each. */
function parameterSets(args: Arguments): readonly RowValues[] {
  const given = args.positional[2] ?? args.keywords.get('parameters');
  const others = args.positional.slice(3).filter(({ type }) => type === 'dict');
  const sets = given?.type === 'list' || given?.type === 'tuple' ? given.items : given && given.type !== 'None' ? [given, ...others] : [];
  const named = [...args.keywords].filter(([name]) => !['statement', 'parameters', 'execution_options'].includes(name));
  if (sets.length === 0) return [new Map(named)];
  return sets.map((set) => {
    if (set.type !== 'dict') return unreadableValue('the parameters of a statement', set);
    return new Map([...set.entries.values()].flatMap(({ key, value }) => (key.type === 'str' ? [[key.value, value] as const] : [])));
  });
}

const statementOf = (args: Arguments): Value => args.positional[1] ?? args.keywords.get('statement') ?? none;

/** A text of SQL that nothing is known of. */
const driverStatement = (sql: string): WrittenStatement => ({ sql, columns: null, key: null });

/** Runs one statement and gives its result. */
function run(sink: OperationSink, interpreter: Interpreter, written: WrittenStatement, place: Place | null): Value {
  const { sql } = written;
  if (sink.run) {
    const answer = sink.run({ sql, place }, interpreter.uncertain, interpreter);
    if (answer === null) return unknown('what a statement answers that PostgreSQL refuses', place);
    return isUnknown(answer) ? answer : resultValue(interpreter, answer, written, place);
  }
  if (sink.query && answersRows(sql)) {
    const answer = sink.query(sql, place, interpreter.uncertain, interpreter);
    return isUnknown(answer) ? answer : resultValue(interpreter, statementAnswer(answer), written, place);
  }
  sink.emit({ kind: 'execute', sql, place }, interpreter.uncertain, interpreter);
  return unknown('what a statement of the revision answers', place);
}

/** `connection.execute(...)`. */
function execute(sink: OperationSink, interpreter: Interpreter, args: Arguments, place: Place | null): Value {
  const statement = statementOf(args);
  const ddl = attempt(() => ddlOperation(interpreter, statement), place);
  if (ddl && !isUnknown(ddl)) sink.emit({ ...ddl, place }, interpreter.uncertain, interpreter);
  if (ddl && isUnknown(ddl)) sink.opaque(ddl, place, []);
  if (ddl) return none;
  const statements = attempt(() => {
    const sets = parameterSets(args);
    return sets.map((parameters) => statementSql(interpreter, statement, { parameters, many: sets.length > 1, place }));
  }, place);
  if (isUnknown(statements) && !args.unknown && onlyReads(statement)) return statements;
  if (args.unknown || isUnknown(statements)) {
    const touched = touchedTables(statement);
    sink.opaque(
      args.unknown ?? (isUnknown(statements) ? statements : 'a statement'),
      place,
      touched,
      touched.length > 0 ? 'rows' : 'schema',
    );
    return unknown('what a statement of the revision answers', place);
  }
  return statements.map((written) => run(sink, interpreter, written, place)).at(-1) ?? none;
}

/** `exec_driver_sql(sql, parameters)`: psycopg2's own parameters are not carried out. */
function executeDriverSql(sink: OperationSink, interpreter: Interpreter, args: Arguments, place: Place | null): Value {
  const statement = statementOf(args);
  const parameters = args.positional[2] ?? args.keywords.get('parameters');
  if (statement.type === 'str' && (!parameters || parameters.type === 'None'))
    return run(sink, interpreter, driverStatement(statement.value.replaceAll('%%', '%')), place);
  const reason = statement.type === 'unknown' ? statement : unknown('exec_driver_sql() with parameters', place);
  if (onlyReads(statement)) return reason;
  sink.opaque(reason, place, []);
  return unknown('what a statement of the revision answers', place);
}

/**
 * A connection whose statements go to the sink. What they read is answered by the sink where it can; else it is unknown, and code that
 * depends on it is followed both ways.
 */
export function makeConnection(sink: OperationSink): InstanceValue {
  /** `connection.scalar(...)` is `connection.execute(...).scalar()`. */
  const executeThen =
    (method: string): NativeCall =>
    (interpreter, args, place) => {
      const result = execute(sink, interpreter, args, place);
      return result.type === 'unknown' ? result : interpreter.call(interpreter.getAttribute(result, method, place), noArguments, place);
    };
  const itself: NativeCall = (_interpreter, args) => args.positional[0] ?? none;
  const nothing: NativeCall = () => none;
  const methods: Readonly<Record<string, NativeCall>> = {
    execute: (interpreter, args, place) => execute(sink, interpreter, args, place),
    scalar: executeThen('scalar'),
    scalars: executeThen('scalars'),
    exec_driver_sql: (interpreter, args, place) => executeDriverSql(sink, interpreter, args, place),
    begin: (_interpreter, args, place) => rootTransaction(sink, args.positional[0] ?? none, place),
    begin_nested: (interpreter, args, place) => savepointTransaction(sink, args.positional[0] ?? none, interpreter, place),
    connect: itself,
    execution_options: itself,
    __enter__: itself,
    __exit__: nothing,
    commit: nothing,
    rollback: (_interpreter, _args, place) => {
      takeBack(sink, place);
      return none;
    },
    close: nothing,
  };
  const connectionClass: ClassValue = nativeClass({
    name: 'Connection',
    module: 'sqlalchemy.engine',
    native: {
      tag: 'alembic connection',
      handedOver: (_interpreter, _self, callee, args, place) => {
        // Most that are given a table's name beside the connection are about that table.
        const names = [...args.positional, ...args.keywords.values()].flatMap((value) => (value.type === 'str' ? [value.value] : []));
        const tables = names.map((name) => ({ schema: null, name }));
        sink.opaque({ ...callee, reason: `${callee.reason}, which is given the connection` }, place, tables);
      },
      attribute: (interpreter, self, name, place) => {
        if (name.startsWith('__')) return null;
        if (name === 'dialect') return connectionDialect;
        if (name === 'engine' || name === 'bind') return self;
        if (name === 'url') return shadowUrl;
        if (name === 'name' || name === 'driver') return interpreter.getAttribute(connectionDialect, name, place);
        if (name === 'closed') return { type: 'bool', value: false, place };
        return unknown(`${name} of the database connection`, place);
      },
    },
    members: Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, nativeMethod(name, method)])),
  });
  return instance(connectionClass, null, null);
}
