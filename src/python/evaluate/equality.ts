/** `==`. */
import { inherits } from '../builtin-classes';
import { hashKey } from '../hash-key';
import { payloadOf, plain } from '../payload';
import type { InstanceValue, UnknownValue, Value } from '../values';
import { askNatives, lookup, metaDunder } from './attributes';
import type { Evaluator } from './evaluator';

/** The value of `a == b`, which need not be a bool. */
export function equalityValue(evaluator: Evaluator, a: Value, b: Value, place: Value['place']): Value {
  if (a.type === 'unknown') return a;
  if (b.type === 'unknown') return b;
  const sides = [[a, b] as const, [b, a] as const];
  if (a.type === 'instance' && b.type === 'instance' && a.class !== b.class && inherits(b.class, a.class)) sides.reverse();
  for (const [self, other] of sides) {
    const answer =
      self.type === 'instance'
        ? askInstance(evaluator, self, other, place)
        : self.type === 'class'
          ? metaDunder(evaluator, self, '__eq__', [other], place)
          : null;
    if (answer && answer.type !== 'NotImplemented') return answer;
  }
  const result = structurallyEqual(evaluator, plain(a), plain(b));
  return typeof result === 'boolean' ? { type: 'bool', value: result, place } : result;
}

function askInstance(evaluator: Evaluator, self: InstanceValue, other: Value, place: Value['place']): Value | null {
  const own = lookup(self.class, '__eq__');
  if (own) return evaluator.callWith(own, [self, other], place);
  return askNatives(self.class, (native) => native.operate?.(evaluator, '__eq__', self, other, place));
}

export function equal(evaluator: Evaluator, a: Value, b: Value): boolean | UnknownValue {
  if (a === b && a.type !== 'unknown' && a.type !== 'float') return true;
  return evaluator.truth(equalityValue(evaluator, a, b, null));
}

function itemsEqual(evaluator: Evaluator, a: readonly Value[], b: readonly Value[]): boolean | UnknownValue {
  if (a.length !== b.length) return false;
  let missed: UnknownValue | null = null;
  for (const [index, item] of a.entries()) {
    const result = equal(evaluator, item, b[index]!);
    if (result === false) return false;
    if (result !== true) missed ??= result;
  }
  return missed ?? true;
}

function structurallyEqual(evaluator: Evaluator, a: Value, b: Value): boolean | UnknownValue {
  evaluator.step();
  if (a.type === 'list' && b.type === 'list') return itemsEqual(evaluator, a.items, b.items);
  if (a.type === 'tuple' && b.type === 'tuple') return itemsEqual(evaluator, a.items, b.items);
  if (a.type === 'dict' && b.type === 'dict') {
    if (a.entries.size !== b.entries.size) return false;
    const pairs = [...a.entries].map(([key, entry]) => [entry.value, b.entries.get(key)?.value] as const);
    if (pairs.some(([, other]) => other === undefined)) return false;
    return itemsEqual(
      evaluator,
      pairs.map(([value]) => value),
      pairs.flatMap(([, other]) => other ?? []),
    );
  }
  if (a.type === 'set' && b.type === 'set') {
    return a.entries.size === b.entries.size && [...a.entries.keys()].every((key) => b.entries.has(key));
  }
  if (a.type === 'float' && Number.isNaN(a.value)) return false;
  if (a.type === 'slice' && b.type === 'slice') {
    return itemsEqual(evaluator, [a.start, a.stop, a.step], [b.start, b.stop, b.step]);
  }
  const key = hashKey(a);
  return key !== null && key === hashKey(b) && sameIdentityKind(a, b);
}

/** Keys of instances with a plain value inside compare by that value; all others by identity. */
const sameIdentityKind = (a: Value, b: Value): boolean =>
  a.type !== 'instance' || b.type !== 'instance' || a === b || payloadOf(a) !== null;
