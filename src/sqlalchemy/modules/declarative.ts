/** How a class body becomes a table: the declarative scan of sqlalchemy/orm/decl_base.py. */

import { typeClass } from '../../python/builtin-classes';
import { changing, changingForGood } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { instance, nativeClass, nativeMethod, noArguments, none, str, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, DescriptorValue, InstanceValue, NativeClass, UnknownValue, Value } from '../../python/values';
import { attachColumn, nameColumn } from '../attach';
import { columnArguments } from '../column-arguments';
import { entriesOf, given, textOf } from '../plain-values';
import { ColumnObject, MetaDataObject, SchemaItem, TableObject } from '../schema-objects';
import { attempt } from '../unreadable';
import { type AnnotationReader, makeAnnotationReader } from './annotations';
import { columnsBeside } from './column-properties';
import { isCascading, isDeclaredAttr } from './declared-attr';
import { type SchemaItems, unknownTableRecord } from './schema-items';
import type { TypeClasses } from './type-classes';

const baseTag = 'sqlalchemy declarative base';

export interface Declarative {
  /** The hooks of a class whose subclasses are mapped. */
  readonly baseHooks: NativeClass;
  readonly declarativeBase: ClassValue;
  readonly mappedAsDataclass: ClassValue;
  /** The metaclass that maps what is made with it. */
  readonly declarativeMeta: ClassValue;
  makeBase(options: BaseOptions): ClassValue;
  /** Maps one class, as `@registry.mapped` does. */
  map(interpreter: Interpreter, cls: ClassValue, options?: MappingOptions): void;
  newMetadata(): InstanceValue;
}

export interface BaseOptions {
  readonly name: string;
  readonly metadata: Value;
  readonly bases: readonly ClassValue[];
  readonly hooks?: Partial<NativeClass>;
  /** A metaclass of the project's: one that inherits from `DeclarativeMeta` says itself when a class is mapped. */
  readonly metaclass?: ClassValue | null;
}

export interface MappingOptions {
  /** Flask-SQLAlchemy's `__table_cls__`: a subclass without a primary key of its own stands on its ancestor's table. */
  readonly keylessInherits: boolean;
}

/** Names of a class body that are not attributes of the mapping. */
const isDunder = (name: string): boolean => name.startsWith('__') && name.endsWith('__');

export function makeDeclarative(items: SchemaItems, types: TypeClasses): Declarative {
  const mapped = new WeakSet<ClassValue>();
  const annotations = makeAnnotationReader(items, types);
  const newMetadata = () => {
    const made = instance(items.metadata, null, null);
    changing(made).host = new MetaDataObject(noArguments, made.attributes);
    return made;
  };

  const map = (interpreter: Interpreter, cls: ClassValue, options: MappingOptions = { keylessInherits: false }): void => {
    if (mapped.has(cls) || isAbstract(cls)) return;
    changingForGood(cls.namespace);
    mapped.add(cls);
    new Mapping(interpreter, cls, mapped, items, annotations, options).map();
  };
  const baseHooks: NativeClass = {
    tag: baseTag,
    subclassed: (interpreter, cls) => map(interpreter, cls),
    classAttributeSet: (interpreter, cls, name, value) => {
      const table = tableOf(cls);
      if (!table || value.type !== 'instance' || !(value.host instanceof ColumnObject)) return;
      attachColumn(table, value, name);
      if (interpreter.uncertain) changing(table.problems).push(interpreter.uncertain);
    },
  };
  const declarativeBase = nativeClass({
    name: 'DeclarativeBase',
    module: 'sqlalchemy.orm',
    native: {
      ...baseHooks,
      subclassed: (interpreter, cls) => {
        if (!cls.bases.includes(declarativeBase)) return map(interpreter, cls);
        if (!cls.namespace.has('metadata')) changing(cls.namespace).set('metadata', registryMetadata(cls) ?? newMetadata());
      },
    },
  });
  const declarativeMeta = makeDeclarativeMeta(map);
  return {
    baseHooks,
    declarativeBase,
    declarativeMeta,
    mappedAsDataclass: nativeClass({ name: 'MappedAsDataclass', module: 'sqlalchemy.orm' }),
    newMetadata,
    map,
    makeBase: ({ name, metadata, bases, hooks, metaclass = null }) => {
      const native = { ...baseHooks, ...hooks, ...(metaclass?.mro.includes(declarativeMeta) ? { subclassed: () => undefined } : {}) };
      return nativeClass({ name, module: 'sqlalchemy.orm', bases, metaclass, native, members: { metadata } });
    },
  };
}

