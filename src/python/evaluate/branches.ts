/** Following both sides of a condition that is not known. */
import type { UnknownValue, Value } from '../values';
import type { Evaluator } from './evaluator';
import { Journal, joined, keep, merge } from './journal';
import type { Completion, Scope } from './scope';
import { PythonError } from './scope';

type Outcome<Result> = { readonly result: Result } | { readonly raised: PythonError };

function follow<Result>(evaluator: Evaluator, reason: UnknownValue, run: () => Result) {
  const { journal: outer, uncertain } = evaluator;
  const journal = new Journal(outer);
  evaluator.journal = journal;
  evaluator.uncertain = uncertain ?? reason;
  try {
    const outcome: Outcome<Result> = attempt(run);
    return { outcome, left: journal.takeBack() };
  } finally {
    evaluator.journal = outer;
    evaluator.uncertain = uncertain;
  }
}

function attempt<Result>(run: () => Result): Outcome<Result> {
  try {
    return { result: run() };
  } catch (error) {
    if (error instanceof PythonError) return { raised: error };
    throw error;
  }
}

/**
 * Runs both sides from the same state and merges what they leave. A side that raises is taken as the one that does not
 * happen: guards such as `if not configured: raise` are written to stop, not to be passed. Both raising raises.
 */
function followBoth<Result>(
  evaluator: Evaluator,
  reason: UnknownValue,
  first: () => Result,
  second: () => Result,
): readonly [Result] | readonly [Result, Result] {
  const a = follow(evaluator, reason, first);
  const b = follow(evaluator, reason, second);
  if ('raised' in a.outcome) {
    keep(b.left, evaluator.journal);
    if ('raised' in b.outcome) throw b.outcome.raised;
    return [b.outcome.result];
  }
  if ('raised' in b.outcome) {
    keep(a.left, evaluator.journal);
    return [a.outcome.result];
  }
  merge(a.left, b.left, reason, evaluator.journal);
  return [a.outcome.result, b.outcome.result];
}

/** The value of `a if unknown else b`. */
export function chooseValue(evaluator: Evaluator, reason: UnknownValue, first: () => Value, second: () => Value): Value {
  const [a, b] = followBoth(evaluator, reason, first, second);
  return b === undefined ? a : joined(a, b, reason);
}

/** The end of `if unknown: … else: …`, of a loop over an Unknown, of a `case` that may match. */
export function chooseBlock(
  evaluator: Evaluator,
  scope: Scope,
  reason: UnknownValue,
  first: () => Completion,
  second: () => Completion,
): Completion {
  const [a, b] = followBoth(evaluator, reason, first, second);
  return b === undefined ? a : joinCompletions(evaluator, scope, reason, a, b);
}

/**
 * When one side leaves and the other goes on, what follows may not run: `uncertain` stays set until the function or the
 * loop that would have been left is over.
 */
function joinCompletions(evaluator: Evaluator, scope: Scope, reason: UnknownValue, a: Completion, b: Completion): Completion {
  if (a === b) return a;
  const returned = [a, b].flatMap((completion) => (completion !== null && typeof completion === 'object' ? [completion.value] : []));
  const [first, second] = returned;
  if (first && second) return { value: joined(first, second, reason) };
  evaluator.uncertain ??= reason;
  if (first) {
    if (scope.frame) {
      scope.frame.maybeReturned ??= { values: [], reason };
      scope.frame.maybeReturned.values.push(first);
    }
    return typeof a === 'object' && a !== null ? b : a;
  }
  if (a === 'break' || b === 'break') evaluator.maybeBroken = true;
  return a === null || b === null ? null : 'continue';
}
