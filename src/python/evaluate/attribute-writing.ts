/** Setting and deleting attributes. */
import { classOf } from '../builtin-classes';
import { str } from '../native';
import type { Place } from '../place';
import type { ClassValue, InstanceValue, Value } from '../values';
import { askNatives, lookup } from './attributes';
import type { Evaluator } from './evaluator';

/** `value.name = to`. What is not known takes anything. */
export function setAttribute(evaluator: Evaluator, value: Value, name: string, to: Value, place: Place | null): void {
  switch (value.type) {
    case 'unknown':
      return;
    case 'instance':
      setInstanceAttribute(evaluator, value, name, to, place);
      return;
    case 'class':
      setClassAttribute(evaluator, value, name, to, place);
      return;
    case 'module':
      evaluator.setName(value.namespace, name, to);
      return;
    case 'function':
    case 'descriptor':
      evaluator.setName(value.attributes, name, to);
      return;
    default:
      evaluator.raise('AttributeError', `'${classOf(value)?.name}' object has no attribute '${name}'`, place);
  }
}

function setInstanceAttribute(evaluator: Evaluator, value: InstanceValue, name: string, to: Value, place: Place | null): void {
  const custom = lookup(value.class, '__setattr__');
  if (custom) {
    evaluator.callWith(custom, [value, str(name, place), to], place);
    return;
  }
  storeInstanceAttribute(evaluator, value, name, to, place);
}

/** What `object.__setattr__` does. */
export function storeInstanceAttribute(evaluator: Evaluator, value: InstanceValue, name: string, to: Value, place: Place | null): void {
  const found = lookup(value.class, name);
  if (found?.type === 'descriptor' && found.kind === 'property') {
    const setter = found.attributes.get('fset');
    if (!setter) {
      evaluator.raise('AttributeError', `property '${name}' of '${value.class.name}' object has no setter`, place);
    }
    evaluator.callWith(setter, [value, to], place);
    return;
  }
  const descriptorSet = found?.type === 'instance' ? lookup(found.class, '__set__') : null;
  if (found && descriptorSet) evaluator.callWith(descriptorSet, [found, value, to], place);
  else evaluator.setName(value.attributes, name, to);
}

function setClassAttribute(evaluator: Evaluator, cls: ClassValue, name: string, to: Value, place: Place | null): void {
  if (cls.module === 'builtins' && cls.place === null) {
    evaluator.raise('TypeError', `cannot set '${name}' attribute of immutable type '${cls.name}'`, place);
  }
  const custom = cls.metaclass?.type === 'class' ? lookup(cls.metaclass, '__setattr__') : null;
  if (custom) evaluator.callWith(custom, [cls, str(name, place), to], place);
  else storeClassAttribute(evaluator, cls, name, to, place);
}

/** What `type.__setattr__` does. */
export function storeClassAttribute(evaluator: Evaluator, cls: ClassValue, name: string, to: Value, place: Place | null): void {
  evaluator.setName(cls.namespace, name, to);
  askNatives(cls, (native) => {
    native.classAttributeSet?.(evaluator, cls, name, to, place);
    return native.classAttributeSet ? true : null;
  });
}

/** `__delattr__`, a property's deleter, a descriptor's `__delete__`. */
function deletedByClass(evaluator: Evaluator, value: InstanceValue, name: string, place: Place | null): boolean {
  const custom = lookup(value.class, '__delattr__');
  const found = lookup(value.class, name);
  const descriptor = found?.type === 'instance' ? lookup(found.class, '__delete__') : null;
  if (custom?.type === 'function') evaluator.callWith(custom, [value, str(name, place)], place);
  else if (found && descriptor) evaluator.callWith(descriptor, [found, value], place);
  else if (found?.type === 'descriptor' && found.kind === 'property') {
    const deleter = found.attributes.get('fdel');
    if (!deleter) evaluator.raise('AttributeError', `property '${name}' of '${value.class.name}' object has no deleter`, place);
    evaluator.callWith(deleter, [value], place);
  } else return false;
  return true;
}

/** `del value.name`. */
export function deleteAttribute(evaluator: Evaluator, value: Value, name: string, place: Place | null): void {
  if (value.type === 'unknown') return;
  const names = value.type === 'class' || value.type === 'module' ? value.namespace : 'attributes' in value ? value.attributes : null;
  if (value.type === 'instance' && deletedByClass(evaluator, value, name, place)) return;
  if (names?.has(name)) evaluator.deleteName(names, name);
  else evaluator.raise('AttributeError', `'${classOf(value)?.name}' object has no attribute '${name}'`, place);
}
