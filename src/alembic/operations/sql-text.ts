/** What `op.execute(...)` and `connection.execute(...)` are given, as the SQL that PostgreSQL gets. */
import type { Interpreter } from '../../python/interpreter';
import type { UnknownValue, Value } from '../../python/values';
import { tablesWithChangedRows } from '../../schema/changed-rows';
import type { TableName } from '../../schema/definition';
import { nodeOf } from '../../sqlalchemy/sql/node';
import { emptySelect, type Statement, StatementObject, UnknownStatement } from '../../sqlalchemy/statements/model';
import { standInsOf } from '../../sqlalchemy/statements/stand-ins';
import { targetTable } from '../../sqlalchemy/statements/write-changes';
import { type Execution, type WrittenStatement, writeStatement } from '../../sqlalchemy/statements/write-statement';
import { Unreadable, unreadableValue } from '../../sqlalchemy/unreadable';

/** The statement that a value is: a text stands for itself, and an expression is selected. Throws `Unreadable`. */
export function statementOf(interpreter: Interpreter, value: Value): StatementObject {
  if (value.type === 'instance' && value.host instanceof StatementObject) return value.host;
  if (value.type === 'instance' && value.host instanceof UnknownStatement) throw new Unreadable(value.host.reason);
  if (value.type === 'str') return new StatementObject(textStatement({ kind: 'text', text: value.value }));
  const filled = value.type === 'unknown' ? withStandIns(interpreter, value) : null;
  if (filled !== null) return new StatementObject(textStatement({ kind: 'text', text: filled }));
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
  const { statement, parameters } = statementOf(interpreter, value);
  return writeStatement(interpreter, statement, { ...execution, parameters: new Map([...parameters, ...execution.parameters]) });
}

/** From here on a text says which rows it is about. */
const choosesRows = /\b(?:where|having|join|when)\b/i;

/**
 * A text that changes nothing but rows, with a stand-in for each value in it that is not known: `f"INSERT … VALUES ('{uuid4()}')"`. Null
 * where it is another text, or a gap is no literal, or a value decides which rows are meant.
 */
function withStandIns(interpreter: Interpreter, { parts }: UnknownValue): string | null {
  if (!parts || tablesWithChangedRows(outline(parts)) === null) return null;
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const standIns = standInsOf(interpreter);
    const isValue = text.split("'").length % 2 === 0 && (standIns.isKnown(part) || !choosesRows.test(text));
    const literal = isValue ? standIns.literal(part, null) : null;
    if (literal === null) return null;
    text += literal.slice(1, -1);
  }
  return text;
}

/** What is known of a text, with its gaps. */
const outline = (parts: readonly (string | UnknownValue)[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : '?')).join('');

/** The tables of which a statement changes the rows, as far as that is known; empty where it may change more. */
export function touchedTables(value: Value): readonly TableName[] {
  if (value.type === 'str') return tablesWithChangedRows(value.value) ?? [];
  if (value.type === 'unknown') return (value.parts && tablesWithChangedRows(outline(value.parts))) ?? [];
  const node = nodeOf(value);
  if (node?.kind === 'text') return tablesWithChangedRows(node.text) ?? [];
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
