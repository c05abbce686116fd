import assert from 'node:assert/strict';
import { loadParser } from './load-parser';
import { startProgram } from './start-program';

const sound = ['    title = db.Column(db.Unicode(255))', '', 'def later():', '    return [1, (2)]', ''];

async function problemsOf(...lines: readonly string[]) {
  const { problems } = (await loadParser()).parse('models.py', [...lines, ...sound].join('\n'));
  return problems.map(({ message, place }) => [message, `${place.line}:${place.column}-${place.endLine}:${place.endColumn}`]);
}

describe('what cannot be parsed', () => {
  it('of a bracket that nothing closes is told at the bracket, not over the rest of the file', async () => {
    const problems = await problemsOf(
      'import db',
      '',
      'class Product(db.Model):',
      '    id = db.Column(db.Integer)',
      '    broken = db.Column(()',
    );
    assert.deepEqual(problems, [["'(' was never closed", '5:23-5:24']]);
  });

  it('leaves the brackets in strings and comments alone', async () => {
    const problems = await problemsOf('class Product(db.Model):', '    note = "(["  # {', '    broken = [db.Column("(", 1)');
    assert.deepEqual(problems, [["'[' was never closed", '3:14-3:15']]);
  });
});

/** The problems of a text alone, as `line:column message`. */
async function refusals(...lines: readonly string[]): Promise<readonly string[]> {
  const { problems } = (await loadParser()).parse('models.py', [...lines, ''].join('\n'));
  return problems.map(({ message, place }) => `${place.line}:${place.column} ${message}`);
}

describe('what the grammar accepts and CPython does not', () => {
  it('is told where a line ends too early, and the line below is read', async () => {
    assert.deepEqual(await refusals('class A:', '    id = 1', '    broken =', '', '    y = 2'), [
      '3:5 invalid syntax: the line ends too early',
    ]);
    assert.deepEqual(await refusals('a = b.', 'c = 1'), ['1:1 invalid syntax: the line ends too early']);
    const { value } = await startProgram({ 'm.py': 'class A:\n    broken =\n    y = 2\n' });
    const cls = value('m', 'A');
    assert.deepEqual(cls.type === 'class' && [...cls.namespace.keys()], ['y']);
  });

  it('is told where the indentation is wrong', async () => {
    assert.deepEqual(await refusals('class A:', '    a = 1', '      b = 2', '    c = 3'), ['3:7 unexpected indent']);
    assert.deepEqual(await refusals('class A:', 'a = 1'), ["2:1 expected an indented block after 'class'"]);
    assert.deepEqual(await refusals('if x:', '        a', '    b'), ['3:5 unindent does not match any outer indentation level']);
    assert.deepEqual(await refusals('def f():'), ["1:9 expected an indented block after 'def'"]);
  });

  it('is nothing in text that is sound', async () => {
    const sound = [
      'x = (1 +',
      '  2)',
      'y = 1 + \\',
      '    2',
      "z = f'{x!r:>{y}}' + '''",
      "  a = '''",
      'from os import *',
      'w = x if y else \\',
      '  z',
      'def f(): ...',
      'class A: pass; b = 1.',
      'if x: # note:',
      '\tpass',
      '# end:',
      '   ',
      "t = f'{x:%H:%M}' f\"{'}'}\" '#' # )",
      'v = ...',
    ];
    assert.deepEqual(await refusals(...sound), []);
    assert.deepEqual(await refusals('\ufeffx = 1', 'y = 2'), []);
  });
});
