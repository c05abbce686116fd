/**
 * The plain value inside an instance of a class that inherits from a builtin one: the text of a `(str, Enum)` member,
 * the dict of a `class Registry(dict)`.
 */
import { changingForGood } from './changes';
import type { InstanceValue, Value } from './values';

const payloads = new WeakMap<InstanceValue, Value>();

/** Gives an instance its plain value. */
export function setPayload(instance: InstanceValue, value: Value): void {
  changingForGood(instance.attributes);
  payloads.set(instance, value);
}

/** The plain value of an instance, null where it has none. */
export const payloadOf = (instance: InstanceValue): Value | null => payloads.get(instance) ?? null;

/** The value itself, or the plain value inside an instance. */
export function plain(value: Value): Value {
  return value.type === 'instance' ? (payloads.get(value) ?? value) : value;
}
