/**
 * Environments that migrate several databases with one history, as the multidb templates of Alembic and Flask-Migrate do: env.py hands
 * `engine_name` to every revision, whose `upgrade(engine_name)` calls `upgrade_NAME()`. Each database is an environment here, for each
 * has models and a schema of its own.
 */
import type { SourceFiles } from '../../python/files';
import type { Environment } from './environment';
import { joinPath } from './path';

/** One of several databases, and all of them in the order in which env.py goes through them. */
export interface EngineOfSeveral {
  readonly name: string;
  readonly all: readonly string[];
}

/** The environment once for each of its databases; the first keeps its name. */
export function forEachDatabase(environment: Environment, files: SourceFiles): readonly Environment[] {
  const all = engineNames(environment, files);
  if (all.length === 0) return [environment];
  return all.map((name, index) => ({
    ...environment,
    path: index === 0 ? environment.path : `${environment.path}#${name}`,
    engine: { name, all },
  }));
}

/** Whether these are the databases of one environment, of which the first stands for it where nobody says which is meant. */
export const areOneHistory = (environments: readonly Environment[]): boolean => {
  const [first] = environments;
  return (
    first?.engine?.name === first?.engine?.all[0] &&
    environments.every(({ engine, scriptDirectory, section }) => {
      return engine && scriptDirectory === first?.scriptDirectory && section === first.section;
    })
  );
};

function engineNames(environment: Environment, files: SourceFiles): readonly string[] {
  const text = environment.envFile === null ? '' : (files.read(environment.envFile) ?? '');
  if (!/\brun_migrations\s*\(\s*engine_name\s*=/.test(text)) return [];
  const configured = (environment.options.get('databases') ?? '').split(/,\s*/).filter((name) => name !== '');
  return configured.length > 0 ? configured : namesInRevisions(environment, files);
}

/** Flask-Migrate's names are the application's binds, the main database being ''; the revisions have a function for each. */
function namesInRevisions(environment: Environment, files: SourceFiles): readonly string[] {
  const texts = environment.versionDirectories.flatMap((directory) =>
    (files.list(directory) ?? []).flatMap(({ name }) =>
      name.endsWith('.py') ? (files.read(joinPath(directory, name) ?? name) ?? '') : [],
    ),
  );
  const found = texts.flatMap((text) => [...text.matchAll(/^def upgrade_(\w*)\s*\(/gm)].map(([, name = '']) => name));
  return [...new Set(['', ...found.sort()])];
}
