/** Where names live while code runs. */
import type { LibraryReading } from '../libraries';
import type { Place } from '../place';
import type { FunctionStatement, LambdaNode } from '../syntax';
import type { Annotation, ClassValue, InstanceValue, ModuleValue, UnknownValue, Value } from '../values';

export interface ModuleRecord {
  readonly value: ModuleValue;
  /** The package against which relative imports are resolved. */
  readonly package: string;
  /** Directories of a package, empty for a plain module. */
  readonly paths: readonly string[];
  readonly scope: Scope;
  /** Set when names that are not there may be there in truth: after a failure, or a star import of an Unknown. */
  readonly hidden: UnknownValue | null;
  /** How it is read where it is a module of an installed package; null for the project's own. */
  readonly library: LibraryReading | null;
  state: 'running' | 'done';
}

/** Generators of which it is not certain that they yield what they yielded: asked after they have run. */
export const uncertainGenerators = new WeakMap<() => Value | null, Pick<Frame, 'yieldsHidden'>>();

/** One call of a function. */
export interface Frame {
  /** What a generator has yielded so far; null for plain functions. */
  readonly yields: Value[] | null;
  /** Why there may be other yields, or fewer. */
  yieldsHidden: UnknownValue | null;
  /** Runs at each `yield` instead of keeping it: the body of a `with` around a generator. */
  readonly onYield: ((value: Value) => Value) | null;
  /** What branches on an Unknown may have returned already, and why that is not sure. */
  maybeReturned: { readonly values: Value[]; readonly reason: UnknownValue } | null;
}

export interface Scope {
  readonly kind: 'module' | 'class' | 'function' | 'comprehension';
  readonly names: ReadonlyMap<string, Value>;
  /** Where a lookup goes on; functions skip the class around them. */
  readonly parent: Scope | null;
  readonly module: ModuleRecord;
  readonly qualifiedName: string;
  /** The class that the functions of this scope belong to, once it is made; what `super()` asks for. */
  readonly classCell: { cls: ClassValue | null } | null;
  readonly frame: Frame | null;
  /** In a function or class body: the names that it binds anywhere, so that none of them is looked for around it. */
  readonly locals?: (() => ReadonlySet<string>) | null;
  /** Set for the scope of type parameters, from which the names of the class body around are seen. */
  readonly seesClass?: boolean;
  /** The first argument of the function, for `super()`. */
  self: Value | null;
  /** Names that `global` and `nonlocal` send elsewhere. */
  elsewhere: Map<string, 'global' | 'nonlocal'> | null;
  readonly annotations: Map<string, Annotation> | null;
  /** In a class body: the assignments that bound its names. */
  readonly bindings: Map<string, Place> | null;
}

/** What a FunctionValue holds as its code: a class, so that it is known again there. */
export class FunctionCode {
  constructor(
    readonly node: FunctionStatement | LambdaNode,
    readonly scope: Scope,
    readonly defaults: ReadonlyMap<string, Value>,
  ) {}
}

/** The names of a class body are not seen from the functions inside it. */
export function enclosing(scope: Scope): Scope | null {
  let at: Scope | null = scope;
  while (at && at.kind === 'class') at = at.parent;
  return at;
}

/** How a block ended: null when it ran to its end. */
export type Completion = null | 'break' | 'continue' | { readonly value: Value };

/** A Python exception on its way to a handler. */
export class PythonError {
  constructor(
    readonly exception: InstanceValue,
    readonly place: Place | null,
  ) {}
}

/** What is said where the stack of the evaluator itself ends. */
export const tooDeep = 'nested too deeply to be followed';

/** The bound of work was reached: no handler of the program catches it. */
export class BoundReached {
  constructor(
    readonly message: string,
    /** Where the work was done that was too much. */
    readonly place: Place | null,
  ) {}
}

/** Ends a generator that has yielded more than anybody needs. */
export class GeneratorStopped {
  constructor(readonly frame: Frame) {}
}
