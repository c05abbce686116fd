/** Runs revisions on a connected database the way Alembic does, so that the version table is true whatever happens. */
import type { TableName } from '../schema/definition';
import { quoteIdentifier } from '../schema/quoting';
import type { Connection } from './connection';
import {
  createVersionTable,
  defaultVersionTable,
  hasVersionTable,
  readVersions,
  stampStatements,
  type VersionMove,
  type VersionStep,
  versionStatements,
} from './version-table';

/** A statement, or an edge of Alembic's `autocommit_block`: the transaction is committed before, and another begun after it. */
export type RevisionPart =
  | { readonly kind: 'statement'; readonly sql: string }
  | { readonly kind: 'begin_autocommit' }
  | { readonly kind: 'end_autocommit' };

export interface RevisionToApply extends VersionStep {
  readonly parts: readonly RevisionPart[];
}

export interface ApplyProgress {
  readonly revision: string;
  /** From 1, of `revisions`. */
  readonly number: number;
  readonly revisions: number;
  /** The statement about to run, from 1, of `statements`. */
  readonly statement: number;
  readonly statements: number;
}

export interface ApplyOptions {
  readonly versionTable?: TableName;
  readonly transactionPerMigration?: boolean;
  readonly onProgress?: (progress: ApplyProgress) => void;
  readonly cancellation?: { readonly cancelled: boolean; onCancel(listener: () => void): void };
}

/** A statement was refused. Its transaction is rolled back; `versions` is what the version table holds now. */
export class RevisionFailed extends Error {
  override readonly name = 'RevisionFailed';
  constructor(
    readonly revision: string,
    readonly statementNumber: number,
    readonly statement: string,
    readonly versions: readonly string[] | null,
    override readonly cause: unknown,
  ) {
    super(`Revision ${revision}, statement ${statementNumber}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** Somebody gave up; what was not yet committed is rolled back. */
export class ApplyCancelled extends Error {
  override readonly name = 'ApplyCancelled';
  constructor(readonly versions: readonly string[] | null) {
    super('Cancelled. What was not yet committed has been rolled back.');
  }
}

class Failure extends Error {
  constructor(
    readonly revision: string,
    readonly number: number,
    readonly statement: string,
    override readonly cause: unknown,
  ) {
    super('A statement was refused.');
  }
}

class Application {
  private inTransaction = false;
  private versions: readonly string[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly options: ApplyOptions,
    private readonly table: TableName,
  ) {}

  async run(revisions: readonly RevisionToApply[]): Promise<void> {
    await this.begin();
    this.versions = await this.openVersionTable();
    if (this.options.transactionPerMigration === true) await this.commit();
    for (const [at, revision] of revisions.entries()) {
      if (!this.inTransaction) await this.begin();
      await this.apply(revision, at + 1, revisions.length);
      if (this.options.transactionPerMigration === true) await this.commit();
    }
    if (this.inTransaction) await this.commit();
  }

  async stamp(revisions: readonly string[]): Promise<void> {
    await this.begin();
    const before = await this.openVersionTable();
    await this.writeVersions(stampStatements(before, revisions, this.table));
    await this.commit();
  }

  async rollBack(): Promise<void> {
    if (!this.inTransaction) return;
    this.inTransaction = false;
    // Where the connection is gone the server rolls back by itself.
    await this.connection.execute('ROLLBACK').catch(() => undefined);
  }

  /** As `MigrationContext._ensure_version_table`: the schema must be there, the table need not. */
  private async openVersionTable(): Promise<readonly string[]> {
    if (!(await hasVersionTable(this.connection, this.table))) await this.connection.execute(createVersionTable(this.table));
    return readVersions(this.connection, this.table);
  }

  private async apply(revision: RevisionToApply, number: number, revisions: number): Promise<void> {
    const statements = revision.parts.filter((part) => part.kind === 'statement').length;
    let statement = 0;
    for (const part of revision.parts) {
      this.giveUpIfCancelled();
      if (part.kind === 'begin_autocommit') await this.commit();
      else if (part.kind === 'end_autocommit') await this.begin();
      else {
        statement++;
        this.options.onProgress?.({ revision: revision.revision, number, revisions, statement, statements });
        await this.connection.execute(part.sql).catch((cause: unknown) => {
          throw new Failure(revision.revision, statement, part.sql, cause);
        });
      }
    }
    this.giveUpIfCancelled();
    const move = versionStatements(this.versions, revision, this.table);
    await this.writeVersions(move, revision.revision, statements);
    this.versions = move.after;
  }

  /** As `HeadMaintainer`: a row that is not there means that somebody else moved the database meanwhile. */
  private async writeVersions(move: VersionMove, revision = '', statements = 0): Promise<void> {
    for (const { sql, revision: touched } of move.statements) {
      const fail = (cause: unknown) => new Failure(revision || touched, statements + 1, sql, cause);
      const count = await this.connection.execute(sql).catch((cause: unknown) => {
        throw fail(cause);
      });
      if (count === 1) continue;
      const found = `expected to match one row for '${touched}' in ${quoteIdentifier(this.table.name)}; ${count} found`;
      throw fail(new Error(`Somebody else changed the version table meanwhile: ${found}`));
    }
  }

  private giveUpIfCancelled(): void {
    if (this.options.cancellation?.cancelled === true) throw new ApplyCancelled(null);
  }

  private async begin(): Promise<void> {
    await this.connection.execute('BEGIN');
    this.inTransaction = true;
  }

  private async commit(): Promise<void> {
    await this.connection.execute('COMMIT');
    this.inTransaction = false;
  }
}

async function finish(application: Application, connection: Connection, table: TableName, options: ApplyOptions, work: Promise<void>) {
  try {
    await work;
    return await readVersions(connection, table);
  } catch (error) {
    await application.rollBack();
    const versions = await readVersions(connection, table).catch(() => null);
    if (options.cancellation?.cancelled === true) throw new ApplyCancelled(versions);
    if (error instanceof Failure) throw new RevisionFailed(error.revision, error.number, error.statement, versions, error.cause);
    throw error;
  }
}

/**
 * Applies the revisions in their order and returns what the version table holds afterwards. One transaction holds them all, or each its own
 * with `transactionPerMigration` (alembic/runtime/migration.py, `begin_transaction`); the version table changes inside of it. When a
 * statement fails everything of its transaction is rolled back and `RevisionFailed` is thrown; `ApplyCancelled` when it was given up.
 */
export async function applyRevisions(
  connection: Connection,
  revisions: readonly RevisionToApply[],
  options: ApplyOptions = {},
): Promise<readonly string[]> {
  const table = options.versionTable ?? defaultVersionTable;
  const application = new Application(connection, options, table);
  let running = true;
  options.cancellation?.onCancel(() => {
    // A server that cannot be asked to stop finishes the statement; the flag is looked at after it.
    if (running) void connection.cancel().catch(() => undefined);
  });
  const work = application.run(revisions).finally(() => {
    running = false;
  });
  return finish(application, connection, table, options, work);
}

/** Makes the version table hold exactly these revisions, without running anything else; returns what it holds afterwards. */
export async function stampRevisions(
  connection: Connection,
  revisions: readonly string[],
  versionTable = defaultVersionTable,
): Promise<readonly string[]> {
  const application = new Application(connection, {}, versionTable);
  return finish(application, connection, versionTable, {}, application.stamp(revisions));
}
