/** Python's operators and the methods of SQL expressions, as trees (sqlalchemy/sql/operators.py, default_comparator.py). */
import type { Place } from '../../python/place';
import type { Arguments, Value } from '../../python/values';
import { given, itemsOf, numberOf, textOf } from '../plain-values';
import { ColumnObject } from '../schema-objects';
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
  if (comparison && self.kind === 'aggregate')
    return { kind: 'binary', operator: mirrored(comparison), left: operandNode(other), right: self };
  // Python asks a Column first, whose class inherits from that of column() and literal_column().
  const isColumn = other.type === 'instance' && other.host instanceof ColumnObject;
  if (comparison && isColumn && (self.kind === 'name' || self.kind === 'literal_column'))
    return { kind: 'binary', operator: mirrored(comparison), left: operandNode(other), right: self };
  if (comparison) return compare(comparison, self, other);
  if (dunder === '__and__' || dunder === '__rand__') return junction(operators.AND, [self, operandNode(other)]);
  if (dunder === '__or__' || dunder === '__ror__') return junction(operators.OR, [self, operandNode(other)]);
  const plain = arithmetic[dunder];
  if (plain) return { kind: 'binary', operator: plain, left: self, right: operandNode(other) };
  const reflected = arithmetic[dunder.replace('__r', '__')];
  if (reflected) return { kind: 'binary', operator: reflected, left: operandNode(other), right: self };
  if (dunder === '__add__') return { kind: 'binary', operator: operators['+'], left: self, right: operandNode(other) };
  if (dunder === '__radd__') return { kind: 'binary', operator: operators['+'], left: operandNode(other), right: self };
  if (dunder === '__truediv__' || dunder === '__floordiv__')
    return { kind: 'divide', floor: dunder === '__floordiv__', left: self, right: operandNode(other) };
  if (dunder === '__rtruediv__' || dunder === '__rfloordiv__')
    return { kind: 'divide', floor: dunder === '__rfloordiv__', left: operandNode(other), right: self };
  if (dunder === '__lshift__' || dunder === '__rshift__')
    return { kind: 'binary', operator: operators[dunder === '__lshift__' ? '<<' : '>>'], left: self, right: operandNode(other) };
  if (dunder === '__getitem__') return elementOf(self, other);
  return null;
}

/** `col['a']`, `col[1]`, and `col['a', 'b']` which is a path into JSON. */
function elementOf(self: SqlNode, index: Value): SqlNode {
  if (index.type === 'slice') return { kind: 'slice', operand: self, start: operandNode(index.start), stop: operandNode(index.stop) };
  if (index.type !== 'tuple' && index.type !== 'list')
    return { kind: 'element', left: self, index: operandNode(index), path: false, as: 'json' };
  const steps = index.items.map((item) => (item.type === 'int' ? String(item.value) : textOf(item, 'a step of a JSON path')));
  const path: Value = { type: 'str', value: `{${steps.join(', ')}}`, place: null };
  return { kind: 'element', left: self, index: { kind: 'value', value: path, type: null }, path: true, as: 'json' };
}

/** `any_(x) < 5` is written `5 > ANY (x)` (`CollectionAggregate.operate`). */
function mirrored(comparison: Operator): Operator {
  const pairs: readonly (readonly [Operator, Operator])[] = [
    [operators['<'], operators['>']],
    [operators['>'], operators['<']],
    [operators['<='], operators['>=']],
    [operators['>='], operators['<=']],
  ];
  return pairs.find(([one]) => one === comparison)?.[1] ?? comparison;
}

/** `==` with None is IS NULL, everything else compares (`_boolean_compare`). */
function compare(operator: Operator, left: SqlNode, other: Value): SqlNode {
  const right = operandNode(other);
  const isNull = right.kind === 'constant' && right.sql === 'NULL';
  if (isNull && operator === operators['=']) return { kind: 'binary', operator: operators.IS, left, right };
  if (isNull && operator === operators['!=']) return { kind: 'binary', operator: operators['IS NOT'], left, right };
  return { kind: 'binary', operator, left, right };
}

/**
 * `and_()` and `or_()` take in junctions of their own kind, leave out what changes nothing (true in an AND, false in an OR), are what decides
 * them (false in an AND, true in an OR), and leave a single element as it is (`BooleanClauseList._construct`).
 */
