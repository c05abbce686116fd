/** What readers of columns, constraints and indexes know about the table around them. */
import type { Interpreter } from '../../python/interpreter';
import type { Value } from '../../python/values';
import type { PythonCode, SqlExpression, TableName } from '../../schema/definition';
import { columnArguments } from '../column-arguments';
import type { NamingConvention } from '../naming-convention';
import { optionalText, SpecialName, textOf, unfoldedName } from '../plain-values';
import { code, textRepr } from '../python-code';
import { ColumnObject, type TableObject } from '../schema-objects';
import { nodeOf } from '../sql/node';
import { renderSql } from '../sql/render';
import { textualSql } from '../sql/textual';
import { unreadable, unreadableValue } from '../unreadable';

export interface ReadContext {
  readonly interpreter: Interpreter;
  readonly table: TableName | null;
  readonly convention: NamingConvention;
  /** `MetaData(schema=...)`: foreign keys and enum types without a schema of their own take it. */
  readonly metadataSchema: string | null;
  /** Where referred columns are looked up; null: nowhere (a revision's operation stands alone). */
  readonly tables: ((key: string) => TableObject | null) | null;
  /** The columns of the table itself, for names that are keys. */
  readonly columns: readonly ColumnObject[];
}

/** `Column.key`: what constraints and foreign keys call a column. */
export function keyOf(column: ColumnObject): string | null {
  return optionalText(columnArguments(column).keywords.get('key') ?? null, 'the key of a column') ?? column.name;
}

/** The name of a column that a constraint speaks of, by key or by the column itself. */
export function columnName(value: Value, context: ReadContext): { readonly name: string; readonly key: string } {
  if (value.type === 'instance' && value.host instanceof ColumnObject) {
    const name = value.host.name ?? unreadable('a column without a name', value.place);
    return { name, key: keyOf(value.host) ?? name };
  }
  const node = nodeOf(value);
  if (node?.kind === 'column') {
    const name = node.column.name ?? unreadable('a column without a name', value.place);
    return { name, key: keyOf(node.column) ?? name };
  }
  if (node?.kind === 'name') return { name: node.name, key: node.name };
  const key = textOf(value, 'the column of a constraint');
  const column = context.columns.find((candidate) => keyOf(candidate) === key);
  return { name: column?.name ?? key, key };
}

/** A name that was given to a constraint, and whether a convention leaves it alone. */
export function givenName(value: Value | null): { readonly name: string | null; readonly final: boolean } {
  if (!value || value.type === 'None') return { name: null, final: false };
  if (value.type === 'instance' && value.host instanceof SpecialName)
    return {
      name: unfoldedName(value, null, 'the name of a constraint or an index'),
      final: value.host.final,
    };
  return { name: textOf(value, 'the name of a constraint'), final: false };
}

/** SQL in a place that takes text as SQL: a CHECK, a generated column. In Python it stays plain text. */
export function sqlText(value: Value, context: ReadContext): SqlExpression {
  const sql = rawSql(value, context);
  return { sql, python: code(textRepr(sql)) };
}

/** SQL in a place that takes expressions: an index's or exclusion's WHERE. In Python it becomes `sa.text(...)`. */
export function sqlClause(value: Value, context: ReadContext): SqlExpression {
  const sql = rawSql(value, context);
  return { sql, python: textClause(sql) };
}

/** `sa.text(...)`; what it would take for a bound parameter is escaped (`TextClause._bind_params_regex`). */
export const textClause = (sql: string): PythonCode => code(`sa.text(${textRepr(sql.replace(/(?<![:\w\\]):(?=\w+(?![:\w]))/g, '\\:'))})`);

function rawSql(value: Value, context: ReadContext): string {
  if (value.type === 'str') return textualSql(value.value);
  const node = nodeOf(value);
  if (node) return renderSql(context.interpreter, node);
  if (value.type === 'bool') return value.value ? 'true' : 'false';
  return unreadableValue('a SQL expression', value);
}

/** `postgresql_with={'fillfactor': 70}`. */
export function storageOptions(value: Value | null): Readonly<Record<string, string>> {
  if (!value || value.type === 'None') return {};
  if (value.type !== 'dict') return unreadableValue('storage options', value);
  return Object.fromEntries(
    [...value.entries.values()].map(({ key, value: option }) => [textOf(key, 'a storage option'), optionText(option)] as const),
  );
}

function optionText(value: Value): string {
  if (value.type === 'bool') return value.value ? 'true' : 'false';
  if (value.type === 'int') return String(value.value);
  return value.type === 'float' ? String(value.value) : textOf(value, 'a storage option');
}
