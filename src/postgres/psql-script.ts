/**
 * Reads a script as psql does (`psqlscan.l`): statements end at a semicolon outside of quotes, comments and parentheses, a backslash begins a
 * command of psql's own, and the lines after `COPY … FROM stdin;` are rows. A dump by pg_dump is such a script.
 */
import { insertsOf } from './copied-rows';

/** Something of a script, and the line it begins at, from 1. */
export type ScriptPart = { readonly line: number } & (
  | { readonly kind: 'statement'; readonly sql: string }
  /** `\i FILE` and `\ir FILE`. */
  | { readonly kind: 'include'; readonly file: string }
  /** What only psql could do. */
  | { readonly kind: 'unread'; readonly what: string }
);

/** Commands that change what psql shows, or where and as whom it speaks; the statements around them stay the same. */
const idle =
  /^\\(?:restrict|unrestrict|connect|c|encoding|echo|qecho|warn|set|unset|pset|timing|t|x|a|o|f|prompt|q|errverbose|password|conninfo|!)(?:\s|$)/;

/** The parts of a script in order. */
export function readPsqlScript(text: string): readonly ScriptPart[] {
  const parts: ScriptPart[] = [];
  const lines = new Lines(text);
  let at = 0;
  while (at < text.length) {
    at = afterBlank(text, at);
    if (at >= text.length) break;
    const line = lines.at(at);
    if (text[at] === '\\') {
      const end = endOfLine(text, at);
      const command = text.slice(at, end).trim();
      const included = /^\\i(?:r|nclude|nclude_relative)?\s+'?([^']+?)'?$/.exec(command)?.[1];
      if (included !== undefined) parts.push({ kind: 'include', file: included, line });
      else if (!idle.test(command)) parts.push({ kind: 'unread', what: command, line });
      at = end + 1;
      continue;
    }
    const end = endOfStatement(text, at);
    const sql = text.slice(at, end).trim();
    at = text[end] === ';' ? end + 1 : end;
    if (!/^COPY\b[^;]*\bFROM\s+stdin\b/i.test(sql)) {
      if (sql !== '') parts.push({ kind: 'statement', sql, line });
      continue;
    }
    const rows = rowLines(text, endOfLine(text, end) + 1);
    at = rows.end;
    const inserts = insertsOf(sql, rows.lines);
    if (inserts === null) parts.push({ kind: 'unread', what: `the rows of ${sql}`, line });
    else parts.push(...inserts.map((insert): ScriptPart => ({ kind: 'statement', sql: insert, line })));
  }
  return parts;
}

/** The number of the line of a position; positions are asked in ascending order. */
class Lines {
  private line = 1;
  private seen = 0;

  constructor(private readonly text: string) {}

  at(position: number): number {
    for (; this.seen < position; this.seen += 1) if (this.text[this.seen] === '\n') this.line += 1;
    return this.line;
  }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function rowLines(text: string, start: number): { readonly lines: readonly string[]; readonly end: number } {
  const close = /^\\\.\r?$/m;
  const rest = text.slice(start);
  const found = close.exec(rest);
  const body = found ? rest.slice(0, found.index) : rest;
  const end = found ? start + found.index + found[0].length + 1 : text.length;
  return { lines: body.split(/\r?\n/).slice(0, -1), end };
}

/** Behind white space, comments and empty statements. */
function afterBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    if (/[\s;\uFEFF]/.test(text.charAt(at))) at += 1;
    else if (text.startsWith('--', at)) at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) at = afterComment(text, at);
    else return at;
  }
  return at;
}

/** Comments hold others. */
function afterComment(text: string, start: number): number {
  const edges = /\/\*|\*\//g;
  edges.lastIndex = start;
  let depth = 0;
  for (let edge = edges.exec(text); edge; edge = edges.exec(text)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  return text.length;
}

const token = /--|\/\*|[()'";]|\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$|[\p{L}_][\p{L}\p{N}_$]*|\\/gu;

/** Where the statement at `start` ends: at its semicolon, at a command of psql's, or with the text. */
function endOfStatement(text: string, start: number): number {
  token.lastIndex = start;
  let parentheses = 0;
  /** `BEGIN ATOMIC … END` of a function that is written in SQL holds semicolons. */
  let bodies = 0;
  const words: string[] = [];
  let previous = { word: '', end: -1 };
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [word] = found;
    const at = found.index;
    if (word === ';' && parentheses === 0 && bodies === 0) return at;
    // A command of psql's ends a statement too, `\gexec` for one.
    if (word === '\\' && parentheses === 0) return at;
    if (word === '(') parentheses += 1;
    else if (word === ')') parentheses = Math.max(0, parentheses - 1);
    else if (word === '--') token.lastIndex = endOfLine(text, at);
    else if (word === '/*') token.lastIndex = afterComment(text, at);
    else if (word === "'") token.lastIndex = afterQuoted(text, at, previous.end === at && /^e$/i.test(previous.word));
    else if (word === '"') token.lastIndex = afterQuoted(text, at, false);
    else if (word.startsWith('$')) token.lastIndex = afterDollars(text, at, word);
    else if (/^\p{L}/u.test(word)) {
      words.push(word.toUpperCase());
      bodies = Math.max(0, bodies + bodyEdge(words, bodies));
      previous = { word, end: token.lastIndex };
    }
  }
  return text.length;
}

/** What a word does to the depth of bodies, as `identifier_count` and `begin_depth` of psqlscan.l have it. */
function bodyEdge(words: readonly string[], depth: number): number {
  const word = words[words.length - 1];
  if (depth > 0) return word === 'CASE' || word === 'BEGIN' ? 1 : word === 'END' ? -1 : 0;
  const head = words.slice(0, 4).join(' ');
  return word === 'ATOMIC' && words[words.length - 2] === 'BEGIN' && /^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE)/.test(head) ? 1 : 0;
}

/** Behind a quoted text or identifier; its quote stands twice inside. `escapes`: a backslash hides what follows it. */
function afterQuoted(text: string, start: number, escapes: boolean): number {
  const quote = text.charAt(start);
  let at = start + 1;
  while (at < text.length) {
    if (escapes && text[at] === '\\') at += 2;
    else if (text[at] !== quote) at += 1;
    else if (text[at + 1] === quote) at += 2;
    else return at + 1;
  }
  return text.length;
}

function afterDollars(text: string, start: number, tag: string): number {
  const end = text.indexOf(tag, start + tag.length);
  return end < 0 ? text.length : end + tag.length;
}
