/**
 * Python's logical lines: where they begin and how far they are indented. tree-sitter's grammar goes on reading over a line's end and takes any
 * indentation for a block, so `name =` swallows the line below it and a line too far to the right is read in silence; CPython refuses both
 * (Lib/test/test_exceptions.py; `tok_get` of Parser/tokenizer.c).
 */
import { nextLine } from './logical-lines';

export interface LayoutProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A line that ends with one of these asks for more. */
const unfinished =
  /(?:[-+*/%@&|^~<>=!]|:=|(?<![.\w])\.|\w\.(?<!\b\d[\d_]*\.)|\)\.|\]\.|\}\.|\b(?:and|or|not|in|is|if|else|lambda|import|from|as|del|assert|global|nonlocal|class|def|with|while|for|elif|await))$/;

const starImport = /^from\b.*\bimport\s*\*$/s;

/** What stands on the wrong level or ends too early, the first of it: CPython goes no further either. Null for sound text. */
export function layoutProblem(text: string): LayoutProblem | null {
  const levels = [0];
  let opener: string | null = null;
  for (let line = nextLine(text, 0); line; line = nextLine(text, line.next)) {
    const { start, end } = line;
    const width = widthOf(text, line.lineStart, start);
    const current = levels.at(-1) ?? 0;
    if (opener !== null) {
      if (width <= current) return { message: `expected an indented block after '${opener}'`, start, end };
      levels.push(width);
    } else if (width > current) return { message: 'unexpected indent', start, end };
    while ((levels.at(-1) ?? 0) > width) levels.pop();
    if (levels.at(-1) !== width) return { message: 'unindent does not match any outer indentation level', start, end };
    const code = text.slice(line.lastStatement, line.codeEnd);
    if (unfinished.test(code) && !starImport.test(code) && !code.endsWith('...')) {
      return { message: 'invalid syntax: the line ends too early', start: line.lastStatement, end: line.codeEnd };
    }
    opener = code.endsWith(':') ? (/^(?:async\s+)?\w+/.exec(text.slice(start, line.codeEnd))?.[0] ?? ':') : null;
  }
  if (opener === null) return null;
  return { message: `expected an indented block after '${opener}'`, start: text.trimEnd().length, end: text.trimEnd().length };
}

/** Tabs go to the next multiple of eight, as in CPython; a form feed begins anew. */
function widthOf(text: string, from: number, to: number): number {
  let width = 0;
  for (let at = from; at < to; at += 1) {
    const letter = text[at];
    if (letter === '\t') width = (Math.floor(width / 8) + 1) * 8;
    else if (letter === '\f' || letter === '\ufeff') width = 0;
    else width += 1;
  }
  return width;
}
