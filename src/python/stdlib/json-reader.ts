/** JSON as Python reads it (Lib/json/decoder.py of CPython): whole numbers of any size, names in their order, NaN and Infinity. */
import { bool, int, list, none, str } from '../native';
import type { Place } from '../place';
import type { Value } from '../values';

const blanks = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const text = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const words: readonly (readonly [string, (place: Place | null) => Value])[] = [
  ['null', () => none],
  ['true', (place) => bool(true, place)],
  ['false', (place) => bool(false, place)],
  ['NaN', (place) => ({ type: 'float', value: Number.NaN, place })],
  ['Infinity', (place) => ({ type: 'float', value: Number.POSITIVE_INFINITY, place })],
  ['-Infinity', (place) => ({ type: 'float', value: Number.NEGATIVE_INFINITY, place })],
];

/** A name of an object and its value. */
export type Pair = readonly [name: string, value: Value];

class NotJson extends Error {}

class JsonReader {
  private at = 0;
  constructor(
    private readonly source: string,
    private readonly place: Place | null,
    private readonly dict: (pairs: readonly Pair[]) => Value,
  ) {}

  whole(): Value {
    const value = this.value(0);
    this.match(blanks);
    if (this.at < this.source.length) throw new NotJson();
    return value;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  /** Takes a sign, past blanks. */
  private take(sign: string): boolean {
    this.match(blanks);
    if (this.source[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private value(depth: number): Value {
    if (depth > 500) throw new NotJson();
    if (this.take('['))
      return list(
        this.items(']', () => this.value(depth + 1)),
        this.place,
      );
    if (this.take('{')) return this.dict(this.items('}', () => this.pair(depth + 1)));
    const quoted = this.match(text);
    if (quoted) return str(unquoted(quoted[0]), this.place);
    const word = words.find(([name]) => this.source.startsWith(name, this.at));
    if (word) {
      this.at += word[0].length;
      return word[1](this.place);
    }
    const [digits, fraction, exponent] = this.match(number) ?? [];
    if (digits === undefined) throw new NotJson();
    const isFloat = fraction !== undefined || exponent !== undefined;
    return isFloat ? { type: 'float', value: Number(digits), place: this.place } : int(BigInt(digits), this.place);
  }

  private items<Item>(close: string, read: () => Item): readonly Item[] {
    const items: Item[] = [];
    if (this.take(close)) return items;
    do items.push(read());
    while (this.take(','));
    if (!this.take(close)) throw new NotJson();
    return items;
  }

  private pair(depth: number): Pair {
    this.match(blanks);
    const name = this.match(text);
    if (!name || !this.take(':')) throw new NotJson();
    return [unquoted(name[0]), this.value(depth)];
  }
}

function unquoted(quoted: string): string {
  const parsed: unknown = JSON.parse(quoted);
  return typeof parsed === 'string' ? parsed : quoted;
}

/** The value of a text; null where it is no JSON. `dict` makes an object of its names and values. */
export function readJson(source: string, place: Place | null, dict: (pairs: readonly Pair[]) => Value): Value | null {
  try {
    return new JsonReader(source, place, dict).whole();
  } catch (error) {
    if (error instanceof NotJson) return null;
    throw error;
  }
}
