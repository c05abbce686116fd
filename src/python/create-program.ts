/** One run of the evaluator over a project. */
import { builtinScope } from './builtins/functions';
import { installed } from './builtins/install';
import { registerEvaluator } from './builtins/method-table';
import { listenedBy } from './changes';
import { Evaluator } from './evaluate/evaluator';
import { messageOf } from './evaluate/exceptions';
import { addedPaths, importAbsolute } from './evaluate/imports';
import { moduleFrom, moduleNameOf } from './evaluate/module-files';
import { runModuleFile } from './evaluate/modules';
import { BoundReached, PythonError, tooDeep } from './evaluate/scope';
import { unknown } from './native';
import type { Place } from './place';
import type { Program, ProgramOptions } from './program';
import { standardModules } from './stdlib/standard-modules';
import type { ModuleValue, UnknownValue } from './values';

/**
 * Makes a program that has run nothing yet. A module goes on after a statement that raises; what that would have bound is Unknown with
 * the failure as its reason, as are names that the module does not have, and `failures` tells. What neither file nor import gives is an Unknown.
 */
export function createProgram(options: ProgramOptions): Program {
  const evaluator = new Evaluator({ ...options, standardModules, builtins: installed ? builtinScope() : new Map() });
  registerEvaluator(evaluator);
  const inside = <Result>(run: () => Result): Result => (evaluator.trace ? listenedBy(evaluator.trace, run) : run());
  const byPath = new Map<string, ModuleValue>();
  return {
    interpreter: evaluator,
    runFile(path, moduleName) {
      const known = byPath.get(path) ?? moduleFrom(evaluator, moduleName, path);
      if (known) return known;
      if (evaluator.files.read(path) === null) return unknown(`${path}, which cannot be read`, null);
      const paths = path.endsWith('/__init__.py') ? [path.slice(0, -'/__init__.py'.length)] : [];
      const module = inside(() =>
        guarded(evaluator, moduleName, () => runModuleFile(evaluator, moduleName, { kind: 'file', path, paths })),
      );
      if (module.type === 'module') byPath.set(path, module);
      return module;
    },
    importModule: (name) => inside(() => guarded(evaluator, name, () => importAbsolute(evaluator, name, null))),
    inside,
    startOver() {
      byPath.clear();
      return evaluator.startOver();
    },
    renewBound: () => evaluator.renewBound(),
    remember: (answers, cell, compute) => (evaluator.memories ? evaluator.memories.remember(answers, cell, compute) : compute()),
    ran: evaluator.memories?.ran ?? null,
    belongsToProject: (file) => !file.startsWith('<') && !evaluator.libraries?.paths.some((folder) => file.startsWith(`${folder}/`)),
    moduleNameOf: (path) => moduleNameOf(evaluator, [...options.searchPaths, ...addedPaths(evaluator)], path),
    recorded: evaluator.recorded,
    failures: evaluator.failures,
    dependencies: evaluator.dependencies,
  };
}

function guarded(evaluator: Evaluator, name: string, run: () => ModuleValue): ModuleValue | UnknownValue {
  try {
    return run();
  } catch (error) {
    const [kind, message, place] = explain(evaluator, error);
    evaluator.fail({
      kind,
      message,
      place: place ?? { file: name, line: 1, column: 1, endLine: 1, endColumn: 1 },
      statement: null,
    });
    return unknown(`the module ${name} (${message})`, place);
  }
}

function explain(evaluator: Evaluator, error: unknown): readonly ['raised' | 'bound', string, Place | null] {
  if (error instanceof PythonError) return ['raised', messageOf(evaluator, error.exception), error.place];
  if (error instanceof BoundReached) {
    evaluator.goOnAfterBound();
    return ['bound', error.message, error.place];
  }
  if (error instanceof RangeError) return ['bound', tooDeep, null];
  throw error;
}
