import { deepEqual, equal } from 'node:assert/strict';
import { sqlTokens } from '../../src/schema/sql-tokens';

describe('SQL taken apart as PostgreSQL does it', () => {
  const cases: readonly (readonly [string, readonly string[] | null])[] = [
    ['SELECT a.B', ['select', 'a', '.', 'b']],
    ['"Select" AS "a""b"', ['"Select"', 'as', '"a""b"']],
    ["'it''s'", ["'it''s'"]],
    ["'a\\' 'b'", ["'a\\'", "'b'"]],
    ["E'a\\'b'", ["E'a\\'b'"]],
    ["'a' 'b'", ["'a'", "'b'"]],
    ["'a'\n  'b'", ["'a'\n  'b'"]],
    ["'a' -- more\n 'b'", ["'a' -- more\n 'b'"]],
    ['$$a;b$$', ['$$a;b$$']],
    ['$x$ $$ $y$ $x$', ['$x$ $$ $y$ $x$']],
    ['a$b $1', ['a$b', '$1']],
    ['a<-1', ['a', '<', '-', '1']],
    ['a@-1', ['a', '@-', '1']],
    ['x::text', ['x', '::', 'text']],
    ['a->>b#>c', ['a', '->>', 'b', '#>', 'c']],
    ['1..2 .5 1e-3 0xFF', ['1', '..', '2', '.5', '1e-3', '0xFF']],
    ['a--b\nc', ['a', '--b', 'c']],
    ['a+/*b*/c', ['a', '+', '/*b*/', 'c']],
    ['/* a /* b */ c */ d', ['/* a /* b */ c */', 'd']],
    ["'open", null],
    ['/* open', null],
    ['$x$ open', null],
  ];
  for (const [sql, tokens] of cases) it(JSON.stringify(sql), () => deepEqual(sqlTokens(sql), tokens));

  it('ends with any text', () => {
    const signs = '\'"$-/*\\ea1 \n;.+@';
    let seed = 7;
    for (let round = 0; round < 3000; round++) {
      let text = '';
      for (let at = 0; at < 12; at++) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        text += signs[seed % signs.length];
      }
      const tokens = sqlTokens(text);
      if (tokens) equal(tokens.join('').replace(/\s/g, ''), text.toLowerCase().replace(/\s/g, ''));
    }
  });
});
