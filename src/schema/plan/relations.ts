/** Constraints and indexes: which must be gone while something else changes, and how they are dropped and made. */
import type { Change } from '../change';
import { constraintText, indexText, mentionsName } from '../definition-text';
import type { Operation } from '../operation';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../quoting';
import type { Constraint, ForeignKey, Index, Table } from '../schema';
import { indexFromCatalog, writtenSchema } from '../table-from-catalog';
import type { Definitions, PlanContext } from './context';
import { joined, type PlanStep, reversible, sqlStep } from './step';

/** A constraint or an index of a table. */
export type Relation =
  | { readonly is: 'constraint'; readonly schema: string; readonly table: string; readonly item: Constraint }
  | { readonly is: 'index'; readonly schema: string; readonly table: string; readonly item: Index };

/** A relation as a key of a map: equal for what has one name on one table, before and after. */
export const relationKey = (relation: Relation): string =>
  JSON.stringify([relation.is, relation.schema, relation.table, relation.item.name]);

/** All constraints and indexes of a table. */
export function relationsOf(table: Table): readonly Relation[] {
  const on = { schema: table.schema, table: table.name };
  return [
    ...table.constraints.map((item): Relation => ({ is: 'constraint', ...on, item })),
    ...table.indexes.map((item): Relation => ({ is: 'index', ...on, item })),
  ];
}

/** The columns of its own table on which a constraint or index stands. */
export function standsOn(relation: Relation, column: string): boolean {
  const { item } = relation;
  if (relation.is === 'index') return relation.item.include.includes(column) || mentionsName(indexText(relation.item), column);
  if (item && 'kind' in item && item.kind === 'foreign_key') return item.columns.includes(column);
  return relation.item.columns.includes(column) || mentionsName(relation.item.definition, column);
}

/** Tells the relations that lean on another table. */
export function isForeignKey(relation: Relation): relation is Relation & { readonly item: ForeignKey } {
  return relation.is === 'constraint' && relation.item.kind === 'foreign_key';
}

/** The columns by which a foreign key may refer to the table, null for what is no key. */
export function keyColumns(relation: Relation): readonly string[] | null {
  if (relation.is === 'index') {
    const columns = relation.item.keys.map((key) => key.column);
    const plain = columns.filter((column) => column !== null);
    return relation.item.unique && relation.item.where === null && plain.length === columns.length ? plain : null;
  }
  return relation.item.kind === 'primary_key' || relation.item.kind === 'unique' ? relation.item.columns : null;
}

/** The order in which they go, so that nothing goes before what leans on it: foreign keys, indexes, other constraints. */
export function inDropOrder(relations: readonly Relation[]): readonly Relation[] {
  const rank = (relation: Relation): number => (isForeignKey(relation) ? 0 : relation.is === 'index' ? 1 : 2);
  return relations
    .map((relation, position) => ({ relation, position }))
    .sort((a, b) => rank(a.relation) - rank(b.relation) || a.position - b.position)
    .map((entry) => entry.relation);
}

/** The order in which they come: keys and checks, indexes, foreign keys. */
export function inCreateOrder(relations: readonly Relation[]): readonly Relation[] {
  const rank = (relation: Relation): number => (isForeignKey(relation) ? 2 : relation.is === 'index' ? 1 : 0);
  return relations
    .map((relation, position) => ({ relation, position }))
    .sort((a, b) => rank(a.relation) - rank(b.relation) || a.position - b.position)
    .map((entry) => entry.relation);
}

/** Drops a constraint or index, remembering it as it was. */
export function dropRelation(relation: Relation, definitions: Definitions, context: PlanContext): PlanStep {
  const table = definitions.tableName(relation.schema, relation.table);
  const schema = writtenSchema(relation.schema, context);
  const operation: Operation =
    relation.is === 'index'
      ? {
          kind: 'drop_index',
          place: null,
          name: relation.item.name,
          schema,
          table,
          ifExists: false,
          concurrently: false,
          reverse: { ...indexFromCatalog(relation.item), comment: null },
        }
      : {
          kind: 'drop_constraint',
          place: null,
          table,
          name: relation.item.name,
          constraintKind: relation.item.kind,
          ifExists: false,
          reverse: { ...definitions.oldConstraint(relation.item), comment: null },
        };
  const commented = relation.item.comment === null ? null : commentSql(relation, relation.item.comment, definitions);
  return joined([sqlStep(null, commented), reversible(operation)]);
}

/** Makes a constraint or index as the models have it. */
export function createRelation(relation: Relation, definitions: Definitions): PlanStep {
  const table = definitions.tableName(relation.schema, relation.table);
  const created = madeByModels(relation, definitions, table);
  const commented = relation.item.comment === null ? null : commentSql(relation, relation.item.comment, definitions);
  return joined([reversible(created), sqlStep(commented, null)]);
}

function madeByModels(relation: Relation, definitions: Definitions, table: ReturnType<Definitions['tableName']>): Operation {
  if (relation.is === 'index') {
    const index = definitions.newIndex(relation.schema, relation.table, relation.item);
    return { kind: 'create_index', place: index.place, table, index: { ...index, comment: null }, ifNotExists: false };
  }
  const constraint = definitions.newConstraint(relation.schema, relation.table, relation.item);
  return { kind: 'create_constraint', place: constraint.place, table, constraint: { ...constraint, comment: null } };
}

/** Alembic's operations do not set these comments: they are statements of their own, and no longer part of the definition. */
export function commentSql(relation: Relation, comment: string | null, definitions: Definitions): string {
  const text = comment === null ? 'NULL' : quoteLiteral(comment);
  const table = definitions.tableName(relation.schema, relation.table);
  if (relation.is === 'index') return `COMMENT ON INDEX ${quoteTable({ ...table, name: relation.item.name })} IS ${text}`;
  return `COMMENT ON CONSTRAINT ${quoteIdentifier(relation.item.name)} ON ${quoteTable(table)} IS ${text}`;
}

type Altered = Extract<Change, { kind: 'alter_constraint' | 'alter_index' }>;

/** Whether it must be made anew; else only its name or comment changes. */
export function isRemade(change: Altered): boolean {
  return change.kind === 'alter_index'
    ? indexText(change.before) !== indexText(change.after)
    : constraintText(change.before) !== constraintText(change.after);
}

/** Gives a constraint or index that stays another name or comment. */
export function relabel(change: Altered, definitions: Definitions, context: PlanContext): PlanStep {
  const { schema, table, before, after } = change;
  const renamed: Operation =
    change.kind === 'alter_index'
      ? { kind: 'rename_index', place: null, schema: writtenSchema(schema, context), name: before.name, newName: after.name }
      : { kind: 'rename_constraint', place: null, table: definitions.tableName(schema, table), name: before.name, newName: after.name };
  const relation: Relation =
    change.kind === 'alter_index'
      ? { is: 'index', schema, table, item: change.after }
      : { is: 'constraint', schema, table, item: change.after };
  const commented = sqlStep(commentSql(relation, after.comment, definitions), commentSql(relation, before.comment, definitions));
  return joined([...(before.name === after.name ? [] : [reversible(renamed)]), ...(before.comment === after.comment ? [] : [commented])]);
}
