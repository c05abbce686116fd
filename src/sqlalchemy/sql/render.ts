/** SQL expressions as PostgreSQL reads them, with literals in place, as `PGCompiler` writes them inside DDL. */
import type { Interpreter } from '../../python/interpreter';
import type { InstanceValue, Value } from '../../python/values';
import { quoteIdentifier, quoteLiteral } from '../../schema/quoting';
import { ask } from '../asking';
import { textOf } from '../plain-values';
import type { ColumnObject } from '../schema-objects';
import { compilerValue } from '../types/dialect';
import { isType, noTypeContext, readType, specOf } from '../types/read-type';
import { unreadable, unreadableValue } from '../unreadable';
import { sinceSqlalchemy, subscriptsJsonb } from '../versions';
import { literalSql, typedLiteral } from './literal';
import { compileHook, FunctionArguments, type Operator, operandNode, operators, type SqlNode, type StatementNode } from './node';
import { familyOf, typeFamily, typeOfNode } from './node-type';
import { textualSql } from './textual';

/** Functions that are written without parentheses when they have no arguments (`FUNCTIONS` of sqlalchemy/sql/compiler.py). */
const bareFunctions: ReadonlySet<string> = new Set(
  'current_date current_time current_timestamp current_user localtime localtimestamp session_user user'.split(' '),
);

/** What is written otherwise in DDL than in a statement. */
export interface SqlStyle {
  readonly interpreter: Interpreter;
  readonly isStatement: boolean;
  column(column: ColumnObject): string;
  value(node: SqlNode & { readonly kind: 'value' }): string;
  text(node: SqlNode & { readonly kind: 'text' }): string;
  statementPart(node: StatementNode): string;
}

const ddlStyle = (interpreter: Interpreter): SqlStyle => ({
  interpreter,
  isStatement: false,
  column: (column) => quoteIdentifier(column.name ?? unreadable('a column that has no name yet', column.place)),
  value: ({ value, type, typed }) => (typed ? typedLiteral(interpreter, value, type) : literalSql(interpreter, value, type)),
  text: ({ text }) => textualSql(text),
  statementPart: (node) => partInDdl(interpreter, node),
});

/** A parameter stands in DDL with its value; what else belongs to statements stands in none. */
function partInDdl(interpreter: Interpreter, node: StatementNode): string {
  if (node.kind === 'coerced') return renderSql(interpreter, node.operand);
  if (node.kind !== 'parameter') return unreadable('a part of a statement in DDL', null);
  const { value, type } = node.parameter;
  return value ? literalSql(interpreter, value, type) : unreadable('a bindparam without a value', null);
}

/** Renders a tree for DDL; throws `Unreadable`. */
export const renderSql = (interpreter: Interpreter, node: SqlNode): string => writeSql(ddlStyle(interpreter), node);

