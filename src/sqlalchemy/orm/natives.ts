/** What the Python of this room (`source/`) is told by us: facts of mappings, and what is and is not known. */
import type { Interpreter } from '../../python/interpreter';
import { bool, instance, list, nativeFunction, none, str, tuple, unknown } from '../../python/native';
import type { ClassValue, DictValue, NativeCall, Value } from '../../python/values';
import { columnArguments } from '../column-arguments';
import { tableValue } from '../modules/constraint-attributes';
import { isColumn } from '../modules/declarative/column-properties';
import { isMutable } from '../modules/mutable';
import { RelationshipCall } from '../modules/relationship';
import { keyOf } from '../read/context';
import { type ColumnObject, TableObject } from '../schema-objects';
import { nodeOf } from '../sql/node';
import { typeOfColumn } from '../sql/node-type';
import { versionsOf } from '../versions';
import { classNatives } from './class-natives';
import type { Listener } from './constructor';
import { instanceNatives } from './instance-natives';
import { columnValue, joinPairs } from './join-conditions';
import { listenerNatives } from './listener-natives';
import {
  foreignPairs,
  isMapped,
  mappedColumns,
  mappedExpressions,
  mappedLineage,
  mappedRelationships,
  primaryKeyOf,
  siblings,
  tablesOf,
} from './mapped-facts';
import type { SessionHost } from './session-host';

/** Tells columns apart, in whatever MetaData their tables stand. */
const tableToken = (table: TableObject): string => table.key;
const columnToken = (column: ColumnObject): string => `${column.table ? tableToken(column.table) : ''}|${column.name}`;

const dict = (entries: Iterable<readonly [string, Value]>): DictValue => ({
  type: 'dict',
  entries: new Map([...entries].map(([name, value]) => [`s${name}`, { key: str(name), value }])),
  place: null,
});

const keywordsOf = (value: ReadonlyMap<string, Value>): DictValue => dict(value);

const classFunction =
  (answer: (cls: ClassValue) => Value): NativeCall =>
  (_interpreter, args) => {
    const [cls] = args.positional;
    return cls?.type === 'class' ? answer(cls) : none;
  };

const tableFunction =
  (answer: (table: TableObject) => Value): NativeCall =>
  (_interpreter, args) => {
    const [table] = args.positional;
    return table?.type === 'instance' && table.host instanceof TableObject ? answer(table.host) : none;
  };

/** What of a column matters to a unit of work. */
function columnFacts(value: Value): Value {
  if (!isColumn(value)) return none;
  const { items, keywords, type } = columnArguments(value.host);
  const found = type ?? typeOfColumn(value.host);
  const hasServerDefault = items.some((item) => ['FetchedValue', 'DefaultClause', 'Identity', 'Computed'].includes(item.kind));
  const own = keywords.get('server_default');
  return dict([
    ['name', value.host.name === null ? none : str(value.host.name)],
    ['token', str(columnToken(value.host))],
    ['key', str(keyOf(value.host) ?? value.host.name ?? '')],
    ['table', value.host.table ? tableValue(value.host.table) : none],
    ['default', keywords.get('insert_default') ?? keywords.get('default') ?? none],
    ['onupdate', keywords.get('onupdate') ?? none],
    ['server_default', bool(hasServerDefault || (own !== undefined && own.type !== 'None'))],
    ['computed', bool(items.some((item) => item.kind === 'Computed'))],
    ['mutable', bool(found !== null && isMutable(found))],
    ['type', found ?? none],
  ]);
}

const relationshipFacts = (cls: ClassValue): Value =>
  list(
    mappedRelationships(cls).map(({ attribute, call, annotation }) =>
      dict([
        ['key', str(attribute)],
        ['function', str(call.name)],
        ['args', list(call.args.positional)],
        ['keywords', keywordsOf(call.args.keywords)],
        ['annotation', annotation ? str(annotation.text) : none],
        [
          'annotated',
          annotation ? nativeFunction('annotated', (_inner, args) => evaluated(annotation.evaluateText, args.positional[0])) : none,
        ],
      ]),
    ),
  );

const evaluated = (evaluate: (text: string) => Value, text: Value | undefined): Value =>
  text?.type === 'str' ? evaluate(text.value) : none;

/** The call behind a `backref(...)`. */
const callFacts: NativeCall = (_interpreter, args) => {
  const [value] = args.positional;
  if (value?.type !== 'instance' || !(value.host instanceof RelationshipCall)) return none;
  return dict([
    ['function', str(value.host.name)],
    ['args', list(value.host.args.positional)],
    ['keywords', keywordsOf(value.host.args.keywords)],
  ]);
};

