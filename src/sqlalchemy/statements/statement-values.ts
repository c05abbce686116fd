/** Statements as Python values. A method of one gives another; what is not understood stays a statement that says so. */
import type { Interpreter } from '../../python/interpreter';
import { instance, nativeClass, nativeFunction, nativeMethod, none, str, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, InstanceValue, Value } from '../../python/values';
import { isRelationshipOfClass, sessionParts } from '../orm/constructor';
import { textOf } from '../plain-values';
import { TableObject } from '../schema-objects';
import { elementOf } from '../sql/element-class';
import { attempt, isUnknown, unreadable } from '../unreadable';
import { flagGiven, ownArguments, textGiven } from './arguments';
import { deleteMethods, insertMethods, updateMethods } from './change-methods';
import { columnsOfStatement, scalarType } from './from-items';
import { collectionOf, fromValue } from './from-values';
import { type CteItem, type FromItem, type Query, type Statement, StatementObject, UnknownStatement } from './model';
import { compound, compoundNames, queriesOf, selectMethods, sharedMethods, wholeCondition } from './select-methods';
import { selectedColumns } from './selected-columns';
import { targetTable } from './write-changes';

/** What a member of a statement gives: another statement, or anything else. */
type Member<S extends Statement> = (statement: S, args: Arguments, interpreter: Interpreter, place: Place | null) => Statement | Value;

const tag = 'sqlalchemy statement';

const executable = nativeClass({ name: 'Executable', module: 'sqlalchemy.sql.base' });

function statementClass<S extends Statement>(
  name: string,
  module: string,
  isOwn: (statement: Statement) => statement is S,
  methods: Readonly<Record<string, Member<S>>>,
  attributes: Readonly<Record<string, (statement: S, interpreter: Interpreter, place: Place | null) => Value>> = {},
): ClassValue {
  const ownOf = (value: Value | undefined): S => {
    const host = value?.type === 'instance' ? value.host : null;
    return host instanceof StatementObject && isOwn(host.statement) ? host.statement : unreadable(`what is no ${name}`, null);
  };
  const member = (method: string, run: Member<S>) =>
    nativeMethod(method, (interpreter, args, place) => {
      const [self] = args.positional;
      const expand = args.positional.some(isRelationshipOfClass) ? sessionParts(interpreter)?.expandStatement : undefined;
      if (self && expand) return interpreter.call(expand, { ...args, positional: [self, str(method), ...args.positional.slice(1)] }, place);
      const host = self?.type === 'instance' && self.host instanceof StatementObject ? self.host : null;
      return outcome(host?.statement ?? null, () => {
        const made = run(ownOf(self), ownArguments(args), interpreter, place);
        return 'type' in made ? made : statementValue(made, place, host?.parameters);
      });
    });
  return nativeClass({
    name,
    module,
    bases: [executable],
    native: {
      tag,
      attribute: (interpreter, self, attribute, place) => {
        const host = self.host;
        if (attribute.startsWith('__') || !(host instanceof StatementObject) || !isOwn(host.statement)) return null;
        const { statement } = host;
        const read = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
        if (read) return attempt(() => read(statement, interpreter, place), place);
        const reason = unknown(`the method ${attribute}() of a statement`, place);
        return nativeFunction(attribute, () => unknownStatement(statement, reason, place));
      },
    },
    members: {
      ...Object.fromEntries(Object.entries(methods).map(([method, run]) => [method, member(method, run)])),
      params: nativeMethod('params', (_interpreter, args, place) => {
        const [self, given] = args.positional;
        if (self?.type !== 'instance' || !(self.host instanceof StatementObject)) return none;
        const entries =
          given?.type === 'dict' ? [...given.entries.values()].map(({ key, value }) => [textOf(key, 'a parameter'), value] as const) : [];
        return statementValue(self.host.statement, place, new Map([...self.host.parameters, ...entries, ...args.keywords]));
      }),
    },
  });
}

/** The value that `build` gives, or the statement that it could not build. */
function outcome(statement: Statement | null, build: () => Value): Value {
  const made = attempt(build);
  if (!isUnknown(made) || !statement) return made;
  return unknownStatement(statement, made, made.place);
}

const changedTable = (statement: Statement) =>
  statement.kind === 'insert' || statement.kind === 'update' || statement.kind === 'delete' ? targetTable(statement.target) : null;

function unknownStatement(statement: Statement, reason: Value & { readonly type: 'unknown' }, place: Place | null): InstanceValue {
  return instance(unknownClass, new UnknownStatement(reason, changedTable(statement)), place);
}

/** A query that is not understood. */
export function unknownQuery(reason: Value & { readonly type: 'unknown' }, place: Place | null): InstanceValue {
  return instance(unknownClass, new UnknownStatement(reason, null), place);
}

const unknownClass: ClassValue = nativeClass({
  name: 'Executable',
  module: 'sqlalchemy.sql.base',
  bases: [executable],
  native: {
    tag: 'sqlalchemy unknown statement',
    attribute: (_interpreter, self, name) => {
      if (name.startsWith('__') || !(self.host instanceof UnknownStatement)) return null;
      const isValue = self.host.changes === null && (name === 'c' || name === 'columns' || name === 'label' || name === 'scalar_subquery');
      return isValue ? self.host.reason : nativeFunction(name, () => self);
    },
  },
});

const subquery = (query: Query, args: Arguments, lateral: boolean): FromItem => ({
  kind: 'subquery',
  statement: query,
  name: textGiven(args, 'name', 0),
  lateral,
});

