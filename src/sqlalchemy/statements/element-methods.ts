/** Methods of expressions that only statements have a use for: `func.x().over(...)`, `exists().where(...)`, `text().bindparams(...)`. */
import type { Interpreter } from '../../python/interpreter';

import type { Place } from '../../python/place';
import type { Arguments, Value } from '../../python/values';
import { given, itemsOf, numberOf, textOf } from '../plain-values';
import { elementOf } from '../sql/element-class';
import { nodeOf, operandNode, type Parameter, type SqlNode } from '../sql/node';
import { attempt, isUnknown, Unreadable, unreadable } from '../unreadable';
import { columnNodes, conditionNode, flagGiven, keyword, textGiven } from './arguments';
import { scalarType } from './from-items';
import { fromValue } from './from-values';
import { emptySelect, type FromItem, type FunctionColumn } from './model';
import { changedQuery } from './select-methods';
import { statementValue } from './statement-values';

type Node<Kind extends SqlNode['kind']> = SqlNode & { readonly kind: Kind };
type Result = SqlNode | Value;
type Call = (node: SqlNode, args: Arguments, place: Place | null) => Result;

const isNode = (result: Result): result is SqlNode => 'kind' in result;

const nodesOf = (value: Value | null): readonly SqlNode[] =>
  value ? itemsOf(value).map((item) => (item.type === 'str' ? { kind: 'literal_column', text: item.value } : operandNode(item))) : [];

/** `over(partition_by=, order_by=, rows=, range_=, groups=)`. */
export function overNode(operand: SqlNode, args: Arguments): Node<'over'> {
  const frames = [
    ['rows', 'ROWS'],
    ['range_', 'RANGE'],
    ['groups', 'GROUPS'],
  ] as const;
  const frame = frames.flatMap(([name, word]) => {
    const value = keyword(args, name);
    return value ? [`${word} BETWEEN ${frameEnd(value, 0)} AND ${frameEnd(value, 1)}`] : [];
  });
  return {
    kind: 'over',
    operand,
    partition: nodesOf(keyword(args, 'partition_by')),
    order: nodesOf(keyword(args, 'order_by')),
    frame: frame[0] ?? null,
  };
}

/** `SQLCompiler._format_frame_clause`. */
function frameEnd(value: Value, at: 0 | 1): string {
  const end = given(itemsOf(value)[at]);
  if (!end) return at === 0 ? 'UNBOUNDED PRECEDING' : 'UNBOUNDED FOLLOWING';
  const count = numberOf(end, 'the frame of a window');
  if (count === 0) return 'CURRENT ROW';
  return `${Math.abs(count)} ${count < 0 ? 'PRECEDING' : 'FOLLOWING'}`;
}

const functionFrom = (call: SqlNode, name: string | null, columns: readonly FunctionColumn[], ordinality: boolean): FromItem => ({
  kind: 'function',
  call,
  name,
  columns,
  derived: 'none',
  ordinality,
  lateral: false,
});

/** `table_valued('a', column('b', Integer), with_ordinality='n', name=…)`. */
function tableValued(node: SqlNode, args: Arguments, place: Place | null): Value {
  const columns = args.positional.map((value): FunctionColumn => {
    const column = nodeOf(value);
    if (column?.kind === 'name') return { name: column.name, type: column.type ?? null };
    return { name: textOf(value, 'a column of a function'), type: null };
  });
  const ordinal = textGiven(args, 'with_ordinality');
  const all = ordinal === null ? columns : [...columns, { name: ordinal, type: null }];
  return fromValue(functionFrom(node, textGiven(args, 'name'), all, ordinal !== null), place);
}

const functionMethods: Readonly<Record<string, Call>> = {
  over: overNode,
  filter: (operand, { positional }) => ({ kind: 'filtered', operand, conditions: positional.map(conditionNode) }),
  within_group: (operand, { positional }) => ({ kind: 'within_group', operand, order: positional.map((value) => operandNode(value)) }),
  table_valued: tableValued,
  alias: (node, args, place) => fromValue(functionFrom(node, textGiven(args, 'name', 0), [], false), place),
  column_valued: (node, args) => ({ kind: 'whole', from: functionFrom(node, textGiven(args, 'name', 0), [], false) }),
  select: (node, _args, place) => statementValue({ ...emptySelect, columns: [node] }, place),
};

