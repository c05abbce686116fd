/**
 * `metadata.create_all(bind)`, `table.create(bind)` and their like: to models they are nothing, in a revision they make what they say
 * (`SchemaGenerator` and `SchemaDropper` of sqlalchemy/sql/ddl.py, `NamedType` of dialects/postgresql/named_types.py).
 */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { argument, nativeMethod, none } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, Value } from '../../python/values';
import type { EnumDefinition, TableDefinition, TableName } from '../../schema/definition';
import type { Operation } from '../../schema/operation';
import { quoteTable } from '../../schema/quoting';
import { indexFrom, sequenceFrom, sequencesOfTable, tableContextOf, tableObjectFrom } from '../../sqlalchemy/definitions-from-values';
import { given, itemsOf, optionalFlag } from '../../sqlalchemy/plain-values';
import { MetaDataObject, TableObject } from '../../sqlalchemy/schema-objects';
import { attempt, isUnknown, unreadable } from '../../sqlalchemy/unreadable';
import { type TypeOfTable, typesBelongToMetadata, typesOfTable } from './enum-types';
import { known } from './operation-call';
import type { OperationSink } from './sink';
import { stands } from './standing-objects';

/** One call of such a method. */
interface MethodCall {
  readonly sink: OperationSink;
  readonly interpreter: Interpreter;
  readonly self: Value;
  readonly args: Arguments;
  readonly place: Place | null;
}

/** `checkfirst`; null where it was not said. */
function checkFirst({ args }: MethodCall, position: number): boolean | null {
  return optionalFlag(argument(args, position, 'checkfirst'), 'checkfirst');
}

const exists = ({ sink, interpreter, place }: MethodCall, kind: 'table' | 'index' | 'sequence', name: TableName): boolean =>
  stands(sink, kind, name, interpreter, place);

function emit({ sink, interpreter, place }: MethodCall, operations: readonly Operation[]): void {
  for (const operation of operations) sink.emit({ ...operation, place }, interpreter.uncertain, interpreter);
}

interface ReadTable {
  readonly definition: TableDefinition;
  readonly types: readonly TypeOfTable[];
  readonly value: Value;
}

function readTable({ interpreter }: MethodCall, value: Value): ReadTable {
  const definition = known(tableObjectFrom(interpreter, value));
  const columns = value.type === 'instance' && value.host instanceof TableObject ? value.host.columns : [];
  return { definition, types: typesOfTable(definition, columns), value };
}

const createType = (enumType: EnumDefinition, ifNotExists: boolean): Operation => ({
  kind: 'create_enum',
  enumType,
  ifNotExists,
  place: null,
});

const dropType = (reverse: EnumDefinition, ifExists: boolean): Operation => ({
  kind: 'drop_enum',
  schema: reverse.schema,
  name: reverse.name,
  ifExists,
  reverse,
  place: null,
});

/** The tables with what belongs to them, and last the foreign keys, so that they may refer to each other in a circle. */
function createTables(tables: readonly TableDefinition[]): readonly Operation[] {
  const isForeign = ({ kind }: TableDefinition['constraints'][number]) => kind === 'foreign_key';
  const made = tables.map((table): Operation => {
    const constraints = table.constraints.filter((constraint) => !isForeign(constraint));
    return { kind: 'create_table', table: { ...table, constraints }, ifNotExists: false, place: null };
  });
  const keys = tables.flatMap((table) =>
    table.constraints.filter(isForeign).map((constraint): Operation => {
      const valid = constraint.kind === 'foreign_key' ? { ...constraint, notValid: false } : constraint;
      return { kind: 'create_constraint', table: { schema: table.schema, name: table.name }, constraint: valid, place: null };
    }),
  );
  const named = (operation: Operation) => operation.kind === 'create_constraint' && operation.constraint.name !== null;
  return [...made, ...keys.filter(named), ...keys.filter((key) => !named(key))];
}

