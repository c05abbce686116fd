/** How a value that is not understood leaves the reading of a definition: one throw inside this room, one catch at its doors. */
import type { Place } from '../python/place';
import type { UnknownValue, Value } from '../python/values';

/** Carries the reason out of nested readers; never leaves the room, see `attempt`. */
export class Unreadable extends Error {
  constructor(readonly unknown: UnknownValue) {
    super(unknown.reason);
  }
}

/** Gives up on what is being read; `reason` is a phrase to stand after "not understood: ". */
export function unreadable(reason: string, place: Place | null): never {
  throw new Unreadable({ type: 'unknown', reason, place });
}

/** Gives up because of a value, with the value's own reason where it is an Unknown. */
export function unreadableValue(what: string, value: Value): never {
  if (value.type === 'unknown') throw new Unreadable(value);
  throw new Unreadable({ type: 'unknown', reason: `${what}, which is a ${describe(value)}`, place: value.place });
}

/**
 * An Unknown, said at `around` where it was born before that or in another file: an import tells less than the column that
 * suffers from it.
 */
export function placedIn(unknown: UnknownValue, around: Place | null): UnknownValue {
  const { place } = unknown;
  if (!around || (place && place.file === around.file && place.line >= around.line)) return unknown;
  return { ...unknown, place: around };
}

/** The outcome of `read`; what it gives up on is said in or at `around`. */
export function reading<Result>(read: () => Result, around: Place | null): Result {
  try {
    return read();
  } catch (thrown) {
    throw thrown instanceof Unreadable ? new Unreadable(placedIn(thrown.unknown, around)) : thrown;
  }
}

/** The outcome of `read`, or the Unknown that it gave up on. `place` stands in where the Unknown has none. */
export function attempt<Result>(read: () => Result, place: Place | null = null): Result | UnknownValue {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    return thrown.unknown.place || !place ? thrown.unknown : { ...thrown.unknown, place };
  }
}

/** Tells a reading that failed from a definition. */
export function isUnknown(reading: object | null): reading is UnknownValue {
  return reading !== null && 'type' in reading && reading.type === 'unknown';
}

/** The kind of a value in a person's words. */
export function describe(value: Value): string {
  if (value.type === 'instance') return `${value.class.name} object`;
  if (value.type === 'class') return `class ${value.name}`;
  if (value.type === 'native' || value.type === 'method') return 'function';
  return value.type;
}
