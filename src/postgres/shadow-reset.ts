/**
 * Brings a database back to what it was when new. Dropping the schemas takes nearly everything with it; what lives outside of
 * schemas is dropped by name. Roles go too: a revision that creates one is replayed again and again.
 */
const emptying: readonly string[] = [
  `DO $reset$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('DROP EVENT TRIGGER %I CASCADE', evtname) FROM pg_event_trigger
    UNION ALL SELECT format('DROP PUBLICATION %I CASCADE', pubname) FROM pg_publication
  LOOP EXECUTE command; END LOOP;
  FOR command IN SELECT format('DROP EXTENSION IF EXISTS %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
  LOOP EXECUTE command; END LOOP;
  FOR command IN
    SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
      WHERE nspname <> 'information_schema' AND nspname !~ '^pg_' AND nspname <> 'public'
    UNION ALL SELECT 'DROP SCHEMA IF EXISTS public CASCADE'
  LOOP EXECUTE command; END LOOP;
  FOR command IN
    SELECT format('DROP CAST IF EXISTS (%s AS %s) CASCADE', format_type(castsource, NULL), format_type(casttarget, NULL))
      FROM pg_cast WHERE oid >= 16384
    UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper WHERE oid >= 16384
    UNION ALL SELECT format('DROP LANGUAGE %I CASCADE', lanname) FROM pg_language WHERE oid >= 16384 AND lanname <> 'plpgsql'
  LOOP EXECUTE command; END LOOP;
  FOR command IN
    SELECT format('DROP OWNED BY %I CASCADE', rolname) FROM pg_roles WHERE oid >= 16384
    UNION ALL SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE oid >= 16384
  LOOP EXECUTE command; END LOOP;
  FOR command IN
    SELECT 'ALTER ROLE ' || coalesce(quote_ident(rolname), 'ALL') || coalesce(' IN DATABASE ' || quote_ident(datname), '') || ' RESET ALL'
      FROM pg_db_role_setting LEFT JOIN pg_roles r ON r.oid = setrole LEFT JOIN pg_database d ON d.oid = setdatabase
  LOOP EXECUTE command; END LOOP;
  PERFORM lo_unlink(oid) FROM pg_largeobject_metadata;
END $reset$`,
  'CREATE SCHEMA public',
  `COMMENT ON SCHEMA public IS 'standard public schema'`,
  'GRANT USAGE ON SCHEMA public TO PUBLIC',
];

/** A new session, too. */
export const resetStatements: readonly string[] = ['ROLLBACK', 'DISCARD ALL', ...emptying];

/** The same within a transaction, which then can be rolled back. What it cannot roll back (prepared statements, sequences' counts) stays. */
export const clearStatements: readonly string[] = ['RESET SESSION AUTHORIZATION', 'RESET ALL', 'DISCARD TEMP', ...emptying];
