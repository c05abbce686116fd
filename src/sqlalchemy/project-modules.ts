/** The modules in which models of the project stand. */
import type { Program } from '../python/program';
import type { ModuleValue } from '../python/values';

/** The text of an env.py or a revision: those who run them say what is to be said of them. */
export const isAlembics = (text: string): boolean => /^\s*(from|import)\s+alembic\b/m.test(text);

/** Only what may hold a model: env.py and revisions ran as files, and must not be run once more as modules. */
function mayHoldModels(program: Program, file: string): boolean {
  const text = file.endsWith('.py') ? program.interpreter.files.read(file) : null;
  if (text === null) return false;
  const known = looked.get(file);
  if (known?.text === text) return known.found;
  const found = /__tablename__|\bColumn\(|\bmapped_column\(|\btable\s*=\s*True\b/.test(text) && !isAlembics(text);
  looked.set(file, { text, found });
  return found;
}

/** The last look at each file: while somebody types, all texts but one are those of the last time. */
const looked = new Map<string, { readonly text: string; readonly found: boolean }>();

/** The project's modules that ran and may hold models, by their text. */
export function projectModules(program: Program): readonly ModuleValue[] {
  const files = [...program.dependencies].filter((file) => mayHoldModels(program, file));
  return files.flatMap((file) => {
    const name = program.moduleNameOf(file);
    const module = name === null ? null : program.importModule(name);
    return module?.type === 'module' ? [module] : [];
  });
}
