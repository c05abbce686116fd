/**
 * What a replay does not know of the database that it changes: the tables that a stretch may have touched which was not replayed. A query
 * that speaks of them is not answered, because the answer might be another.
 */
import type { ShadowDatabase } from '../../postgres/shadow-database';
import type { TableName } from '../../schema/definition';
import { withoutLiterals } from '../../schema/sql-tokens';
import type { Opaque } from './requests';

/** Who may have touched a table; without a revision, why its rows are not known from the beginning. */
export type Toucher = Omit<Opaque, 'revision'> & { readonly revision: string | null };

/** What may have touched a table, by its name. */
export interface KnownReach {
  readonly rows: readonly (readonly [table: string, by: Toucher])[];
  readonly schema: readonly (readonly [table: string, by: Toucher])[];
}

export const noReach: KnownReach = { rows: [], schema: [] };

/** Which revisions a database has is nothing that a replay keeps: the rows of Alembic's table are not known. */
export function versionRows({ schema, name }: TableName): KnownReach {
  const reason = `the rows of Alembic's own table ${schema === null ? name : `${schema}.${name}`}`;
  return { rows: [[name, { revision: null, reason, place: null, tables: [], hides: 'rows' }]], schema: [] };
}

export interface UnknownReach {
  /** `text`: the revision's, whose words tell which tables it may have touched where nothing else does. */
  add(opaque: Opaque, text: string): void;
  /** Why a query is not answered, null where it is. */
  doubt(sql: string): Toucher | null;
  /** What a replay must be told that goes on elsewhere. */
  known(): KnownReach;
}

export function unknownReach(database: ShadowDatabase, left: KnownReach = noReach): UnknownReach {
  const rows = new Map<string, Toucher>(left.rows);
  const schema = new Map<string, Toucher>(left.schema);
  return {
    add(opaque, text) {
      const names = opaque.tables.length > 0 ? opaque.tables.map(({ name }) => name) : relationsIn(database, text);
      for (const name of names) {
        if (!rows.has(name)) rows.set(name, opaque);
        if (opaque.hides === 'schema' && !schema.has(name)) schema.set(name, opaque);
      }
    },
    doubt(sql) {
      if (rows.size === 0) return null;
      return firstNamed(rows, withoutLiterals(sql) ?? sql) ?? firstNamed(schema, sql);
    },
    known: () => ({ rows: [...rows], schema: [...schema] }),
  };
}

function firstNamed(known: ReadonlyMap<string, Toucher>, text: string): Toucher | null {
  const word = text.match(/\w+/g)?.find((one) => known.has(one));
  return (word !== undefined && known.get(word)) || null;
}

function relationsIn(database: ShadowDatabase, text: string): readonly string[] {
  if (database.transaction === 'failed') return [];
  const words = new Set(text.match(/\w+/g));
  const sql = "SELECT relname FROM pg_catalog.pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm')";
  return database.query(sql).flatMap(({ relname }) => (typeof relname === 'string' && words.has(relname) ? [relname] : []));
}
