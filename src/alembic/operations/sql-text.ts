/** What `op.execute(...)` and `connection.execute(...)` are given, as the SQL that PostgreSQL gets. */
import type { Interpreter } from '../../python/interpreter';
import type { Value } from '../../python/values';
import type { TableName } from '../../schema/definition';
import { nodeOf } from '../../sqlalchemy/sql/node';
import { emptySelect, type Statement, StatementObject, UnknownStatement } from '../../sqlalchemy/statements/model';
import { targetTable } from '../../sqlalchemy/statements/write-changes';
import { type Execution, type WrittenStatement, writeStatement } from '../../sqlalchemy/statements/write-statement';
import { Unreadable, unreadableValue } from '../../sqlalchemy/unreadable';

/** The statement that a value is: a text stands for itself, and an expression is selected. Throws `Unreadable`. */
export function statementOf(value: Value): StatementObject {
  if (value.type === 'instance' && value.host instanceof StatementObject) return value.host;
  if (value.type === 'instance' && value.host instanceof UnknownStatement) throw new Unreadable(value.host.reason);
  if (value.type === 'str') return new StatementObject(textStatement({ kind: 'text', text: value.value }));
  const node = nodeOf(value);
  if (!node || node.kind === 'unknown') return unreadableValue('a statement', value);
  return new StatementObject(node.kind === 'text' ? textStatement(node) : { ...emptySelect, columns: [node] });
}

const textStatement = (text: (Statement & { readonly kind: 'text' })['text']): Statement => ({
  kind: 'text',
  text,
  columns: [],
  positional: false,
});

/** The SQL of a str, a `text()` or another statement of SQLAlchemy's; throws `Unreadable` where it is not known. */
export function statementSql(interpreter: Interpreter, value: Value, execution: Execution): WrittenStatement {
  const { statement, parameters } = statementOf(value);
  return writeStatement(interpreter, statement, { ...execution, parameters: new Map([...parameters, ...execution.parameters]) });
}

/** The table that a statement changes, where it is one of SQLAlchemy's. */
export function touchedTables(value: Value): readonly TableName[] {
  if (value.type !== 'instance') return [];
  const { host } = value;
  if (host instanceof UnknownStatement) return host.changes ? [{ schema: host.changes.schema, name: host.changes.name }] : [];
  if (!(host instanceof StatementObject) || !('target' in host.statement)) return [];
  const { schema, name } = targetTable(host.statement.target);
  return [{ schema, name }];
}

/** Whether a statement changes nothing, so that only its rows are unknown where it is not understood. */
export function onlyReads(value: Value): boolean {
  if (value.type === 'str') return readsText(value.value);
  if (value.type !== 'instance') return false;
  const { host } = value;
  if (host instanceof UnknownStatement) return host.changes === null;
  if (host instanceof StatementObject && host.statement.kind !== 'text')
    return host.statement.kind === 'select' || host.statement.kind === 'compound';
  const text = host instanceof StatementObject && host.statement.kind === 'text' ? host.statement.text : nodeOf(value);
  return text?.kind === 'text' && readsText(text.text);
}

const readsText = (text: string): boolean => /^(\s|\(|--[^\n]*\n)*select\b/i.test(text) && !/\binto\b/i.test(text);
