/** Python's operators and the methods of SQL expressions, as trees (sqlalchemy/sql/operators.py, default_comparator.py). */
import type { Place } from '../../python/place';
import type { Arguments, Value } from '../../python/values';
import { itemsOf, numberOf, textOf } from '../plain-values';
import { unreadable } from '../unreadable';
import { customOperator, nodeOf, type Operator, operandNode, operatorNamed, operators, type SqlNode } from './node';

const comparisons: Readonly<Record<string, Operator>> = {
  __eq__: operators['='],
  __ne__: operators['!='],
  __lt__: operators['<'],
  __le__: operators['<='],
  __gt__: operators['>'],
  __ge__: operators['>='],
};
const arithmetic: Readonly<Record<string, Operator>> = {
  __sub__: operators['-'],
  __mul__: operators['*'],
  __mod__: operators['%'],
};

/** `self <operator> other`; null where the operator has no SQL that we know. */
export function operated(dunder: string, self: SqlNode, other: Value | null): SqlNode | null {
  if (dunder === '__invert__') return negate(self);
  if (dunder === '__neg__') return { kind: 'prefix', operator: { ...operators['-'], precedence: 8 }, operand: self };
  if (!other) return null;
  const comparison = comparisons[dunder];
  if (comparison) return compare(comparison, self, other);
  if (dunder === '__and__' || dunder === '__rand__') return junction(operators.AND, [self, operandNode(other)]);
  if (dunder === '__or__' || dunder === '__ror__') return junction(operators.OR, [self, operandNode(other)]);
  const plain = arithmetic[dunder];
  if (plain) return { kind: 'binary', operator: plain, left: self, right: operandNode(other) };
  const reflected = arithmetic[dunder.replace('__r', '__')];
  if (reflected) return { kind: 'binary', operator: reflected, left: operandNode(other), right: self };
  if (dunder === '__add__') return { kind: 'binary', operator: operators['+'], left: self, right: operandNode(other) };
  if (dunder === '__radd__') return { kind: 'binary', operator: operators['+'], left: operandNode(other), right: self };
  if (dunder === '__getitem__') return subscript(operators['->'], operators['#>'], self, other);
  return null;
}

function subscript(single: Operator, path: Operator, self: SqlNode, index: Value): SqlNode {
  if (index.type !== 'tuple' && index.type !== 'list') return { kind: 'binary', operator: single, left: self, right: operandNode(index) };
  const steps = index.items.map((item) => (item.type === 'int' ? String(item.value) : textOf(item, 'a step of a JSON path')));
  return {
    kind: 'binary',
    operator: path,
    left: self,
    right: { kind: 'value', value: { type: 'str', value: `{${steps.join(', ')}}`, place: null }, type: null },
  };
}

/** `==` with None is IS NULL, everything else compares (`_boolean_compare`). */
function compare(operator: Operator, left: SqlNode, other: Value): SqlNode {
  const right = operandNode(other, typeOf(left));
  const isNull = right.kind === 'constant' && right.sql === 'NULL';
  if (isNull && operator === operators['=']) return { kind: 'binary', operator: operators.IS, left, right };
  if (isNull && operator === operators['!=']) return { kind: 'binary', operator: operators['IS NOT'], left, right };
  return { kind: 'binary', operator, left, right };
}

/** The column's own type argument types the literal beside it (an enum member is stored by its name). */
function typeOf(node: SqlNode): Value | null {
  if (node.kind !== 'column') return null;
  return (
    [...node.column.args.positional, ...node.column.args.keywords.values()].find(
      (value) => value.type === 'instance' || value.type === 'class',
    ) ?? null
  );
}