/** `DeclarativeMeta.__init__` of sqlalchemy/orm/decl_api.py: what a metaclass of the project did before it stands already. */
function makeDeclarativeMeta(map: Declarative['map']): ClassValue {
  const initialise = nativeMethod('__init__', (interpreter, args) => {
    const [cls] = args.positional;
    if (cls?.type !== 'class') return none;
    const metadata = registryMetadata(cls);
    if (metadata && !cls.namespace.has('metadata')) changing(cls.namespace).set('metadata', metadata);
    map(interpreter, cls);
    return none;
  });
  return nativeClass({ name: 'DeclarativeMeta', module: 'sqlalchemy.orm', bases: [typeClass], members: { __init__: initialise } });
}

/** `registry = registry(metadata=...)` in the body of a base class. */
function registryMetadata(cls: ClassValue): Value | null {
  const registry = cls.namespace.get('registry');
  return registry?.type === 'instance' ? (registry.attributes.get('metadata') ?? null) : null;
}

function isAbstract(cls: ClassValue): boolean {
  const abstract = cls.namespace.get('__abstract__');
  return abstract?.type === 'bool' && abstract.value;
}

/** The table that a mapped class stands on, its own or an ancestor's. */
export function tableOf(cls: ClassValue): TableObject | null {
  for (const ancestor of cls.mro) {
    const table = ancestor.type === 'class' ? ancestor.namespace.get('__table__') : undefined;
    if (table?.type === 'instance' && table.host instanceof TableObject) return table.host;
  }
  return null;
}

/** One class on its way to a table. */
class Mapping {
  /** In the order of the scan; a name keeps its first position. */
  private readonly collected = new Map<string, Value>();
  /** Columns of mixins, by the mixin; they are collected when the scan comes to it. */
  private readonly copies = new Map<ClassValue, Map<string, Value>>();
  private readonly problems: UnknownValue[] = [];
  private readonly doubts: TableObject['doubts'][number][] = [];
  private readonly own: ReadonlySet<string>;
  private tableName: Value | null = null;
  private tableArgs: Value | null = null;
  private inheritedArgs = false;

  constructor(
    private readonly interpreter: Interpreter,
    private readonly cls: ClassValue,
    private readonly mapped: Pick<WeakSet<ClassValue>, 'has'>,
    private readonly items: SchemaItems,
    private readonly annotations: AnnotationReader,
    private readonly options: MappingOptions,
  ) {
    this.own = new Set(cls.namespace.keys());
  }

  map(): void {
    for (const base of this.cls.mro) {
      if (base.type === 'unknown')
        this.doubts.push({
          column: null,
          why: { ...base, reason: `a base of ${this.cls.name} (${base.reason}), which may bring columns` },
        });
      else if (base !== this.cls && !this.mapped.has(base) && !base.native) this.copyColumns(base);
    }
    for (const base of this.cls.mro) if (base.type === 'class' && !base.native) this.scan(base);
    if (this.inheritedArgs && !this.tableName) this.tableArgs = null;
    this.makeTable();
  }

  /** `_produce_column_copies`: columns of mixins become columns of this class, before any declared_attr asks for them. */
  private copyColumns(base: ClassValue): void {
    const copies = new Map<string, Value>();
    this.copies.set(base, copies);
    for (const name of attributeNames(base)) {
      if (isDunder(name) || this.isOverridden(name, base)) continue;
      const value = base.namespace.get(name);
      if (value && !isColumn(value)) continue;
      const made = value
        ? this.copied(value, base, name)
        : this.annotations.columnOf(this.interpreter, this.cls, base, name, this.problems);
      if (!made) continue;
      changing(this.cls.namespace).set(name, made);
      copies.set(name, made);
    }
  }

