/** Columns, with their identity, owned sequence, generation, collation and comment. */
import type { Column, Identity } from '../../schema/schema';
import type { Row } from '../rows';
import { flag, optionalText, text } from './row-values';

/** The columns of the tables with these OIDs, in their order. Generated columns exist since PostgreSQL 12. */
export function columnsQuery(oids: string, version: number): string {
  const generated = version >= 120000 ? 'a.attgenerated::text' : `''`;
  return `SELECT a.attrelid::text AS table_oid, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN nt.typtype IN ('e', 'd') THEN nt.typname::text END AS named_type,
  CASE WHEN nt.typtype IN ('e', 'd') THEN nn.nspname::text END AS named_schema,
  a.attnotnull AS not_null, pg_get_expr(d.adbin, d.adrelid) AS default, ${generated} AS generated, a.attidentity::text AS identity,
  owned.deptype::text AS owned, s.seqstart::text AS start, s.seqincrement::text AS increment, s.seqmin::text AS min_value,
  s.seqmax::text AS max_value, s.seqcache::text AS cache, s.seqcycle AS cycle,
  EXISTS (SELECT FROM pg_depend uses WHERE uses.classid = 'pg_attrdef'::regclass AND uses.objid = d.oid
    AND uses.refclassid = 'pg_class'::regclass AND uses.refobjid = s.seqrelid) AS uses_owned,
  CASE WHEN co.oid <> t.typcollation
    THEN CASE WHEN pg_collation_is_visible(co.oid) THEN '' ELSE cn.nspname || '.' END || co.collname END AS collation,
  ds.description AS comment
FROM pg_attribute a
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_type nt ON nt.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
JOIN pg_namespace nn ON nn.oid = nt.typnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN (pg_depend owned JOIN pg_sequence s ON s.seqrelid = owned.objid)
  ON owned.refclassid = 'pg_class'::regclass AND owned.refobjid = a.attrelid AND owned.refobjsubid = a.attnum
  AND owned.classid = 'pg_class'::regclass AND owned.deptype = CASE WHEN a.attidentity = '' THEN 'a' ELSE 'i' END::"char"
LEFT JOIN pg_collation co ON co.oid = a.attcollation
LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
LEFT JOIN pg_description ds ON ds.objoid = a.attrelid AND ds.classoid = 'pg_class'::regclass AND ds.objsubid = a.attnum
WHERE a.attrelid = ANY (${oids}) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum`;
}

function readIdentity(row: Row): Identity | null {
  const kind = text(row, 'identity');
  if (kind === '') return null;
  return {
    always: kind === 'a',
    start: text(row, 'start'),
    increment: text(row, 'increment'),
    minValue: text(row, 'min_value'),
    maxValue: text(row, 'max_value'),
    cache: text(row, 'cache'),
    cycle: flag(row, 'cycle'),
  };
}

/** A row of `columnsQuery`. */
export function readColumn(row: Row): Column {
  const expression = optionalText(row, 'default');
  const generated = text(row, 'generated');
  const namedType = optionalText(row, 'named_type');
  return {
    name: text(row, 'name'),
    type: text(row, 'type'),
    namedType: namedType === null ? null : { schema: text(row, 'named_schema'), name: namedType },
    notNull: flag(row, 'not_null'),
    default: generated === '' ? expression : null,
    serial: flag(row, 'uses_owned') && (expression ?? '').startsWith('nextval('),
    identity: readIdentity(row),
    generated: generated === '' || expression === null ? null : { expression, stored: generated === 's' },
    collation: optionalText(row, 'collation'),
    comment: optionalText(row, 'comment'),
  };
}
