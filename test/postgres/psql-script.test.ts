/** Scripts as psql reads them; the dumps are of pg_dump's form. */
import assert from 'node:assert/strict';
import { readPsqlScript } from '../../src/postgres/psql-script';

const statements = (text: string) => readPsqlScript(text).flatMap((part) => (part.kind === 'statement' ? [part.sql] : []));

describe('a script for psql', () => {
  it('ends statements at semicolons outside of quotes, comments, parentheses and bodies', () => {
    const texts = [
      `CREATE TABLE a (b TEXT DEFAULT ';', "c;d" TEXT)`,
      `SELECT E'it\\'s; one', 'a\\'`,
      `SELECT $$ one; two $$, $x$ $$ ; $$ $x$`,
      'SELECT 1 /* one; /* nested; */ still; */ + 2',
      'SELECT 1 -- one; two\n + 2',
      'CREATE RULE r AS ON INSERT TO a DO ALSO (DELETE FROM b; DELETE FROM c)',
      'CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
      'CREATE OR REPLACE FUNCTION g(a$b int) RETURNS int LANGUAGE sql AS $_$ SELECT $1; $_$',
    ];
    assert.deepEqual(statements(`-- a dump\n${texts.join(';\n')};;\n\n`), texts);
  });

  it('knows the line of each part, and passes by what only moves psql itself', () => {
    const parts = readPsqlScript(
      '\\restrict abc\n\\connect other\n\nSELECT 1;\n/* two\nlines */ SELECT 2;\n\\ir more.sql\n\\copy t from x\n',
    );
    assert.deepEqual(parts, [
      { kind: 'statement', sql: 'SELECT 1', line: 4 },
      { kind: 'statement', sql: 'SELECT 2', line: 6 },
      { kind: 'include', file: 'more.sql', line: 7 },
      { kind: 'unread', what: '\\copy t from x', line: 8 },
    ]);
  });

  it('turns the rows of COPY into INSERT, and says which it cannot read', () => {
    const copied =
      'COPY public.t (a, "b c") FROM stdin;\n1\tit\'s\\tone\\nline; \\\\\n2\t\\N\n\\.\n\nSELECT 1;\nCOPY e (a) FROM stdin;\n\\.\n';
    assert.deepEqual(statements(copied), [
      `INSERT INTO public.t (a, "b c") OVERRIDING SYSTEM VALUE VALUES\n('1', 'it''s\tone\nline; \\'),\n('2', NULL)`,
      'SELECT 1',
    ]);
    assert.deepEqual(readPsqlScript('COPY t FROM stdin WITH CSV;\n1,2\n\\.\nSELECT 1;'), [
      { kind: 'unread', what: 'the rows of COPY t FROM stdin WITH CSV', line: 1 },
      { kind: 'statement', sql: 'SELECT 1', line: 4 },
    ]);
  });
});
