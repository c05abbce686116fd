/** Extensions that the embedded PostgreSQL has not, as far as a schema stands on them. */
import assert from 'node:assert/strict';
import { createSql } from '../../src/postgres/ddl/schema-sql';
import { introspectSync } from '../../src/postgres/introspection/introspection';
import type { ShadowDatabase } from '../../src/postgres/shadow-database';
import { emptyShadow } from './shared-shadow';

/** As PostGIS 3.3.2 on PostgreSQL 15 writes them: `format_type(atttypid, atttypmod)` of a column of each. */
const written: Readonly<Record<string, string>> = {
  geometry: 'geometry',
  'geometry(Point,4326)': 'geometry(Point,4326)',
  'geometry(POINTZ,4326)': 'geometry(PointZ,4326)',
  'geometry(Geometry,4326)': 'geometry(Geometry,4326)',
  'geometry(GEOMETRYZ)': 'geometry(GeometryZ)',
  'geometry(Geometry,0)': 'geometry',
  'geometry(GEOMETRY,-1)': 'geometry',
  "geometry(' PointZ ', 0)": 'geometry(PointZ)',
  'geometry(POINTZM)': 'geometry(PointZM)',
  'geometry(multipolygonm, 3857)': 'geometry(MultiPolygonM,3857)',
  'geometry(tin,1)': 'geometry(Tin,1)',
  'geometry(Point,4326)[]': 'geometry(Point,4326)[]',
  geography: 'geography',
  'geography(Point)': 'geography(Point,4326)',
  'geography(Point,-1)': 'geography(Point,4326)',
  'geography(Point,4267)': 'geography(Point,4267)',
  'geography(geometry)': 'geography(Geometry,4326)',
};

describe('extensions that are stood in for', () => {
  let database: ShadowDatabase;
  beforeEach(async () => {
    database = await emptyShadow();
  });

  it('write the types of PostGIS as PostGIS does', () => {
    database.execute("CREATE EXTENSION IF NOT EXISTS postgis VERSION '3.4.1'");
    const types = Object.keys(written);
    database.execute(`CREATE TABLE t (${types.map((type, at) => `c${at} ${type}`).join(', ')})`);
    const { tables, extensions } = introspectSync(database);
    assert.deepEqual(
      tables.map(({ name }) => name),
      ['t'],
      'its own tables and views are nobody else’s',
    );
    assert.deepEqual(extensions, ['postgis']);
    assert.deepEqual(Object.fromEntries(tables[0]?.columns.map(({ type }, at) => [types[at], type]) ?? []), written);
    assert.throws(() => database.execute('CREATE TABLE bad (g geometry(Curve, 4326))'), /Invalid geometry type modifier: curve/);
    database.reset();
    for (const statement of createSql({ tables, extensions, enums: [], domains: [], sequences: [] })) database.execute(statement);
    assert.deepEqual(introspectSync(database).tables, tables, 'and they are read as they were written');
  });

  it('take indexes, constraints and rows of geometries', () => {
    const statements = [
      'CREATE EXTENSION postgis',
      'CREATE TABLE places (at geometry(Point,4326), around geography, EXCLUDE USING gist (at WITH &&))',
      ...['gist (at)', 'gist (at gist_geometry_ops_nd)', 'gist (around)', 'spgist (at)', 'brin (at)', 'btree (at)', 'hash (at)'].map(
        (method) => `CREATE INDEX ON places USING ${method}`,
      ),
      `INSERT INTO places (at) SELECT 'POINT(' || n || ' 2)' FROM generate_series(1, 300) n`,
    ];
    for (const statement of statements) database.execute(statement);
    assert.deepEqual(database.query('SELECT count(DISTINCT at)::int AS n FROM places'), [{ n: 300 }]);
    assert.ok(introspectSync(database).tables[0]?.indexes.some(({ definition }) => /USING gist \(at\)/.test(definition)));
  });

  it('add, move and drop columns by the functions of PostGIS', () => {
    for (const statement of [
      'CREATE EXTENSION postgis',
      'CREATE TABLE roads (id int)',
      `SELECT AddGeometryColumn('roads', 'line', 4326, 'LINESTRING', 3)`,
      `SELECT AddGeometryColumn('public', 'roads', 'ends', 4326, 'MULTIPOINT', 2)`,
      `SELECT AddGeometryColumn('roads', 'gone', 4326, 'POINT', 2)`,
      `SELECT DropGeometryColumn('roads', 'gone')`,
      `SELECT UpdateGeometrySRID('roads', 'ends', 3857)`,
    ])
      database.execute(statement);
    assert.deepEqual(
      introspectSync(database).tables[0]?.columns.map(({ name, type }) => `${name} ${type}`),
      ['id integer', 'line geometry(LineStringZ,4326)', 'ends geometry(MultiPoint,3857)'],
    );
    assert.deepEqual(database.query('SELECT f_geometry_column AS name, srid, type FROM geometry_columns ORDER BY 1'), [
      { name: 'ends', srid: 3857, type: 'MULTIPOINT' },
      { name: 'line', srid: 4326, type: 'LINESTRINGZ' },
    ]);
  });

  it('bring languages, wrappers, access methods and schemas of others, and go with them', () => {
    for (const statement of [
      'CREATE EXTENSION plpython3u',
      'CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS $$ return 1 $$',
      'CREATE LANGUAGE plperl',
      'CREATE EXTENSION postgres_fdw',
      `CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'elsewhere')`,
      'CREATE FOREIGN TABLE away (id int) SERVER s',
      'CREATE EXTENSION pgroonga',
      'CREATE TABLE notes (id int, body text)',
      'CREATE INDEX ON notes USING pgroonga (body)',
      `INSERT INTO notes VALUES (1, 'some words')`,
      'CREATE EXTENSION pg_cron',
      `SELECT cron.schedule('nightly', '0 3 * * *', 'VACUUM')`,
      'CREATE SCHEMA partman; CREATE EXTENSION pg_partman SCHEMA partman',
      `SELECT partman.create_parent('public.notes', 'id', '1000')`,
      'CREATE EXTENSION timescaledb CASCADE',
      'CREATE TABLE measures (taken timestamptz, value int)',
      `SELECT create_hypertable('measures', 'taken', chunk_time_interval => INTERVAL '1 day')`,
      'CREATE EXTENSION "of-our-own"',
      "ALTER EXTENSION timescaledb UPDATE TO '2.14.0'",
    ])
      database.execute(statement);
    const { tables } = introspectSync(database);
    assert.deepEqual(
      tables.map(({ schema, name }) => `${schema}.${name}`),
      ['public.measures', 'public.notes'],
    );
    assert.deepEqual(
      [tables[0]?.columns[0]?.notNull, tables[0]?.indexes[0]?.definition],
      [true, 'CREATE INDEX measures_taken_idx ON public.measures USING btree (taken DESC)'],
    );
    database.execute('DROP EXTENSION pgroonga, pg_cron, postgres_fdw, plpython3u CASCADE');
    assert.deepEqual(introspectSync(database).tables.find(({ name }) => name === 'notes')?.indexes, []);
  });
});
