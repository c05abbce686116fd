import { equal } from 'node:assert/strict';
import { formattedSql } from '../../../src/migrations/sql/formatted-sql';

describe('formatted SQL', () => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'is set out, its words as they were': [
      "update t set name = 'x' where id in (1,2)",
      "update t\nset\n  name = 'x'\nwhere\n  id in (1, 2);",
    ],
    'has one semicolon': ['SELECT 1;', 'SELECT\n  1;'],
    'has it in a line of its own behind a comment': ['SELECT 1 -- one', 'SELECT\n  1 -- one\n;'],
    'leaves what stands in quotes': ['DO $$ begin  x; end $$', 'DO $$ begin  x; end $$;'],
    'stays as it was written where a string goes on in another line': ["SELECT 'a'\n'b'", "SELECT 'a'\n'b';"],
    'stays as it was written where an operator would be torn apart': ['SELECT a <^> b', 'SELECT a <^> b;'],
    'stays as it was written where it does not come to an end': ["SELECT 'a", "SELECT 'a;"],
  };
  for (const [what, [sql, expected]] of Object.entries(cases)) it(what, () => equal(formattedSql(sql), expected));

  it('leaves data alone', () => {
    const data = `INSERT INTO t VALUES ${'(1,2),'.repeat(5000)}(1,2)`;
    equal(formattedSql(data), `${data};`);
  });
});