export function junction(operator: Operator, items: readonly SqlNode[]): SqlNode {
  const [neutral, decisive] = operator === operators.AND ? ['true', 'false'] : ['false', 'true'];
  const flat = items.flatMap((item) => (item.kind === 'junction' && item.operator === operator ? item.items : [truthNode(item)]));
  const decided = flat.find((item) => item.kind === 'constant' && item.sql === decisive);
  if (decided) return decided;
  const telling = flat.filter((item) => !(item.kind === 'constant' && item.sql === neutral));
  const [first] = flat;
  const [only] = telling;
  if (!only && first) return first;
  return telling.length === 1 && only ? only : { kind: 'junction', operator, items: telling };
}

/** Python's True and False among conditions are SQL's. */
const truthNode = (node: SqlNode): SqlNode =>
  node.kind === 'value' && node.value.type === 'bool' ? { kind: 'constant', sql: node.value.value ? 'true' : 'false' } : node;

const patternOpposites: ReadonlyMap<Operator, Operator> = new Map([
  [operators['LIKE pattern'], operators['NOT LIKE pattern']],
  [operators['NOT LIKE pattern'], operators['LIKE pattern']],
  [operators['ILIKE pattern'], operators['NOT ILIKE pattern']],
  [operators['NOT ILIKE pattern'], operators['ILIKE pattern']],
]);

/** `not_()`: the opposite operator where there is one, else NOT. */
export function negate(node: SqlNode): SqlNode {
  if (node.kind === 'binary') {
    const opposite = patternOpposites.get(node.operator) ?? operatorNamed(node.operator.negated);
    if (opposite) return { ...node, operator: opposite };
  }
  if (node.kind === 'contains') return { ...node, text: negate(node.text), negated: !node.negated };
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
  isnot_distinct_from: operators['IS NOT DISTINCT FROM'],
  like: operators.LIKE,
  not_like: operators['NOT LIKE'],
  notlike: operators['NOT LIKE'],
  ilike: operators.ILIKE,
  not_ilike: operators['NOT ILIKE'],
  notilike: operators['NOT ILIKE'],
  regexp_match: operators['~'],
  concat: operators['||'],
  has_key: operators['?'],
  has_any: operators['?|'],
  has_all: operators['?&'],
  path_exists: operators['@?'],
  path_match: operators['@@'],
  overlap: operators['&&'],
  overlaps: operators['&&'],
  contained_by: operators['<@'],
  strictly_left_of: operators['<<'],
  strictly_right_of: operators['>>'],
  not_extend_right_of: operators['&<'],
  not_extend_left_of: operators['&>'],
  adjacent_to: operators['-|-'],
  bitwise_and: operators['&'],
  bitwise_or: operators['|'],
  bitwise_xor: operators['#'],
  bitwise_lshift: operators['<<'],
  bitwise_rshift: operators['>>'],
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
  'icontains',
  'istartswith',
  'iendswith',
  'any',
  'all',
  'any_',
  'all_',
  'as_string',
  'as_integer',
  'as_float',
  'as_numeric',
  'as_boolean',
  'as_json',
  'bitwise_not',
  'self_group',
  'bitwise_not',
]);

