/** `registry`: the MetaData, the map of Python types and the constructor that the classes of one declarative base share. */
import { born, changing, Registry as Entries } from '../../../python/changes';
import type { Interpreter } from '../../../python/interpreter';
import { typingFormOf } from '../../../python/typing-forms';
import type { ClassValue, UnknownValue, Value } from '../../../python/values';
import { MetaDataObject } from '../../schema-objects';
import { sinceSqlalchemy } from '../../versions';
import { withoutNone } from './annotation-unions';

/** The name under which a declarative base keeps its registry, as SQLAlchemy does (`DeclarativeMeta.__init__`). */
export const registryAttribute = '_sa_registry';

/** What a `registry` object keeps. */
export class Registry {
  private readonly pairs: readonly (readonly [Value, Value])[] = born([]);
  /** Maps and keys that are not known: they may hold any type. */
  private readonly unknowns: readonly UnknownValue[] = born([]);
  /** The mapped classes, by module and name: relationships speak of them by their names. */
  readonly classes = new Entries<ClassValue>();
  constructor(readonly metadata: Value) {}

  /** `update_type_annotation_map`: keys lose their None. */
  addTypes(map: Value): void {
    if (map.type === 'unknown') changing(this.unknowns).push(map);
    if (map.type !== 'dict') return;
    for (const { key, value } of map.entries.values()) {
      if (key.type === 'unknown') changing(this.unknowns).push(key);
      changing(this.pairs).push([withoutNone(key), value]);
    }
  }

  /** The SQL type that the map has for exactly this Python type; an Unknown where the map is not wholly known. */
  typeFor(pythonType: Value): Value | null {
    for (const [key, sqlType] of [...this.pairs].reverse()) if (sameType(key, pythonType)) return sqlType;
    return this.unknowns[0] ?? null;
  }

  /** What the map has for a bare form of typing, `Literal` itself. */
  typeForForm(name: string): Value | null {
    const isForm = (key: Value): boolean => {
      const form = typingFormOf(key);
      return form?.name === name && form.arguments.length === 0;
    };
    return [...this.pairs].reverse().find(([key]) => isForm(key))?.[1] ?? this.unknowns[0] ?? null;
  }
}

/** The registry of a class: its own or that of its nearest ancestor. */
export function registryOf(cls: ClassValue): Registry | null {
  for (const ancestor of cls.mro) {
    const found = ancestor.type === 'class' ? ancestor.namespace.get(registryAttribute) : undefined;
    if (found?.type === 'instance' && found.host instanceof Registry) return found.host;
  }
  return null;
}

/** Makes the registry that a base class keeps from then on. */
export function keepRegistry(cls: ClassValue, registry: Value): void {
  changing(cls.namespace).set(registryAttribute, registry);
}

/** What `getattr(cls, 'metadata')` gives, else the registry's (`_metadata_for_cls`); 2.1 takes nothing else for a MetaData. */
export function metadataOf(interpreter: Interpreter, cls: ClassValue): Value | null {
  const own = interpreter.findAttribute(cls, 'metadata', cls.place);
  const isOther = own?.type === 'instance' && !(own.host instanceof MetaDataObject) && sinceSqlalchemy(interpreter, '2.1');
  return own && own.type !== 'None' && !isOther ? own : (registryOf(cls)?.metadata ?? null);
}

/** Whether Python takes two annotations for equal: by identity, by form and arguments, unions and literals in any order. */
export function sameType(one: Value, other: Value): boolean {
  if (one === other) return true;
  const [first, second] = [typingFormOf(one), typingFormOf(other)];
  if (!first || !second) return sameLeaf(one, other);
  if (first.name !== second.name || first.origin !== second.origin) return false;
  if (first.name === 'NewType' || first.name === 'TypeAliasType' || first.name === 'TypeVar') return false;
  if (first.arguments.length !== second.arguments.length) return false;
  if (first.name === 'Union' || first.name === 'Literal')
    return first.arguments.every((argument) => second.arguments.some((candidate) => sameType(argument, candidate)));
  return first.arguments.every((argument, index) => {
    const counterpart = second.arguments[index];
    return counterpart !== undefined && sameType(argument, counterpart);
  });
}

function sameLeaf(one: Value, other: Value): boolean {
  if (one.type === 'str' || one.type === 'int' || one.type === 'bool') return one.type === other.type && one.value === other.value;
  if (one.type === 'list' || one.type === 'tuple')
    return (
      one.type === other.type &&
      one.items.length === other.items.length &&
      one.items.every((item, index) => {
        const counterpart = other.items[index];
        return counterpart !== undefined && sameType(item, counterpart);
      })
    );
  return one.type === 'None' && other.type === 'None';
}
