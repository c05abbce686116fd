-- A query for each table that holds something: how many rows, and a digest of them in any order, without what depends on the time of day
-- and on chance: dates, times and UUIDs. Run it after SET search_path TO pg_catalog.
SELECT format(
  'SELECT %L AS identity, count(*) AS count, md5(coalesce(string_agg(md5(%s), '''' ORDER BY md5(%2$s)), '''')) AS digest FROM ONLY %s AS t',
  c.oid::regclass,
  coalesce((SELECT 'ROW(' || string_agg(format('t.%I', attname), ', ' ORDER BY attname) || ')::text'
    FROM pg_attribute JOIN pg_type y ON y.oid = atttypid
    WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND typcategory <> 'D' AND typcategory <> 'T' AND typname <> 'uuid'), ''''''),
  c.oid::regclass) AS sql
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE relkind = 'r' AND nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_relation_size(c.oid) > 0
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
