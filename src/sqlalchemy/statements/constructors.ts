/** The functions that begin statements: `select`, `insert`, `union`, `exists` … (sqlalchemy/sql/_selectable_constructors.py, _dml_constructors.py). */
import type { Interpreter } from '../../python/interpreter';
import { nativeFunction, nativeMethod, none } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, Value } from '../../python/values';
import { given } from '../plain-values';
import { elementOf } from '../sql/element-class';
import { nodeOf, operandNode, type SqlNode } from '../sql/node';
import { attempt, Unreadable, unreadable } from '../unreadable';
import { conditionNode, flagGiven, fromItem, keyword, ownArguments, textGiven } from './arguments';
import { deleting, inserting, updating } from './change-methods';
import { existsNode, overNode, parameterNode } from './element-methods';
import { columnsOf } from './from-items';
import { fromClasses, fromMember, fromMembers, fromValue } from './from-values';
import { joined } from './joins';
import { emptySelect, type FromItem, type FunctionColumn } from './model';
import { compound, compoundNames, queriesOf, selecting } from './select-methods';
import { changeValue, queryValue, statementClasses } from './statement-values';

type Make = (args: Arguments, interpreter: Interpreter, place: Place | null) => Value;

const whole = (args: Arguments): Arguments => {
  if (args.unknown) throw new Unreadable(args.unknown);
  return args;
};

const function_ = (name: string, make: Make): Value =>
  nativeFunction(name, (interpreter, args, place) => attempt(() => make(whole(args), interpreter, place), place));

const expression = (name: string, build: (args: Arguments, place: Place | null) => SqlNode): Value =>
  function_(name, (args, interpreter, place) => elementOf(interpreter, build(args, place), place));

const item = (name: string, build: (args: Arguments) => FromItem): Value =>
  function_(name, (args, _interpreter, place) => fromValue(build(args), place));

const first = (args: Arguments, name: string): Value => args.positional[0] ?? unreadable(`${name}() without an argument`, null);

const rest = (args: Arguments): Arguments => ({ ...args, positional: args.positional.slice(1) });

/** A method of FROM items as a function of one. */
const asFunction = (name: string): Value =>
  function_(name, (args, interpreter, place) => {
    const member = fromMembers[name];
    const made = member?.(fromItem(first(args, name)), rest(args), interpreter, place) ?? none;
    return 'type' in made ? made : fromValue(made, place);
  });

const join = (name: string, outer: boolean): Value =>
  item(name, (args) => {
    const [left, right, second] = args.positional;
    const on = given(args.keywords.get('onclause') ?? second);
    if (!left || !right) return unreadable(`${name}() without two sides`, null);
    return joined(fromItem(left), fromItem(right), on && conditionNode(on), outer || flagGiven(args, 'isouter'), flagGiven(args, 'full'));
  });

const query = (name: string, build: (args: Arguments) => Parameters<typeof queryValue>[0]): Value =>
  nativeFunction(name, (_interpreter, args, place) => queryValue(() => build(whole(args))(), place));

const change = (name: string, build: typeof inserting | typeof updating | typeof deleting): Value =>
  nativeFunction(name, (_interpreter, args, place) =>
    changeValue(() => build(whole(args)), args.positional[0] ?? args.keywords.get('table'), place),
  );

const valuesItem = (args: Arguments): FromItem => ({
  kind: 'values',
  name: textGiven(args, 'name'),
  columns: args.positional.map((value): FunctionColumn => {
    const node = nodeOf(value);
    return node?.kind === 'name' ? { name: node.name, type: node.type ?? null } : unreadable('a column of values()', value.place);
  }),
  rows: [],
  lateral: false,
});

/** What SQLAlchemy exports at its top, besides what `makeExpressions` has. */
export const statementNames: Readonly<Record<string, Value>> = {
  ...statementClasses,
  ...fromClasses,
  select: query('select', (args) => () => selecting(args)),
  insert: change('insert', inserting),
  update: change('update', updating),
  delete: change('delete', deleting),
  ...Object.fromEntries(compoundNames.map((name) => [name, query(name, (args) => () => compound(name, queriesOf(args.positional)))])),
  exists: expression('exists', existsNode),
  join: join('join', false),
  outerjoin: join('outerjoin', true),
  alias: asFunction('alias'),
  lateral: asFunction('lateral'),
  tablesample: asFunction('tablesample'),
  values: item('values', valuesItem),
  bindparam: expression('bindparam', parameterNode),
  over: expression('over', (args) => overNode(operandNode(first(args, 'over')), args)),
  within_group: expression('within_group', (args) => ({
    kind: 'within_group',
    operand: operandNode(first(args, 'within_group')),
    order: args.positional.slice(1).map((value) => operandNode(value)),
  })),
  funcfilter: expression('funcfilter', (args) => ({
    kind: 'filtered',
    operand: operandNode(first(args, 'funcfilter')),
    conditions: args.positional.slice(1).map(conditionNode),
  })),
  distinct: expression('distinct', (args) => ({ kind: 'distinct', operand: operandNode(first(args, 'distinct')) })),
  type_coerce: expression('type_coerce', (args) => {
    const type = keyword(args, 'type_') ?? args.positional[1] ?? unreadable('type_coerce() without a type', null);
    return { kind: 'coerced', operand: operandNode(first(args, 'type_coerce')), type };
  }),
};

/** Those of sqlalchemy.dialects.postgresql. */
export const postgresqlStatementNames: Readonly<Record<string, Value>> = {
  insert: change('insert', inserting),
  Insert: statementClasses['Insert'] ?? none,
  aggregate_order_by: expression('aggregate_order_by', (args) => ({
    kind: 'ordered',
    operand: operandNode(first(args, 'aggregate_order_by')),
    order: args.positional
      .slice(1)
      .flatMap((value) => (value.type === 'list' || value.type === 'tuple' ? value.items : [value]))
      .map((value) => operandNode(value)),
  })),
};

const changeMethod = (name: string, build: typeof inserting | typeof updating | typeof deleting): Value =>
  nativeMethod(name, (_interpreter, args, place) => changeValue(() => build(whole(args)), args.positional[0], place));

/** The methods of a table that begin statements. */
export const tableMethods: Readonly<Record<string, Value>> = {
  ...Object.fromEntries(
    ['alias', 'join', 'outerjoin', 'lateral', 'tablesample'].map((name) => [name, fromMember(name, memberNamed(name))]),
  ),
  insert: changeMethod('insert', inserting),
  update: changeMethod('update', updating),
  delete: changeMethod('delete', deleting),
  select: nativeMethod('select', (_interpreter, args, place) =>
    queryValue(() => {
      const [self] = args.positional;
      const from = fromItem(self ?? none);
      const own = ownArguments(args);
      const condition = keyword(own, 'whereclause') ?? given(own.positional[0]);
      return { ...emptySelect, columns: columnsOf(from).map(({ node }) => node), where: condition ? [conditionNode(condition)] : [] };
    }, place),
  ),
};

function memberNamed(name: string) {
  return fromMembers[name] ?? unreadable(`${name}()`, null);
}
