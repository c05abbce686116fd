import assert from 'node:assert/strict';
import { escapeBindParameters, pythonString, pythonStringLines } from '../../../src/alembic/render/literals';

describe('Python literals', () => {
  // What `repr()` of CPython 3.11 gives.
  const cases: readonly (readonly [string, string])[] = [
    ['plain', "'plain'"],
    ["it's", '"it\'s"'],
    ['"said"', '\'"said"\''],
    ['it\'s "here"', "'it\\'s \"here\"'"],
    ['a\\b', "'a\\\\b'"],
    ['a\nb\tc\r', "'a\\nb\\tc\\r'"],
    ['\u0000\u007f\u00a0', "'\\x00\\x7f\\xa0'"],
    ['grün – 日本 🎉', "'grün – 日本 🎉'"],
    ['\u200b\u2028', "'\\u200b\\u2028'"],
    ['\u{e0001}', "'\\U000e0001'"],
  ];
  for (const [text, literal] of cases) it(literal, () => assert.equal(pythonString(text), literal));

  it('writes SQL of several lines as a string for each', () => {
    assert.deepEqual(pythonStringLines('SELECT 1,\n  "a"\n\nFROM t'), ["'SELECT 1,\\n'", '\'  "a"\\n\'', "'\\n'", "'FROM t'"]);
    assert.deepEqual(pythonStringLines(''), ["''"]);
  });

  it('escapes what text() would take for a parameter', () => {
    assert.equal(escapeBindParameters("SELECT ':a', now()::text, a[1:2], x := 1"), "SELECT '\\:a', now()::text, a[1:2], x := 1");
    assert.equal(escapeBindParameters('\\:a'), '\\\\:a');
  });
});
