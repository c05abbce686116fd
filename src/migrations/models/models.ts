/** The models of an environment, as far as they can be read from source. */

import { type AutogenerateFilters, autogenerateFilters } from '../../alembic/environment/autogenerate-filters';
import { type Configuration, readConfiguration } from '../../alembic/environment/configuration';
import type { Environment } from '../../alembic/environment/environment';
import { installedLibraries } from '../../alembic/environment/libraries';
import { readEnvironmentSettings } from '../../alembic/environment/settings';
import { alembicHostModules } from '../../alembic/operations/host-modules';
import { createStatements } from '../../postgres/ddl/metadata';
import { createProgram } from '../../python/create-program';
import { linesAt, type SourceFiles } from '../../python/files';
import type { PythonParser } from '../../python/parser';
import type { ModuleFailure, Program } from '../../python/program';
import type { MetadataDefinition, NotUnderstood } from '../../schema/definition';
import type { Schema } from '../../schema/schema';
import { sqlalchemyHostModules } from '../../sqlalchemy/host-modules';
import { metadataConvention } from '../../sqlalchemy/metadata-convention';
import type { NamingConvention } from '../../sqlalchemy/naming-convention';
import { readModels } from '../../sqlalchemy/read-models';
import type { ModelStatement } from '../shadow/requests';
import { loadModels } from './application-models';
import { foreignKeysAside } from './foreign-keys-aside';
import { type UnreachedModel, unreachedModels } from './unreached-models';

export interface Models {
  readonly metadata: MetadataDefinition;
  readonly statements: readonly ModelStatement[];
  readonly notUnderstood: readonly NotUnderstood[];
  /** Models that Alembic would not see, because nothing imports them. They are not among the tables of `metadata`. */
  readonly unreached: readonly UnreachedModel[];
  /** Modules that could not be read to their end, so that models may be missing. */
  readonly failures: readonly ModuleFailure[];
  /** The same in env.py itself: it may hand other metadata to Alembic than what was found. */
  readonly environmentFailures: readonly ModuleFailure[];
  /** What env.py lets Alembic compare of the models and of what the revisions leave. */
  readonly filters: (left: Schema) => AutogenerateFilters;
  readonly renderAsBatch: boolean;
  /** Null where it is SQLAlchemy's default. */
  readonly namingConvention: NamingConvention | null;
  readonly versionTable: { readonly name: string; readonly schema: string | null };
  readonly transactionPerMigration: boolean;
}

/** Operations that a model file or env.py causes are nobody's migration. */
const noOperations = { emit: () => undefined, opaque: () => undefined };

/**
 * Reads env.py for the metadata it hands to Alembic, then the models on it that Alembic would see, and last those that nothing imports.
 * Where env.py only knows the metadata at run time and the application does not tell either, every model of the project counts.
 */
export function readProjectModels(files: SourceFiles, environment: Environment, parser: PythonParser): Models {
  return modelsOf(programOf(files, environment, readConfiguration(environment, files), parser, false), files, environment);
}

/** Reads the models of an environment again and again, as its files change. */
export interface ModelsReader {
  /** The same as `readProjectModels` gives, running only the modules that an edit concerns. */
  read(): Models;
  /** The modules that ran at the last reading, in order. */
  readonly ran: readonly string[];
}

/** @param files stay the same object; what they answer may change between readings */
export function modelsReader(files: SourceFiles, environment: Environment, parser: PythonParser): ModelsReader {
  let kept: { readonly program: Program; readonly configuration: string } | null = null;
  let ran: readonly string[] = [];
  let readings = 0;
  return {
    get ran() {
      return ran;
    },
    read() {
      const configuration = readConfiguration(environment, files);
      const configured = configurationText(configuration);
      const known = kept?.configuration === configured ? kept.program : null;
      // An error of ours in the middle of a reading leaves nothing that can be gone on from.
      kept = null;
      const program = known?.startOver() ? known : programOf(files, environment, configuration, parser, true);
      const models = program.inside(() => modelsOf(program, files, environment));
      ran = [...(program.ran ?? [])];
      kept = { program, configuration: configured };
      readings += 1;
      const reading = readings;
      return {
        ...models,
        // A later reading leaves nothing of the program that these models came from.
        filters: (left) =>
          reading === readings
            ? filtersInside(
                program,
                program.inside(() => models.filters(left)),
              )
            : readProjectModels(files, environment, parser).filters(left),
      };
    },
  };
}

/** The filters call code of the project; what that changes belongs to the program. */
const filtersInside = (program: Program, filters: AutogenerateFilters): AutogenerateFilters => ({
  includesTable: (...args) => program.inside(() => filters.includesTable(...args)),
  includesPart: (...args) => program.inside(() => filters.includesPart(...args)),
  includesSchema: (...args) => program.inside(() => filters.includesSchema(...args)),
});

const configurationText = (configuration: Configuration | null): string =>
  configuration
    ? JSON.stringify([
        configuration.file,
        configuration.section,
        [...configuration.sections].map(([name, options]) => [name, [...options]]),
      ])
    : '';

function programOf(
  files: SourceFiles,
  environment: Environment,
  configuration: Configuration | null,
  parser: PythonParser,
  repeatable: boolean,
): Program {
  return createProgram({
    files,
    searchPaths: environment.searchPaths,
    parser,
    repeatable,
    libraries: environment.virtualenv && installedLibraries(environment.virtualenv),
    hostModules: new Map([...sqlalchemyHostModules(environment.versions), ...alembicHostModules(noOperations, configuration)]),
  });
}

function modelsOf(program: Program, files: SourceFiles, environment: Environment): Models {
  const settings = readEnvironmentSettings(program, environment);
  const application = loadModels(program, files, environment, settings);
  const { targetMetadata } = application;
  const reading = readModels(program, targetMetadata, application.belongs);
  const failures = [...program.failures];
  const namingConvention = metadataConvention(program, targetMetadata);
  const aside = foreignKeysAside(reading.metadata, reading.notUnderstood);
  const notUnderstood = [...reading.notUnderstood, ...aside.notUnderstood];
  const known = new Set(reading.metadata.tables.map(({ schema, name }) => (schema === null ? name : `${schema}.${name}`)));
  return {
    metadata: reading.metadata,
    statements: createStatements(aside.metadata),
    // Where all models stand in for a metadata that only the running application knows, nothing is missing.
    notUnderstood: reading.metadata.tables.length > 0 ? notUnderstood : [...settings.notUnderstood, ...notUnderstood],
    unreached: unreachedModels(program, files, environment, application, known),
    failures: failures.filter((failure) => failure.place.file !== environment.envFile),
    environmentFailures: failures.filter(
      (failure) => failure.place.file === environment.envFile && !(targetMetadata && runsMigrations(files, failure)),
    ),
    filters: (left) => autogenerateFilters(program, application.settings, left),
    renderAsBatch: application.settings.renderAsBatch ?? false,
    namingConvention,
    versionTable: { name: application.settings.versionTable, schema: application.settings.versionTableSchema },
    transactionPerMigration: settings.transactionPerMigration,
  };
}

/** Alembic's templates call these last; what they meet there (a URL, a connection) is no matter of the metadata. */
function runsMigrations(files: SourceFiles, { statement }: ModuleFailure): boolean {
  return statement !== null && /run_migrations|\bcontext\.configure|is_offline_mode/.test(linesAt(files, statement));
}
