/** The replacement of `re.sub`: `\1`, `\g<name>` and escapes, as `parse_template` of Lib/re/_parser.py reads them. */
import { type Regex, RegexError, UnreadRegex } from './node';

const controls: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

/** Pieces of text, and numbers of groups that stand between them. */
export type Template = readonly (string | number)[];

/** Reads a replacement; throws `RegexError` for what Python refuses. */
export function readTemplate(template: string, regex: Regex): Template {
  const pieces: (string | number)[] = [];
  let rest = template;
  const group = (index: number): unknown => {
    if (index > regex.groups) throw new RegexError(`invalid group reference ${index}`);
    return pieces.push(index);
  };
  while (rest !== '') {
    const plain = /^[^\\]+/.exec(rest)?.[0];
    if (plain !== undefined) {
      pieces.push(plain);
      rest = rest.slice(plain.length);
      continue;
    }
    const [whole, name, octal, number, letter] = /^\\(?:g<([^>]*)>|(0[0-7]{0,2}|[1-3][0-7]{2})|([1-9]\d?)|([\s\S]))/u.exec(rest) ?? [];
    if (whole === undefined) throw new RegexError('bad escape (end of pattern)');
    rest = rest.slice(whole.length);
    if (name !== undefined) group(/^\d+$/.test(name) ? Number(name) : (regex.names.get(name) ?? unknownGroup(name)));
    else if (octal !== undefined) pieces.push(String.fromCodePoint(Number.parseInt(octal, 8)));
    else if (number !== undefined) group(Number(number));
    else if (letter !== undefined) pieces.push(controls[letter] ?? (/^[A-Za-z]$/.test(letter) ? badEscape(letter) : `\\${letter}`));
  }
  return pieces;
}

function unknownGroup(name: string): never {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) throw new RegexError(`bad character in group name '${name}'`);
  // Python raises IndexError here, which no module that is imported can want.
  throw new UnreadRegex(`the group ${name} of a regular expression`);
}

function badEscape(letter: string): never {
  throw new RegexError(`bad escape \\${letter}`);
}

/** The text that a template gives for one match; groups that took no part are empty. */
export const expandTemplate = (template: Template, group: (index: number) => string | null): string =>
  template.map((piece) => (typeof piece === 'string' ? piece : (group(piece) ?? ''))).join('');
