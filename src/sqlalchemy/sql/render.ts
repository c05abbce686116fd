/** SQL expressions as PostgreSQL reads them, with literals in place, as `PGCompiler` writes them inside DDL. */
import type { Interpreter } from '../../python/interpreter';
import type { InstanceValue, Value } from '../../python/values';
import { quoteIdentifier, quoteLiteral } from '../../schema/quoting';
import { ask } from '../asking';
import { SpecialName, textOf } from '../plain-values';
import { compilerValue } from '../types/dialect';
import { isType, noTypeContext, readType, specOf } from '../types/read-type';
import { unreadable, unreadableValue } from '../unreadable';
import { compileHook, FunctionArguments, type Operator, operandNode, operators, type SqlNode } from './node';
import { textualSql } from './textual';

/** Functions that are written without parentheses when they have no arguments (`FUNCTIONS` of sqlalchemy/sql/compiler.py). */
const bareFunctions: ReadonlySet<string> = new Set(
  'current_date current_time current_timestamp current_user localtime localtimestamp session_user user'.split(' '),
);

/** Renders a tree; throws `Unreadable`. */
export function renderSql(interpreter: Interpreter, node: SqlNode): string {
  const inner = (child: SqlNode) => renderSql(interpreter, child);
  switch (node.kind) {
    case 'text':
      return textualSql(node.text);
    case 'literal_column':
      return node.text;
    case 'constant':
      return node.sql;
    case 'value':
      return literalSql(interpreter, node.value, node.type);
    case 'column':
      return quoteIdentifier(node.column.name ?? unreadable('a column that has no name yet', node.column.place));
    case 'name':
      return quoteIdentifier(node.name);
    case 'function':
      return functionSql(node.path, node.args.map(inner));
    case 'binary':
      return binarySql(interpreter, node);
    case 'prefix': {
      const operand = grouped(interpreter, node.operand, node.operator);
      return node.operator === operators.NOT ? `NOT ${operand}` : `${node.operator.sql}${operand}`;
    }
    case 'order':
      return `${inner(node.operand)} ${node.sql}`;
    case 'junction':
      return node.items.map((item) => grouped(interpreter, item, node.operator)).join(` ${node.operator.sql} `);
    case 'between': {
      const [operand, low, high] = [node.operand, node.low, node.high].map((part) => grouped(interpreter, part, operators['=']));
      return `${operand} ${node.negated ? 'NOT ' : ''}BETWEEN ${low} AND ${high}`;
    }
    case 'cast':
      return `CAST(${inner(node.operand)} AS ${readType(interpreter, node.type, noTypeContext).sql})`;
    case 'collate':
      return `${grouped(interpreter, node.operand, collate)} COLLATE ${quoteIdentifier(node.collation)}`;
    case 'case':
      return caseSql(node, inner);
    case 'extract':
      return `EXTRACT(${node.field} FROM ${inner(node.operand)})`;
    case 'list':
      return `${node.open}${node.items.map(inner).join(', ')}${node.close}`;
    case 'label':
      return inner(node.operand);
    case 'compiled':
      return compiledSql(interpreter, node.element);
    case 'unknown':
      return unreadableValue('a SQL expression', node.unknown);
  }
}

const collate: Operator = { sql: 'COLLATE', precedence: 4, associative: false };

/** `self_group()` without a neighbour: operators stand in parentheses where an expression must be one piece, as in an index. */
export function renderGrouped(interpreter: Interpreter, node: SqlNode): string {
  const sql = renderSql(interpreter, node);
  return operatorOf(node) ? `(${sql})` : sql;
}

function operatorOf(node: SqlNode): Operator | null {
  if (node.kind === 'binary' || node.kind === 'junction' || node.kind === 'prefix') return node.operator;
  if (node.kind === 'between') return operators['='];
  if (node.kind === 'label') return operatorOf(node.operand);
  return node.kind === 'collate' ? collate : null;
}

