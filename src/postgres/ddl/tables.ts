/** CREATE TABLE and what belongs to it. */
import type { ConstraintDefinition, ForeignKeyDefinition, TableDefinition, TableName } from '../../schema/definition';
import { quoteLiteral, quoteTable } from '../../schema/quoting';
import { columnSpecification, commentOnColumn } from './columns';
import { addConstraint, constraintClause } from './constraints';
import { createIndex, storageOptions } from './indexes';

export interface TableOptions {
  /** `separate`: foreign keys come as ALTER TABLE after everything else, so that tables may refer to each other. */
  readonly foreignKeys: 'inline' | 'separate';
  readonly ifNotExists?: boolean;
}

function isForeignKey(constraint: ConstraintDefinition): constraint is ForeignKeyDefinition {
  return constraint.kind === 'foreign_key';
}

/** The foreign keys of a table, in their order. */
export function foreignKeysOf(table: TableDefinition): readonly ForeignKeyDefinition[] {
  return table.constraints.filter(isForeignKey);
}

/** SQLAlchemy's order is kept, but a primary key comes first (`DDLCompiler.create_table_constraints`). */
function inlineConstraints(table: TableDefinition, options: TableOptions): readonly string[] {
  const chosen = table.constraints.filter((constraint) => options.foreignKeys === 'inline' || !isForeignKey(constraint));
  const keys = chosen.filter((constraint) => constraint.kind === 'primary_key' && constraint.columns.length > 0);
  const others = chosen.filter((constraint) => constraint.kind !== 'primary_key');
  return [...keys, ...others].map(constraintClause);
}

/** What stands behind the closing parenthesis (`PGDDLCompiler.post_create_table`). */
function tableSuffix(table: TableDefinition): string {
  const withOptions = storageOptions(table.with);
  return [
    table.inherits.length === 0 ? '' : `\n INHERITS (${table.inherits.map(quoteTable).join(', ')})`,
    table.partitionBy === null ? '' : `\n PARTITION BY ${table.partitionBy}`,
    withOptions === '' ? '' : `\n WITH (${withOptions})`,
  ].join('');
}

/** The CREATE TABLE alone, as `DDLCompiler.visit_create_table` lays it out. */
export function createTable(table: TableDefinition, options: TableOptions): string {
  const lines = [...table.columns.map(columnSpecification), ...inlineConstraints(table, options)];
  const start = `CREATE ${table.unlogged ? 'UNLOGGED ' : ''}TABLE ${options.ifNotExists === true ? 'IF NOT EXISTS ' : ''}`;
  const inside = lines.length === 0 ? '' : `\n    ${lines.join(',\n    ')}\n`;
  return `${start}${quoteTable(table)} (${inside})${tableSuffix(table)}`;
}

/** `COMMENT ON TABLE`; null takes the comment away. */
export function commentOnTable(table: TableName, comment: string | null): string {
  return `COMMENT ON TABLE ${quoteTable(table)} IS ${comment === null ? 'NULL' : quoteLiteral(comment)}`;
}

/** The comments of the table and of its columns. */
function commentStatements(table: TableDefinition): readonly string[] {
  const columns = table.columns.flatMap(({ name, comment }) => (comment === null ? [] : [commentOnColumn(table, name, comment)]));
  return table.comment === null ? columns : [commentOnTable(table, table.comment), ...columns];
}

/**
 * Everything that `op.create_table` sends, in the order of `DefaultImpl.create_table`: the table, its indexes, its comments; then
 * the foreign keys where they are asked for apart. Like Alembic it does not set the comments of constraints.
 */
export function tableStatements(table: TableDefinition, options: TableOptions): readonly string[] {
  const keys = options.foreignKeys === 'separate' ? foreignKeysOf(table).map((key) => addConstraint(table, key)) : [];
  return [createTable(table, options), ...table.indexes.map((index) => createIndex(table, index)), ...commentStatements(table), ...keys];
}