const textMethods: Readonly<Record<string, (node: Node<'text'>, args: Arguments, place: Place | null) => Result>> = {
  bindparams: (node, { positional, keywords }) => {
    const bound = positional.map((value) => {
      const parameter = nodeOf(value);
      return parameter?.kind === 'parameter' ? parameter.parameter : unreadable('a parameter of text()', value.place);
    });
    const named = [...keywords].map(
      ([name, value]): Parameter => ({ ...(node.parameters?.get(name) ?? { name, type: null, expanding: false }), name, value }),
    );
    return {
      ...node,
      parameters: new Map([...(node.parameters ?? []), ...[...bound, ...named].map((each) => [each.name, each] as const)]),
    };
  },
  columns: (node, { positional, keywords }, place) => {
    const listed = positional.flatMap(columnNodes).map((column): FunctionColumn => {
      if (column.kind === 'column') return { name: column.column.name ?? '', type: columnType(column) };
      return column.kind === 'name' ? { name: column.name, type: column.type ?? null } : unreadable('a column of text()', place);
    });
    const named = [...keywords].map(([name, type]): FunctionColumn => ({ name, type }));
    return statementValue({ kind: 'text', text: node, columns: [...listed, ...named], positional: named.length === 0 }, place);
  },
};

const columnType = ({ column }: Node<'column'>): Value | null => column.args.positional.at(-1) ?? null;

const anyMethods: Readonly<Record<string, Call>> = {
  distinct: (operand) => ({ kind: 'distinct', operand }),
  over: overNode,
};

/** A method of an expression; null where there is none of that name here. */
export function elementMethod(
  node: SqlNode,
  name: string,
): ((interpreter: Interpreter, args: Arguments, place: Place | null) => Value) | null {
  const run = methodOf(node, name);
  if (!run) return null;
  return (interpreter, args, place) => {
    const made = attempt(() => {
      if (args.unknown) throw new Unreadable(args.unknown);
      return run(node, args, place);
    }, place);
    return isUnknown(made) || !isNode(made) ? made : elementOf(interpreter, made, place);
  };
}

function methodOf(node: SqlNode, name: string): Call | null {
  if (node.kind === 'text') {
    const method = textMethods[name];
    if (method) return (_node, args, place) => method(node, args, place);
  }
  if (node.kind === 'subquery' || node.kind === 'exists') {
    if (name === 'select') return (_node, _args, place) => statementValue({ ...emptySelect, columns: [node] }, place);
    if (name === 'scalar_subquery' || name === 'as_scalar') return () => node;
    if (changesInside.has(name)) {
      return (_node, args) => {
        const query = changedQuery(node.query, name, args) ?? unreadable(`${name}() of a subquery`, null);
        return node.kind === 'exists' ? { ...node, query } : { ...node, query, type: scalarType(query) };
      };
    }
  }
  if ((node.kind === 'function' || node.kind === 'filtered' || node.kind === 'within_group') && functionMethods[name])
    return functionMethods[name];
  return anyMethods[name] ?? null;
}

const changesInside: ReadonlySet<string> = new Set(['where', 'select_from', 'correlate', 'correlate_except']);

/** `exists(...)`: of a SELECT, of columns, or of nothing yet, which is `SELECT *`. */
export function existsNode(args: Arguments): Node<'exists'> {
  const [first] = args.positional;
  const inner = first && nodeOf(first);
  if (inner?.kind === 'subquery') return { kind: 'exists', query: inner.query };
  const columns: readonly SqlNode[] = first ? args.positional.flatMap(columnNodes) : [{ kind: 'literal_column', text: '*' }];
  const legacy = given(args.keywords.get('whereclause'));
  return { kind: 'exists', query: { ...emptySelect, columns, where: legacy ? [conditionNode(legacy)] : [] } };
}

/** `bindparam('name', value, type_=…, expanding=…)`. */
export function parameterNode(args: Arguments): Node<'parameter'> {
  const { positional, keywords } = args;
  const key = given(positional[0] ?? keywords.get('key'));
  const value = keywords.get('value') ?? positional[1] ?? null;
  const callable = keyword(args, 'callable_');
  if (callable) return unreadable('a bindparam with callable_', callable.place);
  return {
    kind: 'parameter',
    parameter: {
      name: key ? textOf(key, 'the name of a parameter') : '',
      value,
      type: given(keywords.get('type_') ?? positional[2]),
      expanding: flagGiven(args, 'expanding'),
    },
  };
}
