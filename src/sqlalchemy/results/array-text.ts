/** The text of a PostgreSQL array, `{1,NULL,"a b"}` (src/backend/utils/adt/arrayfuncs.c). */

export type ArrayItem = string | null | readonly ArrayItem[];

/** The items of an array; null for a text that is none. */
export function readArray(text: string): readonly ArrayItem[] | null {
  const start = text.startsWith('[') ? text.indexOf('=') + 1 : 0;
  const reader = new ArrayReader(text, start);
  const items = reader.list();
  return items && reader.at === text.length ? items : null;
}

class ArrayReader {
  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  list(): readonly ArrayItem[] | null {
    if (this.text[this.at] !== '{') return null;
    this.at += 1;
    const items: ArrayItem[] = [];
    while (this.at < this.text.length && this.text[this.at] !== '}') {
      const item = this.item();
      if (item === undefined) return null;
      items.push(item);
      if (this.text[this.at] === ',') this.at += 1;
    }
    this.at += 1;
    return items;
  }

  private item(): ArrayItem | undefined {
    const first = this.text[this.at];
    if (first === '{') return this.list() ?? undefined;
    if (first === '"') return this.quoted();
    const end = /[,}]/.exec(this.text.slice(this.at));
    if (!end) return undefined;
    const word = this.text.slice(this.at, this.at + end.index);
    this.at += end.index;
    return word === 'NULL' ? null : word;
  }

  private quoted(): string | undefined {
    const whole = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(this.text.slice(this.at));
    if (!whole) return undefined;
    this.at += whole[0].length;
    return (whole[1] ?? '').replace(/\\([\s\S])/g, '$1');
  }
}
