/** Connections to somebody's PostgreSQL. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Client, ClientConfig, DatabaseError, QueryResult } from 'pg';
import { ConnectionError, connectionError } from './connection-error';
import { type DatabaseAddress, parseDatabaseUrl, urlWithoutPassword } from './database-url';
import { PostgresError } from './postgres-error';
import type { Row } from './rows';

export interface Connection {
  /** The URL without its password. */
  readonly url: string;
  /** The rows of the last statement of `sql`. */
  query(sql: string): Promise<readonly Row[]>;
  /** Runs one statement or several; how many rows the last one touched. Throws `PostgresError`. */
  execute(sql: string): Promise<number>;
  /** BEGIN, `work`, COMMIT; ROLLBACK when `work` throws. */
  inTransaction<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Asks the server to give up the statement that runs now, if any; that statement then fails with SQLSTATE 57014. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

/** The driver, read with the first connection: most commands make none, and to read it takes as long as they do. */
let driver: typeof import('pg') | null = null;

const isDatabaseError = (error: unknown): error is DatabaseError => driver !== null && error instanceof driver.DatabaseError;

const socketFolders = ['/var/run/postgresql', '/tmp'];

/** Where libpq would look for the local server: a socket, if there is one. */
function localServer(port: number): string {
  return socketFolders.find((folder) => existsSync(join(folder, `.s.PGSQL.${port}`))) ?? 'localhost';
}

async function sslOptions(parameters: Readonly<Record<string, string>>): Promise<ClientConfig['ssl']> {
  const mode = parameters['sslmode'] ?? parameters['ssl'] ?? 'prefer';
  if (mode === 'disable' || mode === 'allow' || mode === 'prefer' || mode === 'false') return false;
  const verified = mode === 'verify-ca' || mode === 'verify-full';
  const read = async (name: string) => (parameters[name] === undefined ? undefined : readFile(parameters[name]));
  return {
    rejectUnauthorized: verified,
    ca: await read('sslrootcert'),
    cert: await read('sslcert'),
    key: await read('sslkey'),
    ...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
  };
}

async function clientConfig(address: DatabaseAddress): Promise<ClientConfig> {
  const { parameters } = address;
  const port = address.port ?? 5432;
  const user = address.user ?? process.env['PGUSER'] ?? userInfo().username;
  const seconds = Number(parameters['connect_timeout'] ?? parameters['timeout'] ?? 10);
  return {
    host: address.host ?? localServer(port),
    port,
    user,
    password: address.password ?? process.env['PGPASSWORD'],
    database: address.database ?? user,
    ssl: await sslOptions(parameters),
    connectionTimeoutMillis: (seconds > 0 ? seconds : 10) * 1000,
    application_name: parameters['application_name'] ?? 'migration-keeper',
    ...(parameters['options'] === undefined ? {} : { options: parameters['options'] }),
  };
}

function postgresError(error: unknown, statement: string | null): PostgresError | null {
  if (!isDatabaseError(error)) return null;
  return new PostgresError({
    message: error.message,
    code: error.code ?? '',
    detail: error.detail ?? null,
    hint: error.hint ?? null,
    position: error.position === undefined ? null : Number(error.position),
    statement,
  });
}

async function connected(config: ClientConfig): Promise<Client> {
  driver ??= await import('pg');
  const client = new driver.Client(config);
  // Without a listener an error of an idle connection would end the process; the next query tells of it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** As libpq's `sslmode=prefer`, the other way round: plain first, encrypted when the server insists. `settled` connects the same way again. */
async function connectAsAllowed(
  config: ClientConfig,
  address: DatabaseAddress,
): Promise<{ readonly client: Client; readonly settled: ClientConfig }> {
  try {
    return { client: await connected(config), settled: config };
  } catch (error) {
    const insists = isDatabaseError(error) && error.code === '28000' && /no encryption|SSL off/i.test(error.message);
    if (!insists || address.parameters['sslmode'] === 'disable') throw error;
    const settled: ClientConfig = { ...config, ssl: { rejectUnauthorized: false } };
    return { client: await connected(settled), settled };
  }
}

/** The server process behind a connection, by which it can be asked to give up a statement. */
async function backendOf(client: Client): Promise<number> {
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return rows[0]?.pid ?? 0;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

function placeOf({ host = 'localhost', port = 5432 }: ClientConfig): string {
  return host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host}:${port}`;
}

class PgConnection implements Connection {
  constructor(
    private readonly client: Client,
    readonly url: string,
    private readonly backend: number,
    private readonly again: () => Promise<Client>,
  ) {}

  async query(sql: string): Promise<readonly Row[]> {
    return (await this.last(sql))?.rows ?? [];
  }

  async execute(sql: string): Promise<number> {
    return (await this.last(sql))?.rowCount ?? 0;
  }

  async inTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.execute('BEGIN');
    try {
      const result = await work();
      await this.execute('COMMIT');
      return result;
    } catch (error) {
      // A lost connection rolls back by itself, and the first error is the one to tell.
      await this.execute('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  async cancel(): Promise<void> {
    const other = await this.again();
    try {
      await other.query('SELECT pg_cancel_backend($1)', [this.backend]);
    } finally {
      await other.end();
    }
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private async last(sql: string): Promise<QueryResult | undefined> {
    try {
      const result: QueryResult | QueryResult[] = await this.client.query(sql);
      return Array.isArray(result) ? result.at(-1) : result;
    } catch (error) {
      const refused = postgresError(error, sql);
      if (refused !== null) throw refused;
      const reason = error instanceof Error ? error.message : String(error);
      throw new ConnectionError('lost', `The connection to ${this.url} was lost: ${reason}`);
    }
  }
}

/** Connects to the database of a URL (`parseDatabaseUrl`); throws `UnusableUrl` or `ConnectionError`, whose messages are for a person. */
export async function connect(url: string): Promise<Connection> {
  const address = parseDatabaseUrl(url);
  const config = await clientConfig(address);
  try {
    const { client, settled } = await connectAsAllowed(config, address);
    return new PgConnection(client, urlWithoutPassword(url), await backendOf(client), () => connected(settled));
  } catch (error) {
    throw connectionError(error, postgresError(error, null), url, address, placeOf(config));
  }
}
