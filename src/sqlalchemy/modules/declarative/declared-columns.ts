/**
 * The columns that the attributes of a class make, in the order of its table: `_extract_mappable_attributes` and
 * `_extract_declared_columns` of sqlalchemy/orm/decl_base.py, `MappedColumn.declarative_scan` of orm/properties.py.
 */
import { changing } from '../../../python/changes';
import type { Interpreter } from '../../../python/interpreter';
import { bool, unknown } from '../../../python/native';
import type { Annotation, ClassValue, UnknownValue, Value } from '../../../python/values';
import { nameColumn } from '../../attach';
import { columnArguments } from '../../column-arguments';
import { given } from '../../plain-values';
import type { ColumnObject, TableObject } from '../../schema-objects';
import { type SqlalchemySeries, versionsOf } from '../../versions';
import type { SchemaItems } from '../schema-items';
import type { TypeClasses } from '../type-classes';
import { textSaysNone } from './annotation-text';
import { TypeLookup } from './annotation-types';
import { annotatedParts, includesNone, standsFor, withoutNone } from './annotation-unions';
import { type AnnotationReading, patternAmong, readAnnotation } from './annotations';
import type { ClassScan } from './class-scan';
import { blankColumn, type ColumnProperty, type ColumnValue, fieldsOf, isColumn, propertyOf } from './column-properties';
import { mergedArguments } from './merged-column';
import { registryOf } from './registry';

export interface DeclaredColumns {
  readonly columns: readonly ColumnValue[];
  readonly problems: readonly UnknownValue[];
  readonly refusals: readonly UnknownValue[];
}

/** `shared`: the table that `use_existing_column` looks into, that of the class that is inherited from without a table. */
export function declaredColumns(
  interpreter: Interpreter,
  cls: ClassValue,
  scan: ClassScan,
  shared: TableObject | null,
  items: SchemaItems,
  types: TypeClasses,
): DeclaredColumns {
  return new Extraction(interpreter, cls, scan, shared, items, types).run();
}

class Extraction {
  private readonly problems: UnknownValue[] = [];
  private readonly refusals: UnknownValue[] = [];
  private readonly series: SqlalchemySeries;
  private readonly lookup: TypeLookup;
  /** The columns made for fields of a composite's class that the call names no column for. */
  private readonly added = new Map<ColumnProperty, ColumnValue[]>();

  constructor(
    interpreter: Interpreter,
    private readonly cls: ClassValue,
    private readonly scan: ClassScan,
    private readonly shared: TableObject | null,
    private readonly items: SchemaItems,
    types: TypeClasses,
  ) {
    this.series = versionsOf(interpreter).sqlalchemy;
    this.lookup = new TypeLookup(types, registryOf(cls), this.series);
  }

  run(): DeclaredColumns {
    const columns = [...this.scan.collected].flatMap(([name, value]) => this.columnsOf(name, value));
    return { columns: this.inOrder([...new Set(columns)]), problems: this.problems, refusals: this.refusals };
  }

  /** The columns that an attribute stands for: itself, or those its property holds and no table has yet. */
  private columnsOf(name: string, value: Value): readonly ColumnValue[] {
    if (this.series !== '2.1' && name === 'metadata' && (isColumn(value) || propertyOf(value))) {
      this.refusals.push(unknown(`${this.cls.name}.metadata, a name that SQLAlchemy keeps for itself`, value.place));
      return [];
    }
    if (isColumn(value)) return value.host.mapped ? [this.mappedColumn(name, value)] : [named(value, name)];
    const property = propertyOf(value);
    if (!property) return [];
    if (property.kind === 'composite' && this.series !== '1.4') this.completeComposite(name, property);
    const fresh = property.columns.filter((column) => column.host.table === null);
    for (const column of fresh) nameColumn(column.host, name);
    return [...fresh, ...(this.added.get(property) ?? [])];
  }

  private mappedColumn(name: string, value: ColumnValue): ColumnValue {
    const reading = this.scan.annotations.get(name) ?? null;
    const { keywords } = value.host.args;
    if (this.series === '2.1' && keywords.has('default') && keywords.has('insert_default'))
      this.refusals.push(
        unknown(`column ${this.cls.name}.${name}, to which SQLAlchemy 2.1 gives default or insert_default, not both`, value.place),
      );
    if (reading?.kind === 'mapped' || reading?.kind === 'plain') return this.annotated(name, value, reading.inner, reading.annotation);
    const column = this.existing(name, value, null);
    nameColumn(column.host, name);
    if (reading?.kind === 'unknown') this.leaveOpen(column.host, reading);
    else if (!hasType(column.host) && !column.host.annotated?.type)
      this.refusals.push(
        unknown(
          `column ${this.cls.name}.${name}, which has neither a type nor a Mapped[] annotation`,
          value.host.assignment ?? value.place,
        ),
      );
    return column;
  }

