/** Operations on `products` for tests, with everything left out that a test does not speak of. */
import type { ConstraintDefinition, IndexDefinition, TableDefinition } from '../../src/schema/definition';
import type {
  AddColumn,
  AlterColumn,
  CreateConstraint,
  CreateIndex,
  CreateTable,
  DropColumn,
  DropConstraint,
  DropIndex,
  Execute,
} from '../../src/schema/operation';
import { named } from '../schema/definitions';

export const products = named('products');
const onProducts = { table: products, place: null };

export const createTable = (table: TableDefinition, rest: Partial<CreateTable> = {}): CreateTable => ({
  kind: 'create_table',
  table,
  ifNotExists: false,
  place: null,
  ...rest,
});
export const addColumn = (column: AddColumn['column'], rest: Partial<AddColumn> = {}): AddColumn => ({
  ...onProducts,
  kind: 'add_column',
  column,
  constraints: [],
  indexes: [],
  ifNotExists: false,
  ...rest,
});
export const dropColumn = (column: string, rest: Partial<DropColumn> = {}): DropColumn => ({
  ...onProducts,
  kind: 'drop_column',
  column,
  ifExists: false,
  reverse: null,
  ...rest,
});
export const alterColumn = (column: string, rest: Partial<AlterColumn> = {}): AlterColumn => ({
  ...onProducts,
  kind: 'alter_column',
  column,
  existing: { type: null, nullable: null },
  ...rest,
});
export const createIndex = (index: IndexDefinition, rest: Partial<CreateIndex> = {}): CreateIndex => ({
  ...onProducts,
  kind: 'create_index',
  index,
  ifNotExists: false,
  ...rest,
});
export const dropIndex = (name: string, rest: Partial<DropIndex> = {}): DropIndex => ({
  ...onProducts,
  kind: 'drop_index',
  name,
  schema: null,
  ifExists: false,
  concurrently: false,
  reverse: null,
  ...rest,
});
export const createConstraint = (constraint: ConstraintDefinition, rest: Partial<CreateConstraint> = {}): CreateConstraint => ({
  ...onProducts,
  kind: 'create_constraint',
  constraint,
  ...rest,
});
export const dropConstraint = (
  name: string | null,
  constraintKind: DropConstraint['constraintKind'],
  rest: Partial<DropConstraint> = {},
): DropConstraint => ({ ...onProducts, kind: 'drop_constraint', name, constraintKind, ifExists: false, reverse: null, ...rest });
export const execute = (sql: string): Execute => ({ kind: 'execute', sql, place: null });
