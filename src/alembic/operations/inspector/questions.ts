/**
 * What SQLAlchemy's Inspector asks PostgreSQL (`PGDialect` in sqlalchemy/dialects/postgresql/base.py), each as a query of one row that holds
 * JSON. What the answer looks like in Python is written there (python-source.ts), by the name of the method.
 */

/** A table or a schema that is asked about, as SQL. */
export interface Asked {
  /** The name as a literal; empty where none is asked for. */
  readonly name: string;
  /** The schema as a literal, null where none was given. */
  readonly schema: string | null;
  /** The relation's oid: found as the search path finds it where no schema was given; NULL where there is none. */
  readonly oid: string;
}

export interface Question {
  /** What the positional arguments are called, in order. */
  readonly parameters: readonly string[];
  readonly sql: (asked: Asked, other: string) => string;
  /** A table that does not stand is a NoSuchTableError. */
  readonly needsTable?: boolean;
}

const tableKinds = "'r', 'p', 'f', 'v', 'm'";
const inSchema = ({ schema }: Asked): string => `n.nspname = ${schema ?? "'public'"}`;

const relations = (kinds: string): Question => ({
  parameters: ['schema'],
  sql: (asked) =>
    "SELECT coalesce(json_agg(c.relname ORDER BY c.relname), '[]')::text FROM pg_catalog.pg_class c " +
    `JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE ${inSchema(asked)} AND c.relkind IN (${kinds}) AND c.relpersistence <> 't'`,
});

const exists = (kinds: string): Question => ({
  parameters: ['name', 'schema'],
  sql: ({ oid }) => `SELECT (count(*) > 0)::text FROM pg_catalog.pg_class c WHERE c.oid = ${oid} AND c.relkind IN (${kinds})`,
});

/** The names of the columns whose numbers an array holds, in its order. */
const columnNames = (relation: string, numbers: string): string =>
  `(SELECT coalesce(json_agg(a.attname ORDER BY k.place), '[]') FROM unnest(${numbers}) WITH ORDINALITY k(number, place) ` +
  `JOIN pg_catalog.pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.number)`;

const comment = "pg_catalog.obj_description(c.oid, 'pg_constraint')";

const ofTable = (facts: string, from: string): Question => ({
  parameters: ['table_name', 'schema'],
  needsTable: true,
  sql: (asked) => `SELECT coalesce(json_agg(${facts}), '[]')::text FROM ${from.replaceAll('$oid', asked.oid)}`,
});

const keyed = (kind: string): Question =>
  ofTable(
    `json_build_object('name', c.conname, 'columns', ${columnNames('c.conrelid', 'c.conkey')}, 'comment', ${comment}, ` +
      `'include', ${columnNames('i.indrelid', '(i.indkey::int2[])[i.indnkeyatts:]')}, 'nulls', i.indnullsnotdistinct) ORDER BY c.conname`,
    `pg_catalog.pg_constraint c JOIN pg_catalog.pg_index i ON i.indexrelid = c.conindid WHERE c.conrelid = $oid AND c.contype = '${kind}'`,
  );

const action = (letter: string): string =>
  `CASE ${letter} WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END`;

/** An enum type that a column or its items have. */
const enumOf = (type: string): string =>
  "(SELECT json_build_object('name', e.typname, 'schema', CASE WHEN NOT pg_catalog.pg_type_is_visible(e.oid) THEN s.nspname END, " +
  "'labels', (SELECT json_agg(l.enumlabel ORDER BY l.enumsortorder) FROM pg_catalog.pg_enum l WHERE l.enumtypid = e.oid)) " +
  'FROM pg_catalog.pg_type e JOIN pg_catalog.pg_namespace s ON s.oid = e.typnamespace ' +
  `WHERE e.typtype = 'e' AND e.oid = ${type})`;

const identity =
  "(SELECT json_build_object('always', a.attidentity = 'a', 'start', q.seqstart::text, 'increment', q.seqincrement::text, 'minvalue', q.seqmin::text, " +
  "'maxvalue', q.seqmax::text, 'cache', q.seqcache::text, 'cycle', q.seqcycle) FROM pg_catalog.pg_sequence q JOIN pg_catalog.pg_depend o " +
  "ON o.objid = q.seqrelid AND o.refobjid = a.attrelid AND o.refobjsubid = a.attnum AND o.deptype = 'i' WHERE a.attidentity <> '')";

