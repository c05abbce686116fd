/**
 * PostGIS where there is none: its types, with their modifiers, access methods and the functions that change a schema. Names and signatures
 * are those of https://postgis.net/docs/reference.html; a value is kept as the text that was given and nothing is computed with it.
 */

/** The kinds in the order of their numbers in a modifier (`LWGEOM` types of liblwgeom.h). */
export const geometryKinds: readonly string[] = [
  'Geometry',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
  'CircularString',
  'CompoundCurve',
  'CurvePolygon',
  'MultiCurve',
  'MultiSurface',
  'PolyhedralSurface',
  'Triangle',
  'Tin',
];

const kindArray = `ARRAY[${geometryKinds.map((kind) => `'${kind.toUpperCase()}'`).join(', ')}]`;

/** `gserialized_typmod_in`: the kind, its dimensions and the SRID in one number. `unsaid`: the SRID where none is given. */
const modifierReader = (type: string, unsaid: number): string => `
CREATE FUNCTION ${type}_typmod_in(cstring[]) RETURNS integer LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $typmod$
DECLARE
  word text := upper(btrim($1[1]::text));
  dimensions text := substring(word FROM '(ZM|Z|M)$');
  kind integer := array_position(${kindArray}, regexp_replace(word, '(ZM|Z|M)$', '')) - 1;
  srid integer := greatest(coalesce(($1[2])::text::integer, 0), 0);
BEGIN
  IF kind IS NULL THEN
    RAISE EXCEPTION 'Invalid geometry type modifier: %', $1[1]::text USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF srid = 0 THEN
    srid := ${unsaid};
  END IF;
  RETURN (srid << 8) | (kind << 2) | CASE dimensions WHEN 'ZM' THEN 3 WHEN 'Z' THEN 2 WHEN 'M' THEN 1 ELSE 0 END;
END $typmod$;`;

/** Ordered by bytes, and indexed by each method as bytes are (GiST: as btree_gist does). */
const type = (name: string, unsaid: number): string => `
CREATE TYPE ${name};
CREATE FUNCTION ${name}_in(cstring, oid, integer) RETURNS ${name} LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textin';
CREATE FUNCTION ${name}_out(${name}) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textout';
${modifierReader(name, unsaid)}
CREATE TYPE ${name} (INPUT = ${name}_in, OUTPUT = ${name}_out, TYPMOD_IN = ${name}_typmod_in, DELIMITER = ':', ALIGNMENT = int4, STORAGE = main);
${['lt <', 'le <=', 'eq =', 'ge >=', 'gt >']
  .map((each) => each.split(' '))
  .map(
    ([word, sign]) => `
CREATE FUNCTION ${name}_${word}(${name}, ${name}) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'bytea${word}';
CREATE OPERATOR ${sign} (LEFTARG = ${name}, RIGHTARG = ${name}, FUNCTION = ${name}_${word});`,
  )
  .join('')}
CREATE FUNCTION ${name}_cmp(${name}, ${name}) RETURNS integer LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteacmp';
CREATE FUNCTION ${name}_hash(${name}) RETURNS integer LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'hashvarlena';
CREATE FUNCTION ${name}_overlaps(${name}, ${name}) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN false;
CREATE FUNCTION ${name}_distance_knn(${name}, ${name}) RETURNS double precision LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN 0::double precision;
CREATE OPERATOR && (LEFTARG = ${name}, RIGHTARG = ${name}, FUNCTION = ${name}_overlaps, COMMUTATOR = &&);
CREATE OPERATOR <-> (LEFTARG = ${name}, RIGHTARG = ${name}, FUNCTION = ${name}_distance_knn, COMMUTATOR = <->);
CREATE OPERATOR CLASS btree_${name}_ops DEFAULT FOR TYPE ${name} USING btree AS
  OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 ${name}_cmp(${name}, ${name});`;

