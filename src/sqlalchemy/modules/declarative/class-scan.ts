/** What a class and its unmapped ancestors say of the mapping: `_scan_attributes` of sqlalchemy/orm/decl_base.py. */
import { changing } from '../../../python/changes';
import type { Interpreter } from '../../../python/interpreter';
import { instance, unknown } from '../../../python/native';
import type { Annotation, ClassValue, DescriptorValue, UnknownValue, Value } from '../../../python/values';
import { columnArguments } from '../../column-arguments';
import { given } from '../../plain-values';
import { type TableDoubt, TableObject } from '../../schema-objects';
import { sinceSqlalchemy } from '../../versions';
import type { SchemaItems } from '../schema-items';
import { type AnnotationReading, readAnnotation, speaksOfMapped, unresolvedNote } from './annotations';
import { assignmentOf, attributeNames, mayBeColumn } from './class-attributes';
import { blankColumn, type ColumnValue, isColumn, propertyOf } from './column-properties';
import { declaredFunction, isCascading, isDeclaredAttr } from './declared-attr';
import { isLate, type MappedClasses } from './mapped-classes';

/** What the scan found. `collected` is in the order of the scan; a name keeps its first position. */
export interface ClassScan {
  readonly collected: ReadonlyMap<string, Value>;
  /** What the annotations say of collected attributes. */
  readonly annotations: ReadonlyMap<string, AnnotationReading>;
  readonly tableName: Value | null;
  readonly tableArgs: Value | null;
  readonly hasMapperArgs: boolean;
  /** `__table__` in the class itself, or by a declared_attr. */
  readonly hasTable: boolean;
  /** What keeps the table from being known. */
  readonly problems: readonly UnknownValue[];
  /** What may be columns beside those that are known. */
  readonly doubts: readonly TableDoubt[];
  /** What SQLAlchemy refuses to map. */
  readonly refusals: readonly UnknownValue[];
}

const isDunder = (name: string): boolean => /^(?:_sa_|__)/.test(name);

export function scanClass(interpreter: Interpreter, cls: ClassValue, mapped: MappedClasses, items: SchemaItems): ClassScan {
  return new Scan(interpreter, cls, mapped, items).run();
}

class Scan {
  private readonly collected = new Map<string, Value>();
  private readonly annotations = new Map<string, AnnotationReading>();
  /** Columns of mixins, by the mixin; they are collected when the scan comes to it. */
  private readonly copies = new Map<ClassValue, Map<string, Value>>();
  private readonly problems: UnknownValue[] = [];
  private readonly doubts: TableDoubt[] = [];
  private readonly refusals: UnknownValue[] = [];
  /** The names of the class before the scan adds to them (`clsdict_view`). */
  private readonly own: ReadonlySet<string>;
  private readonly readsAnnotations: boolean;
  private readonly allowsUnmapped: boolean;
  private readonly isDataclass: boolean;
  private tableName: Value | null = null;
  private tableArgs: Value | null = null;
  private argsInherited = false;
  private hasMapperArgs = false;
  private hasTable: boolean;

  constructor(
    private readonly interpreter: Interpreter,
    private readonly cls: ClassValue,
    private readonly mapped: MappedClasses,
    private readonly items: SchemaItems,
  ) {
    this.own = new Set(cls.namespace.keys());
    this.hasTable = this.own.has('__table__');
    this.readsAnnotations = sinceSqlalchemy(interpreter, '2.0');
    const transforms = interpreter.findAttribute(cls, '_sa_apply_dc_transforms', null);
    this.isDataclass = interpreter.findAttribute(cls, '__dataclass_fields__', null)?.type === 'dict';
    this.allowsUnmapped =
      isTrue(interpreter.findAttribute(cls, '__allow_unmapped__', null)) || (transforms !== null && transforms.type !== 'unknown');
  }

  run(): ClassScan {
    for (const base of this.cls.mro) {
      if (base.type === 'unknown') this.doubts.push({ column: null, why: this.aboutClass('a base of', base, 'which may bring columns') });
      else if (base !== this.cls && !this.mapped.isSuperclass(base) && !base.native) this.copyColumns(base);
    }
    for (const base of this.cls.mro) if (base.type === 'class' && !base.native) this.scan(base);
    // Those of the class itself are asked last (`_extract_mappable_attributes`), which 1.4 sees in the order of the columns.
    for (const [name, value] of [...this.collected]) if (isDeclaredAttr(value)) this.collectDeclared(name, value);
    if (this.interpreter.findAttribute(this.cls, '__sa_dataclass_metadata_key__', null)?.type === 'str')
      this.problems.push(unknown(`the columns that ${this.cls.name} keeps in the metadata of dataclass fields`, this.cls.place));
    const meta = this.cls.metaclass?.type === 'class' ? this.cls.metaclass.mro : [this.cls.metaclass];
    for (const part of meta)
      if (part?.type === 'unknown')
        this.problems.push(this.aboutClass('the metaclass of', part, 'which may make of the class what it likes'));
    return {
      collected: this.collected,
      annotations: this.annotations,
      tableName: this.tableName,
      tableArgs: this.argsInherited && !this.tableName ? null : this.tableArgs,
      hasMapperArgs: this.hasMapperArgs,
      hasTable: this.hasTable,
      problems: this.problems,
      doubts: this.doubts,
      refusals: this.refusals,
    };
  }

