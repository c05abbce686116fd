/** What stands in the database that a revision is changing, as SQLAlchemy asks before it creates or drops (`checkfirst`). */
import type { Interpreter } from '../../python/interpreter';
import type { Place } from '../../python/place';
import type { TableName } from '../../schema/definition';
import { quoteLiteral, quoteTable } from '../../schema/quoting';
import { isUnknown, Unreadable, unreadable } from '../../sqlalchemy/unreadable';
import type { OperationSink } from './sink';

/** `pg_class.relkind` of what `has_table`, `has_index` and `has_sequence` look for. */
const kinds = { table: "'r', 'p', 'f', 'v', 'm'", index: "'i', 'I'", sequence: "'S'" };

/** Whether it stands, found as the search path finds it where no schema was given; throws `Unreadable`. */
export function stands(
  sink: OperationSink,
  kind: keyof typeof kinds,
  name: TableName,
  interpreter: Interpreter,
  place: Place | null,
): boolean {
  const relation = `pg_catalog.to_regclass(${quoteLiteral(quoteTable(name))})`;
  const sql = `SELECT count(*) FROM pg_catalog.pg_class WHERE oid = ${relation} AND relkind IN (${kinds[kind]})`;
  const answer = sink.query?.(sql, place, interpreter.uncertain, interpreter) ?? unreadable(`whether ${name.name} stands`, place);
  if (isUnknown(answer)) throw new Unreadable(answer);
  return Number(answer.rows[0]?.[0] ?? 0) > 0;
}
