/** The fields of a model class, as pydantic collects them (`collect_model_fields`; `ModelMetaclass.__new__` of pydantic 1). */
import { typingFormOf } from '../../../python/typing-forms';
import type { Annotation, ClassValue, Value } from '../../../python/values';
import { type FieldInfo, fieldInfoOf, isRelationship } from './field-info';

export interface ModelField {
  readonly name: string;
  readonly annotation: Annotation;
  /** What the annotation says without an `Annotated` around it. */
  readonly type: Value;
  /** What `Annotated` added, in order. */
  readonly metadata: readonly Value[];
  /** What was assigned; null for a bare annotation. */
  readonly assigned: Value | null;
  /** The `Field(...)` calls for it, the one that decides last. */
  readonly infos: readonly FieldInfo[];
}

/** Fields in the order of the columns: those of bases first, a name keeps its first position. */
export function modelFields(cls: ClassValue, countsPlainMixins: boolean, isModel: (base: ClassValue) => boolean): readonly ModelField[] {
  const fields = new Map<string, ModelField | null>();
  for (const base of [...cls.mro].reverse()) {
    if (base.type !== 'class' || base.native || !(countsPlainMixins || isModel(base))) continue;
    for (const [name, annotation] of base.annotations) {
      const assigned = base.namespace.get(name) ?? null;
      fields.set(name, isField(name, annotation, assigned) ? fieldOf(name, annotation, inherited(cls, base, name) ?? assigned) : null);
    }
  }
  return [...fields.values()].filter((field) => field !== null);
}

/** A class between that assigns the name without an annotation changes the default alone. */
function inherited(cls: ClassValue, owner: ClassValue, name: string): Value | null {
  for (const base of cls.mro) {
    if (base === owner) return null;
    const value = base.type === 'class' && !base.native ? base.namespace.get(name) : undefined;
    if (value) return value;
  }
  return null;
}

function isField(name: string, annotation: Annotation, assigned: Value | null): boolean {
  if (name.startsWith('_') || name === 'model_config' || isRelationship(assigned)) return false;
  if (/^\s*(?:\w+\.)?(?:ClassVar|InitVar)\b/.test(annotation.text)) return false;
  return assigned?.type !== 'descriptor' && assigned?.type !== 'function';
}

function fieldOf(name: string, annotation: Annotation, assigned: Value | null): ModelField {
  const value = annotation.evaluate();
  const form = typingFormOf(value);
  const [inner, ...metadata] = form?.name === 'Annotated' ? form.arguments : [value];
  const infos = [...metadata, ...(assigned ? [assigned] : [])].flatMap((part) => fieldInfoOf(part) ?? []);
  return { name, annotation, type: inner ?? value, metadata, assigned, infos };
}
