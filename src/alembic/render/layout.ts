/** Calls laid out over lines: on one where they fit, else one argument a line. */

/** The room a line of a revision's function has: 88 characters less the four of the function's own indentation. */
const width = 84;
const step = '    ';

export interface Call {
  /** What stands before the parenthesis, a keyword (`type_=`) included. */
  readonly head: string;
  readonly parts: readonly Expression[];
  /** `)` and what follows it. */
  readonly tail: string;
}
/** Python source, or a call that may be broken into lines. */
export type Expression = string | Call;

/** `head(parts)tail`; parts that are null are left out. */
export function call(head: string, parts: readonly (Expression | null)[], tail = ''): Call {
  return { head: `${head}(`, parts: parts.filter((part) => part !== null), tail: `)${tail}` };
}

/** `name=value`. */
export function keyword(name: string, value: Expression): Expression {
  return typeof value === 'string' ? `${name}=${value}` : { ...value, head: `${name}=${value.head}` };
}

/** Everything on one line. */
export function flat(expression: Expression): string {
  return typeof expression === 'string' ? expression : `${expression.head}${expression.parts.map(flat).join(', ')}${expression.tail}`;
}

const fits = (text: string, indentation: number, after: number): boolean => text.length + indentation + after <= width;

/**
 * The source of an expression that starts at `indentation` characters; `after` is how much follows on its last line. Lines after
 * the first carry the indentation relative to it.
 */
export function layOut(expression: Expression, indentation = 0, after = 0): readonly string[] {
  const single = flat(expression);
  if (typeof expression === 'string' || expression.parts.length === 0 || fits(single, indentation, after)) return [single];
  return [expression.head, ...linesOfParts(expression.parts, indentation), expression.tail];
}

/** Arguments one a line, a step further in than the call. */
function linesOfParts(parts: readonly Expression[], indentation: number): readonly string[] {
  return parts.flatMap((part, index) => {
    const comma = index < parts.length - 1 ? ',' : '';
    const lines = layOut(part, indentation + step.length, comma.length);
    return lines.map((line, at) => `${step}${line}${at === lines.length - 1 ? comma : ''}`);
  });
}

/** Alembic's way with `create_table`: the table's name stays on the first line, everything else has a line of its own. */
export function layOutTable(head: string, first: string, parts: readonly Expression[]): readonly string[] {
  return parts.length === 0 ? [`${head}(${first})`] : [`${head}(${first},`, ...linesOfParts(parts, 0), ')'];
}

/** Alembic's way with `alter_column`: table and column on the first line, each keyword below them (`_alter_column`'s indent of 11). */
export function layOutAligned(head: string, first: readonly string[], keywords: readonly Expression[]): readonly string[] {
  const indent = ' '.repeat(11);
  const opening = `${head}(${first.join(', ')}`;
  if (keywords.length === 0) return [`${opening})`];
  const inner = keywords.flatMap((part, index) => {
    const end = index < keywords.length - 1 ? ',' : ')';
    const lines = layOut(part, indent.length, end.length);
    return lines.map((line, at) => `${indent}${line}${at === lines.length - 1 ? end : ''}`);
  });
  return [`${opening},`, ...inner];
}

/** A call with a line for each argument, whether it fits on one or not. */
export function layOutBroken(expression: Call): readonly string[] {
  return [expression.head, ...linesOfParts(expression.parts, 0), expression.tail];
}

/** Lines one step further in. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${step}${line}`));
}
