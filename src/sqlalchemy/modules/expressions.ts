/** The SQL expression language: the class behind every expression, and the functions that begin one. */
import { changing } from '../../python/changes';
import { instance, nativeClass, nativeFunction, nativeMethod, noArguments, none, str, tuple, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, NativeClass, NativeFunctionValue, Value } from '../../python/values';
import { given, itemsOf, SpecialName, selfOf, textOf } from '../plain-values';
import { SchemaItem } from '../schema-objects';
import { called, customOperation, isMethod, junction, negate, operated } from '../sql/combine';
import { isExecuting } from '../sql/element-class';
import { compileHook, elementValue, FunctionArguments, nodeOf, operandNode, operators, type SqlNode } from '../sql/node';
import { elementMethod, parameterNode } from '../statements/element-methods';
import { attempt, isUnknown, unreadable } from '../unreadable';
import { ddlRecord } from './events';

/** What `func.a.b` keeps until it is called. */
class FunctionPath {
  constructor(readonly path: readonly string[]) {}
}

export interface Expressions {
  readonly elementClass: ClassValue;
  /** The class that columns and every other expression descend from. */
  readonly baseClass: ClassValue;
  /** The hooks of anything that is a SQL expression. */
  readonly hooks: Required<Pick<NativeClass, 'operate' | 'attribute'>>;
  /** Members of sqlalchemy and sqlalchemy.sql(.expression). */
  readonly names: Readonly<Record<string, Value>>;
}

/** Operators that SQLAlchemy has and nothing here renders. */
const otherOperators = /^__r?(pow|lshift|rshift|xor|matmul)__$/;

/** A tree that some reader may refuse, as a value. */
function made(cls: ClassValue, build: () => SqlNode, place: Place | null): Value {
  const node = attempt(build, place);
  return 'kind' in node ? elementValue(cls, node, place) : node;
}

