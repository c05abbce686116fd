/** Extensions that are not there, as far as a schema stands on them: types, schemas, languages, wrappers. */

/** A procedural language whose functions can be made, and not called. */
const language = (name: string): string => `
CREATE FUNCTION ${name}_call_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE LANGUAGE ${name} HANDLER ${name}_call_handler;`;

const wrapper = (name: string): string => `CREATE FOREIGN DATA WRAPPER ${name};`;

/** Full text search of pg_trgm's functions stands for any other that indexes texts. */
const textIndex = (method: string, ...classes: readonly string[]): string => `
CREATE ACCESS METHOD ${method} TYPE INDEX HANDLER ginhandler;
CREATE FUNCTION ${method}_extract_value(text, internal) RETURNS internal LANGUAGE c IMMUTABLE STRICT AS '$libdir/pg_trgm', 'gin_extract_value_trgm';
CREATE FUNCTION ${method}_extract_query(text, internal, int2, internal, internal, internal, internal) RETURNS internal LANGUAGE c IMMUTABLE STRICT AS '$libdir/pg_trgm', 'gin_extract_query_trgm';
CREATE FUNCTION ${method}_consistent(internal, int2, text, int4, internal, internal, internal, internal) RETURNS boolean LANGUAGE c IMMUTABLE STRICT AS '$libdir/pg_trgm', 'gin_trgm_consistent';
${classes
  .map(
    (name, at) => `
CREATE OPERATOR CLASS ${name}${at === 0 ? ' DEFAULT' : ''} FOR TYPE text USING ${method} AS
  FUNCTION 1 btint4cmp(int4, int4), FUNCTION 2 ${method}_extract_value(text, internal),
  FUNCTION 3 ${method}_extract_query(text, internal, int2, internal, internal, internal, internal),
  FUNCTION 4 ${method}_consistent(internal, int2, text, int4, internal, internal, internal, internal), STORAGE int4;`,
  )
  .join('')}`;

/** `create_hypertable()` makes the time's column NOT NULL and an index on it (`ts_indexing_verify_…`, `create_default_indexes`). */
const timescaledb = `
CREATE FUNCTION create_hypertable(relation regclass, time_column_name name, partitioning_column name DEFAULT NULL, number_partitions integer DEFAULT NULL,
  associated_schema_name name DEFAULT NULL, associated_table_prefix name DEFAULT NULL, chunk_time_interval anyelement DEFAULT NULL::bigint,
  create_default_indexes boolean DEFAULT true, if_not_exists boolean DEFAULT false, partitioning_func regproc DEFAULT NULL, migrate_data boolean DEFAULT false,
  chunk_target_size text DEFAULT NULL, chunk_sizing_func regproc DEFAULT NULL, time_partitioning_func regproc DEFAULT NULL)
RETURNS TABLE (hypertable_id integer, schema_name name, table_name name, created boolean) LANGUAGE plpgsql AS $hypertable$
DECLARE
  bare name := (SELECT relname FROM pg_class WHERE oid = relation);
BEGIN
  EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', relation, time_column_name);
  IF create_default_indexes AND NOT EXISTS (
    SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE i.indrelid = relation AND a.attname = time_column_name
  ) THEN
    EXECUTE format('CREATE INDEX %I ON %s (%I DESC)', bare || '_' || time_column_name || '_idx', relation, time_column_name);
  END IF;
  RETURN QUERY SELECT 1, n.nspname, c.relname, true FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = relation;
END $hypertable$;
CREATE FUNCTION time_bucket(bucket_width interval, ts timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$ SELECT date_bin($1, $2, '2000-01-03 UTC') $$;
CREATE FUNCTION time_bucket(bucket_width interval, ts timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE AS $$ SELECT date_bin($1, $2, '2000-01-03') $$;
CREATE FUNCTION time_bucket(bucket_width interval, ts date) RETURNS date LANGUAGE sql IMMUTABLE AS $$ SELECT date_bin($1, $2::timestamp, '2000-01-03')::date $$;
${['add_retention_policy', 'add_compression_policy', 'add_columnstore_policy', 'add_reorder_policy']
  .map(
    (name) =>
      `CREATE FUNCTION ${name}(relation regclass, after anyelement, if_not_exists boolean DEFAULT false) RETURNS integer LANGUAGE sql AS 'SELECT 1';`,
  )
  .join('\n')}
CREATE FUNCTION add_continuous_aggregate_policy(continuous_aggregate regclass, start_offset anyelement, end_offset anyelement, schedule_interval interval, if_not_exists boolean DEFAULT false)
RETURNS integer LANGUAGE sql AS 'SELECT 1';
${['remove_retention_policy', 'remove_compression_policy', 'remove_continuous_aggregate_policy']
  .map((name) => `CREATE FUNCTION ${name}(relation regclass, if_exists boolean DEFAULT false) RETURNS void LANGUAGE sql AS '';`)
  .join('\n')}
CREATE FUNCTION set_chunk_time_interval(hypertable regclass, chunk_time_interval anyelement) RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION set_integer_now_func(hypertable regclass, integer_now_func regproc, replace_if_exists boolean DEFAULT false) RETURNS void LANGUAGE sql AS '';`;

