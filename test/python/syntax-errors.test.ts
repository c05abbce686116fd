import assert from 'node:assert/strict';
import { loadParser } from './load-parser';

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
