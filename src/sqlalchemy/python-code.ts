/** Pieces of Python for revision files. */
import type { PythonCode } from '../schema/definition';

export const postgresqlImport = 'from sqlalchemy.dialects import postgresql';

export const code = (text: string, ...imports: readonly string[]): PythonCode => ({ code: text, imports });

/** Joins the imports of several pieces, each line once. */
export function importsOf(pieces: readonly PythonCode[]): readonly string[] {
  return [...new Set(pieces.flatMap((piece) => piece.imports))];
}

/** `repr()` of a str: single quotes unless only double ones spare escaping, as CPython's `unicode_repr` does. */
export function textRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = [...text].map((character) => {
    if (character === '\\' || character === quote) return `\\${character}`;
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return '\\t';
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return `\\x${point.toString(16).padStart(2, '0')}`;
    return character;
  });
  return `${quote}${escaped.join('')}${quote}`;
}

/** `repr()` of the scalars that types and options are made of. */
export function scalarRepr(value: string | number | boolean | null): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : textRepr(value);
}
