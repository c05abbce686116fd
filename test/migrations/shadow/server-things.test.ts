/** Revisions about what belongs to a server and not to a schema: they replay, and nothing is invented. */
import assert from 'node:assert/strict';
import { check } from '../../../src/migrations/check';
import { type ClosableShadow, projectOf, removeProjects, shadowHere } from '../opened-project';
import { files, models, revision } from '../small-project';

/** What stands in `upgrade()`, and what is said of it. */
const histories: Readonly<Record<string, { readonly upgrade: readonly string[]; readonly said?: readonly string[] }>> = {
  'roles and rights': {
    upgrade: [
      'op.execute("GRANT SELECT ON teams TO reader")',
      'op.execute("GRANT rds_superuser TO reader")',
      'op.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM public")',
      'op.execute("ALTER TABLE teams OWNER TO owner_of_all")',
      'op.execute("CREATE POLICY own ON teams FOR SELECT TO another USING (true)")',
      'op.execute("ALTER TABLE teams ENABLE ROW LEVEL SECURITY")',
      'op.execute("ALTER DEFAULT PRIVILEGES FOR ROLE owner_of_all GRANT ALL ON TABLES TO reader")',
      'op.execute("DROP ROLE somebody")',
      'op.execute("CREATE ROLE reader")',
      'op.execute("SET ROLE owner_of_all")',
      'op.execute("COMMENT ON TABLE members IS NULL")',
      'op.execute("RESET ROLE")',
      'op.execute("REASSIGN OWNED BY owner_of_all TO CURRENT_USER")',
    ],
  },
  tablespaces: {
    upgrade: [
      'op.execute("SET default_tablespace = fast")',
      'op.execute("ALTER TABLE teams SET TABLESPACE fast")',
      'op.execute("ALTER INDEX teams_pkey SET TABLESPACE fast")',
      'op.execute("DROP TABLE members")',
      'op.execute("CREATE TABLE members (id SERIAL PRIMARY KEY USING INDEX TABLESPACE fast, team_id INTEGER NOT NULL REFERENCES teams, email VARCHAR(255)) TABLESPACE fast")',
      'op.execute("GRANT CREATE ON TABLESPACE fast TO reader")',
    ],
  },
  'search paths and settings': {
    upgrade: [
      'op.execute("SET search_path TO other, public")',
      'op.execute("CREATE SCHEMA other")',
      'op.execute("SET search_path TO public")',
      'op.execute("SET LOCAL lock_timeout = \'2s\'")',
      'op.execute("SET statement_timeout TO 0")',
      'op.execute("SET no_such_setting = 1")',
      'op.execute("SET client_encoding = \'WIN1252\'")',
      'op.execute("COMMENT ON COLUMN teams.name IS \'Zürich\'; COMMENT ON COLUMN teams.name IS NULL")',
      'op.execute("SET app.tenant = \'one\'")',
      "op.execute(\"SELECT set_config('search_path', 'public', false)\")",
      'op.execute("ALTER ROLE CURRENT_USER SET search_path TO public")',
      'op.execute("ALTER ROLE web SET statement_timeout = 1000")',
    ],
  },
  'databases and the server': {
    upgrade: [
      'op.execute("ALTER DATABASE production SET timezone TO \'UTC\'")',
      'op.execute("GRANT CONNECT ON DATABASE production TO reader")',
      'op.execute("REVOKE ALL ON DATABASE production FROM PUBLIC")',
      "op.execute(\"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone TO %L', current_database(), 'UTC'); END $$\")",
      'with op.get_context().autocommit_block():',
      '    op.execute("ALTER SYSTEM SET work_mem = \'8MB\'")',
      '    op.execute("CREATE TABLESPACE fast LOCATION \'/mnt/fast\'")',
      '    op.execute("CREATE DATABASE another")',
    ],
  },
  'publications, subscriptions and event triggers': {
    upgrade: [
      'op.execute("CREATE PUBLICATION everything FOR ALL TABLES")',
      'with op.get_context().autocommit_block():',
      '    op.execute("CREATE SUBSCRIPTION copies CONNECTION \'host=elsewhere\' PUBLICATION everything")',
      'op.execute("CREATE FUNCTION heed() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$")',
      'op.execute("CREATE EVENT TRIGGER heeding ON ddl_command_end EXECUTE FUNCTION heed()")',
      'op.execute("ALTER TABLE teams REPLICA IDENTITY FULL")',
    ],
  },
  'wrappers, languages and collations that nobody made': {
    upgrade: [
      'op.execute("CREATE SERVER away FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host \'elsewhere\')")',
      'op.execute("CREATE USER MAPPING FOR web SERVER away OPTIONS (user \'web\')")',
      'op.execute("CREATE FOREIGN TABLE far (id int) SERVER away")',
      'op.execute("CREATE SCHEMA far_away")',
      'op.execute("IMPORT FOREIGN SCHEMA public FROM SERVER away INTO far_away")',
      'op.execute("CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS $$ return 1 $$")',
      'op.execute("CREATE INDEX by_name ON teams (name COLLATE \\"xx_XX.utf8\\")")',
      'op.execute("DROP INDEX by_name")',
    ],
    said: [
      'the extension postgres_fdw, which no revision creates, was taken to be there',
      'the extension plpython3u, which no revision creates, was taken to be there',
      'The extension plpython3u is not in the embedded PostgreSQL: what a schema needs of it is stood in for.',
      'The extension postgres_fdw is not in the embedded PostgreSQL: what a schema needs of it is stood in for.',
    ],
  },
  'extensions and schemas that nobody made': {
    upgrade: [
      'op.execute("CREATE INDEX i ON teams USING gin (name gin_trgm_ops)")',
      'op.execute("CREATE TABLE audit.log (id uuid DEFAULT uuid_generate_v4(), name citext)")',
      'op.execute("DROP INDEX i; DROP TABLE audit.log")',
    ],
    said: [
      'the extension pg_trgm, which no revision creates, was taken to be there',
      'the schema audit, which no revision creates, was taken to be there',
      'the extension uuid-ossp, which no revision creates, was taken to be there',
      'the extension citext, which no revision creates, was taken to be there',
    ],
  },
  'what is wrong with the history itself': {
    upgrade: [
      'op.execute("GRANT SELECT ON nowhere TO reader")',
      'op.execute("CREATE TABLE x (id nothing) TABLESPACE fast")',
      'op.execute("SET work_mem = \'lots\'")',
    ],
    said: ['relation "nowhere" does not exist', 'type "nothing" does not exist'],
  },
};