function createSequences(call: MethodCall, tables: readonly Value[], check: boolean): readonly Operation[] {
  const sequences = tables.flatMap((table) => known(sequencesOfTable(call.interpreter, table)));
  return sequences
    .filter((sequence) => !check || !exists(call, 'sequence', sequence))
    .map((sequence): Operation => ({ kind: 'create_sequence', sequence, ifNotExists: false, place: null }));
}

function dropSequences(call: MethodCall, tables: readonly Value[]): readonly Operation[] {
  return tables
    .flatMap((table) => known(sequencesOfTable(call.interpreter, table)))
    .map(({ schema, name }): Operation => ({ kind: 'drop_sequence', schema, name, ifExists: true, reverse: null, place: null }));
}

/** Each type once: one command asks for it once (`NamedType._check_for_name_in_memos`). */
function once(types: readonly TypeOfTable[]): readonly EnumDefinition[] {
  return [...new Map(types.map(({ enumType: type }) => [JSON.stringify([type.schema, type.name]), type])).values()];
}

/** `Table.create(bind, checkfirst)`. */
function createTable(call: MethodCall): void {
  const check = checkFirst(call, 2);
  const { definition, types, value } = readTable(call, call.self);
  if (check && exists(call, 'table', definition)) return;
  const all = typesBelongToMetadata(call.interpreter) || check === true;
  const created = types.filter(({ ofMetadata }) => all || !ofMetadata);
  // `CheckFirst.TYPES` is what 2.1 does unless told otherwise.
  const checkTypes = check ?? typesBelongToMetadata(call.interpreter);
  emit(call, [
    ...once(created).map((type) => createType(type, checkTypes)),
    ...createSequences(call, [value], check ?? false),
    ...createTables([definition]),
  ]);
}

/** `Table.drop(bind, checkfirst)`: its sequences go, too, and types that are the table's own. */
function dropTable(call: MethodCall): void {
  const check = checkFirst(call, 2) ?? false;
  const { definition, types, value } = readTable(call, call.self);
  if (check && !exists(call, 'table', definition)) return;
  const { schema, name } = definition;
  const own = typesBelongToMetadata(call.interpreter) ? [] : types.filter(({ ofMetadata }) => !ofMetadata);
  emit(call, [
    { kind: 'drop_table', table: { schema, name }, ifExists: false, reverse: null, place: null },
    ...dropSequences(call, [value]),
    ...once(own).map((type) => dropType(type, check)),
  ]);
}

/** The tables of a MetaData, and those of them that are meant (`tables=[…]`). */
function metadataTables(call: MethodCall): { readonly all: readonly ReadTable[]; readonly chosen: readonly ReadTable[] } {
  const { self, args } = call;
  if (self.type !== 'instance' || !(self.host instanceof MetaDataObject)) return unreadable('a MetaData', call.place);
  const all = [...self.host.tables.values()].map((table) => readTable(call, table));
  const tables = given(argument(args, 2, 'tables'));
  if (!tables) return { all, chosen: all };
  const meant = itemsOf(tables).map((table) => (table.type === 'instance' ? table.host : null));
  return { all, chosen: all.filter(({ value }) => value.type === 'instance' && meant.includes(value.host)) };
}

/** `MetaData.create_all(bind, tables, checkfirst)`: the types of all its tables, whichever are meant. */
function createAll(call: MethodCall): void {
  const check = checkFirst(call, 3) ?? true;
  const { all, chosen } = metadataTables(call);
  const missing = chosen.filter(({ definition }) => !check || !exists(call, 'table', definition));
  emit(call, [
    ...once(all.flatMap(({ types }) => types)).map((type) => createType(type, check)),
    ...createSequences(
      call,
      chosen.map(({ value }) => value),
      check,
    ),
    ...createTables(missing.map(({ definition }) => definition)),
  ]);
}

