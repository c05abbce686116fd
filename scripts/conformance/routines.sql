-- What revisions make beside the objects of catalog.sql: extensions, functions, triggers, rules, policies, row level security, grants, what a
-- composite type consists of, statistics, casts, collations, text search, publications, event triggers.
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
), rules AS (
  SELECT 'rule' AS kind, r.identity || '.' || quote_ident(rulename) AS identity, pg_get_ruledef(w.oid) AS definition
  FROM pg_rewrite w JOIN relation r ON r.oid = ev_class WHERE rulename <> '_RETURN'
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
), attributes AS (
  SELECT 'attributes of type', r.identity,
    string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
  FROM relation r JOIN pg_attribute ON attrelid = r.oid
  WHERE relkind = 'c' AND attnum > 0 AND NOT attisdropped GROUP BY r.identity
), statistics AS (
  SELECT 'statistics', s.name || '.' || quote_ident(stxname), pg_get_statisticsobjdef(e.oid)
  FROM pg_statistic_ext e JOIN schema s ON s.oid = stxnamespace
), casts AS (
  SELECT 'cast', format_type(castsource, NULL) || ' AS ' || format_type(casttarget, NULL), castcontext::text || castmethod::text
  FROM pg_cast c WHERE oid >= 16384 AND NOT EXISTS (SELECT FROM member WHERE classid = 'pg_cast'::regclass AND objid = c.oid)
), collations AS (
  SELECT 'collation', s.name || '.' || quote_ident(collname), concat_ws(' ', collprovider::text, collcollate, colllocale)
  FROM pg_collation c JOIN schema s ON s.oid = collnamespace
), searches AS (
  SELECT 'text search configuration', s.name || '.' || quote_ident(cfgname),
    (SELECT string_agg(maptokentype || ':' || mapseqno || ':' || mapdict::regdictionary, ' ' ORDER BY maptokentype, mapseqno)
      FROM pg_ts_config_map WHERE mapcfg = c.oid)
  FROM pg_ts_config c JOIN schema s ON s.oid = cfgnamespace
), publications AS (
  SELECT 'publication', quote_ident(pubname),
    (SELECT string_agg(prrelid::regclass::text, ', ' ORDER BY prrelid::regclass::text) FROM pg_publication_rel WHERE prpubid = p.oid)
  FROM pg_publication p
), event_triggers AS (
  SELECT 'event trigger', quote_ident(evtname), concat_ws(' ', evtevent, array_to_string(evttags, ','), evtfoid::regproc::text) FROM pg_event_trigger
), column_grants AS (
  SELECT 'grant' AS kind,
    r.identity || '.' || quote_ident(attname) || ' to ' || CASE WHEN a.grantee = 0 THEN 'public' ELSE a.grantee::regrole::text END AS identity,
    string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ', ' ORDER BY a.privilege_type) AS definition
  FROM pg_attribute JOIN relation r ON r.oid = attrelid CROSS JOIN LATERAL aclexplode(attacl) a
  GROUP BY r.identity, attname, a.grantee
)
SELECT kind, identity, coalesce(definition, '') AS definition
FROM (
  SELECT * FROM schemas UNION ALL SELECT * FROM extensions UNION ALL SELECT * FROM functions UNION ALL SELECT * FROM operators
  UNION ALL SELECT * FROM triggers UNION ALL SELECT * FROM policies UNION ALL SELECT * FROM security UNION ALL SELECT * FROM grants
  UNION ALL SELECT * FROM rules UNION ALL SELECT * FROM attributes UNION ALL SELECT * FROM statistics UNION ALL SELECT * FROM casts
  UNION ALL SELECT * FROM collations UNION ALL SELECT * FROM searches UNION ALL SELECT * FROM publications UNION ALL SELECT * FROM event_triggers
  UNION ALL SELECT * FROM column_grants
) AS object
ORDER BY kind, identity COLLATE "C"
