/** SQL expressions as SQLAlchemy builds them, kept as a tree until somebody wants their SQL. */
import { instance } from '../../python/native';
import type { Place } from '../../python/place';
import type { ClassValue, InstanceValue, UnknownValue, Value } from '../../python/values';
import { SpecialName } from '../plain-values';
import { ColumnObject, TableObject } from '../schema-objects';
import { type FromItem, FromObject, type Query, StatementObject, tableFrom, UnknownStatement } from '../statements/model';

export type SqlNode =
  /** `parameters`: those of `text().bindparams()`. */
  | { readonly kind: 'text'; readonly text: string; readonly parameters?: ReadonlyMap<string, Parameter> }
  | { readonly kind: 'literal_column'; readonly text: string; readonly type?: Value | null }
  | { readonly kind: 'constant'; readonly sql: 'NULL' | 'true' | 'false' }
  /** A Python value that becomes a literal. */
  | {
      readonly kind: 'value';
      readonly value: Value;
      readonly type: Value | null;
      /** The type was given with the value, not taken from what it is compared with. */
      readonly typed?: true;
    }
  | { readonly kind: 'column'; readonly column: ColumnObject }
  /** `sa.column('name')`. */
  | { readonly kind: 'name'; readonly name: string; readonly type?: Value | null }
  | { readonly kind: 'function'; readonly path: readonly string[]; readonly args: readonly SqlNode[]; readonly type?: Value | null }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: SqlNode;
      readonly right: SqlNode;
      /** The character of `LIKE … ESCAPE`. */
      readonly escape?: string;
    }
  /** `left[index]`: of an array, or of JSON with what it is read as. `path`: the index is one. */
  | {
      readonly kind: 'element';
      readonly left: SqlNode;
      readonly index: SqlNode;
      readonly path: boolean;
      readonly as: JsonReading;
    }
  /** `left.contains(right)`: the type of the left tells what that is. */
  | { readonly kind: 'contains'; readonly left: SqlNode; readonly right: SqlNode; readonly text: SqlNode; readonly negated: boolean }
  | { readonly kind: 'divide'; readonly floor: boolean; readonly left: SqlNode; readonly right: SqlNode }
  | { readonly kind: 'aggregate'; readonly word: 'ANY' | 'ALL'; readonly operand: SqlNode }
  | { readonly kind: 'prefix'; readonly operator: Operator; readonly operand: SqlNode }
  /** DESC, ASC, NULLS FIRST, NULLS LAST. */
  | { readonly kind: 'order'; readonly sql: string; readonly operand: SqlNode }
  | { readonly kind: 'junction'; readonly operator: Operator; readonly items: readonly SqlNode[] }
  | { readonly kind: 'between'; readonly operand: SqlNode; readonly low: SqlNode; readonly high: SqlNode; readonly negated: boolean }
  | { readonly kind: 'cast'; readonly operand: SqlNode; readonly type: Value }
  | { readonly kind: 'collate'; readonly operand: SqlNode; readonly collation: string }
  | {
      readonly kind: 'case';
      readonly subject: SqlNode | null;
      readonly whens: readonly (readonly [SqlNode, SqlNode])[];
      readonly otherwise: SqlNode | null;
    }
  | { readonly kind: 'extract'; readonly field: string; readonly operand: SqlNode }
  | { readonly kind: 'list'; readonly open: string; readonly close: string; readonly items: readonly SqlNode[] }
  /** `label(None)` leaves the name to SQLAlchemy. */
  | { readonly kind: 'label'; readonly operand: SqlNode; readonly name: string | null }
  | StatementNode
  /** An object of a class with a `@compiles` function. */
  | { readonly kind: 'compiled'; readonly element: InstanceValue }
  /** `type`: of what it stands beside. */
  | { readonly kind: 'unknown'; readonly unknown: UnknownValue; readonly type?: Value | null };

