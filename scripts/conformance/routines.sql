-- What revisions make beside the objects of catalog.sql: extensions, functions, triggers, policies, row level security, grants on tables.
-- One row for each: its kind, its identity and its definition. Run it after SET search_path TO pg_catalog.
WITH member AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), schema AS (
  SELECT oid, quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), relation AS (
  SELECT c.*, s.name || '.' || quote_ident(c.relname) AS identity
  FROM pg_class c JOIN schema s ON s.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
), schemas AS (
  SELECT 'schema' AS kind, name AS identity, '' AS definition FROM schema WHERE name <> 'public'
), extensions AS (
  SELECT 'extension' AS kind, quote_ident(extname) AS identity, 'SCHEMA ' || extnamespace::regnamespace AS definition
  FROM pg_extension WHERE extname <> 'plpgsql'
), functions AS (
  SELECT CASE prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
    p.oid::regprocedure::text AS identity,
    CASE WHEN prokind = 'a' THEN '' ELSE regexp_replace(pg_get_functiondef(p.oid), '\s+', ' ', 'g') END AS definition
  FROM pg_proc p JOIN schema s ON s.oid = p.pronamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid)
), operators AS (
  SELECT 'operator' AS kind, o.oid::regoperator::text AS identity, oprcode::regprocedure::text AS definition
  FROM pg_operator o JOIN schema s ON s.oid = o.oprnamespace
  WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_operator'::regclass AND m.objid = o.oid)
), triggers AS (
  SELECT 'trigger' AS kind, r.identity || '.' || quote_ident(tgname) AS identity,
    concat_ws(' ', pg_get_triggerdef(t.oid), CASE tgenabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' END) AS definition
  FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid
  WHERE NOT tgisinternal
), policies AS (
  SELECT 'policy' AS kind, r.identity || '.' || quote_ident(polname) AS identity,
    concat_ws(' ', CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END, 'FOR ' || polcmd::text,
      'TO ' || (SELECT string_agg(CASE WHEN role = 0 THEN 'public' ELSE role::regrole::text END, ', ') FROM unnest(polroles) role),
      'USING (' || pg_get_expr(polqual, polrelid) || ')',
      'WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')') AS definition
  FROM pg_policy JOIN relation r ON r.oid = polrelid
), security AS (
  SELECT 'row level security' AS kind, identity, CASE WHEN relforcerowsecurity THEN 'forced' ELSE 'enabled' END AS definition
  FROM relation WHERE relrowsecurity
), grants AS (
  SELECT 'grant' AS kind, r.identity || ' to ' || CASE WHEN a.grantee = 0 THEN 'public' ELSE a.grantee::regrole::text END AS identity,
    string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ', ' ORDER BY a.privilege_type) AS definition
  FROM relation r CROSS JOIN LATERAL aclexplode(r.relacl) a
  WHERE a.grantee <> r.relowner
  GROUP BY r.identity, a.grantee
)
SELECT kind, identity, definition
FROM (
  SELECT * FROM schemas UNION ALL SELECT * FROM extensions UNION ALL SELECT * FROM functions UNION ALL SELECT * FROM operators
  UNION ALL SELECT * FROM triggers UNION ALL SELECT * FROM policies UNION ALL SELECT * FROM security UNION ALL SELECT * FROM grants
) AS object
ORDER BY kind, identity COLLATE "C"