export function makeExpressions(): Expressions {
  const hooks: Expressions['hooks'] = {
    operate: (_interpreter, operator, self, other, place) => {
      const node = nodeOf(self);
      const result = node && attempt(() => operated(operator, node, other), place);
      if (!result) return otherOperators.test(operator) ? unknown(`the operator ${operator} of a SQL expression`, place) : null;
      return 'kind' in result ? elementValue(elementClass, result, place) : result;
    },
    attribute: (_interpreter, self, name, place) => {
      const node = nodeOf(self);
      if (!node) return null;
      return expressionMember(elementClass, node, name, place);
    },
  };
  const baseClass: ClassValue = nativeClass({
    name: 'ColumnElement',
    module: 'sqlalchemy.sql.expression',
    native: { tag: 'sqlalchemy expression', ...hooks, takesUnknown: isExecuting },
  });
  // Beside Column, not above it: Python asks the right side of an operator first where its class descends from the left one's.
  const elementClass: ClassValue = nativeClass({ name: 'BinaryExpression', module: 'sqlalchemy.sql.expression', bases: [baseClass] });
  const function_ = (name: string, build: (args: Arguments, place: Place | null) => SqlNode): NativeFunctionValue =>
    nativeFunction(name, (_interpreter, args, place) =>
      args.unknown ? args.unknown : made(elementClass, () => build(args, place), place),
    );

  const functionClass = nativeClass({
    name: '_FunctionGenerator',
    module: 'sqlalchemy.sql.functions',
    native: {
      tag: 'sqlalchemy function',
      attribute: (_interpreter, self, name, place) => {
        if (!(self.host instanceof FunctionPath) || name.startsWith('__')) return null;
        return instance(functionClass, new FunctionPath([...self.host.path, name.replace(/_$/, '')]), place);
      },
      call: (interpreter, self, args, place) => {
        const path = self.host instanceof FunctionPath ? self.host.path : [];
        if (args.unknown) return args.unknown;
        const [first] = args.positional;
        if (first?.type === 'instance' && first.host instanceof SchemaItem && path[0] === 'next_value')
          return interpreter.call(interpreter.getAttribute(first, 'next_value', place), noArguments, place);
        // `register_function("cast", Cast)`.
        if (path.length === 1 && path[0] === 'cast' && args.positional.length === 2) {
          const cast = attempt(() => castNode(args, place), place);
          return isUnknown(cast) ? cast : elementValue(elementClass, cast, place);
        }
        // `functions.count`: of nothing it counts rows.
        const counted = path.length === 1 && path[0] === 'count' && !first;
        const operands: readonly SqlNode[] = counted
          ? [{ kind: 'literal_column', text: '*' }]
          : args.positional.map((item) => operandNode(item));
        return elementValue(elementClass, { kind: 'function', path, args: operands, type: given(args.keywords.get('type_')) }, place);
      },
    },
  });
  /** The base of a project's own functions: with a `@compiles` hook, or by their name. */
  const functionElement = nativeClass({
    name: 'FunctionElement',
    module: 'sqlalchemy.sql.functions',
    bases: [baseClass],
    native: {
      tag: 'sqlalchemy expression',
      operate: hooks.operate,
      attribute: (interpreter, self, name, place) => {
        const clauses = name === 'clauses' || name === 'clause_expr';
        return clauses && self.host instanceof FunctionArguments
          ? tuple(self.host.args, place)
          : hooks.attribute(interpreter, self, name, place);
      },
    },
    members: {
      __init__: nativeMethod('__init__', (_interpreter, args) => {
        const self = selfOf(args);
        if (self) changing(self).host = new FunctionArguments(args.positional.slice(1));
        return none;
      }),
    },
  });
  const conv = specialNameClass('conv', true);
  const only = (args: Arguments, name: string, place: Place | null): Value =>
    args.positional[0] ?? unreadable(`${name}() without an argument`, place);
  const constant = (sql: 'NULL' | 'true' | 'false') => function_(sql.toLowerCase(), () => ({ kind: 'constant', sql }));
  const order = (name: string) =>
    function_(name, (args, place) => called(name, columnNode(only(args, name, place)), { ...args, positional: [] }, place));
  const junctionOf = (name: string, operator: typeof operators.AND | typeof operators.OR) =>
    function_(name, (args) =>
      junction(
        operator,
        args.positional.map((item) => operandNode(item)),
      ),
    );

  return {
    baseClass,
    elementClass,
    hooks,
    names: {
      text: function_('text', (args, place) => ({
        kind: 'text',
        text: textOf(args.keywords.get('text') ?? only(args, 'text', place), 'the argument of text()'),
      })),
      literal_column: function_('literal_column', (args, place) => ({
        kind: 'literal_column',
        text: textOf(args.keywords.get('text') ?? only(args, 'literal_column', place), 'the argument of literal_column()'),
        type: given(args.keywords.get('type_') ?? args.positional[1]),
      })),
      literal: function_('literal', (args, place) =>
        typedNode(only(args, 'literal', place), args.keywords.get('type_') ?? args.positional[1] ?? null),
      ),
      bindparam: function_('bindparam', parameterNode),
      column: function_('column', (args, place) => ({
        kind: 'name',
        name: textOf(only(args, 'column', place), 'a column name'),
        type: given(args.keywords.get('type_') ?? args.positional[1]),
      })),
      func: instance(functionClass, new FunctionPath([]), null),
      null: constant('NULL'),
      true: constant('true'),
      false: constant('false'),
      and_: junctionOf('and_', operators.AND),
      or_: junctionOf('or_', operators.OR),
      not_: function_('not_', (args, place) => negate(operandNode(only(args, 'not_', place)))),
      desc: order('desc'),
      asc: order('asc'),
      nulls_first: order('nulls_first'),
      nulls_last: order('nulls_last'),
      nullsfirst: order('nullsfirst'),
      nullslast: order('nullslast'),
      cast: function_('cast', castNode),
      type_coerce: function_('type_coerce', (args, place) => operandNode(only(args, 'type_coerce', place))),
      collate: function_('collate', (args, place) =>
        called('collate', columnNode(only(args, 'collate', place)), { ...args, positional: args.positional.slice(1) }, place),
      ),
      between: function_('between', (args, place) =>
        called('between', operandNode(only(args, 'between', place)), { ...args, positional: args.positional.slice(1) }, place),
      ),
      case: function_('case', caseNode),
      any_: function_('any_', (args, place) => ({ kind: 'aggregate', word: 'ANY', operand: operandNode(only(args, 'any_', place)) })),
      all_: function_('all_', (args, place) => ({ kind: 'aggregate', word: 'ALL', operand: operandNode(only(args, 'all_', place)) })),
      extract: function_('extract', (args, place) => ({
        kind: 'extract',
        field: textOf(only(args, 'extract', place), 'the field of extract()'),
        operand: operandNode(args.positional[1] ?? unreadable('extract() without an expression', place)),
      })),
      tuple_: function_('tuple_', (args) => ({
        kind: 'list',
        open: '(',
        close: ')',
        items: args.positional.map((item) => operandNode(item)),
      })),
      quoted_name: specialNameClass('quoted_name', false),
      conv,
      ColumnElement: baseClass,
      ClauseElement: baseClass,
      FunctionElement: functionElement,
      GenericFunction: functionElement,
      ReturnTypeFromArgs: functionElement,
    },
  };
}

/** A value with the type it was given. */
function typedNode(value: Value, type: Value | null): SqlNode {
  const node = operandNode(value, type);
  return node.kind === 'value' && type ? { ...node, typed: true } : node;
}

/** A text passed where a column is meant names one, as in `desc('name')`. */
function columnNode(value: Value): SqlNode {
  return value.type === 'str' ? { kind: 'literal_column', text: value.value } : operandNode(value);
}

