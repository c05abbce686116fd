/** The functions of a database, as statements that make them again. */
import type { Row } from '../rows';
import type { ShadowDatabase } from '../shadow-database';

/** Those of the project: PostgreSQL's own and those of extensions come with them. */
const query = `
  SELECT pg_get_functiondef(p.oid) AS definition
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE p.prokind IN ('f', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  ORDER BY p.oid`;

/** `CREATE OR REPLACE FUNCTION` for each function and procedure, in the order in which they were made. */
export function functionsSync(database: ShadowDatabase): readonly string[] {
  return definitions(database.query(`SELECT pg_catalog.set_config('search_path', 'public', true); ${query}`));
}

/** The same of a server. */
export async function functionsAsync(client: { query(sql: string): Promise<readonly Row[]> }): Promise<readonly string[]> {
  return definitions(await client.query(query));
}

const definitions = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap(({ definition }) => (typeof definition === 'string' ? [definition] : []));
