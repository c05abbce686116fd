/** Database URLs as SQLAlchemy and libpq write them. */

/** The URL is none that we can connect to; the message says why, and never holds the password. */
export class UnusableUrl extends Error {
  override readonly name = 'UnusableUrl';
}

export interface DatabaseAddress {
  /** The DBAPI that SQLAlchemy would use (`psycopg2`, `asyncpg`); null where the URL names none. */
  readonly driver: string | null;
  readonly user: string | null;
  readonly password: string | null;
  /** A name, an address, or the folder of a unix socket; null: the local server. */
  readonly host: string | null;
  readonly port: number | null;
  readonly database: string | null;
  /** The rest of the query, such as `sslmode`; of arguments given several times the first. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The pattern of `sqlalchemy.engine.url._parse_url`. */
const urlPattern = /^([\w+]+):\/\/(?:([^:/]*)(?::([^@]*))?@)?(?:(?:\[([^/?]+)\]|([^/:?]+))?(?::([^/?]*))?)?(?:\/([^?]*))?(?:\?(.*))?$/s;

function decode(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  try {
    return decodeURIComponent(text);
  } catch {
    // As Python's unquote: a stray per cent sign stands for itself.
    return text;
  }
}

function portOf(text: string | null, url: string): number | null {
  if (text === null) return null;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new UnusableUrl(`The port '${text}' of ${urlWithoutPassword(url)} is not a number between 1 and 65535.`);
}

/** `host=a:5433` in the query means a host with its port, as SQLAlchemy's psycopg dialects read it; a folder is a unix socket. */
function splitHost(host: string | null): { readonly host: string | null; readonly port: string | null } {
  const parts = host === null || host.startsWith('/') ? null : /^([^:,]*):(\d+)$/.exec(host);
  return parts === null ? { host, port: null } : { host: parts[1] || null, port: parts[2] ?? null };
}

/**
 * Reads `postgresql+psycopg2://user:p%40ss@host:5432/db?sslmode=require`, `postgres://…`, unix sockets as `?host=/var/run/postgresql`.
 * As in libpq, `user`, `password`, `host`, `port` and `dbname` may stand in the query. Throws `UnusableUrl`.
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  const match = urlPattern.exec(url.trim());
  const [, scheme = '', user, password, ipv6, host, port, database, query = ''] = match ?? [];
  if (match === null) {
    throw new UnusableUrl('This is not a database URL. It should look like postgresql://user:password@host:5432/database.');
  }
  const [dialect = '', driver = null] = scheme.split('+');
  if (dialect !== 'postgresql' && dialect !== 'postgres') {
    throw new UnusableUrl(`${urlWithoutPassword(url)} is a ${dialect} URL; Migration Keeper understands PostgreSQL only.`);
  }
  const given = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) if (!given.has(name)) given.set(name, value);
  const take = (name: string): string | null => {
    const value = given.get(name) ?? null;
    given.delete(name);
    return value === '' ? null : value;
  };
  const fromQuery = splitHost(take('host')?.split(',')[0] ?? null);
  const queryPort = take('port')?.split(',')[0] ?? null;
  return {
    driver,
    user: take('user') ?? decode(user),
    password: take('password') ?? decode(password),
    host: fromQuery.host ?? decode(ipv6 ?? host),
    port: portOf(fromQuery.port ?? queryPort ?? decode(port), url),
    database: take('dbname') ?? take('database') ?? decode(database),
    parameters: Object.fromEntries(given),
  };
}

/** The URL for people to see: nothing between the user and the `@`, and no `password=`. Works on text that is no good URL, too. */
export function urlWithoutPassword(url: string): string {
  return url
    .trim()
    .replace(/^([^:/?#]*:\/\/[^:/@]*):(?:[^@]*@)(?:[^@/?#]*@)*/s, '$1@')
    .replace(/([?&])password=[^&]*(&?)/gi, (_, before: string, after: string) => (after === '' ? '' : before))
    .replace(/\?$/, '');
}
