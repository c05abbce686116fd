/** `Mapped[...]`: what an annotation says of a column (`MappedColumn._init_column_for_annotation`, `registry._resolve_type`). */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { instance, nativeClass, noArguments, none } from '../../python/native';
import { typingFormOf } from '../../python/typing-forms';
import type { Annotation, ClassValue, DescriptorValue, InstanceValue, UnknownValue, Value } from '../../python/values';
import { nameColumn } from '../attach';
import { type AnnotatedColumn, ColumnObject, TypeObject } from '../schema-objects';
import { describe } from '../unreadable';
import { declaredFunction } from './declared-attr';
import { inert } from './inert';
import type { SchemaItems } from './schema-items';
import { expect, type TypeClasses } from './type-classes';

/** The value of `Mapped[X]`. */
class MappedAnnotation {
  constructor(readonly inner: Value) {}
}

const mappedAnnotationClass = nativeClass({ name: 'Mapped', module: 'sqlalchemy.orm', native: { tag: 'sqlalchemy Mapped[]' } });

/** `Mapped`, and `DynamicMapped`, `WriteOnlyMapped` which stand for relationships alone. */
export function mappedClass(name: string, holdsColumn: boolean): ClassValue {
  return nativeClass({
    name,
    module: 'sqlalchemy.orm',
    native: {
      tag: `sqlalchemy ${name}`,
      subscript: (_interpreter, _cls, index, place) =>
        holdsColumn ? instance(mappedAnnotationClass, new MappedAnnotation(index), place) : inert(),
    },
  });
}

export interface AnnotationReader {
  /** What the annotation of a name in `base` says, for the class that is mapped; null without a `Mapped[...]`. */
  annotationOf(interpreter: Interpreter, cls: ClassValue, base: ClassValue, name: string): AnnotatedColumn | null;
  /** The same for the return annotation of a declared_attr. */
  declaredAnnotation(interpreter: Interpreter, cls: ClassValue, descriptor: DescriptorValue): AnnotatedColumn | null;
  /** The column that `name: Mapped[int]` makes by itself; null where it makes none. */
  columnOf(interpreter: Interpreter, cls: ClassValue, base: ClassValue, name: string, problems: UnknownValue[]): InstanceValue | null;
}

/** `_type_map` of sqlalchemy/sql/sqltypes.py, by the Python class's module and name. */
const defaultTypes: Readonly<Record<string, string>> = {
  'builtins.int': 'sa.Integer',
  'builtins.float': 'sa.Double',
  'builtins.bool': 'sa.Boolean',
  'builtins.str': 'sa.String',
  'builtins.bytes': 'sa.LargeBinary',
  'decimal.Decimal': 'sa.Numeric',
  'datetime.date': 'sa.Date',
  'datetime.datetime': 'sa.DateTime',
  'datetime.time': 'sa.Time',
  'datetime.timedelta': 'sa.Interval',
  'uuid.UUID': 'sa.Uuid',
};

export function makeAnnotationReader(items: SchemaItems, types: TypeClasses): AnnotationReader {
  const read = (interpreter: Interpreter, cls: ClassValue, annotation: Annotation): AnnotatedColumn | UnknownValue | null => {
    const value = annotation.evaluate();
    if (value.type === 'unknown') return /\bMapped\b/.test(annotation.text) ? value : null;
    if (value.type !== 'instance' || !(value.host instanceof MappedAnnotation)) return null;
    return new TypeSearch(interpreter, types, typeMap(interpreter, cls)).read(value.host.inner, annotation);
  };
  const annotationOf: AnnotationReader['annotationOf'] = (interpreter, cls, base, name) => {
    const annotation = base.annotations.get(name);
    const found = annotation ? read(interpreter, cls, annotation) : null;
    return found && 'reason' in found ? { type: found, nullable: null, pattern: null, place: found.place } : found;
  };
  return {
    annotationOf,
    declaredAnnotation: (interpreter, cls, descriptor) => {
      const annotation = declaredFunction(descriptor)?.returns;
      const found = annotation ? read(interpreter, cls, annotation) : null;
      return found && 'reason' in found ? { type: found, nullable: null, pattern: null, place: found.place } : found;
    },
    columnOf: (interpreter, cls, base, name, problems) => {
      const annotation = base.annotations.get(name);
      const found = annotation ? read(interpreter, cls, annotation) : null;
      if (!annotation || !found) return null;
      if ('reason' in found) {
        problems.push({ ...found, reason: `the annotation of ${cls.name}.${name} (${found.reason})`, place: annotation.place });
        return null;
      }
      const column = new ColumnObject(noArguments, annotation.place, true);
      changing(column).annotated = found;
      changing(column).assignment = annotation.place;
      nameColumn(column, name);
      return instance(items.mappedColumn, column, annotation.place);
    },
  };
}

