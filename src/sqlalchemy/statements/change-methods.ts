/** INSERT, UPDATE and DELETE and their methods (sqlalchemy/sql/dml.py, sqlalchemy/dialects/postgresql/dml.py). */
import type { Interpreter } from '../../python/interpreter';
import type { Arguments, Value } from '../../python/values';
import { given, itemsOf, textOf } from '../plain-values';
import { SchemaItem } from '../schema-objects';
import { nodeOf, type SqlNode } from '../sql/node';
import { unreadable, unreadableValue } from '../unreadable';
import { columnKey, columnNodes, conditionNode, fromItem, keyword, pairsOf, queryOf, rowOf } from './arguments';
import { columnsOf } from './from-items';
import type { DeleteStatement, InsertStatement, OnConflict, UpdateStatement } from './model';
import { cteOf, equalities } from './select-methods';

type ChangeStatement = InsertStatement | UpdateStatement | DeleteStatement;

function target(value: Value | undefined): ChangeStatement['target'] {
  const from = value ? fromItem(value) : unreadable('a change of no table', null);
  return from.kind === 'table' || from.kind === 'alias' ? from : unreadable('a change of what is no table', value?.place ?? null);
}

const nothing = { returning: [], ctes: [], prefixes: [] };

export function inserting(args: Arguments): InsertStatement {
  const [table, values] = args.positional;
  const statement: InsertStatement = {
    ...nothing,
    kind: 'insert',
    target: target(table ?? args.keywords.get('table')),
    rows: [],
    multiple: false,
    select: null,
    conflict: null,
    inline: false,
  };
  const passed = given(args.keywords.get('values') ?? values);
  return passed ? insertValues(statement, [passed], new Map()) : statement;
}

export function updating(args: Arguments): UpdateStatement {
  const [table, whereclause, values] = args.positional;
  const condition = given(args.keywords.get('whereclause') ?? whereclause);
  const on = target(table ?? args.keywords.get('table'));
  const passed = given(args.keywords.get('values') ?? values);
  return {
    ...nothing,
    kind: 'update',
    target: on,
    values: passed ? rowOf(passed, on) : new Map(),
    ordered: false,
    where: condition ? [conditionNode(condition)] : [],
  };
}

export function deleting(args: Arguments): DeleteStatement {
  const [table, whereclause] = args.positional;
  const condition = given(args.keywords.get('whereclause') ?? whereclause);
  return {
    ...nothing,
    kind: 'delete',
    target: target(table ?? args.keywords.get('table')),
    where: condition ? [conditionNode(condition)] : [],
  };
}

function insertValues(statement: InsertStatement, positional: readonly Value[], keywords: ReadonlyMap<string, Value>): InsertStatement {
  const [first] = positional;
  const isRows =
    (first?.type === 'list' || first?.type === 'tuple') && first.items.every((item) => ['dict', 'list', 'tuple'].includes(item.type));
  if (isRows && first.items.length > 0)
    return { ...statement, rows: [...statement.rows, ...first.items.map((item) => rowOf(item, statement.target))], multiple: true };
  const row = new Map([...(statement.rows[0] ?? []), ...(first ? rowOf(first, statement.target) : []), ...keywords]);
  return { ...statement, rows: [row] };
}

type Method<S> = (statement: S, args: Arguments, interpreter: Interpreter) => S;

const same = <S>(statement: S): S => statement;

/** What all three have. */
const shared = <S extends ChangeStatement>(): Readonly<Record<string, Method<S>>> => ({
  returning: (statement, { positional }) => ({ ...statement, returning: [...statement.returning, ...positional.flatMap(columnNodes)] }),
  prefix_with: (statement, { positional }) => ({ ...statement, prefixes: [...statement.prefixes, ...positional.map(conditionNode)] }),
  add_cte: (statement, { positional }) => ({ ...statement, ctes: [...statement.ctes, ...positional.map(cteOf)] }),
  execution_options: same,
  options: same,
  return_defaults: same,
  with_hint: same,
});