/** Writes a tree; throws `Unreadable`. */
export function writeSql(style: SqlStyle, node: SqlNode): string {
  const { interpreter } = style;
  const inner = (child: SqlNode) => writeSql(style, child);
  switch (node.kind) {
    case 'text':
      return style.text(node);
    case 'literal_column':
      return node.text;
    case 'constant':
      return node.sql;
    case 'value':
      return style.value(node);
    case 'column':
      return style.column(node.column);
    case 'name':
      return quoteIdentifier(node.name);
    case 'function':
      if (!style.isStatement) refuseRegconfig(style, node);
      return substringSql(node, inner) ?? functionSql(node.path, node.args.map(inner));
    case 'element':
      return elementSql(style, node);
    case 'contains':
      return inner(containment(node));
    case 'divide':
      return divisionSql(style, node);
    case 'aggregate':
      return node.operand.kind === 'subquery' ? `${node.word} ${inner(node.operand)}` : `${node.word} (${inner(node.operand)})`;
    case 'binary':
      return binarySql(style, node);
    case 'prefix': {
      const operand = grouped(style, node.operand, node.operator);
      return node.operator === operators.NOT ? `NOT ${operand}` : `${node.operator.sql}${operand}`;
    }
    case 'order':
      return `${inner(node.operand)} ${node.sql}`;
    case 'junction':
      return node.items.map((item) => grouped(style, item, node.operator)).join(` ${node.operator.sql} `);
    case 'between': {
      const parts = [node.operand, typedBy(node.low, node.operand), typedBy(node.high, node.operand)];
      const [operand, low, high] = parts.map((part) => grouped(style, part, operators['=']));
      return `${operand} ${node.negated ? 'NOT ' : ''}BETWEEN ${low} AND ${high}`;
    }
    case 'cast':
      if (!style.isStatement) refuseNumberAsText(node);
      return `CAST(${inner(node.operand)} AS ${readType(interpreter, node.type, noTypeContext).sql})`;
    case 'collate':
      return `${grouped(style, node.operand, collate)} COLLATE ${quoteIdentifier(node.collation)}`;
    case 'case':
      return caseSql(node, inner);
    case 'extract':
      return `EXTRACT(${node.field} FROM ${inner(node.operand)})`;
    case 'list':
      return `${node.open}${node.items.map(inner).join(', ')}${node.close}`;
    case 'label':
      return inner(node.operand);
    case 'compiled':
      return compiledSql(style, node.element);
    case 'unknown':
      if (style.isStatement) return style.value({ kind: 'value', value: node.unknown, type: node.type ?? null });
      return unreadableValue('a SQL expression', node.unknown);
    default:
      return style.statementPart(node);
  }
}

/** A value that is cast is a literal of the type it is cast to, and a number has none as text (`String.literal_processor`). */
function refuseNumberAsText({ operand, type }: SqlNode & { kind: 'cast' }): void {
  if (operand.kind !== 'value' || operand.type !== type || typeFamily(type) !== 'text' || specOf(type)?.name === 'TypeDecorator') return;
  if (operand.value.type === 'int' || operand.value.type === 'float') unreadableValue('the literal text of a cast', operand.value);
}

const collate: Operator = { sql: 'COLLATE', precedence: 4, associative: false };

/** `self_group()` without a neighbour: operators stand in parentheses where an expression must be one piece, as in an index. */
export function writeGrouped(style: SqlStyle, node: SqlNode): string {
  const sql = writeSql(style, node);
  return operatorOf(node) ? `(${sql})` : sql;
}

/** The same in DDL. */
export const renderGrouped = (interpreter: Interpreter, node: SqlNode): string => writeGrouped(ddlStyle(interpreter), node);

function operatorOf(node: SqlNode): Operator | null {
  switch (node.kind) {
    case 'binary':
    case 'junction':
    case 'prefix':
      return node.operator;
    case 'between':
      return operators['='];
    case 'divide':
      return operators['/'];
    case 'element':
      return typeof node.as === 'object' ? null : operators['->'];
    case 'contains':
      return operatorOf(containment(node));
    case 'label':
    case 'coerced':
      return operatorOf(node.operand);
    case 'exists':
      return exists;
    default:
      return node.kind === 'collate' ? collate : null;
  }
}

const exists: Operator = { sql: 'EXISTS', precedence: 0, associative: false };

/** In parentheses where it binds weaker than its neighbour (`operators.is_precedent`). */
function grouped(style: SqlStyle, node: SqlNode, against: Operator): string {
  const sql = writeSql(style, node);
  const own = operatorOf(node);
  if (!own || (own.sql === against.sql && own.associative)) return sql;
  return own.precedence <= against.precedence ? `(${sql})` : sql;
}

function binarySql(style: SqlStyle, node: SqlNode & { kind: 'binary' }): string {
  const concatenates = node.operator === operators['+'] && (familyOf(node.left) === 'text' || familyOf(node.right) === 'text');
  const operator = concatenates ? operators['||'] : node.operator;
  if (node.right.kind === 'list' && node.right.items.length === 0) return emptySetSql(style, node);
  const escaping = node.escape === undefined ? '' : ` ESCAPE ${quoteLiteral(node.escape)}`;
  const [left, right] = [typedBy(node.left, node.right), typedBy(node.right, node.left)];
  const sql = `${grouped(style, left, operator)} ${operator.sql} ${grouped(style, right, operator)}${escaping}`;
  return operator === operators['NOT IN'] ? `(${sql})` : sql;
}

