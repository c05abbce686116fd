/** The parser: tree-sitter's grammar of Python behind our own syntax tree. */
import { Edit, Language, Parser, type Tree } from 'web-tree-sitter';
import type { ParsedModule, PythonParser } from './parser';
import type { Statement } from './syntax';
import { layoutProblem } from './syntax/layout';
import { collectProblems, copyStatements, copyTree, openSource, placeBetween, type Source, type SourceNode } from './syntax/source-tree';
import { convertModule, convertTopLevel } from './syntax/statements';
import { undecodableProblem } from './undecodable';

/** The two files of web-tree-sitter and tree-sitter-python, as bytes: the core knows no file system of its own. */
export interface ParserWasm {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** Texts kept for each file: the one on disk, the one being typed, the one at git's HEAD. */
const keptTexts = 4;

/** A statement of a module, and where its node thinks that it stands: `shift` is what was added or removed in front of it since. */
interface TopLevel {
  readonly node: SourceNode;
  readonly shift: number;
  readonly statement: Statement | null;
}

/** The file that is being typed in: its last sound tree, from which the next one is made. */
interface Typed {
  readonly file: string;
  readonly text: string;
  readonly tree: Tree;
  readonly statements: readonly TopLevel[];
}

/**
 * One for the process, and for good: initialised twice, web-tree-sitter makes two modules and hands what belongs to the one to the
 * other; and a parser that is collected as garbage takes the module's memory with it.
 */
let loaded: Promise<Parser> | null = null;

async function load(wasm: ParserWasm): Promise<Parser> {
  await Parser.init({ wasmBinary: wasm.runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm.grammar));
  return parser;
}

/** Loads the grammar and gives a parser that has read nothing yet. Parsing the same text of a file again gives the tree it gave before. */
export async function loadPythonParser(wasm: ParserWasm): Promise<PythonParser> {
  loaded ??= load(wasm);
  const parser = await loaded;
  const modules = new ModuleParser(parser);
  const kept = new Map<string, Map<string, ParsedModule>>();
  return {
    parse(file, text) {
      const texts = kept.get(file) ?? new Map<string, ParsedModule>();
      kept.set(file, texts);
      const parsed = texts.get(text) ?? modules.parse(file, text, texts.size > 0);
      texts.delete(text);
      texts.set(text, parsed);
      for (const oldest of texts.keys()) {
        if (texts.size <= keptTexts) break;
        texts.delete(oldest);
      }
      return parsed;
    },
  };
}

class ModuleParser {
  private typed: Typed | null = null;

  constructor(private readonly parser: Parser) {}

  /** @param isTyped whether the file had another text before */
  parse(file: string, text: string, isTyped: boolean): ParsedModule {
    const before = this.typed?.file === file ? this.typed : null;
    const difference = before && differenceBetween(before.text, text);
    const tree = this.treeOf(text, before, difference);
    const parsed = tree.rootNode.hasError
      ? this.broken(file, text, tree)
      : this.sound(file, text, tree, isTyped, difference && before && reuse(before, difference));
    const undecodable = undecodableProblem(file, text);
    return undecodable ? { ...parsed, problems: [undecodable, ...parsed.problems] } : parsed;
  }

  /** A text that follows a sound one is parsed from the tree of that; a broken one from nothing, so that its errors depend on nothing else. */
  private treeOf(text: string, before: Typed | null, difference: Difference | null): Tree {
    if (before && difference) {
      before.tree.edit(editOf(before.text, text, difference));
      const tree = this.parsed(text, before.tree);
      if (!tree.rootNode.hasError) return tree;
      tree.delete();
      this.forget();
    }
    return this.parsed(text, null);
  }

  private sound(file: string, text: string, tree: Tree, isTyped: boolean, known: Reuse | null): ParsedModule {
    const source = openSource(file, text, (start, end) => this.wholeFunction(text, start, end));
    const layout = layoutProblem(text);
    if (layout) source.problems.push({ message: layout.message, place: placeBetween(source, layout.start, layout.end) });
    const defers = (start: number, end: number) => !/\byield\b/.test(text.slice(start, end));
    try {
      const copied = copyStatements(tree, { offset: 0, defers }, known ?? (() => null));
      const statements = copied.map((item): TopLevel => {
        if ('statement' in item && item.moved === 0) return item;
        const [node, shift] = 'statement' in item ? [item.node, item.shift + item.moved] : [item, 0];
        return { node, shift, statement: convertTopLevel({ ...source, shift }, node) };
      });
      this.forget();
      if (isTyped) this.typed = { file, text, tree, statements };
      else tree.delete();
      const body = statements.flatMap(({ statement }) => statement ?? []);
      return { tree: { kind: 'module', file, body, place: placeBetween(source, 0, text.length) }, problems: source.problems };
    } catch (error) {
      this.forget();
      tree.delete();
      return tooDeep(source, error);
    }
  }

  /** Of a broken file everything is looked at, to find what is broken. */
  private broken(file: string, text: string, tree: Tree): ParsedModule {
    const source = openSource(file, text, null);
    try {
      const root = copyTree(tree, { offset: 0, defers: null });
      collectProblems(source, root);
      return { tree: convertModule(source, root), problems: source.problems };
    } catch (error) {
      return tooDeep(source, error);
    } finally {
      tree.delete();
    }
  }

  private forget(): void {
    this.typed?.tree.delete();
    this.typed = null;
  }

  private parsed(text: string, before: Tree | null): Tree {
    const tree = this.parser.parse(text, before);
    if (!tree) throw new Error('the parser has no language');
    return tree;
  }

  /** The function between two offsets, parsed by itself. */
  private wholeFunction(text: string, start: number, end: number): SourceNode {
    const tree = this.parsed(text.slice(start, end), null);
    try {
      return copyTree(tree, { offset: start, defers: null });
    } finally {
      tree.delete();
    }
  }
}

/** What cannot be read because it is nested beyond the stack; any other error is thrown on. */
function tooDeep(source: Source, error: unknown): ParsedModule {
  if (!(error instanceof RangeError)) throw error;
  const place = placeBetween(source, 0, 0);
  return { tree: { kind: 'module', file: source.file, body: [], place }, problems: [{ message: 'nested too deeply to be read', place }] };
}

/** The stretch in which two texts differ: the same start in both, and an end in each. */
interface Difference {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

function differenceBetween(before: string, after: string): Difference {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start -= 1;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}

/** As tree-sitter wants to be told of it. */
const editOf = (before: string, after: string, { start, oldEnd, newEnd }: Difference): Edit =>
  new Edit({
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEnd),
    newEndPosition: pointAt(after, newEnd),
  });

/** Finds the statement of the text before that stands unchanged at these offsets now; `moved` is how far it moved. */
type Reuse = (start: number, end: number) => (TopLevel & { readonly moved: number }) | null;

/**
 * Whole statements in front of the edit are as they were; those behind it only moved. A statement that the edit touches, or
 * whose line it ends on, is read again.
 */
function reuse(before: Typed, { start: from, oldEnd, newEnd }: Difference): Reuse {
  const byStart = new Map(before.statements.map((known) => [known.node.start + known.shift, known]));
  return (start, end) => {
    const moved = start > newEnd ? newEnd - oldEnd : 0;
    if (end >= from && start <= newEnd) return null;
    const known = byStart.get(start - moved);
    return known && known.node.end + known.shift === end - moved ? { ...known, moved } : null;
  };
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

function pointAt(text: string, index: number): { row: number; column: number } {
  let row = 0;
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
    row += 1;
    line = at + 1;
  }
  return { row, column: index - line };
}
