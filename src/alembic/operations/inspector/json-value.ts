/** JSON that PostgreSQL answered, as Python's `json.loads` would give it. */
import { hashKey } from '../../../python/hash-key';
import { bool, int, list, none, str } from '../../../python/native';
import type { DictValue, Value } from '../../../python/values';

export function jsonValue(json: unknown): Value {
  if (typeof json === 'string') return str(json);
  if (typeof json === 'boolean') return bool(json);
  if (typeof json === 'number') return Number.isInteger(json) ? int(json) : { type: 'float', value: json, place: null };
  if (Array.isArray(json)) return list(json.map(jsonValue));
  return typeof json === 'object' && json !== null ? dictionary(Object.entries(json)) : none;
}

function dictionary(members: readonly (readonly [string, unknown])[]): DictValue {
  const entries = members.map(([name, value]) => {
    const key = str(name);
    return [hashKey(key) ?? name, { key, value: jsonValue(value) }] as const;
  });
  return { type: 'dict', entries: new Map(entries), place: null };
}
