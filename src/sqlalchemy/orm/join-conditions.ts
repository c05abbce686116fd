/** The condition of a `primaryjoin=` taken apart: which columns are equal, and what else it asks (`JoinCondition` of sqlalchemy/orm/relationships.py). */
import type { InstanceValue, Value } from '../../python/values';
import type { ColumnObject } from '../schema-objects';
import { nodeOf, operators, type SqlNode } from '../sql/node';

export interface JoinPairs {
  readonly pairs: readonly (readonly [ColumnObject, ColumnObject])[];
  /** Whether nothing but equalities of columns was found. */
  readonly whole: boolean;
}

export function joinPairs(condition: Value): JoinPairs {
  const node = nodeOf(condition);
  if (!node) return { pairs: [], whole: false };
  const parts = conjuncts(node).map(equality);
  return { pairs: parts.filter((pair) => pair !== null), whole: parts.every((pair) => pair !== null) };
}

const conjuncts = (node: SqlNode): readonly SqlNode[] =>
  node.kind === 'junction' && node.operator === operators.AND ? node.items.flatMap(conjuncts) : [node];

function equality(node: SqlNode): readonly [ColumnObject, ColumnObject] | null {
  if (node.kind !== 'binary' || node.operator !== operators['=']) return null;
  return node.left.kind === 'column' && node.right.kind === 'column' ? [node.left.column, node.right.column] : null;
}

/** The column's own value in its table. */
export function columnValue(column: ColumnObject): InstanceValue | null {
  return column.table?.columns.find((candidate) => candidate.host === column) ?? null;
}
