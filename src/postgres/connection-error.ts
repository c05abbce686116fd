/** Why a connection could not be made or was lost, in words for a person. None of them holds the password. */
import { type DatabaseAddress, urlWithoutPassword } from './database-url';
import type { PostgresError } from './postgres-error';

export type ConnectionProblem = 'server-down' | 'unknown-host' | 'timeout' | 'wrong-password' | 'unknown-database' | 'lost' | 'other';

/** A server that cannot be used, with the reason that callers tell apart and the words for a person. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  constructor(
    readonly problem: ConnectionProblem,
    message: string,
  ) {
    super(message);
  }
}

function systemCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Node tries every address of a name and tells them together.
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.map(systemCode).find((code) => code !== null) ?? null;
  return null;
}

function words(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

/** PostgreSQL answered, but with a refusal. */
function refusal(error: PostgresError, url: string, address: DatabaseAddress): ConnectionError {
  const shown = urlWithoutPassword(url);
  switch (error.code) {
    case '28P01':
      return new ConnectionError(
        'wrong-password',
        `The password for ${address.user ?? 'this user'} is wrong (${shown}): ${error.message}.`,
      );
    case '3D000':
      return new ConnectionError('unknown-database', `The database does not exist (${shown}): ${error.message}.`);
    default:
      return new ConnectionError('other', `PostgreSQL refused the connection (${shown}): ${error.message}.`);
  }
}

/** What went wrong while connecting, from what `pg` or the system threw; `place` is `host:port` or the socket. */
export function connectionError(
  error: unknown,
  postgres: PostgresError | null,
  url: string,
  address: DatabaseAddress,
  place: string,
): ConnectionError {
  if (postgres !== null) return refusal(postgres, url, address);
  const shown = urlWithoutPassword(url);
  const text = words(error);
  switch (systemCode(error)) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return new ConnectionError('server-down', `No PostgreSQL server answers at ${place} (${shown}). Is it running?`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConnectionError('unknown-host', `The host ${address.host ?? 'localhost'} is not known (${shown}).`);
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return new ConnectionError('timeout', `The server at ${place} cannot be reached (${shown}).`);
  }
  if (/timeout/i.test(text)) return new ConnectionError('timeout', `The server at ${place} did not answer in time (${shown}).`);
  if (/password must be a string|no password supplied/i.test(text)) {
    return new ConnectionError('wrong-password', `The server asks for a password and none was given (${shown}).`);
  }
  return new ConnectionError(
    'other',
    `Cannot connect to ${shown}: ${address.password === null ? text : text.replaceAll(address.password, '…')}`,
  );
}
