/** `alembic.op`, and the `batch_op` of `with op.batch_alter_table(...)`. */
import { changing } from '../../python/changes';
import type { HostModule, Interpreter } from '../../python/interpreter';
import { argument, hostModule, instance, nativeClass, nativeFunction, noArguments, none, str, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, InstanceValue, ModuleValue, UnknownValue, Value } from '../../python/values';
import type { TableName } from '../../schema/definition';
import type { Operation } from '../../schema/operation';
import { optionalText, specialName, textOf, unfoldedName } from '../../sqlalchemy/plain-values';
import { attempt, isUnknown, Unreadable } from '../../sqlalchemy/unreadable';
import { moduleBringing } from '../packages/operation-packages';
import type { CallPlaces } from './call-places';
import { type OperationFunction, operationFunctions } from './catalogue';
import { contextManager } from './context-manager';
import type { CreatedEnums } from './enum-types';
import { type OperationCall, raiseFrom, sqlalchemyObject } from './operation-call';
import { type BoundArguments, bindArguments, type Parameters } from './parameters';
import type { Offering, RegisteredOperations } from './registered-operations';
import type { Scripts } from './script-directory';
import type { OperationSink } from './sink';

/** What one program's `op` knows. */
export interface OperationsEnvironment {
  readonly sink: OperationSink;
  readonly connection: InstanceValue;
  readonly migrationContext: InstanceValue;
  readonly createdEnums: CreatedEnums;
  readonly registered: RegisteredOperations;
  readonly calls: CallPlaces;
  readonly scripts: Scripts;
}

/** The batch that operations wait in. */
interface Batch {
  readonly table: TableName;
  readonly recreate: boolean;
  readonly waiting: { readonly operation: Operation; readonly uncertain: UnknownValue | null }[];
}

/** The parameters that a batch's function takes: those of `op`'s without table and schema (the `batch_…` methods of ops.py). */
function batchParameters(definition: OperationFunction): Parameters {
  const { parameters, table, schema, batch } = definition;
  const own = (name: string) => name !== table && name !== `${table}?` && name !== schema;
  return {
    ...parameters,
    positional: parameters.positional.filter(own),
    keywords: [...(parameters.keywords ?? []).filter(own), ...(batch === false ? [] : batch.keywords)],
  };
}

/** The table that a call names; its schema is left out where only that is not known. */
function tableNamed(definition: OperationFunction, bound: BoundArguments): TableName | null | UnknownValue {
  const { table, schema } = definition;
  const value = table === null ? undefined : bound.values.get(table);
  if (!value || value.type === 'None') return schemaAlone(definition, bound);
  return attempt(() => ({
    schema: schema === null ? null : optionalText(bound.values.get(schema) ?? null, 'schema'),
    name: unfoldedName(value, null, 'the name of a table'),
  }));
}

/** `op.drop_index(name, schema=…)` says a schema and no table. */
function schemaAlone(definition: OperationFunction, bound: BoundArguments): TableName | null | UnknownValue {
  const value = definition.schema === null ? undefined : bound.values.get(definition.schema);
  if (!value || value.type === 'None') return null;
  return attempt(() => ({ schema: optionalText(value, 'schema'), name: '' }));
}

function perform(
  environment: OperationsEnvironment,
  batch: Batch | null,
  name: string,
  definition: OperationFunction,
  interpreter: Interpreter,
  args: Arguments,
  place: Place | null,
): Value {
  const { sink } = environment;
  const bound = bindArguments(interpreter, name, batch ? batchParameters(definition) : definition.parameters, args, place);
  const table = batch && definition.table !== null ? batch.table : tableNamed(definition, bound);
  const touched = table && !isUnknown(table) && table.name !== '' ? [table] : [];
  if (batch && !batch.recreate && ['insert_before', 'insert_after'].some((where) => isGiven(bound.values.get(where)))) {
    const message = "Can't specify insert_before or insert_after when using ALTER; please specify recreate='always'";
    return raiseFrom({ interpreter, place }, 'alembic.util', 'CommandError', message);
  }
  const result = attempt(() => {
    if (bound.unknown) throw new Unreadable(bound.unknown);
    if (isUnknown(table)) throw new Unreadable(table);
    const call: OperationCall = {
      interpreter,
      place,
      bound,
      table,
      namingConvention: sink.namingConvention ?? null,
      createdEnums: environment.createdEnums,
      emit: (operation) => {
        if (batch && !definition.immediate) batch.waiting.push({ operation, uncertain: interpreter.uncertain });
        else sink.emit(operation, interpreter.uncertain, interpreter);
      },
      together: (work) => (sink.together ? sink.together(work) : work()),
    };
    return { value: definition.run(call) };
  }, place);
  if ('value' in result && !isUnknown(result)) return result.value;
  if (isUnknown(result)) {
    const rowsOf = definition.changedRows?.(bound) ?? [];
    if (rowsOf.length > 0) sink.opaque(result, place, rowsOf, 'rows');
    else sink.opaque(result, place, touched);
    return result;
  }
  return none;
}

