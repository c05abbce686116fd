/** The names of a namespace as a dict that writes through: `vars(x)`, `x.__dict__`, `globals()`. */
import { born, changing } from '../changes';
import type { Place } from '../place';
import type { DictValue, Value } from '../values';

interface Entry {
  readonly key: Value;
  readonly value: Value;
}

type Names = ReadonlyMap<string, Value>;

const nameOf = (key: string): string | null => (key.startsWith('s') ? key.slice(1) : null);
const entryFor = (name: string, value: Value): Entry => ({ key: { type: 'str', value: name, place: value.place }, value });

/** Entries that are read from a namespace and written to it; keys that are no names stand beside it. */
class LiveEntries extends Map<string, Entry> {
  constructor(private readonly names: Names) {
    super();
  }

  override get size(): number {
    return (this.names?.size ?? 0) + super.size;
  }
  override has(key: string): boolean {
    const name = nameOf(key);
    return name === null ? super.has(key) : this.names.has(name);
  }
  override get(key: string): Entry | undefined {
    const name = nameOf(key);
    if (name === null) return super.get(key);
    const value = this.names.get(name);
    return value && entryFor(name, value);
  }
  override set(key: string, entry: Entry): this {
    const name = nameOf(key);
    if (name === null) return super.set(key, entry);
    changing(this.names).set(name, entry.value);
    return this;
  }
  override delete(key: string): boolean {
    const name = nameOf(key);
    return name === null ? super.delete(key) : changing(this.names).delete(name);
  }
  override clear(): void {
    changing(this.names).clear();
    super.clear();
  }
  override *entries(): MapIterator<[string, Entry]> {
    for (const [name, value] of this.names) yield [`s${name}`, entryFor(name, value)];
    yield* super.entries();
  }
  override *keys(): MapIterator<string> {
    for (const name of this.names.keys()) yield `s${name}`;
    yield* super.keys();
  }
  override *values(): MapIterator<Entry> {
    for (const [name, value] of this.names) yield entryFor(name, value);
    yield* super.values();
  }
  override [Symbol.iterator](): MapIterator<[string, Entry]> {
    return this.entries();
  }
}

/** A dict whose changes are changes of the namespace. */
export const liveDict = (names: Names, place: Place | null): DictValue => ({ type: 'dict', entries: born(new LiveEntries(names)), place });
