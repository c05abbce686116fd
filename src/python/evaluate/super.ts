/** `super()`. */
import { nativeClass, nativeFunction, unknown } from '../native';
import type { Place } from '../place';
import type { ClassValue, InstanceValue, UnknownValue, Value } from '../values';
import { bindFrom, objectAttribute } from './attributes';
import type { Evaluator } from './evaluator';
import type { Scope } from './scope';

interface SuperHost {
  readonly kind: 'super';
  readonly after: ClassValue;
  readonly self: Value;
}

const isSuper = (host: unknown): host is SuperHost => typeof host === 'object' && host !== null && 'kind' in host && host.kind === 'super';

const superClass = nativeClass({
  name: 'super',
  module: 'builtins',
  native: {
    tag: 'super',
    attribute: (interpreter, self, name, place) => (isSuper(self.host) ? superAttribute(interpreter, self.host, name, place) : null),
  },
});

function superAttribute(interpreter: Parameters<typeof bindFrom>[0], host: SuperHost, name: string, place: Place | null): Value | null {
  const ofMetaclass = metaclassAsked(host);
  if (ofMetaclass && host.self.type === 'class')
    return metaclassAttribute(interpreter, { ...host, self: host.self }, ofMetaclass, name, place);
  const owner = host.self.type === 'class' ? host.self : host.self.type === 'instance' ? host.self.class : null;
  if (!owner) return null;
  const start = owner.mro.indexOf(host.after) + 1;
  let missed: UnknownValue | null = null;
  for (const ancestor of owner.mro.slice(start)) {
    if (ancestor.type === 'unknown') {
      missed ??= ancestor;
      continue;
    }
    const found = ancestor.namespace.get(name);
    if (found) return bindFrom(interpreter, found, host.self, owner, name, place);
  }
  if (missed) return name === '__init__' || name === '__init_subclass__' ? nativeFunction(name, () => ({ type: 'None', place })) : missed;
  for (const ancestor of owner.mro.slice(start)) {
    const hooked = ancestor.type === 'class' ? ofNative(interpreter, ancestor, host.self, name, place) : null;
    if (hooked) return hooked;
  }
  return objectAttribute(interpreter, host.self, owner, name, place);
}

/** What a class of a package answers to names that none of its members has. */
function ofNative(
  interpreter: Parameters<typeof bindFrom>[0],
  { native }: ClassValue,
  self: Value,
  name: string,
  place: Place | null,
): Value | null {
  if (name.startsWith('__')) return null;
  if (self.type === 'class') return native?.classAttribute?.(interpreter, self, name, place) ?? null;
  return self.type === 'instance' ? (native?.attribute?.(interpreter, self, name, place) ?? null) : null;
}

/** In a method of a metaclass the first argument is a class and stands for an instance (`supercheck` of Objects/typeobject.c). */
function metaclassAsked({ after, self }: SuperHost): ClassValue | null {
  if (self.type !== 'class' || self.mro.includes(after) || self.metaclass?.type !== 'class') return null;
  return self.metaclass.mro.includes(after) ? self.metaclass : null;
}

function metaclassAttribute(
  interpreter: Parameters<typeof bindFrom>[0],
  { after, self }: SuperHost & { readonly self: ClassValue },
  meta: ClassValue,
  name: string,
  place: Place | null,
): Value | null {
  for (const ancestor of meta.mro.slice(meta.mro.indexOf(after) + 1)) {
    const found = ancestor.type === 'class' ? ancestor.namespace.get(name) : undefined;
    if (!found) continue;
    const becomesMethod = found.type === 'function' || (found.type === 'native' && found.binds);
    return becomesMethod ? { type: 'method', self, function: found, place } : bindFrom(interpreter, found, self, meta, name, place);
  }
  if (name === '__init__') return nativeFunction(name, () => ({ type: 'None', place }));
  return objectAttribute(interpreter, self, self, name, place);
}

function makeSuper(after: ClassValue, self: Value, place: Place | null): InstanceValue {
  const host: SuperHost = { kind: 'super', after, self };
  return { type: 'instance', class: superClass, attributes: new Map(), host, place };
}

/** `super()` without arguments, in a method. */
export function superOf(evaluator: Evaluator, scope: Scope, place: Place): Value {
  let at: Scope | null = scope;
  while (at && at.kind !== 'function') at = at.parent;
  const cls = at?.classCell?.cls;
  if (!at || !cls) return evaluator.raise('RuntimeError', 'super(): __class__ cell not found', place);
  if (!at.self) return evaluator.raise('RuntimeError', 'super(): no arguments', place);
  return at.self.type === 'unknown' ? at.self : makeSuper(cls, at.self, place);
}

/** `super(Class, self)`. */
export function superWith(args: readonly Value[], place: Place | null): Value {
  const [cls, self] = args;
  if (cls?.type === 'class' && self) return self.type === 'unknown' ? self : makeSuper(cls, self, place);
  return cls?.type === 'unknown' ? cls : unknown('super() of something that is no class', place);
}
