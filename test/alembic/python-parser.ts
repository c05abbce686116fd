import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PythonParser } from '../../src/python/parser';
import { loadPythonParser } from '../../src/python/tree-sitter-parser';

let loading: Promise<PythonParser> | null = null;

/** The parser of Python, loaded once for all tests of this room. */
export function pythonParser(): Promise<PythonParser> {
  const require = createRequire(__filename);
  const bytes = (name: string, wasm: string) => readFileSync(join(dirname(require.resolve(`${name}/package.json`)), wasm));
  loading ??= loadPythonParser({
    runtime: readFileSync(join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.wasm')),
    grammar: bytes('tree-sitter-python', 'tree-sitter-python.wasm'),
  });
  return loading;
}
