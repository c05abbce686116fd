/** Calls into a program from outside it: what a module's functions raise ends here. */
import { evaluatorOf } from './builtins/method-table';
import { failureOf } from './evaluate/modules';
import type { Interpreter } from './interpreter';
import type { Place } from './place';
import type { ModuleFailure } from './program';

export type Attempt<Result> = { readonly result: Result } | { readonly failure: ModuleFailure };

/**
 * Runs something that calls into the program, such as `upgrade()` of a revision. A Python exception or the bound of work comes
 * out as a failure with its place (`place` where the exception has none).
 */
export function attempt<Result>(interpreter: Interpreter, place: Place, run: () => Result): Attempt<Result> {
  try {
    return { result: run() };
  } catch (error) {
    return { failure: failureOf(evaluatorOf(interpreter), error, place) };
  }
}