  private copied(value: Value, base: ClassValue, name: string): Value | null {
    if (value.type !== 'instance' || !(value.host instanceof ColumnObject)) return null;
    const copy = value.host.copy();
    changing(copy).annotated = this.annotations.annotationOf(this.interpreter, this.cls, base, name);
    changing(copy).assignment = assignmentOf(base, name) ?? copy.assignment;
    nameColumn(copy, name);
    return instance(value.class, copy, value.place);
  }

  /** Something nearer in the order of resolution has the name already (`_cls_attr_override_checker`). */
  private isOverridden(name: string, base: ClassValue): boolean {
    for (const ancestor of this.cls.mro) {
      if (ancestor === base) return false;
      if (ancestor.type === 'class' && (ancestor.namespace.has(name) || (this.mapped.has(ancestor) && ancestor.annotations.has(name))))
        return true;
    }
    return false;
  }

  private scan(base: ClassValue): void {
    const isMapped = base !== this.cls && this.mapped.has(base);
    for (const [name, column] of this.copies.get(base) ?? []) this.collected.set(name, column);
    for (const name of attributeNames(base)) {
      const value = base.namespace.get(name);
      if (name === '__tablename__' || name === '__table_args__') this.scanDunder(name, value, base, isMapped);
      else if (isDunder(name) || isMapped) continue;
      else if (base === this.cls) this.collectOwn(name, value);
      else if (value && isDeclaredAttr(value)) this.collectInherited(name, value);
      else if (value?.type === 'unknown' && mayBeColumn(base, name)) this.doubt(name, value, base);
    }
  }

  private scanDunder(name: '__tablename__' | '__table_args__', value: Value | undefined, base: ClassValue, isMapped: boolean): void {
    if (!value || (isMapped && !isDeclaredAttr(value))) return;
    if (name === '__tablename__') {
      this.tableName ??= given(this.attribute(name));
      return;
    }
    if (this.tableArgs) return;
    this.tableArgs = given(this.attribute(name));
    this.inheritedArgs = base !== this.cls;
  }

  /** An attribute that may be a column; where its annotation says that it is one, the table lacks it for certain. */
  private doubt(name: string, value: UnknownValue, base: ClassValue): void {
    const place = assignmentOf(this.cls, name) ?? value.place;
    const why: UnknownValue = { ...value, reason: `${this.cls.name}.${name} (${value.reason}), which may be a column`, place };
    if (base.annotations.has(name)) this.problems.push(why);
    else this.doubts.push({ column: name, why });
  }

  private valueOf(descriptor: DescriptorValue): Value {
    return (
      descriptor.get?.(this.interpreter, null, this.cls, this.cls.place) ?? unknown(`an attribute of ${this.cls.name}`, descriptor.place)
    );
  }

  private attribute(name: string): Value {
    return this.interpreter.findAttribute(this.cls, name, this.cls.place) ?? unknown(`${this.cls.name}.${name}`, this.cls.place);
  }

  private collectOwn(name: string, value: Value | undefined): void {
    if (value && !this.own.has(name)) return;
    if (value && isDeclaredAttr(value)) {
      this.collectDeclared(name, value);
      return;
    }
    if (value?.type === 'unknown' && mayBeColumn(this.cls, name)) {
      this.doubt(name, value, this.cls);
      return;
    }
    if (!value) {
      const made = this.annotations.columnOf(this.interpreter, this.cls, this.cls, name, this.problems);
      if (!made) return;
      changing(this.cls.namespace).set(name, made);
      this.collected.set(name, made);
      return;
    }
    if (value.type === 'instance' && value.host instanceof ColumnObject) {
      changing(value.host).annotated ??= this.annotations.annotationOf(this.interpreter, this.cls, this.cls, name);
      changing(value.host).assignment ??= assignmentOf(this.cls, name);
      nameColumn(value.host, name);
    }
    this.collected.set(name, value);
  }

