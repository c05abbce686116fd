/**
 * The text of a Mako template to its parts, as mako/lexer.py `Lexer` splits it, for what templates of revisions use: text,
 * expressions, control lines, Python blocks, comments, `<%text>`. Tags that build pages of parts (`<%def>`, `<%include>` …)
 * are refused by name.
 */
import { TemplateError } from './template-error';

export type MakoPart =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'expression'; readonly code: string; readonly filters: string; readonly line: number }
  | { readonly kind: 'control'; readonly code: string; readonly keyword: string; readonly end: boolean; readonly line: number }
  | { readonly kind: 'code'; readonly code: string; readonly module: boolean; readonly line: number };

/** Splits the template. Throws a TemplateError where Mako would refuse it. */
export function makoParts(file: string, source: string): readonly MakoPart[] {
  return new MakoLexer(file, source).parts();
}

class MakoLexer {
  private position = 0;
  private readonly found: MakoPart[] = [];

  constructor(
    private readonly file: string,
    private readonly source: string,
  ) {}

  parts(): readonly MakoPart[] {
    this.match(/#.*coding[:=]\s*([-\w.]+).*\r?\n/y);
    while (this.position < this.source.length) {
      const read = this.expression() || this.controlLine() || this.comment() || this.tag() || this.block() || this.percent() || this.text();
      if (!read) throw this.refuse(`${JSON.stringify(this.source.slice(this.position, this.position + 10))} is not understood`);
    }
    return this.found;
  }

  private get line(): number {
    return this.source.slice(0, this.position).split('\n').length;
  }

  private refuse(reason: string, line = this.line): TemplateError {
    return new TemplateError(this.file, line, reason);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.source);
    if (match) this.position += match[0].length;
    return match;
  }

  private expression(): boolean {
    const line = this.line;
    if (!this.match(/\$\{/y)) return false;
    const { text, end } = this.until(['|', '}'], true, line);
    const filters = end === '|' ? this.until(['}'], true, line).text.trim() : '';
    this.found.push({ kind: 'expression', code: text, filters, line });
    return true;
  }

  private controlLine(): boolean {
    const line = this.line;
    const match = this.match(/(?<![^\n])[\t ]*(%(?!%)|##)[\t ]*((?:\\\r?\n|[^\r\n])*)(?:\r?\n|$)/y);
    if (!match) return false;
    const [, operator, code = ''] = match;
    if (operator === '##') return true;
    const [, end, keyword] = /^(end)?(\w+)/.exec(code) ?? [];
    if (keyword === undefined) throw this.refuse(`Invalid control line: '${code}'`, line);
    this.found.push({ kind: 'control', code, keyword, end: end !== undefined, line });
    return true;
  }

  private comment(): boolean {
    return this.match(/<%doc>([\s\S]*?)<\/%doc>/y) !== null;
  }

  private tag(): boolean {
    const line = this.line;
    if (this.match(/<%text(?:\s[^>]*)?>/iy)) {
      const inner = this.match(/([\s\S]*?)<\/%text>/y);
      if (!inner) throw this.refuse('Unclosed tag: <%text>', line);
      this.found.push({ kind: 'text', text: inner[1] ?? '', line });
      return true;
    }
    const tag = this.match(/<\/?%([\w.:]+)[^>]*>/y);
    if (tag) throw this.refuse(`the tag <%${tag[1]}> is not understood`, line);
    return false;
  }

  private block(): boolean {
    const line = this.line;
    const match = this.match(/<%(!)?/y);
    if (!match) return false;
    const { text } = this.until(['%>'], false, line);
    this.found.push({ kind: 'code', code: text, module: match[1] === '!', line });
    return true;
  }

  private percent(): boolean {
    const line = this.line;
    const match = this.match(/(?<![^\n])(\s*)%%(%*)/y);
    if (!match) return false;
    this.found.push({ kind: 'text', text: `${match[1]}%${match[2]}`, line });
    return true;
  }

  private text(): boolean {
    const line = this.line;
    const match = this.match(/([\s\S]*?)(?:(?<=\n)(?=[ \t]*(?:%|##))|(?=\$\{)|(?=<\/?%)|(\\\r?\n)|$)/y);
    if (!match || match[0] === '') return false;
    if (match[1]) this.found.push({ kind: 'text', text: match[1], line });
    return true;
  }

  /** Python up to one of the ends that stands outside of strings, comments and, where asked for, brackets (`parse_until_text`). */
  private until(ends: readonly string[], nesting: boolean, line: number): { readonly text: string; readonly end: string } {
    const start = this.position;
    let depth = 0;
    while (this.position < this.source.length) {
      if (this.match(/#.*\n/y) || this.match(/("""|'''|"|')[^\\]*?(\\[\s\S][^\\]*?)*?\1/y)) continue;
      const end = ends.find((candidate) => this.source.startsWith(candidate, this.position));
      if (end !== undefined && !(nesting && depth > 0)) {
        const text = this.source.slice(start, this.position);
        this.position += end.length;
        return { text, end };
      }
      const character = this.source.charAt(this.position);
      if ('{(['.includes(character)) depth++;
      if ('})]'.includes(character)) depth--;
      this.position++;
    }
    throw this.refuse(`Expected: ${ends.join(',')}; unterminated tag or expression beginning`, line);
  }
}