const gist = (operatorClass: string, of: string, isDefault: boolean): string => `
CREATE OPERATOR CLASS ${operatorClass}${isDefault ? ' DEFAULT' : ''} FOR TYPE ${of} USING gist AS
  OPERATOR 3 &&, OPERATOR 13 <-> FOR ORDER BY pg_catalog.float_ops,
  FUNCTION 1 postgis_gist_consistent(internal, ${of}, smallint, oid, internal), FUNCTION 2 postgis_gist_union(internal, internal),
  FUNCTION 3 postgis_gist_compress(internal), FUNCTION 4 postgis_gist_decompress(internal), FUNCTION 5 postgis_gist_penalty(internal, internal, internal),
  FUNCTION 6 postgis_gist_picksplit(internal, internal), FUNCTION 7 postgis_gist_same(postgis_key, postgis_key, internal), STORAGE postgis_key;`;

const brin = (operatorClass: string, of: string, isDefault: boolean): string => `
CREATE OPERATOR CLASS ${operatorClass}${isDefault ? ' DEFAULT' : ''} FOR TYPE ${of} USING brin AS
  OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 brin_minmax_opcinfo(internal),
  FUNCTION 2 brin_minmax_add_value(internal, internal, internal, internal), FUNCTION 3 brin_minmax_consistent(internal, internal, internal),
  FUNCTION 4 brin_minmax_union(internal, internal, internal);`;

const spgist = (operatorClass: string, of: string, isDefault: boolean): string => `
CREATE OPERATOR CLASS ${operatorClass}${isDefault ? ' DEFAULT' : ''} FOR TYPE ${of} USING spgist AS OPERATOR 3 =,
  FUNCTION 1 spg_text_config(internal, internal), FUNCTION 2 spg_text_choose(internal, internal), FUNCTION 3 spg_text_picksplit(internal, internal),
  FUNCTION 4 spg_text_inner_consistent(internal, internal), FUNCTION 5 spg_text_leaf_consistent(internal, internal);`;

/** Functions in C of btree_gist's library, which lies beside; its own types keep their names for it. */
const indexing = `
CREATE TYPE postgis_key;
CREATE FUNCTION postgis_key_in(cstring) RETURNS postgis_key LANGUAGE c IMMUTABLE STRICT AS '$libdir/btree_gist', 'gbtreekey_in';
CREATE FUNCTION postgis_key_out(postgis_key) RETURNS cstring LANGUAGE c IMMUTABLE STRICT AS '$libdir/btree_gist', 'gbtreekey_out';
CREATE TYPE postgis_key (INTERNALLENGTH = variable, INPUT = postgis_key_in, OUTPUT = postgis_key_out, STORAGE = extended);
CREATE FUNCTION postgis_gist_consistent(internal, geometry, smallint, oid, internal) RETURNS boolean LANGUAGE c IMMUTABLE STRICT AS '$libdir/btree_gist', 'gbt_bytea_consistent';
CREATE FUNCTION postgis_gist_consistent(internal, geography, smallint, oid, internal) RETURNS boolean LANGUAGE c IMMUTABLE STRICT AS '$libdir/btree_gist', 'gbt_bytea_consistent';
CREATE FUNCTION postgis_gist_union(internal, internal) RETURNS postgis_key LANGUAGE c IMMUTABLE STRICT AS '$libdir/btree_gist', 'gbt_bytea_union';
CREATE FUNCTION postgis_gist_compress(internal) RETURNS internal LANGUAGE c IMMUTABLE STRICT AS '$libdir/btree_gist', 'gbt_bytea_compress';
CREATE FUNCTION postgis_gist_decompress(internal) RETURNS internal LANGUAGE c IMMUTABLE STRICT AS '$libdir/btree_gist', 'gbt_var_decompress';
CREATE FUNCTION postgis_gist_penalty(internal, internal, internal) RETURNS internal LANGUAGE c IMMUTABLE STRICT AS '$libdir/btree_gist', 'gbt_bytea_penalty';
CREATE FUNCTION postgis_gist_picksplit(internal, internal) RETURNS internal LANGUAGE c IMMUTABLE STRICT AS '$libdir/btree_gist', 'gbt_bytea_picksplit';
CREATE FUNCTION postgis_gist_same(postgis_key, postgis_key, internal) RETURNS internal LANGUAGE c IMMUTABLE STRICT AS '$libdir/btree_gist', 'gbt_bytea_same';
${gist('gist_geometry_ops_2d', 'geometry', true)}
${gist('gist_geometry_ops_nd', 'geometry', false)}
${gist('gist_geography_ops', 'geography', true)}
${spgist('spgist_geometry_ops_2d', 'geometry', true)}
${spgist('spgist_geometry_ops_3d', 'geometry', false)}
${spgist('spgist_geometry_ops_nd', 'geometry', false)}
${spgist('spgist_geography_ops_nd', 'geography', true)}
${brin('brin_geometry_inclusion_ops_2d', 'geometry', true)}
${brin('brin_geometry_inclusion_ops_3d', 'geometry', false)}
${brin('brin_geometry_inclusion_ops_4d', 'geometry', false)}
${brin('brin_geography_inclusion_ops', 'geography', true)}
CREATE OPERATOR CLASS hash_geometry_ops DEFAULT FOR TYPE geometry USING hash AS OPERATOR 1 =, FUNCTION 1 geometry_hash(geometry);`;

