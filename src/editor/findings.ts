import type { EnvironmentStatus } from '../migrations/results';
import { type Spot, spotOf } from './tree/node';

/** A diagnostic in plain words; `code` is the kind of change or of problem. */
export interface Finding {
  readonly spot: Spot;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly code: string;
}

/**
 * What stands as diagnostics: changes of the working copy warn, older drift informs; problems keep their severity;
 * what was not understood informs. What has no place in a file is left to the tree.
 */
export function findingsOf(environments: readonly EnvironmentStatus[]): readonly Finding[] {
  return environments.flatMap((environment) => [
    ...environment.changes.flatMap((change) =>
      finding(change, change.since === 'working' ? 'warning' : 'information', change.summary, change.kind),
    ),
    ...environment.problems.flatMap((problem) => finding(problem, problem.severity, problem.message, problem.code)),
    ...environment.notUnderstood.flatMap((found) => finding(found, 'information', found.message, 'not-understood')),
  ]);
}

function finding(place: Parameters<typeof spotOf>[0], severity: Finding['severity'], message: string, code: string): readonly Finding[] {
  const spot = spotOf(place);
  return spot ? [{ spot, severity, message, code }] : [];
}
