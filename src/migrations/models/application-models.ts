/** Which of the project's files the models come from: what is loaded when Alembic runs env.py, and what nothing loads. */
import type { Environment } from '../../alembic/environment/environment';
import { applicationMetadata, asksFlask, belongsTo, migrateOptions } from '../../alembic/environment/flask-application';
import { folderOf } from '../../alembic/environment/path';
import type { EnvironmentSettings } from '../../alembic/environment/settings';
import type { SourceFiles } from '../../python/files';
import type { Program } from '../../python/program';
import { reachableFilesKept } from '../../python/reachable-files';
import { dynamicImportRecord } from '../../python/stdlib/importing';
import type { Value } from '../../python/values';
import type { TableObject } from '../../sqlalchemy/schema-objects';
import { applicationFiles, computesImports, declaresModels, modelFiles } from './model-files';

export interface ApplicationModels {
  /** The metadata that Alembic compares; null where only the running application knows it, so that every metadata stands for it. */
  readonly targetMetadata: readonly Value[] | null;
  /** Which tables of that metadata are the database's. */
  readonly belongs: (table: TableObject) => boolean;
  /** What env.py and Flask-Migrate tell of what Alembic compares. */
  readonly settings: EnvironmentSettings;
  /** Files that may hold models and that nothing which Alembic loads imports. */
  readonly unreached: readonly string[];
  /** All files that Alembic loads, so far as import statements tell. */
  readonly reached: ReadonlySet<string>;
}

/**
 * Loads the models that Alembic would see into the program, which has run env.py already: what env.py imported, and what any import
 * statement behind it leads to. Where `flask db` loads the application first, what that imports counts as well; where code of the
 * project or a computed import decides, every file that may hold models does.
 */
export function loadModels(
  program: Program,
  files: SourceFiles,
  environment: Environment,
  settings: EnvironmentSettings,
): ApplicationModels {
  const searchPaths = searchPathsOf(program, environment);
  const candidates = modelFiles(files, environment);
  const envText = environment.envFile === null ? '' : (files.read(environment.envFile) ?? '');
  const flask = settings.targetMetadata === null && asksFlask(envText);
  const makers = flask ? applicationMakers(files, environment) : [];
  const loaded = [...program.dependencies].filter((file) => file.endsWith('.py') && isOfProject(file));
  // As long as env.py itself led to every file that may hold models, nothing else has to be looked for.
  const complete = !flask && candidates.every((file) => program.dependencies.has(file));
  const reached = complete ? new Set(loaded) : reachableFilesKept(environment, files, searchPaths, [...loaded, ...makers]);
  const everything = loadsEverything(settings, environment, makers) || importsComputed(program, files, flask ? reached : new Set(loaded));
  const wanted = everything ? candidates : candidates.filter((file) => reached.has(file));
  const ran = new Set(loaded);
  for (const file of wanted) if (!ran.has(file)) load(program, file);
  return {
    targetMetadata: settings.targetMetadata ?? (flask ? applicationMetadata(program, searchPaths, makers, environment.engine) : null),
    belongs: flask && environment.engine ? belongsTo(environment.engine) : () => true,
    settings: flask ? withMigrateOptions(settings, migrateOptions(program, searchPaths, makers)) : settings,
    unreached: everything
      ? []
      : candidates.filter((file) => !reached.has(file) && !beside.test(file) && declaresModels(file, files.read(file) ?? '')),
    reached,
  };
}

/** Folders whose code nobody means to run with the application. */
const beside =
  /(?:^|\/)(?:docs?|docs_src|demos?|examples?|samples?|sandbox|playground|templates|benchmarks?|scripts|notebooks|e2e|[\w-]*tests?)\//;

/** Flask-Migrate's env.py hands on what the application gave to `Migrate`. */
const withMigrateOptions = (settings: EnvironmentSettings, given: ReturnType<typeof migrateOptions>): EnvironmentSettings => ({
  ...settings,
  includeObject: settings.includeObject ?? given.includeObject,
  includeName: settings.includeName ?? given.includeName,
  includeSchemas: settings.includeSchemas ?? given.includeSchemas,
  renderAsBatch: settings.renderAsBatch ?? given.renderAsBatch,
  versionTable: given.versionTable ?? settings.versionTable,
  versionTableSchema: given.versionTableSchema ?? settings.versionTableSchema,
});

/** The files that make the application: of several in a repository, those beside the scripts. */
function applicationMakers(files: SourceFiles, environment: Environment): readonly string[] {
  const makers = applicationFiles(files, environment);
  const folder = folderOf(environment.scriptDirectory);
  const beside = makers.filter((file) => folder === '' || file.startsWith(`${folder}/`));
  return beside.length > 0 ? beside : makers;
}

/** What stands outside of the project, such as a virtualenv, has an absolute path. */
const isOfProject = (file: string): boolean => !/^(?:\/|[A-Za-z]:)/.test(file);

/** The application's own code runs before env.py, or nobody can tell what does. */
const loadsEverything = (settings: EnvironmentSettings, environment: Environment, makers: readonly string[]): boolean =>
  environment.configKind === 'code' || (settings.targetMetadata === null && makers.length === 0);

function load(program: Program, file: string): void {
  const name = program.moduleNameOf(file);
  if (name) program.importModule(name);
  else program.runFile(file, file);
}

/** `sys.path` as env.py and what it imports left it. */
function searchPathsOf(program: Program, environment: Environment): readonly string[] {
  const sys = program.importModule('sys');
  const path = sys.type === 'module' ? sys.namespace.get('path') : undefined;
  const added = path?.type === 'list' ? path.items.flatMap((item) => (item.type === 'str' ? [item.value] : [])) : [];
  return [...new Set([...environment.searchPaths, ...added])];
}

/** Whether one of these files loads modules that cannot be told: by a computed name, or by a helper of a package. */
function importsComputed(program: Program, files: SourceFiles, among: ReadonlySet<string>): boolean {
  const followed = new Map<string, boolean>();
  for (const { kind, value, place } of program.recorded) {
    if (kind === dynamicImportRecord && place) followed.set(place.file, (followed.get(place.file) ?? true) && value.type === 'module');
  }
  return [...among].some((file) => {
    if (!computesImports(file, files.read(file) ?? '')) return false;
    // Where every import_module() was followed, so was what listed the modules for it.
    return followed.get(file) !== true;
  });
}