const isGiven = (value: Value | undefined): boolean => value !== undefined && value.type !== 'None';

/** `op.f(name)`: a name that naming conventions leave alone, `conv`. */
const finalName = nativeFunction('f', (_interpreter, args, place) => {
  const name = argument(args, 0, 'name') ?? none;
  return attempt(() => specialName(textOf(name, 'the name of op.f()'), true, place), place);
});

/** What `op` and `batch_op` both have. */
function members(environment: OperationsEnvironment, batch: Batch | null): Map<string, Value> {
  const functions = Object.entries(operationFunctions)
    .filter(([, definition]) => !batch || definition.batch !== false)
    .map(([name, definition]) => {
      const call = nativeFunction(name, (interpreter, args, place) =>
        perform(environment, batch, name, definition, interpreter, args, place),
      );
      return [name, call] as const;
    });
  const inline = nativeFunction('inline_literal', (interpreter, args, place) =>
    attempt(() => sqlalchemyObject(interpreter, 'literal', args.positional, args.keywords, place), place),
  );
  return new Map<string, Value>([
    ...functions,
    ['f', finalName],
    ['inline_literal', inline],
    ['get_bind', nativeFunction('get_bind', () => environment.connection)],
    ['get_context', nativeFunction('get_context', () => environment.migrationContext)],
    ['migration_context', environment.migrationContext],
  ]);
}

/** A function of `op` that we do not know: a plugin's, or `invoke`. What it does is not known, and that is said. */
function foreignFunction(environment: OperationsEnvironment, name: string, tables: readonly TableName[]): Value {
  return nativeFunction(name, (_interpreter, args, place) => {
    const named = args.positional[0]?.type === 'str' ? [{ schema: null, name: args.positional[0].value }] : [];
    environment.sink.opaque(`op.${name}()`, place, tables.length > 0 ? tables : named);
    return unknown(`what op.${name}() gives`, place);
  });
}

/**
 * `op.batch_alter_table(...)`. On PostgreSQL a batch is plain ALTERs, carried out in order when the block ends and not at all when it raises
 * (`BatchOperationsImpl.flush`); `execute` and `bulk_insert` go at once. With `recreate='always'` Alembic makes a table anew out of what it
 * reflects: the order of columns, names and what it does not reflect come out otherwise than by ALTERs, which are carried out in its stead.
 */
function batchAlterTable(environment: OperationsEnvironment): Value {
  const parameters: Parameters = {
    positional: [
      'table_name',
      'schema?',
      'recreate?',
      'partial_reordering?',
      'copy_from?',
      'table_args?',
      'table_kwargs?',
      'reflect_args?',
      'reflect_kwargs?',
      'naming_convention?',
    ],
  };
  return nativeFunction('batch_alter_table', (interpreter, args, place) => {
    const bound = bindArguments(interpreter, 'batch_alter_table', parameters, args, place);
    const reading = attempt(() => {
      if (bound.unknown) throw new Unreadable(bound.unknown);
      const name = textOf(bound.values.get('table_name') ?? none, 'the name of a table');
      const schema = optionalText(bound.values.get('schema') ?? null, 'schema');
      const recreate = optionalText(bound.values.get('recreate') ?? null, 'recreate') ?? 'auto';
      if (!['auto', 'always', 'never'].includes(recreate))
        interpreter.raise('ValueError', "recreate may be one of 'auto', 'always', or 'never'.", place);
      return { table: { schema, name }, recreate: recreate === 'always' };
    }, place);
    if (isUnknown(reading)) {
      environment.sink.opaque(reading, place, []);
      return reading;
    }
    const batch: Batch = { ...reading, waiting: [] };
    const operations = batchOperations(environment, batch);
    return contextManager(
      () => operations,
      (leaving, raised) => {
        const waiting = batch.waiting.splice(0);
        if (raised) return;
        if (batch.recreate) environment.sink.opaque("a table that is made anew (recreate='always')", place, [batch.table]);
        for (const { operation, uncertain } of waiting) environment.sink.emit(operation, uncertain ?? leaving.uncertain, leaving);
      },
      place,
    );
  });
}

