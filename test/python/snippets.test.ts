import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createProgram } from '../../src/python/create-program';
import type { PythonParser } from '../../src/python/parser';
import { loadParser } from './load-parser';
import { memoryFiles } from './memory-files';

const folder = resolve(process.cwd(), 'test/python/snippets');
const recorded: Record<string, string> = JSON.parse(readFileSync(join(folder, 'recorded.json'), 'utf8'));

function snippets(): readonly (readonly [name: string, source: string])[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .flatMap((file) => {
      const parts = readFileSync(join(folder, file), 'utf8')
        .split(/^# --- (.+)\n/m)
        .slice(1);
      return parts.flatMap((name, index) =>
        index % 2 === 0 ? [[`${file.replace('.py', '')}: ${name}`, parts[index + 1] ?? ''] as const] : [],
      );
    });
}

/** What the evaluator makes of a snippet, as the repr of its `result`. */
function run(parser: PythonParser, source: string): string {
  const program = createProgram({ files: memoryFiles({ 'snippet.py': source }), searchPaths: [''], hostModules: new Map(), parser });
  const module = program.runFile('snippet.py', 'snippet');
  const problem = program.failures[0];
  if (problem) return `${problem.message} in line ${problem.place.line}`;
  const result = module.type === 'module' ? module.namespace.get('result') : undefined;
  const text = result ? program.interpreter.repr(result) : 'no result';
  return typeof text === 'string' ? text : `unknown: ${text.reason}`;
}

describe('snippets recorded from CPython', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await loadParser();
  });
  for (const [name, source] of snippets()) {
    it(name, () => assert.equal(run(parser, source), recorded[name]));
  }
});
