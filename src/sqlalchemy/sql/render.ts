/** SQL expressions as PostgreSQL reads them, with literals in place, as `PGCompiler` writes them inside DDL. */
import type { Interpreter } from '../../python/interpreter';
import type { InstanceValue, Value } from '../../python/values';
import { quoteIdentifier, quoteLiteral } from '../../schema/quoting';
import { ask } from '../asking';
import { SpecialName, textOf } from '../plain-values';
import { boundValue } from '../types/bound-value';
import { compilerValue } from '../types/dialect';
import { enumLabel, isType, noTypeContext, readType, specOf } from '../types/read-type';
import { unreadable, unreadableValue } from '../unreadable';
import { sinceSqlalchemy, subscriptsJsonb } from '../versions';
import { compileHook, FunctionArguments, type Operator, operandNode, operators, type SqlNode } from './node';
import { familyOf, typeFamily, typeOfColumn } from './node-type';
import { textualSql } from './textual';
import { valueLiteral } from './value-literal';

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
      return node.typed ? typedLiteral(interpreter, node.value, node.type) : literalSql(interpreter, node.value, node.type);
    case 'column':
      return quoteIdentifier(node.column.name ?? unreadable('a column that has no name yet', node.column.place));
    case 'name':
      return quoteIdentifier(node.name);
    case 'function':
      refuseRegconfig(interpreter, node);
      return substringSql(node, inner) ?? functionSql(node.path, node.args.map(inner));
    case 'element':
      return elementSql(interpreter, node);
    case 'contains':
      return inner(containment(node));
    case 'divide':
      return divisionSql(interpreter, node);
    case 'aggregate':
      return `${node.word} (${inner(node.operand)})`;
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
      const parts = [node.operand, typedBy(node.low, node.operand), typedBy(node.high, node.operand)];
      const [operand, low, high] = parts.map((part) => grouped(interpreter, part, operators['=']));
      return `${operand} ${node.negated ? 'NOT ' : ''}BETWEEN ${low} AND ${high}`;
    }
    case 'cast':
      refuseNumberAsText(node);
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

/** A value that is cast is a literal of the type it is cast to, and a number has none as text (`String.literal_processor`). */
function refuseNumberAsText({ operand, type }: SqlNode & { kind: 'cast' }): void {
  if (operand.kind !== 'value' || operand.type !== type || typeFamily(type) !== 'text' || specOf(type)?.name === 'TypeDecorator') return;
  if (operand.value.type === 'int' || operand.value.type === 'float') unreadableValue('the literal text of a cast', operand.value);
}

const collate: Operator = { sql: 'COLLATE', precedence: 4, associative: false };

/** `self_group()` without a neighbour: operators stand in parentheses where an expression must be one piece, as in an index. */
export function renderGrouped(interpreter: Interpreter, node: SqlNode): string {
  const sql = renderSql(interpreter, node);
  return operatorOf(node) ? `(${sql})` : sql;
}

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
      return operatorOf(node.operand);
    default:
      return node.kind === 'collate' ? collate : null;
  }
}

/** In parentheses where it binds weaker than its neighbour (`operators.is_precedent`). */
function grouped(interpreter: Interpreter, node: SqlNode, against: Operator): string {
  const sql = renderSql(interpreter, node);
  const own = operatorOf(node);
  if (!own || (own.sql === against.sql && own.associative)) return sql;
  return own.precedence <= against.precedence ? `(${sql})` : sql;
}

function binarySql(interpreter: Interpreter, node: SqlNode & { kind: 'binary' }): string {
  const concatenates = node.operator === operators['+'] && (familyOf(node.left) === 'text' || familyOf(node.right) === 'text');
  const operator = concatenates ? operators['||'] : node.operator;
  if (node.right.kind === 'list' && node.right.items.length === 0) return emptySetSql(interpreter, node);
  const escaping = node.escape === undefined ? '' : ` ESCAPE ${quoteLiteral(node.escape)}`;
  const [left, right] = [typedBy(node.left, node.right), typedBy(node.right, node.left)];
  const sql = `${grouped(interpreter, left, operator)} ${operator.sql} ${grouped(interpreter, right, operator)}${escaping}`;
  return operator === operators['NOT IN'] ? `(${sql})` : sql;
}

/** `SQLCompiler.visit_empty_set_op_expr`: what is in nothing is false, what is not in it true. */
function emptySetSql(interpreter: Interpreter, node: SqlNode & { kind: 'binary' }): string {
  const left = grouped(interpreter, node.left, node.operator);
  return node.operator === operators['NOT IN'] ? `(${left} NOT IN (NULL) OR (1 = 1))` : `${left} IN (NULL) AND (1 != 1)`;
}

