/**
 * Bytes of a source file that are no UTF-8. Whoever reads files writes each of them as a lone surrogate, as Python's `surrogateescape`
 * does (PEP 383): no sound text holds one.
 */
import type { SyntaxProblem } from './parser';

const escaped = 0xdc00;
const undecodable = /[\uDC80-\uDCFF]/u;

/** What a byte that could not be decoded becomes. */
export const escapedByte = (byte: number): string => String.fromCharCode(escaped + byte);

/** The first such byte of a text, as Python refuses it; null for a sound text. */
export function undecodableProblem(file: string, text: string): SyntaxProblem | null {
  const at = undecodable.exec(text)?.index;
  if (at === undefined) return null;
  const before = text.slice(0, at).split('\n');
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
  const byte = (text.charCodeAt(at) - escaped).toString(16);
  return {
    message: `the byte 0x${byte} is no UTF-8, and no encoding is declared in the first two lines`,
    place: { file, line, column, endLine: line, endColumn: column + 1 },
  };
}
