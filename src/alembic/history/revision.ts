/** What one revision file says of itself. */
import type { Place } from '../../python/place';

export interface Revision {
  /** Free text; never taken from the file's name. */
  readonly id: string;
  /** `down_revision`, as written. Empty for a base. */
  readonly down: readonly string[];
  /** `depends_on`, as written: ids or branch labels. */
  readonly dependsOn: readonly string[];
  /** `branch_labels`, as written. */
  readonly labels: readonly string[];
  /** The docstring up to its first empty line, as Alembic's `Script.doc`. */
  readonly message: string;
  /** The whole docstring, stripped. */
  readonly docstring: string;
  readonly file: string;
  /** Where the values stand; where a value is not given, the beginning of the file. */
  readonly places: { readonly id: Place; readonly down: Place; readonly dependsOn: Place; readonly labels: Place };
  /** Why the file cannot be run though its identifiers could be read, e.g. a syntax error further down; else null. */
  readonly unreadable: string | null;
}
