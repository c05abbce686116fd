/** Splits text into Python's logical lines: brackets, strings and backslashes carry a line over its end, comments do not count. */

export interface LogicalLine {
  /** Where the physical line begins that the logical one begins in, and where its first token stands. */
  readonly lineStart: number;
  readonly start: number;
  /** Where the last of the statements begins that `;` separates. */
  readonly lastStatement: number;
  /** Behind the last token. */
  readonly codeEnd: number;
  /** The end of the first physical line. */
  readonly end: number;
  readonly next: number;
}

const prefix = /[bBfFrRtTuU]{0,2}$/;

/** The logical line at or behind an offset, null at the end of the text. */
export function nextLine(text: string, from: number): LogicalLine | null {
  let lineStart = from;
  for (;;) {
    const start = skipBlanks(text, lineStart);
    if (start >= text.length) return null;
    const letter = text[start];
    if (letter !== '\n' && letter !== '\r' && letter !== '#') return readLine(text, lineStart, start);
    lineStart = lineEnd(text, start) + 1;
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\f' || text[at] === '\ufeff') at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function readLine(text: string, lineStart: number, start: number): LogicalLine {
  let at = start;
  let codeEnd = start;
  let lastStatement = start;
  let depth = 0;
  while (at < text.length) {
    const letter = text[at]!;
    if (letter === '\n' && depth === 0) break;
    if (letter === '#') {
      at = lineEnd(text, at);
      continue;
    }
    if (letter === '\\') {
      at += text[at + 1] === '\r' ? 3 : 2;
      continue;
    }
    if (letter === '"' || letter === "'") at = skipString(text, at);
    else {
      if (letter === '(' || letter === '[' || letter === '{') depth += 1;
      else if ((letter === ')' || letter === ']' || letter === '}') && depth > 0) depth -= 1;
      at += 1;
    }
    if (letter === ';' && depth === 0) lastStatement = skipBlanks(text, at);
    else if (letter !== ' ' && letter !== '\t' && letter !== '\n' && letter !== '\r' && letter !== '\f') codeEnd = at;
  }
  return { lineStart, start, lastStatement, codeEnd, end: Math.min(lineEnd(text, start), codeEnd), next: at + 1 };
}

/** The offset behind the string whose quote stands at an offset; an open one ends with its line. */
function skipString(text: string, open: number): number {
  const letter = text[open]!;
  const quote = text.startsWith(letter.repeat(3), open) ? letter.repeat(3) : letter;
  const kind = prefix.exec(text.slice(Math.max(0, open - 2), open))?.[0] ?? '';
  const formatted = /[ftFT]/.test(kind) && !/\w/.test(text[open - kind.length - 1] ?? '');
  const raw = /[rR]/.test(kind);
  let at = open + quote.length;
  while (at < text.length) {
    const current = text[at]!;
    if (current === '\\' && !(raw && formatted && text[at + 1] === '{')) at += 2;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (current === '\n' && quote.length === 1) return at;
    else if (formatted && current === '{') at = text[at + 1] === '{' ? at + 2 : skipReplacement(text, at + 1, quote);
    else at += 1;
  }
  return at;
}

/** The offset behind the `}` of a replacement field; its format may hold fields again. */
function skipReplacement(text: string, from: number, quote: string): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const letter = text[at]!;
    if (letter === '"' || letter === "'") {
      // Before PEP 701 the quote of the f-string ends it.
      if (text.startsWith(quote, at) && closesEarly(text, at, quote)) return at;
      at = skipString(text, at);
      continue;
    }
    if (letter === '}' && depth === 0) return at + 1;
    if (letter === ':' && depth === 0 && text[at + 1] !== '=') return skipFormat(text, at + 1, quote);
    if (letter === '(' || letter === '[' || letter === '{') depth += 1;
    else if (letter === ')' || letter === ']' || letter === '}') depth -= 1;
    at += 1;
  }
  return at;
}

function skipFormat(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length) {
    if (text[at] === '}') return at + 1;
    if (text.startsWith(quote, at) || (text[at] === '\n' && quote.length === 1)) return at;
    at = text[at] === '{' ? skipReplacement(text, at + 1, quote) : at + 1;
  }
  return at;
}

/** Whether a quote in a field that nothing closes on its line belongs to the string around it. */
function closesEarly(text: string, at: number, quote: string): boolean {
  const rest = text.slice(at + quote.length, quote.length === 1 ? lineEnd(text, at) : undefined);
  return !rest.includes('}');
}