/** `and_()` and `or_()` take in junctions of their own kind, and leave a single element as it is (`BooleanClauseList._construct`). */
export function junction(operator: Operator, items: readonly SqlNode[]): SqlNode {
  const flat = items.flatMap((item) => (item.kind === 'junction' && item.operator === operator ? item.items : [item]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { kind: 'junction', operator, items: flat };
}

/** `not_()`: the opposite operator where there is one, else NOT. */
export function negate(node: SqlNode): SqlNode {
  if (node.kind === 'binary') {
    const opposite = operatorNamed(node.operator.negated);
    if (opposite) return { ...node, operator: opposite };
  }
  if (node.kind === 'between') return { ...node, negated: !node.negated };
  if (node.kind === 'prefix' && node.operator === operators.NOT) return node.operand;
  if (node.kind === 'constant' && node.sql !== 'NULL') return { kind: 'constant', sql: node.sql === 'true' ? 'false' : 'true' };
  return { kind: 'prefix', operator: operators.NOT, operand: node };
}

const orders: Readonly<Record<string, string>> = {
  desc: 'DESC',
  asc: 'ASC',
  nulls_first: 'NULLS FIRST',
  nulls_last: 'NULLS LAST',
  nullsfirst: 'NULLS FIRST',
  nullslast: 'NULLS LAST',
};
const matches: Readonly<Record<string, Operator>> = {
  is_: operators.IS,
  is_not: operators['IS NOT'],
  isnot: operators['IS NOT'],
  is_distinct_from: operators['IS DISTINCT FROM'],
  is_not_distinct_from: operators['IS NOT DISTINCT FROM'],
  like: operators.LIKE,
  not_like: operators['NOT LIKE'],
  notlike: operators['NOT LIKE'],
  ilike: operators.ILIKE,
  not_ilike: operators['NOT ILIKE'],
  notilike: operators['NOT ILIKE'],
  regexp_match: operators['~'],
  concat: operators['||'],
  has_key: customOperator('?', 5),
  overlaps: customOperator('&&', 5),
  contained_by: customOperator('<@', 5),
};

export function isMethod(name: string): boolean {
  return name in orders || name in matches || others.has(name);
}

const others: ReadonlySet<string> = new Set([
  'in_',
  'not_in',
  'notin_',
  'between',
  'op',
  'bool_op',
  'cast',
  'collate',
  'label',
  'contains',
  'startswith',
  'endswith',
  'self_group',
]);

/** `self.name(...)`, for the names that `isMethod` knows. */
export function called(name: string, self: SqlNode, args: Arguments, place: Place | null): SqlNode {
  const order = orders[name];
  if (order) return { kind: 'order', sql: order, operand: self };
  if (name === 'self_group') return self;
  const [first, second] = args.positional;
  if (!first) return unreadable(`${name}() without an argument`, place);
  const match = matches[name];
  if (match) return { kind: 'binary', operator: match, left: self, right: operandNode(first, typeOf(self)) };
  switch (name) {
    case 'in_':
    case 'not_in':
    case 'notin_': {
      const values: SqlNode = { kind: 'list', open: '(', close: ')', items: itemsOf(first).map((item) => operandNode(item, typeOf(self))) };
      return { kind: 'binary', operator: name === 'in_' ? operators.IN : operators['NOT IN'], left: self, right: nodeOf(first) ?? values };
    }
    case 'between':
      if (!second) return unreadable('between() without a second argument', place);
      return { kind: 'between', operand: self, low: operandNode(first), high: operandNode(second), negated: false };
    case 'cast':
      return { kind: 'cast', operand: self, type: first };
    case 'collate':
      return { kind: 'collate', operand: self, collation: textOf(first, 'a collation') };
    case 'label':
      return { kind: 'label', operand: self, name: textOf(first, 'a label') };
    case 'contains':
      return like(self, ['%'], first, ['%']);
    case 'startswith':
      return like(self, [], first, ['%']);
    case 'endswith':
      return like(self, ['%'], first, []);
    default:
      return unreadable(`${name}()`, place);
  }
}

/** `column.op('@>')` gives the function that takes the other operand. */
export function customOperation(self: SqlNode, args: Arguments): (other: Value) => SqlNode {
  const [text] = args.positional;
  const precedence = args.keywords.get('precedence') ?? args.positional[1];
  const sql = text ? textOf(text, 'an operator') : unreadable('op() without an operator', null);
  const operator = customOperator(sql, precedence ? numberOf(precedence, 'precedence') : 0);
  return (other) => ({ kind: 'binary', operator, left: self, right: operandNode(other) });
}

function like(self: SqlNode, before: readonly string[], middle: Value, after: readonly string[]): SqlNode {
  const part = (text: string): SqlNode => ({ kind: 'value', value: { type: 'str', value: text, place: null }, type: null });
  const pieces = [...before.map(part), operandNode(middle), ...after.map(part)];
  const pattern = pieces.reduce((left, right) => ({ kind: 'binary', operator: operators['||'], left, right }));
  return { kind: 'binary', operator: operators.LIKE, left: self, right: pattern };
}
