/** Operations as SQL: what Alembic sends to PostgreSQL for each of them. */
import type { DropConstraint, Operation } from '../../schema/operation';
import { quoteIdentifier, quoteTable } from '../../schema/quoting';
import { alterColumn, columnSpecification, commentOnColumn } from './columns';
import { addConstraint, inlineReferences } from './constraints';
import { addEnumValue, createEnum, createEnumIfNotExists, replaceEnum } from './enums';
import { createIndex } from './indexes';
import { NotRenderable } from './not-renderable';
import { createSequence } from './sequences';
import { commentOnTable, tableStatements } from './tables';

type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>;

function ifExists(operation: { readonly ifExists: boolean }): string {
  return operation.ifExists ? 'IF EXISTS ' : '';
}

/** As `add_column` of alembic/operations/toimpl.py: the column, its constraints save a primary key, its indexes, its comment. */
function addColumn(operation: Of<'add_column'>): readonly string[] {
  const { table, column, constraints, indexes, inlineReferences: foreignKey } = operation;
  const guard = operation.ifNotExists ? 'IF NOT EXISTS ' : '';
  const inline = `${operation.inlinePrimaryKey ? ' PRIMARY KEY' : ''}${foreignKey ? ` ${inlineReferences(foreignKey)}` : ''}`;
  return [
    `ALTER TABLE ${quoteTable(table)} ADD COLUMN ${guard}${columnSpecification(column)}${inline}`,
    ...constraints.filter((constraint) => constraint.kind !== 'primary_key').map((constraint) => addConstraint(table, constraint)),
    ...indexes.map((index) => createIndex(table, index)),
    ...(column.comment === null ? [] : [commentOnColumn(table, column.name, column.comment)]),
  ];
}

/** SQLAlchemy's class for the constraint, as it names it when it refuses (`DDLCompiler.visit_drop_constraint`). */
const constraintClasses: Readonly<Record<NonNullable<DropConstraint['constraintKind']>, string>> = {
  primary_key: 'PrimaryKeyConstraint',
  unique: 'UniqueConstraint',
  foreign_key: 'ForeignKeyConstraint',
  check: 'CheckConstraint',
  exclude: 'ExcludeConstraint',
};

function dropConstraint(operation: Of<'drop_constraint'>): string {
  if (operation.name === null) {
    const constraint = operation.constraintKind === null ? 'Constraint' : constraintClasses[operation.constraintKind];
    throw new NotRenderable(`Can't emit DROP CONSTRAINT for constraint ${constraint}(); it has no name`);
  }
  return `ALTER TABLE ${quoteTable(operation.table)} DROP CONSTRAINT ${ifExists(operation)}${quoteIdentifier(operation.name)}`;
}

function dropIndex(operation: Of<'drop_index'>): string {
  const schema = operation.schema ?? operation.table?.schema ?? null;
  const concurrently = operation.concurrently ? 'CONCURRENTLY ' : '';
  return `DROP INDEX ${concurrently}${ifExists(operation)}${quoteTable({ schema, name: operation.name })}`;
}

/** One INSERT a row, as Alembic's offline mode writes `bulk_insert`. */
function bulkInsert({ table, columns, rows }: Of<'bulk_insert'>): readonly string[] {
  const into = `INSERT INTO ${quoteTable(table)}`;
  if (columns.length === 0) return rows.map(() => `${into} DEFAULT VALUES`);
  const names = columns.map(quoteIdentifier).join(', ');
  return rows.map((row) => `${into} (${names}) VALUES (${row.join(', ')})`);
}

/**
 * The SQL of one operation, a statement an element, without closing semicolons. The edges of an autocommit block are no
 * SQL: they come out as an empty list, and whoever runs the statements heeds them. Throws `NotRenderable`.
 */
export function statementsFor(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'create_table':
      return tableStatements(operation.table, { foreignKeys: 'inline', ifNotExists: operation.ifNotExists });
    case 'drop_table':
      return [`DROP TABLE ${ifExists(operation)}${quoteTable(operation.table)}`];
    case 'rename_table':
      return [`ALTER TABLE ${quoteTable(operation.table)} RENAME TO ${quoteIdentifier(operation.newName)}`];
    case 'add_column':
      return addColumn(operation);
    case 'drop_column':
      return [`ALTER TABLE ${quoteTable(operation.table)} DROP COLUMN ${ifExists(operation)}${quoteIdentifier(operation.column)}`];
    case 'alter_column':
      return alterColumn(operation);
    case 'create_index':
      return [createIndex(operation.table, operation.index, operation.ifNotExists)];
    case 'drop_index':
      return [dropIndex(operation)];
    case 'create_constraint':
      return [addConstraint(operation.table, operation.constraint)];
    case 'drop_constraint':
      return [dropConstraint(operation)];
    case 'rename_constraint': {
      const names = `${quoteIdentifier(operation.name)} TO ${quoteIdentifier(operation.newName)}`;
      return [`ALTER TABLE ${quoteTable(operation.table)} RENAME CONSTRAINT ${names}`];
    }
    case 'rename_index':
      return [`ALTER INDEX ${quoteTable(operation)} RENAME TO ${quoteIdentifier(operation.newName)}`];
    case 'create_table_comment':
    case 'drop_table_comment':
      return [commentOnTable(operation.table, operation.comment)];
    case 'create_enum':
      return [operation.ifNotExists ? createEnumIfNotExists(operation.enumType) : createEnum(operation.enumType)];
    case 'drop_enum':
      return [`DROP TYPE ${ifExists(operation)}${quoteTable(operation)}`];
    case 'add_enum_value':
      return [addEnumValue(operation)];
    case 'replace_enum':
      return replaceEnum(operation);
    case 'create_sequence':
      return [createSequence(operation.sequence, operation.ifNotExists)];
    case 'drop_sequence':
      return [`DROP SEQUENCE ${ifExists(operation)}${quoteTable(operation)}`];
    case 'execute':
      return [operation.sql];
    case 'bulk_insert':
      return bulkInsert(operation);
    case 'begin_autocommit':
    case 'end_autocommit':
      return [];
  }
}
