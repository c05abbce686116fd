/** What `op.execute(...)` and `connection.execute(...)` are given, as the SQL that PostgreSQL gets. */
import type { Interpreter } from '../../python/interpreter';
import type { Place } from '../../python/place';
import type { Value } from '../../python/values';
import { expressionFrom, literalFrom } from '../../sqlalchemy/definitions-from-values';
import { nodeOf } from '../../sqlalchemy/sql/node';
import { Unreadable } from '../../sqlalchemy/unreadable';
import { DataStatement, dataStatementSql } from './data-statement';
import { known } from './operation-call';

/** `TextClause._bind_params_regex` of sqlalchemy/sql/elements.py. */
const bindParameters = /(?<![:\w\\]):(\w+)(?!:)/gu;
/** `BIND_PARAMS_ESC` of sqlalchemy/sql/compiler.py. */
const escapedColons = /\\(:\w*)(?![:\w])/gu;

export type Parameters = ReadonlyMap<string, Value>;
export const noParameters: Parameters = new Map();

/** A value as a SQL literal, as psycopg writes it into a statement; `type` is the column's. Throws Unreadable. */
export function literal(interpreter: Interpreter, value: Value, type: Value | null): string {
  const read = literalFrom(interpreter, value, type);
  if (typeof read !== 'string') throw new Unreadable(read);
  return read;
}

/**
 * `text()`: `:name` is a parameter, `\:` a colon. A parameter without a value is the error that SQLAlchemy raises for it, also where
 * somebody only wrote a colon inside a SQL string.
 */
function textSql(interpreter: Interpreter, text: string, parameters: Parameters, place: Place | null): string {
  const bound = text.replace(bindParameters, (_whole, name: string) => {
    const value = parameters.get(name);
    return value ? literal(interpreter, value, null) : missingParameter(interpreter, name, place);
  });
  return bound.replace(escapedColons, '$1');
}

function missingParameter(interpreter: Interpreter, name: string, place: Place | null): never {
  const message = `A value is required for bind parameter '${name}' (a colon before a name is a parameter; write \\: for a colon)`;
  const module = interpreter.importModule('sqlalchemy.exc', place);
  const cls = module.type === 'module' ? interpreter.findAttribute(module, 'StatementError', place) : null;
  return interpreter.raise(cls?.type === 'class' ? cls : 'Exception', message, place);
}

/** The SQL of a str, a `text()` or another statement of SQLAlchemy's; throws Unreadable where it is not known. */
export function statementSql(interpreter: Interpreter, statement: Value, parameters: Parameters, place: Place | null): string {
  if (statement.type === 'str') return textSql(interpreter, statement.value, parameters, place);
  if (statement.type === 'instance' && statement.host instanceof DataStatement)
    return dataStatementSql(interpreter, statement.host, parameters);
  const node = nodeOf(statement);
  if (node?.kind === 'text') return textSql(interpreter, node.text, parameters, place);
  return known(expressionFrom(interpreter, statement)).sql;
}
