/** SQL text as PostgreSQL's scanner takes it apart (src/backend/parser/scan.l): what two texts must share to mean the same. */

/** Space between the parts of a string that goes on in another line (`quotecontinue`), comments included. */
const continued = /(?:[ \t\f\v]|--[^\n\r]*)*[\n\r](?:\s|--[^\n\r]*(?=[\n\r]))*'/y;
const space = /\s+/y;
const lineComment = /--[^\n\r]*/y;
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const number = /(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)/y;
const parameter = /\$\d+/y;
const dollarQuote = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const stringStart = /(?:[eEbBxXnN]|[uU]&)?'/y;
const nameStart = /(?:[uU]&)?"/y;
const operator = /[~!@#^&|`?+\-*/%<>=]+/y;
const twoSigns = /::|:=|\.\./y;

/**
 * The tokens of a text, names and keywords in lower case, comments among them; null where it does not come to an end. Two texts with the
 * same tokens are the same to PostgreSQL.
 */
export function sqlTokens(sql: string): readonly string[] | null {
  const tokens: string[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(sql)?.[0] ?? null;
  };
  while (at < sql.length) {
    const blank = match(space);
    if (blank !== null) {
      at += blank.length;
      continue;
    }
    const end = tokenEnd(sql, at, match);
    if (end === null) return null;
    tokens.push(normal(sql.slice(at, end)));
    at = end;
  }
  return tokens;
}

const isBeside = /^(?:--|\/\*|(?:[ebxn]|u&)?'|\$(?!\d))/i;

/** A text without its comments and literals, one space between what is left: keywords, names and signs. Null where it does not come to an end. */
export function withoutLiterals(sql: string): string | null {
  const tokens = sqlTokens(sql);
  return tokens?.filter((token) => !isBeside.test(token)).join(' ') ?? null;
}

function tokenEnd(sql: string, at: number, match: (pattern: RegExp) => string | null): number | null {
  const comment = match(lineComment);
  if (comment !== null) return at + comment.length;
  if (sql.startsWith('/*', at)) return blockCommentEnd(sql, at);
  const opening = match(stringStart);
  if (opening !== null) return stringEnd(sql, at + opening.length, /^[eE]/.test(opening));
  const name = match(nameStart);
  if (name !== null) return quotedEnd(sql, at + name.length, '"', false);
  const quote = match(dollarQuote);
  if (quote !== null) {
    const end = sql.indexOf(quote, at + quote.length);
    return end < 0 ? null : end + quote.length;
  }
  for (const pattern of [word, number, parameter, twoSigns]) {
    const found = match(pattern);
    if (found !== null) return at + found.length;
  }
  const signs = match(operator);
  return at + (signs === null ? 1 : operatorLength(signs));
}

/** Block comments nest. */
function blockCommentEnd(sql: string, start: number): number | null {
  let depth = 0;
  const edges = /\/\*|\*\//g;
  edges.lastIndex = start;
  for (let edge = edges.exec(sql); edge !== null; edge = edges.exec(sql)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.index + 2;
  }
  return null;
}

function stringEnd(sql: string, from: number, escapes: boolean): number | null {
  let end = quotedEnd(sql, from, "'", escapes);
  while (end !== null) {
    continued.lastIndex = end;
    const more = continued.exec(sql);
    if (more === null) return end;
    end = quotedEnd(sql, end + more[0].length, "'", escapes);
  }
  return null;
}

/** Behind the closing quote; a doubled one stands for itself, and so does what follows a backslash of `E'…'`. */
function quotedEnd(sql: string, from: number, quote: string, escapes: boolean): number | null {
  for (let at = from; at < sql.length; at++) {
    if (escapes && sql[at] === '\\') at++;
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return null;
}

/** An operator ends before a comment, and in `+` or `-` only where it holds a sign that SQL's own operators do not have. */
function operatorLength(signs: string): number {
  const comment = signs.search(/--|\/\*/);
  const whole = comment > 0 ? signs.slice(0, comment) : signs;
  return /[~!@#%^&|`?]/.test(whole) ? whole.length : Math.max(1, whole.replace(/[+-]+$/, '').length);
}

function normal(token: string): string {
  if (token.startsWith('--')) return token.trimEnd();
  if (/^[A-Za-z_]/.test(token) && !/['"]/.test(token)) return token.toLowerCase();
  return token.startsWith('/*') ? token.replace(/\s+/g, ' ') : token;
}
