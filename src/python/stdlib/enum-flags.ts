/** The operators of Flag and IntFlag. */
import type { Interpreter } from '../interpreter';
import { bool } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import type { ClassValue, InstanceValue, Value } from '../values';

function numberOf(value: Value | null): bigint | null {
  if (!value) return null;
  const inner = value.type === 'instance' ? (value.attributes.get('_value_') ?? plain(value)) : value;
  return inner.type === 'int' ? inner.value : null;
}

/** `|`, `&`, `^`, `~`, `in` and truth of flags; null for other operators. */
export function flagOperator(
  _interpreter: Interpreter,
  operator: string,
  self: InstanceValue,
  other: Value | null,
  place: Place | null,
  member: (cls: ClassValue, value: bigint, place: Place | null) => InstanceValue,
): Value | null {
  const a = numberOf(self);
  if (a === null) return null;
  if (operator === '__bool__') return bool(a !== 0n, place);
  if (operator === '__eq__' && other?.type === 'instance' && other.class === self.class) return bool(a === numberOf(other), place);
  if (operator === '__invert__') return member(self.class, ~a & everyBit(self.class), place);
  const b = numberOf(other);
  if (b === null) return null;
  if (operator === '__contains__') return bool((a & b) === b, place);
  if (operator === '__or__' || operator === '__ror__') return member(self.class, a | b, place);
  if (operator === '__and__' || operator === '__rand__') return member(self.class, a & b, place);
  if (operator === '__xor__' || operator === '__rxor__') return member(self.class, a ^ b, place);
  return null;
}

function everyBit(cls: ClassValue): bigint {
  let bits = 0n;
  for (const value of cls.namespace.values()) if (value.type === 'instance' && value.class === cls) bits |= numberOf(value) ?? 0n;
  return bits;
}
