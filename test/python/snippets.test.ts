import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createProgram } from '../../src/python/create-program';
import type { PythonParser } from '../../src/python/parser';
import { loadParser } from './load-parser';
import { memoryFiles } from './memory-files';

interface Snippet {
  readonly name: string;
  readonly source: string;
  readonly understood: boolean;
}

const folder = resolve(process.cwd(), 'test/python/snippets');
const recorded: Record<string, Record<string, string>> = JSON.parse(readFileSync(join(folder, 'recorded.json'), 'utf8'));

/** The snippets of a file as scripts/conformance/python-snippets.py reads them. */
function snippetsOf(text: string): readonly Snippet[] {
  const parts = text.split(/^# (---|===) (.+)\n/m).slice(1);
  return parts.flatMap((kind, index): readonly Snippet[] => {
    if (index % 3 !== 0) return [];
    const [header = '', source = ''] = parts.slice(index + 1, index + 3);
    const name = header.replace(/ \(not understood\)$/, '');
    return kind === '---' ? [{ name, source, understood: name === header }] : tableOf(name, source);
  });
}

function tableOf(name: string, source: string): readonly Snippet[] {
  const [preamble = '', ...rest] = `\n${source}`.split('\n\n');
  const lines = rest
    .join('\n\n')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const expression = line.replace(/ {2}# not understood$/, '');
    return { name: `${name}: ${expression}`, source: `${preamble}\nresult = (${expression}\n)`, understood: expression === line };
  });
}

/** What the evaluator makes of a snippet: the repr of its `result`, the exception it raises, or null where that is not known. */
function run(parser: PythonParser, source: string): string | null {
  const program = createProgram({ files: memoryFiles({ 'snippet.py': source }), searchPaths: [''], hostModules: new Map(), parser });
  const module = program.runFile('snippet.py', 'snippet');
  const [problem] = program.failures;
  if (problem?.kind === 'raised') return `raises ${/^\w+/.exec(problem.message)?.[0]}`;
  assert.equal(problem, undefined);
  const result = module.type === 'module' ? module.namespace.get('result') : undefined;
  assert.ok(result, 'no result');
  const text = program.interpreter.repr(result);
  return typeof text === 'string' ? text : null;
}

describe('snippets recorded from CPython', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await loadParser();
  });
  for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.py'))) {
    const answers = recorded[file.replace('.py', '')] ?? {};
    describe(file, () => {
      for (const { name, source, understood } of snippetsOf(readFileSync(join(folder, file), 'utf8'))) {
        it(name, () => assert.equal(run(parser, source), understood ? answers[name] : null));
      }
    });
  }
});
