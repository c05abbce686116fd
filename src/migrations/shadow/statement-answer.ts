/** What a statement of a revision answers, with the types of its columns by their names in pg_type. */
import type { ShadowDatabase } from '../../postgres/shadow-database';
import type { TextResult } from '../../postgres/wire-protocol';
import type { AnsweredType, StatementAnswer } from '../../sqlalchemy/results/answer';
import { withRemedies } from './remedied';
import type { RevisionTransaction } from './revision-transaction';

/** Types that no extension and no revision can change, by their OID in pg_type.dat. */
const fixed: ReadonlyMap<number, AnsweredType> = new Map(
  (
    [
      [16, 'bool'],
      [17, 'bytea'],
      [18, 'char'],
      [19, 'name'],
      [20, 'int8'],
      [21, 'int2'],
      [23, 'int4'],
      [25, 'text'],
      [26, 'oid'],
      [114, 'json'],
      [700, 'float4'],
      [701, 'float8'],
      [1042, 'bpchar'],
      [1043, 'varchar'],
      [1082, 'date'],
      [1114, 'timestamp'],
      [1184, 'timestamptz'],
      [1700, 'numeric'],
      [2950, 'uuid'],
      [3802, 'jsonb'],
    ] as const
  ).map(([oid, name]) => [oid, { name, kind: 'base', element: null }]),
);

const kinds: Readonly<Record<string, AnsweredType['kind']>> = { b: 'base', e: 'enum', r: 'range', m: 'range' };

/** A type as psycopg2 meets it: PostgreSQL sends a domain as what it stands on, an array with its element. */
function typeOf(database: ShadowDatabase, oid: number): AnsweredType {
  const known = fixed.get(oid);
  if (known) return known;
  const [row] = database.query(
    `SELECT typname, typtype, typelem, typsubscript::text AS subscript FROM pg_catalog.pg_type WHERE oid = ${oid}`,
  );
  const name = typeof row?.['typname'] === 'string' ? row['typname'] : '';
  const element = Number(row?.['typelem'] ?? 0);
  if (element !== 0 && row?.['subscript'] === 'array_subscript_handler') return { name, kind: 'array', element: typeOf(database, element) };
  return { name, kind: kinds[String(row?.['typtype'])] ?? 'other', element: null };
}

/** Runs it; throws `PostgresError`. `say` is told what was taken to be there. */
export function statementAnswer(
  database: ShadowDatabase,
  transaction: Pick<RevisionTransaction, 'whole'>,
  sql: string,
  say: (what: string) => void = () => undefined,
): StatementAnswer {
  const results: TextResult[] = [];
  const said = withRemedies(database, [sql], (statements) => {
    results.push(...transaction.whole(statements, () => statements.flatMap((statement) => database.results(statement))));
  });
  for (const what of said) say(what);
  const result = results.at(-1);
  if (!result) return { columns: null, rows: [], rowcount: -1 };
  const counted = /(\d+)$/.exec(result.command);
  const isQuery = /^(SELECT|SHOW|FETCH|EXPLAIN|VALUES)/.test(result.command) || result.columns.length > 0;
  return {
    columns: isQuery ? result.columns.map(({ name, type }) => ({ name, type: typeOf(database, type) })) : null,
    rows: result.rows,
    rowcount: counted ? Number(counted[1]) : isQuery ? result.rows.length : -1,
  };
}
