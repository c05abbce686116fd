/** The Python parser from the bundle's files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PythonParser } from '../python/parser';
import { loadPythonParser } from '../python/tree-sitter-parser';

/** Loads tree-sitter and its Python grammar from the folder that holds the .wasm files. */
export const loadParser = (assets: string): Promise<PythonParser> =>
  loadPythonParser({
    runtime: readFileSync(join(assets, 'web-tree-sitter.wasm')),
    grammar: readFileSync(join(assets, 'tree-sitter-python.wasm')),
  });
