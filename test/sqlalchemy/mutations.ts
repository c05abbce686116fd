/** Sources broken in one place, as they are while somebody types, and what the break could have touched. */
import { boundNames } from '../../src/python/evaluate/bound-names';
import type { PythonParser } from '../../src/python/parser';
import type { Statement } from '../../src/python/syntax';

/** Numbers between 0 and 1, the same ones for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Mutation {
  readonly kind: 'delete' | 'double' | 'swap' | 'cut' | 'cut-out' | 'join';
  readonly text: string;
  /** Lines from 1 in which the old text and the new one differ, ends included. */
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
}

/** One random break of a text of at least one line. */
export function mutate(text: string, random: () => number): Mutation {
  const lines = text.split('\n');
  const pick = (count: number) => Math.floor(random() * count);
  const at = pick(lines.length);
  const made = (kind: Mutation['kind'], after: readonly string[]): Mutation => ({
    kind,
    text: after.join('\n'),
    ...differing(lines, after),
  });
  switch (pick(6)) {
    case 0:
      return made('delete', spliced(lines, at, 1 + pick(3)));
    case 1:
      return made('double', spliced(lines, at, 0, lines[at] ?? ''));
    case 2: {
      const other = pick(lines.length);
      return made('swap', spliced(spliced(lines, at, 1, lines[other] ?? ''), other, 1, lines[at] ?? ''));
    }
    case 3:
      return made('cut', text.slice(0, pick(text.length)).split('\n'));
    case 4: {
      const from = pick(text.length);
      return made('cut-out', (text.slice(0, from) + text.slice(from + 1 + pick(12))).split('\n'));
    }
    default:
      return made('join', spliced(lines, at, 2, `${lines[at]}${lines[at + 1] ?? ''}`));
  }
}

function spliced(lines: readonly string[], at: number, count: number, ...added: readonly string[]): readonly string[] {
  return [...lines.slice(0, at), ...added, ...lines.slice(at + count)];
}

function differing(old: readonly string[], now: readonly string[]): Pick<Mutation, 'before' | 'after'> {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  // Where lines went, what stood around them has come together.
  return { before: [head, old.length - tail + 1], after: [head, now.length - tail + 1] };
}

/** Lines, from the first to the last, of the statements of a text that may feel a break. */
export type Lines = readonly (readonly [number, number])[];

/**
 * The statements of both texts that may feel the break: those it lies in, and those that use what such a statement says to others: the
 * names it binds, and, where it is more than a class, all that it speaks of.
 */
export function touched(
  parser: PythonParser,
  file: string,
  old: string,
  mutation: Mutation,
): { readonly before: Lines; readonly after: Lines } {
  const sides = [
    { side: 'before' as const, text: old, lines: mutation.before },
    { side: 'after' as const, text: mutation.text, lines: mutation.after },
  ];
  const all = sides.flatMap((side) => parser.parse(file, side.text).tree.body.map((statement) => ({ ...side, statement })));
  const words = new Set<string>();
  const felt = new Set<(typeof all)[number]>();
  const feel = (one: (typeof all)[number]) => {
    felt.add(one);
    for (const word of saysToOthers(one.statement, one.text)) words.add(word);
  };
  for (const one of all) if (one.statement.place.endLine >= one.lines[0] && one.statement.place.line <= one.lines[1]) feel(one);
  for (let size = -1; size !== felt.size; ) {
    size = felt.size;
    for (const one of all) if (!felt.has(one) && wordsOf(one.statement, one.text).some((word) => words.has(word))) feel(one);
  }
  const of = (side: 'before' | 'after'): Lines =>
    [...felt].flatMap((one) => (one.side === side ? [[one.statement.place.line, one.statement.place.endLine] as const] : []));
  return { before: of('before'), after: of('after') };
}

function wordsOf(statement: Statement, text: string): readonly string[] {
  const lines = text.split('\n').slice(statement.place.line - 1, statement.place.endLine);
  return lines.join('\n').match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
}

/** A class speaks by its name and its table's, and by its bases that hold columns; everything else by all its words: it may do something to each. */
function saysToOthers(statement: Statement, text: string): readonly string[] {
  if (statement.kind !== 'class') return [...boundNames([statement]), ...wordsOf(statement, text)];
  const own = text
    .split('\n')
    .slice(statement.place.line - 1, statement.place.endLine)
    .join('\n');
  const tables = [...own.matchAll(/__tablename__\s*=\s*["'](\w+)/g)].map((found) => found[1] ?? '');
  const bases = (/^class\s+\w+\s*\(([^)]*)\)/m.exec(own)?.[1]?.match(/\w+/g) ?? []).filter((base) => holdsColumns(base, text));
  return [statement.name, ...tables, ...bases];
}

const holdsColumns = (name: string, text: string): boolean =>
  new RegExp(`^class ${name}\\b(?:.*\\n)(?:(?:[ \\t].*)?\\n)*?[ \\t].*(?:Column|mapped_column|Mapped|__tablename__)`, 'm').test(text);
