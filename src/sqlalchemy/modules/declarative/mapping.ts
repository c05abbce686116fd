/** Mapping one class, by what stands in it or onto a table that is given: `_MapperConfig` of sqlalchemy/orm/decl_base.py. */
import { changing } from '../../../python/changes';
import type { Interpreter } from '../../../python/interpreter';
import { unknown } from '../../../python/native';
import type { ClassValue, UnknownValue, Value } from '../../../python/values';
import { attachColumn } from '../../attach';
import { sessionParts } from '../../orm/constructor';
import { mappedColumns } from '../../orm/mapped-facts';
import type { TableObject } from '../../schema-objects';
import { sinceSqlalchemy } from '../../versions';
import { type SchemaItems, unknownTableRecord } from '../schema-items';
import type { TypeClasses } from '../type-classes';
import { scanClass } from './class-scan';
import { ClassTable, saysPrimaryKey } from './class-table';
import { isColumn, propertyOf } from './column-properties';
import { declaredColumns } from './declared-columns';
import { isAbstract, isLate, MappedClasses, tableOf } from './mapped-classes';
import { registryOf } from './registry';

export interface Mapping {
  /** Maps a class by its body, as a declarative base does with each subclass. An abstract class and one that is mapped stay as they are. */
  map(interpreter: Interpreter, cls: ClassValue): void;
  /** Maps a class onto a table that stands already; null where it shares that of the class it inherits from. */
  mapOnto(interpreter: Interpreter, cls: ClassValue, table: Value | null): void;
  /** `Model.name = Column(...)` after the class body (`_add_attribute`). Whether the attribute is the mapping's own business. */
  addAttribute(interpreter: Interpreter, cls: ClassValue, name: string, value: Value): void;
  isMapped(cls: ClassValue): boolean;
}

export function makeMapping(items: SchemaItems, types: TypeClasses): Mapping {
  const mapped = new MappedClasses();
  return {
    isMapped: (cls) => mapped.has(cls),
    map: (interpreter, cls) => {
      if (mapped.has(cls) || isAbstract(cls)) return;
      mapped.add(cls);
      registryOf(cls)?.classes.set(`${cls.module}.${cls.qualifiedName}`, cls);
      mapByBody(interpreter, cls, mapped, items, types);
      if (sessionParts(interpreter)) nameGivenColumns(cls);
    },
    mapOnto: (interpreter, cls, table) => {
      mapped.add(cls);
      if (!table || table.type === 'None') return;
      changing(cls.namespace).set('__table__', table);
      if (sessionParts(interpreter)) nameGivenColumns(cls);
      if (table.type === 'unknown') interpreter.record(unknownTableRecord, table, table.place ?? cls.place);
    },
    addAttribute: (interpreter, cls, name, value) => {
      const table = mapped.has(cls) ? tableOf(cls) : null;
      if (!table) return;
      const isOld = !sinceSqlalchemy(interpreter, '2.0');
      const property = propertyOf(value);
      const columns = isColumn(value) ? [value] : property && !(isOld && property.kind === 'composite') ? property.columns : [];
      for (const column of columns) if (!column.host.table) attachColumn(table, column, name);
      if (value.type === 'unknown')
        changing(table.problems).push({ ...value, reason: `${cls.name}.${name} (${value.reason}), which may be a column` });
      if (interpreter.uncertain && columns.length > 0) changing(table.problems).push(interpreter.uncertain);
    },
  };
}

/** Columns of a table that was given become attributes of the class by their keys. */
function nameGivenColumns(cls: ClassValue): void {
  const table = cls.namespace.get('__table__');
  if (table?.type !== 'instance') return;
  for (const { attribute, column } of mappedColumns(cls)) {
    const isThere = cls.mro.some((ancestor) => ancestor.type === 'class' && ancestor.namespace.has(attribute));
    if (!isThere) changing(cls.namespace).set(attribute, column);
  }
}

function mapByBody(interpreter: Interpreter, cls: ClassValue, mapped: MappedClasses, items: SchemaItems, types: TypeClasses): void {
  const scan = scanClass(interpreter, cls, mapped, items);
  const parents = mapped.inheritedBy(cls);
  const inherited = parents[0] ?? null;
  const sharesTable = inherited !== null && scan.tableName === null && !scan.hasTable;
  const declared = declaredColumns(interpreter, cls, scan, sharesTable ? tableOf(inherited) : null, items, types);
  new ClassTable(interpreter, cls, scan, declared, inherited, items).setUp();
  const table = tableOf(cls);
  const refusal = refusalOf(cls, parents, scan.hasMapperArgs, table);
  if (refusal && table && !interpreter.uncertain) changing(table.refusals).push(refusal);
  const reflected = reflection(interpreter, cls);
  if (reflected && table) changing(table.problems).push(reflected);
  if (!hasOwnMapper(cls)) return;
  const mapper = `the __mapper_cls__ of ${cls.name}`;
  interpreter.record(unknownTableRecord, unknown(`${mapper}, which may make tables of its own`, cls.place), cls.place);
  const mappedTo = table ?? (inherited && tableOf(inherited));
  const why = unknown(`${mapper}, which may change table ${mappedTo?.name}`, cls.place);
  if (mappedTo) changing(mappedTo.doubts).push({ column: null, why });
}

/** What SQLAlchemy's mapper refuses once the table stands. */
function refusalOf(
  cls: ClassValue,
  parents: readonly ClassValue[],
  hasMapperArgs: boolean,
  table: TableObject | null,
): UnknownValue | null {
  const [first, second] = parents;
  if (first && second) return unknown(`${cls.name}, which inherits from two mapped classes, ${first.name} and ${second.name}`, cls.place);
  if (!table || first || hasMapperArgs || table.problems.length > 0 || table.doubts.length > 0 || isLate(cls)) return null;
  if (table.columns.some(saysPrimaryKey) || table.items.some((item) => item.kind === 'PrimaryKeyConstraint')) return null;
  if (cls.namespace.get('__table__')?.type !== 'instance' || table.columns.some(hidesPrimaryKey)) return null;
  return unknown(
    `the table of ${cls.name}, which has no primary key: SQLAlchemy maps no class onto such a table`,
    table.place ?? cls.place,
  );
}

/** `primary_key=` whose value is not known. */
function hidesPrimaryKey(column: Value): boolean {
  if (!isColumn(column)) return true;
  const flag = column.host.args.keywords.get('primary_key');
  return column.host.args.unknown !== null || (flag !== undefined && flag.type !== 'bool' && flag.type !== 'None');
}

/** `DeferredReflection` and automap complete the table from a database (`_sa_decl_prepare`). */
function reflection(interpreter: Interpreter, cls: ClassValue): UnknownValue | null {
  const prepare = interpreter.findAttribute(cls, '_sa_decl_prepare', null);
  if (!prepare || prepare.type === 'unknown') return null;
  return unknown(`the table of ${cls.name}, which is completed from a database when it is prepared`, cls.place);
}

/**
 * Whether the class has a `__mapper_cls__` other than SQLAlchemy's own `Mapper`: code that may add columns to the table and make others
 * beside it, without a word of it in the class (the versioned-history example of SQLAlchemy's documentation does both).
 */
function hasOwnMapper(cls: ClassValue): boolean {
  const [found] = cls.mro.flatMap((base) => (base.type === 'class' ? (base.namespace.get('__mapper_cls__') ?? []) : []));
  if (!found || found.type === 'None') return false;
  return !(found.type === 'class' && found.module === 'sqlalchemy.orm' && found.name === 'Mapper');
}
