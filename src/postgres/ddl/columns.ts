/** A column as CREATE TABLE and ADD COLUMN hold it, and the statements of `alter_column`. */
import type { ColumnDefinition, ColumnType, TableName } from '../../schema/definition';
import type { AlterColumn } from '../../schema/operation';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../schema/quoting';
import { identityChange, identityClause } from './sequences';

const serialTypes: Readonly<Record<string, string>> = {
  BIGINT: 'BIGSERIAL',
  BIGSERIAL: 'BIGSERIAL',
  SMALLINT: 'SMALLSERIAL',
  SMALLSERIAL: 'SMALLSERIAL',
};

/** SQLAlchemy has the collation inside the type; it is added here where the type does not already carry it. */
function typeText(type: ColumnType, collation: string | null): string {
  if (collation === null || /\sCOLLATE\s/i.test(type.sql)) return type.sql;
  return `${type.sql} COLLATE ${quoteIdentifier(collation)}`;
}

/**
 * Where nobody says whether the value is kept, nothing is written, as SQLAlchemy 2.1 does for PostgreSQL 18, which the shadow is. An
 * older server refuses that: it knows STORED alone.
 */
function computedClause(computed: NonNullable<ColumnDefinition['computed']>): string {
  const kept = computed.persisted === null ? '' : computed.persisted ? ' STORED' : ' VIRTUAL';
  return `GENERATED ALWAYS AS (${computed.sql})${kept}`;
}

function nullability(column: ColumnDefinition): string {
  if (column.identity !== null) return column.nullable ? ' NULL' : '';
  return column.nullable ? '' : ' NOT NULL';
}

/** `name TYPE DEFAULT … NOT NULL`, as `PGDDLCompiler.get_column_specification`. */
export function columnSpecification(column: ColumnDefinition): string {
  const name = quoteIdentifier(column.name);
  const start = column.serial
    ? `${name} ${serialTypes[column.type.sql.toUpperCase()] ?? 'SERIAL'}`
    : `${name} ${typeText(column.type, column.collation)}${column.serverDefault === null ? '' : ` DEFAULT ${column.serverDefault.sql}`}`;
  return [
    start,
    column.computed === null ? '' : ` ${computedClause(column.computed)}`,
    column.identity === null ? '' : ` ${identityClause(column.identity)}`,
    nullability(column),
  ].join('');
}

/** `COMMENT ON COLUMN`; null takes the comment away. */
export function commentOnColumn(table: TableName, column: string, comment: string | null): string {
  const text = comment === null ? 'NULL' : quoteLiteral(comment);
  return `COMMENT ON COLUMN ${quoteTable(table)}.${quoteIdentifier(column)} IS ${text}`;
}

/**
 * The statements of `op.alter_column`, one for each thing that changes, in the order of `PostgresqlImpl.alter_column`:
 * type, NOT NULL, default, identity, comment, name.
 */
export function alterColumn(operation: AlterColumn): readonly string[] {
  const { table, column, type, nullable, serverDefault, identity, comment, newName } = operation;
  const alterTable = `ALTER TABLE ${quoteTable(table)}`;
  const alter = `${alterTable} ALTER COLUMN ${quoteIdentifier(column)}`;
  const statements: string[] = [];
  if (type !== undefined) statements.push(`${alter} TYPE ${type.sql}${operation.using ? ` USING ${operation.using}` : ''}`);
  if (nullable !== undefined) statements.push(`${alter} ${nullable ? 'DROP' : 'SET'} NOT NULL`);
  if (serverDefault !== undefined) {
    statements.push(serverDefault === null ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${serverDefault.sql}`);
  }
  if (identity !== undefined) {
    const change = identityStep(operation, identity);
    if (change !== null) statements.push(`${alter} ${change}`);
  }
  if (comment !== undefined) statements.push(commentOnColumn(table, column, comment));
  if (newName !== undefined) statements.push(`${alterTable} RENAME ${quoteIdentifier(column)} TO ${quoteIdentifier(newName)}`);
  return statements;
}

function identityStep(operation: AlterColumn, identity: ColumnDefinition['identity']): string | null {
  if (identity === null) return 'DROP IDENTITY';
  const existing = operation.existing.identity ?? null;
  return existing === null ? `ADD ${identityClause(identity)}` : identityChange(existing, identity);
}