/** `relationship("Child", primaryjoin="foreign(Child.parent_id) == Parent.id")`: a text over the names of the registry. */
const resolve: NativeCall = (interpreter, args, place) => {
  const [text, cls, names] = args.positional;
  if (text?.type !== 'str' || cls?.type !== 'class') return text ?? none;
  const known = new Map<string, Value>(siblings(cls).map((sibling) => [sibling.name, sibling]));
  for (const table of tablesOf(cls)) for (const other of table.metadata.tables.values()) addTable(known, other);
  for (const sibling of siblings(cls)) known.set(sibling.name, sibling);
  if (names?.type === 'dict') for (const { key, value } of names.entries.values()) if (key.type === 'str') known.set(key.value, value);
  // `module.path.Class` is found by its last part.
  const bare = text.value.replace(/\b(?:[a-z_]\w*\.)+(?=[A-Z]\w*\b)/g, '');
  const module = interpreter.runSource('sqlalchemy.orm.clsregistry', `answer = (${bare})`, Object.fromEntries(known));
  return module.namespace.get('answer') ?? unknown(`${text.value} in a relationship of ${cls.name}`, place);
};

function addTable(known: Map<string, Value>, table: Value): void {
  if (table.type === 'instance' && table.host instanceof TableObject) known.set(table.host.name, table);
}

const same: NativeCall = (interpreter, args) => {
  const [one, other] = args.positional;
  if (!one || !other) return bool(false);
  return bool(one === other || (one.type !== 'unknown' && other.type !== 'unknown' && interpreter.equal(one, other) === true));
};

/** A copy that later changes of a list or a dict do not reach, for types that are watched for such changes. */
function copied(value: Value): Value {
  if (value.type === 'list') return list(value.items.map(copied), value.place);
  if (value.type !== 'dict') return value;
  return { ...value, entries: new Map([...value.entries].map(([hash, { key, value: item }]) => [hash, { key, value: copied(item) }])) };
}

const pairsOf: NativeCall = (_interpreter, args) => {
  const [condition] = args.positional;
  const { pairs, whole } = joinPairs(condition ?? none);
  const values = pairs.map(([left, right]) => tuple([columnValue(left) ?? none, columnValue(right) ?? none]));
  return tuple([list(values), bool(whole)]);
};

/** The names that are bound before the Python of this room runs. */
export function sessionNatives(
  interpreter: Interpreter,
  host: SessionHost,
  listeners: readonly Listener[],
): Readonly<Record<string, Value>> {
  const functions: Readonly<Record<string, NativeCall>> = {
    is_mapped: (_inner, args) => bool(args.positional[0]?.type === 'class' && isMapped(args.positional[0])),
    lineage: classFunction((cls) => list(mappedLineage(cls))),
    tables_of: classFunction((cls) => list(tablesOf(cls).map(tableValue))),
    columns_of: classFunction((cls) => list(mappedColumns(cls).map(({ attribute, column }) => tuple([str(attribute), column])))),
    expressions_of: classFunction((cls) =>
      list(mappedExpressions(cls).map(([attribute, expression]) => tuple([str(attribute), expression]))),
    ),
    relationships_of: classFunction(relationshipFacts),
    siblings_of: classFunction((cls) => list(siblings(cls))),
    table_token: tableFunction((table) => str(tableToken(table))),
    primary_key_of: tableFunction((table) => list(primaryKeyOf(table))),
    foreign_pairs: tableFunction((table) => list(foreignPairs(table).map(({ from, to }) => tuple([from, to])))),
    column_facts: (_inner, args) => columnFacts(args.positional[0] ?? none),
    call_facts: callFacts,
    resolve,
    join_pairs: pairsOf,
    same,
    copied: (_inner, args) => copied(args.positional[0] ?? none),
    is_unknown: (_inner, args) => bool(args.positional[0]?.type === 'unknown'),
    is_sql: (_inner, args) => {
      const [value] = args.positional;
      return bool(value !== undefined && value.type !== 'unknown' && nodeOf(value) !== null);
    },
    is_uncertain: (inner) => bool(inner.uncertain !== null),
    blank_instance: classFunction((cls) => instance(cls, null, null)),
    not_known: (_inner, args) => {
      const [reason] = args.positional;
      return reason?.type === 'str' ? unknown(reason.value, host.place()) : (reason ?? none);
    },
    not_replayed: (_inner, args) => {
      const [reason, tables, schema] = args.positional;
      host.notReplayed(reason ?? none, tables?.type === 'list' ? tables.items : [], schema?.type === 'bool' && schema.value);
      return none;
    },
  };
  return {
    ...Object.fromEntries(
      Object.entries({ ...functions, ...instanceNatives(host), ...classNatives(), ...listenerNatives(listeners) }).map(([name, call]) => [
        name,
        nativeFunction(name, call),
      ]),
    ),
    SERIES: str(versionsOf(interpreter).sqlalchemy),
    default_connection: nativeFunction('default_connection', () => host.connection),
  };
}