/** In parentheses where it binds weaker than its neighbour (`operators.is_precedent`). */
function grouped(interpreter: Interpreter, node: SqlNode, against: Operator): string {
  const sql = renderSql(interpreter, node);
  const own = operatorOf(node);
  if (!own || (own.sql === against.sql && own.associative)) return sql;
  return own.precedence <= against.precedence ? `(${sql})` : sql;
}

function binarySql(interpreter: Interpreter, node: SqlNode & { kind: 'binary' }): string {
  const concatenates = node.operator === operators['+'] && (isText(node.left) || isText(node.right));
  const operator = concatenates ? operators['||'] : node.operator;
  const sql = `${grouped(interpreter, node.left, operator)} ${operator.sql} ${grouped(interpreter, node.right, operator)}`;
  return operator === operators['NOT IN'] ? `(${sql})` : sql;
}

/** Adding texts is `||`: the type of a column, a str, or what is made of them. */
function isText(node: SqlNode): boolean {
  if (node.kind === 'value') return node.value.type === 'str';
  if (node.kind === 'binary') return isText(node.left) || isText(node.right);
  if (node.kind === 'cast') return isTextType(node.type);
  return node.kind === 'column' && [...node.column.args.positional, ...node.column.args.keywords.values()].some(isTextType);
}

function isTextType(value: Value): boolean {
  const spec = specOf(value);
  return spec !== null && (spec.base === 'sa.String' || spec.base === 'sa.Text' || spec.name === 'String');
}

function functionSql(path: readonly string[], args: readonly string[]): string {
  const name = path[path.length - 1] ?? '';
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

/** A Python value as a SQL literal (`render_literal_value`). */
export function literalSql(interpreter: Interpreter, value: Value, type: Value | null): string {
  switch (value.type) {
    case 'None':
      return 'NULL';
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'int':
      return String(value.value);
    case 'float':
      return textOf({ type: 'str', value: String(value.value), place: null }, 'a number');
    case 'str':
      return quoteLiteral(value.value);
    case 'list':
      return `ARRAY[${value.items.map((item) => literalSql(interpreter, item, null)).join(', ')}]`;
    case 'instance':
      if (value.host instanceof SpecialName) return quoteLiteral(value.host.text);
      return enumLiteral(interpreter, value, type);
    default:
      return unreadableValue('a SQL literal', value);
  }
}

/** An enum member beside a column of an Enum type is stored by its name; beside anything else by its value. */
function enumLiteral(interpreter: Interpreter, member: InstanceValue, type: Value | null): string {
  const spec = type && specOf(type);
  const stored = spec?.name.toLowerCase() === 'enum' ? 'name' : 'value';
  const found = interpreter.findAttribute(member, stored, member.place);
  if (!found || found.type === 'instance') return unreadableValue('a SQL literal', found ?? member);
  return literalSql(interpreter, found, null);
}

/** Asks the project's `@compiles` function; a `GenericFunction` without one is a call of its name. */
function compiledSql(interpreter: Interpreter, element: InstanceValue): string {
  const hook = element.class.mro.flatMap((ancestor) => (ancestor.type === 'class' ? (ancestor.namespace.get(compileHook) ?? []) : []))[0];
  const args = element.host instanceof FunctionArguments ? element.host.args : null;
  if (hook) {
    const compiler = compilerValue((value) => compiledPart(interpreter, value));
    return textOf(ask(interpreter, hook, [element, compiler], element.place), `what the compiler of ${element.class.name} answers`);
  }
  const named = element.class.namespace.get('name');
  const name = named?.type === 'str' ? named.value : element.class.name;
  if (!args) return unreadable(`the SQL of ${element.class.name}`, element.place);
  return renderSql(interpreter, { kind: 'function', path: [name], args: args.map((value) => operandNode(value)) });
}

/** `compiler.process(element.clauses)` and the like. */
function compiledPart(interpreter: Interpreter, value: Value): string {
  if (value.type === 'tuple') return value.items.map((item) => compiledPart(interpreter, item)).join(', ');
  if (isType(value)) return readType(interpreter, value, noTypeContext).sql;
  return renderSql(interpreter, operandNode(value));
}
