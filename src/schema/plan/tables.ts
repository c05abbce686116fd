/** How tables are made and dropped, apart from their indexes, which are operations of their own as with Alembic. */
import type { ConstraintDefinition, TableDefinition } from '../definition';
import type { Constraint, Table } from '../schema';
import { tableFromCatalog, withCollation, withoutCreatingEnum } from '../table-from-catalog';
import type { Definitions, PlanContext } from './context';
import { commentSql } from './relations';
import { joined, type PlanStep, reversible, sqlStep } from './step';

/** Makes a table as the models have it, without the constraints in `later`. */
export function createTable(table: Table, later: ReadonlySet<Constraint>, definitions: Definitions, context: PlanContext): PlanStep {
  const defined = context.definitionOf(table.schema, table.name);
  const definition = defined ? fromModels(defined, table, later, definitions) : fromCatalog(table, later, definitions, 'after');
  return joined([
    reversible({ kind: 'create_table', place: definition.place, table: withoutConstraintComments(definition), ifNotExists: false }),
    ...constraintComments(table, later, definitions).map((sql) => sqlStep(sql, null)),
  ]);
}

/** Drops a table whose indexes and constraints in `gone` were dropped before. */
export function dropTable(table: Table, gone: ReadonlySet<Constraint>, definitions: Definitions): PlanStep {
  const reverse = withoutConstraintComments(fromCatalog(table, gone, definitions, 'before'));
  return joined([
    ...constraintComments(table, gone, definitions).map((sql) => sqlStep(null, sql)),
    reversible({ kind: 'drop_table', place: null, table: definitions.tableName(table.schema, table.name), ifExists: false, reverse }),
  ]);
}

/** The comments are set by statements of their own. */
function withoutConstraintComments(table: TableDefinition): TableDefinition {
  return { ...table, constraints: table.constraints.map((constraint) => ({ ...constraint, comment: null })) };
}

function constraintComments(table: Table, without: ReadonlySet<Constraint>, definitions: Definitions): readonly string[] {
  const on = { schema: table.schema, table: table.name };
  return table.constraints
    .filter((item) => item.comment !== null && !without.has(item))
    .map((item) => commentSql({ is: 'constraint', ...on, item }, item.comment, definitions));
}

function fromCatalog(table: Table, without: ReadonlySet<Constraint>, definitions: Definitions, side: 'before' | 'after'): TableDefinition {
  const kept = { ...table, constraints: table.constraints.filter((constraint) => !without.has(constraint)), indexes: [] };
  return tableFromCatalog(kept, definitions.onSide(side));
}

/** The names that PostgreSQL gives are left to it, as the models leave them. */
function fromModels(defined: TableDefinition, table: Table, later: ReadonlySet<Constraint>, definitions: Definitions): TableDefinition {
  const left = new Set([...later].map((constraint) => definitions.definedConstraint(table.schema, table.name, constraint)));
  const isLeft = (constraint: ConstraintDefinition): boolean => left.has(constraint);
  const unmatched = [...left].includes(null);
  const constraints = unmatched
    ? tableFromCatalog({ ...table, constraints: table.constraints.filter((one) => !later.has(one)) }, definitions.onSide('after'))
        .constraints
    : defined.constraints.filter((constraint) => !isLeft(constraint));
  return {
    ...defined,
    columns: defined.columns.map((column) => {
      const collation = table.columns.find((one) => one.name === column.name)?.collation ?? null;
      return { ...column, type: withoutCreatingEnum(withCollation(column.type, collation)) };
    }),
    constraints,
    indexes: [],
  };
}