/** Types that columns seldom have, as the texts they are given. */
const domains = ['box2d', 'box3d', 'spheroid'].map((name) => `CREATE DOMAIN ${name} AS text;`).join('\n');

const reading = `
CREATE FUNCTION postgis_typmod_srid(integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS 'SELECT CASE WHEN $1 < 0 THEN 0 ELSE $1 >> 8 END';
CREATE FUNCTION postgis_typmod_dims(integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS 'SELECT CASE WHEN $1 < 0 THEN NULL ELSE 2 + ($1 & 1) + (($1 >> 1) & 1) END';
CREATE FUNCTION postgis_typmod_type(integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN $1 < 0 THEN 'Geometry' ELSE (${kindArray.replace(/'(\w)(\w*)'/g, (_, first: string, rest: string) => `'${first}${rest.toLowerCase()}'`)})[(($1 >> 2) & 63) + 1]
    || CASE $1 & 3 WHEN 3 THEN 'ZM' WHEN 2 THEN 'Z' WHEN 1 THEN 'M' ELSE '' END END $$;
CREATE FUNCTION postgis_type_name(geomname varchar, coord_dimension integer, use_new_name boolean DEFAULT true) RETURNS varchar LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT upper($1) || CASE WHEN upper($1) ~ '[^T]M$|Z$' THEN '' WHEN $2 = 3 THEN 'Z' WHEN $2 = 4 THEN 'ZM' ELSE '' END $$;
CREATE FUNCTION postgis_version() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '3.5 USE_GEOS=1 USE_PROJ=1 USE_STATS=1' $$;
CREATE FUNCTION postgis_lib_version() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '3.5.0' $$;
CREATE FUNCTION postgis_full_version() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'POSTGIS="3.5.0" [EXTENSION]' $$;
CREATE TABLE spatial_ref_sys (
  srid integer NOT NULL PRIMARY KEY CHECK (srid > 0 AND srid <= 998999),
  auth_name varchar(256), auth_srid integer, srtext varchar(2048), proj4text varchar(2048)
);
${['geometry', 'geography']
  .map(
    (name) => `
CREATE VIEW ${name}_columns AS
  SELECT current_database()::varchar(256) AS f_table_catalog, n.nspname AS f_table_schema, c.relname AS f_table_name, a.attname AS f_${name}_column,
    coalesce(postgis_typmod_dims(a.atttypmod), 2) AS coord_dimension, postgis_typmod_srid(a.atttypmod) AS srid,
    upper(postgis_typmod_type(a.atttypmod))::varchar(30) AS type
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.atttypid = '${name}'::regtype AND c.relkind IN ('r', 'v', 'm', 'f', 'p') AND NOT pg_is_other_temp_schema(c.relnamespace);`,
  )
  .join('')}`;

