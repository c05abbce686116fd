/** Indexes that stand by themselves. */
import type { Index } from '../../schema/schema';
import type { Row } from '../rows';
import { flag, integer, optionalText, options, rows, text, texts } from './row-values';

/** A name, with its schema where the search path does not find it. */
function nameOf(visible: string, schema: string, name: string): string {
  return `CASE WHEN ${visible} THEN '' ELSE ${schema} || '.' END || ${name}`;
}

/**
 * The indexes of the tables with these OIDs, without those behind a constraint and those that a partition only has because of its
 * parent. An operator class is null where it is the default of its type, a collation where it is the column's own or an
 * expression's (which only shows in PostgreSQL's text of the index).
 */
export function indexesQuery(oids: string, version: number): string {
  const nullsNotDistinct = version >= 150000 ? 'i.indnullsnotdistinct' : 'false';
  return `SELECT i.indrelid::text AS table_oid, c.relname::text AS name, pg_get_indexdef(i.indexrelid) AS definition, i.indisunique AS unique,
  am.amname::text AS method, pg_get_expr(i.indpred, i.indrelid) AS predicate, to_json(c.reloptions) AS options,
  ${nullsNotDistinct} AS nulls_not_distinct, i.indisvalid AS valid, d.description AS comment, keys.keys, included.columns AS include
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
CROSS JOIN LATERAL (
  SELECT json_agg(json_build_object('column', a.attname,
    'expression', CASE WHEN a.attname IS NULL THEN pg_get_indexdef(i.indexrelid, k, false) ELSE quote_ident(a.attname) END,
    'opclass', CASE WHEN NOT opc.opcdefault THEN ${nameOf('pg_opclass_is_visible(opc.oid)', 'opn.nspname', 'opc.opcname')} END,
    'collation', CASE WHEN CASE WHEN a.attnum IS NULL THEN pg_get_indexdef(i.indexrelid) LIKE '% COLLATE %' ELSE co.oid <> a.attcollation END
      THEN ${nameOf('pg_collation_is_visible(co.oid)', 'cn.nspname', 'co.collname')} END,
    'option', i.indoption[k - 1]::int) ORDER BY k) AS keys
  FROM generate_series(1, i.indnkeyatts) AS k
  JOIN pg_opclass opc ON opc.oid = i.indclass[k - 1]
  JOIN pg_namespace opn ON opn.oid = opc.opcnamespace
  LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1] AND i.indkey[k - 1] <> 0
  LEFT JOIN pg_collation co ON co.oid = i.indcollation[k - 1]
  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
) AS keys
LEFT JOIN LATERAL (
  SELECT json_agg(a.attname ORDER BY k) AS columns
  FROM generate_series(i.indnkeyatts + 1, i.indnatts) AS k
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1]
) AS included ON true
WHERE i.indrelid = ANY (${oids}) AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_constraint con WHERE con.conindid = i.indexrelid AND con.conrelid = i.indrelid AND con.contype IN ('p', 'u', 'x'))`;
}

/** Bits of `pg_index.indoption`. */
const descending = 1;
const nullsFirst = 2;

function readKey(key: Row): Index['keys'][number] {
  const bits = integer(key, 'option');
  return {
    column: optionalText(key, 'column'),
    expression: text(key, 'expression'),
    opclass: optionalText(key, 'opclass'),
    collation: optionalText(key, 'collation'),
    descending: (bits & descending) !== 0,
    nullsFirst: (bits & nullsFirst) !== 0,
  };
}

/** A row of `indexesQuery`. */
export function readIndex(row: Row): Index {
  return {
    name: text(row, 'name'),
    definition: text(row, 'definition'),
    unique: flag(row, 'unique'),
    method: text(row, 'method'),
    keys: rows(row, 'keys').map(readKey),
    include: texts(row, 'include'),
    where: optionalText(row, 'predicate'),
    with: options(row, 'options'),
    nullsNotDistinct: flag(row, 'nulls_not_distinct'),
    valid: flag(row, 'valid'),
    comment: optionalText(row, 'comment'),
  };
}
