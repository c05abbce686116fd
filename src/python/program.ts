/** One run of the evaluator over a project: what it is given, and what it knows afterwards. */
import type { Remembered } from './evaluate/repeating';
import type { SourceFiles } from './files';
import type { HostModules, Interpreter, Recorded } from './interpreter';
import type { Libraries } from './libraries';
import type { PythonParser } from './parser';
import type { Place } from './place';
import type { ModuleValue, UnknownValue } from './values';

export type { Remembered };

export interface ProgramOptions {
  readonly files: SourceFiles;
  /** Folders (relative to the project, `''` its root) where absolute imports look, in order, as in `sys.path`. */
  readonly searchPaths: readonly string[];
  readonly hostModules: HostModules;
  /** Installed packages that may be read; none when left out. */
  readonly libraries?: Libraries | null;
  /** Keeps syntax trees by file and text, so a second program over the same files parses only what changed. */
  readonly parser: PythonParser;
  /** Whether `startOver` will be asked for; noting what it takes costs a little. */
  readonly repeatable?: boolean;
  /** The bound of work, in evaluation steps. */
  readonly steps?: number;
}

/** What keeps a module from being read as a whole: a syntax error, a statement that raises, the bound of work. */
export interface ModuleFailure {
  readonly kind: 'syntax' | 'raised' | 'bound';
  readonly message: string;
  readonly place: Place;
  /** The statement of the module that raised; what it does and binds is not known. Null where the module ended with it. */
  readonly statement: Place | null;
}

export interface Program {
  readonly interpreter: Interpreter;
  /** Runs a file as a module of that name, once; for files that are on no search path, such as env.py and revisions. */
  runFile(path: string, moduleName: string): ModuleValue | UnknownValue;
  /** Imports a module as Python's `import a.b.c` would, and gives `a.b.c`. */
  importModule(name: string): ModuleValue | UnknownValue;
  /** Calls and reads values of a repeatable program: what that changes belongs to its outcome. */
  inside<Result>(run: () => Result): Result;
  /**
   * Makes a program that has run nothing yet out of one that ran, over files that may have changed: modules that would do the same as
   * before are not run again, but what they did is done again where they are imported. What comes out is what a new program would
   * give. False where that cannot be had: then make a new one.
   */
  startOver(): boolean;
  /** The bound of work begins again: what runs next does not pay for what ran before. */
  renewBound(): void;
  /**
   * What `compute` gives, which reads a cell and what that leads to. A program that started over does not ask it again as long as nothing
   * of that changed. `answers` are kept by who asks, for one question.
   */
  remember<Result>(answers: WeakMap<object, Remembered<Result>>, cell: object, compute: () => Result): Result;
  /** The modules that really ran since the program was made or started over, in order; null where it is not repeatable. */
  readonly ran: readonly string[] | null;
  /** Whether a place in that file is one of the project's: none in an installed package, or in text that stands for one. */
  belongsToProject(file: string): boolean;
  /** The dotted name under which the search paths find a file, null where they do not. */
  moduleNameOf(path: string): string | null;
  /** Side effects recorded by host modules, in order. */
  readonly recorded: readonly Recorded[];
  readonly failures: readonly ModuleFailure[];
  /** Every project file that was read, or looked for and not found: what the outcome depends on. */
  readonly dependencies: ReadonlySet<string>;
}
