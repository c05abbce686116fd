/** Calls of the project's own functions while definitions are read: what they raise is a reason like any other. */
import { attempt } from '../python/attempt';
import type { Interpreter } from '../python/interpreter';
import { noArguments } from '../python/native';
import type { Place } from '../python/place';
import type { Value } from '../python/values';
import { unreadable } from './unreadable';

const nowhere: Place = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 };

/** What the function answers; throws `Unreadable` where it raises or the bound of work is reached. */
export function ask(interpreter: Interpreter, callee: Value, positional: readonly Value[], place: Place | null): Value {
  return asking(interpreter, place, () => interpreter.call(callee, { ...noArguments, positional }, place));
}

/** Anything that runs code of the project. */
export function asking<Result>(interpreter: Interpreter, place: Place | null, run: () => Result): Result {
  const asked = attempt(interpreter, place ?? nowhere, run);
  if ('result' in asked) return asked.result;
  return unreadable(asked.failure.message, place ?? (asked.failure.place === nowhere ? null : asked.failure.place));
}