/** "Table Management Functions" of PostGIS' manual. Each has the forms with a catalog, with a schema, and with a table alone. */
const tables = `
CREATE FUNCTION AddGeometryColumn(catalog_name varchar, schema_name varchar, table_name varchar, column_name varchar, new_srid_in integer, new_type varchar, new_dim integer, use_typmod boolean DEFAULT true)
RETURNS text LANGUAGE plpgsql VOLATILE STRICT AS $add$
DECLARE
  target text := CASE WHEN schema_name = '' THEN quote_ident(table_name) ELSE quote_ident(schema_name) || '.' || quote_ident(table_name) END;
  srid integer := greatest(new_srid_in, 0);
BEGIN
  IF use_typmod THEN
    EXECUTE format('ALTER TABLE %s ADD COLUMN %I geometry(%s, %s)', target, column_name, postgis_type_name(new_type, new_dim), srid);
  ELSE
    EXECUTE format('ALTER TABLE %s ADD COLUMN %I geometry', target, column_name);
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (st_srid(%I) = %s)', target, 'enforce_srid_' || column_name, column_name, srid);
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (st_ndims(%I) = %s)', target, 'enforce_dims_' || column_name, column_name, new_dim);
    IF upper(new_type) <> 'GEOMETRY' THEN
      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (geometrytype(%I) = %L OR %I IS NULL)', target, 'enforce_geotype_' || column_name, column_name, upper(new_type), column_name);
    END IF;
  END IF;
  RETURN format('%s.%s.%s SRID:%s TYPE:%s DIMS:%s ', schema_name, table_name, column_name, srid, new_type, new_dim);
END $add$;
CREATE FUNCTION AddGeometryColumn(schema_name varchar, table_name varchar, column_name varchar, new_srid integer, new_type varchar, new_dim integer, use_typmod boolean DEFAULT true)
RETURNS text LANGUAGE sql VOLATILE STRICT AS 'SELECT AddGeometryColumn('''', $1, $2, $3, $4, $5, $6, $7)';
CREATE FUNCTION AddGeometryColumn(table_name varchar, column_name varchar, new_srid integer, new_type varchar, new_dim integer, use_typmod boolean DEFAULT true)
RETURNS text LANGUAGE sql VOLATILE STRICT AS 'SELECT AddGeometryColumn('''', '''', $1, $2, $3, $4, $5, $6)';
CREATE FUNCTION DropGeometryColumn(catalog_name varchar, schema_name varchar, table_name varchar, column_name varchar)
RETURNS text LANGUAGE plpgsql VOLATILE STRICT AS $drop$
BEGIN
  EXECUTE format('ALTER TABLE %s DROP COLUMN %I', CASE WHEN schema_name = '' THEN quote_ident(table_name) ELSE quote_ident(schema_name) || '.' || quote_ident(table_name) END, column_name);
  RETURN format('%s.%s.%s effectively removed.', schema_name, table_name, column_name);
END $drop$;
CREATE FUNCTION DropGeometryColumn(schema_name varchar, table_name varchar, column_name varchar) RETURNS text LANGUAGE sql VOLATILE STRICT AS 'SELECT DropGeometryColumn('''', $1, $2, $3)';
CREATE FUNCTION DropGeometryColumn(table_name varchar, column_name varchar) RETURNS text LANGUAGE sql VOLATILE STRICT AS 'SELECT DropGeometryColumn('''', '''', $1, $2)';
CREATE FUNCTION DropGeometryTable(catalog_name varchar, schema_name varchar, table_name varchar)
RETURNS text LANGUAGE plpgsql VOLATILE STRICT AS $drop$
BEGIN
  EXECUTE format('DROP TABLE IF EXISTS %s RESTRICT', CASE WHEN schema_name = '' THEN quote_ident(table_name) ELSE quote_ident(schema_name) || '.' || quote_ident(table_name) END);
  RETURN format('%s.%s dropped.', schema_name, table_name);
END $drop$;
CREATE FUNCTION DropGeometryTable(schema_name varchar, table_name varchar) RETURNS text LANGUAGE sql VOLATILE STRICT AS 'SELECT DropGeometryTable('''', $1, $2)';
CREATE FUNCTION DropGeometryTable(table_name varchar) RETURNS text LANGUAGE sql VOLATILE STRICT AS 'SELECT DropGeometryTable('''', '''', $1)';
CREATE FUNCTION UpdateGeometrySRID(catalogn_name varchar, schema_name varchar, table_name varchar, column_name varchar, new_srid_in integer)
RETURNS text LANGUAGE plpgsql VOLATILE STRICT AS $srid$
DECLARE
  target text := CASE WHEN schema_name = '' THEN quote_ident(table_name) ELSE quote_ident(schema_name) || '.' || quote_ident(table_name) END;
  kind text := (SELECT postgis_typmod_type(atttypmod) FROM pg_attribute WHERE attrelid = target::regclass AND attname = column_name);
BEGIN
  EXECUTE format('ALTER TABLE %s ALTER COLUMN %I TYPE geometry(%s, %s)', target, column_name, kind, greatest(new_srid_in, 0));
  RETURN format('%s.%s.%s SRID changed to %s', schema_name, table_name, column_name, new_srid_in);
END $srid$;
CREATE FUNCTION UpdateGeometrySRID(schema_name varchar, table_name varchar, column_name varchar, new_srid_in integer) RETURNS text LANGUAGE sql VOLATILE STRICT AS 'SELECT UpdateGeometrySRID('''', $1, $2, $3, $4)';
CREATE FUNCTION UpdateGeometrySRID(table_name varchar, column_name varchar, new_srid_in integer) RETURNS text LANGUAGE sql VOLATILE STRICT AS 'SELECT UpdateGeometrySRID('''', '''', $1, $2, $3)';
CREATE FUNCTION Populate_Geometry_Columns(use_typmod boolean DEFAULT true) RETURNS text LANGUAGE sql AS $$ SELECT 'probed:0 inserted:0'::text $$;
CREATE FUNCTION Populate_Geometry_Columns(tbl_oid oid, use_typmod boolean DEFAULT true) RETURNS integer LANGUAGE sql AS 'SELECT 0';`;

