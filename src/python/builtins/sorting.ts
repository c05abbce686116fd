/** Sorting, for `sorted()`, `list.sort()`, `min()` and `max()`. */
import type { Evaluator } from '../evaluate/evaluator';
import { compare } from '../evaluate/operators';
import type { Place } from '../place';
import type { UnknownValue, Value } from '../values';

class NotKnown {
  constructor(readonly reason: UnknownValue) {}
}

/** Sorts by `key` and `reverse`; stable, as Python's sort is. An Unknown among the items leaves their order unknown. */
export function sortValues(
  evaluator: Evaluator,
  items: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  place: Place | null,
): readonly Value[] | UnknownValue {
  const key = keywords.get('key');
  const reverse = evaluator.truth(keywords.get('reverse') ?? { type: 'None', place });
  if (typeof reverse !== 'boolean') return reverse;
  const keyed = items.map((item) => ({ item, key: key && key.type !== 'None' ? evaluator.callWith(key, [item], place) : item }));
  const less = (a: Value, b: Value): boolean => {
    const truth = evaluator.truth(compare(evaluator, '<', a, b, place));
    if (typeof truth !== 'boolean') throw new NotKnown(truth);
    return truth;
  };
  try {
    const order = (a: { readonly key: Value }, b: { readonly key: Value }) => (less(a.key, b.key) ? -1 : less(b.key, a.key) ? 1 : 0);
    keyed.sort((a, b) => (reverse ? order(b, a) : order(a, b)));
  } catch (error) {
    if (error instanceof NotKnown) return error.reason;
    throw error;
  }
  return keyed.map((entry) => entry.item);
}
