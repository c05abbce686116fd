/** Every extension that ships with PGlite, or in a package beside it, can be created, and works after its first mention. */
import assert from 'node:assert/strict';
import archives from '../../src/postgres/contrib-archives.json';
import { isShipped } from '../../src/postgres/contrib-extensions';
import { emptyShadow } from './shared-shadow';

const several: Readonly<Record<string, readonly string[]>> = { spi: ['autoinc', 'insert_username', 'moddatetime', 'refint'] };

describe('extensions that are there', () => {
  it('can be created, each with what it requires', async () => {
    const database = await emptyShadow();
    const names = Object.values(archives)
      .flat()
      .map((archive) => archive.replace('.tar.gz', ''))
      .flatMap((name) => several[name] ?? [name]);
    assert.deepEqual(
      names.filter((name) => !isShipped(name)),
      [],
    );
    for (const name of names) database.execute(`CREATE EXTENSION IF NOT EXISTS "${name}" CASCADE`);
    const created = database.query(`SELECT extname::text AS name FROM pg_extension WHERE extversion = 'stand-in'`);
    assert.deepEqual(created, []);
  });

  it('compute what they compute', async () => {
    const database = await emptyShadow();
    database.execute(
      'CREATE EXTENSION unaccent; CREATE EXTENSION hstore; CREATE EXTENSION moddatetime; CREATE EXTENSION earthdistance CASCADE',
    );
    database.execute(
      'CREATE TABLE t (a int, m timestamptz); CREATE TRIGGER t BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION moddatetime(m)',
    );
    database.execute('INSERT INTO t VALUES (1); UPDATE t SET a = 2');
    assert.deepEqual(database.query(`SELECT unaccent('Hôtel') AS a, 'a=>1'::hstore -> 'a' AS b, m IS NOT NULL AS c FROM t`), [
      { a: 'Hotel', b: '1', c: true },
    ]);
  });
});
