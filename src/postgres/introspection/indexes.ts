/** Indexes that stand by themselves. */

import { quoteIdentifier } from '../../schema/quoting';
import type { Index } from '../../schema/schema';
import type { Row } from '../rows';
import { type ColumnsByNumber, columnNames, type NumberedColumn } from './columns';
import { flag, integer, integers, optionalText, options, text, texts, textsByKey } from './row-values';

/** A name, with its schema where the search path does not find it. */
function nameOf(visible: string, schema: string, name: string): string {
  return `CASE WHEN ${visible} THEN '' ELSE ${schema} || '.' END || ${name}`;
}

/**
 * The indexes of the tables with these OIDs, without those behind a constraint and those that a partition only has because of its
 * parent. Names are asked for only where they may be told: of operator classes that are not the default of their type, and of collations
 * other than the database's.
 */
export function indexesQuery(oids: string, version: number): string {
  const nullsNotDistinct = version >= 150000 ? 'i.indnullsnotdistinct' : 'false';
  return `SELECT i.indrelid::text AS table_oid, c.relname::text AS name, pg_get_indexdef(i.indexrelid) AS definition, i.indisunique AS unique,
  am.amname::text AS method, pg_get_expr(i.indpred, i.indrelid) AS predicate, to_json(c.reloptions) AS options,
  ${nullsNotDistinct} AS nulls_not_distinct, i.indisvalid AS valid, d.description AS comment, i.indnkeyatts::int AS keys,
  to_json(i.indkey::int2[]) AS columns, to_json(i.indoption::int2[]) AS bits, to_json(i.indcollation::oid[]::int8[]) AS collations,
  to_json(i.indclass::oid[]::int8[]) AS opclasses,
  CASE WHEN i.indexprs IS NOT NULL THEN
    (SELECT json_agg(pg_get_indexdef(i.indexrelid, k, false) ORDER BY k) FROM generate_series(1, i.indnkeyatts) AS k) END AS expressions,
  (SELECT json_object_agg(opc.oid, ${nameOf('pg_opclass_is_visible(opc.oid)', 'opn.nspname', 'opc.opcname')})
    FROM pg_opclass opc JOIN pg_namespace opn ON opn.oid = opc.opcnamespace
    WHERE opc.oid = ANY (i.indclass::oid[]) AND NOT opc.opcdefault) AS opclass_names,
  (SELECT json_object_agg(co.oid, ${nameOf('pg_collation_is_visible(co.oid)', 'cn.nspname', 'co.collname')})
    FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
    WHERE co.oid = ANY (i.indcollation::oid[]) AND co.collname <> 'default') AS collation_names
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
LEFT JOIN pg_constraint con ON con.conrelid = i.indrelid AND con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
WHERE i.indrelid = ANY (${oids}) AND NOT c.relispartition AND con.oid IS NULL`;
}

/** Bits of `pg_index.indoption`. */
const descending = 1;
const nullsFirst = 2;

type Key = Index['keys'][number];

/**
 * A key's collation, where it is not the column's own. An expression's own collation cannot be asked for: there it is told
 * only when PostgreSQL's text of the index tells one.
 */
function keyCollation(row: Row, oid: number, column: NumberedColumn | undefined): string | null {
  const told = column === undefined ? text(row, 'definition').includes(' COLLATE ') : column.collation !== String(oid);
  const name = textsByKey(row, 'collation_names')[String(oid)];
  return told && typeof name === 'string' ? name : null;
}

function readKeys(row: Row, columns: ColumnsByNumber): readonly Key[] {
  const numbers = integers(row, 'columns').slice(0, integer(row, 'keys'));
  const bits = integers(row, 'bits');
  const collations = integers(row, 'collations');
  const opclasses = integers(row, 'opclasses');
  const opclassNames = textsByKey(row, 'opclass_names');
  const expressions = texts(row, 'expressions');
  return numbers.map((number, at): Key => {
    const column = columns.get(number);
    const opclass = opclassNames[String(opclasses[at])];
    const order = bits[at] ?? 0;
    return {
      column: column?.column.name ?? null,
      expression: column === undefined ? (expressions[at] ?? '') : quoteIdentifier(column.column.name),
      opclass: typeof opclass === 'string' ? opclass : null,
      collation: keyCollation(row, collations[at] ?? 0, column),
      descending: (order & descending) !== 0,
      nullsFirst: (order & nullsFirst) !== 0,
    };
  });
}

/** A row of `indexesQuery`, and the columns of its table. */
export function readIndex(row: Row, columns: ColumnsByNumber): Index {
  return {
    name: text(row, 'name'),
    definition: text(row, 'definition'),
    unique: flag(row, 'unique'),
    method: text(row, 'method'),
    keys: readKeys(row, columns),
    include: columnNames(columns, integers(row, 'columns').slice(integer(row, 'keys'))),
    where: optionalText(row, 'predicate'),
    with: options(row, 'options'),
    nullsNotDistinct: flag(row, 'nulls_not_distinct'),
    valid: flag(row, 'valid'),
    comment: optionalText(row, 'comment'),
  };
}
