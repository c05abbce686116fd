/**
 * A Mako template to the Python module that writes its text, as mako/codegen.py does, so that the one evaluator runs it. The
 * module calls `__write(value)` for every piece; `lines` tells the template's line for each of its own.
 */
import { type MakoPart, makoParts } from './mako-parts';
import { pythonString } from './python-text';
import { TemplateError } from './template-error';

export interface TemplateProgram {
  readonly source: string;
  /** Index 0 belongs to line 1. */
  readonly lines: readonly number[];
}

const OPENING = new Set(['if', 'for', 'while', 'try', 'with']);
const CONTINUING = new Map([
  ['elif', ['if']],
  ['else', ['if', 'for', 'while', 'try']],
  ['except', ['try']],
  ['finally', ['try']],
]);

/** mako/filters.py `DEFAULT_ESCAPES`, as far as a template of Python code can want them; other names are functions of the template. */
const FILTERS = new Map([
  ['unicode', 'str'],
  ['str', 'str'],
  ['trim', '__trim'],
]);
const REFUSED_FILTERS = new Set(['x', 'h', 'u', 'entity', 'decode']);

/** Translates the template; `imported` are the names that the host module `__template` gives it. Throws a TemplateError. */
export function makoToPython(file: string, template: string, imported: readonly string[]): TemplateProgram {
  const parts = makoParts(file, template);
  const writer = new ModuleWriter(file);
  writer.add(`from __template import ${imported.join(', ')}`, 1);
  for (const part of parts) if (part.kind === 'code' && part.module) writer.block(part.code, part.line);
  for (const part of parts) writer.part(part);
  return writer.finish();
}

class ModuleWriter {
  private readonly source: string[] = [];
  private readonly lines: number[] = [];
  private readonly open: { readonly keyword: string; readonly line: number; empty: boolean }[] = [];

  constructor(private readonly file: string) {}

  /** One logical line of Python, whose own further lines are not indented (they stand in brackets or strings). */
  add(code: string, line: number): void {
    const inner = this.open.at(-1);
    if (inner) inner.empty = false;
    for (const [index, text] of `${'    '.repeat(this.open.length)}${code}`.split('\n').entries()) {
      this.source.push(text);
      this.lines.push(line + index);
    }
  }

  part(part: MakoPart): void {
    if (part.kind === 'text') this.add(`__write(${pythonString(part.text)})`, part.line);
    else if (part.kind === 'expression') {
      this.add(`__write(${filtered(this.file, part.code.replace(/\r\n/g, '\n'), part.filters, part.line)})`, part.line);
    } else if (part.kind === 'code') {
      if (!part.module) this.block(part.code, part.line);
    } else if (part.end) this.end(part.keyword, part.line);
    else this.control(part.keyword, part.code, part.line);
  }

  /** A `<% %>` block, its lines moved to where the module stands (mako/pygen.py `adjust_whitespace`). */
  block(code: string, line: number): void {
    const lines = code.replace(/\r\n/g, '\n').split('\n');
    const indent = /^[ \t]*/.exec(lines.find((text) => text.trim() !== '') ?? '')?.[0] ?? '';
    for (const [index, text] of lines.entries()) {
      if (text.trim() === '') continue;
      this.add(text.startsWith(indent) ? text.slice(indent.length) : text.trimStart(), line + index);
    }
  }

  finish(): TemplateProgram {
    const unended = this.open.at(-1);
    if (unended) throw new TemplateError(this.file, unended.line, `Unterminated control keyword: '${unended.keyword}'`);
    return { source: `${this.source.join('\n')}\n`, lines: this.lines };
  }

  private control(keyword: string, code: string, line: number): void {
    const statement = code.replace(/\\\r?\n/g, ' ').trimEnd();
    const primaries = CONTINUING.get(keyword);
    if (primaries) {
      const inner = this.open.at(-1);
      if (!inner || !primaries.includes(inner.keyword)) {
        throw new TemplateError(this.file, line, `Keyword '${keyword}' not a legal ternary for keyword '${inner?.keyword ?? ''}'`);
      }
      this.close();
      this.add(statement, line);
      this.open.push({ ...inner, empty: true });
      return;
    }
    if (!OPENING.has(keyword)) throw new TemplateError(this.file, line, `Unsupported control keyword: '${keyword}'`);
    this.add(statement, line);
    this.open.push({ keyword, line, empty: true });
  }

  private end(keyword: string, line: number): void {
    const inner = this.open.at(-1);
    if (!inner) throw new TemplateError(this.file, line, `No starting keyword '${keyword}' for 'end${keyword}'`);
    if (inner.keyword !== keyword)
      throw new TemplateError(this.file, line, `Keyword 'end${keyword}' doesn't match keyword '${inner.keyword}'`);
    this.close();
  }

  private close(): void {
    const inner = this.open.at(-1);
    if (inner?.empty) this.add('pass', inner.line);
    this.open.pop();
  }
}

/** `${code | a,b}` is `b(a(str(code)))`; `n` takes the `str` away (mako/codegen.py `create_filter_callable`). */
function filtered(file: string, code: string, filters: string, line: number): string {
  const names = filters === '' ? [] : filters.split(/,(?![^(]*\))/).map((name) => name.trim());
  const applied = names.includes('n') ? names.filter((name) => name !== 'n') : ['str', ...names];
  return applied.reduce((inner, name) => {
    if (REFUSED_FILTERS.has(name))
      throw new TemplateError(file, line, `the filter '${name}' is not understood in a template of Python code`);
    return `${FILTERS.get(name) ?? name}(${inner})`;
  }, `(${code}\n)`);
}
