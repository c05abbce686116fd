/** The models of an environment, as far as they can be read from source. */

import { readConfiguration } from '../alembic/environment/configuration';
import type { Environment } from '../alembic/environment/environment';
import { readEnvironmentSettings } from '../alembic/environment/settings';
import { alembicHostModules } from '../alembic/operations/host-modules';
import { createStatements } from '../postgres/ddl/metadata';
import { createProgram } from '../python/create-program';
import type { SourceFiles } from '../python/files';
import type { PythonParser } from '../python/parser';
import type { ModuleFailure, Program } from '../python/program';
import type { MetadataDefinition, NotUnderstood } from '../schema/definition';
import { sqlalchemyHostModules } from '../sqlalchemy/host-modules';
import { metadataConvention } from '../sqlalchemy/metadata-convention';
import type { NamingConvention } from '../sqlalchemy/naming-convention';
import { readModels } from '../sqlalchemy/read-models';
import { foreignKeysAside } from './foreign-keys-aside';
import { modelFiles } from './model-files';
import type { ModelStatement } from './shadow/requests';

export interface Models {
  readonly metadata: MetadataDefinition;
  readonly statements: readonly ModelStatement[];
  readonly notUnderstood: readonly NotUnderstood[];
  /** Modules that could not be read to their end, so that models may be missing. */
  readonly failures: readonly ModuleFailure[];
  /** The same in env.py itself: it may hand other metadata to Alembic than what was found. */
  readonly environmentFailures: readonly ModuleFailure[];
  readonly renderAsBatch: boolean;
  /** Null where it is SQLAlchemy's default. */
  readonly namingConvention: NamingConvention | null;
  readonly versionTable: { readonly name: string; readonly schema: string | null };
  readonly transactionPerMigration: boolean;
}

/** Operations that a model file or env.py causes are nobody's migration. */
const noOperations = { emit: () => undefined, opaque: () => undefined };

/**
 * Reads env.py for the metadata it hands to Alembic, then the models on it. Where env.py only knows the metadata at run time
 * (Flask's current app), every module of the project that may hold models is read instead.
 */
export function readProjectModels(files: SourceFiles, environment: Environment, parser: PythonParser): Models {
  const program = createProgram({
    files,
    searchPaths: environment.searchPaths,
    parser,
    hostModules: new Map([
      ...sqlalchemyHostModules(environment.versions),
      ...alembicHostModules(noOperations, readConfiguration(environment, files)),
    ]),
  });
  const settings = readEnvironmentSettings(program, environment);
  if (!settings.targetMetadata) importModelFiles(program, files, environment);
  const reading = readModels(program, settings.targetMetadata);
  const aside = foreignKeysAside(reading.metadata, reading.notUnderstood);
  const notUnderstood = [...reading.notUnderstood, ...aside.notUnderstood];
  return {
    metadata: reading.metadata,
    statements: createStatements(aside.metadata),
    // Where all models stand in for a metadata that only the running application knows, nothing is missing.
    notUnderstood: reading.metadata.tables.length > 0 ? notUnderstood : [...settings.notUnderstood, ...notUnderstood],
    failures: program.failures.filter((failure) => failure.place.file !== environment.envFile),
    environmentFailures: program.failures.filter(
      (failure) => failure.place.file === environment.envFile && !(settings.targetMetadata && runsMigrations(files, failure)),
    ),
    renderAsBatch: settings.renderAsBatch ?? false,
    namingConvention: metadataConvention(program, settings.targetMetadata),
    versionTable: { name: settings.versionTable, schema: settings.versionTableSchema },
    transactionPerMigration: settings.transactionPerMigration,
  };
}

/** Alembic's templates call these last; what they meet there (a URL, a connection) is no matter of the metadata. */
function runsMigrations(files: SourceFiles, { statement }: ModuleFailure): boolean {
  if (!statement) return false;
  const lines = (files.read(statement.file) ?? '').split('\n').slice(statement.line - 1, statement.endLine);
  return /run_migrations|\bcontext\.configure|is_offline_mode/.test(lines.join('\n'));
}

function importModelFiles(program: Program, files: SourceFiles, environment: Environment): void {
  for (const file of modelFiles(files, environment)) {
    const name = program.moduleNameOf(file);
    if (name) program.importModule(name);
    else program.runFile(file, file);
  }
}
