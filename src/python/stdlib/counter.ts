/** `collections.Counter`. */
import { classes } from '../builtin-classes';
import { evaluatorOf, wholeNumber } from '../builtins/method-table';
import { sortValues } from '../builtins/sorting';
import { newInstance } from '../evaluate/calls';
import { putEntry } from '../evaluate/containers';
import type { Evaluator } from '../evaluate/evaluator';
import type { Interpreter } from '../interpreter';
import { int, list, nativeClass, nativeFunction, nativeMethod, none, str, tuple, unknown } from '../native';
import { plain, setPayload } from '../payload';
import type { Place } from '../place';
import type { Arguments, DictValue, InstanceValue, NativeCall, UnknownValue, Value } from '../values';

const countsOf = (value: Value | undefined): DictValue | null => {
  const inner = value?.type === 'instance' ? plain(value) : null;
  return inner?.type === 'dict' ? inner : null;
};

const countAt = (counts: DictValue, key: string): bigint => {
  const value = counts.entries.get(key)?.value;
  return value?.type === 'int' ? value.value : 0n;
};

/** Adds what is given, times `sign`: the items of an iterable, the counts of a mapping, keyword arguments. */
function count(evaluator: Evaluator, counts: DictValue, args: Arguments, sign: bigint, place: Place | null): UnknownValue | null {
  const [given] = args.positional;
  const add = (item: Value, by: Value): void => {
    const key = evaluator.hashOf(item, place);
    const sum = by.type === 'int' ? int(countAt(counts, key) + sign * by.value, place) : unknown('a count that is no whole number', place);
    putEntry(evaluator, counts, item, sum, place);
  };
  const mapping = given ? plain(given) : none;
  if (mapping.type === 'dict') for (const entry of [...mapping.entries.values()]) add(entry.key, entry.value);
  else if (given && given.type !== 'None') {
    const items = evaluator.iterate(given, place);
    if ('reason' in items) return items;
    for (const item of items) add(item, int(1));
  }
  for (const [name, value] of args.keywords) add(str(name, place), value);
  return args.unknown;
}

const make: NativeCall = (interpreter, args, place) => {
  const [cls, ...positional] = args.positional;
  const evaluator = evaluatorOf(interpreter);
  if (cls?.type !== 'class') return none;
  const counts: DictValue = { type: 'dict', entries: evaluator.born(new Map()), place };
  const missed = count(evaluator, counts, { ...args, positional }, 1n, place);
  const made = newInstance(evaluator, cls, args, place);
  if (made.type === 'instance') setPayload(made, counts);
  return missed ?? made;
};

/** The pairs of item and count, the highest count first. */
function sorted(evaluator: Evaluator, counts: DictValue, place: Place | null): readonly Value[] | UnknownValue {
  const pairs = [...counts.entries.values()].map((entry) => tuple([entry.key, entry.value], place));
  const byCount = nativeFunction('count', (_interpreter, args) => {
    const [pair] = args.positional;
    return (pair?.type === 'tuple' && pair.items[1]) || none;
  });
  const keywords = new Map<string, Value>([
    ['key', byCount],
    ['reverse', { type: 'bool', value: true, place }],
  ]);
  return sortValues(evaluator, pairs, keywords, place);
}

const changingBy =
  (sign: bigint): NativeCall =>
  (interpreter, args, place) => {
    const [self, ...positional] = args.positional;
    const counts = countsOf(self);
    if (!counts) return none;
    return count(evaluatorOf(interpreter), counts, { ...args, positional }, sign, place) ?? none;
  };

const mostCommon: NativeCall = (interpreter, args, place) => {
  const counts = countsOf(args.positional[0]);
  const most = wholeNumber(args.positional[1] ?? args.keywords.get('n') ?? none);
  const pairs = counts ? sorted(evaluatorOf(interpreter), counts, place) : [];
  return 'reason' in pairs ? pairs : list(most === null ? pairs : pairs.slice(0, Math.max(most, 0)), place);
};

const elements: NativeCall = (_interpreter, args, place) => {
  const items: Value[] = [];
  for (const entry of countsOf(args.positional[0])?.entries.values() ?? []) {
    if (entry.value.type !== 'int' || entry.value.value > 100_000n) return unknown('the elements of a Counter', place);
    for (let at = 0n; at < entry.value.value; at += 1n) items.push(entry.key);
  }
  return list(items, place);
};

function higher(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

const merges: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  __add__: (a, b) => a + b,
  __sub__: (a, b) => a - b,
  __or__: higher,
  __and__: (a, b) => -higher(-a, -b),
};

/** `a + b` and its like: only what is left above zero. */
function merged(interpreter: Interpreter, operator: string, self: InstanceValue, other: Value, place: Place | null): Value | null {
  const merge = merges[operator];
  const [a, b] = [countsOf(self), countsOf(other)];
  if (!merge || !a || !b || other.type !== 'instance' || !interpreter.isSubclass(other.class, counterClass)) return null;
  const counts: DictValue = { type: 'dict', entries: evaluatorOf(interpreter).born(new Map()), place };
  for (const [key, entry] of [...a.entries, ...b.entries]) {
    const sum = merge(countAt(a, key), countAt(b, key));
    if (sum > 0n) putEntry(evaluatorOf(interpreter), counts, entry.key, int(sum, place), place);
  }
  const made = newInstance(evaluatorOf(interpreter), counterClass, { positional: [], keywords: new Map(), unknown: null }, place);
  if (made.type === 'instance') setPayload(made, counts);
  return made;
}

function shown(interpreter: Interpreter, self: InstanceValue, place: Place | null): Value {
  const counts = countsOf(self);
  const pairs = counts ? sorted(evaluatorOf(interpreter), counts, place) : [];
  if ('reason' in pairs) return pairs;
  if (pairs.length === 0) return str(`${self.class.name}()`, place);
  const entries = pairs.flatMap((pair): [string, { readonly key: Value; readonly value: Value }][] => {
    const [key = none, value = none] = pair.type === 'tuple' ? pair.items : [];
    return [[evaluatorOf(interpreter).hashOf(key, place), { key, value }]];
  });
  const text = interpreter.repr({ type: 'dict', entries: new Map(entries), place });
  return typeof text === 'string' ? str(`${self.class.name}(${text})`, place) : text;
}

export const counterClass = nativeClass({
  name: 'Counter',
  module: 'collections',
  bases: [classes.dict],
  members: {
    __missing__: nativeMethod('__missing__', () => int(0)),
    __new__: nativeFunction('__new__', make),
    __init__: nativeMethod('__init__', () => none),
    update: nativeMethod('update', changingBy(1n)),
    subtract: nativeMethod('subtract', changingBy(-1n)),
    most_common: nativeMethod('most_common', mostCommon),
    elements: nativeMethod('elements', elements),
    total: nativeMethod('total', (_interpreter, args, place) => {
      const counts = countsOf(args.positional[0]);
      return int(
        [...(counts?.entries.keys() ?? [])].reduce((sum, key) => sum + (counts ? countAt(counts, key) : 0n), 0n),
        place,
      );
    }),
  },
  native: {
    tag: 'collections.Counter',
    operate: (interpreter, operator, self, other, place) => {
      if (operator === '__repr__' || operator === '__str__') return shown(interpreter, self, place);
      return other && merged(interpreter, operator, self, other, place);
    },
  },
});
