-- What stands in a database, one row for each object: its kind, its identity and its definition. What belongs to the system or to an
-- extension is left out. Written apart from src/postgres/introspection/, so that the one can be held against the other.
-- PostgreSQL 15 to 18; NOT NULL, which 18 keeps as a constraint with a name, is said of the column alone.
-- Run it after SET search_path TO pg_catalog, which makes PostgreSQL print every name with its schema.
-- Functions and triggers are left out: models make them by DDL of their own at most.
WITH member AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), schema AS (
  SELECT oid, quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), relation AS (
  SELECT c.*, s.name || '.' || quote_ident(c.relname) AS identity
  FROM pg_class c JOIN schema s ON s.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
), type AS (
  SELECT t.*, s.name || '.' || quote_ident(t.typname) AS identity, obj_description(t.oid, 'pg_type') AS comment
  FROM pg_type t JOIN schema s ON s.oid = t.typnamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid)
), sequence_options AS (
  SELECT seqrelid, concat_ws(' ', 'AS ' || format_type(seqtypid, NULL), 'START ' || seqstart, 'INCREMENT ' || seqincrement,
    'MINVALUE ' || seqmin, 'MAXVALUE ' || seqmax, 'CACHE ' || seqcache, CASE WHEN seqcycle THEN 'CYCLE' END) AS options
  FROM pg_sequence
), tables AS (
  SELECT CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'table' END AS kind,
    identity,
    concat_ws(' ',
      CASE relpersistence WHEN 'u' THEN 'UNLOGGED' WHEN 't' THEN 'TEMPORARY' END,
      CASE WHEN relispartition
        THEN 'PARTITION OF ' || (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = r.oid) || ' ' || pg_get_expr(relpartbound, oid)
        ELSE 'INHERITS (' || (SELECT string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = r.oid) || ')'
      END,
      CASE WHEN relkind = 'p' THEN 'PARTITION BY ' || pg_get_partkeydef(oid) END,
      'USING ' || (SELECT quote_ident(amname) FROM pg_am WHERE pg_am.oid = relam AND amname <> 'heap'),
      'WITH (' || array_to_string(reloptions, ', ') || ')',
      'TABLESPACE ' || (SELECT quote_ident(spcname) FROM pg_tablespace WHERE pg_tablespace.oid = reltablespace),
      CASE WHEN relkind IN ('v', 'm') THEN 'AS ' || pg_get_viewdef(oid) END,
      'COMMENT ' || quote_literal(obj_description(oid, 'pg_class'))) AS definition
  FROM relation r
  WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
), columns AS (
  SELECT 'column' AS kind, r.identity || '.' || quote_ident(attname) AS identity,
    concat_ws(' ',
      '#' || row_number() OVER (PARTITION BY attrelid ORDER BY attnum),
      format_type(atttypid, atttypmod),
      'COLLATE ' || (SELECT c.oid::regcollation FROM pg_collation c WHERE c.oid = attcollation AND attcollation <> typcollation),
      CASE WHEN attnotnull THEN 'NOT NULL' END,
      CASE attgenerated WHEN '' THEN 'DEFAULT ' || pg_get_expr(adbin, adrelid)
        ELSE 'GENERATED ALWAYS AS (' || pg_get_expr(adbin, adrelid) || ')' || CASE attgenerated WHEN 's' THEN ' STORED' ELSE ' VIRTUAL' END
      END,
      CASE WHEN attidentity <> '' THEN 'GENERATED ' || CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END || ' AS IDENTITY (' ||
        (SELECT seqrelid::regclass || ' ' || options
          FROM sequence_options JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = seqrelid
          WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = attrelid AND d.refobjsubid = attnum AND d.deptype = 'i') || ')' END,
      CASE WHEN NOT attislocal THEN 'INHERITED' END,
      'COMMENT ' || quote_literal(col_description(attrelid, attnum))) AS definition
  FROM pg_attribute
  JOIN relation r ON r.oid = attrelid
  JOIN pg_type ON pg_type.oid = atttypid
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attnum > 0 AND NOT attisdropped AND r.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
), constraints AS (
  SELECT 'constraint' AS kind, r.identity || '.' || quote_ident(conname) AS identity,
    concat_ws(' ', pg_get_constraintdef(c.oid),
      'WITH (' || array_to_string(i.reloptions, ', ') || ')',
      'TABLESPACE ' || (SELECT quote_ident(spcname) FROM pg_tablespace WHERE pg_tablespace.oid = i.reltablespace),
      CASE WHEN NOT conislocal THEN 'INHERITED' END,
      'COMMENT ' || quote_literal(obj_description(c.oid, 'pg_constraint'))) AS definition
  FROM pg_constraint c
  JOIN relation r ON r.oid = conrelid
  LEFT JOIN pg_class i ON i.oid = conindid AND contype IN ('p', 'u', 'x')
  WHERE contype IN ('p', 'u', 'x', 'f', 'c') AND conparentid = 0
), indexes AS (
  SELECT 'index' AS kind, r.identity,
    concat_ws(' ', pg_get_indexdef(indexrelid),
      'TABLESPACE ' || (SELECT quote_ident(spcname) FROM pg_tablespace WHERE pg_tablespace.oid = reltablespace),
      CASE WHEN NOT indisvalid THEN 'INVALID' END,
      'COMMENT ' || quote_literal(obj_description(indexrelid, 'pg_class'))) AS definition
  FROM pg_index JOIN relation r ON r.oid = indexrelid
  WHERE NOT relispartition AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
), sequences AS (
  SELECT 'sequence' AS kind, identity,
    concat_ws(' ', options,
      CASE relpersistence WHEN 'u' THEN 'UNLOGGED' END,
      'OWNED BY ' || (SELECT refobjid::regclass || '.' || quote_ident(attname)
        FROM pg_depend JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
        WHERE classid = 'pg_class'::regclass AND objid = r.oid AND refclassid = 'pg_class'::regclass AND deptype = 'a'),
      'COMMENT ' || quote_literal(obj_description(oid, 'pg_class'))) AS definition
  FROM relation r JOIN sequence_options ON seqrelid = oid
  WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = r.oid AND deptype = 'i')
), enums AS (
  SELECT 'enum' AS kind, identity,
    concat_ws(' ',
      coalesce((SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = type.oid), ''),
      'COMMENT ' || quote_literal(comment)) AS definition
  FROM type WHERE typtype = 'e'
), domains AS (
  SELECT 'domain' AS kind, identity,
    concat_ws(' ', format_type(typbasetype, typtypmod),
      'COLLATE ' || (SELECT c.oid::regcollation FROM pg_collation c JOIN pg_type b ON b.oid = typbasetype
        WHERE c.oid = type.typcollation AND c.oid <> b.typcollation),
      CASE WHEN typnotnull THEN 'NOT NULL' END,
      'DEFAULT ' || coalesce(pg_get_expr(typdefaultbin, 0), quote_literal(typdefault)),
      (SELECT string_agg('CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(c.oid), ' ' ORDER BY conname)
        FROM pg_constraint c WHERE contypid = type.oid AND contype = 'c'),
      'COMMENT ' || quote_literal(comment)) AS definition
  FROM type WHERE typtype = 'd'
), composites AS (
  SELECT 'composite type' AS kind, identity, concat_ws(' ', 'COMMENT ' || quote_literal(comment)) AS definition
  FROM type WHERE typtype = 'c' AND EXISTS (SELECT FROM pg_class WHERE pg_class.oid = typrelid AND relkind = 'c')
), ranges AS (
  SELECT 'range type' AS kind, identity,
    concat_ws(' ', 'OF ' || format_type(rngsubtype, NULL), 'COMMENT ' || quote_literal(comment)) AS definition
  FROM type JOIN pg_range ON rngtypid = type.oid
)
SELECT kind, identity, definition
FROM (
  SELECT * FROM tables UNION ALL SELECT * FROM columns UNION ALL SELECT * FROM constraints UNION ALL SELECT * FROM indexes
  UNION ALL SELECT * FROM sequences UNION ALL SELECT * FROM enums UNION ALL SELECT * FROM domains UNION ALL SELECT * FROM composites
  UNION ALL SELECT * FROM ranges
) AS object
ORDER BY kind, identity COLLATE "C"
