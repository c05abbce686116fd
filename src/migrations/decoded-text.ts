/** The text of a file as Python decodes its source (PEP 263): UTF-8 with or without a byte order mark, or the encoding it declares. */
import { isUtf8 } from 'node:buffer';
import { escapedByte } from '../python/undecodable';

/** Bytes that cannot be decoded are kept apart (`undecodableProblem` finds them), never replaced in silence. */
export function decodedText(bytes: Buffer): string {
  if (isUtf8(bytes)) return withoutMark(bytes.toString('utf8'));
  return inDeclaredEncoding(bytes) ?? withoutMark(withEscapes(bytes));
}

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

function inDeclaredEncoding(bytes: Buffer): string | null {
  const [first = '', second = ''] = bytes.toString('latin1').split('\n', 2);
  const encoding = [first, second].map((line) => /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1]).find(Boolean);
  if (encoding === undefined || /^utf[-_]?8$/i.test(encoding)) return null;
  // What WHATWG calls latin1 is Windows' code page, which has other characters from 0x80 to 0x9f.
  if (/^(?:latin[-_]?1|iso[-_]?8859[-_]1|l1)$/i.test(encoding)) return bytes.toString('latin1');
  try {
    return new TextDecoder(encoding.replace(/_/g, '-'), { fatal: true }).decode(bytes);
  } catch (error) {
    // An encoding that is not known here, or bytes that it does not have.
    if (error instanceof RangeError || error instanceof TypeError) return null;
    throw error;
  }
}

/** UTF-8 where it is sound; every other byte escaped. */
function withEscapes(bytes: Buffer): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    const character = bytes.subarray(at, at + length);
    const sound = character.length === length && isUtf8(character);
    parts.push(sound ? character.toString('utf8') : escapedByte(lead));
    at += sound ? length : 1;
  }
  return parts.join('');
}