function castNode(args: Arguments, place: Place | null): SqlNode {
  const [operand, type] = [args.keywords.get('expression') ?? args.positional[0], args.keywords.get('type_') ?? args.positional[1]];
  if (!operand || !type) return unreadable('cast() without an expression and a type', place);
  return { kind: 'cast', operand: typedNode(operand, type), type };
}

/** `case((condition, value), …, else_=…)`, and 1.x's `case([...])`, where 1.3 took any sequence; a dict with `value=` compares. */
function caseNode(args: Arguments, place: Place | null): SqlNode {
  const subject = args.keywords.get('value');
  const [first] = args.positional;
  if (first?.type === 'dict') {
    const whens = [...first.entries.values()].map(({ key, value }) => [operandNode(key), operandNode(value)] as const);
    return { kind: 'case', subject: subject ? operandNode(subject) : null, whens, otherwise: otherwiseOf(args) };
  }
  const isSequence = first?.type === 'list' || (first?.type === 'tuple' && first.items[0]?.type === 'tuple');
  const pairs = isSequence && first ? itemsOf(first) : args.positional;
  const whens = pairs.map((pair) => {
    const [when, then] = itemsOf(pair);
    return when && then ? ([operandNode(when), operandNode(then)] as const) : unreadable('a branch of case()', place);
  });
  return { kind: 'case', subject: subject ? operandNode(subject) : null, whens, otherwise: otherwiseOf(args) };
}

function otherwiseOf(args: Arguments): SqlNode | null {
  const otherwise = given(args.keywords.get('else_'));
  return otherwise ? operandNode(otherwise) : null;
}

/** `conv('name')` and `quoted_name('name', quote)`: subclasses of str. */
function specialNameClass(name: string, final: boolean): ClassValue {
  return nativeClass({
    name,
    module: 'sqlalchemy.sql.elements',
    native: { tag: `sqlalchemy ${name}` },
    members: {
      __init__: nativeMethod('__init__', (_interpreter, args) => {
        const self = selfOf(args);
        const [, text, quote] = args.positional;
        const flag = args.keywords.get('quote') ?? quote;
        if (self && text?.type === 'str')
          changing(self).host = new SpecialName(text.value, final, flag?.type === 'bool' ? flag.value : null);
        return none;
      }),
      __str__: nativeMethod('__str__', (_interpreter, args) => {
        const self = selfOf(args);
        return self?.host instanceof SpecialName ? str(self.host.text) : str('');
      }),
    },
  });
}

/** Methods and attributes of an expression; a name that is none of them gives an Unknown, since SQLAlchemy has very many. */
export function expressionMember(elementClass: ClassValue, node: SqlNode, name: string, place: Place | null): Value | null {
  if (name.startsWith('__')) return null;
  if (name === 'astext' && node.kind === 'element') return elementValue(elementClass, { ...node, as: 'text' }, place);
  if (name === 'text' && node.kind === 'text') return str(node.text, place);
  if (name === 'op' || name === 'bool_op')
    return nativeFunction(name, (_interpreter, args) => {
      const combine = attempt(() => customOperation(node, args), place);
      if (typeof combine !== 'function') return combine;
      return nativeFunction(name, (_inner, operand, at) => {
        const [other] = operand.positional;
        return other ? elementValue(elementClass, combine(other), at) : unknown(`${name}() without an operand`, at);
      });
    });
  const method = elementMethod(node, name);
  if (method) return nativeFunction(name, method);
  if (!isMethod(name)) return unknown(`the attribute ${name} of a SQL expression`, place);
  return nativeFunction(name, (_interpreter, args, at) =>
    args.unknown ? args.unknown : made(elementClass, () => called(name, node, args, at), at),
  );
}

/** `@compiles(cls)` and `@compiles(cls, 'postgresql')`: notes the function on the class; other dialects' functions do not matter. */
export const compiles: NativeFunctionValue = nativeFunction('compiles', (interpreter, args, place) => {
  const [cls, ...dialects] = args.positional;
  const construct = cls?.type === 'unknown' ? /\b(Create|Add|Set)[A-Z]\w+$/.exec(cls.reason)?.[0] : undefined;
  const ours = dialects.length === 0 || dialects.some((dialect) => dialect.type === 'str' && dialect.value === 'postgresql');
  return nativeFunction('compiles', (_inner, decorated) => {
    const [hook] = decorated.positional;
    if (construct && ours)
      interpreter.record(ddlRecord, unknown(`a @compiles function that writes ${construct} its own way`, place), place);
    const general = dialects.length === 0;
    if (cls?.type === 'class' && hook && ours && !(general && cls.namespace.has(compileHook)))
      changing(cls.namespace).set(compileHook, hook);
    return hook ?? none;
  });
});
