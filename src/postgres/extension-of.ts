/** Which extension brings what PostgreSQL misses, by the pages of https://www.postgresql.org/docs/current/contrib.html and pgvector's README. */
import type { PostgresError } from './postgres-error';

const types: Readonly<Record<string, readonly string[]>> = {
  citext: ['citext'],
  hstore: ['hstore'],
  ltree: ['ltree', 'lquery', 'ltxtquery'],
  cube: ['cube'],
  earthdistance: ['earth'],
  intarray: ['query_int'],
  vector: ['vector', 'halfvec', 'sparsevec'],
  postgis: ['geometry', 'geography', 'box2d', 'box3d', 'geometry_dump'],
  postgis_raster: ['raster'],
  postgis_topology: ['topogeometry'],
  isn: ['isbn', 'isbn13', 'issn', 'issn13', 'ismn', 'ismn13', 'upc', 'ean13'],
  seg: ['seg'],
  lo: ['lo'],
  age: ['agtype', 'graphid'],
};

const operatorClasses: Readonly<Record<string, readonly string[]>> = {
  pg_trgm: ['gin_trgm_ops', 'gist_trgm_ops'],
  hstore: ['gin_hstore_ops', 'gist_hstore_ops', 'btree_hstore_ops', 'hash_hstore_ops'],
  ltree: ['ltree_ops', 'gist_ltree_ops', 'gist__ltree_ops', 'hash_ltree_ops'],
  intarray: ['gin__int_ops', 'gist__int_ops', 'gist__intbig_ops'],
  cube: ['cube_ops', 'gist_cube_ops'],
  citext: ['citext_ops', 'citext_pattern_ops'],
  bloom: ['bloom_ops'],
  pg_bigm: ['gin_bigm_ops'],
  pgroonga: ['pgroonga_text_full_text_search_ops_v2', 'pgroonga_text_full_text_search_ops', 'pgroonga_text_term_search_ops_v2'],
  postgis: [
    ...['gist_geometry_ops_2d', 'gist_geometry_ops_nd', 'gist_geography_ops', 'btree_geometry_ops', 'hash_geometry_ops'],
    ...['spgist_geometry_ops_2d', 'spgist_geometry_ops_3d', 'spgist_geometry_ops_nd', 'spgist_geography_ops_nd'],
    ...[
      'brin_geometry_inclusion_ops_2d',
      'brin_geometry_inclusion_ops_3d',
      'brin_geometry_inclusion_ops_4d',
      'brin_geography_inclusion_ops',
    ],
  ],
  vector: ['vector', 'halfvec', 'sparsevec'].flatMap((type) => ['l1', 'l2', 'ip', 'cosine'].map((distance) => `${type}_${distance}_ops`)),
};

const functions: Readonly<Record<string, readonly string[]>> = {
  'uuid-ossp': ['uuid_generate_v1', 'uuid_generate_v1mc', 'uuid_generate_v3', 'uuid_generate_v4', 'uuid_generate_v5', 'uuid_nil'],
  pgcrypto: ['digest', 'hmac', 'crypt', 'gen_salt', 'gen_random_bytes', 'pgp_sym_encrypt', 'pgp_sym_decrypt', 'encrypt', 'decrypt'],
  pg_trgm: ['similarity', 'word_similarity', 'strict_word_similarity', 'show_trgm'],
  unaccent: ['unaccent'],
  fuzzystrmatch: ['levenshtein', 'levenshtein_less_equal', 'soundex', 'difference', 'metaphone', 'dmetaphone', 'daitch_mokotoff'],
  hstore: ['hstore', 'akeys', 'avals', 'skeys', 'svals', 'hstore_to_json', 'hstore_to_jsonb'],
  ltree: ['nlevel', 'subltree', 'subpath', 'text2ltree', 'ltree2text', 'lca'],
  cube: ['cube', 'cube_distance'],
  earthdistance: ['ll_to_earth', 'earth_distance', 'earth_box', 'latitude', 'longitude'],
  intarray: ['icount', 'idx', 'uniq', 'subarray', 'sort_asc', 'sort_desc'],
  tablefunc: ['crosstab', 'connectby', 'normal_rand'],
  moddatetime: ['moddatetime'],
  lo: ['lo_manage'],
  dblink: ['dblink_connect', 'dblink_disconnect', 'dblink_exec'],
  pg_uuidv7: ['uuid_generate_v7'],
  pg_hashids: ['id_encode', 'id_decode'],
  timescaledb: [
    ...[
      'create_hypertable',
      'time_bucket',
      'add_retention_policy',
      'remove_retention_policy',
      'add_compression_policy',
      'set_chunk_time_interval',
    ],
    ...['remove_compression_policy', 'add_continuous_aggregate_policy', 'remove_continuous_aggregate_policy', 'add_columnstore_policy'],
  ],
  postgis: [
    'addgeometrycolumn',
    'dropgeometrycolumn',
    'dropgeometrytable',
    'updategeometrysrid',
    'populate_geometry_columns',
    'postgis_version',
  ],
};

/** The access methods that these give to plain types, such as integers in an EXCLUDE constraint. */
const accessMethods: Readonly<Record<string, string>> = { gist: 'btree_gist', gin: 'btree_gin' };

/** The access methods that extensions bring. */
const ownAccessMethods: Readonly<Record<string, readonly string[]>> = {
  vector: ['hnsw', 'ivfflat'],
  bloom: ['bloom'],
  pgroonga: ['pgroonga'],
};

const schemas: Readonly<Record<string, readonly string[]>> = { pg_cron: ['cron'], postgis_topology: ['topology'] };

/** Languages and wrappers bear the names of their extensions. */
const languages = /^(?:pl(?:python[23]?u|perlu?|tclu?|v8|r))$/;

/** What the messages of PostgreSQL say is missing, and where it is looked up. */
const messages: readonly (readonly [RegExp, (name: string) => string | undefined])[] = [
  [/^type "(?:[^"]+\.)?([^".[(]+)[^"]*" does not exist$/, (name) => holder(types, name)],
  [/^operator class "([^"]+)" does not exist for access method/, (name) => holder(operatorClasses, name)],
  [/^function (?:\w+\.)?(\w+)\(.*\) does not exist$/, (name) => holder(functions, name)],
  [/^access method "([^"]+)" does not exist$/, (name) => holder(ownAccessMethods, name)],
  [/^language "([^"]+)" does not exist$/, (name) => (languages.test(name) ? name : undefined)],
  [/^foreign-data wrapper "([^"]+_fdw)" does not exist$/, (name) => (name === 'dblink_fdw' ? 'dblink' : name)],
  [/^schema "([^"]+)" does not exist$/, (name) => holder(schemas, name)],
  [/^relation "(spatial_ref_sys|geometry_columns|geography_columns)" does not exist$/, () => 'postgis'],
  [/^data type \S.* has no default operator class for access method "(\w+)"$/, (name) => accessMethods[name]],
];

function holder(table: Readonly<Record<string, readonly string[]>>, name: string): string | undefined {
  return Object.entries(table).find(([, names]) => names.includes(name))?.[0];
}

/** The extension without which PostgreSQL refused; null where none is known that would help. */
export function extensionOf(error: PostgresError): string | null {
  for (const [message, lookUp] of messages) {
    const name = message.exec(error.message)?.[1];
    if (name !== undefined) return lookUp(name) ?? null;
  }
  return null;
}
