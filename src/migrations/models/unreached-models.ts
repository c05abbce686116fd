/** Models that stand in the project and that nothing which Alembic loads imports: it will not see them. */

import type { Environment } from '../../alembic/environment/environment';
import { folderOf } from '../../alembic/environment/path';
import type { SourceFiles } from '../../python/files';
import { importStatements } from '../../python/import-statements';
import type { Place } from '../../python/place';
import type { Program } from '../../python/program';
import { importedFiles } from '../../python/reachable-files';
import type { ModuleValue, Value } from '../../python/values';
import { tableRecord } from '../../sqlalchemy/modules/schema-items';
import { MetaDataObject, TableObject } from '../../sqlalchemy/schema-objects';
import type { ApplicationModels } from './application-models';

export interface UnreachedModel {
  readonly table: { readonly schema: string | null; readonly name: string };
  readonly message: string;
  /** The import that would make Alembic see it, and the file where it belongs; null where there is no such file. */
  readonly mend: { readonly file: string; readonly statement: string } | null;
  /** The head of the class, or the call of `Table`. */
  readonly place: Place | null;
}

/**
 * Loads the files that nothing imports, once what Alembic sees has been read, and gives the tables that they add to the metadata it
 * compares. `known`: keys of the tables that Alembic sees; a dead copy of one of them is nobody's missing model.
 */
export function unreachedModels(
  program: Program,
  files: SourceFiles,
  environment: Environment,
  application: ApplicationModels,
  known: ReadonlySet<string>,
): readonly UnreachedModel[] {
  const targets = new Set(application.targetMetadata?.flatMap(metadataObjects) ?? []);
  for (const { kind, value } of program.recorded) {
    const table = kind === tableRecord && value.type === 'instance' && value.host instanceof TableObject ? value.host : null;
    // What is combined of several metadata grows with each of them.
    if (table?.copyOf && targets.has(table.metadata)) targets.add(table.copyOf.metadata);
  }
  if (targets.size === 0 || application.unreached.length === 0) return [];
  const shared = isSharedByAll(program, targets);
  const own = new Set([...application.reached].map((file) => container(program, file)));
  const concerned = application.unreached.filter((file) => !shared || own.has(container(program, file)));
  const modules = concerned.flatMap((file): readonly (readonly [string, ModuleValue])[] => {
    const name = program.moduleNameOf(file);
    const module = name === null ? null : program.importModule(name);
    return module?.type === 'module' ? [[file, module]] : [];
  });
  const unreached = new Set(concerned);
  const found = new Map<string, UnreachedModel>();
  for (const { kind, value, place } of program.recorded) {
    if (kind !== tableRecord || value.type !== 'instance' || !(value.host instanceof TableObject)) continue;
    const { host: table } = value;
    const file = (table.place ?? place)?.file;
    if (file === undefined || !unreached.has(file) || !targets.has(table.metadata) || known.has(table.key)) continue;
    const module = modules.find(([path]) => path === file)?.[1];
    const cls = module ? classOf(module, table) : null;
    const { file: where, statement } = remedy(program, files, environment, application, file, cls?.name ?? null);
    found.set(table.key, {
      table: { schema: table.schema, name: table.name },
      message: `Alembic will not see ${cls ? `the model ${cls.name}` : `the table ${table.name}`}: nothing imports it. Add "${statement}" to ${where ?? 'env.py'}.`,
      mend: where === null ? null : { file: where, statement },
      place: cls?.place ? headOf(cls.place, cls.name) : (table.place ?? place),
    });
  }
  return [...found.values()];
}

function metadataObjects(value: Value): readonly MetaDataObject[] {
  if (value.type === 'list' || value.type === 'tuple') return value.items.flatMap(metadataObjects);
  return value.type === 'instance' && value.host instanceof MetaDataObject ? [value.host] : [];
}

/** `SQLModel.metadata` belongs to every application of a repository: that a model is on it tells nothing of whose it is. */
function isSharedByAll(program: Program, targets: ReadonlySet<MetaDataObject>): boolean {
  const sqlmodel = program.importModule('sqlmodel');
  const base = sqlmodel.type === 'module' ? program.interpreter.findAttribute(sqlmodel, 'SQLModel', null) : null;
  const metadata = base?.type === 'class' ? program.interpreter.findAttribute(base, 'metadata', null) : null;
  return metadata?.type === 'instance' && metadata.host instanceof MetaDataObject && targets.has(metadata.host);
}

/** The folder of the outermost package that a file belongs to; the folder it stands in where it is a module by itself. */
function container(program: Program, file: string): string {
  const depth = (program.moduleNameOf(file) ?? '').split('.').length;
  const parts = file.replace(/\/__init__\.py$/, '.py').split('/');
  return parts.slice(0, parts.length - Math.max(1, depth - 1)).join('/');
}

/** The class of a module that is mapped to the table. */
function classOf(module: ModuleValue, table: TableObject): Extract<Value, { type: 'class' }> | null {
  for (const value of module.namespace.values()) {
    if (value.type !== 'class' || value.module !== module.name) continue;
    const mapped = value.namespace.get('__table__');
    if (mapped?.type === 'instance' && mapped.host === table) return value;
  }
  return null;
}

const headOf = (place: Place, name: string): Place => ({ ...place, endLine: place.line, endColumn: place.column + `class ${name}`.length });

/** The import that would mend it: beside those of the sibling models in their package, else in env.py. */
function remedy(
  program: Program,
  files: SourceFiles,
  environment: Environment,
  application: ApplicationModels,
  file: string,
  className: string | null,
): { readonly file: string | null; readonly statement: string } {
  const module = program.moduleNameOf(file) ?? '';
  const last = module.slice(module.lastIndexOf('.') + 1);
  const init = `${folderOf(file)}/__init__.py`;
  if (
    module.includes('.') &&
    !file.endsWith('/__init__.py') &&
    application.reached.has(init) &&
    importsSiblings(files, environment, init)
  ) {
    return { file: init, statement: `from .${last} import ${className ?? '*'}` };
  }
  const statement = className === null ? `import ${module}` : `from ${module} import ${className}`;
  return { file: environment.envFile, statement };
}

function importsSiblings(files: SourceFiles, environment: Environment, init: string): boolean {
  const statements = importStatements(init, files.read(init) ?? '').filter((statement) => statement.names !== null);
  const folder = folderOf(init);
  return importedFiles(files, environment.searchPaths, statements, init).some((path) => path !== init && folderOf(path) === folder);
}