const casts = `
CREATE FUNCTION geography(geometry) RETURNS geography LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1::text::geography;
CREATE FUNCTION geometry(geography) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1::text::geometry;
CREATE CAST (geometry AS text) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (text AS geometry) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (geometry AS bytea) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (bytea AS geometry) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (geography AS bytea) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (bytea AS geography) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (geometry AS geography) WITH FUNCTION geography(geometry) AS IMPLICIT;
CREATE CAST (geography AS geometry) WITH FUNCTION geometry(geography);`;

/**
 * A type as PostGIS writes it (`postgis_typmod_out`), where the stand-in, which has no function for that, gives the number:
 * `geometry(1107460)` is `geometry(Point,4326)`.
 */
export const readableModifier = (type: string): string =>
  type.replace(/\b(geometry|geography)\((\d+)\)/g, (_, name: string, digits: string) => {
    const modifier = Number(digits);
    if (modifier === 0) return name;
    const kind = geometryKinds[(modifier >> 2) & 63] ?? 'Geometry';
    const srid = modifier >> 8;
    return `${name}(${kind}${['', 'M', 'Z', 'ZM'][modifier & 3]}${srid === 0 ? '' : `,${srid}`})`;
  });

const aggregates = `
CREATE FUNCTION postgis_one_of(geometry, geometry) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1;
CREATE FUNCTION postgis_box_of(box2d, geometry) RETURNS box2d LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ''::box2d;
CREATE FUNCTION postgis_box_of(box3d, geometry) RETURNS box3d LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ''::box3d;
${['st_union', 'st_memunion', 'st_collect', 'st_memcollect', 'st_polygonize', 'st_makeline', 'st_coverageunion']
  .map((name) => `CREATE AGGREGATE ${name}(geometry) (SFUNC = postgis_one_of, STYPE = geometry);`)
  .join('\n')}
CREATE AGGREGATE st_extent(geometry) (SFUNC = postgis_box_of, STYPE = box2d);
CREATE AGGREGATE st_3dextent(geometry) (SFUNC = postgis_box_of, STYPE = box3d);`;

/**
 * What `CREATE EXTENSION postgis` carries out. Functions that indexes may call have their bodies read when they are made: those of an index
 * run without a search path.
 */
export const postgis: string = [type('geometry', 0), type('geography', 4326), domains, casts, indexing, reading, aggregates, tables].join(
  '\n',
);
