/**
 * What only a person can decide. The editor asks with quick picks, the command line answers from flags, a test from a list.
 * Every answer may be null: the person went away, and nothing is written.
 */
import type { RevisionSql } from './results';

export interface RenameQuestion {
  readonly kind: 'table' | 'column';
  /** The table, as `schema.table` or `table`; for a table's own rename the old name. */
  readonly table: string;
  readonly oldName: string;
  readonly newName: string;
}

/** `revision` with all that follows it would come after `onto`, instead of beside it. */
export interface ReparentOffer {
  readonly revision: string;
  readonly message: string;
  readonly from: readonly string[];
  readonly onto: readonly string[];
}

export interface Decisions {
  /** Was the old one renamed to the new one? false: it was dropped, and another was added. */
  renamed(question: RenameQuestion): Promise<boolean | null>;
  /**
   * SQL for the rows that stand when a column without default is added NOT NULL (`added`: every row needs a value) or becomes so
   * (`altered`: those that are NULL do); '' leaves them as they are, and the upgrade is refused where there are such rows.
   */
  fillFor(table: string, column: string, type: string, reason: 'added' | 'altered'): Promise<string | null>;
  /** Which head shall the new revision follow? */
  head(heads: readonly { readonly id: string; readonly message: string }[]): Promise<string | null>;
  /** Which of more than two heads shall be merged? */
  merged(heads: readonly { readonly id: string; readonly message: string }[]): Promise<readonly string[] | null>;
  /** In which version directory shall a revision without a parent stand, where there are several? */
  versionDirectory(directories: readonly string[]): Promise<string | null>;
  /** Which revision shall follow another head, of those that make one line of two? */
  reparented(offers: readonly ReparentOffer[]): Promise<ReparentOffer | null>;
  /** Shall this SQL run on that database (its URL without the password)? */
  apply(database: string, revisions: readonly RevisionSql[]): Promise<boolean>;
}