  /** `_produce_column_copies`: columns of mixins become columns of this class, before any declared_attr asks for them. */
  private copyColumns(base: ClassValue): void {
    const copies = new Map<string, Value>();
    this.copies.set(base, copies);
    for (const name of attributeNames(base, this.readsAnnotations)) {
      if (isDunder(name) || this.isOverridden(name, base)) continue;
      const value = base.namespace.get(name);
      const annotation = base.annotations.get(name);
      if (isColumn(value)) this.copyColumn(base, name, value, copies);
      else if (!value && annotation && this.readsAnnotations && !this.hasTable) {
        const blank = this.blankColumn(base, name, annotation);
        if (!blank) continue;
        changing(this.cls.namespace).set(name, blank);
        copies.set(name, blank);
      }
    }
  }

  private copyColumn(base: ClassValue, name: string, value: ColumnValue, copies: Map<string, Value>): void {
    if (this.own.has(name) || this.standsInTable(value.host.name ?? name)) return;
    if (!this.readsAnnotations && columnArguments(value.host).items.some((item) => item.kind === 'ForeignKey')) {
      this.refuse(`${base.name}.${name}: SQLAlchemy 1.4 wants columns with foreign keys of a mixin in a declared_attr`, base, name);
      return;
    }
    const annotation = base.annotations.get(name);
    if (annotation && this.readsAnnotations) this.collectAnnotation(name, annotation, true);
    const copy = value.host.copy();
    changing(copy).assignment = assignmentOf(base, name) ?? copy.assignment;
    const made = instance(value.class, copy, value.place);
    changing(this.cls.namespace).set(name, made);
    copies.set(name, made);
  }

  /** `__table__` of the class body has the column already. */
  private standsInTable(name: string): boolean {
    const table = this.cls.namespace.get('__table__');
    if (table?.type !== 'instance' || !(table.host instanceof TableObject)) return false;
    return table.host.columns.some((column) => isColumn(column) && column.host.name === name);
  }

  /** `name: Mapped[int]` alone; null where the annotation is no `Mapped[...]`. */
  private blankColumn(base: ClassValue, name: string, annotation: Annotation): ColumnValue | null {
    const reading = readAnnotation(annotation);
    if (reading.kind === 'unknown' && speaksOfMapped(annotation))
      this.problems.push(unknown(`the annotation of ${base.name}.${name} (${reading.reason})`, annotation.place));
    if (reading.kind !== 'mapped') return null;
    if (!this.annotations.has(name)) this.annotations.set(name, reading);
    const note = unresolvedNote(reading.inner, annotation);
    if (note) this.refusals.push(unknown(`the annotation of ${base.name}.${name}: ${note}`, annotation.textPlace));
    return blankColumn(this.items, annotation.place);
  }

  /** `_collect_annotation`: the first to speak of a name is heard; a plain type where `Mapped[...]` must stand is refused. */
  private collectAnnotation(name: string, annotation: Annotation, expectMapped: boolean): void {
    if (this.annotations.has(name)) return;
    const reading = readAnnotation(annotation);
    if (reading.kind === 'passed over') return;
    this.annotations.set(name, reading);
    if (reading.kind === 'plain' && expectMapped && !this.isDataclass)
      this.refusals.push(
        unknown(`the annotation of ${this.cls.name}.${name}, which SQLAlchemy refuses without Mapped[]`, annotation.textPlace),
      );
  }

  /** Something nearer in the order of resolution has the name already (`_cls_attr_override_checker`). */
  private isOverridden(name: string, base: ClassValue): boolean {
    const value = base.namespace.get(name);
    for (const ancestor of this.cls.mro) {
      if (ancestor === base && value) return false;
      const found = ancestor.type === 'class' ? ancestor.namespace.get(name) : undefined;
      if (found) return value ? found !== value : found.type !== 'None';
    }
    return false;
  }

  private scan(base: ClassValue): void {
    const isMapped = base !== this.cls && this.mapped.isSuperclass(base);
    for (const [name, column] of this.copies.get(base) ?? []) this.collected.set(name, column);
    for (const name of attributeNames(base, this.readsAnnotations)) {
      const value = base.namespace.get(name);
      if (value && isDirective(name)) this.scanDirective(name, value, base, isMapped);
      else if (isDunder(name) || isMapped) continue;
      else if (base === this.cls) this.collectOwn(name, value);
      else if (value) this.collectFromMixin(name, value, base);
    }
  }

  private scanDirective(name: Directive, value: Value, base: ClassValue, isMapped: boolean): void {
    const isDeclared = isDeclaredAttr(value);
    if (name === '__table__') {
      this.hasTable ||= isDeclared;
      return;
    }
    if (isMapped && !isDeclared) return;
    if (name === '__mapper_args__') this.hasMapperArgs = true;
    else if (name === '__tablename__') this.tableName ??= given(this.attribute(name));
    else if (!isFilled(this.tableArgs)) {
      this.tableArgs = given(this.attribute(name));
      this.argsInherited ||= base !== this.cls;
    }
  }

