/**
 * The little of PostgreSQL's frontend/backend protocol (version 3) that a synchronous client needs: the simple Query message,
 * and what the server answers to it. https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
import { PostgresError } from './postgres-error';

export interface ResultColumn {
  readonly name: string;
  /** The OID of the type in pg_type. */
  readonly type: number;
}

/** The result of one statement; values are PostgreSQL's text format. */
export interface TextResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** The command tag, e.g. `UPDATE 3`. */
  readonly command: string;
}

export interface Answer {
  readonly results: readonly TextResult[];
  readonly error: PostgresError | null;
  /** `idle`, inside a transaction, or inside one that failed; null where the server fell silent before it was ready again. */
  readonly transaction: 'idle' | 'open' | 'failed' | null;
}

function message(type: string, text: string): Buffer {
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(length + 6);
  bytes.write(type, 0, 'latin1');
  bytes.writeInt32BE(length + 5, 1);
  bytes.write(text, 5);
  bytes[length + 5] = 0;
  return bytes;
}

/**
 * The bytes that ask for `sql` (one statement or several). Where the text mentions STDIN a CopyFail follows: without it the server
 * would wait for data that nobody sends. The server ignores it when there was no COPY.
 */
export function queryMessage(sql: string): Uint8Array {
  if (sql.includes('\0')) throw new Error('A statement cannot hold a NUL character.');
  const query = message('Q', sql);
  return /\bstdin\b/i.test(sql) ? Buffer.concat([query, message('f', 'there is no data to copy from here')]) : query;
}

class Reader {
  private at = 0;
  constructor(private readonly bytes: Buffer) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }
  byte(): string {
    return String.fromCharCode(this.bytes.readUInt8(this.at++));
  }
  int16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }
  int32(): number {
    this.at += 4;
    return this.bytes.readInt32BE(this.at - 4);
  }
  oid(): number {
    this.at += 4;
    return this.bytes.readUInt32BE(this.at - 4);
  }
  skip(length: number): void {
    this.at += length;
  }
  text(length: number): string {
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }
  /** Up to the next NUL. */
  line(): string {
    const end = this.bytes.indexOf(0, this.at);
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end + 1;
    return text;
  }
  part(length: number): Reader {
    this.at += length;
    return new Reader(this.bytes.subarray(this.at - length, this.at));
  }
}

function readColumns(body: Reader): readonly ResultColumn[] {
  return Array.from({ length: body.int16() }, () => {
    const name = body.line();
    body.skip(6);
    const type = body.oid();
    body.skip(8);
    return { name, type };
  });
}

function readRow(body: Reader): readonly (string | null)[] {
  return Array.from({ length: body.int16() }, () => {
    const length = body.int32();
    return length < 0 ? null : body.text(length);
  });
}

function readError(body: Reader, statement: string): PostgresError {
  const fields = new Map<string, string>();
  for (let field = body.byte(); field !== '\0'; field = body.byte()) fields.set(field, body.line());
  const position = fields.get('P');
  return new PostgresError({
    message: fields.get('M') ?? 'PostgreSQL refused the statement.',
    code: fields.get('C') ?? '',
    detail: fields.get('D') ?? null,
    hint: fields.get('H') ?? null,
    position: position === undefined ? null : Number(position),
    statement,
  });
}

const transactionStates: Readonly<Record<string, NonNullable<Answer['transaction']>>> = { I: 'idle', T: 'open', E: 'failed' };

/** Reads what the server answered to one Query; notices and messages of no concern here are passed over. */
export function readAnswer(bytes: Uint8Array, statement: string): Answer {
  const reader = new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const results: TextResult[] = [];
  let columns: readonly ResultColumn[] = [];
  let rows: (readonly (string | null)[])[] = [];
  let error: PostgresError | null = null;
  let transaction: Answer['transaction'] = null;
  while (!reader.done) {
    const type = reader.byte();
    const body = reader.part(reader.int32() - 4);
    if (type === 'T') columns = readColumns(body);
    else if (type === 'D') rows.push(readRow(body));
    else if (type === 'C') {
      results.push({ columns, rows, command: body.line() });
      columns = [];
      rows = [];
    } else if (type === 'E') error ??= readError(body, statement);
    else if (type === 'Z') transaction = transactionStates[body.byte()] ?? 'idle';
  }
  return { results, error, transaction };
}
