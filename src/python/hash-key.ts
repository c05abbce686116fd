/** The keys under which dicts and sets keep their values. */
import { payloadOf } from './payload';
import type { InstanceValue, Value } from './values';

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A number that belongs to this object alone, as Python's `id()`. */
export function identityOf(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  lastIdentity += 1;
  identities.set(value, lastIdentity);
  return lastIdentity;
}

/** What an instance's class says of its key: null where it cannot be hashed, undefined where it says nothing. */
type AskClass = (instance: InstanceValue) => string | null | undefined;

/** What a native object compares by, where it says so with a `hashKey`. */
function keyOfHost(host: unknown): string | null {
  return typeof host === 'object' && host !== null && 'hashKey' in host && typeof host.hashKey === 'string' ? host.hashKey : null;
}

/** Equal values have equal keys, `1`, `1.0` and `True` among them; null for what cannot be hashed (list, dict, set). */
export function hashKey(value: Value, ask?: AskClass): string | null {
  switch (value.type) {
    case 'None':
    case 'Ellipsis':
    case 'NotImplemented':
      return value.type;
    case 'bool':
      return value.value ? 'n1' : 'n0';
    case 'int':
      return `n${value.value}`;
    case 'float':
      return Number.isInteger(value.value) ? `n${BigInt(value.value)}` : `n${value.value}`;
    case 'str':
      return `s${value.value}`;
    case 'bytes':
      return `b${Array.from(value.value).join(',')}`;
    case 'tuple': {
      const keys = value.items.map((item) => hashKey(item, ask));
      return keys.includes(null) ? null : `t${keys.map((key) => `${key?.length}:${key}`).join('')}`;
    }
    case 'set':
      return value.frozen ? `f${[...value.entries.keys()].sort().join('\u0000')}` : null;
    case 'slice': {
      const keys = [value.start, value.stop, value.step].map((part) => hashKey(part, ask));
      return keys.includes(null) ? null : `slice${keys.join()}`;
    }
    case 'list':
    case 'dict':
      return null;
    case 'instance': {
      const payload = payloadOf(value);
      const own = ask?.(value);
      if (own !== undefined) return own;
      if (payload) return hashKey(payload, ask);
      return keyOfHost(value.host) ?? `o${identityOf(value)}`;
    }
    case 'method':
      return `m${identityOf(value.self)}.${identityOf(value.function)}`;
    default:
      return `o${identityOf(value)}`;
  }
}
