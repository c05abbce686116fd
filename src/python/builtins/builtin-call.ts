/** What a builtin function is given. */
import type { Evaluator } from '../evaluate/evaluator';
import type { Place } from '../place';
import type { Arguments, Value } from '../values';

/** A call of a builtin function. */
export interface BuiltinCall {
  readonly evaluator: Evaluator;
  readonly args: Arguments;
  readonly place: Place | null;
  readonly first: Value;
}
export type Builtin = (call: BuiltinCall) => Value;
