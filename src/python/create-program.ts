import type { Program, ProgramOptions } from './program';

/** One run of the evaluator over a project. */
export function createProgram(options: ProgramOptions): Program {
  throw new Error(`not there yet (${options.searchPaths.length})`);
}
