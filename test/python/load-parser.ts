import { readFile } from 'node:fs/promises';
import type { PythonParser } from '../../src/python/parser';
import { loadPythonParser } from '../../src/python/tree-sitter-parser';

let loading: Promise<PythonParser> | null = null;

/** The parser, loaded once for all tests from the packages that bring the grammar. */
export function loadParser(): Promise<PythonParser> {
  loading ??= freshParser();
  return loading;
}

/** A parser that has read nothing yet. */
export async function freshParser(): Promise<PythonParser> {
  return loadPythonParser({
    runtime: await readFile(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: await readFile(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
  });
}
