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
  return objectAttribute(interpreter, host.self, owner, name, place);
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
