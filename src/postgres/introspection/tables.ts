/** Tables themselves: kind, comment, storage, inheritance, partitioning. */
import type { Table } from '../../schema/schema';
import type { Row } from '../rows';
import { optionalText, options, rows, text } from './row-values';
import { type IntrospectionOptions, notOfExtension, tableCondition } from './selection';

/** Ordinary and partitioned tables, with the OID by which the other queries know them. */
export function tablesQuery(selection: IntrospectionOptions): string {
  return `SELECT c.oid::text AS oid, n.nspname::text AS schema, c.relname::text AS name, c.relpersistence::text AS persistence,
  to_json(c.reloptions) AS options, d.description AS comment,
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
  CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
  (SELECT json_agg(json_build_object('schema', pn.nspname, 'name', p.relname) ORDER BY i.inhseqno)
    FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
    WHERE i.inhrelid = c.oid) AS parents
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND ${tableCondition(selection)} AND ${notOfExtension('pg_class', 'c.oid')}`;
}

export type TableHead = Omit<Table, 'columns' | 'constraints' | 'indexes'>;

/** A row of `tablesQuery`. */
export function readTable(row: Row): { readonly oid: string; readonly head: TableHead } {
  const parents = rows(row, 'parents').map((parent) => ({ schema: text(parent, 'schema'), name: text(parent, 'name') }));
  const bound = optionalText(row, 'bound');
  const [parent] = parents;
  const head: TableHead = {
    schema: text(row, 'schema'),
    name: text(row, 'name'),
    comment: optionalText(row, 'comment'),
    partitionBy: optionalText(row, 'partition_by'),
    partitionOf: bound === null || parent === undefined ? null : { ...parent, bound },
    inherits: bound === null ? parents : [],
    unlogged: text(row, 'persistence') === 'u',
    with: options(row, 'options'),
  };
  return { oid: text(row, 'oid'), head };
}
