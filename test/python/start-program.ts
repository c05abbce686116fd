import { createProgram } from '../../src/python/create-program';
import type { HostModules } from '../../src/python/interpreter';
import type { Program } from '../../src/python/program';
import type { ModuleValue, Value } from '../../src/python/values';
import { loadParser } from './load-parser';
import { memoryFiles } from './memory-files';

export interface Started {
  readonly program: Program;
  /** Runs a module of the project by its dotted name. */
  readonly module: (name: string) => ModuleValue;
  /** The repr of a name in a module; an Unknown shows as `unknown: its reason`. */
  readonly show: (module: string, name: string) => string;
  readonly value: (module: string, name: string) => Value;
}

/** A program over files in memory, with the ways tests look at it. */
export async function startProgram(
  files: Readonly<Record<string, string>>,
  options: { readonly hostModules?: HostModules; readonly searchPaths?: readonly string[]; readonly steps?: number } = {},
): Promise<Started> {
  const program = createProgram({
    files: memoryFiles(files),
    searchPaths: options.searchPaths ?? [''],
    hostModules: options.hostModules ?? new Map(),
    parser: await loadParser(),
    steps: options.steps,
  });
  const module = (name: string): ModuleValue => {
    const found = program.importModule(name);
    if (found.type !== 'module') throw new Error(found.reason);
    return found;
  };
  const value = (name: string, member: string): Value => {
    const found = program.interpreter.findAttribute(module(name), member, null);
    if (!found) throw new Error(`${name} has no ${member}`);
    return found;
  };
  const show = (name: string, member: string): string => {
    const text = program.interpreter.repr(value(name, member));
    return typeof text === 'string' ? text : `unknown: ${text.reason}`;
  };
  return { program, module, show, value };
}
