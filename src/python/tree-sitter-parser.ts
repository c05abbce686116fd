/** The parser: tree-sitter's grammar of Python behind our own syntax tree. */
import { Edit, Language, Parser, type Tree } from 'web-tree-sitter';
import type { ParsedModule, PythonParser } from './parser';
import { collectProblems, copyTree, openSource, placeBetween, type SourceNode } from './syntax/source-tree';
import { convertModule } from './syntax/statements';

/** The two files of web-tree-sitter and tree-sitter-python, as bytes: the core knows no file system of its own. */
export interface ParserWasm {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** Texts kept for each file: the one on disk, the one being typed, the one at git's HEAD. */
const keptTexts = 4;

/** The file that is being typed in: its last sound tree, from which the next one is made. */
interface Typed {
  readonly file: string;
  readonly text: string;
  readonly tree: Tree;
}

/** Loads the grammar and gives the parser. Parsing the same text of a file again gives the tree it gave before. */
export async function loadPythonParser(wasm: ParserWasm): Promise<PythonParser> {
  await Parser.init({ wasmBinary: wasm.runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm.grammar));
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
    const tree = this.treeOf(file, text);
    const sound = !tree.rootNode.hasError;
    const source = openSource(file, text, sound ? (start, end) => this.wholeFunction(text, start, end) : null);
    try {
      // Of a broken file everything is looked at, to find what is broken.
      const defers = sound ? (start: number, end: number) => !/\byield\b/.test(text.slice(start, end)) : null;
      const root = copyTree(tree, { offset: 0, defers });
      if (!sound) collectProblems(source, root);
      return { tree: convertModule(source, root), problems: source.problems };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const place = placeBetween(source, 0, 0);
      return { tree: { kind: 'module', file, body: [], place }, problems: [{ message: 'nested too deeply to be read', place }] };
    } finally {
      this.keep({ file, text, tree }, sound && isTyped);
    }
  }

  /** A text that follows a sound one is parsed from the tree of that; a broken one from nothing, so that its errors depend on nothing else. */
  private treeOf(file: string, text: string): Tree {
    if (this.typed?.file === file) {
      this.typed.tree.edit(editBetween(this.typed.text, text));
      const tree = this.parsed(text, this.typed.tree);
      if (!tree.rootNode.hasError) return tree;
      tree.delete();
    }
    return this.parsed(text, null);
  }

  private parsed(text: string, before: Tree | null): Tree {
    const tree = this.parser.parse(text, before);
    if (!tree) throw new Error('the parser has no language');
    return tree;
  }

  private keep(typed: Typed, worthIt: boolean): void {
    if (!worthIt) {
      typed.tree.delete();
      if (this.typed?.file !== typed.file) return;
    }
    this.typed?.tree.delete();
    this.typed = worthIt ? typed : null;
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

/** The stretch in which two texts differ, as tree-sitter wants to be told of it. */
function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start -= 1;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  return new Edit({
    startIndex: start,
    oldEndIndex: before.length - same,
    newEndIndex: after.length - same,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, before.length - same),
    newEndPosition: pointAt(after, after.length - same),
  });
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
