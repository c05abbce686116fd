/** Reading attributes: instances, classes, modules, functions, descriptors. */
import { classOf, exceptionClass, inherits, objectClass, typeClass } from '../builtin-classes';
import type { Interpreter } from '../interpreter';
import { nativeFunction, none, str, tuple, unknown } from '../native';
import type { Place } from '../place';
import type { ClassValue, DescriptorValue, FunctionValue, InstanceValue, NativeClass, UnknownValue, Value } from '../values';
import { dictOfNames } from './containers';
import type { Evaluator } from './evaluator';
import { defaultsOf, docstringOf, writtenAnnotation } from './function-attributes';
import { moduleAttribute } from './imports';
import { liveDict } from './live-names';
import { notCarriedOut } from './not-carried-out';
import { PythonError } from './scope';

/** What a class or one of its ancestors holds under a name. An Unknown base hides nothing that is found after it. */
export function lookup(cls: ClassValue, name: string): Value | null {
  for (const ancestor of cls.mro) {
    const found = ancestor.type === 'class' ? ancestor.namespace.get(name) : undefined;
    if (found) return found;
  }
  return null;
}

export const unknownBase = (cls: ClassValue): UnknownValue | null => {
  for (const ancestor of cls.mro) if (ancestor.type === 'unknown') return ancestor;
  return null;
};

/** What a metaclass of the project's says to an operator on its class; null where it says nothing. */
export function metaDunder(evaluator: Evaluator, cls: ClassValue, name: string, args: readonly Value[], place: Place | null): Value | null {
  if (cls.metaclass?.type !== 'class') return null;
  const found = lookup(cls.metaclass, name);
  const isOwn = found && found !== typeClass.namespace.get(name);
  return isOwn && (found.type === 'function' || found.type === 'native') ? evaluator.callWith(found, [cls, ...args], place) : null;
}

/** The first answer of the native ancestors' hooks, the nearest asked first. */
export function askNatives<Answer>(cls: ClassValue, ask: (native: NativeClass) => Answer | null | undefined): Answer | null {
  for (const ancestor of cls.mro) {
    if (ancestor.type !== 'class' || !ancestor.native) continue;
    const answer = ask(ancestor.native);
    if (answer !== null && answer !== undefined) return answer;
  }
  return null;
}

/** `type.__new__` makes class methods of these where they are plain functions. */
const isImplicitlyOfClass = (name: string): boolean => name === '__init_subclass__' || name === '__class_getitem__';

/** What reading an attribute found in a class gives: methods bind, descriptors answer. `self` is the instance, or the class itself. */
export function bindFrom(interpreter: Interpreter, found: Value, self: Value, owner: ClassValue, name: string, place: Place | null): Value {
  const receiver = self.type === 'class' ? null : self;
  if (found.type === 'function') {
    if (receiver) return { type: 'method', self: receiver, function: found, place };
    return isImplicitlyOfClass(name) ? { type: 'method', self: owner, function: found, place } : found;
  }
  if (found.type === 'native') {
    if (!found.binds) return found;
    if (receiver) return { type: 'method', self: receiver, function: found, place };
    return isImplicitlyOfClass(name) ? { type: 'method', self: owner, function: found, place } : found;
  }
  if (found.type === 'descriptor') return readDescriptor(interpreter, found, receiver, owner, place);
  if (found.type === 'instance') {
    const getter = lookup(found.class, '__get__');
    if (getter) {
      const args = [found, receiver ?? { type: 'None' as const, place }, owner];
      return interpreter.call(getter, { positional: args, keywords: new Map(), unknown: null }, place);
    }
  }
  return found;
}

function readDescriptor(
  interpreter: Interpreter,
  descriptor: DescriptorValue,
  receiver: Value | null,
  owner: ClassValue,
  place: Place | null,
): Value {
  const inner = descriptor.function;
  switch (descriptor.kind) {
    case 'staticmethod':
      return inner;
    case 'classmethod':
      if (inner.type === 'function' || inner.type === 'native') return { type: 'method', self: owner, function: inner, place };
      return inner.type === 'descriptor' ? readDescriptor(interpreter, inner, owner, owner, place) : inner;
    case 'property':
      if (!receiver) return descriptor;
      return interpreter.call(inner, { positional: [receiver], keywords: new Map(), unknown: null }, place);
    case 'native':
      return descriptor.get ? descriptor.get(interpreter, receiver, owner, place) : descriptor;
  }
}

