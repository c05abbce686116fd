/**
 * What the embedded PostgreSQL has not, and somebody's server has, though no revision makes it: roles, tablespaces, extensions, other
 * databases. A statement that is refused for nothing else is no mistake of a history.
 */
import { quoteIdentifier } from '../schema/quoting';
import { extensionOf } from './extension-of';
import type { PostgresError } from './postgres-error';
import { isPostgisFunction, postgisFunction } from './stand-ins/postgis-functions';

export type Remedy =
  /** These statements first, then the refused one again; `said`: what a person should know of it. */
  | { readonly kind: 'first'; readonly statements: readonly string[]; readonly said: string | null }
  /** This statement in its stead; null: none, since nothing of a schema depends on it. */
  | { readonly kind: 'instead'; readonly statement: string | null };

/** Null where nothing of the server would help. The refused statement is the error's own. */
export function remedyFor(error: PostgresError): Remedy | null {
  return (
    roleRemedy(error) ??
    tablespaceRemedy(error) ??
    extensionRemedy(error) ??
    schemaRemedy(error) ??
    postgisRemedy(error) ??
    collationRemedy(error) ??
    serverRemedy(error)
  );
}

const before = (statements: readonly string[], said: string | null): Remedy => ({ kind: 'first', statements, said });
const nothing: Remedy = { kind: 'instead', statement: null };

/** A role that may do everything, as the one that migrations run with: a revision may take it on with SET ROLE. */
function roleRemedy({ message, code, statement }: PostgresError): Remedy | null {
  const missing = /^role "(.+)" does not exist$/.exec(message)?.[1];
  if (missing !== undefined) return before([`CREATE ROLE ${quoteIdentifier(missing)} SUPERUSER`], null);
  return code === '42710' && /^role "/.test(message) && /^\s*CREATE\s+(?:ROLE|USER|GROUP)\b/i.test(statement ?? '') ? nothing : null;
}

const tablespaceClause = /\s+(?:USING\s+INDEX\s+)?TABLESPACE\s+(?:"[^"]+"|[\w$]+)/i;

/** Where a table lies is no part of a schema. */
function tablespaceRemedy({ message, statement }: PostgresError): Remedy | null {
  const sql = statement ?? '';
  if (/^\s*(?:CREATE|ALTER|DROP|COMMENT\s+ON)\s+TABLESPACE\b/i.test(sql)) return /in a transaction block/.test(message) ? null : nothing;
  if (!/^tablespace ".+" does not exist$|^invalid value for parameter "(?:default|temp)_tablespaces?"/.test(message)) return null;
  if (!/^\s*CREATE\b/i.test(sql) || !tablespaceClause.test(sql)) return nothing;
  return { kind: 'instead', statement: sql.replace(new RegExp(tablespaceClause, 'gi'), '') };
}

/** env.py, or whoever made the database, makes the schemas that revisions fill. */
function schemaRemedy({ message, code }: PostgresError): Remedy | null {
  const missing = code === '3F000' ? /^schema "(.+)" does not exist$/.exec(message)?.[1] : undefined;
  if (missing === undefined) return null;
  return before([`CREATE SCHEMA ${quoteIdentifier(missing)}`], `the schema ${missing}, which no revision creates, was taken to be there`);
}

function postgisRemedy({ message, code }: PostgresError): Remedy | null {
  const [, called, types] = (code === '42883' && /^function (?:"?\w+"?\.)?"?(\w+)"?\((.*)\) does not exist$/.exec(message)) || [];
  if (called === undefined || types === undefined || !isPostgisFunction(called) || types.includes('=>')) return null;
  const made = postgisFunction(called, types === '' ? [] : types.split(/,\s*/));
  return before(
    [
      'CREATE EXTENSION IF NOT EXISTS postgis',
      made,
      `ALTER EXTENSION postgis ADD FUNCTION ${/FUNCTION (.*?\)) RETURNS/.exec(made)?.[1] ?? called}`,
    ],
    null,
  );
}

function extensionRemedy(error: PostgresError): Remedy | null {
  const extension = extensionOf(error);
  if (extension === null) return null;
  const statement = `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(extension)} CASCADE`;
  return before([statement], `the extension ${extension}, which no revision creates, was taken to be there`);
}

/** Those of operating systems; comparing two texts is nothing that a schema shows. */
function collationRemedy({ message }: PostgresError): Remedy | null {
  const missing = /^collation "((?!pg_catalog\.)[^"]+)" for encoding "\w+" does not exist$/.exec(message)?.[1];
  return missing === undefined ? null : before([`CREATE COLLATION ${quoteIdentifier(missing)} FROM "C"`], null);
}

/** Statements about a server and its other databases. */
const ofServer: readonly (readonly [statement: RegExp, message: RegExp])[] = [
  [
    /^\s*(?:CREATE|ALTER|DROP|GRANT|REVOKE|COMMENT\s+ON)\b[^;]*\bDATABASE\b/i,
    /^database ".+" (?:does not exist|already exists)$|permission|encoding/,
  ],
  [/^\s*(?:CREATE|ALTER|DROP)\s+SUBSCRIPTION\b/i, /^(?!.*transaction block)/],
  [
    /^\s*(?:SET|ALTER\s+(?:DATABASE|ROLE|USER|SYSTEM))\b/i,
    /^unrecognized configuration parameter|cannot be changed|^invalid value for parameter|^tables declared WITH OIDS|in UTF-8 alone$/,
  ],
  [/^\s*LOAD\b/i, /could not access file/],
  [/^\s*SELECT\b/i, /wal_level|replication slot|in UTF-8 alone$/],
  [/^\s*IMPORT\s+FOREIGN\s+SCHEMA\b/i, /has no handler/],
  [/^\s*ALTER\s+TABLE\b/i, /^unrecognized parameter namespace "timescaledb"$/],
];

function serverRemedy({ message, statement }: PostgresError): Remedy | null {
  const continuous =
    /^unrecognized parameter namespace "timescaledb"$/.test(message) && /^\s*CREATE\s+MATERIALIZED\s+VIEW\b/i.test(statement ?? '');
  if (continuous) return { kind: 'instead', statement: (statement ?? '').replace(/\s+WITH\s*\(\s*timescaledb[^)]*\)/i, '') };
  return ofServer.some(([ofStatement, ofMessage]) => ofStatement.test(statement ?? '') && ofMessage.test(message)) ? nothing : null;
}
