/**
 * The application that `flask db` makes before it runs env.py, where that takes its metadata from Flask's current app: which files of
 * the project make it, and which `db` it gave to Flask-Migrate.
 */
import { importStatements } from '../../python/import-statements';
import { unknown } from '../../python/native';
import type { Program } from '../../python/program';
import { importedFiles } from '../../python/reachable-files';
import type { ModuleValue, Value } from '../../python/values';
import { bindKeyOf, flaskMetadata, flaskSqlalchemyRecord } from '../../sqlalchemy/modules/flask-sqlalchemy';
import type { TableObject } from '../../sqlalchemy/schema-objects';
import type { EnvironmentSettings } from './settings';
import type { EngineOfSeveral } from './several-databases';

/** Whether env.py asks Flask for its metadata, as Flask-Migrate's templates do. */
export const asksFlask = (envText: string): boolean => /\bcurrent_app\b/.test(envText);

/** Whether a file makes or finishes an application, so that what it imports is loaded before env.py runs. */
export const makesApplication = (text: string): boolean =>
  /\b(?:Flask|APIFlask|FlaskGroup|Migrate)\s*\(|\bcreate_app\s*\(|\b\w*migrate\w*\.init_app\s*\(/i.test(text);

/**
 * The metadata of the `db` that the application gave to Flask-Migrate: what `Migrate(app, db)` or `migrate.init_app(app, db)` of one of
 * these files names, else the only `SQLAlchemy()` there is. Null where neither tells.
 */
export function applicationMetadata(
  program: Program,
  searchPaths: readonly string[],
  files: Iterable<string>,
  engine: EngineOfSeveral | null,
): readonly Value[] | null {
  const db = applicationDatabase(program, searchPaths, files);
  if (!db) return null;
  if (engine) return [flaskMetadata(db, engine.name || null) ?? []].flat();
  const metadata = metadataOf(program, db);
  return metadata && [metadata];
}

/** Whether a table belongs to a database of several: Flask-SQLAlchemy 2 keeps the tables of all of them on one MetaData. */
export const belongsTo =
  (engine: EngineOfSeveral) =>
  (table: TableObject): boolean =>
    (bindKeyOf(table) ?? '') === engine.name;

function applicationDatabase(program: Program, searchPaths: readonly string[], files: Iterable<string>): Value | null {
  for (const file of files) {
    const text = program.interpreter.files.read(file) ?? '';
    if (!/\bmigrate\b/i.test(text)) continue;
    for (const name of databasesGiven(text)) {
      const db = valueNamed(program, searchPaths, file, text, name);
      if (db && metadataOf(program, db)) return db;
    }
  }
  const made = program.recorded.flatMap(({ kind, value }) => (kind === flaskSqlalchemyRecord ? [value] : []));
  const found = new Map(made.map((db): [Value | null, Value] => [metadataOf(program, db), db]).filter(([metadata]) => metadata));
  const [only, ...others] = found.values();
  return only && others.length === 0 ? only : null;
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

/** What an application may say of the comparison and of the version table where it makes its `Migrate`. */
type MigrateOptions = Pick<
  EnvironmentSettings,
  'includeObject' | 'includeName' | 'includeSchemas' | 'renderAsBatch' | 'versionTableSchema'
> & {
  readonly versionTable: string | null;
};

/** What `Migrate(app, db, **options)` hands on to `context.configure`; an Unknown for a filter that cannot be followed. */
export function migrateOptions(program: Program, searchPaths: readonly string[], files: Iterable<string>): MigrateOptions {
  let options: MigrateOptions = {
    includeObject: null,
    includeName: null,
    includeSchemas: null,
    renderAsBatch: null,
    versionTable: null,
    versionTableSchema: null,
  };
  for (const file of files) {
    const text = program.interpreter.files.read(file) ?? '';
    for (const args of /\b(?:include_\w+|render_as_batch|version_table\w*)\s*=/.test(text) ? migrateCalls(text) : []) {
      const given = (name: string): Value | null => {
        const dotted = new RegExp(`\\b${name}\\s*=\\s*([\\w.]+)`).exec(args)?.[1];
        return dotted === undefined
          ? null
          : (valueNamed(program, searchPaths, file, text, dotted) ?? unknown(`${dotted} of ${file}`, null));
      };
      const written = (name: string): string | null => new RegExp(`\\b${name}\\s*=\\s*(['"])([^'"\\\\]*)\\1`).exec(args)?.[2] ?? null;
      const batch = /\brender_as_batch\s*=\s*(True|False)\b/.exec(args)?.[1];
      options = {
        renderAsBatch: batch === undefined ? options.renderAsBatch : batch === 'True',
        versionTable: written('version_table') ?? options.versionTable,
        versionTableSchema: written('version_table_schema') ?? options.versionTableSchema,
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
