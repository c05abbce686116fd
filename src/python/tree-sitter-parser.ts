/** The parser: tree-sitter's grammar of Python behind our own syntax tree. */
import { Language, Parser } from 'web-tree-sitter';
import type { ParsedModule, PythonParser } from './parser';
import { collectProblems, copyTree, openSource, placeBetween } from './syntax/source-tree';
import { convertModule } from './syntax/statements';

/** The two files of web-tree-sitter and tree-sitter-python, as bytes: the core knows no file system of its own. */
export interface ParserWasm {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** Texts kept for each file: the one on disk, the one being typed, the one at git's HEAD. */
const keptTexts = 4;

function parse(parser: Parser, file: string, text: string): ParsedModule {
  const source = openSource(file, text);
  const tree = parser.parse(text);
  if (!tree) throw new Error('the parser has no language');
  try {
    const root = copyTree(tree);
    collectProblems(source, root);
    return { tree: convertModule(source, root), problems: source.problems };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const place = placeBetween(source, 0, 0);
    return { tree: { kind: 'module', file, body: [], place }, problems: [{ message: 'nested too deeply to be read', place }] };
  } finally {
    tree.delete();
  }
}

/** Loads the grammar and gives the parser. Parsing the same text of a file again gives the tree it gave before. */
export async function loadPythonParser(wasm: ParserWasm): Promise<PythonParser> {
  await Parser.init({ wasmBinary: wasm.runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm.grammar));
  const kept = new Map<string, Map<string, ParsedModule>>();
  return {
    parse(file, text) {
      const texts = kept.get(file) ?? new Map<string, ParsedModule>();
      kept.set(file, texts);
      const known = texts.get(text);
      const parsed = known ?? parse(parser, file, text);
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
