/** What a revision reads from the database that it is changing. */
import type { QueryAnswer, QueryCell } from '../../alembic/operations/sink';
import { PostgresError } from '../../postgres/postgres-error';
import type { ShadowDatabase } from '../../postgres/shadow-database';
import { asksPostgis } from '../../postgres/stand-ins/postgis-functions';
import type { TextResult } from '../../postgres/wire-protocol';
import { unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { UnknownValue } from '../../python/values';
import { withRemedies } from './remedied';
import type { RevisionTransaction } from './revision-transaction';

type Reader = (text: string) => QueryCell;

const asText: Reader = (text) => text;
const asInteger: Reader = (text) => BigInt(text);

/**
 * How psycopg hands a type to Python, by its OID in pg_type.dat, where that is a plain value. Of other types (dates, numeric, arrays)
 * the rows are not known: a text in their stead would be taken for the value.
 */
const readers: ReadonlyMap<number, Reader> = new Map([
  [16, (text) => text === 't'],
  [18, asText],
  [19, asText],
  [20, asInteger],
  [21, asInteger],
  [23, asInteger],
  [25, asText],
  [26, asInteger],
  [700, Number],
  [701, Number],
  [1042, asText],
  [1043, asText],
]);

/** The rows of the last statement in `sql`, or why they cannot be known. `say` is told what was taken to be there. */
export function answerOf(
  database: ShadowDatabase,
  transaction: Pick<RevisionTransaction, 'whole'>,
  sql: string,
  place: Place | null,
  say: (what: string) => void,
): QueryAnswer | UnknownValue {
  try {
    const results: TextResult[] = [];
    const said = withRemedies(database, [sql], (statements) => {
      results.push(...transaction.whole(statements, () => statements.flatMap((statement) => database.results(statement))));
    });
    for (const what of said) say(what);
    const result = results.at(-1);
    if (!result) return { columns: [], rows: [] };
    if (asksPostgis(sql)) return unknown('what PostGIS would answer to a query', place);
    const strange = result.columns.find(({ type }) => !readers.has(type));
    if (strange) return unknown(`the values of ${strange.name} in a query`, place);
    return {
      columns: result.columns.map(({ name }) => name),
      rows: result.rows.map((row) =>
        row.map((text, at) => (text === null ? null : (readers.get(result.columns[at]?.type ?? 0) ?? asText)(text))),
      ),
    };
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error;
    return unknown(`a query that PostgreSQL refuses: ${error.message}`, place);
  }
}