describe('what of a revision belongs to a server', () => {
  let shadow: ClosableShadow;
  before(async () => {
    shadow = await shadowHere();
  });
  after(async () => {
    await shadow.close();
    removeProjects();
  });

  const checked = async (more: Readonly<Record<string, string>>) => {
    const { environments } = await check(await projectOf({ ...files, ...more }, shadow).open(), null);
    const [{ problems = [], changes = [], notUnderstood = [] } = {}] = environments;
    return { said: problems.map(({ message }) => message), changes: changes.map(({ summary }) => summary), notUnderstood };
  };

  for (const [what, { upgrade, said = [] }] of Object.entries(histories)) {
    it(`breaks no replay: ${what}`, async () => {
      const found = await checked({ 'migrations/versions/3c.py': revision('3c', '2b', upgrade) });
      assert.deepEqual([...found.said].sort(), [...said].sort());
      assert.deepEqual([found.changes, found.notUnderstood], [[], []]);
    });
  }

  describe('of PostGIS', () => {
    const place = `

class Place(Base):
    __tablename__ = "places"

    id = Column(Integer, primary_key=True)
    at = Column(Geometry("POINT", srid=4326))
    area = Column(Geography("POLYGON", srid=4326, spatial_index=False))
`;
    const withPlaces = (text: string) => `from geoalchemy2 import Geography, Geometry\n${models}${text}`;
    const creation = (at: string) =>
      revision('3c', '2b', [
        'op.create_table("places",',
        '    sa.Column("id", sa.Integer(), nullable=False),',
        `    sa.Column("at", ${at}, nullable=True),`,
        '    sa.Column("area", Geography(geometry_type="POLYGON", srid=4326, spatial_index=False), nullable=True),',
        '    sa.PrimaryKeyConstraint("id"))',
        'op.create_index("idx_places_at", "places", ["at"], postgresql_using="gist")',
        `op.execute("UPDATE places SET at = ST_SetSRID(ST_MakePoint(1, 2), 4326) WHERE ST_X(at) > 3")`,
      ]).replace('import sqlalchemy', 'from geoalchemy2 import Geography, Geometry\nimport sqlalchemy');
    const postgis =
      'PostGIS is not in the embedded PostgreSQL: its types are stood in for, so that tables with them are compared; its functions compute nothing.';
    const taken = 'the extension postgis, which no revision creates, was taken to be there';
    const compared = (at: string) => checked({ 'app/models.py': withPlaces(place), 'migrations/versions/3c.py': creation(at) });

    it('compares tables with geometries, and says once that they are stood in for', async () => {
      const same = await compared('Geometry(geometry_type="POINT", srid=4326, spatial_index=False)');
      assert.deepEqual(same, { said: [postgis, taken], changes: [], notUnderstood: [] });
    });

    it('takes its functions in checks, indexes, views, defaults and statements', async () => {
      const calling = revision('4d', '3c', [
        'op.create_check_constraint("inside", "places", "ST_SRID(at) = 4326 AND ST_IsValid(at)")',
        'op.create_index("by_center", "places", [sa.text("ST_Centroid(at)")], postgresql_using="gist")',
        'op.execute("CREATE INDEX by_distance ON places USING gist ((at::geography))")',
        'op.execute("ALTER TABLE places ALTER COLUMN at SET DEFAULT ST_SetSRID(ST_MakePoint(0, 0), 4326)")',
        'op.execute("INSERT INTO places (area) VALUES (ST_GeogFromText(\'POLYGON((0 0,1 0,1 1,0 0))\'))")',
        'op.execute("CREATE MATERIALIZED VIEW all_of_it AS SELECT count(*), ST_Union(at) AS at, ST_Extent(at) AS box FROM places")',
        'op.execute("DROP MATERIALIZED VIEW all_of_it")',
        'op.drop_index("by_center")',
        'op.drop_index("by_distance")',
        'op.drop_constraint("inside", "places")',
        'op.execute("ALTER TABLE places ALTER COLUMN at DROP DEFAULT")',
      ]);
      const found = await checked({
        'app/models.py': withPlaces(place),
        'migrations/versions/3c.py': creation('Geometry(geometry_type="POINT", srid=4326, spatial_index=False)'),
        'migrations/versions/4d.py': calling,
      });
      assert.deepEqual(found, { said: [postgis, taken], changes: [], notUnderstood: [] });
    });

    it('finds another kind and another SRID', async () => {
      const kind = await compared('Geometry(geometry_type="LINESTRING", srid=4326, spatial_index=False)');
      assert.deepEqual(kind.changes, ['places.at: geometry(LineString,4326) in the revisions, geometry(Point,4326) in the models']);
      const srid = await compared('Geometry(geometry_type="POINT", srid=3857, spatial_index=False)');
      assert.deepEqual(srid.changes, ['places.at: geometry(Point,3857) in the revisions, geometry(Point,4326) in the models']);
    });

    it('knows nothing of what PostGIS would answer', async () => {
      const asking = revision('4d', '3c', [
        'if op.get_bind().execute(sa.text("SELECT ST_Srid(at) FROM places")).scalar() == 4326:',
        '    op.drop_table("members")',
      ]);
      const found = await checked({
        'app/models.py': withPlaces(place),
        'migrations/versions/3c.py': creation('Geometry(geometry_type="POINT", srid=4326, spatial_index=False)'),
        'migrations/versions/4d.py': asking,
      });
      assert.deepEqual(found.changes, []);
      assert.match(found.notUnderstood[0]?.message ?? '', /what PostGIS would answer/);
    });
  });
});
