/**
 * Another parent for a revision: the value of `down_revision` and the docstring's line `Revises:`, written as script.py.mako would have
 * written them, and nothing else of the file.
 */
import type { Place } from '../../python/place';
import { pythonString } from '../../schema/python-text';
import type { Revision } from './revision';

export interface TextEdit {
  readonly place: Place;
  readonly text: string;
}

/** The edits that give `revision`, whose file is `text`, these parents; from the end of the file to its beginning. */
export function parentEdits(revision: Revision, text: string, parents: readonly string[]): readonly TextEdit[] {
  const lines = text.split('\n');
  const quote = textAt(lines, revision.places.id).startsWith('"') ? '"' : "'";
  const value = { place: revision.places.down, text: valueText(parents, quote) };
  const said = parentsInDocstring(lines, revision);
  return said ? [value, { place: said.place, text: said.gap + parents.join(', ') }] : [value];
}

/** The text with the edits made; they come from the end to the beginning. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  return edits.reduce((edited, { place, text: replacement }) => {
    const lines = edited.split('\n');
    const before = [...lines.slice(0, place.line - 1), (lines[place.line - 1] ?? '').slice(0, place.column - 1)].join('\n');
    const after = [(lines[place.endLine - 1] ?? '').slice(place.endColumn - 1), ...lines.slice(place.endLine)].join('\n');
    return before + replacement + after;
  }, text);
}

/** `None`, `'a'`, `('a', 'b')`: alembic/script/revision.py `tuple_rev_as_scalar`. */
function valueText(parents: readonly string[], quote: string): string {
  const texts = parents.map((id) => quoted(id, quote));
  const [only, ...others] = texts;
  if (only === undefined) return 'None';
  return others.length === 0 ? only : `(${texts.join(', ')})`;
}

/** As `repr` writes it, save that a file which quotes its ids with double quotes goes on doing so. */
function quoted(id: string, quote: string): string {
  return quote === '"' && !/["\\\p{Cc}]/u.test(id) ? `"${id}"` : pythonString(id);
}

/**
 * Where the docstring names the parents: after `Revises:`, whatever stands there, else after another word of the project's own template
 * where exactly the parents stand.
 */
function parentsInDocstring(lines: readonly string[], revision: Revision): { readonly place: Place; readonly gap: string } | null {
  const { file, line: end } = revision.places.id;
  const labelled = lines.slice(0, end - 1).flatMap((text, index) => {
    const [, label, said] = /^\s*([^\s#:][^:]*:[ \t]*)(.*?)\r?$/.exec(text) ?? [];
    if (label === undefined || said === undefined || !revision.docstring.includes(text.trim())) return [];
    const column = text.indexOf(label) + label.length + 1;
    const gap = /\s$/.test(label) ? '' : ' ';
    return [{ label, said, gap, place: { file, line: index + 1, column, endLine: index + 1, endColumn: column + said.length } }];
  });
  const old = revision.down.join(', ');
  const found = labelled.find(({ label }) => /^Revises:/.test(label)) ?? labelled.find(({ said }) => old !== '' && said.trim() === old);
  return found ?? null;
}

const textAt = (lines: readonly string[], { line, column }: Place): string => (lines[line - 1] ?? '').slice(column - 1);
