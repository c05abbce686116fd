/** The methods of list, tuple, dict, set, int and float. */
import { classes, intClass } from '../builtin-classes';
import { born } from '../changes';
import { sets } from '../evaluate/arithmetic';
import { entryOf, forgetEntries, forgetMembers, putEntry, putMember, removeEntry } from '../evaluate/containers';
import { asMapping } from '../evaluate/iteration';
import { getItem, setItem } from '../evaluate/subscripts';
import { bool, int, none, str } from '../native';
import type { DictValue, ListValue, SetValue, TupleValue, UnknownValue, Value } from '../values';
import { dictView } from './dict-views';
import type { Method, MethodCall } from './method-table';
import { defineMethods, firstUnknown, wholeNumber } from './method-table';
import { sortValues } from './sorting';

/** Under a condition that is not known a change leaves an Unknown where it was made; the journal sees to that. */
function changed(self: ListValue, call: MethodCall): Value[] {
  return call.evaluator.touchItems(self.items);
}

function iterated(call: MethodCall, index = 0): readonly Value[] | UnknownValue {
  const value = call.args.positional[index];
  return value ? call.evaluator.iterate(value, call.place) : [];
}

function indexOf(self: ListValue | TupleValue, call: MethodCall): number | UnknownValue {
  const wanted = call.args.positional[0] ?? none;
  const start = wholeNumber(call.given(1)) ?? 0;
  const end = wholeNumber(call.given(2)) ?? self.items.length;
  for (const [index, item] of self.items.entries()) {
    if (index < (start < 0 ? start + self.items.length : start) || index >= (end < 0 ? end + self.items.length : end)) continue;
    const same = call.evaluator.equal(item, wanted);
    if (same === true) return index;
    if (same !== false) return same;
  }
  return -1;
}

const sequenceMethods = {
  index: (self: ListValue | TupleValue, call: MethodCall): Value => {
    const at = indexOf(self, call);
    if (typeof at !== 'number') return at;
    return at < 0 ? call.evaluator.raise('ValueError', `value is not in ${self.type}`, call.place) : int(at, call.place);
  },
  count: (self: ListValue | TupleValue, call: MethodCall): Value => {
    const results = self.items.map((item) => call.evaluator.equal(item, call.args.positional[0] ?? none));
    const missed = results.find((result) => typeof result !== 'boolean');
    return missed && typeof missed !== 'boolean' ? missed : int(results.filter((result) => result === true).length, call.place);
  },
};

const listMethods: Readonly<Record<string, Method<ListValue>>> = {
  ...sequenceMethods,
  append: (self, call) => {
    changed(self, call).push(call.args.positional[0] ?? none);
    return none;
  },
  extend: (self, call) => {
    const items = iterated(call);
    changed(self, call).push(...('reason' in items ? [items] : items));
    return none;
  },
  insert: (self, call) => {
    const at = wholeNumber(call.given(0)) ?? 0;
    const items = changed(self, call);
    items.splice(at < 0 ? Math.max(0, at + items.length) : at, 0, call.args.positional[1] ?? none);
    return none;
  },
  pop: (self, call) => {
    const items = changed(self, call);
    const at = wholeNumber(call.given(0)) ?? -1;
    const index = at < 0 ? at + items.length : at;
    const [gone] = index < 0 ? [] : items.splice(index, 1);
    return gone ?? call.evaluator.raise('IndexError', items.length === 0 ? 'pop from empty list' : 'pop index out of range', call.place);
  },
  remove: (self, call) => {
    const at = indexOf(self, call);
    if (typeof at !== 'number') return at;
    if (at < 0) return call.evaluator.raise('ValueError', 'list.remove(x): x not in list', call.place);
    changed(self, call).splice(at, 1);
    return none;
  },
  clear: (self, call) => {
    changed(self, call).length = 0;
    return none;
  },
  reverse: (self, call) => {
    changed(self, call).reverse();
    return none;
  },
  copy: (self, call) => {
    call.evaluator.make(self.items.length);
    return { type: 'list', items: call.evaluator.born([...self.items]), place: call.place };
  },
  sort: (self, call) => {
    const sorted = sortValues(call.evaluator, self.items, call.args.keywords, call.place);
    const items = changed(self, call);
    items.splice(0, items.length, ...('reason' in sorted ? items.map(() => sorted) : sorted));
    return none;
  },
};

