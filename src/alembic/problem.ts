/** What is wrong with an environment or its history, in the shape that every command reports. */
import type { Place } from '../python/place';

export interface AlembicProblem {
  /**
   * `environment-unreadable`, `revisions-not-read`, `revision-unreadable`, `revision-invalid`, `missing-parent`, `missing-dependency`,
   * `duplicate-revision`, `duplicate-label`, `cycle`.
   */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly revision?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** The fields of a problem that say where it stands. */
export function at(place: Place): Pick<AlembicProblem, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'> {
  return { file: place.file, line: place.line, column: place.column, endLine: place.endLine, endColumn: place.endColumn };
}
