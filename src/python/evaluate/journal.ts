/**
 * What a branch on an Unknown changed. Both branches are followed from the same state: the containers that the first
 * touched are put back before the second runs, and what they leave is merged, name by name.
 */
import { changing } from '../changes';
import { unknown } from '../native';
import type { DictValue, UnknownValue, Value } from '../values';

type Names = ReadonlyMap<string, Value>;
type Entries = DictValue['entries'];
type Items = readonly Value[];

interface Contents {
  readonly names: Map<Names, Names>;
  readonly entries: Map<Entries, Entries>;
  readonly items: Map<Items, Items>;
}

const noContents = (): Contents => ({ names: new Map(), entries: new Map(), items: new Map() });

function refill<Key, Item>(map: ReadonlyMap<Key, Item>, from: ReadonlyMap<Key, Item>): void {
  const open = changing(map);
  open.clear();
  for (const [key, item] of from) open.set(key, item);
}

function refillItems(items: Items, from: Items): void {
  changing(items).splice(0, items.length, ...from);
}

export class Journal {
  private readonly before = noContents();
  /** Containers made inside the branch: what happens to them is part of them. */
  private readonly born = new Set<object>();

  constructor(readonly outer: Journal | null) {}

  bear(container: object): void {
    this.born.add(container);
  }
  touchNames(names: Names): void {
    if (!this.born.has(names) && !this.before.names.has(names)) this.before.names.set(names, new Map(names));
  }
  touchEntries(entries: Entries): void {
    if (!this.born.has(entries) && !this.before.entries.has(entries)) this.before.entries.set(entries, new Map(entries));
  }
  touchItems(items: Items): void {
    if (!this.born.has(items) && !this.before.items.has(items)) this.before.items.set(items, [...items]);
  }

  /** What the touched containers hold now; afterwards they hold what they held before the branch. */
  takeBack(): Contents {
    const after = noContents();
    for (const [names, before] of this.before.names) {
      after.names.set(names, new Map(names));
      refill(names, before);
    }
    for (const [entries, before] of this.before.entries) {
      after.entries.set(entries, new Map(entries));
      refill(entries, before);
    }
    for (const [items, before] of this.before.items) {
      after.items.set(items, [...items]);
      refillItems(items, before);
    }
    if (this.outer) for (const container of this.born) this.outer.bear(container);
    return after;
  }
}

/** Writes what one branch left. */
export function keep(contents: Contents, outer: Journal | null): void {
  for (const [names, after] of contents.names) {
    outer?.touchNames(names);
    refill(names, after);
  }
  for (const [entries, after] of contents.entries) {
    outer?.touchEntries(entries);
    refill(entries, after);
  }
  for (const [items, after] of contents.items) {
    outer?.touchItems(items);
    refillItems(items, after);
  }
}

/** Writes what two branches left: where they differ, an Unknown with the reason of the condition. */
export function merge(first: Contents, second: Contents, reason: UnknownValue, outer: Journal | null): void {
  const either = (a: Value | undefined, b: Value | undefined): Value => joined(a, b, reason);
  for (const names of new Set([...first.names.keys(), ...second.names.keys()])) {
    const a = first.names.get(names) ?? names;
    const b = second.names.get(names) ?? names;
    const merged = new Map([...new Set([...a.keys(), ...b.keys()])].map((key) => [key, either(a.get(key), b.get(key))]));
    outer?.touchNames(names);
    refill(names, merged);
  }
  for (const entries of new Set([...first.entries.keys(), ...second.entries.keys()])) {
    const a = first.entries.get(entries) ?? entries;
    const b = second.entries.get(entries) ?? entries;
    const merged = new Map<string, { readonly key: Value; readonly value: Value }>();
    for (const [key, entry] of [...a, ...b]) merged.set(key, { key: entry.key, value: either(a.get(key)?.value, b.get(key)?.value) });
    outer?.touchEntries(entries);
    refill(entries, merged);
  }
  for (const items of new Set([...first.items.keys(), ...second.items.keys()])) {
    const a = first.items.get(items) ?? items;
    const b = second.items.get(items) ?? items;
    const merged: Value[] = [];
    while (merged.length < a.length && merged.length < b.length && same(a[merged.length]!, b[merged.length]!)) {
      merged.push(b[merged.length]!);
    }
    if (a.length !== b.length || merged.length < a.length) merged.push(unknown(reason.reason, reason.place));
    outer?.touchItems(items);
    refillItems(items, merged);
  }
}

/** One value for what two branches left: what was not known before keeps its own reason. */
export function joined(a: Value | undefined, b: Value | undefined, reason: UnknownValue): Value {
  if (a && b && same(a, b)) return b;
  if (a?.type === 'unknown') return a;
  return b?.type === 'unknown' ? b : unknown(reason.reason, reason.place);
}

/** Whether two branches left the same thing: the same object, or equal immutable values. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.type === 'None' && b.type === 'None') return true;
  if (a.type === 'bool' && b.type === 'bool') return a.value === b.value;
  if (a.type === 'int' && b.type === 'int') return a.value === b.value;
  if (a.type === 'float' && b.type === 'float') return Object.is(a.value, b.value);
  if (a.type === 'str' && b.type === 'str') return a.value === b.value;
  if (a.type === 'tuple' && b.type === 'tuple') {
    return a.items.length === b.items.length && a.items.every((item, index) => same(item, b.items[index]!));
  }
  return false;
}
