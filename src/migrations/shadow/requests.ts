/** What the engine asks of the shadow process, and what comes back. Everything here travels as JSON. */
import type { Environment } from '../../alembic/environment/environment';
import type { RevisionDirection } from '../../alembic/operations/run-revision';
import type { Hides } from '../../alembic/operations/sink';
import type { Place } from '../../python/place';
import type { TableName } from '../../schema/definition';
import type { TableDoubt } from '../../schema/doubts';
import type { Schema } from '../../schema/schema';
import type { Problem, Proof } from '../results';
import type { RecordedStep } from '../sql/recorded-run';
import type { Refusal } from './replay';

export interface RevisionFile {
  readonly id: string;
  readonly file: string;
}

/** A statement of what stands before the first revision. */
export interface BaselineStatement {
  readonly sql: string;
  /** Where it was read; null where it was told by git or by a database. */
  readonly place: Place | null;
}

/** Where the shadow finds the source: the project's folder, and texts that stand over its files. */
export interface SourceRequest {
  /** Carried out before the first revision; empty where the history begins with an empty database. */
  readonly baseline: readonly BaselineStatement[];
  readonly root: string;
  readonly texts: readonly (readonly [path: string, text: string | null])[];
  readonly environment: Environment;
  /** Alembic makes it before the first revision, so revisions find it; it is no part of the schema that they leave. */
  readonly versionTable: TableName;
  /**
   * The naming convention of the models' metadata, which names what revisions leave unnamed: its templates by their keys; or where it has
   * functions of the project's own, those are read anew from source.
   */
  readonly namingConvention: readonly (readonly [key: string, template: string])[] | 'with functions' | null;
}

export interface ReplayRequest extends SourceRequest {
  /** In order of application. */
  readonly revisions: readonly RevisionFile[];
}

/** A stretch of a revision that could not be replayed. */
export interface Opaque {
  readonly revision: string;
  readonly reason: string;
  readonly place: Place | null;
  /** The tables it may have touched. */
  readonly tables: readonly TableName[];
  /** Whether it may have changed their schema, or nothing but their rows: then they are compared as any other. */
  readonly hides: Hides;
}

export interface ReplayResult {
  readonly schema: Schema;
  readonly problems: readonly Problem[];
  readonly opaque: readonly Opaque[];
  /** Statements that make the functions which stand then: models may call them, and `create_all()` expects them to be there. */
  readonly functions: readonly string[];
  /** The calls that created tables, by `["schema","table"]`. */
  readonly creations: readonly (readonly [table: string, place: Place])[];
  /** Statements of the baseline that PostgreSQL refused. */
  readonly baselineRefused: readonly { readonly statement: number; readonly message: string }[];
  /** The project's files that the outcome depends on, besides the revisions. */
  readonly dependencies: readonly string[];
}

/** Revisions whose steps are wanted as they come out where what they read is answered. */
export interface RecordRequest extends SourceRequest {
  /** What is applied before, in order of application. */
  readonly before: readonly RevisionFile[];
  /** In the order in which they run. */
  readonly revisions: readonly RevisionFile[];
  readonly direction: RevisionDirection;
}

export interface RecordedRevision {
  readonly revision: string;
  readonly steps: readonly RecordedStep[];
  readonly refusals: readonly Refusal[];
}

export interface RecordResult {
  readonly revisions: readonly RecordedRevision[];
  /** The project's files that the outcome depends on, besides the revisions. */
  readonly dependencies: readonly string[];
}

export interface ModelStatement {
  readonly sql: string;
  /** Of a CREATE TABLE: its columns, and the statement as it would be without any. */
  readonly parts?: { readonly columns: readonly { readonly name: string; readonly sql: string }[]; readonly rest: string };
  readonly what: 'function' | 'schema' | 'enum' | 'sequence' | 'domain' | 'table' | 'index' | 'foreign_key' | 'comment';
  readonly table: TableName | null;
  readonly place: Place | null;
}

export interface NormaliseResult {
  readonly schema: Schema;
  /** Statements that PostgreSQL refused, by their index. */
  readonly refused: readonly { readonly statement: number; readonly message: string }[];
}

export interface ProveRequest extends SourceRequest {
  /** What stands before the revision, in order of application. */
  readonly before: readonly RevisionFile[];
  /** The revisions to prove, in order; their text may be in `texts` alone. */
  readonly revisions: readonly RevisionFile[];
  /** The models, to compare with after the upgrade; null where they need not agree (an older revision, `--empty`). */
  readonly models: ModelsToMeet | null;
}

export interface ModelsToMeet {
  readonly schema: Schema;
  /** `schema.table.name` of constraints and indexes that the models left unnamed. */
  readonly unnamed: readonly string[];
  readonly leaveOut: readonly { readonly schema: string; readonly table: string }[];
  readonly doubts: readonly TableDoubt[];
  /** Ids of changes that the revision was not asked to make. */
  readonly remaining: readonly string[];
}

/** The shadow as its callers see it. Each promise rejects with an Error for a person when the process dies. */
export interface Shadow {
  /** Something will be asked before long: what takes long to start starts now, beside what else is to be done. */
  warm(): void;
  replay(request: ReplayRequest): Promise<ReplayResult>;
  normalise(statements: readonly ModelStatement[]): Promise<NormaliseResult>;
  prove(request: ProveRequest): Promise<Proof>;
  record(request: RecordRequest): Promise<RecordResult>;
  /** Stops the process; the next request starts it again. */
  stop(): void;
}