const pgCron = `
CREATE SCHEMA cron;
CREATE TABLE cron.job (jobid bigserial PRIMARY KEY, schedule text NOT NULL, command text NOT NULL, nodename text NOT NULL DEFAULT 'localhost',
  nodeport integer NOT NULL DEFAULT 5432, database text NOT NULL DEFAULT current_database(), username text NOT NULL DEFAULT CURRENT_USER, active boolean NOT NULL DEFAULT true, jobname text);
CREATE FUNCTION cron.schedule(job_name text, schedule text, command text) RETURNS bigint LANGUAGE sql AS $$
  INSERT INTO cron.job (jobname, schedule, command) VALUES ($1, $2, $3) RETURNING jobid $$;
CREATE FUNCTION cron.schedule(schedule text, command text) RETURNS bigint LANGUAGE sql AS $$ INSERT INTO cron.job (schedule, command) VALUES ($1, $2) RETURNING jobid $$;
CREATE FUNCTION cron.unschedule(job_id bigint) RETURNS boolean LANGUAGE sql AS $$ DELETE FROM cron.job WHERE jobid = $1; SELECT true $$;
CREATE FUNCTION cron.unschedule(job_name text) RETURNS boolean LANGUAGE sql AS $$ DELETE FROM cron.job WHERE jobname = $1; SELECT true $$;`;

/** Set up where the revision says, `CREATE EXTENSION pg_partman SCHEMA partman`. */
const pgPartman = `
CREATE TABLE @extschema@.part_config (parent_table text PRIMARY KEY, control text, partition_interval text, partition_type text, premake integer DEFAULT 4,
  retention text, retention_keep_table boolean DEFAULT true, retention_keep_index boolean DEFAULT true, infinite_time_partitions boolean DEFAULT false,
  automatic_maintenance text DEFAULT 'on', inherit_privileges boolean DEFAULT false, template_table text, datetime_string text);
CREATE FUNCTION @extschema@.create_parent(p_parent_table text, p_control text, p_interval text, p_type text DEFAULT 'range', p_epoch text DEFAULT 'none',
  p_premake integer DEFAULT 4, p_start_partition text DEFAULT NULL, p_default_table boolean DEFAULT true, p_automatic_maintenance text DEFAULT 'on',
  p_constraint_cols text[] DEFAULT NULL, p_template_table text DEFAULT NULL, p_jobmon boolean DEFAULT true) RETURNS boolean LANGUAGE sql AS $$
  INSERT INTO @extschema@.part_config (parent_table, control, partition_interval, partition_type) VALUES ($1, $2, $3, $4); SELECT true $$;
CREATE FUNCTION @extschema@.run_maintenance(p_parent_table text DEFAULT NULL, p_analyze boolean DEFAULT false) RETURNS void LANGUAGE sql AS '';`;

