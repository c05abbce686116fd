/** What of a text of SQL changes nothing but rows. */
import assert from 'node:assert/strict';
import { tablesWithChangedRows } from '../../src/schema/changed-rows';

describe('the tables of which SQL changes nothing but rows', () => {
  const named = (sql: string) =>
    tablesWithChangedRows(sql)?.map(({ schema, name }) => (schema === null ? name : `${schema}.${name}`)) ?? null;

  it('are those that its statements name', () => {
    assert.deepEqual(named('INSERT INTO Shelf VALUES (1) ON CONFLICT DO UPDATE SET a = 2'), ['shelf']);
    assert.deepEqual(named('UPDATE ONLY depot."Shelf" SET a = 1; DELETE FROM books -- update x'), ['depot.Shelf', 'books']);
    assert.deepEqual(named('WITH old AS (DELETE FROM books RETURNING *) INSERT INTO archive SELECT * FROM old'), ['books', 'archive']);
  });

  it('are not known where a statement does more, however it is hidden', () => {
    assert.equal(named('DROP TABLE books'), null);
    assert.equal(named("INSERT INTO notes VALUES (E'\\''); DROP TABLE books; INSERT INTO notes VALUES ('a')"), null);
    assert.equal(named('INSERT INTO notes VALUES ($a$;$a$); ALTER TABLE books ADD x int'), null);
    assert.equal(named("INSERT INTO notes VALUES ('"), null);
  });
});
