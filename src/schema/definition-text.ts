/** PostgreSQL's definition texts, made comparable: without the name of what they define, and with other names in them. */

import { quoteIdentifier } from './quoting';
import type { Constraint, Index } from './schema';

const identifier = String.raw`(?:"(?:[^"]|"")*"|[^\s".]+)`;
const indexHead = new RegExp(
  String.raw`^(CREATE (?:UNIQUE )?INDEX )${identifier}( ON (?:ONLY )?)${identifier}(?:\.${identifier})?( USING )`,
);

/** `pg_get_indexdef` without the index's own name and its table's: two indexes of one table do the same when these are equal. */
export function indexText(index: Index): string {
  return index.definition.replace(indexHead, '$1$2$3');
}

/**
 * `pg_get_constraintdef` without NOT VALID: whether the rows of old were checked is how a constraint came about, not
 * what it asks for.
 */
export function constraintText(constraint: Constraint): string {
  return `${constraint.kind} ${constraint.definition.replace(/ NOT VALID$/, '')}`;
}

/** String literals (also E'…' and $tag$…$tag$), quoted identifiers, plain identifiers, and the rest character by character. */
const tokens = /[eE]?'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[\s\S]/g;

function nameOf(token: string): string | null {
  if (/^"/.test(token)) return token.slice(1, -1).replaceAll('""', '"');
  return /^[a-z_\u0080-\uffff][\w$\u0080-\uffff]*$/.test(token) ? token : null;
}

function replaceNames(text: string, change: (name: string, before: string, after: string) => string | null): string {
  const parts = text.match(tokens) ?? [];
  return parts
    .map((part, position) => {
      const name = nameOf(part);
      const changed = name === null ? null : change(name, parts.slice(0, position).join(''), parts.slice(position + 1).join(''));
      return changed === null ? part : quoteIdentifier(changed);
    })
    .join('');
}

/**
 * An expression or definition of a table after one of its columns was renamed, as PostgreSQL would then print it.
 * Types (after `::`) and functions (before a bracket) keep their names.
 */
export function withColumnRenamed(text: string, oldName: string, newName: string): string {
  return replaceNames(text, (name, before, after) => {
    if (name !== oldName) return null;
    if (/(::|\.|REFERENCES )$/.test(before)) return null;
    return /^\(/.test(after) ? null : newName;
  });
}

/** The referred columns of a foreign key's definition after a column of the referred table was renamed. */
export function withReferredColumnRenamed(text: string, oldName: string, newName: string): string {
  const at = text.indexOf(' REFERENCES ');
  if (at < 0) return text;
  return text.slice(0, at) + replaceNames(text.slice(at), (name, before) => (name === oldName && before.includes('(') ? newName : null));
}

/** A definition after the table that it refers to (`REFERENCES old(…)`) or stands on (`ON public.old USING`) was renamed. */
export function withTableRenamed(text: string, oldName: string, newName: string): string {
  return replaceNames(text, (name, before, after) => {
    if (name !== oldName) return null;
    const refers = /REFERENCES (?:[\w$]+\.|"(?:[^"]|"")*"\.)?$/.test(before) && after.startsWith('(');
    const stands = / ON (?:ONLY )?(?:[\w$]+\.|"(?:[^"]|"")*"\.)?$/.test(before) && after.startsWith(' USING ');
    return refers || stands ? newName : null;
  });
}
