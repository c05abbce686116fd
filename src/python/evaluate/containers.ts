/** Making and changing lists, dicts and sets. */
import { identityOf } from '../hash-key';
import type { Interpreter } from '../interpreter';
import { unknown } from '../native';
import type { Place } from '../place';
import type { DictValue, SetValue, UnknownValue, Value } from '../values';
import type { Evaluator } from './evaluator';
import { keyOf } from './keys';

/** Larger strings and lists are not built. */
export const largestSize = 1_000_000;

/** `dict[key] = value`. */
export function putEntry(evaluator: Evaluator, dict: DictValue, key: Value, value: Value, place: Place | null): void {
  // Two keys that are not known may be two keys.
  const hash = key.type === 'unknown' ? `u${identityOf({})}` : keyOf(evaluator, key, place);
  const entries = evaluator.touchEntries(dict);
  entries.set(hash, { key: entries.get(hash)?.key ?? key, value });
}

/** Leaves a dict with its keys, what they stand for unknown, and perhaps others. */
export function forgetEntries(evaluator: Evaluator, dict: DictValue, reason: UnknownValue): void {
  const entries = evaluator.touchEntries(dict);
  for (const [hash, { key }] of [...entries]) entries.set(hash, { key, value: unknown(reason.reason, reason.place) });
  putEntry(evaluator, dict, reason, reason, reason.place);
}

/** Leaves a set with nothing known of it. */
export function forgetMembers(evaluator: Evaluator, set: SetValue, reason: UnknownValue): void {
  evaluator.touchMembers(set).clear();
  putMember(evaluator, set, reason, reason.place);
}

/** `dict.get(key)`: an Unknown where a key that is not known may be this one. */
export function entryOf(interpreter: Interpreter, dict: DictValue, key: Value, place: Place | null): Value | null {
  return dict.entries.get(keyOf(interpreter, key, place))?.value ?? unknownKey(dict);
}

function unknownKey(dict: DictValue): UnknownValue | null {
  for (const { key } of dict.entries.values()) if (key.type === 'unknown') return key;
  return null;
}

/** Removes a key; gives what stood there. */
export function removeEntry(evaluator: Evaluator, dict: DictValue, key: Value, place: Place | null): Value | null {
  const hash = keyOf(evaluator, key, place);
  const old = dict.entries.get(hash);
  if (old) evaluator.touchEntries(dict).delete(hash);
  return old?.value ?? null;
}

/** `set.add(member)`. */
export function putMember(evaluator: Evaluator, set: SetValue, member: Value, place: Place | null): void {
  const hash = keyOf(evaluator, member, place);
  if (!set.entries.has(hash)) evaluator.touchMembers(set).set(hash, member);
}

/** `member in set`: an Unknown where a member that is not known may be this one. */
export function hasMember(interpreter: Interpreter, set: SetValue, member: Value, place: Place | null): boolean | UnknownValue {
  if (set.entries.has(keyOf(interpreter, member, place))) return true;
  for (const other of set.entries.values()) if (other.type === 'unknown') return other;
  return false;
}

/** `key in dict`, in the same way. */
export function hasEntry(interpreter: Interpreter, dict: DictValue, key: Value, place: Place | null): boolean | UnknownValue {
  return dict.entries.has(keyOf(interpreter, key, place)) || (unknownKey(dict) ?? false);
}

/** A dict of names, `vars()` and `__dict__`; a copy. */
export function dictOfNames(names: ReadonlyMap<string, Value>, place: Place | null): DictValue {
  const entries = new Map<string, { readonly key: Value; readonly value: Value }>();
  for (const [name, value] of names) entries.set(`s${name}`, { key: { type: 'str', value: name, place: value.place }, value });
  return { type: 'dict', entries, place };
}
