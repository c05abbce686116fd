/** The methods of SELECT and of what combines SELECTs (sqlalchemy/sql/selectable.py). */
import type { Arguments, Value } from '../../python/values';
import { given, itemsOf } from '../plain-values';
import { junction } from '../sql/combine';
import { operandNode, operators, type SqlNode } from '../sql/node';
import { unreadable } from '../unreadable';
import { columnNodes, conditionNode, flagGiven, fromItem, keyword, orderNodes, queryOf } from './arguments';
import { columnsOf, type FromColumn, fromsOf } from './from-items';
import { explicitFroms } from './joins';
import {
  type CompoundStatement,
  type CteItem,
  compoundOf,
  emptySelect,
  type FromItem,
  FromObject,
  type Query,
  type SelectStatement,
} from './model';

type SelectMethod = (select: SelectStatement, args: Arguments) => SelectStatement;
type SharedMethod = <Rows extends SelectStatement | CompoundStatement>(query: Rows, args: Arguments) => Rows;

const where: SelectMethod = (select, { positional }) => ({ ...select, where: [...select.where, ...positional.map(conditionNode)] });

/** A number, or an expression. */
function countNode(args: Arguments, name: string): SqlNode | null {
  const value = given(args.positional[0] ?? args.keywords.get(name));
  return value && operandNode(value);
}

function joinStep(args: Arguments, outer: boolean, from: boolean): SelectStatement['joins'][number] {
  const [first, second, third] = args.positional;
  const [left, target, on] = from ? [first, second, third] : [null, first, second];
  const condition = given(args.keywords.get('onclause') ?? on);
  if (!target) return unreadable('a join without a target', null);
  return {
    target: fromItem(target),
    on: condition && conditionNode(condition),
    left: left ? fromItem(left) : null,
    outer: outer || flagGiven(args, 'isouter'),
    full: flagGiven(args, 'full'),
  };
}

const join =
  (outer: boolean, from: boolean): SelectMethod =>
  (select, args) => ({ ...select, joins: [...select.joins, joinStep(args, outer, from)] });

/** `filter_by(name='x')` speaks of what was joined last, else of what is selected from. */
const filterBy: SelectMethod = (select, { keywords }) => {
  const entity: FromItem | undefined = select.joins.at(-1)?.target ?? select.from[0] ?? select.columns.flatMap(fromsOf)[0];
  return { ...select, where: [...select.where, ...equalities(entity ? columnsOf(entity) : [], keywords)] };
};

/** The conditions of `filter_by(name='x')`. */
export function equalities(columns: readonly FromColumn[], keywords: ReadonlyMap<string, Value>): readonly SqlNode[] {
  return [...keywords].map(([name, value]): SqlNode => {
    const column = columns.find(({ key }) => key === name) ?? unreadable(`filter_by(${name}=…), which is no column`, null);
    const right = operandNode(value);
    const isNull = right.kind === 'constant' && right.sql === 'NULL';
    return { kind: 'binary', operator: isNull ? operators.IS : operators['='], left: column.node, right };
  });
}

export const selectMethods: Readonly<Record<string, SelectMethod>> = {
  where,
  filter: where,
  filter_by: filterBy,
  having: (select, { positional }) => ({ ...select, having: [...select.having, ...positional.map(conditionNode)] }),
  distinct: (select, { positional }) => ({ ...select, distinct: [...(select.distinct ?? []), ...positional.flatMap(columnNodes)] }),
  select_from: (select, { positional }) => ({ ...select, from: [...select.from, ...positional.map(fromItem)] }),
  join: join(false, false),
  outerjoin: join(true, false),
  join_from: join(false, true),
  outerjoin_from: join(true, true),
  correlate: (select, { positional }) => ({
    ...select,
    correlate: positional.some((value) => value.type === 'None') ? [] : [...(select.correlate ?? []), ...positional.map(fromItem)],
  }),
  correlate_except: (select, { positional }) => ({
    ...select,
    correlateExcept: positional.some((value) => value.type === 'None')
      ? []
      : [...(select.correlateExcept ?? []), ...positional.map(fromItem)],
  }),
  with_only_columns: (select, args) => ({
    ...select,
    // `maintain_column_froms`: what the columns were selected from stays.
    from: flagGiven(args, 'maintain_column_froms')
      ? [...new Set([...explicitFroms(select), ...select.columns.flatMap(fromsOf)])]
      : select.from,
    columns: args.positional.flatMap(columnNodes),
    asked: args.positional,
  }),
  add_columns: (select, { positional }) => ({
    ...select,
    columns: [...select.columns, ...positional.flatMap(columnNodes)],
    asked: select.asked && [...select.asked, ...positional],
  }),
  column: (select, { positional }) => ({ ...select, columns: [...select.columns, ...positional.flatMap(columnNodes)] }),
  prefix_with: (select, { positional }) => ({ ...select, prefixes: [...select.prefixes, ...positional.map(conditionNode)] }),
};

const same: SharedMethod = (query) => query;

