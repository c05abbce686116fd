/** What PostgreSQL answers to a statement, in its own text, before anything of it is Python's. */

export interface AnsweredType {
  /** `typname` of pg_type; of a domain that of what it stands on. */
  readonly name: string;
  readonly kind: 'base' | 'enum' | 'array' | 'range' | 'other';
  /** Of an array. */
  readonly element: AnsweredType | null;
}

export interface AnsweredColumn {
  readonly name: string;
  readonly type: AnsweredType;
}

export interface StatementAnswer {
  /** Null where the statement gives no rows. */
  readonly columns: readonly AnsweredColumn[] | null;
  readonly rows: readonly (readonly (string | null)[])[];
  /** How many rows it touched; -1 where that is not said. */
  readonly rowcount: number;
}
