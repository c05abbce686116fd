// Databases to hold against each other: how they begin, how SQL is loaded into them, and what then stands in them.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const catalogQuery = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../conformance/catalog.sql'), 'utf8');

/** Their types and operator classes occur in models; `create_all()` does not create them. */
const extensions =
  'citext hstore ltree cube earthdistance pg_trgm btree_gist btree_gin intarray unaccent fuzzystrmatch pgcrypto uuid-ossp'.split(' ');

/** Types of extensions that no server from npm has: each takes one length, as VARCHAR does, and stores anything. */
const typesOfExtensions = ['vector', 'halfvec', 'sparsevec'];

const standInType = (name) => `
  CREATE TYPE ${name};
  CREATE FUNCTION ${name}_in(cstring, oid, integer) RETURNS ${name} LANGUAGE internal IMMUTABLE STRICT AS 'varcharin';
  CREATE FUNCTION ${name}_out(${name}) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varcharout';
  CREATE TYPE ${name} (INPUT = ${name}_in, OUTPUT = ${name}_out, TYPMOD_IN = varchartypmodin, TYPMOD_OUT = varchartypmodout)`;

/** A new database of the server with nothing in it but extensions. */
export async function emptyDatabase(server) {
  const url = await server.createDatabase();
  const database = { url, pythonUrl: url.replace('postgresql:', 'postgresql+psycopg2:') };
  await withClient(database, async (client) => {
    for (const extension of extensions) await client.query(`CREATE EXTENSION "${extension}"`);
    for (const type of typesOfExtensions) await client.query(standInType(type));
  });
  return database;
}

/**
 * A new database of the server with nothing in it but what the statements of a baseline make; `types` of extensions that no server from npm
 * has are stood in for.
 */
export async function emptyHistoryDatabase(server, types, baseline) {
  const url = await server.createDatabase();
  const database = { url, pythonUrl: url.replace('postgresql:', 'postgresql+psycopg2:') };
  await withClient(database, async (client) => {
    for (const type of types) await client.query(standInType(type));
    for (const statement of baseline) await client.query(statement).catch(() => undefined);
  });
  return database;
}

async function withClient({ url }, action) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

/** Carries out what `schema --format sql` printed, statement by statement; returns those that were refused. */
export async function load(database, sql) {
  return withClient(database, async (client) => {
    const refused = [];
    for (const statement of sql.split(/;\n\n|;\s*$/).filter((text) => text.trim() !== '')) {
      await client.query(statement).catch((error) => refused.push({ statement, error: error.message }));
    }
    return refused;
  });
}

/** What stands in it, as catalog.sql tells. */
export async function catalogOf(database) {
  return withClient(database, async (client) => {
    await client.query('SET search_path TO pg_catalog');
    return (await client.query(catalogQuery)).rows;
  });
}

/**
 * Makes every CHECK constraint and every index anew from its own definition. PostgreSQL prints an expression that was written by a person
 * otherwise than one that it had printed itself before (`a IN ('x')` on a VARCHAR column, say); after this both sides are of the second kind.
 */
export async function settle(database) {
  await withClient(database, async (client) => {
    await client.query('SET search_path TO pg_catalog');
    const { rows } = await client.query(`
      SELECT format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I %3$s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS sql
      FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0 AND conislocal AND connamespace::regnamespace::text NOT LIKE 'pg\\_%'
        AND connamespace <> 'information_schema'::regnamespace
      UNION ALL
      SELECT format('DROP INDEX %s; %s', i.indexrelid::regclass, pg_get_indexdef(i.indexrelid))
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE (indpred IS NOT NULL OR indexprs IS NOT NULL) AND c.relnamespace::regnamespace::text NOT LIKE 'pg\\_%'
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
      UNION ALL
      SELECT format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', adrelid::regclass, attname, pg_get_expr(adbin, adrelid))
      FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum JOIN pg_class c ON c.oid = adrelid
      WHERE attgenerated = '' AND c.relnamespace::regnamespace::text NOT LIKE 'pg\\_%'
        AND c.relnamespace <> 'information_schema'::regnamespace`);
    for (const { sql } of rows) await client.query(sql);
  });
}
