/** What PostgreSQL said when it refused; https://www.postgresql.org/docs/current/protocol-error-fields.html */
export interface ErrorFields {
  readonly message: string;
  /** SQLSTATE. */
  readonly code: string;
  readonly detail: string | null;
  readonly hint: string | null;
  /** The character of the statement that the error stands at, from 1. */
  readonly position: number | null;
  readonly statement: string | null;
}

/** PostgreSQL refused a statement; `message` holds its own words, from the shadow and from a server alike. */
export class PostgresError extends Error implements ErrorFields {
  override readonly name = 'PostgresError';
  readonly code: string;
  readonly detail: string | null;
  readonly hint: string | null;
  readonly position: number | null;
  readonly statement: string | null;

  constructor(fields: ErrorFields) {
    super(fields.message);
    this.code = fields.code;
    this.detail = fields.detail;
    this.hint = fields.hint;
    this.position = fields.position;
    this.statement = fields.statement;
  }
}
