/** The host modules of the package `alembic`. */
import { exceptionClass } from '../../python/builtin-classes';
import type { HostModule, HostModules } from '../../python/interpreter';
import { hostModule, nativeClass, unknown } from '../../python/native';
import type { ModuleValue, Value } from '../../python/values';
import { sourceModule } from '../../sqlalchemy/packages/source-module';
import { operationPackages } from '../packages/operation-packages';
import { redisModules } from '../packages/redis';
import { atCallPlaces, CallPlaces } from './call-places';
import { makeConnection } from './connection';
import { addDdlElements } from './ddl-elements';
import { addEnumMethods } from './enum-methods';
import { CreatedEnums } from './enum-types';
import { type ConfigurationFacts, contextModule, makeConfig } from './environment-context';
import { addMetadataMethods } from './metadata-methods';
import { makeMigrationContext } from './migration-context';
import { type OperationsEnvironment, opModule } from './op-module';
import { operationObjects } from './operation-objects';
import { migrateOperation, RegisteredOperations } from './registered-operations';
import { addRevisionNames } from './revision-names';
import { noScripts, type Scripts } from './script-directory';
import type { OperationSink } from './sink';
import { addTypeText } from './type-text';

/** A module of which we know some names; any other is an Unknown. */
const partly =
  (name: string, members: Readonly<Record<string, Value>>): HostModule =>
  (interpreter): ModuleValue => ({
    ...hostModule(name, () => members)(interpreter),
    missing: (member, place) => (member.startsWith('__') ? null : unknown(`${name}.${member}`, place)),
  });

/** A package whose submodules are attributes of it, imported when they are asked for. */
const packageOf =
  (name: string, submodules: readonly string[], members: Readonly<Record<string, Value>>): HostModule =>
  (interpreter) => {
    const made = partly(name, members)(interpreter);
    return {
      ...made,
      missing: (member, place) =>
        submodules.includes(member) ? interpreter.importModule(`${name}.${member}`, place) : (made.missing?.(member, place) ?? null),
    };
  };

/**
 * What `import alembic` means: `op` and everything behind it tell the sink what a revision asks for, `context` lets env.py run without running
 * anything. One call for each program; `configuration` is what `context.config` answers from.
 */
export function alembicHostModules(
  told: OperationSink,
  configuration: ConfigurationFacts | null = null,
  scripts: Scripts = noScripts,
): HostModules {
  const calls = new CallPlaces();
  const sink = atCallPlaces(told, calls);
  const connection = makeConnection(sink);
  const config = makeConfig(configuration);
  const environment: OperationsEnvironment = {
    sink,
    connection,
    migrationContext: makeMigrationContext(sink, connection, scripts, config),
    createdEnums: sink.createdEnums ?? new CreatedEnums(),
    registered: new RegisteredOperations(),
    calls,
    scripts,
  };
  const commandError = nativeClass({ name: 'CommandError', module: 'alembic.util.exc', bases: [exceptionClass('Exception')] });
  const operations = {
    Operations: environment.registered.operationsClass('Operations'),
    BatchOperations: environment.registered.operationsClass('BatchOperations'),
    MigrateOperation: migrateOperation,
  };
  const op = opModule(environment);
  return new Map<string, HostModule>([
    ...operationPackages(),
    ...redisModules,
    ['alembic', packageOf('alembic', ['op', 'context', 'operations', 'util'], {})],
    [
      'alembic.op',
      (interpreter) => {
        addEnumMethods(interpreter, sink);
        addMetadataMethods(interpreter, sink);
        addTypeText(interpreter);
        addDdlElements(interpreter);
        addRevisionNames(interpreter, sink, connection, calls);
        return op(interpreter);
      },
    ],
    ['alembic.context', contextModule(environment, config)],
    ['alembic.operations', packageOf('alembic.operations', ['ops'], operations)],
    ['alembic.operations.ops', sourceModule('alembic.operations.ops', operationObjects)],
    ['alembic.util', packageOf('alembic.util', ['exc'], { CommandError: commandError })],
    ['alembic.util.exc', partly('alembic.util.exc', { CommandError: commandError })],
  ]);
}