  /** A declared_attr of a mixin that a mapped ancestor has applied already is that ancestor's attribute, unless it cascades. */
  private collectInherited(name: string, descriptor: DescriptorValue): void {
    const holder = this.cls.mro.find((base) => base.type === 'class' && base.namespace.has(name));
    const isApplied = holder?.type === 'class' && holder !== this.cls && this.mapped.has(holder);
    if (isApplied && !isCascading(descriptor)) return;
    if (holder === this.cls && this.own.has(name)) return;
    this.collectDeclared(name, descriptor);
  }

  private collectDeclared(name: string, descriptor: DescriptorValue): void {
    const value = isCascading(descriptor) ? this.valueOf(descriptor) : this.attribute(name);
    if (value.type === 'unknown') {
      this.doubt(name, value, this.cls);
      return;
    }
    if (value.type === 'instance' && value.host instanceof ColumnObject) {
      changing(value.host).annotated ??= this.annotations.declaredAnnotation(this.interpreter, this.cls, descriptor);
      nameColumn(value.host, name);
    }
    changing(this.cls.namespace).set(name, value);
    this.collected.set(name, value);
  }

  private makeTable(): void {
    const columns = this.sortedColumns();
    const fixed = given(this.cls.namespace.get('__table__') ?? this.declaredTable());
    if (fixed) {
      if (fixed.type === 'unknown') this.interpreter.record(unknownTableRecord, fixed, fixed.place ?? this.cls.place);
      else if (fixed.type === 'instance' && fixed.host instanceof TableObject) this.nameByTable(fixed.host);
      return;
    }
    if (!this.tableName) {
      this.inheritTable(columns);
      return;
    }
    const name = attempt(() => textOf(this.tableName ?? str(''), `the table name of ${this.cls.name}`), this.cls.place);
    const metadata = this.attribute('metadata');
    const { positional, keywords } = this.splitArgs();
    if (this.options.keylessInherits && tableOf(this.cls) && ![...columns, ...positional].some(isPrimaryKey)) {
      changing(this.cls.namespace).delete('__tablename__');
      this.inheritTable(columns);
      return;
    }
    const args: Arguments = {
      positional: [typeof name === 'string' ? str(name, this.tableName.place) : name, metadata, ...columns, ...positional],
      keywords,
      unknown: null,
    };
    const table = this.items.makeTable(this.interpreter, args, this.tablePlace(this.tableName));
    if (table.type !== 'instance' || !(table.host instanceof TableObject)) return;
    changing(table.host.problems).push(...this.problems);
    changing(table.host.doubts).push(...this.doubts);
    changing(this.cls.namespace).set('__table__', table);
  }

  /** Where a person looks for the table: at its name in the class body, else at the head of the class. */
  private tablePlace(name: Value): Place | null {
    const { place } = this.cls;
    if (!place || (name.place && name.place.file === place.file && name.place.line >= place.line && name.place.line <= place.endLine))
      return name.place;
    return { ...place, endLine: place.line, endColumn: place.column + `class ${this.cls.name}`.length };
  }

  private declaredTable(): Value | undefined {
    const declared = this.cls.mro.some(
      (base) => base.type === 'class' && !this.mapped.has(base) && base.namespace.get('__table__') !== undefined,
    );
    return declared ? this.attribute('__table__') : undefined;
  }

  /** Attributes named like the table's columns; nothing is added to a table that stands already. */
  private nameByTable(table: TableObject): void {
    changing(table.problems).push(...this.problems);
    changing(table.doubts).push(...this.doubts);
  }

  /** Single-table inheritance: the columns go into the ancestor's table (`_setup_inheriting_columns`). */
  private inheritTable(columns: readonly InstanceValue[]): void {
    const table = tableOf(this.cls);
    if (!table) {
      // SQLAlchemy refuses such a class, so something that is not seen here must name the table.
      const unnamed = unknown(`the table of ${this.cls.name}, whose name is set nowhere that is understood`, this.tablePlace(none));
      const reasons = [...this.problems, ...this.doubts.map(({ why }) => why)];
      for (const problem of reasons.length > 0 ? reasons : [unnamed]) this.interpreter.record(unknownTableRecord, problem, this.cls.place);
      return;
    }
    for (const column of columns) {
      const known =
        column.host instanceof ColumnObject &&
        table.columns.some(
          (other) => other.host instanceof ColumnObject && column.host instanceof ColumnObject && other.host.name === column.host.name,
        );
      if (!known) attachColumn(table, column, null);
    }
    changing(table.problems).push(...this.problems);
    changing(table.doubts).push(...this.doubts);
    if (this.interpreter.uncertain && columns.length > 0) changing(table.problems).push(this.interpreter.uncertain);
  }

