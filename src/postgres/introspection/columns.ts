/** Columns, with their identity, owned sequence, generation, collation and comment. */

import { quoteLiteral } from '../../schema/quoting';
import type { Column, Identity } from '../../schema/schema';
import type { Row } from '../rows';
import { readableModifier } from '../stand-ins/postgis';
import { flag, integer, optionalText, sequenceOptions, text } from './row-values';

/**
 * The columns of the tables with these OIDs, in their order. Generated columns exist since PostgreSQL 12. The joins stand in the order in
 * which they are best done, see `settings` of introspection.ts.
 */
export function columnsQuery(oids: string, version: number): string {
  const generated = version >= 120000 ? 'a.attgenerated::text' : `''`;
  return `SELECT a.attrelid::text AS table_oid, a.attnum::int AS number, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END::text AS element_type,
  a.attnotnull AS not_null, pg_get_expr(d.adbin, d.adrelid) AS default, ${generated} AS generated, a.attidentity::text AS identity,
  s.seqrelid::regclass::text AS sequence, s.seqstart::text AS start, s.seqincrement::text AS increment, s.seqmin::text AS min_value,
  s.seqmax::text AS max_value, s.seqcache::text AS cache, s.seqcycle AS cycle, a.attcollation::text AS collation_oid,
  CASE WHEN a.attcollation <> t.typcollation THEN
    (SELECT CASE WHEN pg_collation_is_visible(co.oid) THEN '' ELSE cn.nspname || '.' END || co.collname
      FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END AS collation,
  ds.description AS comment
FROM pg_attribute a
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN (
  SELECT o.refobjid, o.refobjsubid, q.* FROM pg_depend o JOIN pg_sequence q ON q.seqrelid = o.objid
  WHERE o.refclassid = 'pg_class'::regclass AND o.refobjid = ANY (${oids}) AND o.classid = 'pg_class'::regclass AND o.deptype IN ('a', 'i')
) s ON s.refobjid = a.attrelid AND s.refobjsubid = a.attnum
LEFT JOIN pg_description ds ON ds.objoid = a.attrelid AND ds.classoid = 'pg_class'::regclass AND ds.objsubid = a.attnum
WHERE a.attrelid = ANY (${oids}) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum`;
}

function readIdentity(row: Row): Identity | null {
  const kind = text(row, 'identity');
  if (kind === '') return null;
  return { always: kind === 'a', ...sequenceOptions(row) };
}

/** `nextval('…'::regclass)` of the very sequence that the column owns. */
function isSerial(row: Row, expression: string | null): boolean {
  const sequence = optionalText(row, 'sequence');
  return sequence !== null && expression === `nextval(${quoteLiteral(sequence)}::regclass)`;
}

/** A column, with what other queries of the same table know it by. */
export interface NumberedColumn {
  readonly number: number;
  readonly collation: string;
  readonly column: Column;
}

/** A row of `columnsQuery`; `namedTypes` are the enums and domains by their OID. */
export function readColumn(row: Row, namedTypes: ReadonlyMap<string, NonNullable<Column['namedType']>>): NumberedColumn {
  const expression = optionalText(row, 'default');
  const generated = text(row, 'generated');
  const column: Column = {
    name: text(row, 'name'),
    type: readableModifier(text(row, 'type')),
    namedType: namedTypes.get(text(row, 'element_type')) ?? null,
    notNull: flag(row, 'not_null'),
    default: generated === '' ? expression : null,
    serial: isSerial(row, expression),
    identity: readIdentity(row),
    generated: generated === '' || expression === null ? null : { expression, stored: generated === 's' },
    collation: optionalText(row, 'collation'),
    comment: optionalText(row, 'comment'),
  };
  return { number: integer(row, 'number'), collation: text(row, 'collation_oid'), column };
}

/** The columns of one table by their number. */
export type ColumnsByNumber = ReadonlyMap<number, NumberedColumn>;

/** The names of the columns with these numbers. */
export function columnNames(columns: ColumnsByNumber, numbers: readonly number[]): readonly string[] {
  return numbers.flatMap((number) => columns.get(number)?.column.name ?? []);
}