/** What stands in statements and in no DDL. */
export type StatementNode =
  /** A column of an alias, a subquery, a CTE. */
  | { readonly kind: 'column_of'; readonly from: FromItem; readonly name: ColumnLabel; readonly type: Value | null }
  /** A table or an alias of one where an expression is meant, as in `func.row_to_json(table)`. */
  | { readonly kind: 'whole'; readonly from: FromItem }
  /** `scalar_subquery()`, or what stands behind IN. */
  | { readonly kind: 'subquery'; readonly query: Query; readonly type: Value | null }
  | { readonly kind: 'exists'; readonly query: Query }
  | {
      readonly kind: 'over';
      readonly operand: SqlNode;
      readonly partition: readonly SqlNode[];
      readonly order: readonly SqlNode[];
      readonly frame: string | null;
    }
  | { readonly kind: 'filtered'; readonly operand: SqlNode; readonly conditions: readonly SqlNode[] }
  | { readonly kind: 'within_group'; readonly operand: SqlNode; readonly order: readonly SqlNode[] }
  /** `aggregate_order_by(...)`. */
  | { readonly kind: 'ordered'; readonly operand: SqlNode; readonly order: readonly SqlNode[] }
  /** `distinct(column)`. */
  | { readonly kind: 'distinct'; readonly operand: SqlNode }
  /** `type_coerce(...)`. */
  | { readonly kind: 'coerced'; readonly operand: SqlNode; readonly type: Value }
  | { readonly kind: 'slice'; readonly operand: SqlNode; readonly start: SqlNode; readonly stop: SqlNode }
  /** `order_by('name')`. */
  | { readonly kind: 'named'; readonly name: string }
  /** A value as that column takes it. */
  | { readonly kind: 'bound'; readonly value: Value; readonly column: ColumnObject }
  | { readonly kind: 'parameter'; readonly parameter: Parameter };

/** `bindparam(...)`. */
export interface Parameter {
  readonly name: string;
  /** Null: it has to be passed when the statement is executed. */
  readonly value: Value | null;
  readonly type: Value | null;
  readonly expanding: boolean;
}

/** A name that SQLAlchemy makes up when it writes the statement: `count_1`. */
export class AnonymousName {
  constructor(readonly prefix: string) {}
}

export type ColumnLabel = string | AnonymousName;

/** `col['a']`, `.astext`, or `.as_integer()` and its like with their SQL type. */
export type JsonReading = 'json' | 'text' | { readonly type: string };

export interface Operator {
  readonly sql: string;
  /** `_PRECEDENCE` of sqlalchemy/sql/operators.py. */
  readonly precedence: number;
  /** `is_natural_self_precedent`: needs no parentheses inside itself. */
  readonly associative: boolean;
  /** The operator that `not_` turns it into. */
  readonly negated?: string;
}

const operator = (sql: string, precedence: number, negated?: string, associative = false): Operator => ({
  sql,
  precedence,
  associative,
  negated,
});

