/** Models as a project's files, read the way the engine reads them. */
import { readFileSync } from 'node:fs';
import { createProgram } from '../../src/python/create-program';
import type { Program } from '../../src/python/program';
import { loadPythonParser } from '../../src/python/tree-sitter-parser';
import { sqlalchemyHostModules } from '../../src/sqlalchemy/host-modules';
import { type ModelsReading, readModels } from '../../src/sqlalchemy/read-models';
import { memoryFiles } from '../python/memory-files';

export const pythonParser = loadPythonParser({
  runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
});

/** Runs the module `models` of a project, and gives the program. */
export async function programOf(files: Readonly<Record<string, string>>, module = 'models'): Promise<Program> {
  const program = createProgram({
    files: memoryFiles(files),
    searchPaths: [''],
    hostModules: sqlalchemyHostModules(),
    parser: await pythonParser,
  });
  program.importModule(module);
  return program;
}

/** The tables that `models.py` makes, in every MetaData. */
export async function modelsOf(models: string): Promise<ModelsReading> {
  return readModels(await programOf({ 'models.py': models }), null);
}