/** `value.name`, or AttributeError. */
export function getAttribute(evaluator: Evaluator, value: Value, name: string, place: Place | null): Value {
  const found = resolve(evaluator, value, name, place);
  if (found) return found;
  if (value.type === 'class') return evaluator.raise('AttributeError', `type object '${value.name}' has no attribute '${name}'`, place);
  if (value.type === 'module') return evaluator.raise('AttributeError', `module '${value.name}' has no attribute '${name}'`, place);
  return evaluator.raise('AttributeError', `'${classOf(value)?.name}' object has no attribute '${name}'`, place);
}

/** `value.name`, null where it has none, or where a property or `__getattr__` raises AttributeError. */
export function findAttribute(evaluator: Evaluator, value: Value, name: string, place: Place | null): Value | null {
  try {
    return resolve(evaluator, value, name, place);
  } catch (error) {
    if (error instanceof PythonError && inherits(error.exception.class, exceptionClass('AttributeError'))) return null;
    throw error;
  }
}

function resolve(evaluator: Evaluator, value: Value, name: string, place: Place | null): Value | null {
  switch (value.type) {
    case 'unknown':
      return value;
    case 'instance':
      return instanceAttribute(evaluator, value, name, place);
    case 'class':
      return classAttribute(evaluator, value, name, place);
    case 'module':
      return moduleAttribute(evaluator, value, name, place);
    case 'function':
      return functionAttribute(value, name, place) ?? builtinAttribute(evaluator, value, name, place);
    case 'native':
      if (name === '__name__' || name === '__qualname__') return str(value.name, place);
      return builtinAttribute(evaluator, value, name, place);
    case 'method':
      if (name === '__self__') return value.self;
      if (name === '__func__') return value.function;
      return findAttribute(evaluator, value.function, name, place);
    case 'descriptor':
      return descriptorAttribute(evaluator, value, name, place);
    case 'slice':
      if (name === 'start' || name === 'stop' || name === 'step') return value[name];
      return builtinAttribute(evaluator, value, name, place);
    default:
      return builtinAttribute(evaluator, value, name, place);
  }
}

function builtinAttribute(evaluator: Evaluator, value: Value, name: string, place: Place | null): Value | null {
  const cls = classOf(value);
  if (!cls) return null;
  const found = lookup(cls, name);
  if (found) return bindFrom(evaluator, found, value, cls, name, place);
  return objectAttribute(evaluator, value, cls, name, place) ?? notCarriedOut(cls, name, place);
}

function instanceAttribute(evaluator: Evaluator, value: InstanceValue, name: string, place: Place | null): Value | null {
  const custom = lookup(value.class, '__getattribute__');
  if (custom?.type !== 'function') return plainAttribute(evaluator, value, name, place);
  return evaluator.callWith(custom, [value, str(name, place)], place);
}

/** What `object.__getattribute__` finds, and `__getattr__` where that finds nothing. */
export function plainAttribute(evaluator: Evaluator, value: InstanceValue, name: string, place: Place | null): Value | null {
  const cls = value.class;
  const found = lookup(cls, name);
  const decides = found !== null && isDataDescriptor(found);
  const own = decides ? undefined : value.attributes.get(name);
  if (own) return own;
  if (found) return bindFrom(evaluator, found, value, cls, name, place);
  const hooked = askNatives(cls, (native) => native.attribute?.(evaluator, value, name, place));
  if (hooked) return hooked;
  const special = objectAttribute(evaluator, value, cls, name, place);
  if (special) return special;
  const fallback = name.startsWith('__') ? null : lookup(cls, '__getattr__');
  if (fallback) return evaluator.callWith(fallback, [value, str(name, place)], place);
  return unknownBase(cls);
}

/** What goes before an instance's own attribute (`_PyObject_GenericGetAttrWithDict` of Objects/object.c). */
function isDataDescriptor(found: Value): boolean {
  if (found.type === 'descriptor') return found.kind === 'property';
  return found.type === 'instance' && (lookup(found.class, '__set__') !== null || lookup(found.class, '__delete__') !== null);
}

/** What every object has. */
export function objectAttribute(interpreter: Interpreter, value: Value, cls: ClassValue, name: string, place: Place | null): Value | null {
  if (name === '__class__') return cls;
  if (name === '__dict__' && value.type === 'instance') return liveDict(value.attributes, place);
  if (name === '__module__') return str(cls.module, place);
  if (name === '__doc__') return { type: 'None', place };
  const inherited = objectClass.namespace.get(name);
  if (!inherited) return null;
  return bindFrom(interpreter, inherited, value, cls, name, place);
}

/** Data descriptors of `type` (`type_getsets` and `type_members` of Objects/typeobject.c): a name of the class body does not hide them. */
const ofType: ReadonlySet<string> = new Set(['__name__', '__mro__', '__bases__', '__base__', '__dict__', '__class__']);

