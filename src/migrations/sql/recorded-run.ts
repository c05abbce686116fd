/** What a revision did while it ran, in order: its operations, what it read, and what was not understood. */
import { answersRows } from '../../alembic/operations/query-answers';
import type { RevisionRun } from '../../alembic/operations/run-revision';
import type { OperationSink } from '../../alembic/operations/sink';
import { NotRenderable } from '../../postgres/ddl/not-renderable';
import { statementsFor } from '../../postgres/ddl/operations';
import type { Place } from '../../python/place';
import type { UnknownValue } from '../../python/values';
import type { TableName } from '../../schema/definition';
import type { Operation } from '../../schema/operation';

/** Why something is not known, and where that began. */
export interface Reason {
  readonly text: string;
  readonly place: Place | null;
}

/** `uncertain`: it stands behind a condition that could not be known. `refused`: what has no SQL, in Alembic's words. */
export interface RecordedOperation {
  readonly kind: 'operation';
  readonly operation: Operation;
  readonly statements: readonly string[];
  readonly uncertain: Reason | null;
  readonly refused: string | null;
}

export type RecordedStep =
  | RecordedOperation
  | { readonly kind: 'read'; readonly sql: string; readonly place: Place | null }
  | { readonly kind: 'unknown'; readonly reason: Reason; readonly place: Place | null; readonly tables: readonly TableName[] }
  /** The run ended here: a Python exception that nobody caught, as real Alembic would meet it. */
  | { readonly kind: 'raised'; readonly reason: Reason };

const reasonOf = (reason: UnknownValue): Reason => ({ text: `not understood: ${reason.reason}`, place: reason.place });

/** A sink that notes every step and hands it on. */
export function notingSink(sink: OperationSink, note: (step: RecordedStep) => void): OperationSink {
  const { query, run } = sink;
  return {
    ...sink,
    emit(operation, uncertain, interpreter) {
      note({ kind: 'operation', operation, ...sqlOf(operation), uncertain: uncertain && reasonOf(uncertain) });
      sink.emit(operation, uncertain, interpreter);
    },
    opaque(reason, place, tables, hides) {
      const known = typeof reason === 'string' ? { text: reason, place } : reasonOf(reason);
      note({ kind: 'unknown', reason: known, place, tables });
      sink.opaque(reason, place, tables, hides);
    },
    ...(run && {
      run(statement, uncertain, interpreter) {
        const { sql, place } = statement;
        const changes: Operation = { kind: 'execute', sql, place };
        if (answersRows(sql)) note({ kind: 'read', sql, place });
        else note({ kind: 'operation', operation: changes, ...sqlOf(changes), uncertain: uncertain && reasonOf(uncertain) });
        return run(statement, uncertain, interpreter);
      },
    }),
    ...(query && {
      query(sql, place, uncertain, interpreter) {
        note({ kind: 'read', sql, place });
        return query(sql, place, uncertain, interpreter);
      },
    }),
  };
}

function sqlOf(operation: Operation): Pick<RecordedOperation, 'statements' | 'refused'> {
  try {
    return { statements: statementsFor(operation), refused: null };
  } catch (error) {
    if (error instanceof NotRenderable) return { statements: [], refused: error.message };
    throw error;
  }
}

/** A look into PostgreSQL's catalogs or the information schema, which changes nothing; `SELECT setval(…)` does. */
export const isCatalogRead = (sql: string): boolean => /\bfrom\s+(pg_catalog|information_schema)\s*\./i.test(sql);

/** The step by which a run ended before its end. */
export const endOf = ({ message, place, certain }: NonNullable<RevisionRun['raised']>): RecordedStep =>
  certain ? { kind: 'raised', reason: { text: message, place } } : { kind: 'unknown', reason: { text: message, place }, place, tables: [] };