const cte = (statement: Statement, args: Arguments): CteItem => ({
  kind: 'cte',
  statement,
  name: textGiven(args, 'name', 0),
  recursive: flagGiven(args, 'recursive', 1),
  nesting: flagGiven(args, 'nesting'),
  prefixes: [],
  restates: null,
  aliasOf: null,
});

const from: (item: (query: Query, args: Arguments) => FromItem) => Member<Query> = (item) => (query, args, _interpreter, place) =>
  fromValue(item(query, args), place);

const scalar: Member<Query> = (query, _args, interpreter, place) =>
  elementOf(interpreter, { kind: 'subquery', query, type: scalarType(query) }, place);

/** What every query has. */
const queryMembers: Readonly<Record<string, Member<Query>>> = {
  subquery: from((query, args) => subquery(query, args, false)),
  alias: from((query, args) => subquery(query, args, false)),
  lateral: from((query, args) => subquery(query, args, true)),
  cte: from(cte),
  scalar_subquery: scalar,
  as_scalar: scalar,
  label: (query, args, interpreter, place) =>
    elementOf(
      interpreter,
      { kind: 'label', operand: { kind: 'subquery', query, type: scalarType(query) }, name: textGiven(args, 'name', 0) },
      place,
    ),
  exists: (query, _args, interpreter, place) => elementOf(interpreter, { kind: 'exists', query }, place),
  ...Object.fromEntries(
    compoundNames.map((name): [string, Member<Query>] => [
      name,
      (query, { positional }) => compound(name, [query, ...queriesOf(positional)]),
    ]),
  ),
};

const columnsAttribute = (statement: Statement, interpreter: Interpreter, place: Place | null): Value =>
  collectionOf(
    () => columnsOfStatement(statement).map(({ key, name, type }) => ({ key, node: { kind: 'column_of', from: nowhere, name, type } })),
    'a SELECT',
    interpreter,
    place,
  );

/** A FROM item without a name: its columns are written by their own. */
const nowhere: FromItem = { kind: 'text', text: { kind: 'text', text: '' } };

const columnsOnly = { c: columnsAttribute, columns: columnsAttribute, exported_columns: columnsAttribute };

const selectClass = statementClass(
  'Select',
  'sqlalchemy.sql.selectable',
  (statement) => statement.kind === 'select',
  { ...queryMembers, ...sharedMethods, ...selectMethods },
  {
    ...columnsOnly,
    selected_columns: (select, interpreter, place) =>
      collectionOf(
        () =>
          selectedColumns(select.columns, select.labels).flatMap(({ node, name }) =>
            typeof name === 'string' ? [{ key: name, node }] : [],
          ),
        'a SELECT',
        interpreter,
        place,
      ),
    whereclause: (select, interpreter, place) => {
      const condition = wholeCondition(select);
      return condition ? elementOf(interpreter, condition, place) : none;
    },
  },
);

const compoundClass = statementClass(
  'CompoundSelect',
  'sqlalchemy.sql.selectable',
  (statement) => statement.kind === 'compound',
  { ...queryMembers, ...sharedMethods },
  columnsOnly,
);

const textualClass = statementClass(
  'TextualSelect',
  'sqlalchemy.sql.selectable',
  (statement) => statement.kind === 'text',
  { ...queryMembers, execution_options: (statement) => statement },
  columnsOnly,
);

const withCte = {
  cte: (statement: Statement, args: Arguments, _interpreter: Interpreter, place: Place | null) => fromValue(cte(statement, args), place),
};

const insertClass = statementClass(
  'Insert',
  'sqlalchemy.sql.dml',
  (statement) => statement.kind === 'insert',
  { ...insertMethods, ...withCte },
  {
    excluded: ({ target }, interpreter, place) => {
      const excluded = fromValue({ kind: 'alias', of: target, name: 'excluded', lateral: false }, place);
      return interpreter.getAttribute(excluded, 'c', place);
    },
  },
);
const updateClass = statementClass('Update', 'sqlalchemy.sql.dml', (statement) => statement.kind === 'update', {
  ...updateMethods,
  ...withCte,
});
const deleteClass = statementClass('Delete', 'sqlalchemy.sql.dml', (statement) => statement.kind === 'delete', {
  ...deleteMethods,
  ...withCte,
});

const classes: Readonly<Record<Statement['kind'], ClassValue>> = {
  select: selectClass,
  compound: compoundClass,
  text: textualClass,
  insert: insertClass,
  update: updateClass,
  delete: deleteClass,
};

/** The classes by the names under which SQLAlchemy exports them. */
export const statementClasses: Readonly<Record<string, ClassValue>> = {
  Select: selectClass,
  CompoundSelect: compoundClass,
  TextualSelect: textualClass,
  Insert: insertClass,
  Update: updateClass,
  Delete: deleteClass,
  Executable: executable,
};

/** A statement as a Python value. */
export function statementValue(statement: Statement, place: Place | null, parameters?: StatementObject['parameters']): InstanceValue {
  return instance(classes[statement.kind], new StatementObject(statement, parameters), place);
}

/** A change of a table, or the change that is not understood. */
export function changeValue(build: () => Statement, table: Value | undefined, place: Place | null): Value {
  const made = attempt(build, place);
  if (!isUnknown(made)) return statementValue(made, place);
  const host = table?.type === 'instance' && table.host instanceof TableObject ? table.host : null;
  return host ? instance(unknownClass, new UnknownStatement(made, host), place) : made;
}

/** A query, or the query that is not understood. */
export function queryValue(build: () => Query, place: Place | null): Value {
  const made = attempt(build, place);
  return isUnknown(made) ? unknownQuery(made, place) : statementValue(made, place);
}