const dictMethods: Readonly<Record<string, Method<DictValue>>> = {
  get: (self, call) => {
    const key = call.args.positional[0] ?? none;
    if (key.type === 'unknown') return key;
    return entryOf(call.evaluator, self, key, call.place) ?? call.args.positional[1] ?? call.args.keywords.get('default') ?? none;
  },
  keys: (self, call) => dictView(self, 'keys', call.place),
  values: (self, call) => dictView(self, 'values', call.place),
  items: (self, call) => dictView(self, 'items', call.place),
  copy: (self, call) => ({
    type: 'dict',
    entries: call.evaluator.born(new Map([...self.entries].map(([key, entry]) => [key, { ...entry }]))),
    place: call.place,
  }),
  clear: (self, call) => {
    call.evaluator.touchEntries(self).clear();
    return none;
  },
  update: (self, call) => {
    updateDict(self, call);
    return none;
  },
  pop: (self, call) => {
    const [key] = call.args.positional;
    if (!key) return call.evaluator.raise('TypeError', 'pop expected at least 1 argument, got 0', call.place);
    if (key.type === 'unknown') {
      call.evaluator.touchEntries(self).clear();
      putEntry(call.evaluator, self, key, key, call.place);
      return key;
    }
    const gone = removeEntry(call.evaluator, self, key, call.place) ?? call.args.positional[1];
    if (gone) return gone;
    return call.evaluator.raiseKey(key, call.place);
  },
  popitem: (self, call) => {
    const last = [...self.entries.keys()].pop();
    const entry = last === undefined ? undefined : self.entries.get(last);
    if (last === undefined || !entry) return call.evaluator.raise('KeyError', 'popitem(): dictionary is empty', call.place);
    call.evaluator.touchEntries(self).delete(last);
    return { type: 'tuple', items: [entry.key, entry.value], place: call.place };
  },
  setdefault: (self, call) => {
    const key = call.args.positional[0] ?? none;
    if (key.type === 'unknown') {
      putEntry(call.evaluator, self, key, call.args.positional[1] ?? none, call.place);
      return key;
    }
    const known = entryOf(call.evaluator, self, key, call.place);
    if (known) return known;
    const value = call.args.positional[1] ?? none;
    putEntry(call.evaluator, self, key, value, call.place);
    return value;
  },
};

function updateDict(self: DictValue, call: MethodCall): void {
  const given = call.args.positional[0];
  const reason = given?.type === 'unknown' ? given : call.args.unknown;
  if (reason) forgetEntries(call.evaluator, self, reason);
  else if (given) addAll(self, given, call);
  for (const [name, value] of call.args.keywords) putEntry(call.evaluator, self, str(name, call.place), value, call.place);
}

/** Entries of a mapping, or of an iterable of pairs. */
export function addAll(self: DictValue, given: Value, call: Pick<MethodCall, 'evaluator' | 'place'>): void {
  const { evaluator, place } = call;
  if (given.type === 'dict' || evaluator.findAttribute(given, 'keys', place)) {
    const mapping = asMapping(evaluator, given, place);
    if (mapping.type === 'dict')
      for (const entry of [...mapping.entries.values()]) putEntry(evaluator, self, entry.key, entry.value, place);
    return;
  }
  const pairs = evaluator.iterate(given, place);
  if ('reason' in pairs) return;
  for (const pair of pairs) {
    const parts = evaluator.iterate(pair, place);
    if ('reason' in parts) continue;
    const [key, value] = parts;
    if (!key || !value || parts.length !== 2)
      evaluator.raise('ValueError', 'dictionary update sequence element has the wrong length', place);
    else putEntry(evaluator, self, key, value, place);
  }
}

function asSet(call: MethodCall, index: number): SetValue | UnknownValue {
  const items = iterated(call, index);
  if ('reason' in items) return items;
  const set: SetValue = { type: 'set', frozen: false, entries: call.evaluator.born(new Map()), place: call.place };
  for (const item of items) putMember(call.evaluator, set, item, call.place);
  return set;
}

function combined(self: SetValue, call: MethodCall, operator: string): SetValue | UnknownValue {
  let result = self;
  for (const index of call.args.positional.length === 0 ? [] : call.args.positional.keys()) {
    const other = asSet(call, index);
    if (other.type === 'unknown') return other;
    const next = sets(call.evaluator, operator, result, other, call.place);
    if (next?.type === 'set') result = next;
  }
  return result === self ? { ...self, entries: call.evaluator.born(new Map(self.entries)) } : result;
}

const inPlace =
  (operator: string): Method<SetValue> =>
  (self, call) => {
    const result = combined(self, call, operator);
    if (result.type === 'unknown') return result;
    const members = [...result.entries];
    const entries = call.evaluator.touchMembers(self);
    entries.clear();
    for (const [key, member] of members) entries.set(key, member);
    return none;
  };

function within(inner: SetValue, outer: SetValue): boolean {
  return [...inner.entries.keys()].every((key) => outer.entries.has(key));
}

const relation =
  (test: (self: SetValue, other: SetValue) => boolean): Method<SetValue> =>
  (self, call) => {
    const other = asSet(call, 0);
    return other.type === 'unknown' ? other : bool(test(self, other), call.place);
  };

