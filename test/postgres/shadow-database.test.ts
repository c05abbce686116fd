import assert from 'node:assert/strict';
import { introspectSync } from '../../src/postgres/introspection/introspection';
import { PostgresError } from '../../src/postgres/postgres-error';
import type { ShadowDatabase } from '../../src/postgres/shadow-database';
import { emptySchema } from '../schema/catalog';
import { emptyShadow } from './shared-shadow';

describe('the shadow', () => {
  let shadow: ShadowDatabase;
  before(async function () {
    this.timeout(60_000);
    shadow = await emptyShadow();
  });
  afterEach(() => shadow.reset());

  it('answers at once, with values as JavaScript holds them', () => {
    const [row] =
      shadow.query(`SELECT 1 AS int, 5::int8 AS small, 9223372036854775807 AS large, 1.50 AS numeric, true AS bool, NULL AS null,
      'é☃' AS text, '{"a": [1]}'::jsonb AS json, ARRAY[1, 2] AS array`);
    assert.deepEqual(row, {
      int: 1,
      small: 5,
      large: '9223372036854775807',
      numeric: '1.50',
      bool: true,
      null: null,
      text: 'é☃',
      json: { a: [1] },
      array: '{1,2}',
    });
  });

  it('gives the rows of the last of several statements, and every result as text', () => {
    assert.deepEqual(shadow.query('SELECT 1 AS a; SELECT 2 AS b'), [{ b: 2 }]);
    const [insert] = shadow.results('CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2); SELECT a FROM t').slice(1);
    assert.equal(insert?.command, 'INSERT 0 2');
  });

  it("throws PostgreSQL's own words", () => {
    shadow.execute('CREATE TABLE t (a int UNIQUE)');
    shadow.execute('INSERT INTO t VALUES (1)');
    assert.throws(
      () => shadow.execute('INSERT INTO t VALUES (1)'),
      (error) => {
        assert(error instanceof PostgresError);
        assert.equal(error.message, 'duplicate key value violates unique constraint "t_a_key"');
        assert.deepEqual([error.code, error.detail, error.statement], ['23505', 'Key (a)=(1) already exists.', 'INSERT INTO t VALUES (1)']);
        return true;
      },
    );
    assert.throws(() => shadow.execute('SELECT 1; SELEC 2'), { name: 'PostgresError', code: '42601', position: 11 });
  });

  it('lives on when a statement wants data from a client', () => {
    shadow.execute('CREATE TABLE t (a int)');
    assert.throws(() => shadow.execute('COPY t FROM STDIN'), { code: '57014' });
    assert.deepEqual(shadow.query("SELECT 'stdin' AS a"), [{ a: 'stdin' }]);
    shadow.execute('COPY t TO STDOUT');
    assert.throws(() => shadow.execute("COPY t FROM PROGRAM 'cat'"), { name: 'PostgresError', code: '0A000' });
  });

  it('lives on when a function calls itself for ever', () => {
    shadow.execute(`CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN f(a); END'`);
    assert.throws(() => shadow.query('SELECT f(1)'), { message: 'stack depth limit exceeded' });
    assert.deepEqual(shadow.query('SELECT 1 AS a'), [{ a: 1 }]);
  });

  it('knows whether a transaction is open', () => {
    assert.equal(shadow.transaction, 'idle');
    shadow.execute('BEGIN');
    assert.equal(shadow.transaction, 'open');
    assert.throws(() => shadow.execute('SELEC'));
    assert.equal(shadow.transaction, 'failed');
    shadow.execute('ROLLBACK');
    assert.equal(shadow.transaction, 'idle');
  });

  it('is empty after a reset, whatever was made', () => {
    shadow.execute(`CREATE SCHEMA "App";
      CREATE EXTENSION citext SCHEMA "App";
      CREATE EXTENSION hstore;
      CREATE TYPE mood AS ENUM ('ok');
      CREATE DOMAIN "App".pos AS int;
      CREATE TABLE "App".t (id serial PRIMARY KEY, m mood, c "App".citext);
      CREATE VIEW v AS SELECT * FROM "App".t;
      CREATE MATERIALIZED VIEW mv AS SELECT * FROM v;
      CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
      CREATE FUNCTION to_mood(int) RETURNS mood LANGUAGE sql AS 'SELECT ''ok''::mood';
      CREATE CAST (int AS mood) WITH FUNCTION to_mood(int);
      CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f();
      CREATE PUBLICATION p FOR ALL TABLES;
      CREATE ROLE reader;
      GRANT SELECT ON ALL TABLES IN SCHEMA "App" TO reader;
      ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader;
      CREATE TEMP TABLE tmp (a int);
      SET search_path TO "App", public;
      SET standard_conforming_strings TO off;`);
    shadow.execute('BEGIN');
    shadow.reset();
    assert.deepEqual(introspectSync(shadow), emptySchema);
    assert.deepEqual(
      shadow.query("SELECT current_setting('search_path') AS path, current_setting('standard_conforming_strings') AS strings"),
      [{ path: 'public', strings: 'on' }],
    );
    assert.deepEqual(
      shadow.query(`SELECT (SELECT count(*) FROM pg_proc WHERE oid >= 16384) AS functions, (SELECT count(*) FROM pg_type WHERE oid >= 16384) AS types,
        (SELECT count(*) FROM pg_class WHERE oid >= 16384) AS relations, (SELECT count(*) FROM pg_cast WHERE oid >= 16384) AS casts,
        (SELECT count(*) FROM pg_roles WHERE oid >= 16384) AS roles`),
      [{ functions: 0, types: 0, relations: 0, casts: 0, roles: 0 }],
    );
  });

  it('creates the extensions that ship with it', () => {
    for (const name of ['citext', 'hstore', 'pg_trgm', 'uuid-ossp', 'pgcrypto', 'btree_gist', 'unaccent']) {
      shadow.execute(`CREATE EXTENSION "${name}"`);
    }
    assert.deepEqual(introspectSync(shadow), {
      ...emptySchema,
      extensions: ['btree_gist', 'citext', 'hstore', 'pg_trgm', 'pgcrypto', 'unaccent', 'uuid-ossp'],
    });
  });
});
