/** Aliases, subqueries, CTEs and joins as Python values. */
import type { Interpreter } from '../../python/interpreter';
import { instance, nativeClass, nativeFunction, nativeMethod, noArguments, str, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, InstanceValue, Value } from '../../python/values';
import { keyedCollection } from '../modules/column-collection';
import { given } from '../plain-values';
import { elementOf } from '../sql/element-class';
import { operandNode, type SqlNode } from '../sql/node';
import { attempt, unreadable } from '../unreadable';
import { conditionNode, flagGiven, fromItem, keyword, ownArguments, queryOf, textGiven } from './arguments';
import { columnsOf, fromOf } from './from-items';
import { joined } from './joins';
import { type CteItem, compoundOf, type FromItem, FromObject, type Query } from './model';

/** `from.c`, of expressions that are made as they are asked for. */
export function collectionOf(
  columns: () => readonly { readonly key: string; readonly node: SqlNode }[],
  owner: string,
  interpreter: Interpreter,
  place: Place | null,
): Value {
  return keyedCollection(() => columns().map(({ key, node }) => ({ key, value: elementOf(interpreter, node, place) })), owner, place);
}

const ownFrom = (value: Value | undefined): FromItem => (value && fromOf(value)) ?? unreadable('what is no FROM item', null);

type Member = (from: FromItem, args: Arguments, interpreter: Interpreter, place: Place | null) => FromItem | Value;

const join =
  (outer: boolean): Member =>
  (from, args) => {
    const [right, second] = args.positional;
    const on = given(args.keywords.get('onclause') ?? second);
    const target = right ?? args.keywords.get('right') ?? unreadable('a join without a right side', null);
    return joined(from, fromItem(target), on && conditionNode(on), outer || flagGiven(args, 'isouter'), flagGiven(args, 'full'));
  };

const alias: Member = (from, args) => {
  const name = textGiven(args, 'name', 0);
  if (from.kind === 'cte') return { ...from, name, restates: null, aliasOf: from };
  if (from.kind === 'function') return { ...from, name };
  return { kind: 'alias', of: from, name, lateral: false };
};

/** `cte.union_all(...)`: a CTE of the same name that goes on. */
const continued =
  (word: 'UNION' | 'UNION ALL'): Member =>
  (from, { positional }) => {
    if (from.kind !== 'cte') return unreadable('a union of what is no CTE', null);
    const { statement } = from;
    const isQuery = statement.kind === 'select' || statement.kind === 'compound' || statement.kind === 'text';
    const queries: readonly Query[] = positional.map(queryOf);
    return isQuery
      ? ({ ...from, statement: compoundOf(word, [statement, ...queries]), restates: from } satisfies CteItem)
      : unreadable('a union of a change', null);
  };

/** Methods that tables and all that stands in FROM clauses share. */
export const fromMembers: Readonly<Record<string, Member>> = {
  alias,
  join: join(false),
  outerjoin: join(true),
  lateral: (from, args) =>
    from.kind === 'subquery'
      ? { ...from, name: textGiven(args, 'name', 0), lateral: true }
      : { kind: 'alias', of: from, name: textGiven(args, 'name', 0), lateral: true },
  tablesample: (from, args) => {
    const [sampling] = args.positional;
    const seed = keyword(args, 'seed');
    if (!sampling) return unreadable('tablesample() without a method', null);
    const method = operandNode(sampling);
    const call: SqlNode = method.kind === 'value' ? { kind: 'function', path: ['system'], args: [method] } : method;
    return {
      kind: 'alias',
      of: from,
      name: textGiven(args, 'name', 1),
      lateral: false,
      sample: { sampling: call, seed: seed && operandNode(seed) },
    };
  },
  union: continued('UNION'),
  union_all: continued('UNION ALL'),
  prefix_with: (from, { positional }) =>
    from.kind === 'cte' ? { ...from, prefixes: [...from.prefixes, ...positional.map(conditionNode)] } : from,
  render_derived: (from, args) => {
    if (from.kind !== 'function') return unreadable('render_derived() of what is no function', null);
    return { ...from, name: textGiven(args, 'name', 0) ?? from.name, derived: flagGiven(args, 'with_types') ? 'types' : 'names' };
  },
  data: (from, { positional: [rows] }) => {
    if (from.kind !== 'values' || !rows || (rows.type !== 'list' && rows.type !== 'tuple')) return unreadable('the rows of values()', null);
    const added = rows.items.map((row) =>
      row.type === 'list' || row.type === 'tuple' ? row.items : unreadable('a row of values()', row.place),
    );
    return { ...from, rows: [...from.rows, ...added] };
  },
};

export function fromMember(name: string, run: Member): Value {
  return nativeMethod(name, (interpreter, args, place) =>
    attempt(() => {
      const made = run(ownFrom(args.positional[0]), ownArguments(args), interpreter, place);
      return 'type' in made ? made : fromValue(made, place);
    }, place),
  );
}

/** `from.select()`, by the `select` of the program. */
function selectMethod(interpreter: Interpreter, from: FromItem, place: Place | null): Value {
  const module = interpreter.importModule('sqlalchemy', place);
  const select = interpreter.getAttribute(module, 'select', place);
  const columns = columnsOf(from).map(({ node }) => elementOf(interpreter, node, place));
  return nativeFunction('select', (inner, args, at) => {
    const selected = inner.call(select, { ...noArguments, positional: columns }, at);
    const method = inner.getAttribute(selected, 'select_from', at);
    const made = inner.call(method, { ...noArguments, positional: [fromValue(from, at)] }, at);
    const condition = given(args.keywords.get('whereclause') ?? args.positional[0]);
    return condition ? inner.call(inner.getAttribute(made, 'where', at), { ...noArguments, positional: [condition] }, at) : made;
  });
}

const classOf = (name: string): ClassValue =>
  nativeClass({
    name,
    module: 'sqlalchemy.sql.selectable',
    native: {
      tag: 'sqlalchemy from',
      attribute: (interpreter, self, attribute, place) => {
        const from = self.host instanceof FromObject ? self.host.from : null;
        if (!from || attribute.startsWith('__')) return null;
        if (attribute === 'c' || attribute === 'columns' || attribute === 'exported_columns')
          return collectionOf(() => columnsOf(from), 'a FROM item', interpreter, place);
        if (attribute === 'name')
          return 'name' in from && from.name !== null ? str(from.name, place) : unknown('the name of an alias', place);
        if (attribute === 'select') return selectMethod(interpreter, from, place);
        return unknown(`the attribute ${attribute} of a ${name}`, place);
      },
    },
    members: Object.fromEntries(Object.entries(fromMembers).map(([member, run]) => [member, fromMember(member, run)])),
  });

const classes: Readonly<Record<FromItem['kind'], ClassValue>> = {
  table: classOf('Table'),
  alias: classOf('Alias'),
  subquery: classOf('Subquery'),
  cte: classOf('CTE'),
  join: classOf('Join'),
  function: classOf('TableValuedAlias'),
  values: classOf('Values'),
  text: classOf('TextClause'),
};

export const fromClasses: Readonly<Record<string, ClassValue>> = {
  Alias: classes.alias,
  Subquery: classes.subquery,
  CTE: classes.cte,
  Join: classes.join,
  Values: classes.values,
  TableValuedAlias: classes.function,
};

/** A FROM item as a Python value. */
export function fromValue(from: FromItem, place: Place | null): InstanceValue {
  return instance(classes[from.kind], new FromObject(from), place);
}
