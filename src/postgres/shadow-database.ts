/** The shadow: an embedded PostgreSQL (PGlite) that answers synchronously, so that a reader of Python can ask it in mid-sentence. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

// With `require` a CommonJS bundle gets PGlite's CommonJS build; the other one looks for itself through `import.meta.url`.
import pglite = require('@electric-sql/pglite');

import { ClusterFiles, type ClusterState, packed, unpacked } from './cluster-files';
import { extensionFiles } from './contrib-extensions';
import { PostgresError } from './postgres-error';
import type { Row } from './rows';
import { clearStatements, resetStatements } from './shadow-reset';
import { extensionsCreated, isStoodIn, standInFiles, withCompanions, withoutVersion } from './stand-ins/stand-ins';
import { type Answer, queryMessage, readAnswer, type TextResult } from './wire-protocol';

export interface ShadowDatabase {
  /** The rows of the last statement of `sql`. Numbers, booleans and JSON become JavaScript's where that loses nothing, all else stays text. */
  query(sql: string): readonly Row[];
  /** The results of every statement, as text with the types of their columns. */
  results(sql: string): readonly TextResult[];
  /** Runs one statement or several; several run as one transaction unless they say otherwise. Throws `PostgresError`. */
  execute(sql: string): void;
  /** Is a transaction open, and has it failed? */
  readonly transaction: NonNullable<Answer['transaction']>;
  /** Makes the database empty again. */
  reset(): void;
  /** The same within the transaction that is open, so that rolling it back brings everything back. */
  clear(): void;
  /** What its files have besides the cluster that it was started from, for `state`; all of them where there was none. No transaction may be open. */
  save(): Uint8Array;
  close(): Promise<void>;
}

export interface ShadowOptions {
  /** A folder with pglite.wasm, pglite.data and initdb.wasm, and the archives of extensions (`contribArchives`), if any. */
  readonly assets: string;
  /** From `save()` of a shadow that was made from nothing: starts in a third of the time. It is used up. */
  readonly cluster?: Uint8Array;
  /** From `save()` of a shadow that started from this cluster. It is used up. */
  readonly state?: Uint8Array;
}

/** The embedded PostgreSQL itself broke down; nothing more can be asked of it. */
export class ShadowStopped extends Error {
  override readonly name = 'ShadowStopped';
}

// What the pinned lib of TypeScript leaves out, as far as it is used here; at run time it is Node's own.
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}

/**
 * Nobody else connects, so few connections are prepared for; in their stead a transaction may lock several thousand tables, as replaying a
 * long history in one transaction does. Nothing needs to outlive a crash.
 */
const settings: Readonly<Record<string, string>> = {
  max_connections: '10',
  max_locks_per_transaction: '2048',
  full_page_writes: 'off',
  // The files of the database are in memory as it is: a large cache would hold everything twice, and takes long to lay out.
  shared_buffers: '16MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // A CHECKPOINT then leaves no log behind that nobody reads.
  wal_recycle: 'off',
  min_wal_size: '2MB',
  max_wal_size: '2MB',
  jit: 'off',
  // With PostgreSQL's own 2 MB a function that calls itself for ever runs out of WebAssembly's stack first, which nothing survives.
  max_stack_depth: '200kB',
};

/** The log of changes in pieces of 1 MB instead of 16: a piece that is hardly used is in memory and in every saved state as a whole. */
const clusterOptions: string[] = ['--wal-segsize=1'];

/** Where PGlite's PostgreSQL is installed, in its own memory. */
const installation = '/pglite';

const oids = { bool: 16, int8: 20, int2: 21, int4: 23, json: 114, float4: 700, float8: 701, oid: 26, jsonb: 3802 };
const numberTypes: ReadonlySet<number> = new Set([oids.int2, oids.int4, oids.oid, oids.float4, oids.float8]);

/** PostgreSQL's text of a value as JavaScript holds it; what it could not hold exactly stays text. */
function javascriptValue(text: string | null, type: number): unknown {
  if (text === null) return null;
  if (type === oids.bool) return text === 't';
  if (numberTypes.has(type)) return Number(text);
  if (type === oids.int8) return Number.isSafeInteger(Number(text)) ? Number(text) : text;
  if (type === oids.json || type === oids.jsonb) return JSON.parse(text);
  return text;
}

