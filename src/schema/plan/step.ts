/** A piece of a plan: what is done, and what undoes it. */
import { inverse } from '../inverse';
import type { Operation } from '../operation';

export interface PlanStep {
  readonly upgrade: readonly Operation[];
  /** In the order in which they run. */
  readonly downgrade: readonly Operation[];
}

/** Operations that carry their own way back. */
export function reversible(...operations: readonly Operation[]): PlanStep {
  return { upgrade: operations, downgrade: inverse(operations) };
}

/** SQL both ways; null where nothing has to be undone or done. */
export function sqlStep(up: string | null, down: string | null): PlanStep {
  const execute = (sql: string | null): readonly Operation[] => (sql === null ? [] : [{ kind: 'execute', place: null, sql }]);
  return { upgrade: execute(up), downgrade: execute(down) };
}

/** All steps in order, and all ways back in the opposite order. */
export function joined(steps: readonly PlanStep[]): PlanStep {
  return {
    upgrade: steps.flatMap((step) => step.upgrade),
    downgrade: [...steps].reverse().flatMap((step) => step.downgrade),
  };
}