export const otherExtensions: Readonly<Record<string, string>> = {
  postgis_raster: 'CREATE DOMAIN raster AS text;',
  postgis_topology: `
CREATE TYPE topology.topogeometry AS (topology_id integer, layer_id integer, id integer, type integer);
CREATE TABLE topology.topology (id serial PRIMARY KEY, name varchar NOT NULL UNIQUE, srid integer NOT NULL, precision double precision NOT NULL, hasz boolean NOT NULL DEFAULT false);
CREATE TABLE topology.layer (topology_id integer NOT NULL REFERENCES topology.topology, layer_id integer NOT NULL, schema_name varchar NOT NULL, table_name varchar NOT NULL,
  feature_column varchar NOT NULL, feature_type integer NOT NULL, level integer NOT NULL DEFAULT 0, child_id integer, PRIMARY KEY (layer_id, topology_id));`,
  timescaledb,
  pg_cron: pgCron,
  pg_partman: pgPartman,
  pgroonga: textIndex(
    'pgroonga',
    'pgroonga_text_full_text_search_ops_v2',
    'pgroonga_text_full_text_search_ops',
    'pgroonga_text_term_search_ops_v2',
  ),
  pg_bigm: `
CREATE FUNCTION bigm_extract_value(text, internal) RETURNS internal LANGUAGE c IMMUTABLE STRICT AS '$libdir/pg_trgm', 'gin_extract_value_trgm';
CREATE FUNCTION bigm_extract_query(text, internal, int2, internal, internal, internal, internal) RETURNS internal LANGUAGE c IMMUTABLE STRICT AS '$libdir/pg_trgm', 'gin_extract_query_trgm';
CREATE FUNCTION bigm_consistent(internal, int2, text, int4, internal, internal, internal, internal) RETURNS boolean LANGUAGE c IMMUTABLE STRICT AS '$libdir/pg_trgm', 'gin_trgm_consistent';
CREATE OPERATOR CLASS gin_bigm_ops FOR TYPE text USING gin AS FUNCTION 1 btint4cmp(int4, int4), FUNCTION 2 bigm_extract_value(text, internal),
  FUNCTION 3 bigm_extract_query(text, internal, int2, internal, internal, internal, internal),
  FUNCTION 4 bigm_consistent(internal, int2, text, int4, internal, internal, internal, internal), STORAGE int4;`,
  plpython3u: language('plpython3u'),
  plpythonu: language('plpythonu'),
  plpython2u: language('plpython2u'),
  plperl: language('plperl'),
  plperlu: language('plperlu'),
  pltcl: language('pltcl'),
  pltclu: language('pltclu'),
  plv8: language('plv8'),
  plr: language('plr'),
  postgres_fdw: wrapper('postgres_fdw'),
  mysql_fdw: wrapper('mysql_fdw'),
  oracle_fdw: wrapper('oracle_fdw'),
  tds_fdw: wrapper('tds_fdw'),
  mongo_fdw: wrapper('mongo_fdw'),
  redis_fdw: wrapper('redis_fdw'),
  multicorn: wrapper('multicorn'),
  dblink: `
${wrapper('dblink_fdw')}
CREATE FUNCTION dblink_connect(text) RETURNS text LANGUAGE sql AS $$ SELECT 'OK'::text $$;
CREATE FUNCTION dblink_connect(text, text) RETURNS text LANGUAGE sql AS $$ SELECT 'OK'::text $$;
CREATE FUNCTION dblink_disconnect() RETURNS text LANGUAGE sql AS $$ SELECT 'OK'::text $$;
CREATE FUNCTION dblink_disconnect(text) RETURNS text LANGUAGE sql AS $$ SELECT 'OK'::text $$;
CREATE FUNCTION dblink_exec(text) RETURNS text LANGUAGE sql AS $$ SELECT 'OK'::text $$;
CREATE FUNCTION dblink_exec(text, text) RETURNS text LANGUAGE sql AS $$ SELECT 'OK'::text $$;`,
};