/** `SQLCompiler.visit_empty_set_op_expr`: what is in nothing is false, what is not in it true. */
function emptySetSql(style: SqlStyle, node: SqlNode & { kind: 'binary' }): string {
  const left = grouped(style, node.left, node.operator);
  return node.operator === operators['NOT IN'] ? `(${left} NOT IN (NULL) OR (1 = 1))` : `${left} IN (NULL) AND (1 != 1)`;
}

/** A value takes its type from the column beside it: an enum member is stored by its name (`coerce_compared_value`). */
function typedBy(node: SqlNode, beside: SqlNode): SqlNode {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => typedBy(item, beside)) };
  if (node.kind === 'unknown') return { ...node, type: typeOfNode(beside) };
  if (node.kind === 'parameter' && !node.parameter.type) return { ...node, parameter: { ...node.parameter, type: typeOfNode(beside) } };
  return node.kind === 'value' && !node.type ? { ...node, type: typeOfNode(beside) } : node;
}

/** What `contains()` is: for texts a LIKE, for everything that holds things `@>`. */
function containment(node: SqlNode & { kind: 'contains' }): SqlNode {
  const family = familyOf(node.left);
  const holds = family === 'array' || family === 'jsonb' || family === 'range';
  if (!holds) return node.text;
  const held: SqlNode = { kind: 'binary', operator: operators['@>'], left: node.left, right: node.right };
  return node.negated ? { kind: 'prefix', operator: operators.NOT, operand: held } : held;
}

/**
 * `PGCompiler.visit_json_getitem_op_binary` and its like: an element of JSONB is a subscript in late releases, one that is read as something
 * else comes as text and is cast.
 */
function elementSql(style: SqlStyle, node: SqlNode & { kind: 'element' }): string {
  const family = familyOf(node.left);
  if (family === 'array') return `${writeSql(style, node.left)}[${writeSql(style, node.index)}]`;
  const asText = node.as !== 'json';
  const subscripts =
    family === 'jsonb' ? subscriptsJsonb(style.interpreter) : family === 'hstore' && sinceSqlalchemy(style.interpreter, '2.1');
  if (subscripts && !asText && !node.path) {
    const left = writeSql(style, node.left);
    const isCall = node.left.kind === 'function' || node.left.kind === 'cast';
    return `${isCall ? `(${left})` : left}[${writeSql(style, node.index)}]`;
  }
  const operator = asText ? operators[node.path ? '#>>' : '->>'] : operators[node.path ? '#>' : '->'];
  const inner = writeSql(style, node.left);
  const doubled = asText && style.isStatement && !sinceSqlalchemy(style.interpreter, '2.0') ? `(${inner})` : inner;
  const left = node.left.kind === 'element' ? `(${doubled})` : grouped(style, node.left, operator);
  const sql = `${left} ${operator.sql} ${grouped(style, node.index, operator)}`;
  return typeof node.as === 'object' ? `CAST(${sql} AS ${node.as.type})` : sql;
}

/** `SQLCompiler.visit_truediv_binary` and `visit_floordiv_binary`, of a database whose division of integers is whole. */
function divisionSql(style: SqlStyle, node: SqlNode & { kind: 'divide' }): string {
  const { interpreter } = style;
  const [left, right] = [grouped(style, node.left, operators['/']), grouped(style, node.right, operators['/'])];
  if (!sinceSqlalchemy(interpreter, '2.0')) return `${left} / ${right}`;
  const families = [familyOf(node.left), familyOf(node.right)];
  if (node.floor) return families.every((family) => family === 'integer') ? `${left} / ${right}` : `FLOOR(${left} / ${right})`;
  return `${left} / CAST(${writeSql(style, node.right)} AS ${divisorType(style, node.right)})`;
}