/** The `batch_op` of a batch. */
function batchOperations(environment: OperationsEnvironment, batch: Batch): InstanceValue {
  const { schema, name } = batch.table;
  const impl = attributesOnly('BatchOperationsImpl', { table_name: str(name), schema: schema === null ? none : str(schema) });
  return operationsObject(environment, batch, new Map([['impl', impl]]));
}

/** An object of which nothing but these attributes is known. */
function attributesOnly(name: string, attributes: Readonly<Record<string, Value>>): InstanceValue {
  const made = instance(nativeClass({ name, module: 'alembic.operations' }), null, null);
  for (const [attribute, value] of Object.entries(attributes)) changing(made.attributes).set(attribute, value);
  return made;
}

const environments = new WeakMap<ModuleValue, OperationsEnvironment>();

/** Tells a program's `alembic.op` in which direction the next revision runs. */
export function turnTo(op: ModuleValue, direction: 'upgrade' | 'downgrade'): void {
  environments.get(op)?.createdEnums.turn(direction);
}

/** The object behind `op` or a `batch_op`: what a project's own operations are handed. */
function operationsObject(environment: OperationsEnvironment, batch: Batch | null, more: ReadonlyMap<string, Value>): InstanceValue {
  const offering = batch ? 'BatchOperations' : 'Operations';
  const cls = nativeClass({
    name: offering,
    module: 'alembic.operations.base',
    native: {
      tag: batch ? 'alembic batch' : 'alembic operations',
      attribute: (interpreter, self, name, place) =>
        name.startsWith('_') ? null : registeredFunction(environment, batch, self, name, interpreter, place),
    },
  });
  const operations = instance(cls, null, null);
  for (const [name, value] of [...members(environment, batch), ...more]) changing(operations.attributes).set(name, value);
  const invoke = nativeFunction('invoke', (interpreter, args, place) => {
    const operation = argument(args, 0, 'operation');
    const implementation = operation?.type === 'instance' ? environment.registered.implementation(operation.class) : null;
    if (operation && implementation)
      return interpreter.call(implementation, { ...noArguments, positional: [operations, operation] }, place);
    environment.sink.opaque(operation?.type === 'unknown' ? operation : 'op.invoke()', place, batch ? [batch.table] : []);
    return unknown('what op.invoke() gives', place);
  });
  changing(operations.attributes).set('invoke', invoke);
  return operations;
}

/** A function that the project or a package registered, else one that is not known. */
function registeredFunction(
  environment: OperationsEnvironment,
  batch: Batch | null,
  operations: InstanceValue,
  name: string,
  interpreter: Interpreter,
  place: Place | null,
): Value {
  const found = findRegistered(environment, batch ? 'BatchOperations' : 'Operations', name, interpreter, place);
  if (!found) return foreignFunction(environment, name, batch ? [batch.table] : []);
  return nativeFunction(name, (calling, args, called) =>
    environment.calls.within(called, () => {
      const method = calling.getAttribute(found.cls, found.method, called);
      return calling.call(method, { ...args, positional: [operations, ...args.positional] }, called);
    }),
  );
}

/** What was registered so far, then what the package of that function registers, last what env.py does. */
function findRegistered(
  environment: OperationsEnvironment,
  offering: Offering,
  name: string,
  interpreter: Interpreter,
  place: Place | null,
) {
  const { registered, scripts } = environment;
  const known = registered.function(offering, name);
  if (known) return known;
  const module = moduleBringing(name);
  if (module !== null) interpreter.importModule(module, place);
  else environment.calls.silently(() => scripts.runEnvironment());
  return registered.function(offering, name);
}

/** The host module `alembic.op`. */
export function opModule(environment: OperationsEnvironment): HostModule {
  return (interpreter): ModuleValue => {
    const operations = operationsObject(environment, null, new Map([['batch_alter_table', batchAlterTable(environment)]]));
    const module: ModuleValue = {
      ...hostModule('alembic.op', () => Object.fromEntries(operations.attributes))(interpreter),
      missing: (name, place) => (name.startsWith('_') ? null : registeredFunction(environment, null, operations, name, interpreter, place)),
    };
    environments.set(module, environment);
    return module;
  };
}