const setMethods: Readonly<Record<string, Method<SetValue>>> = {
  add: (self, call) => {
    putMember(call.evaluator, self, call.args.positional[0] ?? none, call.place);
    return none;
  },
  discard: (self, call) => {
    call.evaluator.touchMembers(self).delete(call.evaluator.hashOf(call.args.positional[0] ?? none, call.place));
    return none;
  },
  remove: (self, call) => {
    const item = call.args.positional[0] ?? none;
    if (call.evaluator.touchMembers(self).delete(call.evaluator.hashOf(item, call.place))) return none;
    return call.evaluator.raiseKey(item, call.place);
  },
  pop: (self, call) => {
    const [first] = self.entries;
    if (!first) return call.evaluator.raise('KeyError', 'pop from an empty set', call.place);
    call.evaluator.touchMembers(self).delete(first[0]);
    return first[1];
  },
  clear: (self, call) => {
    call.evaluator.touchMembers(self).clear();
    return none;
  },
  copy: (self, call) => ({ ...self, entries: call.evaluator.born(new Map(self.entries)), place: call.place }),
  union: (self, call) => combined(self, call, '|'),
  intersection: (self, call) => combined(self, call, '&'),
  difference: (self, call) => combined(self, call, '-'),
  symmetric_difference: (self, call) => combined(self, call, '^'),
  update: inPlace('|'),
  intersection_update: inPlace('&'),
  difference_update: inPlace('-'),
  issubset: relation(within),
  issuperset: relation((self, other) => within(other, self)),
  isdisjoint: relation((self, other) => ![...self.entries.keys()].some((key) => other.entries.has(key))),
};

/** A change by what is not known may have changed anything: `add` one member more, the others all of them. */
const forgetting = (methods: Readonly<Record<string, Method<SetValue>>>): Readonly<Record<string, Method<SetValue>>> =>
  Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      (self: SetValue, call: MethodCall) => {
        const hidden = setChanges.has(name) ? firstUnknown(call.args) : null;
        if (!hidden) return method(self, call);
        if (name === 'add' || name === 'update') putMember(call.evaluator, self, hidden, call.place);
        else forgetMembers(call.evaluator, self, hidden);
        return none;
      },
    ]),
  );

const setChanges = new Set(
  ['add', 'discard', 'remove', 'pop', 'clear', 'update', 'intersection_update'].concat([
    'difference_update',
    'symmetric_difference_update',
  ]),
);

const numberMethods: Readonly<Record<string, Method<Value>>> = {
  bit_length: bits,
  is_integer: (self, call) => bool(self.type !== 'float' || Number.isInteger(self.value), call.place),
};

function bits(self: Value, call: MethodCall): Value {
  const size = self.type === 'int' ? (self.value < 0n ? -self.value : self.value) : 0n;
  return int(size === 0n ? 0 : size.toString(2).length, call.place);
}

const itemMethods: Readonly<Record<string, Method<Value>>> = {
  __getitem__: (self, call) => getItem(call.evaluator, self, call.args.positional[0] ?? none, call.place),
  __setitem__: (self, call) => {
    setItem(call.evaluator, self, call.args.positional[0] ?? none, call.args.positional[1] ?? none, call.place);
    return none;
  },
  __len__: (self, call) => {
    const items = call.evaluator.iterate(self, call.place);
    return 'reason' in items ? items : int(items.length, call.place);
  },
  __iter__: (self, call) => {
    const items = call.evaluator.iterate(self, call.place);
    if ('reason' in items) return items;
    let at = 0;
    return born({ type: 'iterator', next: () => items[at++] ?? null, place: call.place });
  },
  __contains__: (self, call) => {
    const wanted = call.args.positional[0] ?? none;
    if (self.type === 'dict' || self.type === 'set') return bool(self.entries.has(call.evaluator.hashOf(wanted, call.place)), call.place);
    const items = call.evaluator.iterate(self, call.place);
    if ('reason' in items) return items;
    return bool(
      items.some((item) => call.evaluator.equal(item, wanted) === true),
      call.place,
    );
  },
};

/** Hangs the methods on the container and number classes. */
export function defineContainerMethods(): void {
  const any = (value: Value): Value => value;
  const lenient = new Set([
    'append',
    'extend',
    'insert',
    'remove',
    'index',
    'count',
    'get',
    'pop',
    'setdefault',
    'update',
    '__setitem__',
    'sort',
  ]);
  for (const cls of [classes.list, classes.dict]) defineMethods(cls, any, itemMethods, lenient);
  for (const cls of [classes.tuple, classes.set, classes.frozenset, classes.str]) {
    const { __setitem__: _, ...readOnly } = itemMethods;
    defineMethods(cls, any, readOnly);
  }
  defineMethods(classes.list, (value) => (value.type === 'list' ? value : null), listMethods, lenient);
  defineMethods(classes.tuple, (value) => (value.type === 'tuple' ? value : null), sequenceMethods, lenient);
  defineMethods(classes.dict, (value) => (value.type === 'dict' ? value : null), dictMethods, lenient);
  const asSetValue = (value: Value): SetValue | null => (value.type === 'set' ? value : null);
  defineMethods(classes.set, asSetValue, forgetting(setMethods), setChanges);
  defineMethods(classes.frozenset, asSetValue, Object.fromEntries(Object.entries(setMethods).filter(([name]) => !setChanges.has(name))));
  const { bit_length: _bits, ...floatMethods } = numberMethods;
  defineMethods(intClass, any, numberMethods);
  defineMethods(classes.float, any, floatMethods);
}