/** The divisor's own type where that has decimals. */
function divisorType(style: SqlStyle, node: SqlNode): string {
  if (node.kind === 'value') return node.value.type === 'float' ? 'FLOAT' : 'NUMERIC';
  const type = typeOfNode(node);
  return type && typeFamily(type) === 'numeric' ? readType(style.interpreter, type, noTypeContext).sql : 'NUMERIC';
}

/** `func.to_tsvector('english', …)` of 2.0: its first argument becomes a REGCONFIG, which cannot be written as a literal. */
function refuseRegconfig(style: SqlStyle, { path, args }: SqlNode & { kind: 'function' }): void {
  const [first] = args;
  const takes = /^(to_tsvector|to_tsquery|plainto_tsquery|phraseto_tsquery|websearch_to_tsquery|ts_headline)$/.test(path[0] ?? '');
  if (!takes || path.length > 1 || args.length < 2 || first?.kind !== 'value' || first.typed || !sinceSqlalchemy(style.interpreter, '2.0'))
    return;
  unreadable(`${path[0]}() with a text as its configuration, for which SQLAlchemy has no literal in DDL`, first.value.place);
}

/** `PGCompiler.visit_substring_func`. */
function substringSql({ path, args }: SqlNode & { kind: 'function' }, inner: (child: SqlNode) => string): string | null {
  const [text, start, length] = args;
  if (path.length > 1 || path[0]?.toLowerCase() !== 'substring' || !text || !start) return null;
  return `SUBSTRING(${inner(text)} FROM ${inner(start)}${length ? ` FOR ${inner(length)}` : ''})`;
}

function functionSql(path: readonly string[], args: readonly string[]): string {
  const name = path[path.length - 1] ?? '';
  if (path.length === 1 && name.toLowerCase() === 'count' && args.length === 0) return `${name}(*)`;
  if (path.length === 1 && bareFunctions.has(name.toLowerCase()) && args.length === 0) return name.toUpperCase();
  const quoted = path.map((part) => (/^[A-Za-z_][A-Za-z0-9_$]*$/.test(part) ? part : quoteIdentifier(part)));
  return `${quoted.join('.')}(${args.join(', ')})`;
}

function caseSql(node: SqlNode & { kind: 'case' }, inner: (child: SqlNode) => string): string {
  const subject = node.subject ? ` ${inner(node.subject)}` : '';
  const whens = node.whens.map(([when, then]) => ` WHEN ${whenSql(when, inner)} THEN ${inner(then)}`).join('');
  return `CASE${subject}${whens}${node.otherwise ? ` ELSE ${inner(node.otherwise)}` : ''} END`;
}

const whenSql = (when: SqlNode, inner: (child: SqlNode) => string): string => (operatorOf(when) ? `(${inner(when)})` : inner(when));

/** Asks the project's `@compiles` function; a `GenericFunction` without one is a call of its name. */
function compiledSql(style: SqlStyle, element: InstanceValue): string {
  const hook = element.class.mro.flatMap((ancestor) => (ancestor.type === 'class' ? (ancestor.namespace.get(compileHook) ?? []) : []))[0];
  const args = element.host instanceof FunctionArguments ? element.host.args : null;
  if (hook) {
    const compiler = compilerValue((value) => compiledPart(style, value));
    return textOf(ask(style.interpreter, hook, [element, compiler], element.place), `what the compiler of ${element.class.name} answers`);
  }
  const named = element.class.namespace.get('name');
  const name = named?.type === 'str' ? named.value : element.class.name;
  if (!args) return unreadable(`the SQL of ${element.class.name}`, element.place);
  return writeSql(style, { kind: 'function', path: [name], args: args.map((value) => operandNode(value)) });
}

/** `compiler.process(element.clauses)` and the like. */
function compiledPart(style: SqlStyle, value: Value): string {
  if (value.type === 'tuple') return value.items.map((item) => compiledPart(style, item)).join(', ');
  if (isType(value)) return readType(style.interpreter, value, noTypeContext).sql;
  return writeSql(style, operandNode(value));
}
