/** PostgreSQL's definition texts, made comparable: without the name of what they define, and with other names in them. */

import { quoteIdentifier } from './quoting';
import type { Constraint, Index } from './schema';

const identifier = String.raw`(?:"(?:[^"]|"")*"|[^\s".]+)`;
const indexHead = new RegExp(
  String.raw`^(CREATE (?:UNIQUE )?INDEX )${identifier}( ON (?:ONLY )?)${identifier}(?:\.${identifier})?( USING )`,
);

const castArray = /\(ARRAY\[((?:'(?:[^']|'')*'::[\w ]+(?:\(\d+\))?(?:, )?)+)\]\)::([\w ]+)\[\]/g;

/**
 * An expression as PostgreSQL prints it once it has read its own print: `a IN ('x')` over a varchar is printed as
 * `(ARRAY['x'::character varying])::text[]`, which it reads and prints as `ARRAY[('x'::character varying)::text]`.
 */
export function settledText(text: string): string {
  return text.replace(castArray, (_whole, elements: string, type: string) => {
    const items = elements.match(/'(?:[^']|'')*'::[\w ]+(?:\(\d+\))?/g) ?? [];
    return `ARRAY[${items.map((item) => `(${item})::${type}`).join(', ')}]`;
  });
}

/** `pg_get_indexdef` without the index's own name and its table's: two indexes of one table do the same when these are equal. */
export function indexText(index: Index): string {
  return settledText(index.definition.replace(indexHead, '$1$2$3'));
}

/**
 * `pg_get_constraintdef` without NOT VALID: whether the rows of old were checked is how a constraint came about, not
 * what it asks for.
 */
export function constraintText(constraint: Constraint): string {
  return settledText(`${constraint.kind} ${constraint.definition.replace(/ NOT VALID$/, '')}`);
}

/** String literals (also E'…' and $tag$…$tag$), quoted identifiers, plain identifiers, and the rest character by character. */
const tokens = /[eE]?'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[\s\S]/g;

function nameOf(token: string): string | null {
  if (/^"/.test(token)) return token.slice(1, -1).replaceAll('""', '"');
  return /^[a-z_\u0080-\uffff][\w$\u0080-\uffff]*$/.test(token) ? token : null;
}

/** Replaces a name where `where` says so of the text before and after it. */
function replaceName(text: string, oldName: string, newName: string, where: (before: string, after: string) => boolean): string {
  const parts = text.match(tokens) ?? [];
  return parts
    .map((part, position) => {
      if (nameOf(part) !== oldName) return part;
      return where(parts.slice(0, position).join(''), parts.slice(position + 1).join('')) ? quoteIdentifier(newName) : part;
    })
    .join('');
}

/**
 * An expression or definition of a table after one of its columns was renamed, as PostgreSQL would then print it.
 * Types (after `::`) and functions (before a bracket) keep their names.
 */
export function withColumnRenamed(text: string, oldName: string, newName: string): string {
  return replaceName(text, oldName, newName, (before, after) => !/(::|\.|REFERENCES )$/.test(before) && !after.startsWith('('));
}

/** The referred columns of a foreign key's definition after a column of the referred table was renamed. */
export function withReferredColumnRenamed(text: string, oldName: string, newName: string): string {
  const at = text.indexOf(' REFERENCES ');
  if (at < 0) return text;
  return text.slice(0, at) + replaceName(text.slice(at), oldName, newName, (before) => before.includes('('));
}

/** A definition after the table that it refers to (`REFERENCES old(…)`) or stands on (`ON public.old USING`) was renamed. */
export function withTableRenamed(text: string, oldName: string, newName: string): string {
  return replaceName(text, oldName, newName, (before, after) => {
    const refers = /REFERENCES (?:[\w$]+\.|"(?:[^"]|"")*"\.)?$/.test(before) && after.startsWith('(');
    const stands = / ON (?:ONLY )?(?:[\w$]+\.|"(?:[^"]|"")*"\.)?$/.test(before) && after.startsWith(' USING ');
    return refers || stands;
  });
}

/** Whether a definition or expression mentions a column of that name; functions, types and literals of the name do not count. */
export function mentionsName(text: string, name: string): boolean {
  return withColumnRenamed(text, name, `${name}\u0000`) !== text;
}
