/** tree-sitter's nodes copied into plain objects in one walk, because every question to a WASM node costs a call. */
import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { SyntaxProblem } from '../parser';
import type { Place } from '../place';
import type { InvalidNode } from '../syntax';

export interface SourceNode {
  readonly type: string;
  readonly named: boolean;
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly missing: boolean;
  readonly children: readonly SourceNode[];
  /** The body of a function whose children were not copied. */
  readonly deferred: boolean;
}

/** One file while it is being converted. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
  /** Added to the offsets of nodes that were copied before something in front of them changed its length. */
  readonly shift: number;
  readonly problems: SyntaxProblem[];
  /** Copies the function that stands at these offsets, with its body; null where no body was deferred. */
  readonly wholeFunction: ((start: number, end: number) => SourceNode) | null;
  /** The functions around the node in hand, innermost last; a `yield` marks its own. */
  readonly functions: { isGenerator: boolean }[];
}

export function openSource(file: string, text: string, wholeFunction: Source['wholeFunction']): Source {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts, shift: 0, problems: [], wholeFunction, functions: [] };
}

const extras = new Set(['comment', 'line_continuation']);

export interface CopyOptions {
  /** Added to every offset: where the text that was parsed begins in the file. */
  readonly offset: number;
  /** Leaves the bodies of functions for later, save those whose text asks to be looked at at once. */
  readonly defers: ((bodyStart: number, bodyEnd: number) => boolean) | null;
}

/** Copies a tree; comments and line continuations are left out. */
export function copyTree(tree: Tree, options: CopyOptions): SourceNode {
  const cursor = tree.walk();
  const root = copyNode(cursor, options, false);
  cursor.delete();
  return root;
}

/** Copies the statements of a module; one that `known` answers for is not looked into. Comments are left out. */
export function copyStatements<Known>(
  tree: Tree,
  options: CopyOptions,
  known: (start: number, end: number) => Known | null,
): readonly (Known | SourceNode)[] {
  const cursor = tree.walk();
  const statements: (Known | SourceNode)[] = [];
  if (cursor.gotoFirstChild()) {
    do {
      if (!extras.has(cursor.nodeType)) statements.push(known(cursor.startIndex, cursor.endIndex) ?? copyNode(cursor, options, false));
    } while (cursor.gotoNextSibling());
  }
  cursor.delete();
  return statements;
}

/**
 * In sound text a token that is no node of its own (`(`, `async`) is spelled like its type, and has no children: that spares two
 * questions. In a broken text it may be missing, which has no width.
 */
function copyNode(cursor: TreeCursor, options: CopyOptions, inFunction: boolean): SourceNode {
  const type = cursor.nodeType;
  const field = cursor.currentFieldName;
  const named = cursor.nodeIsNamed;
  const start = cursor.startIndex + options.offset;
  const end = named || options.defers === null ? cursor.endIndex + options.offset : start + type.length;
  const deferred = inFunction && field === 'body' && options.defers?.(start, end) === true;
  const children: SourceNode[] = [];
  if (named && !deferred && cursor.gotoFirstChild()) {
    const isFunction = type === 'function_definition';
    do {
      const child = copyNode(cursor, options, isFunction);
      if (!extras.has(child.type)) children.push(child);
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  const missing = start === end && children.length === 0 && cursor.nodeIsMissing;
  return { type, named, field, start, end, missing, children, deferred };
}

function lineOf(source: Source, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (source.lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The place of a stretch of text, given as the offsets of nodes in UTF-16 code units. */
export function placeBetween(source: Source, from: number, to: number): Place {
  const [start, end] = [from + source.shift, to + source.shift];
  const line = lineOf(source, start);
  const endLine = lineOf(source, end);
  return {
    file: source.file,
    line: line + 1,
    column: start - source.lineStarts[line]! + 1,
    endLine: endLine + 1,
    endColumn: end - source.lineStarts[endLine]! + 1,
  };
}

export const textBetween = (source: Source, from: number, to: number): string => source.text.slice(from + source.shift, to + source.shift);
export const placeOf = (source: Source, node: SourceNode): Place => placeBetween(source, node.start, node.end);
export const textOf = (source: Source, node: SourceNode): string => textBetween(source, node.start, node.end);

export const childOfField = (node: SourceNode, field: string): SourceNode | null =>
  node.children.find((child) => child.field === field) ?? null;
export const childrenOfField = (node: SourceNode, field: string): readonly SourceNode[] =>
  node.children.filter((child) => child.field === field && child.named);
export const childOfType = (node: SourceNode, type: string): SourceNode | null =>
  node.children.find((child) => child.type === type) ?? null;
/** The children that carry meaning: neither punctuation nor an error. */
export const namedChildren = (node: SourceNode): readonly SourceNode[] =>
  node.children.filter((child) => child.named && child.type !== 'ERROR');
export const hasToken = (node: SourceNode, token: string): boolean => node.children.some((child) => !child.named && child.type === token);

/** Says that a node cannot be read, once for each place, and stands in for it. */
export function invalid(source: Source, node: SourceNode, message: string): InvalidNode {
  const place = placeOf(source, node);
  if (!source.problems.some((problem) => problem.place.line === place.line)) source.problems.push({ message, place });
  return { kind: 'invalid', message, place };
}

/**
 * Finds the errors and missing tokens of a whole tree. Where a bracket is left open, the parser finds its way again anywhere, often only at
 * the end of the file; then the innermost such bracket is all there is to say, as `_PyPegen_set_syntax_error` of CPython has it.
 */
export function collectProblems(source: Source, root: SourceNode): void {
  const open = unclosedBracket(root);
  if (open) source.problems.push({ message: `'${open.type}' was never closed`, place: placeOf(source, open) });
  else collectErrors(source, root);
}

function collectErrors(source: Source, node: SourceNode): void {
  if (node.type === 'ERROR') {
    const text = textOf(source, node).trim().split('\n')[0] ?? '';
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    source.problems.push({ message: shown === '' ? 'invalid syntax' : `invalid syntax: ${shown}`, place: placeOf(source, node) });
    return;
  }
  if (node.missing) source.problems.push({ message: `expected ${node.type}`, place: placeOf(source, node) });
  for (const child of node.children) collectErrors(source, child);
}

const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

function unclosedBracket(node: SourceNode): SourceNode | null {
  const open: SourceNode[] = [];
  const visit = (at: SourceNode): void => {
    if (at.missing) return;
    if (!at.named && '([{'.includes(at.type)) open.push(at);
    else if (!at.named && closing[at.type] !== undefined && closing[at.type] === open.at(-1)?.type) open.pop();
    for (const child of at.children) visit(child);
  };
  visit(node);
  return open.at(-1) ?? null;
}
