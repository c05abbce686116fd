import type { EnvironmentStatus, Problem, ReportedChange } from '../migrations/results';
import { type Spot, spotOf } from './tree/node';

/** A diagnostic in plain words; `code` is the kind of change or of problem. */
export interface Finding {
  readonly spot: Spot;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly code: string;
  /** Of what became of a revision: its environment and its id, for a link to its SQL. */
  readonly revision?: { readonly environment: string; readonly id: string };
}

/**
 * What stands as diagnostics: changes of the working copy warn, older drift informs; problems keep their severity;
 * what was not understood informs. What has no place in a file is left to the tree.
 */
export function findingsOf(environments: readonly EnvironmentStatus[]): readonly Finding[] {
  return environments.flatMap((environment) => [
    ...environment.changes.flatMap((change) =>
      finding(spotOfChange(change), change.since === 'working' ? 'warning' : 'information', change.summary, change.kind),
    ),
    ...environment.problems.flatMap((problem) =>
      ofRevision(environment, finding(spotOfProblem(problem), problem.severity, problem.message, problem.code)),
    ),
    ...environment.notUnderstood.flatMap((found) =>
      ofRevision(environment, finding(spotOf(found), 'information', found.message, 'not-understood')),
    ),
  ]);
}

/** With the revision in whose file they stand, if it is one. */
function ofRevision({ path, revisions }: EnvironmentStatus, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((found) => {
    const revision = revisions.find(({ file }) => file === found.spot.file);
    return revision ? { ...found, revision: { environment: path, id: revision.id } } : found;
  });
}

const onWholeTable: ReadonlySet<ReportedChange['kind']> = new Set<ReportedChange['kind']>([
  'create_table',
  'drop_table',
  'rename_table',
  'alter_table_comment',
  'drop_column',
  'drop_index',
  'drop_constraint',
]);

/** Where a change is underlined. What concerns a whole table is underlined in the first line of its class and not in all of them. */
export function spotOfChange(change: ReportedChange): Spot | null {
  const spot = spotOf(change);
  return spot && onWholeTable.has(change.kind) ? firstLineOf(spot) : spot;
}

/** Where a problem is underlined. What cannot be parsed may reach to the end of the file; underlining all of it hides everything else. */
export function spotOfProblem(problem: Problem): Spot | null {
  const spot = spotOf(problem);
  return spot && problem.code === 'syntax-error' ? firstLineOf(spot) : spot;
}

function firstLineOf(spot: Spot): Spot {
  return spot.endLine === spot.line ? spot : { ...spot, endLine: spot.line + 1, endColumn: 1 };
}

function finding(spot: Spot | null, severity: Finding['severity'], message: string, code: string): readonly Finding[] {
  return spot ? [{ spot, severity, message, code }] : [];
}
