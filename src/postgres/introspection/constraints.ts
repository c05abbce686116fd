/** Constraints of tables. */
import type { Constraint } from '../../schema/schema';
import type { Row } from '../rows';
import { flag, optionalText, rows, text, texts } from './row-values';

function columnNames(table: string, numbers: string): string {
  return `(SELECT json_agg(a.attname ORDER BY k.position) FROM unnest(${numbers}) WITH ORDINALITY AS k(number, position)
    JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = k.number)`;
}

/**
 * The constraints of the tables with these OIDs. Left out: NOT NULL, which PostgreSQL 18 keeps here too (`contype` n), constraint
 * triggers (t), and what a partition only repeats after its parent.
 */
export function constraintsQuery(oids: string, version: number): string {
  const nullsNotDistinct = version >= 150000 ? 'i.indnullsnotdistinct' : 'false';
  return `SELECT con.conrelid::text AS table_oid, con.conname::text AS name, con.contype::text AS kind, pg_get_constraintdef(con.oid) AS definition,
  ${columnNames('con.conrelid', 'con.conkey')} AS columns,
  con.condeferrable AS deferrable, con.condeferred AS deferred, con.convalidated AS validated, d.description AS comment,
  rn.nspname::text AS referred_schema, r.relname::text AS referred_table, ${columnNames('con.confrelid', 'con.confkey')} AS referred_columns,
  con.confdeltype::text AS on_delete, con.confupdtype::text AS on_update, con.confmatchtype::text AS match,
  CASE WHEN con.contype = 'c' THEN pg_get_expr(con.conbin, con.conrelid) END AS expression, con.connoinherit AS no_inherit,
  CASE WHEN con.contype IN ('p', 'u') AND i.indnatts > i.indnkeyatts THEN
    (SELECT json_agg(pg_get_indexdef(i.indexrelid, k, false) ORDER BY k) FROM generate_series(i.indnkeyatts + 1, i.indnatts) AS k)
  END AS include,
  ${nullsNotDistinct} AS nulls_not_distinct,
  CASE WHEN con.contype = 'x' THEN am.amname::text END AS method,
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
LEFT JOIN pg_class ic ON ic.oid = i.indexrelid
LEFT JOIN pg_am am ON am.oid = ic.relam
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

/** A row of `constraintsQuery`. */
export function readConstraint(row: Row): Constraint {
  const definition = text(row, 'definition');
  const base = {
    name: text(row, 'name'),
    definition,
    columns: texts(row, 'columns'),
    deferrable: flag(row, 'deferrable'),
    initiallyDeferred: flag(row, 'deferred'),
    validated: flag(row, 'validated'),
    comment: optionalText(row, 'comment'),
  };
  switch (text(row, 'kind')) {
    case 'p':
      return { ...base, kind: 'primary_key', include: texts(row, 'include') };
    case 'u':
      return { ...base, kind: 'unique', include: texts(row, 'include'), nullsNotDistinct: flag(row, 'nulls_not_distinct') };
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
