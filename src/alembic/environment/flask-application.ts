/**
 * The application that `flask db` makes before it runs env.py, where that takes its metadata from Flask's current app: which files of
 * the project make it, and which `db` it gave to Flask-Migrate.
 */
import { importStatements } from '../../python/import-statements';
import { unknown } from '../../python/native';
import type { Program } from '../../python/program';
import { importedFiles } from '../../python/reachable-files';
import type { ModuleValue, Value } from '../../python/values';
import { flaskSqlalchemyRecord } from '../../sqlalchemy/modules/flask-sqlalchemy';
import type { EnvironmentSettings } from './settings';

/** Whether env.py asks Flask for its metadata, as Flask-Migrate's templates do. */
export const asksFlask = (envText: string): boolean => /\bcurrent_app\b/.test(envText);

/** Whether env.py is made for several databases (Flask-Migrate's `multidb` templates): then each bind's metadata counts. */
export const asksEveryBind = (envText: string): boolean => /\bSQLALCHEMY_BINDS\b|\bbind_names\b/.test(envText);

/** Whether a file makes or finishes an application, so that what it imports is loaded before env.py runs. */
export const makesApplication = (text: string): boolean =>
  /\b(?:Flask|APIFlask|FlaskGroup|Migrate)\s*\(|\bcreate_app\s*\(|\b\w*migrate\w*\.init_app\s*\(/i.test(text);

/**
 * The metadata of the `db` that the application gave to Flask-Migrate: what `Migrate(app, db)` or `migrate.init_app(app, db)` of one of
 * these files names, else the only `SQLAlchemy()` there is. Null where neither tells.
 */
export function applicationMetadata(program: Program, searchPaths: readonly string[], files: Iterable<string>): readonly Value[] | null {
  for (const file of files) {
    const text = program.interpreter.files.read(file) ?? '';
    if (!/\bmigrate\b/i.test(text)) continue;
    for (const name of databasesGiven(text)) {
      const metadata = metadataNamed(program, searchPaths, file, text, name);
      if (metadata) return [metadata];
    }
  }
  const made = program.recorded.flatMap(({ kind, value }) => (kind === flaskSqlalchemyRecord ? [value] : []));
  const found = new Set(made.flatMap((db) => metadataOf(program, db) ?? []));
  return found.size === 1 ? [...found] : null;
}

/** The arguments of every call that finishes Flask-Migrate, as text. */
const migrateCalls = (text: string): readonly string[] =>
  [...text.matchAll(/\b(?:Migrate|\w*migrate\w*\.init_app)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)/gi)].map(([, args = '']) => args);

/** The expressions that stand for `db` in calls that hand it to Flask-Migrate. */
function databasesGiven(text: string): readonly string[] {
  return migrateCalls(text).flatMap((args) => {
    const keyword = /\bdb\s*=\s*([\w.]+)/.exec(args)?.[1];
    const second = /^[^,]*,\s*([A-Za-z_][\w.]*)\s*(?:,|$)/.exec(args)?.[1];
    return keyword ?? second ?? [];
  });
}

/** What `Migrate(app, db, **options)` hands on to `context.configure` of the filters; an Unknown where the expression cannot be followed. */
export function migrateOptions(
  program: Program,
  searchPaths: readonly string[],
  files: Iterable<string>,
): Pick<EnvironmentSettings, 'includeObject' | 'includeName' | 'includeSchemas'> {
  let options: ReturnType<typeof migrateOptions> = { includeObject: null, includeName: null, includeSchemas: null };
  for (const file of files) {
    const text = program.interpreter.files.read(file) ?? '';
    for (const args of /\binclude_\w+\s*=/.test(text) ? migrateCalls(text) : []) {
      const given = (name: string): Value | null => {
        const dotted = new RegExp(`\\b${name}\\s*=\\s*([\\w.]+)`).exec(args)?.[1];
        return dotted === undefined
          ? null
          : (valueNamed(program, searchPaths, file, text, dotted) ?? unknown(`${dotted} of ${file}`, null));
      };
      options = {
        includeObject: given('include_object') ?? options.includeObject,
        includeName: given('include_name') ?? options.includeName,
        includeSchemas: /\binclude_schemas\s*=\s*True\b/.test(args) || options.includeSchemas,
      };
    }
  }
  return options;
}

const metadataOf = (program: Program, db: Value): Value | null => {
  const metadata = program.interpreter.findAttribute(db, 'metadata', null);
  return metadata?.type === 'instance' ? metadata : null;
};

function metadataNamed(program: Program, searchPaths: readonly string[], file: string, text: string, dotted: string): Value | null {
  const value = valueNamed(program, searchPaths, file, text, dotted);
  return value && metadataOf(program, value);
}

/** `models.db` as a file means it: a name of the module, or one that a function imports. */
function valueNamed(program: Program, searchPaths: readonly string[], file: string, text: string, dotted: string): Value | null {
  const [first = '', ...attributes] = dotted.split('.');
  const module = moduleOf(program, file);
  let value: Value | null = module?.namespace.get(first) ?? importedName(program, searchPaths, file, text, first);
  for (const attribute of attributes) value = value && program.interpreter.findAttribute(value, attribute, null);
  return value;
}

function importedName(program: Program, searchPaths: readonly string[], file: string, text: string, name: string): Value | null {
  const wanted = importStatements(file, text).find((statement) => statement.names?.has(name));
  if (!wanted) return null;
  const original = wanted.names?.get(name) ?? name;
  for (const source of importedFiles(program.interpreter.files, searchPaths, [wanted], file)) {
    const found = moduleOf(program, source)?.namespace.get(original);
    if (found) return found;
  }
  return null;
}

function moduleOf(program: Program, file: string): ModuleValue | null {
  const name = program.moduleNameOf(file);
  const module = name === null ? null : program.importModule(name);
  return module?.type === 'module' ? module : null;
}