export const sharedMethods: Readonly<Record<string, SharedMethod>> = {
  order_by: (query, { positional }) => ({ ...query, orderBy: orderNodes(query.orderBy, positional) }),
  group_by: (query, { positional }) => ({ ...query, groupBy: orderNodes(query.groupBy, positional) }),
  limit: (query, args) => ({ ...query, limit: countNode(args, 'limit'), fetch: null }),
  offset: (query, args) => ({ ...query, offset: countNode(args, 'offset') }),
  fetch: (query, args) => ({
    ...query,
    limit: null,
    fetch: {
      count: countNode(args, 'count') ?? unreadable('fetch() without a count', null),
      ties: flagGiven(args, 'with_ties'),
      percent: flagGiven(args, 'percent'),
    },
  }),
  slice: (query, { positional: [start, stop] }) => {
    if (start?.type !== 'int' || stop?.type !== 'int') return unreadable('slice() of a SELECT', null);
    const node = (value: bigint): SqlNode => operandNode({ type: 'int', value, place: null });
    return { ...query, offset: start.value === 0n ? null : node(start.value), limit: node(stop.value - start.value) };
  },
  with_for_update: (query, args) => ({
    ...query,
    forUpdate: {
      read: flagGiven(args, 'read'),
      nowait: flagGiven(args, 'nowait'),
      skipLocked: flagGiven(args, 'skip_locked'),
      keyShare: flagGiven(args, 'key_share'),
      of: lockedOf(keyword(args, 'of')),
    },
  }),
  apply_labels: (query) => ({ ...query, labels: 'table_column' }),
  with_labels: (query) => ({ ...query, labels: 'table_column' }),
  set_label_style: (query, { positional: [style] }) => ({ ...query, labels: labelStyle(style) }),
  add_cte: (query, { positional }) => ({ ...query, ctes: [...query.ctes, ...positional.map(cteOf)] }),
  execution_options: same,
  options: same,
  with_hint: same,
  with_statement_hint: same,
  self_group: same,
};

function labelStyle(style: Value | undefined): SelectStatement['labels'] {
  const name = style?.type === 'str' ? style.value : 'LABEL_STYLE_DISAMBIGUATE_ONLY';
  if (name === 'LABEL_STYLE_TABLENAME_PLUS_COL') return 'table_column';
  return name === 'LABEL_STYLE_NONE' ? 'none' : 'disambiguate';
}

/** What `FOR UPDATE OF` is given: tables, or columns of them. */
function lockedOf(value: Value | null): readonly FromItem[] {
  if (!value) return [];
  return [...new Set(itemsOf(value).flatMap((item) => columnNodesOrFrom(item)))];
}

function columnNodesOrFrom(value: Value): readonly FromItem[] {
  const froms = columnNodes(value).flatMap(fromsOf);
  return froms.length > 0 ? froms : [fromItem(value)];
}

export function cteOf(value: Value): CteItem {
  const from = value.type === 'instance' && value.host instanceof FromObject ? value.host.from : null;
  return from?.kind === 'cte' ? from : unreadable('a CTE', value.place);
}

const keywords: Readonly<Record<string, CompoundStatement['keyword']>> = {
  union: 'UNION',
  union_all: 'UNION ALL',
  intersect: 'INTERSECT',
  intersect_all: 'INTERSECT ALL',
  except_: 'EXCEPT',
  except_all: 'EXCEPT ALL',
};

export const compoundNames: readonly string[] = Object.keys(keywords);

/** `union(a, b)`, and `a.union(b)` with `a` first. */
export function compound(name: string, queries: readonly Query[]): CompoundStatement {
  return compoundOf(keywords[name] ?? unreadable(`${name}()`, null), queries);
}

export const queriesOf = (values: readonly Value[]): readonly Query[] =>
  values.flatMap((value) => (value.type === 'list' || value.type === 'tuple' ? value.items.map(queryOf) : [queryOf(value)]));

/** `select(a, b)`, and 1.x's `select([a, b], whereclause, from_obj=…)`. */
export function selecting(args: Arguments): SelectStatement {
  const [first, whereclause, fromObject] = args.positional;
  const isLegacy =
    first?.type === 'list' || args.keywords.has('columns') || args.keywords.has('whereclause') || args.keywords.has('from_obj');
  if (!isLegacy) return { ...emptySelect, columns: args.positional.flatMap(columnNodes), asked: args.positional };
  const listed = first ?? args.keywords.get('columns');
  const condition = keyword(args, 'whereclause') ?? given(whereclause);
  const from = keyword(args, 'from_obj') ?? given(fromObject);
  let select: SelectStatement = {
    ...emptySelect,
    columns: listed ? columnNodes(listed) : [],
    where: condition ? [conditionNode(condition)] : [],
    from: from ? itemsOf(from).map(fromItem) : [],
    distinct: flagGiven(args, 'distinct') ? [] : null,
  };
  for (const [name, value] of args.keywords) {
    if (['columns', 'whereclause', 'from_obj', 'distinct', 'use_labels', 'bind'].includes(name)) continue;
    const passed: Arguments = { ...args, positional: [value], keywords: new Map() };
    const method = selectMethods[name];
    const shared = sharedMethods[name];
    if (name === 'for_update') select = sharedMethods['with_for_update']?.(select, { ...passed, positional: [] }) ?? select;
    else if (method) select = method(select, passed);
    else if (shared) select = shared(select, passed);
    else return unreadable(`select(${name}=…)`, null);
  }
  return select;
}

/** `where()` and its like on the SELECT inside of `exists()` or of a scalar subquery. */
export function changedQuery(query: Query, name: string, args: Arguments): Query | null {
  const method = selectMethods[name];
  return query.kind === 'select' && method ? method(query, args) : null;
}

/** All conditions as one, of `whereclause`. */
export const wholeCondition = ({ where: conditions }: SelectStatement): SqlNode | null =>
  conditions.length > 0 ? junction(operators.AND, conditions) : null;
