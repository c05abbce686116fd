/**
 * What a database session knows besides the database. One connection runs all revisions, so a SET in one of them holds in the next; and a
 * ROLLBACK does not undo everything.
 */
import type { ShadowDatabase } from '../../postgres/shadow-database';
import { quoteIdentifier, quoteLiteral } from '../../schema/quoting';

/** The value of each setting by its name. `role` is among them. */
export type SessionSettings = readonly (readonly [name: string, value: string])[];

const settingsQuery = `SELECT name, setting FROM pg_catalog.pg_settings
  WHERE context IN ('user', 'superuser') AND name !~ '^transaction_' ORDER BY name`;

function settings(database: ShadowDatabase): ReadonlyMap<string, string> {
  const rows = database.query(settingsQuery);
  return new Map(rows.flatMap(({ name, setting }) => (typeof name === 'string' && typeof setting === 'string' ? [[name, setting]] : [])));
}

/**
 * Things that belong to the session alone and cannot be made again from outside; settings that only a new one would begin with; the other user
 * is whom SET SESSION AUTHORIZATION named.
 */
const heldQuery = `SELECT
  (SELECT count(*) FROM pg_catalog.pg_class WHERE relpersistence = 't')
  + (SELECT count(*) FROM pg_catalog.pg_prepared_statements)
  + (SELECT count(*) FROM pg_catalog.pg_cursors WHERE is_holdable)
  + (SELECT count(*) FROM pg_catalog.pg_locks WHERE locktype = 'advisory')
  + (SELECT count(*) FROM pg_catalog.pg_listening_channels())
  + (SELECT count(*) FROM pg_catalog.pg_db_role_setting)
  + (SELECT CASE WHEN session_user = 'postgres' THEN 0 ELSE 1 END) AS held`;

const held = (database: ShadowDatabase): unknown => database.query(heldQuery)[0]?.['held'];

const roleOf = (database: ShadowDatabase): string => String(database.query("SELECT current_setting('role') AS role")[0]?.['role']);

const takeRole = (database: ShadowDatabase, role: string): void => {
  database.execute(`SET ROLE ${role === 'none' ? 'NONE' : quoteIdentifier(role)}`);
};

/** Does `work` as the user who may do everything, whatever role a revision has taken. */
export function asOwner<Result>(database: ShadowDatabase, work: () => Result): Result {
  const role = roleOf(database);
  if (role === 'none') return work();
  takeRole(database, 'none');
  try {
    return work();
  } finally {
    takeRole(database, role);
  }
}

/** What another session must be told to go on as this one would; null where it cannot be told all. No transaction may be open. */
export function sessionSettings(database: ShadowDatabase): SessionSettings | null {
  if (held(database) !== 0) return null;
  return [...settings(database), ['role', roleOf(database)]];
}

/** Makes a new session one that goes on as another did. */
export function takeSettings(database: ShadowDatabase, wanted: SessionSettings): void {
  const own = settings(database);
  for (const [name, value] of wanted) {
    if (name === 'role') {
      if (value !== 'none') takeRole(database, value);
    } else if (own.get(name) !== value) {
      database.execute(`SELECT pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, false)`);
    }
  }
}

/** What a ROLLBACK leaves as it is. */
export interface BeyondRollback {
  readonly held: unknown;
  /** Whether the user of the session may see every sequence. */
  readonly complete: boolean;
  readonly sequences: ReadonlyMap<string, string>;
}

const sequencesQuery = `SELECT s.seqrelid::text AS sequence, d.last_value::text || ', ' || d.is_called::text AS value
  FROM pg_catalog.pg_sequence s CROSS JOIN LATERAL pg_catalog.pg_get_sequence_data(s.seqrelid) d
  WHERE d.last_value IS NOT NULL`;

export function beyondRollback(database: ShadowDatabase): BeyondRollback {
  const rows = asOwner(database, () => database.query(sequencesQuery));
  return {
    held: held(database),
    complete: database.query(`SELECT session_user = 'postgres' AS owner`)[0]?.['owner'] === true,
    sequences: new Map(
      rows.flatMap(({ sequence, value }) => (typeof sequence === 'string' && typeof value === 'string' ? [[sequence, value]] : [])),
    ),
  };
}

/** After a ROLLBACK: puts back what it left, the counts of sequences. False where something else was left too. */
export function putBack(database: ShadowDatabase, before: BeyondRollback): boolean {
  const now = beyondRollback(database);
  asOwner(database, () => {
    for (const [sequence, value] of before.sequences) {
      if (now.sequences.get(sequence) !== value) database.execute(`SELECT pg_catalog.setval(${sequence}, ${value})`);
    }
  });
  return before.complete && now.held === before.held && now.sequences.size === before.sequences.size;
}