  private collectOwn(name: string, value: Value | undefined): void {
    if (value && !this.own.has(name)) return;
    const annotation = this.readsAnnotations ? this.cls.annotations.get(name) : undefined;
    if (!value) {
      if (annotation) this.collectBare(name, annotation);
      return;
    }
    if (isDeclaredAttr(value)) {
      this.collected.set(name, value);
      return;
    }
    if (annotation) this.collectAnnotation(name, annotation, !this.allowsUnmapped && isColumn(value) && value.host.mapped);
    if (value.type === 'unknown' && mayBeColumn(this.cls, name)) this.doubt(name, value, this.cls);
    else {
      if (isColumn(value)) changing(value.host).assignment ??= assignmentOf(this.cls, name);
      this.collected.set(name, value);
    }
  }

  private collectBare(name: string, annotation: Annotation): void {
    const reading = readAnnotation(annotation);
    if (reading.kind === 'plain' && !this.allowsUnmapped && !this.isDataclass) {
      this.refusals.push(
        unknown(`the annotation of ${this.cls.name}.${name}, which SQLAlchemy refuses without Mapped[]`, annotation.place),
      );
      return;
    }
    if (this.hasTable) return;
    const made = this.blankColumn(this.cls, name, annotation);
    if (!made) return;
    changing(this.cls.namespace).set(name, made);
    this.collected.set(name, made);
  }

  private collectFromMixin(name: string, value: Value, base: ClassValue): void {
    if (isDeclaredAttr(value)) this.collectInherited(name, value);
    else if (propertyOf(value) && !this.isOverridden(name, base))
      this.refuse(`${base.name}.${name}: SQLAlchemy wants the properties of a mixin in a declared_attr`, base, name);
    else if (value.type === 'unknown' && mayBeColumn(base, name) && !this.isOverridden(name, base)) this.doubt(name, value, base);
  }

  /** A declared_attr of a mixin that a mapped ancestor has applied already is that ancestor's attribute, unless it cascades. */
  private collectInherited(name: string, descriptor: DescriptorValue): void {
    const holder = this.cls.mro.find((base) => base.type === 'class' && base.namespace.has(name));
    const isApplied = holder?.type === 'class' && holder !== this.cls && this.mapped.isSuperclass(holder);
    if (isCascading(descriptor)) {
      this.collectDeclared(name, descriptor);
      return;
    }
    if (isApplied || (holder === this.cls && this.own.has(name))) return;
    this.collectDeclared(name, descriptor);
    const annotation = this.readsAnnotations ? (declaredFunction(descriptor)?.returns ?? null) : null;
    if (annotation) this.collectAnnotation(name, annotation, true);
  }

  private collectDeclared(name: string, descriptor: DescriptorValue): void {
    const value = isCascading(descriptor) ? this.valueOf(descriptor) : this.attribute(name);
    if (value.type === 'unknown') {
      this.doubt(name, value, this.cls);
      this.collected.delete(name);
      return;
    }
    // The attributes of a class that is mapped later stay what its subclasses ask for anew.
    if (!isLate(this.cls)) changing(this.cls.namespace).set(name, value);
    this.collected.set(name, value);
  }

  /** An attribute that may be a column; where its annotation says that it is one, the table lacks it for certain. */
  private doubt(name: string, value: UnknownValue, base: ClassValue): void {
    const place = assignmentOf(this.cls, name) ?? value.place;
    const why: UnknownValue = { ...value, reason: `${this.cls.name}.${name} (${value.reason}), which may be a column`, place };
    if (base.annotations.has(name)) this.problems.push(why);
    else this.doubts.push({ column: name, why });
  }

  private aboutClass(what: string, { reason, ...rest }: UnknownValue, but: string): UnknownValue {
    return { ...rest, reason: `${what} ${this.cls.name} (${reason}), ${but}` };
  }

  private refuse(reason: string, base: ClassValue, name: string): void {
    this.refusals.push(unknown(reason, assignmentOf(base, name) ?? base.place));
  }

  private valueOf(descriptor: DescriptorValue): Value {
    return (
      descriptor.get?.(this.interpreter, null, this.cls, this.cls.place) ?? unknown(`an attribute of ${this.cls.name}`, descriptor.place)
    );
  }

  private attribute(name: string): Value {
    return this.interpreter.findAttribute(this.cls, name, this.cls.place) ?? unknown(`${this.cls.name}.${name}`, this.cls.place);
  }
}

type Directive = '__tablename__' | '__table_args__' | '__mapper_args__' | '__table__';

const isDirective = (name: string): name is Directive =>
  name === '__tablename__' || name === '__table_args__' || name === '__mapper_args__' || name === '__table__';

const isTrue = (value: Value | null): boolean => value?.type === 'bool' && value.value;

/** Python's truth of `__table_args__`: an empty tuple lets an ancestor's be heard. */
const isFilled = (args: Value | null): boolean =>
  args !== null && !(args.type === 'tuple' && args.items.length === 0) && !(args.type === 'dict' && args.entries.size === 0);
