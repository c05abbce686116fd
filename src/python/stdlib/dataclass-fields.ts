/** The fields of a dataclass: what its annotations and `field()` say (`_get_field` and `_process_class` of CPython's Lib/dataclasses.py). */
import { born, changing, changingForGood } from '../changes';
import type { Interpreter } from '../interpreter';
import { bool, instance, nativeClass, none, str } from '../native';
import { payloadOf } from '../payload';
import type { Place } from '../place';
import type { Annotation, Arguments, ClassValue, DictValue, InstanceValue, Value } from '../values';
import { mappingProxy } from './mapping-proxy';

export interface Field {
  readonly name: string;
  readonly default: Value | null;
  readonly factory: Value | null;
  readonly init: boolean;
  readonly shown: boolean;
  readonly compared: boolean;
  readonly hashed: boolean;
  readonly keywordOnly: boolean;
  /** `InitVar`: given to `__post_init__` and kept nowhere. */
  readonly initOnly: boolean;
  readonly metadata: DictValue | null;
  readonly annotation: Annotation;
}

interface FieldOptions {
  readonly kind: 'dataclassField';
  readonly arguments: Arguments;
}

export const fieldClass = nativeClass({ name: 'Field', module: 'dataclasses' });
export const missing = instance(nativeClass({ name: '_MISSING_TYPE', module: 'dataclasses' }), null, null);
const known = new WeakMap<ClassValue, readonly Field[]>();

/** The fields of a dataclass, null for any other class; those of a base class where the class itself is none. */
export function fieldsOf(cls: ClassValue): readonly Field[] | null {
  for (const ancestor of cls.mro) {
    const found = ancestor.type === 'class' ? known.get(ancestor) : undefined;
    if (found) return found;
  }
  return null;
}

const isOptions = (host: unknown): host is FieldOptions =>
  typeof host === 'object' && host !== null && 'kind' in host && host.kind === 'dataclassField';

export const isFalse = (value: Value | undefined): boolean => value?.type === 'bool' && !value.value;
export const isTrue = (value: Value | undefined): boolean => value?.type === 'bool' && value.value;

/** `field(...)` in a class body. */
export function fieldValue(args: Arguments, place: Place | null): InstanceValue {
  const host: FieldOptions = { kind: 'dataclassField', arguments: args };
  return instance(fieldClass, host, place);
}

const optionsOf = (value: Value | undefined): ReadonlyMap<string, Value> | null =>
  value?.type === 'instance' && isOptions(value.host) ? value.host.arguments.keywords : null;

/** Reads the fields of a class, those of its ancestors first, and leaves in its namespace what Python leaves there. */
export function collectFields(interpreter: Interpreter, cls: ClassValue, keywordOnly: boolean): readonly Field[] {
  const fields = new Map<string, Field>();
  for (const ancestor of [...cls.mro].reverse()) {
    for (const field of (ancestor.type === 'class' && known.get(ancestor)) || []) fields.set(field.name, field);
  }
  let onlyKeywords = keywordOnly;
  for (const [name, annotation] of cls.annotations) {
    if (/^(typing\.|t\.)?ClassVar\b/.test(annotation.text)) continue;
    if (/^(dataclasses\.)?KW_ONLY$/.test(annotation.text)) {
      onlyKeywords = true;
      continue;
    }
    const field = fieldFrom(name, cls.namespace.get(name), annotation, onlyKeywords);
    refuseMutable(interpreter, field);
    fields.set(name, field);
    if (!optionsOf(cls.namespace.get(name))) continue;
    if (field.default) changing(cls.namespace).set(name, field.default);
    else changing(cls.namespace).delete(name);
  }
  const all = [...fields.values()];
  changingForGood(cls.namespace);
  known.set(cls, all);
  return all;
}

function fieldFrom(name: string, value: Value | undefined, annotation: Annotation, keywordOnly: boolean): Field {
  const options = optionsOf(value);
  const initOnly = /^(dataclasses\.)?InitVar\b/.test(annotation.text);
  const metadata = options?.get('metadata');
  const compared = !isFalse(options?.get('compare'));
  const hash = options?.get('hash');
  return {
    name,
    default: options ? (options.get('default') ?? null) : (value ?? null),
    factory: options?.get('default_factory') ?? null,
    init: !isFalse(options?.get('init')),
    shown: !initOnly && !isFalse(options?.get('repr')),
    compared: !initOnly && compared,
    hashed: !initOnly && (hash?.type === 'bool' ? hash.value : compared),
    keywordOnly: options?.has('kw_only') ? isTrue(options.get('kw_only')) : keywordOnly,
    initOnly,
    metadata: metadata?.type === 'dict' ? metadata : null,
    annotation,
  };
}

function refuseMutable(interpreter: Interpreter, { name, default: value }: Field): void {
  const inner = value?.type === 'instance' ? (payloadOf(value) ?? value) : value;
  if (inner?.type !== 'list' && inner?.type !== 'dict' && !(inner?.type === 'set' && !inner.frozen)) return;
  const message = `mutable default <class '${inner.type}'> for field ${name} is not allowed: use default_factory`;
  interpreter.raise('ValueError', message, value?.place ?? null);
}

/** A field as `fields()` gives it. */
export function describedField(field: Field, place: Place | null): InstanceValue {
  const made = instance(fieldClass, null, place);
  const attributes = changing(made.attributes);
  attributes.set('name', str(field.name, place));
  attributes.set('type', field.annotation.evaluate());
  attributes.set('default', field.default ?? missing);
  attributes.set('default_factory', field.factory ?? missing);
  attributes.set('init', bool(field.init, place));
  attributes.set('repr', bool(field.shown, place));
  attributes.set('compare', bool(field.compared, place));
  attributes.set('hash', none);
  attributes.set('kw_only', bool(field.keywordOnly, place));
  attributes.set('metadata', mappingProxy(field.metadata ?? { type: 'dict', entries: born(new Map()), place }, place));
  return made;
}
