/** `Mapped[...]`: what the annotation of an attribute is, names in quotes resolved (`_extract_mapped_subtype` of orm/util.py). */
import { Notes } from '../../../python/changes';
import { bool, instance, nativeClass } from '../../../python/native';
import { typingForm, typingFormOf } from '../../../python/typing-forms';
import type { Annotation, ClassValue, Value } from '../../../python/values';
import { ColumnObject } from '../../schema-objects';
import { inert } from '../inert';

/** The value of `Mapped[X]`, `DynamicMapped[X]` and the like. */
class MappedAnnotation {
  constructor(readonly inner: Value) {}
}

const mappedAnnotationClass = nativeClass({
  name: 'Mapped',
  module: 'sqlalchemy.orm',
  native: {
    tag: 'sqlalchemy Mapped[]',
    // `Mapped[X] | None` stands in annotations of functions.
    operate: (_interpreter, operator, self, _other, place) => (operator === '__bool__' ? bool(true, place) : self),
  },
});

/** `Mapped`, and `DynamicMapped`, `WriteOnlyMapped`. */
export function mappedClass(name: string): ClassValue {
  return nativeClass({
    name,
    module: 'sqlalchemy.orm',
    native: {
      tag: `sqlalchemy ${name}`,
      subscript: (_interpreter, _cls, index, place) => instance(mappedAnnotationClass, new MappedAnnotation(index), place),
      classAttribute: (_interpreter, _cls, attribute) => (attribute.startsWith('__') ? null : inert()),
    },
  });
}

export type AnnotationReading =
  /** `Mapped[inner]`. */
  | { readonly kind: 'mapped'; readonly inner: Value; readonly annotation: Annotation }
  /** Something else that is known: a plain type, for which SQLAlchemy refuses a mapped attribute. */
  | { readonly kind: 'plain'; readonly inner: Value; readonly annotation: Annotation }
  /** `ClassVar`, or a descriptor of SQLAlchemy's such as `AssociationProxy[...]`. */
  | { readonly kind: 'passed over'; readonly annotation: Annotation }
  | { readonly kind: 'unknown'; readonly reason: string; readonly annotation: Annotation };

const readings = new Notes<Annotation, AnnotationReading>();

/** Reads an annotation once; what was not known is read again, since names may have come since. */
export function readAnnotation(annotation: Annotation): AnnotationReading {
  const known = readings.get(annotation);
  if (known && known.kind !== 'unknown') return known;
  return readings.compute(annotation, () => classified(annotation.evaluate(), annotation));
}

function classified(value: Value, annotation: Annotation): AnnotationReading {
  if (value.type === 'unknown') return { kind: 'unknown', reason: value.reason, annotation };
  if (value.type === 'instance' && value.host instanceof MappedAnnotation)
    return { kind: 'mapped', inner: resolved(value.host.inner, annotation, []), annotation };
  const form = typingFormOf(value);
  if (form?.name === 'ClassVar') return { kind: 'passed over', annotation };
  if (form || value.type === 'class' || value.type === 'None') return { kind: 'plain', inner: value, annotation };
  return { kind: 'passed over', annotation };
}

/** Whether an annotation that could not be evaluated speaks of `Mapped`. */
export const speaksOfMapped = (annotation: Annotation): boolean => /\bMapped\b/.test(annotation.text);

/**
 * `de_stringify_annotation`: texts inside generics are evaluated, those of `Literal` and the notes of `Annotated` are not, and a text inside
 * of itself (`JSON = dict[str, 'JSON'] | str`) stays a text. `around`: the texts that the value stands in.
 */
function resolved(value: Value, annotation: Annotation, around: readonly string[]): Value {
  if (value.type === 'str')
    return around.includes(value.value) ? value : resolved(annotation.evaluateText(value.value), annotation, [...around, value.value]);
  const form = typingFormOf(value);
  if (!form || form.name === 'Literal' || form.arguments.length === 0) return value;
  if (form.name === 'NewType' || form.name === 'TypeAliasType' || form.name === 'TypeVar') return value;
  const inside = form.name === 'Annotated' ? form.arguments.slice(0, 1) : form.arguments;
  const parts = inside.map((part) => resolved(part, annotation, around));
  const lost = parts.find((part) => part.type === 'unknown');
  if (lost) return lost;
  if (parts.every((part, index) => part === inside[index])) return value;
  return typingForm(form.name, [...parts, ...form.arguments.slice(inside.length)], form.origin, value.place);
}

/** Why the notes of a bare `Mapped[Annotated[X, 'note']]` fail: SQLAlchemy takes texts among them for names; null where they do not. */
export function unresolvedNote(inner: Value, annotation: Annotation): string | null {
  const form = typingFormOf(inner);
  if (form?.name !== 'Annotated') return null;
  for (const note of form.arguments.slice(1)) {
    if (note.type !== 'str') continue;
    const value = annotation.evaluateText(note.value);
    if (value.type === 'unknown') return `'${note.value}' in Annotated, which SQLAlchemy takes for a name (${value.reason})`;
  }
  return null;
}

/** The first `mapped_column(...)` among the notes of `Annotated`. */
export function patternAmong(notes: readonly Value[]): ColumnObject | null {
  for (const note of notes) if (note.type === 'instance' && note.host instanceof ColumnObject && note.host.mapped) return note.host;
  return null;
}
