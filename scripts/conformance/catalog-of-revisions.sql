-- What revisions make beside what catalog.sql tells of, in the same three columns: schemas, extensions, functions, triggers, rules, policies,
-- row security, grants, what a composite type consists of, statistics, operators, casts, publications, event triggers.
-- Run it after SET search_path TO pg_catalog. What belongs to the system or to an extension is left out.
WITH member AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), schema AS (
  SELECT *, quote_ident(nspname) AS name FROM pg_namespace n
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM member WHERE classid = 'pg_namespace'::regclass AND objid = n.oid)
), relation AS (
  SELECT c.*, s.name || '.' || quote_ident(c.relname) AS identity
  FROM pg_class c JOIN schema s ON s.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_class'::regclass AND objid = c.oid)
), routine AS (
  SELECT p.*, s.name || '.' || quote_ident(proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS identity
  FROM pg_proc p JOIN schema s ON s.oid = pronamespace
  WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_proc'::regclass AND objid = p.oid)
), functions AS (
  SELECT CASE prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind, identity,
    concat_ws(' ',
      CASE WHEN prokind = 'a'
        THEN (SELECT concat_ws(' ', aggtransfn::text, format_type(aggtranstype, NULL), aggfinalfn::text, agginitval)
          FROM pg_aggregate WHERE aggfnoid = routine.oid)
        ELSE pg_get_functiondef(oid) END,
      'COMMENT ' || quote_literal(obj_description(oid, 'pg_proc'))) AS definition
  FROM routine
), triggers AS (
  SELECT 'trigger' AS kind, r.identity || '.' || quote_ident(tgname) AS identity,
    concat_ws(' ', pg_get_triggerdef(t.oid), CASE tgenabled WHEN 'O' THEN NULL ELSE 'ENABLED ' || tgenabled::text END,
      'COMMENT ' || quote_literal(obj_description(t.oid, 'pg_trigger'))) AS definition
  FROM pg_trigger t JOIN relation r ON r.oid = tgrelid WHERE NOT tgisinternal
), rules AS (
  SELECT 'rule', r.identity || '.' || quote_ident(rulename), pg_get_ruledef(w.oid)
  FROM pg_rewrite w JOIN relation r ON r.oid = ev_class WHERE rulename <> '_RETURN'
), policies AS (
  SELECT 'policy', r.identity || '.' || quote_ident(polname),
    concat_ws(' ', CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END, 'FOR ' || polcmd::text,
      'TO ' || (SELECT string_agg(CASE name WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(name) END, ', ' ORDER BY name) FROM unnest(polroles) AS name),
      'USING (' || pg_get_expr(polqual, polrelid) || ')', 'WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')')
  FROM pg_policy JOIN relation r ON r.oid = polrelid
), row_security AS (
  SELECT 'row security', identity, concat_ws(' ', CASE WHEN relrowsecurity THEN 'ENABLED' END, CASE WHEN relforcerowsecurity THEN 'FORCED' END)
  FROM relation WHERE relrowsecurity OR relforcerowsecurity
), schemas AS (
  SELECT 'schema', name, coalesce('COMMENT ' || quote_literal(obj_description(oid, 'pg_namespace')), '') FROM schema
), extensions AS (
  SELECT 'extension', quote_ident(extname), 'IN ' || extnamespace::regnamespace FROM pg_extension
), grants AS (
  -- What the owner may is as every owner's, and who that is differs between servers.
  SELECT 'grant', what || ' TO ' || CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END,
    string_agg(privilege_type || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, ', ' ORDER BY privilege_type)
  FROM (
    SELECT 'ON ' || identity AS what, relowner AS owner, relacl AS acl FROM relation
    UNION ALL SELECT 'ON SCHEMA ' || name, nspowner, nspacl FROM schema
    UNION ALL SELECT 'ON FUNCTION ' || identity, proowner, proacl FROM routine
  ) AS object, aclexplode(acl)
  WHERE grantee <> owner
  GROUP BY what, grantee
), attributes AS (
  SELECT 'attributes of type', r.identity,
    string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
  FROM relation r JOIN pg_attribute ON attrelid = r.oid
  WHERE relkind = 'c' AND attnum > 0 AND NOT attisdropped GROUP BY r.identity
), statistics AS (
  SELECT 'statistics', s.name || '.' || quote_ident(stxname), pg_get_statisticsobjdef(e.oid)
  FROM pg_statistic_ext e JOIN schema s ON s.oid = stxnamespace
), operators AS (
  SELECT 'operator', s.name || '.' || oprname || '(' || oprleft::regtype || ', ' || oprright::regtype || ')', oprcode::text
  FROM pg_operator o JOIN schema s ON s.oid = oprnamespace
  WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_operator'::regclass AND objid = o.oid)
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
)
SELECT kind, identity, coalesce(definition, '') AS definition
FROM (
  SELECT * FROM functions UNION ALL SELECT * FROM triggers UNION ALL SELECT * FROM rules UNION ALL SELECT * FROM policies
  UNION ALL SELECT * FROM row_security UNION ALL SELECT * FROM schemas UNION ALL SELECT * FROM extensions UNION ALL SELECT * FROM grants
  UNION ALL SELECT * FROM attributes UNION ALL SELECT * FROM statistics UNION ALL SELECT * FROM operators UNION ALL SELECT * FROM casts
  UNION ALL SELECT * FROM collations UNION ALL SELECT * FROM searches UNION ALL SELECT * FROM publications UNION ALL SELECT * FROM event_triggers
) AS object
ORDER BY kind, identity COLLATE "C"
