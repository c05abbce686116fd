/** Which objects an introspection reads, as conditions of its queries. */
import type { TableName } from '../../schema/definition';
import { quoteLiteral } from '../../schema/quoting';

export interface IntrospectionOptions {
  /** Schemas to read; everything but the system's own when it is `'all'` or not given. */
  readonly schemas?: readonly string[] | 'all';
  /** Only these tables, and no enums, domains, sequences and extensions. */
  readonly tables?: readonly { readonly schema: string; readonly name: string }[];
  /** Tables to leave out, such as Alembic's version table. */
  readonly ignoreTables?: readonly { readonly schema: string; readonly name: string }[];
}

/** Leaves Alembic's version table out. */
export const withoutVersionTable = ({ schema, name }: TableName): IntrospectionOptions => ({
  ignoreTables: [{ schema: schema ?? 'public', name }],
});

/** A condition on the schema's name (`n.nspname`). */
export function schemaCondition({ schemas = 'all' }: IntrospectionOptions): string {
  if (schemas === 'all') return `n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;
  return schemas.length === 0 ? 'false' : `n.nspname IN (${schemas.map(quoteLiteral).join(', ')})`;
}

function namePairs(tables: readonly { readonly schema: string; readonly name: string }[]): string {
  return tables.map(({ schema, name }) => `(${quoteLiteral(schema)}, ${quoteLiteral(name)})`).join(', ');
}

/** A condition on a table (`n.nspname`, `c.relname`). */
export function tableCondition(options: IntrospectionOptions): string {
  const { tables, ignoreTables = [] } = options;
  if (tables?.length === 0) return 'false';
  const conditions = [schemaCondition(options)];
  if (tables !== undefined) conditions.push(`(n.nspname, c.relname) IN (${namePairs(tables)})`);
  if (ignoreTables.length > 0) conditions.push(`(n.nspname, c.relname) NOT IN (${namePairs(ignoreTables)})`);
  return conditions.join(' AND ');
}

/** True for what no extension made; `catalog` is the system table that `oid` is of. */
export function notOfExtension(catalog: string, oid: string): string {
  const dependency = `ext.classid = '${catalog}'::regclass AND ext.objid = ${oid} AND ext.deptype = 'e'`;
  return `NOT EXISTS (SELECT FROM pg_depend ext WHERE ${dependency})`;
}
