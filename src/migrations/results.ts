/**
 * What the things a person does come out as: the JSON of the command line, and what the engine tells the editor.
 * Paths are relative to the project with forward slashes; lines and columns count from 1.
 */
import type { AlembicProblem } from '../alembic/problem';
import type { Change } from '../schema/change';
import type { Operation } from '../schema/operation';

export interface Located {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * Besides what is wrong with an environment or its history: `replay-failed`, `syntax-error`, `models-refused`, `model-not-imported`,
 * `database-unreachable`, `baseline-missing`, `baseline-refused`, `baseline-unread`, …
 */
export interface Problem extends AlembicProblem {
  /** The statement that was refused; the message is then PostgreSQL's own. */
  readonly statement?: string;
  /** Of `model-not-imported`: the import that mends it, and the line before which it belongs. */
  readonly missingImport?: { readonly file: string; readonly statement: string; readonly line: number };
  /** Of `baseline-missing`: the tables that revisions change and none creates. */
  readonly tables?: readonly string[];
  /** Of `baseline-missing`: what could stand before the first revision, best first. */
  readonly candidates?: readonly BaselineCandidate[];
}

/** Something that a history may start from. */
export interface BaselineCandidate {
  /** As `--baseline` and `migrationKeeper.baseline` take it. */
  readonly choice: string;
  /** What it is, for a person. */
  readonly what: string;
  /** How many of the missing tables it has, null where that is not known. */
  readonly tables: number | null;
}

export interface BaselineOffer {
  readonly environment: string;
  /** Null where nobody chose. */
  readonly chosen: string | null;
  readonly candidates: readonly BaselineCandidate[];
}

export interface ReportedChange extends Located {
  /** Stable while the change stays the same change: `add_column public.products.homepage`. */
  readonly id: string;
  readonly kind: Change['kind'];
  /** Empty for what stands on no table (enums, sequences). */
  readonly table: string;
  readonly schema: string;
  readonly name: string;
  /** One line for a person: `column products.homepage VARCHAR(255) is in no revision`. */
  readonly summary: string;
  /** `working`: git's HEAD did not have it, or there is no git to tell; `head`: older drift. */
  readonly since: 'working' | 'head';
}

export interface ReportedNotUnderstood {
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  readonly tables: readonly string[];
  /** `table.column`, or `table.*` for columns of any name: the table is compared but for this. Empty where the whole table is left out. */
  readonly columns: readonly string[];
}

export interface CheckedEnvironment {
  readonly path: string;
  readonly heads: readonly string[];
  readonly problems: readonly Problem[];
  readonly changes: readonly ReportedChange[];
  readonly notUnderstood: readonly ReportedNotUnderstood[];
}
export interface CheckResult {
  readonly environments: readonly CheckedEnvironment[];
}
/** With `compared` false the problems say what kept it from being compared; that there are no changes then means nothing. */
export interface Compared {
  readonly compared: boolean;
}

export interface ReportedRevision {
  readonly id: string;
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  readonly message: string;
  readonly file: string;
  readonly merge: boolean;
  /** More than one revision follows it. */
  readonly branchPoint: boolean;
  readonly head: boolean;
  /** Why the revision cannot be replayed, or not wholly, else null. */
  readonly opaque: string | null;
}

/** One operation of a revision, as the file tells it without a database. */
export interface ReportedOperation {
  readonly kind: Operation['kind'];
  /** `public` where none was given; empty for what has neither table nor schema. */
  readonly schema: string;
  /** Empty for what stands on no table. */
  readonly table: string;
  /** Of the column, index, constraint, type or sequence; empty where it is about the table. */
  readonly name: string;
  /** One line for a person: `add column products.homepage VARCHAR(255)`. */
  readonly summary: string;
  readonly file: string | null;
  readonly line: number | null;
  /** The condition under which it runs, where that is not known from the file; else null. */
  readonly condition: string | null;
}

/** A stretch of a revision that is not known from its file. */
export interface ReportedGap {
  readonly direction: 'upgrade' | 'downgrade';
  /** `opaque`: not understood. `rows`: a replayed database answers it. `raises`: Python raises, and nothing follows. */
  readonly kind: 'opaque' | 'rows' | 'raises';
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  /** The tables it may touch, as far as they are known. */
  readonly tables: readonly string[];
}

export interface DescribedRevision extends ReportedRevision {
  /** Why only a replay tells what `upgrade()` does, with file and line; else null. */
  readonly requiresReplay: string | null;
  readonly operations: { readonly up: readonly ReportedOperation[]; readonly down: readonly ReportedOperation[] };
  readonly gaps: readonly ReportedGap[];
}

export interface HistoryResult<R extends ReportedRevision = ReportedRevision> {
  readonly environments: readonly {
    readonly path: string;
    readonly configFile: string;
    readonly section: string;
    readonly scriptDirectory: string;
    readonly versionDirectories: readonly string[];
    readonly heads: readonly string[];
    readonly bases: readonly string[];
    readonly revisions: readonly R[];
    readonly problems: readonly Problem[];
  }[];
}

/** A revision as the database that is connected sees it; `unknown` without a database. */
export type Applied = 'applied' | 'pending' | 'unknown';

export interface DatabaseStatus {
  /** The URL without its password. */
  readonly url: string;
  /** The revisions in the version table. */
  readonly current: readonly string[];
  /** Those of them that no file has. */
  readonly missing: readonly string[];
}
export interface EnvironmentStatus extends CheckedEnvironment {
  readonly versionsDirectory: string;
  /** In order of application. */
  readonly revisions: readonly (ReportedRevision & { readonly applied: Applied })[];
  readonly database: DatabaseStatus | null;
}
export interface StatusResult {
  readonly environments: readonly EnvironmentStatus[];
}

export interface ProofStep {
  readonly step: 'upgrade' | 'compare-with-models' | 'downgrade' | 'compare-with-start' | 'upgrade-again';
  readonly ok: boolean;
  /** What did not hold, in PostgreSQL's words or as differences; or what kept the step from being tried. */
  readonly message?: string;
  readonly statement?: string;
  readonly file?: string;
  readonly line?: number;
}
export interface Proof {
  readonly proven: boolean;
  readonly steps: readonly ProofStep[];
  /** What stands around the proof and bounds it, e.g. an operation of an older revision that was passed over. */
  readonly limits: readonly string[];
}

export interface GenerateResult {
  readonly revision: string;
  /** The ids that it follows. */
  readonly parents: readonly string[];
  /** Where it was written; with `dryRun`, where it would be. */
  readonly file: string;
  readonly source: string;
  readonly written: boolean;
  readonly changes: readonly ReportedChange[];
  readonly notUnderstood: readonly ReportedNotUnderstood[];
  /** Null for a revision without operations, and where none was asked for. */
  readonly proof: Proof | null;
  /** What Alembic would have done besides, such as post-write hooks. */
  readonly notes: readonly string[];
}

/** A file's place and what stands there now. */
export interface ReportedEdit extends Located {
  readonly text: string;
}

/** Another parent for a revision: the file with its two places changed. */
export interface ParentChangeResult {
  readonly revision: string;
  readonly file: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly edits: readonly ReportedEdit[];
  /** The file's whole text with the edits made. */
  readonly source: string;
  readonly written: boolean;
  /** The heads that are left. */
  readonly heads: readonly string[];
}

/** A stretch of a revision's SQL: a statement, an edge of an autocommit block, or what is not known there. */
export type ReportedSqlStep =
  | {
      readonly kind: 'statement';
      readonly sql: string;
      readonly file: string | null;
      readonly line: number | null;
      /** It was made of what the revision read; with other rows in the database it is another one, or none. */
      readonly dependsOnRows: boolean;
      /** The revision reads what this statement answers. */
      readonly read: boolean;
      /** Why the embedded PostgreSQL refused it, where it was asked. */
      readonly refused: string | null;
    }
  | { readonly kind: 'begin_autocommit' | 'end_autocommit' }
  /** `statements` would run if a condition that is not known holds. */
  | {
      readonly kind: 'unknown';
      readonly message: string;
      readonly file: string | null;
      readonly line: number | null;
      readonly statements: readonly string[];
    }
  /** Nothing ran here in the replay; with other rows in the database something would, these `statements` as far as they are known. */
  | {
      readonly kind: 'skipped';
      readonly message: string;
      readonly file: string | null;
      readonly line: number | null;
      readonly statements: readonly string[];
    }
  /** Python raises here, and nothing follows. */
  | { readonly kind: 'raises'; readonly message: string; readonly file: string | null; readonly line: number | null };

export interface RevisionSql {
  readonly revision: string;
  readonly file: string;
  readonly direction: 'upgrade' | 'downgrade';
  /** What of the steps is SQL, and comments in place of the rest. */
  readonly statements: readonly string[];
  readonly steps: readonly ReportedSqlStep[];
}
export interface SqlResult {
  readonly environment: string;
  /** In the order in which they run. */
  readonly revisions: readonly RevisionSql[];
}

export interface MoveResult {
  readonly environment: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly revisions: readonly RevisionSql[];
}