/** `self.name(...)`, for the names that `isMethod` knows. */
export function called(name: string, self: SqlNode, args: Arguments, place: Place | null): SqlNode {
  const order = orders[name];
  if (order) return { kind: 'order', sql: order, operand: self };
  if (name === 'self_group') return self;
  if (name === 'any_' || name === 'all_') return aggregate(name, self);
  if (name === 'bitwise_not') return { kind: 'prefix', operator: operators['prefix ~'], operand: self };
  if (name in jsonReadings || name === 'as_numeric') return jsonReading(name, self, args, place);
  if (name === 'bitwise_not') return { kind: 'prefix', operator: { ...operators['~'], precedence: 8 }, operand: self };
  const [first, second] = args.positional;
  if (!first) return unreadable(`${name}() without an argument`, place);
  if (name === 'regexp_match' && (args.keywords.get('flags') ?? second)) return unreadable('regexp_match() with flags', place);
  const match = matches[name];
  if (match) {
    const character = given(args.keywords.get('escape') ?? second);
    const binary: SqlNode = { kind: 'binary', operator: match, left: self, right: operandNode(first) };
    return character && match.sql.endsWith('LIKE') ? { ...binary, escape: textOf(character, 'escape') } : binary;
  }
  switch (name) {
    case 'in_':
    case 'not_in':
    case 'notin_': {
      const values: SqlNode = { kind: 'list', open: '(', close: ')', items: itemsOf(first).map((item) => operandNode(item)) };
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
      return { kind: 'label', operand: self, name: first.type === 'None' ? null : textOf(first, 'a label') };
    case 'any':
    case 'all':
      // `ARRAY.Comparator.any(other)`: the other stands on the left.
      return { kind: 'binary', operator: operators['='], left: operandNode(first), right: aggregate(name, self) };
    case 'contains':
      return { kind: 'contains', left: self, right: operandNode(first), text: like(self, ['%'], first, ['%'], args), negated: false };
    case 'startswith':
      return like(self, [], first, ['%'], args);
    case 'endswith':
      return like(self, ['%'], first, [], args);
    case 'icontains':
      return insensitively(like(self, ['%'], first, ['%'], args));
    case 'istartswith':
      return insensitively(like(self, [], first, ['%'], args));
    case 'iendswith':
      return insensitively(like(self, ['%'], first, [], args));
    default:
      return unreadable(`${name}()`, place);
  }
}

const aggregate = (name: string, operand: SqlNode): SqlNode => ({
  kind: 'aggregate',
  word: name.startsWith('any') ? 'ANY' : 'ALL',
  operand,
});

/** The SQL types of `JSON.Comparator.as_string()` and its like. */
const jsonReadings: Readonly<Record<string, string>> = {
  as_string: 'VARCHAR',
  as_integer: 'INTEGER',
  as_float: 'FLOAT',
  as_boolean: 'BOOLEAN',
  as_json: '',
};

function jsonReading(name: string, self: SqlNode, args: Arguments, place: Place | null): SqlNode {
  if (self.kind !== 'element') return unreadable(`${name}() of what is no element of JSON`, place);
  if (name === 'as_json') return { ...self, as: 'json' };
  if (name !== 'as_numeric') return { ...self, as: { type: jsonReadings[name] ?? '' } };
  const [precision, scale] = args.positional.map((value) => numberOf(value, 'a precision'));
  return { ...self, as: { type: `NUMERIC(${precision}, ${scale})` } };
}

/** `column.op('@>')` gives the function that takes the other operand. */
export function customOperation(self: SqlNode, args: Arguments): (other: Value) => SqlNode {
  const [text] = args.positional;
  const precedence = args.keywords.get('precedence') ?? args.positional[1];
  const sql = text ? textOf(text, 'an operator') : unreadable('op() without an operator', null);
  const operator = customOperator(sql, precedence ? numberOf(precedence, 'precedence') : 0);
  return (other) => ({ kind: 'binary', operator, left: self, right: operandNode(other) });
}

/** `LIKE '%' || x || '%'`; `autoescape=True` escapes what LIKE would read in a text (`_escaped_like_impl`). */
function like(self: SqlNode, before: readonly string[], middle: Value, after: readonly string[], args: Arguments): SqlNode {
  const part = (text: string): SqlNode => ({ kind: 'value', value: { type: 'str', value: text, place: null }, type: null });
  const automatic = args.keywords.get('autoescape');
  const escapes = automatic?.type === 'bool' && automatic.value;
  const chosen = given(args.keywords.get('escape'));
  const character = chosen ? textOf(chosen, 'escape') : '/';
  const escaped = escapes && middle.type === 'str' ? { ...middle, value: escapedLike(middle.value, character) } : middle;
  const pieces = [...before.map(part), operandNode(escaped), ...after.map(part)];
  const pattern = pieces.reduce((left, right) => ({ kind: 'binary', operator: operators['||'], left, right }));
  const binary: SqlNode = { kind: 'binary', operator: operators['LIKE pattern'], left: self, right: pattern };
  return escapes || chosen ? { ...binary, escape: character } : binary;
}

function escapedLike(text: string, character: string): string {
  const once = character === '%' || character === '_' ? text : text.replaceAll(character, character + character);
  return once.replaceAll('%', `${character}%`).replaceAll('_', `${character}_`);
}

/** `icontains` and its like (`PGCompiler.visit_icontains_op_binary`). */
const insensitively = (node: SqlNode): SqlNode => (node.kind === 'binary' ? { ...node, operator: operators['ILIKE pattern'] } : node);