  /** In the order of the scan, then by `sort_order=` (`_extract_declared_columns`, `_setup_table`). */
  private sortedColumns(): readonly InstanceValue[] {
    const columns = [...this.collected].flatMap(([name, value]) => columnsBeside(value, name));
    const unique = [...new Set(columns)];
    return unique
      .map((column, index) => ({ column, index, order: sortOrder(column) }))
      .sort((a, b) => a.order - b.order || a.index - b.index)
      .map(({ column }) => column);
  }

  /** A tuple of items that may end in a dict of keywords, or the dict alone. */
  private splitArgs(): { readonly positional: readonly Value[]; readonly keywords: ReadonlyMap<string, Value> } {
    const args = this.tableArgs;
    const none = { positional: [], keywords: new Map<string, Value>() };
    if (!args) return none;
    if (args.type === 'dict') return { positional: [], keywords: this.keywords(args) };
    if (args.type !== 'tuple' && args.type !== 'list') {
      this.problems.push(args.type === 'unknown' ? args : unknown(`the __table_args__ of ${this.cls.name}`, args.place));
      return none;
    }
    const last = args.items[args.items.length - 1];
    if (last?.type === 'dict') return { positional: args.items.slice(0, -1), keywords: this.keywords(last) };
    return { positional: args.items, keywords: new Map() };
  }

  private keywords(value: Value): ReadonlyMap<string, Value> {
    const entries = attempt(() => entriesOf(value, `the __table_args__ of ${this.cls.name}`), value.place);
    if (entries instanceof Map) return entries;
    if ('reason' in entries) this.problems.push(entries);
    return new Map();
  }
}

function isPrimaryKey(value: Value): boolean {
  if (value.type !== 'instance') return false;
  if (value.host instanceof SchemaItem) return value.host.kind === 'PrimaryKeyConstraint';
  if (!(value.host instanceof ColumnObject)) return false;
  const own = columnArguments(value.host).keywords.get('primary_key');
  const flag = own ?? (value.host.annotated?.pattern && columnArguments(value.host.annotated.pattern).keywords.get('primary_key'));
  return flag?.type === 'bool' && flag.value;
}

function sortOrder(column: InstanceValue): number {
  const order = column.host instanceof ColumnObject ? columnArguments(column.host).keywords.get('sort_order') : undefined;
  return order?.type === 'int' ? Number(order.value) : 0;
}

const isColumn = (value: Value): boolean => value.type === 'instance' && value.host instanceof ColumnObject;

/** A `def` under an unknown decorator is no column, nor is what an annotation calls something else than `Mapped`. */
function mayBeColumn(cls: ClassValue, name: string): boolean {
  const annotation = cls.annotations.get(name);
  if (annotation) return /\bMapped\b/.test(annotation.text);
  return cls.bindings?.has(name) ?? true;
}

function assignmentOf(cls: ClassValue, name: string) {
  return cls.bindings?.get(name) ?? cls.annotations.get(name)?.place ?? null;
}

/** `merge_lists_w_ordering(vars(cls), annotations)`. */
function attributeNames(cls: ClassValue): readonly string[] {
  const [names, annotated] = [[...cls.namespace.keys()], [...cls.annotations.keys()]];
  const overlap = new Set(names.filter((name) => annotated.includes(name)));
  const result: string[] = [];
  let [current, other] = [names, annotated];
  for (;;) {
    const element = current.shift();
    if (element === undefined) return [...result, ...other];
    if (overlap.delete(element)) [current, other] = [other, current];
    else if (!result.includes(element)) result.push(element);
  }
}
