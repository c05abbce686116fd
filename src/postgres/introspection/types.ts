/** Enums, domains, sequences that no column owns, extensions. */
import type { Domain, EnumType, Sequence } from '../../schema/schema';
import type { Row } from '../rows';
import { byName, flag, optionalText, rows, sequenceOptions, text, texts } from './row-values';
import { type IntrospectionOptions, notOfExtension, schemaCondition } from './selection';

/** All enums and domains, because a column may be of any; `wanted` are those that the schema lists. */
export function typesQuery(selection: IntrospectionOptions): string {
  return `SELECT t.oid::text AS oid, ${schemaCondition(selection)} AND ${notOfExtension('pg_type', 't.oid')} AS wanted, n.nspname::text AS schema, t.typname::text AS name, t.typtype::text AS kind, d.description AS comment,
  CASE WHEN t.typtype = 'e' THEN
    (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) END AS values,
  CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS type,
  t.typnotnull AS not_null, pg_get_expr(t.typdefaultbin, 0) AS default,
  CASE WHEN t.typtype = 'd' THEN
    (SELECT json_agg(json_build_object('name', con.conname, 'definition', pg_get_constraintdef(con.oid)))
      FROM pg_constraint con WHERE con.contypid = t.oid AND con.contype = 'c') END AS checks
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_description d ON d.objoid = t.oid AND d.classoid = 'pg_type'::regclass
WHERE t.typtype IN ('e', 'd') AND n.nspname <> 'information_schema'`;
}

/** A row of `typesQuery` whose kind is `e`. */
export function readEnum(row: Row): EnumType {
  return { schema: text(row, 'schema'), name: text(row, 'name'), values: texts(row, 'values'), comment: optionalText(row, 'comment') };
}

/** A row of `typesQuery` whose kind is `d`. */
export function readDomain(row: Row): Domain {
  const checks = rows(row, 'checks').map((check) => ({ name: text(check, 'name'), definition: text(check, 'definition') }));
  return {
    schema: text(row, 'schema'),
    name: text(row, 'name'),
    type: text(row, 'type'),
    notNull: flag(row, 'not_null'),
    default: optionalText(row, 'default'),
    checks: checks.sort(byName),
  };
}

/** Sequences, without those behind SERIAL and identity columns. */
export function sequencesQuery(selection: IntrospectionOptions): string {
  return `SELECT n.nspname::text AS schema, c.relname::text AS name, format_type(s.seqtypid, NULL) AS type, s.seqstart::text AS start,
  s.seqincrement::text AS increment, s.seqmin::text AS min_value, s.seqmax::text AS max_value, s.seqcache::text AS cache, s.seqcycle AS cycle
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relpersistence <> 't' AND ${schemaCondition(selection)} AND NOT EXISTS (
  SELECT FROM pg_depend owned WHERE owned.classid = 'pg_class'::regclass AND owned.objid = c.oid
    AND (owned.deptype = 'e' OR (owned.deptype IN ('a', 'i') AND owned.refclassid = 'pg_class'::regclass AND owned.refobjsubid > 0)))`;
}

/** A row of `sequencesQuery`. */
export function readSequence(row: Row): Sequence {
  return { schema: text(row, 'schema'), name: text(row, 'name'), type: text(row, 'type'), ...sequenceOptions(row) };
}
