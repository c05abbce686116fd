/** Where the operations of a revision go while it runs. */
import type { Interpreter } from '../../python/interpreter';
import type { Place } from '../../python/place';
import type { UnknownValue } from '../../python/values';
import type { TableName } from '../../schema/definition';
import type { Operation } from '../../schema/operation';
import type { NamingConvention } from '../../sqlalchemy/naming-convention';
import type { StatementAnswer } from '../../sqlalchemy/results/answer';
import type { CreatedEnums } from './enum-types';

/** A value that PostgreSQL answered: numbers as such, everything that is no number, boolean or NULL as its text. */
export type QueryCell = string | number | bigint | boolean | null;

/** The rows that a query gave. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly QueryCell[])[];
}

/** What of the database is not known once something was not understood. */
export type Hides = 'schema' | 'rows';

/** Told of every operation at once and in order, so that it can carry it out before the revision goes on. */
export interface OperationSink {
  /**
   * An operation that the revision asks for. `uncertain` is set where it stands behind a condition that could not be known. The sink
   * may raise a Python exception through the interpreter, as a refusing PostgreSQL would, or go on.
   */
  emit(operation: Operation, uncertain: UnknownValue | null, interpreter: Interpreter): void;
  /** `work` emits what is one operation to Alembic: where a part of it is refused none of it is done. Without it each part is for itself. */
  together?(work: () => void): void;
  /**
   * Something that the revision does and that was not understood; `tables` are those it may touch, as far as they are known. `hides` says
   * whether it may change the schema (unless told otherwise) or can only change rows.
   */
  opaque(reason: UnknownValue | string, place: Place | null, tables: readonly TableName[], hides?: Hides): void;
  /** The convention of the environment's target_metadata; it names what a revision leaves unnamed (`SchemaObjects.metadata`). */
  readonly namingConvention?: NamingConvention | null;
  /** The enum types that the run has created so far; its own where the run begins here. */
  readonly createdEnums?: CreatedEnums;
  /**
   * Runs what a revision reads through `op.get_bind()` (a SELECT, or anything RETURNING rows) and answers it; such a statement is not
   * emitted. Without it the statement is emitted as any other and its rows are unknown.
   */
  query?(sql: string, place: Place | null, uncertain: UnknownValue | null, interpreter: Interpreter): QueryAnswer | UnknownValue;
  /**
   * Runs a statement of a connection and answers it; null where PostgreSQL refuses it, which the sink has said. Raises SQLAlchemy's
   * exception where the revision would catch it. Without it, `query` and `emit`.
   */
  run?(statement: RunStatement, uncertain: UnknownValue | null, interpreter: Interpreter): StatementAnswer | UnknownValue | null;
  /** A savepoint of the revision's own, `connection.begin_nested()`; the last one is released or rolled back. PostgreSQL refuses one outside of a transaction. */
  savepoint?(step: 'begin' | 'release' | 'rollback', place: Place | null, interpreter: Interpreter): void;
  /** `rollback()` of the whole transaction after something was refused: what follows is carried out again. */
  recover?(): void;
}

export interface RunStatement {
  readonly sql: string;
  readonly place: Place | null;
}