  /** `MappedColumn._init_column_for_annotation`. */
  private annotated(name: string, value: ColumnValue, inner: Value, annotation: Annotation): ColumnValue {
    const type = withoutNone(inner);
    const aliased = standsFor(type, 'TypeAliasType');
    const opened = aliased ? withoutNone(aliased) : type;
    const pattern = patternAmong(annotatedParts(opened)?.notes ?? []);
    const column = this.existing(name, value, pattern);
    const { host } = column;
    nameColumn(host, name);
    if (pattern) changing(host).args = mergedArguments(pattern, host, this.series);
    const nullable = inner.type === 'unknown' ? textSaysNone(annotation.text) : includesNone(inner);
    if (nullable === null)
      this.problems.push(unknown(`the annotation of ${this.cls.name}.${name} (${reasonOf(inner)})`, annotation.textPlace));
    if (column !== value) changing(host).args = withNullable(host, value.host, nullable ?? true);
    if (inner.type === 'unknown' && /\(NameError: /.test(inner.reason))
      this.refusals.push(unknown(`the annotation of ${this.cls.name}.${name}, in which a name is not defined`, annotation.textPlace));
    const found = host.annotated?.type ?? this.typeFor(host, aliased ? type : null, opened, annotation);
    changing(host).annotated = { type: found, nullable, place: annotation.textPlace };
    return column;
  }

  private typeFor(column: ColumnObject, alias: Value | null, type: Value, annotation: Annotation): Value | null {
    if (hasType(column)) return null;
    const found = type.type === 'unknown' ? type : this.lookup.typeOf(alias, type);
    if (found?.type === 'unknown')
      return unknown(`the annotation of ${this.cls.name}.${column.name} (${found.reason})`, annotation.textPlace);
    if (found) return found;
    const reason = `the annotation ${annotation.text || 'of'} ${this.cls.name}.${column.name}, for which SQLAlchemy knows no type`;
    this.refusals.push(unknown(reason, annotation.textPlace));
    return null;
  }

  /** An annotation that is not known: it may be no `Mapped[...]` at all. */
  private leaveOpen(column: ColumnObject, reading: AnnotationReading & { readonly kind: 'unknown' }): void {
    const { annotation } = reading;
    const nullable = textSaysNone(annotation.text);
    if (nullable === null)
      this.problems.push(unknown(`the annotation of ${this.cls.name}.${column.name} (${reading.reason})`, annotation.textPlace));
    changing(column).annotated = {
      type: hasType(column) ? null : unknown(reading.reason, annotation.textPlace),
      nullable,
      place: annotation.textPlace,
    };
  }

  /** `_adjust_for_existing_column`: the column of that name in the table that the class shares with what it inherits from. */
  private existing(name: string, value: ColumnValue, pattern: ColumnObject | null): ColumnValue {
    if (!this.shared || !(saysExisting(value.host) || (pattern && saysExisting(pattern)))) return value;
    const wanted = value.host.name ?? name;
    const found = this.shared.columns.find((column) => isColumn(column) && column.host.name === wanted);
    return isColumn(found) ? found : value;
  }

  /** `CompositeProperty._setup_for_dataclass`: the fields name the columns and give their types; what is missing is made. */
  private completeComposite(name: string, property: ColumnProperty): void {
    const reading = this.scan.annotations.get(name);
    const annotatedClass = reading?.kind === 'mapped' ? withoutNone(annotatedParts(reading.inner)?.type ?? reading.inner) : null;
    const cls = property.compositeClass ?? (annotatedClass?.type === 'class' ? annotatedClass : null);
    if (!cls) {
      const isOpen = annotatedClass?.type === 'unknown' || reading?.kind === 'unknown';
      if (isOpen) this.problems.push(unknown(`the class of the composite ${this.cls.name}.${name}`, reading?.annotation.textPlace ?? null));
      return;
    }
    if (this.added.has(property)) return;
    const added: ColumnValue[] = [];
    this.added.set(property, added);
    for (const [index, [field, annotation]] of [...fieldsOf(cls)].entries()) {
      const own = property.columns[index];
      const isMissing = index >= property.attributes;
      const column = isMissing ? blankColumn(this.items, annotation.place) : property.columns.length === property.attributes ? own : null;
      if (isMissing && column) added.push(column);
      if (column?.host.mapped) this.annotateByField(field, column, annotation);
      else if (column) nameColumn(column.host, field);
    }
  }

  private annotateByField(field: string, column: ColumnValue, annotation: Annotation): void {
    const reading = readAnnotation(annotation);
    if (reading.kind === 'plain' || reading.kind === 'mapped') this.annotated(field, column, reading.inner, annotation);
    else this.problems.push(unknown(`the annotation of ${field} in a composite of ${this.cls.name}`, annotation.textPlace));
  }

  /** 1.4 goes by the creation of the columns, 2.0 by the scan and `sort_order=`. */
  private inOrder(columns: readonly ColumnValue[]): readonly ColumnValue[] {
    if (this.series === '1.4') return [...columns].sort((one, other) => one.host.order - other.host.order);
    return columns
      .map((column, index) => ({ column, index, order: sortOrder(column.host) }))
      .sort((one, other) => one.order - other.order || one.index - other.index)
      .map(({ column }) => column);
  }
}

function named(column: ColumnValue, name: string): ColumnValue {
  nameColumn(column.host, name);
  return column;
}

const reasonOf = (value: Value): string => (value.type === 'unknown' ? value.reason : 'its type');

function saysExisting(column: ColumnObject): boolean {
  const flag = columnArguments(column).keywords.get('use_existing_column');
  return flag?.type === 'bool' && flag.value;
}

/** A type of its own, or a foreign key that gives it one. */
function hasType(column: ColumnObject): boolean {
  const { type, items, unknown: hidden } = columnArguments(column);
  return type !== null || hidden !== null || items.some((item) => item.kind === 'ForeignKey');
}

/** A column that is used again takes the nullability of the annotation, whatever it was told itself. */
function withNullable(column: ColumnObject, asked: ColumnObject, nullable: boolean): ColumnObject['args'] {
  if (given(columnArguments(asked).keywords.get('nullable'))) return column.args;
  return { ...column.args, keywords: new Map([...column.args.keywords, ['nullable', bool(nullable)]]) };
}

function sortOrder(column: ColumnObject): number {
  const order = columnArguments(column).keywords.get('sort_order');
  return order?.type === 'int' ? Number(order.value) : 0;
}