/** `type_annotation_map` of the declarative base or its registry: pairs of a Python type and a SQL type. */
function typeMap(interpreter: Interpreter, cls: ClassValue): readonly (readonly [Value, Value])[] {
  const own = interpreter.findAttribute(cls, 'type_annotation_map', null);
  const registry = own ? null : interpreter.findAttribute(cls, 'registry', null);
  const map = own ?? (registry?.type === 'instance' ? registry.attributes.get('type_annotation_map') : null);
  return map?.type === 'dict' ? [...map.entries.values()].map(({ key, value }) => [key, value] as const) : [];
}

class TypeSearch {
  constructor(
    private readonly interpreter: Interpreter,
    private readonly types: TypeClasses,
    private readonly map: readonly (readonly [Value, Value])[],
  ) {}

  read(inner: Value, annotation: Annotation): AnnotatedColumn {
    if (inner.type === 'unknown' || inner.type === 'str') return unresolved(inner, annotation);
    const { value, optional } = withoutNone(inner);
    const annotated = typingFormOf(value)?.name === 'Annotated' ? typingFormOf(value) : null;
    const pattern = annotated?.arguments.slice(1).find((part) => part.type === 'instance' && part.host instanceof ColumnObject);
    const below = annotated?.arguments[0] ? withoutNone(annotated.arguments[0]) : null;
    const type = this.mapped(value) ?? this.resolve(below?.value ?? value, annotation);
    return {
      type,
      nullable: optional || (below?.optional ?? false),
      pattern: pattern?.type === 'instance' && pattern.host instanceof ColumnObject ? pattern.host : null,
      place: annotation.textPlace,
    };
  }

  /** The SQL type that `type_annotation_map` has for exactly this. */
  private mapped(value: Value): Value | null {
    return this.map.find(([key]) => key === value || this.interpreter.equal(key, value) === true)?.[1] ?? null;
  }

  private resolve(value: Value, annotation: Annotation): Value {
    const form = typingFormOf(value);
    if (form?.name === 'Literal')
      return this.enumOf(form.arguments, new Map([['native_enum', { type: 'bool', value: false, place: null }]]));
    const found = this.mapped(value) ?? (form?.origin ? this.mapped(form.origin) : null);
    if (found) return found;
    if (value.type === 'class') return this.ofClass(value, annotation);
    return {
      type: 'unknown',
      reason: value.type === 'unknown' ? value.reason : `the SQL type for ${annotation.text} (a ${describe(value)})`,
      place: annotation.textPlace,
    };
  }

  /** The class or its nearest ancestor that has a SQL type; an enum becomes an Enum of its members. */
  private ofClass(cls: ClassValue, annotation: Annotation): Value {
    for (const ancestor of cls.mro) {
      if (ancestor.type !== 'class') continue;
      const known = this.mapped(ancestor);
      if (ancestor.module === 'enum' && ancestor.name === 'Enum') return known ? this.enumLike(cls, known) : this.enumOf([cls], new Map());
      if (known) return known;
      const key = defaultTypes[`${ancestor.module}.${ancestor.name}`];
      const isEnum = cls.mro.some((other) => other.type === 'class' && other.module === 'enum' && other.name === 'Enum');
      if (key && !isEnum) return expect(this.types.byKey, key);
    }
    return { type: 'unknown', reason: `the SQL type for the Python type ${cls.name}`, place: annotation.textPlace };
  }

  private enumOf(positional: readonly Value[], keywords: ReadonlyMap<string, Value>): Value {
    // `Enum._make_enum_kw` hands on the schema that the generic form has, so that the MetaData's is not taken over.
    const all = new Map<string, Value>([['schema', none], ...keywords]);
    return instance(expect(this.types.byKey, 'sa.Enum'), new TypeObject({ positional, keywords: all, unknown: null }, null), null);
  }

  /** `type_annotation_map = {enum.Enum: Enum(enum.Enum, native_enum=False)}`: an Enum like that one, of these members. */
  private enumLike(cls: ClassValue, like: Value): Value {
    if (like.type !== 'instance' || !(like.host instanceof TypeObject)) return this.enumOf([cls], new Map());
    return this.enumOf([cls], like.host.args.keywords);
  }
}

/** A type that cannot be known, whose text still says whether None is one of its values. */
function unresolved(inner: Value, annotation: Annotation): AnnotatedColumn {
  const reason = inner.type === 'unknown' ? inner.reason : `the SQL type for ${annotation.text}`;
  return {
    type: { type: 'unknown', reason, place: annotation.textPlace },
    nullable: /\bOptional\[|\|\s*None\b|\bNone\s*\||\bUnion\[.*\bNone\b/.test(annotation.text),
    pattern: null,
    place: annotation.textPlace,
  };
}

/** `Optional[X]`, `X | None`: the X, and whether None was there. */
function withoutNone(value: Value): { readonly value: Value; readonly optional: boolean } {
  const form = typingFormOf(value);
  if (form?.name === 'Optional' && form.arguments[0]) return { value: withoutNone(form.arguments[0]).value, optional: true };
  if (form?.name !== 'Union') return { value, optional: false };
  const rest = form.arguments.filter(
    (argument) => argument.type !== 'None' && !(argument.type === 'class' && argument.name === 'NoneType'),
  );
  const [only] = rest;
  return { value: rest.length === 1 && only ? only : value, optional: rest.length < form.arguments.length };
}
