/**
 * The engine as the editor sees it. `engine.ts` at the top runs it in a process of its own and carries these calls over
 * messages; in tests it is called directly. Every promise rejects with an `Error` whose message is meant for a person.
 */
import type { Decisions } from './decisions';
import type { BaselineOffer, CheckResult, GenerateResult, MoveResult, ParentChangeResult, Proof, SqlResult, StatusResult } from './results';

export interface GenerateRequest {
  readonly environment: string;
  readonly message: string;
  /** Ids of `ReportedChange`; undefined: all. */
  readonly changes?: readonly string[];
}

/** An empty revision; `merge` takes the revisions that it shall follow, all heads where none are named. */
export interface EmptyRevisionRequest {
  readonly environment: string;
  readonly message: string | null;
}
export interface MergeRequest extends EmptyRevisionRequest {
  readonly revisions?: readonly string[];
}

/** What is not said is asked: which revision, and what it shall follow. */
export interface ReparentRequest {
  readonly environment: string;
  readonly revision?: string;
  readonly onto?: readonly string[];
}

export interface Cancellation {
  readonly cancelled: boolean;
  onCancel(listener: () => void): void;
}

export interface Engine {
  /** An editor's unsaved text stands over the file on disk; null takes it away again. Paths relative to the project. */
  overlay(path: string, text: string | null): void;
  /** Files changed, appeared or went on disk. */
  filesChanged(paths: readonly string[]): void;
  /** Environments and their revisions from the files alone; never starts the shadow. Quick: what the tree shows first. */
  outline(): Promise<StatusResult>;
  /** Everything that `status` says; reads the connected database, if any. */
  status(cancellation: Cancellation): Promise<StatusResult>;
  check(cancellation: Cancellation): Promise<CheckResult>;
  /** A message to propose for these changes, `add products.homepage`. */
  suggestMessage(environment: string, changes: readonly string[]): Promise<string>;
  generate(request: GenerateRequest, decisions: Decisions, cancellation: Cancellation): Promise<GenerateResult>;
  newRevision(request: EmptyRevisionRequest, decisions: Decisions): Promise<GenerateResult>;
  merge(request: MergeRequest, decisions: Decisions): Promise<GenerateResult>;
  /** Writes nothing: the edits are made in the editor, where they can be undone. */
  reparent(request: ReparentRequest, decisions: Decisions): Promise<ParentChangeResult>;
  prove(environment: string, range: string | null, cancellation: Cancellation): Promise<Proof>;
  /** With the SQL of its steps set out for people to read. */
  sql(environment: string, range: string | null, direction: 'upgrade' | 'downgrade', cancellation: Cancellation): Promise<SqlResult>;
  /** Connects to test the URL (password inside), and keeps it for this environment; null disconnects. Rejects when it cannot connect. */
  connect(environment: string, url: string | null): Promise<void>;
  upgrade(environment: string, target: string, decisions: Decisions, cancellation: Cancellation): Promise<MoveResult | null>;
  downgrade(environment: string, target: string, decisions: Decisions, cancellation: Cancellation): Promise<MoveResult | null>;
  /** What could stand before the first revision, best first, and what was chosen. */
  baselines(environment: string): Promise<BaselineOffer>;
  stamp(environment: string, target: string): Promise<MoveResult>;
  dispose(): void;
}
