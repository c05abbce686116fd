/** Function bodies are converted when they are first looked at, and an edited file is parsed from what it was: neither may show. */
import assert from 'node:assert/strict';
import { freshParser } from './load-parser';

const text = `import os


class Model:
    """Words — with é and 😀 in them."""

    def plain(self, a, b=1):
        """Doc."""
        value = {"x": [a, b]}
        if value:
            return f"{value!r:>10}"
        return None

    async def later(self): return await self.plain(1)

    @property
    def shown(self) -> "str":
        def inner():
            return lambda x: x + 1

        text = """
unindented
"""
        return inner()(len(text))

    def items(self):
        for each in self:
            yield each


def after(): pass
`;

/** A tree with everything in it looked at. */
const plain = (tree: unknown): unknown => JSON.parse(JSON.stringify(tree, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)));

describe('deferred bodies', () => {
  it('come out as they do when the file is read whole', async () => {
    const [one, other] = await Promise.all([freshParser(), freshParser()]);
    const deferred = one.parse('a.py', text);
    // A broken file is looked at whole; what stands before the break is the same.
    const whole = other.parse('a.py', `${text}def broken(:\n`);
    assert.equal(deferred.problems.length, 0);
    assert.notEqual(whole.problems.length, 0);
    assert.deepEqual(plain(deferred.tree.body.slice(0, 2)), plain(whole.tree.body.slice(0, 2)));
  });

  it('give the same tree for a text that was typed as for one that was read', async () => {
    const parser = await freshParser();
    let typed = text;
    parser.parse('typed.py', typed);
    const edits: [string, string][] = [
      ['    def plain', '    colour = 1\n\n    def plain'],
      ['colour = 1', 'colour = (1, 2'],
      ['(1, 2', '(1, 2)'],
      ['😀', '😁'],
      ['def after(): pass', 'def after():\n    return {"é": 😀}'],
      ['{"é": 😀}', '{"é": 1}'],
      ['import os\n\n\n', ''],
      ['def after():', 'x = 1; y = 2\n\n\ndef after():'],
      ['x = 1;', 'x = 100;'],
      ['class Model:', '# one line more\n\n\nclass Model:'],
      ['value = {', 'value_ = {'],
      ['yield each', 'yield each, 1'],
    ];
    for (const [from, to] of edits) {
      assert.ok(typed.includes(from), from);
      typed = typed.replace(from, to);
      const fresh = await freshParser();
      assert.deepEqual(plain(parser.parse('typed.py', typed)), plain(fresh.parse('typed.py', typed)), to);
    }
  });
});
