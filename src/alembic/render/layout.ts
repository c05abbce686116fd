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

/** Arguments one a line, a step further in than the call, with the comma after the last that Python's formatters set. */
function linesOfParts(parts: readonly Expression[], indentation: number): readonly string[] {
  return parts.flatMap((part) => {
    const lines = layOut(part, indentation + step.length, 1);
    return lines.map((line, at) => `${step}${line}${at === lines.length - 1 ? ',' : ''}`);
  });
}

/** A call with a line for each argument, whether it fits on one or not. */
export function layOutBroken(expression: Call): readonly string[] {
  return [expression.head, ...linesOfParts(expression.parts, 0), expression.tail];
}

/** Lines one step further in. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${step}${line}`));
}
