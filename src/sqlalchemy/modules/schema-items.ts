/** `MetaData`, `Table`, `Column`, constraints, indexes and defaults as classes. They note what they were given. */
import { born, changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { instance, int, nativeClass, nativeFunction, nativeMethod, none, str, tuple, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, InstanceValue, Value } from '../../python/values';
import { quoteLiteral, quoteTable } from '../../schema/quoting';
import { attachArgument, attachByColumns, nameColumn } from '../attach';
import { columnArguments } from '../column-arguments';
import { given, isBlankSchema, optionalText, selfOf, unfoldedName, withoutSelf } from '../plain-values';
import { readSequence, sequenceMetadata } from '../read/defaults';
import { ColumnObject, MetaDataObject, SchemaItem, type SchemaItemKind, TableObject } from '../schema-objects';
import { isExecuting } from '../sql/element-class';
import { elementValue } from '../sql/node';
import { attempt, isUnknown } from '../unreadable';
import { sinceSqlalchemy } from '../versions';
import { columnCollection } from './column-collection';
import { type AsValue, conditionMethod, constraintAttribute } from './constraint-attributes';
import { type Expressions, expressionMember } from './expressions';
import { inert } from './inert';
import { copyingMethod } from './table-copy';

/** The kind under which tables are recorded. */
export const tableRecord = 'sqlalchemy table';
/** The kind under which sequences are recorded that belong to a MetaData and need no column. */
export const sequenceRecord = 'sqlalchemy sequence';
/** The kind under which constraints and indexes are recorded that find their table by the columns they are given. */
export const columnsItemRecord = 'sqlalchemy item of columns';
/** The kind under which what keeps a table from being known at all is recorded. */
export const unknownTableRecord = 'sqlalchemy unknown table';

export interface SchemaItems {
  readonly column: ClassValue;
  readonly mappedColumn: ClassValue;
  readonly metadata: ClassValue;
  readonly table: ClassValue;
  readonly names: Readonly<Record<string, Value>>;
  /** `Sequence._creation_order` and the like. */
  nextOrder(): number;
  /** Makes a table in a MetaData, as `Table(name, metadata, *items, **keywords)` does. */
  makeTable(interpreter: Interpreter, args: Arguments, place: Place | null): Value;
}

const kinds: readonly SchemaItemKind[] = [
  'ForeignKey',
  'ForeignKeyConstraint',
  'UniqueConstraint',
  'PrimaryKeyConstraint',
  'CheckConstraint',
  'ExcludeConstraint',
  'Index',
  'Sequence',
  'Computed',
  'Identity',
  'FetchedValue',
  'DefaultClause',
  'ColumnDefault',
];

export function makeSchemaItems(expressions: Expressions): SchemaItems {
  let order = 0;
  const nextOrder = () => order++;
  const itemClass = (kind: SchemaItemKind): ClassValue =>
    nativeClass({
      name: kind,
      module: 'sqlalchemy.schema',
      native: {
        tag: `sqlalchemy ${kind}`,
        attribute: (interpreter, self, name, place) => itemAttribute(expressions, interpreter, self, name, place),
      },
      members: {
        __init__: nativeMethod('__init__', (interpreter, args, place) => {
          const self = selfOf(args);
          if (!self) return none;
          const item = new SchemaItem(kind, withoutSelf(args), self.place ?? place, nextOrder(), self.attributes);
          changing(self).host = item;
          if (kind === 'Sequence' && sequenceMetadata(item)) interpreter.record(sequenceRecord, self, self.place ?? place);
          if (kind === 'Index' || kind === 'UniqueConstraint' || kind === 'ExcludeConstraint') {
            attachByColumns(item, interpreter.uncertain);
            interpreter.record(columnsItemRecord, self, self.place ?? place);
          }
          return none;
        }),
      },
    });
  const columnClass = (name: string, mapped: boolean): ClassValue =>
    nativeClass({
      name,
      module: 'sqlalchemy',
      bases: [expressions.baseClass],
      native: {
        tag: 'sqlalchemy column',
        takesUnknown: isExecuting,
        operate: expressions.hooks.operate,
        attribute: (_interpreter, self, attribute, place) => columnAttribute(expressions, self, attribute, place),
        // Annotations such as `Column[int]` say nothing about the column.
        subscript: (_interpreter, cls) => cls,
      },
      members: {
        __init__: nativeMethod('__init__', (_interpreter, args, place) => {
          const self = selfOf(args);
          if (!self) return none;
          const made = new ColumnObject(withoutSelf(args), self.place ?? place, mapped, nextOrder(), self.attributes);
          changing(self).host = made;
          nameColumn(made, null);
          return none;
        }),
        copy: nativeMethod('copy', (_interpreter, args) => {
          const self = selfOf(args);
          return self?.host instanceof ColumnObject ? instance(self.class, self.host.copy(), self.place) : none;
        }),
      },
    });
  const metadata = nativeClass({
    name: 'MetaData',
    module: 'sqlalchemy',
    native: { tag: 'sqlalchemy metadata', attribute: metadataAttribute },
    members: {
      __init__: nativeMethod('__init__', (_interpreter, args) => {
        const self = selfOf(args);
        if (self) changing(self).host = new MetaDataObject(withoutSelf(args), self.attributes);
        return none;
      }),
    },
  });
  const table = nativeClass({
    name: 'Table',
    module: 'sqlalchemy',
    native: { tag: 'sqlalchemy table', attribute: (_interpreter, self, name, place) => tableAttribute(self, name, place) },
    members: {
      __init__: nativeMethod('__init__', (interpreter, args, place) => {
        const self = selfOf(args);
        if (self) initialiseTable(interpreter, self, withoutSelf(args), place);
        return none;
      }),
    },
  });
  const column = columnClass('Column', false);
  return {
    column,
    mappedColumn: columnClass('MappedColumn', true),
    metadata,
    table,
    nextOrder,
    names: { Column: column, MetaData: metadata, Table: table, ...Object.fromEntries(kinds.map((kind) => [kind, itemClass(kind)])) },
    makeTable: (interpreter, args, place) => interpreter.call(table, args, place),
  };
}

/** `Table.__new__`: a second `Table` of the same name in one MetaData is the same table. */
function initialiseTable(interpreter: Interpreter, self: InstanceValue, args: Arguments, place: Place | null): void {
  const [nameValue, metadataValue, ...items] = args.positional;
  const metadata = metadataValue?.type === 'instance' && metadataValue.host instanceof MetaDataObject ? metadataValue.host : null;
  const name = attempt(
    () => unfoldedName(nameValue ?? args.keywords.get('name') ?? none, args.keywords.get('quote') ?? null, 'the name of a table'),
    place,
  );
  const schema = attempt(() => tableSchema(args, metadata), place);
  const at = self.place ?? place;
  if (typeof name !== 'string' || (schema !== null && typeof schema !== 'string')) {
    interpreter.record(unknownTableRecord, typeof name === 'string' ? unknown('the schema of a table', at) : name, at);
    return;
  }
  if (!metadata) {
    interpreter.record(
      unknownTableRecord,
      metadataValue?.type === 'unknown' ? metadataValue : unknown(`the MetaData of table ${name}`, at),
      at,
    );
    return;
  }
  const table = new TableObject(metadata, name, schema, args.keywords, at);
  const standing = metadata.tables.get(table.key);
  if (standing?.host instanceof TableObject) {
    changing(self).host = standing.host;
    defineAgain(interpreter, standing.host, args, items, at);
    return;
  }
  changing(self).host = table;
  if (args.unknown) changing(table.problems).push(args.unknown);
  noteReflection(table, args, at);
  if (interpreter.uncertain) changing(table.problems).push(interpreter.uncertain);
  refuseDoubled(interpreter, table, items);
  for (const item of items) attachArgument(table, item);
  metadata.tables.set(table.key, self);
  interpreter.record(tableRecord, self, at);
}

/** `Column._set_parent`: since 2.0 two columns of one name are an error, where 1.4 lets the later one count. */
function refuseDoubled(interpreter: Interpreter, table: TableObject, items: readonly Value[]): void {
  if (!sinceSqlalchemy(interpreter, '2.0')) return;
  const seen = new Map<string, ColumnObject>();
  for (const item of items) {
    const column = item.type === 'instance' && item.host instanceof ColumnObject ? item.host : null;
    if (!column || column.name === null) continue;
    if (seen.has(column.name) && seen.get(column.name) !== column)
      changing(table.refusals).push(unknown(`a second column ${column.name} of table ${table.name}`, column.assignment ?? column.place));
    seen.set(column.name, column);
  }
}

function noteReflection(table: TableObject, args: Arguments, place: Place | null): void {
  if (['autoload', 'autoload_with'].some((keyword) => given(args.keywords.get(keyword))))
    changing(table.problems).push(unknown(`the columns of ${table.name}, which are read from a database`, place));
}

/** A name that the MetaData has: `extend_existing` adds to the table, `keep_existing` leaves it, items without either are an error. */
function defineAgain(interpreter: Interpreter, table: TableObject, args: Arguments, items: readonly Value[], place: Place | null): void {
  const [extend, keep] = ['extend_existing', 'keep_existing'].map((name) => args.keywords.get(name));
  const unclear = [extend, keep, args.unknown].find((value) => value?.type === 'unknown');
  if (unclear?.type === 'unknown') changing(table.problems).push(unclear);
  else if (isTrue(keep)) return;
  else if (isTrue(extend)) {
    noteReflection(table, args, place);
    for (const [key, value] of args.keywords) if (key !== 'schema') changing(table.keywords).set(key, value);
    for (const item of items) attachArgument(table, item);
    if (interpreter.uncertain) changing(table.problems).push(interpreter.uncertain);
  } else if (items.length > 0) {
    if (interpreter.uncertain) changing(table.problems).push(interpreter.uncertain);
    else
      changing(table.refusals).push(unknown(`table ${table.key} once more: it is defined in this MetaData already${seenAt(table)}`, place));
  }
}

const isTrue = (value: Value | null | undefined): boolean => value?.type === 'bool' && value.value;

const seenAt = ({ place }: TableObject): string => (place ? ` (${place.file}:${place.line})` : '');

/** The schema given to the table; else its MetaData's, unless `BLANK_SCHEMA` was given. */
function tableSchema(args: Arguments, metadata: MetaDataObject | null): string | null {
  const passed = given(args.keywords.get('schema'));
  if (passed && isBlankSchema(passed)) return null;
  if (passed) return unfoldedName(passed, args.keywords.get('quote_schema') ?? null, 'the schema of a table');
  const own = metadata?.option('schema') ?? null;
  return own ? optionalText(own, 'the schema of a MetaData') : null;
}

function columnAttribute(expressions: Expressions, self: InstanceValue, name: string, place: Place | null): Value | null {
  const column = self.host;
  if (!(column instanceof ColumnObject)) return null;
  const { type, keywords } = columnArguments(column);
  switch (name) {
    case 'name':
    case 'key':
      return column.name === null ? none : str(column.name);
    case 'type':
      return type ?? unknown('the type of a column', place);
    case 'table':
      return column.table?.metadata.tables.get(column.table.key) ?? none;
    case 'column':
    case 'expression':
      return self;
    case 'nullable':
    case 'primary_key':
    case 'unique':
    case 'index':
    case 'default':
    case 'server_default':
    case 'comment':
      return keywords.get(name) ?? (name === 'nullable' ? unknown('whether a column is nullable', place) : none);
    case 'info':
      return keywords.get(name) ?? { type: 'dict', entries: new Map(), place };
    default:
      return expressionMember(expressions.elementClass, { kind: 'column', column }, name, place);
  }
}

function itemAttribute(
  expressions: Expressions,
  interpreter: Interpreter,
  self: InstanceValue,
  name: string,
  place: Place | null,
): Value | null {
  if (!(self.host instanceof SchemaItem) || name.startsWith('__')) return null;
  const item = self.host;
  if (name === 'ddl_if') return conditionMethod(interpreter, self, item);
  if (name === 'next_value')
    return nativeFunction(name, (inner, _args, at) => {
      const sequence = attempt(() => readSequence(item, inner), at);
      if (isUnknown(sequence)) return sequence;
      // `PGCompiler.visit_sequence`.
      return elementValue(expressions.elementClass, { kind: 'text', text: `nextval(${quoteLiteral(quoteTable(sequence))})` }, at);
    });
  const asValue: AsValue = (node, at) => elementValue(expressions.elementClass, node, at);
  return (
    constraintAttribute(item, name, place, asValue) ??
    item.args.keywords.get(name) ??
    unknown(`the attribute ${name} of a ${item.kind}`, place)
  );
}

function tableAttribute(self: InstanceValue, name: string, place: Place | null): Value | null {
  const table = self.host;
  if (!(table instanceof TableObject) || name.startsWith('__')) return null;
  switch (name) {
    case 'name':
      return str(table.name);
    case 'schema':
      return table.schema === null ? none : str(table.schema);
    case 'fullname':
    case 'description':
    case 'key':
      return str(table.key);
    case 'c':
    case 'columns':
      return columnCollection(() => table.columns, table.name, place);
    case 'metadata':
      return instance(metadataViewClass, table.metadata, place);
    case 'to_metadata':
    case 'tometadata':
      return copyingMethod(self, table, tableRecord);
    case 'append_column':
    case 'append_constraint':
      return nativeFunction(name, (interpreter, args) => {
        for (const item of args.positional) attachArgument(table, item);
        if (interpreter.uncertain) changing(table.problems).push(interpreter.uncertain);
        return none;
      });
    case 'comment':
      return table.keywords.get('comment') ?? none;
    case 'info':
      return table.keywords.get('info') ?? { type: 'dict', entries: new Map(), place };
    default:
      return askedOfDatabase.has(name) ? inert() : unknown(`the attribute ${name} of the table ${table.name}`, place);
  }
}

/** What is done with a table once it stands: statements, events. */
const askedOfDatabase: ReadonlySet<string> = new Set(
  'insert update delete select alias join outerjoin exists create drop count tablesample lateral dispatch corresponding_column'.split(' '),
);

/** `table.metadata`: the MetaData again, known by its host. */
const metadataViewClass: ClassValue = nativeClass({
  name: 'MetaData',
  module: 'sqlalchemy',
  native: { tag: 'sqlalchemy metadata', attribute: metadataAttribute },
});

function metadataAttribute(interpreter: Interpreter, self: InstanceValue, name: string, place: Place | null): Value | null {
  const metadata = self.host;
  if (!(metadata instanceof MetaDataObject) || name.startsWith('__')) return null;
  switch (name) {
    case 'tables':
      return instance(tablesClass, metadata, place);
    case 'schema':
    case 'naming_convention':
      return metadata.option(name) ?? none;
    case 'sorted_tables':
      return { type: 'list', items: [...metadata.tables.values()], place };
    case 'remove':
      return nativeFunction(name, (_interpreter, args) => {
        const [table] = args.positional;
        if (table?.type === 'instance' && table.host instanceof TableObject) removeTable(metadata, table.host);
        return none;
      });
    default:
      return methodOfMetadata(interpreter, self, name) ?? inert();
  }
}

/** What a program gave its class `MetaData`, for the view of one. */
function methodOfMetadata(interpreter: Interpreter, self: InstanceValue, name: string): Value | null {
  const module = interpreter.importModule('sqlalchemy', null);
  const cls = module.type === 'module' ? interpreter.findAttribute(module, 'MetaData', null) : null;
  const method = cls?.type === 'class' ? cls.namespace.get(name) : undefined;
  if (!method) return null;
  return nativeFunction(name, (calling, args, place) => calling.call(method, { ...args, positional: [self, ...args.positional] }, place));
}

const pair = (tables: MetaDataObject['tables'], key: string): Value => tuple([str(key), tables.get(key) ?? none]);

function removeTable(metadata: MetaDataObject, table: TableObject): void {
  metadata.tables.delete(table.key);
  changing(table).removed = true;
}

/** `metadata.tables`. */
const tablesClass: ClassValue = nativeClass({
  name: 'FacadeDict',
  module: 'sqlalchemy.util',
  native: {
    tag: 'sqlalchemy tables',
    operate: (_interpreter, operator, self, other, place) => {
      if (!(self.host instanceof MetaDataObject) || other?.type !== 'str') return null;
      const table = self.host.tables.get(other.value);
      if (operator === '__contains__') return { type: 'bool', value: table !== undefined, place };
      return operator === '__getitem__' ? (table ?? unknown(`the table ${other.value}`, place)) : null;
    },
    attribute: (_interpreter, self, name, place) => {
      if (!(self.host instanceof MetaDataObject)) return null;
      const { tables } = self.host;
      if (name === 'values') return nativeFunction(name, () => ({ type: 'list', items: [...tables.values()], place }));
      if (name === 'items')
        return nativeFunction(name, () => ({ type: 'list', items: tables.keys().map((key) => pair(tables, key)), place }));
      if (name === 'keys') return nativeFunction(name, () => ({ type: 'list', items: [...tables.keys()].map((key) => str(key)), place }));
      if (name === 'get')
        return nativeFunction(name, (_inner, args) =>
          args.positional[0]?.type === 'str' ? (tables.get(args.positional[0].value) ?? none) : none,
        );
      return unknown(`the attribute ${name} of MetaData.tables`, place);
    },
  },
  members: {
    __iter__: nativeMethod('__iter__', (_interpreter, args) => {
      const host = selfOf(args)?.host;
      const keys = host instanceof MetaDataObject ? [...host.tables.keys()] : [];
      return born({
        type: 'iterator',
        place: null,
        next: () => {
          const key = keys.shift();
          return key === undefined ? null : str(key);
        },
      });
    }),
    __len__: nativeMethod('__len__', (_interpreter, args) => {
      const host = selfOf(args)?.host;
      return int(host instanceof MetaDataObject ? [...host.tables.keys()].length : 0);
    }),
  },
});