/** What was assigned to the class once it stood (`cls.__name__ = 'Other'`) counts, for `type` takes it over. */
const isHidden = (cls: ClassValue, name: string): boolean =>
  ofType.has(name) && (cls.bindings?.has(name) === true || !cls.namespace.has(name));

function classAttribute(evaluator: Evaluator, cls: ClassValue, name: string, place: Place | null): Value | null {
  const found = isHidden(cls, name) ? null : lookup(cls, name);
  if (found) return bindFrom(evaluator, found, cls, cls, name, place);
  const special = classSpecial(cls, name, place);
  if (special) return special;
  const meta = cls.metaclass?.type === 'class' ? cls.metaclass : null;
  const inherited = meta ? lookup(meta, name) : null;
  if (inherited && meta) {
    if (inherited.type === 'descriptor' && inherited.kind === 'property') return evaluator.callWith(inherited.function, [cls], place);
    const becomesMethod = inherited.type === 'function' || (inherited.type === 'native' && inherited.binds);
    return becomesMethod ? { type: 'method', self: cls, function: inherited, place } : inherited;
  }
  const hooked = askNatives(cls, (native) => native.classAttribute?.(evaluator, cls, name, place));
  if (hooked) return hooked;
  const fromObject = objectClass.namespace.get(name);
  if (fromObject) return fromObject;
  const fallback = name.startsWith('__') ? null : metaDunder(evaluator, cls, '__getattr__', [str(name, place)], place);
  if (fallback) return fallback;
  const builtin = cls.module === 'builtins' && cls.place === null ? notCarriedOut(cls, name, place) : null;
  if (builtin) return builtin;
  const missed = unknownBase(cls) ?? (cls.metaclass?.type === 'unknown' ? cls.metaclass : null);
  return missed;
}

function classSpecial(cls: ClassValue, name: string, place: Place | null): Value | null {
  switch (name) {
    case '__name__':
      return str(cls.name, place);
    case '__qualname__':
      return str(cls.qualifiedName, place);
    case '__module__':
      return str(cls.module, place);
    case '__bases__':
      return tuple(cls.bases.length === 0 && cls !== objectClass ? [objectClass] : cls.bases, place);
    case '__mro__':
      return tuple(cls === objectClass ? cls.mro : [...cls.mro, objectClass], place);
    case 'mro':
      return nativeFunction('mro', () => ({ type: 'list', items: [...cls.mro, objectClass], place }));
    case '__dict__':
      return cls.place === null ? unknown(`the names of the class ${cls.name}`, place) : dictOfNames(cls.namespace, place);
    case '__class__':
      return classOf(cls);
    case '__base__':
      return cls.bases[0] ?? objectClass;
    case '__doc__':
      return none;
    case '__annotations__': {
      const names = new Map([...cls.annotations].map(([key, annotation]) => [key, writtenAnnotation(annotation)]));
      return dictOfNames(names, place);
    }
    case '__subclasses__':
      return nativeFunction(name, () => unknown('the list of subclasses', place));
    default:
      return null;
  }
}

function functionAttribute(fn: FunctionValue, name: string, place: Place | null): Value | null {
  const own = fn.attributes.get(name);
  if (own) return own;
  switch (name) {
    case '__name__':
      return str(fn.name, place);
    case '__qualname__':
      return str(fn.qualifiedName, place);
    case '__module__':
      return str(fn.module, place);
    case '__dict__':
      return liveDict(fn.attributes, place);
    case '__doc__':
      return docstringOf(fn, place);
    case '__defaults__':
    case '__kwdefaults__':
      return defaultsOf(fn, name, place);
    case '__annotations__':
    case '__code__':
    case '__closure__':
    case '__globals__':
    case '__type_params__':
      return unknown(`${name} of a function`, place);
    default:
      return null;
  }
}

function descriptorAttribute(evaluator: Evaluator, value: DescriptorValue, name: string, place: Place | null): Value | null {
  const own = value.attributes.get(name);
  if (own) return own;
  if (name === '__func__' || name === 'fget' || name === '__wrapped__') return value.function;
  if (name === '__doc__') return findAttribute(evaluator, value.function, name, place);
  if (value.kind === 'property' && (name === 'fset' || name === 'fdel')) return none;
  if (value.kind === 'property' && (name === 'setter' || name === 'deleter' || name === 'getter')) {
    return nativeFunction(name, (_interpreter, args) => {
      const fn = args.positional[0] ?? none;
      if (name === 'getter') return { ...value, function: fn };
      return { ...value, attributes: new Map([...value.attributes, [name === 'setter' ? 'fset' : 'fdel', fn]]) };
    });
  }
  return builtinAttribute(evaluator, value, name, place);
}