export const insertMethods: Readonly<Record<string, Method<InsertStatement>>> = {
  ...shared<InsertStatement>(),
  values: (statement, { positional, keywords }) => insertValues(statement, positional, keywords),
  from_select: (statement, args) => {
    const [names, query] = args.positional;
    if (!names || !query) return unreadable('from_select() without names and a SELECT', null);
    return { ...statement, select: { names: namesOf(names), query: queryOf(query) } };
  },
  inline: (statement) => ({ ...statement, inline: true }),
  on_conflict_do_nothing: (statement, args) => ({ ...statement, conflict: { ...conflictTarget(args), update: null } }),
  on_conflict_do_update: (statement, args) => {
    const set = keyword(args, 'set_') ?? args.positional[3];
    const condition = keyword(args, 'where') ?? given(args.positional[4]);
    if (!set) return unreadable('on_conflict_do_update() without set_', null);
    const isPairs = set.type === 'list' || set.type === 'tuple';
    const update = { set: isPairs ? pairsOf(set.items) : rowOf(set, statement.target), where: condition && conditionNode(condition) };
    return { ...statement, conflict: { ...conflictTarget(args), update } };
  },
};

const namesOf = (value: Value): readonly string[] => itemsOf(value).map(columnKey);

/** `OnConflictClause.__init__`: a name or a constraint, or elements from which PostgreSQL infers one. */
function conflictTarget(args: Arguments): Pick<OnConflict, 'constraint' | 'elements' | 'where'> {
  const constraint = keyword(args, 'constraint') ?? given(args.positional[0]);
  const elements = keyword(args, 'index_elements') ?? given(args.positional[1]);
  const condition = keyword(args, 'index_where') ?? given(args.positional[2]);
  return {
    constraint: constraint && constraintName(constraint),
    elements: elements && itemsOf(elements).map(conflictElement),
    where: condition && conditionNode(condition),
  };
}

function constraintName(value: Value): string {
  if (value.type !== 'instance' || !(value.host instanceof SchemaItem)) return textOf(value, 'a constraint');
  const name = value.host.args.keywords.get('name') ?? (value.host.kind === 'Index' ? value.host.args.positional[0] : undefined);
  return name ? textOf(name, 'the name of a constraint') : unreadableValue('a constraint without a name', value);
}

function conflictElement(value: Value): SqlNode | string {
  return value.type === 'str' ? value.value : (nodeOf(value) ?? unreadableValue('an element of index_elements', value));
}

export const updateMethods: Readonly<Record<string, Method<UpdateStatement>>> = {
  ...shared<UpdateStatement>(),
  values: (statement, { positional, keywords }) => {
    const [first] = positional;
    const isPairs =
      first !== undefined && (first.type === 'list' || first.type === 'tuple') && first.items.every((item) => item.type === 'tuple');
    const row = !first ? new Map() : isPairs ? pairsOf(first.items) : rowOf(first, statement.target);
    return { ...statement, values: new Map([...statement.values, ...row, ...keywords]), ordered: statement.ordered || isPairs };
  },
  ordered_values: (statement, { positional }) => ({ ...statement, values: pairsOf(positional), ordered: true }),
  where: (statement, { positional }) => ({ ...statement, where: [...statement.where, ...positional.map(conditionNode)] }),
  filter_by: (statement, args) => ({
    ...statement,
    where: [...statement.where, ...equalities(columnsOf(statement.target), args.keywords)],
  }),
};

export const deleteMethods: Readonly<Record<string, Method<DeleteStatement>>> = {
  ...shared<DeleteStatement>(),
  where: (statement, { positional }) => ({ ...statement, where: [...statement.where, ...positional.map(conditionNode)] }),
  filter_by: (statement, args) => ({
    ...statement,
    where: [...statement.where, ...equalities(columnsOf(statement.target), args.keywords)],
  }),
};