/** What the embedded PostgreSQL must not be asked, and what it says instead. */
const impossible: readonly (readonly [statement: RegExp, message: string])[] = [
  // There are no programs beside it, and it does not survive starting one.
  [/\bcopy\b[^;]*\b(?:from|to)\s+program\b/i, 'the embedded PostgreSQL cannot COPY from or to a program'],
  // The library for it cannot be loaded, and after a library that failed no other one can.
  [/\b(?:create|alter)\s+subscription\b/i, 'the embedded PostgreSQL cannot subscribe to another server'],
  // It does not survive a conversion that it has no library for.
  [
    /\bconvert(?:_from|_to)?\s*\([^;]*,\s*'(?!utf-?8'|unicode'|latin-?1'|iso_?8859[-_]1'|sql_ascii')[\w-]+'\s*\)/i,
    'the embedded PostgreSQL cannot convert to or from that encoding',
  ],
  // Statements come, and answers go, as UTF-8.
  [
    /\bset\s+(?:session\s+|local\s+)?(?:client_encoding|names)\b(?!\s*(?:=|to)?\s*'?(?:utf-?8|unicode|default)\b)|\bset_config\s*\(\s*'client_encoding'/i,
    'the embedded PostgreSQL is spoken to in UTF-8 alone',
  ],
];

function refuseImpossible(statement: string): void {
  for (const [asked, message] of impossible)
    if (asked.test(statement)) throw new PostgresError({ message, code: '0A000', detail: null, hint: null, position: null, statement });
}

function rowsOf(result: TextResult | undefined): readonly Row[] {
  if (result === undefined) return [];
  const { columns, rows } = result;
  return rows.map((row) => Object.fromEntries(columns.map(({ name, type }, at) => [name, javascriptValue(row[at] ?? null, type)])));
}

class PGliteShadow implements ShadowDatabase {
  transaction: NonNullable<Answer['transaction']> = 'idle';
  private readonly laidOut = new Set<string>();

  constructor(
    private readonly database: pglite.PGlite,
    private readonly files: ClusterFiles,
    private readonly assets: string,
  ) {}

  results(sql: string): readonly TextResult[] {
    refuseImpossible(sql);
    const answer = readAnswer(this.send(queryMessage(this.withExtensions(sql))), sql);
    // Without this a broken database would look like one without rows.
    if (answer.transaction === null)
      throw new ShadowStopped(`The embedded PostgreSQL stopped${answer.error ? `: ${answer.error.message}` : '.'}`);
    this.transaction = answer.transaction;
    if (answer.error !== null) throw answer.error;
    return answer.results;
  }

  query(sql: string): readonly Row[] {
    return rowsOf(this.results(sql).at(-1));
  }

  execute(sql: string): void {
    this.results(sql);
  }

  reset(): void {
    for (const statement of resetStatements) this.execute(statement);
  }

  clear(): void {
    for (const statement of clearStatements) this.execute(statement);
  }

  save(): Uint8Array {
    this.execute('CHECKPOINT');
    return packed(this.files.changes());
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  /** What the statement creates of extensions is there, be it a stand-in, in whatever release. */
  private withExtensions(sql: string): string {
    if (!/\b(?:EXTENSION|LANGUAGE|LOAD)\b/i.test(sql)) return sql;
    for (const extension of extensionsCreated(sql)) this.layOut(extension);
    return withoutVersion(sql);
  }

  /** Lays out the files of an extension, and of those that it needs. */
  layOut(wanted: string): void {
    const { FS } = this.database.Module;
    for (const extension of withCompanions(wanted)) {
      if (this.laidOut.has(extension)) continue;
      this.laidOut.add(extension);
      if (isStoodIn(extension))
        for (const [name, text] of Object.entries(standInFiles(extension)))
          FS.writeFile(`${installation}/share/postgresql/extension/${name}`, text);
      else for (const { path, contents } of extensionFiles(this.assets, extension)) FS.writeFile(`${installation}/${path}`, contents);
    }
  }

  private send(message: Uint8Array): Uint8Array {
    try {
      return this.database.execProtocolRawSync(message);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ShadowStopped(`The embedded PostgreSQL stopped: ${reason}`, { cause });
    }
  }
}

interface Program {
  readonly pgliteWasmModule: WebAssembly.Module;
  readonly initdbWasmModule: WebAssembly.Module;
  readonly fsBundle: Blob;
}

async function readProgram(assets: string): Promise<Program> {
  const read = (name: string) => readFile(join(assets, name));
  const [wasm, initdb, files] = await Promise.all([read('pglite.wasm'), read('initdb.wasm'), read('pglite.data')]);
  const [pgliteWasmModule, initdbWasmModule] = await Promise.all([WebAssembly.compile(wasm), WebAssembly.compile(initdb)]);
  return { pgliteWasmModule, initdbWasmModule, fsBundle: new Blob([files]) };
}

const prepared = new Map<string, Promise<Program>>();

/** Begins to read and compile what the first `openShadowDatabase` with these assets will need. */
export function prepareShadowDatabase(assets: string): void {
  const program = readProgram(assets);
  program.catch(() => undefined); // Whoever opens it is told.
  prepared.set(assets, program);
}

/** What was prepared, once: nobody needs the files' bytes for the next database as much as their place in memory. */
function programOf(assets: string): Promise<Program> {
  const program = prepared.get(assets) ?? readProgram(assets);
  prepared.delete(assets);
  return program;
}

/** Starts an embedded PostgreSQL of this process (about 450 MB); it must be closed, or the process stays alive. */
export async function openShadowDatabase(options: ShadowOptions): Promise<ShadowDatabase> {
  const program = await programOf(options.assets);
  const cluster = new ClusterFiles(given(options.cluster), given(options.state));
  const database = await pglite.PGlite.create({
    ...program,
    fs: cluster,
    initDbStartParams: clusterOptions,
    startParams: [...pglite.PGlite.defaultStartParams, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
  });
  const shadow = new PGliteShadow(database, cluster, options.assets);
  // What stands in a saved state calls the libraries of its extensions.
  if (options.state) for (const { name } of shadow.query('SELECT extname::text AS name FROM pg_extension')) shadow.layOut(String(name));
  return shadow;
}

const given = (bytes: Uint8Array | undefined): ClusterState | null => (bytes === undefined ? null : unpacked(bytes));