export const operators = {
  '=': operator('=', 5, '!=', true),
  '!=': operator('!=', 5, '=', true),
  '<': operator('<', 5, '>='),
  '<=': operator('<=', 5, '>'),
  '>': operator('>', 5, '<='),
  '>=': operator('>=', 5, '<'),
  '+': operator('+', 7, undefined, true),
  '-': operator('-', 7),
  '*': operator('*', 8, undefined, true),
  '%': operator('%', 8),
  '||': operator('||', 5, undefined, true),
  AND: operator('AND', 3),
  OR: operator('OR', 2),
  NOT: operator('NOT', 5),
  IS: operator('IS', 5, 'IS NOT'),
  'IS NOT': operator('IS NOT', 5, 'IS'),
  'IS DISTINCT FROM': operator('IS DISTINCT FROM', 5, 'IS NOT DISTINCT FROM'),
  'IS NOT DISTINCT FROM': operator('IS NOT DISTINCT FROM', 5, 'IS DISTINCT FROM'),
  IN: operator('IN', 5, 'NOT IN'),
  'NOT IN': operator('NOT IN', 5, 'IN'),
  LIKE: operator('LIKE', 5, 'NOT LIKE'),
  'NOT LIKE': operator('NOT LIKE', 5, 'LIKE'),
  ILIKE: operator('ILIKE', 5, 'NOT ILIKE'),
  'NOT ILIKE': operator('NOT ILIKE', 5, 'ILIKE'),
  /** Of `contains()` and its like, which bind weakest. */
  'LIKE pattern': operator('LIKE', -100),
  'NOT LIKE pattern': operator('NOT LIKE', -100),
  'ILIKE pattern': operator('ILIKE', -100),
  'NOT ILIKE pattern': operator('NOT ILIKE', -100),
  '~': operator('~', 5, '!~'),
  '!~': operator('!~', 5, '~'),
  '->': operator('->', 15, undefined, true),
  '->>': operator('->>', 15, undefined, true),
  '#>': operator('#>', 15, undefined, true),
  '#>>': operator('#>>', 15, undefined, true),
  '&': operator('&', 7),
  '|': operator('|', 7),
  'prefix ~': operator('~', 8),
  '#': operator('#', 7),
  '<<': operator('<<', 7),
  '>>': operator('>>', 7),
  '/': operator('/', 8),
  '@>': operator('@>', 5),
  '<@': operator('<@', 5),
  '&&': operator('&&', 5),
  '?': operator('?', 5),
  '?|': operator('?|', 5),
  '?&': operator('?&', 5),
  '@?': operator('@?', 5),
  '@@': operator('@@', 5),
  '-|-': operator('-|-', 5),
  '&<': operator('&<', 5),
  '&>': operator('&>', 5),
  '~*': operator('~*', 5, '!~*'),
  '!~*': operator('!~*', 5, '~*'),
} as const satisfies Record<string, Operator>;

/** `column.op('@>')`: SQLAlchemy's custom operators bind weakest unless told. */
export const customOperator = (sql: string, precedence: number): Operator => operator(sql, precedence);

export function operatorNamed(sql: string | undefined): Operator | null {
  return sql === undefined ? null : (Object.values<Operator>(operators).find((known) => known.sql === sql) ?? null);
}

/** What a native SQL expression object keeps. */
export class SqlElement {
  constructor(readonly node: SqlNode) {}
}

/** What an object of a project's own `FunctionElement` or `GenericFunction` was made with. */
export class FunctionArguments {
  constructor(readonly args: readonly Value[]) {}
}

export const compileHook = '__compile_for_postgresql__';

/** A SQL expression as a Python value. */
export function elementValue(cls: ClassValue, node: SqlNode, place: Place | null): InstanceValue {
  return instance(cls, new SqlElement(node), place);
}

/** The tree of a value that is SQL already; null for plain Python values. */
export function nodeOf(value: Value): SqlNode | null {
  if (value.type === 'unknown') return { kind: 'unknown', unknown: value };
  if (value.type !== 'instance') return null;
  if (value.host instanceof SqlElement) return value.host.node;
  if (value.host instanceof ColumnObject) return { kind: 'column', column: value.host };
  if (value.host instanceof FunctionArguments) return { kind: 'compiled', element: value };
  if (value.host instanceof FromObject) return { kind: 'whole', from: value.host.from };
  if (value.host instanceof TableObject) return { kind: 'whole', from: tableFrom(value.host) };
  if (value.host instanceof StatementObject) return subqueryOf(value.host);
  if (value.host instanceof UnknownStatement) return { kind: 'unknown', unknown: value.host.reason };
  const compiles = value.class.mro.some((ancestor) => ancestor.type === 'class' && ancestor.namespace.has(compileHook));
  return compiles ? { kind: 'compiled', element: value } : null;
}

/** A SELECT where an expression is meant. */
function subqueryOf({ statement }: StatementObject): SqlNode | null {
  const isQuery = statement.kind === 'select' || statement.kind === 'compound' || statement.kind === 'text';
  return isQuery ? { kind: 'subquery', query: statement, type: null } : null;
}

/** The tree of an operand: what is no SQL becomes a literal, typed by the other side where that matters. */
export function operandNode(value: Value, type: Value | null = null): SqlNode {
  if (value.type === 'None') return { kind: 'constant', sql: 'NULL' };
  if (value.type === 'instance' && value.host instanceof SpecialName) return { kind: 'value', value, type };
  return nodeOf(value) ?? { kind: 'value', value, type };
}
