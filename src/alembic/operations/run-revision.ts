/** Runs one direction of one revision file. */
import { BoundReached, PythonError, tooDeep } from '../../python/evaluate/scope';
import { noArguments, str } from '../../python/native';
import type { Place } from '../../python/place';
import type { Program } from '../../python/program';
import type { ModuleValue, UnknownValue } from '../../python/values';
import type { EngineOfSeveral } from '../environment/several-databases';
import { turnTo } from './op-module';

export type RevisionDirection = 'upgrade' | 'downgrade';

export interface RevisionRun {
  /**
   * What ended the run before its end: a Python exception that nobody caught, a file that cannot be read, a function that is not there.
   * Operations emitted before it stand. `certain`: Python would raise here too; else it is we who cannot go on.
   */
  readonly raised: { readonly message: string; readonly place: Place | null; readonly certain: boolean } | null;
}

const stopped = (message: string, place: Place | null, certain = false): RevisionRun => ({ raised: { message, place, certain } });

/** `KeyError: 'x'`, as the last line of a traceback. */
function exceptionText(program: Program, error: PythonError): string {
  const text = program.interpreter.str(error.exception);
  const name = error.exception.class.name;
  if (typeof text !== 'string') return name;
  return text === '' ? name : `${name}: ${text}`;
}

/** Imports `file` as the module `moduleName`, once for the program, as Alembic does with every file of a history before it runs one. */
export function importRevision(program: Program, file: string, moduleName: string): ModuleValue | UnknownValue {
  // SQLAlchemy's names mean what they mean to a revision from here on, whichever the file imports first.
  program.importModule('alembic.op');
  return program.runFile(file, moduleName);
}

/**
 * Runs `file` as the module `moduleName`, once for the program, and calls its `upgrade()` or `downgrade()`. What it does goes to the sink
 * of the program's `alembicHostModules`. `engine`: what env.py hands on with `context.run_migrations(engine_name=…)`.
 */
export function runRevision(
  program: Program,
  file: string,
  moduleName: string,
  direction: RevisionDirection,
  engine: EngineOfSeveral | null = null,
): RevisionRun {
  const module = importRevision(program, file, moduleName);
  const op = program.importModule('alembic.op');
  if (op.type === 'module') turnTo(op, direction);
  if (module.type === 'unknown') return stopped(`not understood: ${module.reason}`, module.place);
  const failure = program.failures.find((candidate) => candidate.place.file === file);
  if (failure) return stopped(failure.message, failure.place);
  const run = module.namespace.get(direction);
  if (!run) return stopped(`${file} has no ${direction}()`, null, true);
  if (run.type === 'unknown') return stopped(`not understood: ${direction}(), ${run.reason}`, run.place);
  try {
    program.interpreter.call(
      run,
      engine ? { ...noArguments, keywords: new Map([['engine_name', str(engine.name)]]) } : noArguments,
      run.place,
    );
  } catch (error) {
    if (error instanceof PythonError) return stopped(exceptionText(program, error), error.place, true);
    if (error instanceof BoundReached) return stopped(`not understood: ${error.message}`, run.place);
    if (error instanceof RangeError) return stopped(`not understood: ${tooDeep}`, run.place);
    throw error;
  }
  return { raised: null };
}