/** A value takes its type from the column beside it: an enum member is stored by its name (`coerce_compared_value`). */
function typedBy(node: SqlNode, beside: SqlNode): SqlNode {
  if (beside.kind !== 'column') return node;
  if (node.kind === 'value' && !node.type) return { ...node, type: typeOfColumn(beside.column) };
  return node.kind === 'list' ? { ...node, items: node.items.map((item) => typedBy(item, beside)) } : node;
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
function elementSql(interpreter: Interpreter, node: SqlNode & { kind: 'element' }): string {
  const family = familyOf(node.left);
  if (family === 'array') return `${renderSql(interpreter, node.left)}[${renderSql(interpreter, node.index)}]`;
  const asText = node.as !== 'json';
  const subscripts = family === 'jsonb' ? subscriptsJsonb(interpreter) : family === 'hstore' && sinceSqlalchemy(interpreter, '2.1');
  if (subscripts && !asText && !node.path) {
    const left = renderSql(interpreter, node.left);
    const isCall = node.left.kind === 'function' || node.left.kind === 'cast';
    return `${isCall ? `(${left})` : left}[${renderSql(interpreter, node.index)}]`;
  }
  const operator = asText ? operators[node.path ? '#>>' : '->>'] : operators[node.path ? '#>' : '->'];
  const left = node.left.kind === 'element' ? `(${renderSql(interpreter, node.left)})` : grouped(interpreter, node.left, operator);
  const sql = `${left} ${operator.sql} ${grouped(interpreter, node.index, operator)}`;
  return typeof node.as === 'object' ? `CAST(${sql} AS ${node.as.type})` : sql;
}

/** `SQLCompiler.visit_truediv_binary` and `visit_floordiv_binary`, of a database whose division of integers is whole. */
function divisionSql(interpreter: Interpreter, node: SqlNode & { kind: 'divide' }): string {
  const [left, right] = [grouped(interpreter, node.left, operators['/']), grouped(interpreter, node.right, operators['/'])];
  if (!sinceSqlalchemy(interpreter, '2.0')) return `${left} / ${right}`;
  const families = [familyOf(node.left), familyOf(node.right)];
  if (node.floor) return families.every((family) => family === 'integer') ? `${left} / ${right}` : `FLOOR(${left} / ${right})`;
  return `${left} / CAST(${renderSql(interpreter, node.right)} AS ${divisorType(interpreter, node.right)})`;
}

/** The divisor's own type where that has decimals. */
function divisorType(interpreter: Interpreter, node: SqlNode): string {
  if (node.kind === 'value') return node.value.type === 'float' ? 'FLOAT' : 'NUMERIC';
  const type = node.kind === 'column' ? typeOfColumn(node.column) : node.kind === 'cast' ? node.type : null;
  return type && typeFamily(type) === 'numeric' ? readType(interpreter, type, noTypeContext).sql : 'NUMERIC';
}

/** `func.to_tsvector('english', …)` of 2.0: its first argument becomes a REGCONFIG, which cannot be written as a literal. */
function refuseRegconfig(interpreter: Interpreter, { path, args }: SqlNode & { kind: 'function' }): void {
  const [first] = args;
  const takes = /^(to_tsvector|to_tsquery|plainto_tsquery|phraseto_tsquery|websearch_to_tsquery|ts_headline)$/.test(path[0] ?? '');
  if (!takes || path.length > 1 || args.length < 2 || first?.kind !== 'value' || first.typed || !sinceSqlalchemy(interpreter, '2.0'))
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

/** Types whose `literal_processor` writes no text; what SQLAlchemy itself refuses with a CompileError. */
const withoutLiterals: ReadonlySet<string> = new Set(
  (
    'ARRAY BIT BYTEA CIDR DATERANGE HSTORE INET INT4RANGE INT8RANGE INTERVAL Interval JSON JSONB LargeBinary MACADDR MACADDR8 MONEY NUMRANGE OID ' +
    'PickleType REGCLASS REGCONFIG TSRANGE TSTZRANGE TSVECTOR TSQUERY DATE DATETIME Date DateTime TIME TIMESTAMP Time BOOLEAN Boolean'
  ).split(' '),
);

/** `literal('x', T)`, and the text of `cast('x', T)`. */
function typedLiteral(interpreter: Interpreter, value: Value, type: Value | null): string {
  const name = type && specOf(type)?.name;
  if (value.type === 'str' && name && withoutLiterals.has(name)) return unreadable(`a text as a literal of the type ${name}`, value.place);
  return literalSql(interpreter, value, type);
}

/** A Python value as a SQL literal (`render_literal_value`). */
export function literalSql(interpreter: Interpreter, value: Value, type: Value | null): string {
  const bound = type && boundValue(interpreter, type, value);
  if (bound) return literalSql(interpreter, bound.value, bound.type);
  switch (value.type) {
    case 'None':
      return 'NULL';
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'int':
      return String(value.value);
    case 'float':
      return numberSql(interpreter, value);
    case 'str':
      return quoteLiteral(value.value);
    case 'tuple':
      return `(${value.items.map((item) => literalSql(interpreter, item, null)).join(', ')})`;
    case 'list':
      if (!sinceSqlalchemy(interpreter, '2.0'))
        return unreadable('a list as a SQL literal, which SQLAlchemy writes since 2.0', value.place);
      return `ARRAY[${value.items.map((item) => literalSql(interpreter, item, null)).join(', ')}]`;
    case 'instance':
      if (value.host instanceof SpecialName) return quoteLiteral(value.host.text);
      return valueLiteral(interpreter, value, type) ?? enumLiteral(interpreter, value, type);
    default:
      return unreadableValue('a SQL literal', value);
  }
}

/** A float as `repr` has it. */
function numberSql(interpreter: Interpreter, value: Value): string {
  const text = interpreter.repr(value);
  return typeof text === 'string' ? text : unreadableValue('a number', text);
}

/** An enum member beside a column of an Enum type is stored as that has it; beside anything else by its value. */
function enumLiteral(interpreter: Interpreter, member: InstanceValue, type: Value | null): string {
  const label = type && enumLabel(interpreter, type, member);
  if (label !== null) return quoteLiteral(label);
  const found = interpreter.findAttribute(member, 'value', member.place);
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
