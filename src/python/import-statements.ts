/** The import statements of a file, found in its text alone: what a module may load, now or when one of its functions runs. */

export interface ImportStatement {
  /** Dots before the name: 0 for an absolute import. */
  readonly level: number;
  /** `a.b`, empty for `from . import c`. */
  readonly module: string;
  /** What `from` takes from it, by the name that it gets here; null for `import a.b`. */
  readonly names: ReadonlyMap<string, string> | null;
}

const known = new Map<string, { readonly text: string; readonly statements: readonly ImportStatement[] }>();

/**
 * Every import of a file wherever it stands, save what only a type checker sees (`if TYPE_CHECKING:`). Kept by file and text; the same
 * array as for the file's last text where no import changed.
 */
export function importStatements(file: string, text: string): readonly ImportStatement[] {
  const last = known.get(file);
  if (last?.text === text) return last.statements;
  const found = readStatements(withoutTypeChecking(oneOnALine(text)));
  const statements = last && same(last.statements, found) ? last.statements : found;
  known.set(file, { text, statements });
  return statements;
}

/** Without comments, and with a line for each of several statements; what that does to strings is no matter of imports. */
const oneOnALine = (text: string): string => text.replace(/#[^\n]*/g, '').replace(/;[ \t]*/g, '\n');

function same(a: readonly ImportStatement[], b: readonly ImportStatement[]): boolean {
  const key = ({ level, module, names }: ImportStatement) => JSON.stringify([level, module, names && [...names]]);
  return a.length === b.length && a.every((one, index) => key(one) === key(b[index] ?? one));
}

const statement =
  /^[ \t]*(?:(?:if|try|else|except|finally|with)\b[^\n]*?:[ \t]*)?(?:from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(?:\(([^)]*)\)|((?:[^\n\\]|\\\r?\n)*))|import[ \t]+((?:[^\n\\]|\\\r?\n)*))/gm;

function readStatements(text: string): readonly ImportStatement[] {
  return [...text.matchAll(statement)].flatMap(([, dots = '', module = '', inner, line, plain]): ImportStatement[] => {
    if (plain !== undefined) return listOf(plain).map(([name]) => ({ level: 0, module: name, names: null }));
    const names = new Map(listOf(inner ?? line ?? '').map(([name, alias]) => [alias, name]));
    return [{ level: dots.length, module, names }];
  });
}

/** `a, b as c` as [a, a] and [b, c]. */
function listOf(text: string): readonly (readonly [name: string, alias: string])[] {
  return text.split(',').flatMap((part) => {
    const [, name, alias] = /^[\s\\]*([\w.*]+)(?:\s+as\s+(\w+))?/.exec(part) ?? [];
    return name === undefined ? [] : [[name, alias ?? name] as const];
  });
}

/** Leaves out the block below `if TYPE_CHECKING:`, whose lines are indented deeper than it. */
function withoutTypeChecking(text: string): string {
  if (!text.includes('TYPE_CHECKING')) return text;
  let inside: number | null = null;
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    if (inside !== null && (line.trim() === '' || indent > inside)) continue;
    inside = /^\s*if\s+(?:\w+\.)?TYPE_CHECKING\s*:/.test(line) ? indent : null;
    kept.push(line);
  }
  return kept.join('\n');
}
