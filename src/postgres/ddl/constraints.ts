/** Constraints, as they stand in CREATE TABLE and after ALTER TABLE … ADD. */
import type { ConstraintDefinition, ForeignKeyDefinition, TableName } from '../../schema/definition';
import { quoteIdentifier, quoteTable } from '../../schema/quoting';

/** Names with commas between them, in parentheses. */
function nameList(names: readonly string[]): string {
  return `(${names.map(quoteIdentifier).join(', ')})`;
}

/** ` INCLUDE (…)`, or nothing (`PGDDLCompiler._define_include`). */
export function includeClause(columns: readonly string[]): string {
  return columns.length === 0 ? '' : ` INCLUDE ${nameList(columns)}`;
}

function deferrability(constraint: ConstraintDefinition): string {
  const words = constraint.deferrable === null ? '' : constraint.deferrable ? ' DEFERRABLE' : ' NOT DEFERRABLE';
  return constraint.initially === null ? words : `${words} INITIALLY ${constraint.initially}`;
}

const foreignKeyBody = (key: ForeignKeyDefinition): string => `FOREIGN KEY${nameList(key.columns)} ${references(key)}`;

function references(key: ForeignKeyDefinition): string {
  const referred = key.referredColumns.length === 0 ? '' : ` ${nameList(key.referredColumns)}`;
  return [
    `REFERENCES ${quoteTable(key.referredTable)}${referred}`,
    key.match === null ? '' : ` MATCH ${key.match}`,
    key.onDelete === null ? '' : ` ON DELETE ${key.onDelete}`,
    key.onUpdate === null ? '' : ` ON UPDATE ${key.onUpdate}`,
  ].join('');
}

/** A foreign key in the clause of its column, as `add_column` of alembic/ddl/base.py writes it: without name, and valid. */
export const inlineReferences = (key: ForeignKeyDefinition): string => `${references(key)}${deferrability(key)}`;

function body(constraint: ConstraintDefinition): string {
  switch (constraint.kind) {
    case 'primary_key':
      return `PRIMARY KEY ${nameList(constraint.columns)}${includeClause(constraint.include)}`;
    case 'unique': {
      const nulls = constraint.nullsNotDistinct ? 'NULLS NOT DISTINCT ' : '';
      return `UNIQUE ${nulls}${nameList(constraint.columns)}${includeClause(constraint.include)}`;
    }
    case 'foreign_key':
      return foreignKeyBody(constraint);
    case 'check':
      return `CHECK (${constraint.expression.sql})${constraint.noInherit ? ' NO INHERIT' : ''}`;
    case 'exclude': {
      const elements = constraint.elements.map(
        ({ expression, opclass, operator }) => `${expression.sql}${opclass === null ? '' : ` ${opclass}`} WITH ${operator}`,
      );
      const where = constraint.where === null ? '' : ` WHERE (${constraint.where.sql})`;
      return `EXCLUDE USING ${constraint.using.toLowerCase()} (${elements.join(', ')})${where}`;
    }
  }
}

/** A constraint as CREATE TABLE holds it: `DDLCompiler` and `PGDDLCompiler.visit_*_constraint`. */
export function constraintClause(constraint: ConstraintDefinition): string {
  const name = constraint.name === null ? '' : `CONSTRAINT ${quoteIdentifier(constraint.name)} `;
  const notValid = (constraint.kind === 'check' || constraint.kind === 'foreign_key') && constraint.notValid ? ' NOT VALID' : '';
  return `${name}${body(constraint)}${deferrability(constraint)}${notValid}`;
}

/** `ALTER TABLE … ADD …`, as `DDLCompiler.visit_add_constraint`. */
export function addConstraint(table: TableName, constraint: ConstraintDefinition): string {
  return `ALTER TABLE ${quoteTable(table)} ADD ${constraintClause(constraint)}`;
}
