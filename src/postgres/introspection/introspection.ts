/**
 * Reads a `Schema` out of PostgreSQL 11 to 18. The work is a generator that yields SQL and is given rows, so that the synchronous
 * shadow and an asynchronous client drive the same code.
 */

import { quoteLiteral } from '../../schema/quoting';
import type { Schema, Table } from '../../schema/schema';
import type { Row } from '../rows';
import { columnsQuery, readColumn } from './columns';
import { constraintsQuery, readConstraint } from './constraints';
import { indexesQuery, readIndex } from './indexes';
import { byName, bySchemaAndName, flag, integer, text } from './row-values';
import type { IntrospectionOptions } from './selection';
import { readTable, tablesQuery } from './tables';
import { readDomain, readEnum, readSequence, sequencesQuery, typesQuery } from './types';

export type { IntrospectionOptions } from './selection';

type Queries<Result> = Generator<string, Result, readonly Row[]>;

/**
 * Settings under which the server writes expressions, so that the same thing reads the same on every server. As with SQLAlchemy's default
 * search path, names in `public` stand without their schema and all others with it; the rest is what pg_dump sets.
 */
const settings: Readonly<Record<string, string>> = {
  search_path: 'public',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  extra_float_digits: '1',
  quote_all_identifiers: 'off',
  // The joins are written in a good order; looking for a better one takes longer than the queries.
  join_collapse_limit: '1',
  from_collapse_limit: '1',
};

function set(values: Readonly<Record<string, string>>): string {
  const calls = Object.entries(values).map(([name, value]) => `set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, false)`);
  return `SELECT ${calls.join(', ')}`;
}

function byTable(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const oid = text(row, 'table_oid');
    const group = groups.get(oid);
    if (group === undefined) groups.set(oid, [row]);
    else group.push(row);
  }
  return groups;
}

type NamedTypes = ReadonlyMap<string, { readonly schema: string; readonly name: string }>;

function* readTables(options: IntrospectionOptions, version: number, namedTypes: NamedTypes): Queries<readonly Table[]> {
  const heads = (yield tablesQuery(options)).map(readTable);
  if (heads.length === 0) return [];
  const oids = `'{${heads.map(({ oid }) => oid).join(',')}}'::oid[]`;
  const columnRows = byTable(yield columnsQuery(oids, version));
  const constraintRows = byTable(yield constraintsQuery(oids, version));
  const indexRows = byTable(yield indexesQuery(oids, version));
  const tables = heads.map(({ oid, head }): Table => {
    const columns = (columnRows.get(oid) ?? []).map((row) => readColumn(row, namedTypes));
    const byNumber = new Map(columns.map((column) => [column.number, column]));
    return {
      ...head,
      columns: columns.map(({ column }) => column),
      constraints: (constraintRows.get(oid) ?? []).map((row) => readConstraint(row, byNumber)).sort(byName),
      indexes: (indexRows.get(oid) ?? []).map((row) => readIndex(row, byNumber)).sort(byName),
    };
  });
  return tables.sort(bySchemaAndName);
}

function* readSchema(options: IntrospectionOptions, version: number): Queries<Schema> {
  const allTypes = yield typesQuery(options);
  const namedTypes = new Map(allTypes.map((row) => [text(row, 'oid'), { schema: text(row, 'schema'), name: text(row, 'name') }]));
  const types = allTypes.filter((row) => flag(row, 'wanted'));
  const ofKind = (kind: string) => types.filter((row) => text(row, 'kind') === kind);
  const tables = yield* readTables(options, version, namedTypes);
  if (options.tables) return { tables, enums: [], domains: [], sequences: [], extensions: [] };
  const sequences = (yield sequencesQuery(options)).map(readSequence);
  const extensions = (yield `SELECT extname::text AS name FROM pg_extension WHERE extname <> 'plpgsql'`).map((row) => text(row, 'name'));
  return {
    tables,
    enums: ofKind('e').map(readEnum).sort(bySchemaAndName),
    domains: ofKind('d').map(readDomain).sort(bySchemaAndName),
    sequences: sequences.sort(bySchemaAndName),
    extensions: extensions.sort(),
  };
}

/**
 * The schema as a conversation: yields SQL, is given its rows, returns what stands in the database. System schemas and what extensions
 * own are left out. Afterwards the session's settings are as before; a query that failed is thrown into it, so that they are then, too.
 */
function* introspection(options: IntrospectionOptions = {}): Queries<Schema> {
  const names = Object.keys(settings);
  const asked = names.map((name, at) => `current_setting(${quoteLiteral(name)}) AS s${at}`).join(', ');
  const [before = {}] = yield `SELECT current_setting('server_version_num')::int AS version, ${asked}`;
  const version = integer(before, 'version');
  const standing = Object.fromEntries(names.map((name, at) => [name, text(before, `s${at}`)]));
  try {
    yield set(settings);
    const schema = yield* readSchema(options, version);
    yield set(standing);
    return schema;
  } catch (error) {
    yield* quietly(set(standing));
    throw error;
  }
}

/** The first error is the one to tell; in a transaction that failed, nothing can be set any more, and rolling it back does the same. */
function* quietly(sql: string): Queries<void> {
  try {
    yield sql;
  } catch {
    return;
  }
}

/** Reads the schema of a database that answers at once. */
export function introspectSync(database: { query(sql: string): readonly Row[] }, options: IntrospectionOptions = {}): Schema {
  const conversation = introspection(options);
  let turn = conversation.next();
  while (!turn.done) turn = answered(conversation, attempt(database, turn.value));
  return turn.value;
}

/** Reads the schema of a database over a connection. */
export async function introspectAsync(
  client: { query(sql: string): Promise<readonly Row[]> },
  options: IntrospectionOptions = {},
): Promise<Schema> {
  const conversation = introspection(options);
  let turn = conversation.next();
  while (!turn.done) {
    const attempted = client.query(turn.value).then(
      (rows): Attempt => ({ rows }),
      (error: unknown): Attempt => ({ error }),
    );
    turn = answered(conversation, await attempted);
  }
  return turn.value;
}

type Attempt = { readonly rows: readonly Row[] } | { readonly error: unknown };

function attempt(database: { query(sql: string): readonly Row[] }, sql: string): Attempt {
  try {
    return { rows: database.query(sql) };
  } catch (error) {
    return { error };
  }
}

function answered(conversation: Queries<Schema>, attempted: Attempt): IteratorResult<string, Schema> {
  return 'rows' in attempted ? conversation.next(attempted.rows) : conversation.throw(attempted.error);
}