/** The methods of an Inspector. */
export const questions: Readonly<Record<string, Question>> = {
  has_table: { ...exists(tableKinds), parameters: ['table_name', 'schema'] },
  has_sequence: { ...exists("'S'"), parameters: ['sequence_name', 'schema'] },
  has_index: {
    parameters: ['table_name', 'index_name', 'schema'],
    sql: ({ oid }, index) =>
      'SELECT (count(*) > 0)::text FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid ' +
      `WHERE i.indrelid = ${oid} AND c.relname = ${index}`,
  },
  has_schema: {
    parameters: ['schema_name'],
    sql: ({ name }) => `SELECT (count(*) > 0)::text FROM pg_catalog.pg_namespace WHERE nspname = ${name}`,
  },
  get_table_names: relations("'r', 'p'"),
  get_view_names: relations("'v'"),
  get_materialized_view_names: relations("'m'"),
  get_foreign_table_names: relations("'f'"),
  get_sequence_names: relations("'S'"),
  get_schema_names: {
    parameters: [],
    sql: () => "SELECT json_agg(nspname ORDER BY nspname)::text FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\\_%'",
  },
  get_enums: {
    parameters: ['schema'],
    sql: ({ schema }) =>
      "SELECT coalesce(json_agg(json_build_object('name', t.typname, 'schema', n.nspname, 'visible', pg_catalog.pg_type_is_visible(t.oid), " +
      "'labels', (SELECT coalesce(json_agg(enumlabel ORDER BY enumsortorder), '[]') FROM pg_catalog.pg_enum WHERE enumtypid = t.oid)) " +
      "ORDER BY n.nspname, t.typname), '[]')::text " +
      "FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' " +
      (schema === "'*'" ? '' : `AND ${schema === null ? 'pg_catalog.pg_type_is_visible(t.oid)' : `n.nspname = ${schema}`}`),
  },
  get_table_comment: {
    parameters: ['table_name', 'schema'],
    needsTable: true,
    sql: ({ oid }) => `SELECT json_build_object('text', pg_catalog.obj_description(${oid}, 'pg_class'))::text`,
  },
  get_view_definition: {
    parameters: ['view_name', 'schema'],
    needsTable: true,
    sql: ({ oid }) => `SELECT to_json(pg_catalog.pg_get_viewdef(${oid}))::text`,
  },
  get_columns: ofTable(
    "json_build_object('name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull, " +
      "'default', pg_catalog.pg_get_expr(d.adbin, d.adrelid), 'generated', a.attgenerated, " +
      `'comment', pg_catalog.col_description(a.attrelid, a.attnum), 'identity', ${identity}, ` +
      `'enum', ${enumOf('CASE WHEN t.typelem <> 0 THEN t.typelem ELSE t.oid END')}, ` +
      "'collated', a.attcollation <> t.typcollation) ORDER BY a.attnum",
    'pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid ' +
      'LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum ' +
      'WHERE a.attrelid = $oid AND a.attnum > 0 AND NOT a.attisdropped',
  ),
  get_pk_constraint: keyed('p'),
  get_unique_constraints: keyed('u'),
  get_check_constraints: ofTable(
    `json_build_object('name', c.conname, 'sql', pg_catalog.pg_get_constraintdef(c.oid, true), 'comment', ${comment}) ORDER BY c.conname`,
    "pg_catalog.pg_constraint c WHERE c.conrelid = $oid AND c.contype = 'c'",
  ),
  get_foreign_keys: ofTable(
    `json_build_object('name', c.conname, 'columns', ${columnNames('c.conrelid', 'c.conkey')}, ` +
      "'schema', CASE WHEN NOT pg_catalog.pg_table_is_visible(f.oid) THEN n.nspname END, 'home', n.nspname, 'table', f.relname, " +
      `'referred', ${columnNames('c.confrelid', 'c.confkey')}, 'onupdate', ${action('c.confupdtype')}, 'ondelete', ${action('c.confdeltype')}, ` +
      "'initially', CASE WHEN c.condeferred THEN 'DEFERRED' END, 'deferrable', CASE WHEN c.condeferrable THEN true END, " +
      `'match', CASE WHEN c.confmatchtype = 'f' THEN 'FULL' END, 'comment', ${comment}) ORDER BY c.conname`,
    'pg_catalog.pg_constraint c JOIN pg_catalog.pg_class f ON f.oid = c.confrelid JOIN pg_catalog.pg_namespace n ON n.oid = f.relnamespace ' +
      "WHERE c.conrelid = $oid AND c.contype = 'f' AND c.conparentid = 0",
  ),
  get_indexes: ofTable(
    "json_build_object('name', c.relname, 'unique', i.indisunique, 'keys', i.indnkeyatts, 'elements', (SELECT json_agg(json_build_object(" +
      "'expression', k.number = 0, 'text', CASE WHEN k.number = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, k.place::int, true) " +
      'ELSE (SELECT a.attname::text FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = k.number) END, ' +
      "'option', (i.indoption::int2[])[k.place - 1], 'opclass', (SELECT o.opcname FROM pg_catalog.pg_opclass o " +
      'WHERE o.oid = (i.indclass::oid[])[k.place - 1] AND NOT o.opcdefault)) ORDER BY k.place) ' +
      'FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)), ' +
      "'constraint', EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x')), " +
      "'options', c.reloptions, 'method', m.amname, 'where', pg_catalog.pg_get_expr(i.indpred, i.indrelid), " +
      "'nulls', i.indnullsnotdistinct, 'valid', i.indisvalid) ORDER BY c.relname",
    'pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid = c.relam ' +
      'WHERE i.indrelid = $oid AND NOT i.indisprimary',
  ),
};
