/** Constraints of tables. */
import type { Constraint } from '../../schema/schema';
import type { Row } from '../rows';
import { type ColumnsByNumber, columnNames } from './columns';
import { flag, integer, integers, optionalText, rows, text, texts } from './row-values';

/**
 * The constraints of the tables with these OIDs. Left out: NOT NULL, which PostgreSQL 18 keeps here too (`contype` n), constraint
 * triggers (t), and what a partition only repeats after its parent.
 */
export function constraintsQuery(oids: string, version: number): string {
  const nullsNotDistinct = version >= 150000 ? 'i.indnullsnotdistinct' : 'false';
  return `SELECT con.conrelid::text AS table_oid, con.conname::text AS name, con.contype::text AS kind, pg_get_constraintdef(con.oid) AS definition,
  to_json(con.conkey) AS columns, con.condeferrable AS deferrable, con.condeferred AS deferred, con.convalidated AS validated,
  d.description AS comment, rn.nspname::text AS referred_schema, r.relname::text AS referred_table,
  CASE WHEN con.contype = 'f' THEN
    (SELECT json_agg(a.attname ORDER BY array_position(con.confkey, a.attnum)) FROM pg_attribute a
      WHERE a.attrelid = con.confrelid AND a.attnum = ANY (con.confkey))
  END AS referred_columns,
  con.confdeltype::text AS on_delete, con.confupdtype::text AS on_update, con.confmatchtype::text AS match,
  CASE WHEN con.contype = 'c' THEN pg_get_expr(con.conbin, con.conrelid) END AS expression, con.connoinherit AS no_inherit,
  to_json(i.indkey::int2[]) AS index_columns, i.indnkeyatts::int AS index_keys, ${nullsNotDistinct} AS nulls_not_distinct,
  CASE WHEN con.contype = 'x' THEN
    (SELECT am.amname::text FROM pg_class c JOIN pg_am am ON am.oid = c.relam WHERE c.oid = i.indexrelid) END AS method,
  CASE WHEN con.contype = 'x' THEN pg_get_expr(i.indpred, i.indrelid) END AS predicate,
  CASE WHEN con.contype = 'x' THEN
    (SELECT json_agg(json_build_object('expression', pg_get_indexdef(i.indexrelid, k.position::int, false),
        'operator', CASE WHEN pg_operator_is_visible(o.oid) THEN o.oprname::text ELSE format('OPERATOR(%I.%s)', opn.nspname, o.oprname) END,
        'opclass', CASE WHEN opc.opcdefault THEN NULL ELSE opc.opcname END) ORDER BY k.position)
      FROM unnest(con.conexclop) WITH ORDINALITY AS k(operator, position)
      JOIN pg_operator o ON o.oid = k.operator JOIN pg_namespace opn ON opn.oid = o.oprnamespace
      JOIN pg_opclass opc ON opc.oid = i.indclass[k.position - 1])
  END AS elements
FROM pg_constraint con
LEFT JOIN pg_class r ON r.oid = con.confrelid
LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_index i ON i.indexrelid = con.conindid AND con.contype IN ('p', 'u', 'x')
LEFT JOIN pg_description d ON d.objoid = con.oid AND d.classoid = 'pg_constraint'::regclass
WHERE con.conrelid = ANY (${oids}) AND con.contype IN ('p', 'u', 'f', 'c', 'x') AND con.conparentid = 0`;
}

/** `confdeltype` and `confupdtype` of pg_constraint. */
const actions: Readonly<Record<string, string>> = { a: 'NO ACTION', r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' };

/** `SET NULL (a, b)`: only the definition says which columns. */
function onDelete(row: Row, definition: string): string {
  const columns = / ON DELETE (SET (?:NULL|DEFAULT) \([^)]*\))/.exec(definition);
  return columns?.[1] ?? actions[text(row, 'on_delete')] ?? 'NO ACTION';
}

function matchOf(code: string): 'SIMPLE' | 'FULL' | 'PARTIAL' {
  if (code === 'f') return 'FULL';
  return code === 'p' ? 'PARTIAL' : 'SIMPLE';
}

/** What INCLUDE adds: the columns of the index after its keys. */
function included(row: Row, columns: ColumnsByNumber): readonly string[] {
  return columnNames(columns, integers(row, 'index_columns').slice(integer(row, 'index_keys')));
}

/** A row of `constraintsQuery`, and the columns of its table. */
export function readConstraint(row: Row, columns: ColumnsByNumber): Constraint {
  const definition = text(row, 'definition');
  const base = {
    name: text(row, 'name'),
    definition,
    columns: columnNames(columns, integers(row, 'columns')),
    deferrable: flag(row, 'deferrable'),
    initiallyDeferred: flag(row, 'deferred'),
    validated: flag(row, 'validated'),
    comment: optionalText(row, 'comment'),
  };
  switch (text(row, 'kind')) {
    case 'p':
      return { ...base, kind: 'primary_key', include: included(row, columns) };
    case 'u':
      return { ...base, kind: 'unique', include: included(row, columns), nullsNotDistinct: flag(row, 'nulls_not_distinct') };
    case 'f':
      return {
        ...base,
        kind: 'foreign_key',
        referredSchema: text(row, 'referred_schema'),
        referredTable: text(row, 'referred_table'),
        referredColumns: texts(row, 'referred_columns'),
        onDelete: onDelete(row, definition),
        onUpdate: actions[text(row, 'on_update')] ?? 'NO ACTION',
        match: matchOf(text(row, 'match')),
      };
    case 'c':
      return { ...base, kind: 'check', expression: text(row, 'expression'), noInherit: flag(row, 'no_inherit') };
    default:
      return {
        ...base,
        kind: 'exclude',
        method: text(row, 'method'),
        elements: rows(row, 'elements').map((element) => ({
          expression: text(element, 'expression'),
          operator: text(element, 'operator'),
          opclass: optionalText(element, 'opclass'),
        })),
        where: optionalText(row, 'predicate'),
      };
  }
}
