/** What host modules may ask of the evaluator. The evaluator implements it; rooms that own host modules program against it. */
import type { SourceFiles } from './files';
import type { Place } from './place';
import type { Arguments, ClassValue, InstanceValue, ModuleValue, UnknownValue, Value } from './values';

export interface Interpreter {
  readonly files: SourceFiles;
  /** Where absolute imports look; one of these folders is the one that the code runs in. */
  readonly searchPaths: readonly string[];
  /** Calls anything callable; calling an Unknown gives that Unknown. */
  call(callee: Value, args: Arguments, place: Place | null): Value;
  /** `value.name`; raises AttributeError as Python does, or gives null for `missing: 'null'`. */
  getAttribute(value: Value, name: string, place: Place | null): Value;
  findAttribute(value: Value, name: string, place: Place | null): Value | null;
  /** Runs Python of a host module as work that counts `steps`, however much it is; the bound holds while it runs. */
  countedAs<Result>(steps: number, run: () => Result): Result;
  /** The items of an iterable, or the Unknown that keeps them from being known. Raises TypeError for others. */
  iterate(value: Value, place: Place | null): readonly Value[] | UnknownValue;
  truth(value: Value): boolean | UnknownValue;
  equal(a: Value, b: Value): boolean | UnknownValue;
  isSubclass(cls: ClassValue, of: ClassValue): boolean;
  /** `str(value)` and `repr(value)`. */
  str(value: Value): string | UnknownValue;
  repr(value: Value): string | UnknownValue;
  /** Imports a project's or host module by its absolute name and runs it once; an Unknown where there is none. */
  importModule(name: string, place: Place | null): ModuleValue | UnknownValue;
  /** Runs text as a module of that name that has no file: a host module written in Python. `names`: what is bound before it runs. */
  runSource(name: string, text: string, names?: Readonly<Record<string, Value>>): ModuleValue;
  /** Raises a built-in Python exception (`ValueError`, `AttributeError`, …) or a class, at a place. */
  raise(exception: string | ClassValue, message: string, place: Place | null): never;
  /** Raises an exception that was made before. */
  raiseException(exception: InstanceValue, place: Place | null): never;
  /** Whether a `try` around what is running now has a handler for such an exception that does not merely raise it again. */
  catches(exception: ClassValue): boolean;
  /**
   * Why what is running now may not run in truth: set while the branches of a condition on an Unknown are followed.
   * Whoever records side effects (a table registered, an operation emitted) looks at it.
   */
  readonly uncertain: UnknownValue | null;
  /**
   * Records a side effect worth finding again, in the order it happened: a class that was mapped, a Table that was made,
   * an operation. `kind` belongs to the room that records.
   */
  record(kind: string, value: Value, place: Place | null): void;
}

export interface Recorded {
  readonly kind: string;
  readonly value: Value;
  readonly place: Place | null;
  readonly uncertain: UnknownValue | null;
}

/** Makes a host module when it is first imported. */
export type HostModule = (interpreter: Interpreter) => ModuleValue;

/** Host modules by their full dotted name, `sqlalchemy.dialects.postgresql`. */
export type HostModules = ReadonlyMap<string, HostModule>;
