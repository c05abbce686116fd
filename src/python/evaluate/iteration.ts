/** What can be iterated, and what can be spread with `**`. */
import { classOf } from '../builtin-classes';
import { changingForGood } from '../changes';
import { int, str, unknown } from '../native';
import { payloadOf } from '../payload';
import type { Place } from '../place';
import type { ClassValue, DictValue, InstanceValue, UnknownValue, Value } from '../values';
import { askNatives, lookup, unknownBase } from './attributes';
import { largestSize, putEntry } from './containers';
import type { Evaluator } from './evaluator';
import { PythonError, uncertainGenerators } from './scope';
import { getItem } from './subscripts';

/** The items of an iterable; an iterator is consumed. */
export function iterate(evaluator: Evaluator, value: Value, place: Place | null): readonly Value[] | UnknownValue {
  switch (value.type) {
    case 'unknown':
      return value;
    case 'list':
      evaluator.make(value.items.length);
      return [...value.items];
    case 'tuple':
      return value.items;
    case 'dict':
      evaluator.make(value.entries.size);
      return [...value.entries.values()].map((entry) => entry.key);
    case 'set':
      evaluator.make(value.entries.size);
      return [...value.entries.values()];
    case 'str':
      evaluator.make(value.value.length * 4);
      return [...value.value].map((letter) => str(letter, value.place));
    case 'bytes':
      evaluator.make(value.value.length * 4);
      return [...value.value].map((byte) => int(byte, value.place));
    case 'iterator':
      changingForGood(value);
      return drain(evaluator, value.next, place);
    case 'instance':
      return iterateInstance(evaluator, value, place);
    case 'class':
      return iterateClass(evaluator, value, place);
    default:
      return evaluator.raise('TypeError', `'${classOf(value)?.name}' object is not iterable`, place);
  }
}

function drain(evaluator: Evaluator, next: () => Value | null, place: Place | null): readonly Value[] | UnknownValue {
  const items: Value[] = [];
  for (let item = next(); item; item = next()) {
    evaluator.step();
    items.push(item);
    if (items.length > largestSize) return unknown('an iterable that is too large', place);
  }
  return uncertainGenerators.get(next)?.yieldsHidden ?? items;
}

function iterateInstance(evaluator: Evaluator, value: InstanceValue, place: Place | null): readonly Value[] | UnknownValue {
  const own = lookup(value.class, '__iter__');
  const payload = payloadOf(value);
  if (own && !(payload && own.type === 'native')) {
    const iterator = evaluator.callWith(own, [value], place);
    return iterator.type === 'instance' ? drainInstance(evaluator, iterator, place) : iterate(evaluator, iterator, place);
  }
  if (payload) return iterate(evaluator, payload, place);
  const hooked = askNatives(value.class, (native) => native.operate?.(evaluator, '__iter__', value, null, place));
  if (hooked) return iterate(evaluator, hooked, place);
  if (lookup(value.class, '__getitem__')) return byIndex(evaluator, value, place);
  return unknownBase(value.class) ?? evaluator.raise('TypeError', `'${value.class.name}' object is not iterable`, place);
}

function drainInstance(evaluator: Evaluator, iterator: InstanceValue, place: Place | null): readonly Value[] | UnknownValue {
  const next = lookup(iterator.class, '__next__');
  if (!next) return unknownBase(iterator.class) ?? evaluator.raise('TypeError', 'iter() returned non-iterator', place);
  return untilException(evaluator, 'StopIteration', place, () => evaluator.callWith(next, [iterator], place));
}

function byIndex(evaluator: Evaluator, value: InstanceValue, place: Place | null): readonly Value[] | UnknownValue {
  let index = 0;
  return untilException(evaluator, 'IndexError', place, () => getItem(evaluator, value, int(index++, place), place));
}

function untilException(evaluator: Evaluator, name: string, place: Place | null, next: () => Value): readonly Value[] | UnknownValue {
  const items: Value[] = [];
  try {
    for (;;) {
      evaluator.step();
      const item = next();
      if (item.type === 'unknown') return item;
      items.push(item);
      if (items.length > 10_000) return unknown('an iterator that does not end', place);
    }
  } catch (error) {
    const ended = error instanceof PythonError && error.exception.class.mro.some((cls) => cls.type === 'class' && cls.name === name);
    if (!ended) throw error;
    return items;
  }
}

function iterateClass(evaluator: Evaluator, cls: ClassValue, place: Place | null): readonly Value[] | UnknownValue {
  const meta = cls.metaclass?.type === 'class' ? lookup(cls.metaclass, '__iter__') : null;
  const answer = meta
    ? evaluator.callWith(meta, [cls], place)
    : askNatives(cls, (native) => native.classAttribute?.(evaluator, cls, '__iter__', place));
  if (answer && answer.type !== 'native') return iterate(evaluator, answer, place);
  return unknownBase(cls) ?? evaluator.raise('TypeError', 'type object is not iterable', place);
}

/** What `**value` spreads: a dict, or an object with `keys()`. */
export function asMapping(evaluator: Evaluator, value: Value, place: Place | null): DictValue | UnknownValue {
  if (value.type === 'unknown' || value.type === 'dict') return value;
  const payload = value.type === 'instance' ? payloadOf(value) : null;
  if (payload?.type === 'dict') return payload;
  const keys = evaluator.findAttribute(value, 'keys', place);
  if (!keys) return evaluator.raise('TypeError', `'${classOf(value)?.name}' object is not a mapping`, place);
  const names = iterate(evaluator, evaluator.callWith(keys, [], place), place);
  if (!Array.isArray(names)) return 'reason' in names ? names : unknown('the keys of a mapping', place);
  const dict: DictValue = { type: 'dict', entries: evaluator.born(new Map()), place };
  for (const name of names) putEntry(evaluator, dict, name, getItem(evaluator, value, name, place), place);
  return dict;
}
