import { urlWithoutPassword } from '../postgres/database-url';

/**
 * A database URL as SQLAlchemy reads it (`_parse_url` in sqlalchemy/engine/url.py): the user ends at the first colon, the
 * password at the last `@` before the host, and both are percent-encoded.
 */
const shape = /^(?<scheme>[\w+]+):\/\/(?:(?<user>[^:/]*)(?::(?<password>[^@]*))?@)?(?<rest>.*)$/s;

export interface SplitUrl {
  /** The URL with everything but the password. */
  readonly url: string;
  /** As it stood in the URL, percent-encoded; null where there was none. */
  readonly password: string | null;
}

/** As in libpq, user and password may stand in the query instead. */
const userInQuery = /[?&]user=/i;
const passwordInQuery = /[?&]password=([^&]*)/i;

/** Takes the password out of a URL; null when it is no URL of a PostgreSQL database. */
export function splitPassword(text: string): SplitUrl | null {
  const groups = shape.exec(text.trim())?.groups;
  if (!groups?.scheme || !/^(postgresql|postgres)(\+\w+)?$/.test(groups.scheme)) return null;
  const rest = groups.rest ?? '';
  // A password with an `@` that is not percent-encoded ends at it: what follows would be taken for the host, and shown.
  if (/^[^/?]*@/.test(rest)) return null;
  return { url: urlWithoutPassword(text), password: passwordInQuery.exec(rest)?.[1] ?? groups.password ?? null };
}

/** Whether a password can be put into the URL: it names a user and holds no password. */
export function takesPassword(url: string): boolean {
  return withPassword(url, 'secret') !== url;
}

/** Puts a password (percent-encoded) into a URL that has a user and no password; any other URL stays as it is. */
export function withPassword(url: string, password: string | null): string {
  const groups = shape.exec(url)?.groups;
  if (password === null || !groups || groups.password !== undefined || passwordInQuery.test(url)) return url;
  if (groups.user !== undefined) return `${groups.scheme}://${groups.user}:${password}@${groups.rest}`;
  return userInQuery.test(url) ? `${url}&password=${password}` : url;
}

/** The database's name for a person: `app on localhost`, or the URL where it names none. */
export function databaseName(url: string): string {
  const rest = shape.exec(url)?.groups?.rest ?? '';
  const [, host = '', name = ''] = /^([^/?]*)\/([^?]*)/.exec(rest) ?? [];
  if (name === '') return url;
  return host === '' ? name : `${name} @ ${host}`;
}
