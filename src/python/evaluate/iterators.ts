/** Iterators: what `iter()` gives, item by item. */
import { born, changingForGood } from '../changes';
import type { Place } from '../place';
import type { IteratorValue, UnknownValue, Value } from '../values';
import { lookup, unknownBase } from './attributes';
import type { Evaluator } from './evaluator';
import { iterate } from './iteration';
import { PythonError, uncertainGenerators } from './scope';

/** An iterator while it is used. */
export interface OpenIterator {
  readonly next: () => Value | null;
  /** Why there may be other items, or fewer. */
  readonly hidden: () => UnknownValue | null;
  /** What a generator returned at its end. */
  readonly returned?: () => Value | null;
}

/** What a generator can do besides giving its next item. */
export interface GeneratorHandle {
  readonly returned: () => Value | null;
  readonly send: (value: Value) => Value | null;
  readonly raise: (error: PythonError) => Value | null;
}

/** Generators by their `next`. */
export const generatorHandles = new WeakMap<() => Value | null, GeneratorHandle>();

/** Looks at the items when they are asked for, so that a list may grow meanwhile. */
const overItems = (items: readonly Value[]): OpenIterator => {
  let at = 0;
  return { next: () => items[at++] ?? null, hidden: () => null };
};

/** The items of a dict or a set, which may not grow or shrink meanwhile. */
export function overMap<Item>(
  evaluator: Evaluator,
  kind: string,
  map: ReadonlyMap<string, Item>,
  memberOf: (item: Item) => Value,
  place: Place | null,
): OpenIterator {
  const { size } = map;
  const items = map.values();
  const next = (): Value | null => {
    if (map.size !== size) evaluator.raise('RuntimeError', `${kind} changed size during iteration`, place);
    const item = items.next();
    return item.done ? null : memberOf(item.value);
  };
  return { next, hidden: () => null };
}

/** Opens anything iterable without asking for its items yet; the Unknown that hides them, or TypeError. */
export function openIterator(evaluator: Evaluator, value: Value, place: Place | null): OpenIterator | UnknownValue {
  if (value.type === 'iterator') return overIterator(value);
  if (value.type === 'list' || value.type === 'tuple') return overItems(value.items);
  if (value.type === 'dict') return overMap(evaluator, 'dictionary', value.entries, (entry) => entry.key, place);
  if (value.type === 'set') return overMap(evaluator, 'Set', value.entries, (member) => member, place);
  if (value.type === 'instance') {
    const own = lookup(value.class, '__iter__');
    if (own?.type === 'function') return openResult(evaluator, evaluator.callWith(own, [value], place), place);
  }
  const items = iterate(evaluator, value, place);
  return 'reason' in items ? items : overItems(items);
}

function overIterator(value: IteratorValue): OpenIterator {
  changingForGood(value);
  const handle = generatorHandles.get(value.next);
  const hidden = () => uncertainGenerators.get(value.next)?.yieldsHidden ?? null;
  return handle ? { next: value.next, hidden, returned: handle.returned } : { next: value.next, hidden };
}

/** What `__iter__` gave: an iterator, or an object with `__next__`. */
function openResult(evaluator: Evaluator, iterator: Value, place: Place | null): OpenIterator | UnknownValue {
  if (iterator.type !== 'instance') return openIterator(evaluator, iterator, place);
  const next = lookup(iterator.class, '__next__');
  if (!next) return unknownBase(iterator.class) ?? evaluator.raise('TypeError', 'iter() returned non-iterator', place);
  let hidden: UnknownValue | null = null;
  return {
    hidden: () => hidden,
    next: () => {
      evaluator.step();
      const item = untilStop(() => evaluator.callWith(next, [iterator], place));
      if (item?.type !== 'unknown') return item;
      hidden = item;
      return null;
    },
  };
}

/** Null where Python raises StopIteration. */
export function untilStop(next: () => Value): Value | null {
  try {
    return next();
  } catch (error) {
    const ended =
      error instanceof PythonError && error.exception.class.mro.some((cls) => cls.type === 'class' && cls.name === 'StopIteration');
    if (ended) return null;
    throw error;
  }
}

/** An iterator whose items are made from those of others; it is as certain as they are. */
export function derivedIterator(sources: readonly OpenIterator[], place: Place | null, next: () => Value | null): IteratorValue {
  const value: IteratorValue = born({ type: 'iterator', next, place });
  if (sources.length > 0) {
    uncertainGenerators.set(next, {
      get yieldsHidden() {
        return sources.map((source) => source.hidden()).find((reason) => reason !== null) ?? null;
      },
    });
  }
  return value;
}