/** `MetaData.drop_all(bind, tables, checkfirst)`. */
function dropAll(call: MethodCall): void {
  const check = checkFirst(call, 3) ?? true;
  const { all, chosen } = metadataTables(call);
  const standing = chosen.filter(({ definition }) => !check || exists(call, 'table', definition));
  const names = standing.map(({ definition }) => quoteTable(definition)).join(', ');
  emit(call, [
    ...(standing.length > 0 ? [{ kind: 'execute' as const, sql: `DROP TABLE ${names}`, place: null }] : []),
    ...dropSequences(
      call,
      chosen.map(({ value }) => value),
    ),
    ...once(all.flatMap(({ types }) => types)).map((type) => dropType(type, check)),
  ]);
}

/** `Index.create(bind, checkfirst)`. */
function createIndex(call: MethodCall): void {
  const { table, index } = indexOf(call);
  if ((checkFirst(call, 2) ?? false) && exists(call, 'index', { schema: table.schema, name: index.name ?? '' })) return;
  emit(call, [{ kind: 'create_index', table, index, ifNotExists: false, place: null }]);
}

function dropIndex(call: MethodCall): void {
  const { table, index } = indexOf(call);
  const name = { schema: table.schema, name: index.name ?? '' };
  if ((checkFirst(call, 2) ?? false) && !exists(call, 'index', name)) return;
  emit(call, [{ kind: 'drop_index', ...name, table, ifExists: false, concurrently: index.concurrently, reverse: null, place: null }]);
}

function indexOf({ interpreter, self, place }: MethodCall) {
  const context = tableContextOf(self);
  const { table, namingConvention } = context ? known(context) : unreadable('the table of an index', place);
  if (!table) return unreadable('the table of an index', place);
  return { table, index: known(indexFrom(interpreter, self, { table, namingConvention })) };
}

/** `Sequence.create(bind, checkfirst)`. */
function createSequence(call: MethodCall): void {
  const sequence = known(sequenceFrom(call.interpreter, call.self));
  if ((checkFirst(call, 2) ?? true) && exists(call, 'sequence', sequence)) return;
  emit(call, [{ kind: 'create_sequence', sequence, ifNotExists: false, place: null }]);
}

function dropSequence(call: MethodCall): void {
  const { schema, name } = known(sequenceFrom(call.interpreter, call.self));
  emit(call, [{ kind: 'drop_sequence', schema, name, ifExists: checkFirst(call, 2) ?? true, reverse: null, place: null }]);
}

const methods: Readonly<Record<string, Readonly<Record<string, (call: MethodCall) => void>>>> = {
  Table: { create: createTable, drop: dropTable },
  MetaData: { create_all: createAll, drop_all: dropAll },
  Index: { create: createIndex, drop: dropIndex },
  Sequence: { create: createSequence, drop: dropSequence },
};

/** The table that a call is about, where only one is. */
const touched = (self: Value): readonly TableName[] =>
  self.type === 'instance' && self.host instanceof TableObject ? [{ schema: self.host.schema, name: self.host.name }] : [];

/** Gives SQLAlchemy's classes of a program these methods. */
export function addMetadataMethods(interpreter: Interpreter, sink: OperationSink): void {
  const module = interpreter.importModule('sqlalchemy', null);
  if (module.type !== 'module') return;
  for (const [className, named] of Object.entries(methods)) {
    const cls = interpreter.findAttribute(module, className, null);
    if (cls?.type !== 'class') continue;
    for (const [name, run] of Object.entries(named)) {
      const method = nativeMethod(name, (calling, args, place) => {
        const self = args.positional[0] ?? none;
        const failed = attempt(() => {
          if (args.unknown) return unreadable(args.unknown.reason, args.unknown.place);
          run({ sink, interpreter: calling, self, args, place });
          return null;
        }, place);
        if (isUnknown(failed)) sink.opaque(failed, place, touched(self));
        return none;
      });
      changing(cls.namespace).set(name, method);
    }
  }
}
