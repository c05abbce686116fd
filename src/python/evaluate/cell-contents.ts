/** What a cell holds, taken down and put back. Only the cell's own keys, items and fields: what they hold are cells themselves. */

export type Contents =
  | { readonly kind: 'map'; readonly entries: readonly (readonly [unknown, unknown])[] }
  | { readonly kind: 'set'; readonly members: readonly unknown[] }
  | { readonly kind: 'array'; readonly items: readonly unknown[] }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, unknown>> };

export function contentsOf(cell: object): Contents {
  if (cell instanceof Map) return { kind: 'map', entries: [...cell] };
  if (cell instanceof Set) return { kind: 'set', members: [...cell] };
  if (Array.isArray(cell)) return { kind: 'array', items: [...cell] };
  return { kind: 'object', fields: { ...cell } };
}

export function restoreContents(cell: object, contents: Contents): void {
  if (cell instanceof Map && contents.kind === 'map') {
    cell.clear();
    for (const [key, value] of contents.entries) cell.set(key, value);
  } else if (cell instanceof Set && contents.kind === 'set') {
    cell.clear();
    for (const member of contents.members) cell.add(member);
  } else if (Array.isArray(cell) && contents.kind === 'array') {
    cell.splice(0, cell.length, ...contents.items);
  } else if (contents.kind === 'object') Object.assign(cell, contents.fields);
}
