/** The environment of the revisions that are replayed, as far as a revision asks for it. */
import type { Environment } from '../../alembic/environment/environment';
import { readHistory } from '../../alembic/history/read-history';
import type { Scripts } from '../../alembic/operations/script-directory';
import { PythonError } from '../../python/evaluate/scope';
import type { SourceFiles } from '../../python/files';
import type { PythonParser } from '../../python/parser';
import type { Program } from '../../python/program';

/** `program` is asked for when something is wanted of it: it is made after the modules that know these scripts. */
export function environmentScripts(environment: Environment, files: SourceFiles, parser: PythonParser, program: () => Program): Scripts {
  let fileOf: ReadonlyMap<string, string> | null = null;
  return {
    runEnvironment() {
      if (environment.envFile === null) return;
      try {
        program().runFile(environment.envFile, 'env');
      } catch (error) {
        // It could not be run to its end; what it registered before stands.
        if (!(error instanceof PythonError)) throw error;
      }
    },
    revisionModule(id) {
      fileOf ??= new Map(readHistory(environment, files, parser, { bodies: false }).revisions.map((each) => [each.id, each.file]));
      const file = fileOf.get(id);
      const module = file === undefined ? null : program().runFile(file, `revision_${id}`);
      return module?.type === 'module' ? module : null;
    },
  };
}
