/** What env.py tells Alembic, read by running it in the evaluator (alembic/runtime/environment.py `EnvironmentContext.configure`). */
import { attempt } from '../../python/attempt';
import { noArguments, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Program } from '../../python/program';
import type { Arguments, ModuleValue, UnknownValue, Value } from '../../python/values';
import type { NotUnderstood } from '../../schema/definition';
import type { Environment } from './environment';
import type { EngineOfSeveral } from './several-databases';

export interface EnvironmentSettings {
  /** Null where it cannot be known (see `notUnderstood`) or env.py gives none: then all models of the project stand for it. */
  readonly targetMetadata: readonly Value[] | null;
  /** Each null where env.py does not say, or it cannot be known. */
  readonly renderAsBatch: boolean | null;
  readonly compareType: boolean | null;
  readonly compareServerDefault: boolean | null;
  readonly includeSchemas: boolean | null;
  readonly versionTable: string;
  readonly versionTableSchema: string | null;
  readonly transactionPerMigration: boolean;
  /** Null where there is none; an Unknown where it cannot be known. */
  readonly includeObject: Value | null;
  readonly includeName: Value | null;
  readonly notUnderstood: readonly NotUnderstood[];
}

/** How Alembic's host module records a call of `context.configure(**keywords)`: a dict of them, or the Unknown that hides them. */
export const CONFIGURED = 'alembic.configure';

/** Functions that call `context.configure` in the templates of Alembic and Flask-Migrate, for when env.py does not come so far. */
const CONFIGURING = ['do_run_migrations', 'run_migrations_online', 'run_async_migrations', 'run_migrations_offline'];

/** Runs env.py and reads what it configures. Never throws: what it could not reach keeps Alembic's defaults, with a reason. */
export function readEnvironmentSettings(program: Program, environment: Environment): EnvironmentSettings {
  const reasons: NotUnderstood[] = [];
  const module = environment.envFile === null ? null : program.runFile(environment.envFile, 'env_py');
  if (module?.type === 'unknown') reasons.push(because(module, environment.envFile));
  if (module?.type === 'module' && configured(program, null).length === 0) callConfiguring(program, module);

  const settings = new Settings(program, module?.type === 'module' ? module : null, environment.engine);
  const targetMetadata = settings.metadata();
  const values = {
    renderAsBatch: settings.boolean('render_as_batch'),
    compareType: settings.boolean('compare_type'),
    compareServerDefault: settings.boolean('compare_server_default'),
    includeSchemas: settings.boolean('include_schemas'),
    versionTable: settings.text('version_table') ?? 'alembic_version',
    versionTableSchema: settings.text('version_table_schema'),
    transactionPerMigration: settings.boolean('transaction_per_migration') ?? false,
    includeObject: settings.callable('include_object'),
    includeName: settings.callable('include_name'),
  };
  return { targetMetadata, ...values, notUnderstood: withoutRepeats([...reasons, ...settings.reasons]) };
}

/**
 * What was configured, the call that goes online first: its keywords are those that meet a database. Of several databases only the calls for
 * `engine`, which the template tells by their `upgrade_token`.
 */
function configured(program: Program, engine: EngineOfSeveral | null): readonly ReadonlyMap<string, Value>[] {
  const calls = program.recorded.flatMap(({ kind, value }) => (kind === CONFIGURED && value.type === 'dict' ? [keywords(value)] : []));
  const own = engine ? calls.filter((call) => isText(call.get('upgrade_token'), `${engine.name}_upgrades`)) : [];
  const meant = own.length > 0 ? own : calls;
  return [...meant.filter((call) => call.has('connection')), ...meant.filter((call) => !call.has('connection'))];
}

const isText = (value: Value | undefined, text: string): boolean => value?.type === 'str' && value.value === text;

function keywords(dict: Extract<Value, { type: 'dict' }>): ReadonlyMap<string, Value> {
  return new Map([...dict.entries.values()].flatMap(({ key, value }) => (key.type === 'str' ? [[key.value, value]] : [])));
}

function callConfiguring(program: Program, module: ModuleValue): void {
  const start = { file: module.file ?? module.name, line: 1, column: 1, endLine: 1, endColumn: 1 };
  for (const name of CONFIGURING) {
    const called = module.namespace.get(name);
    if (called?.type !== 'function') continue;
    const connection = unknown('the connection', called.place);
    const given: Arguments = name === 'do_run_migrations' ? { ...noArguments, positional: [connection] } : noArguments;
    // What is raised in there only means that another of the functions has to tell.
    attempt(program.interpreter, called.place ?? start, () => program.interpreter.call(called, given, called.place));
    if (configured(program, null).length > 0) return;
  }
}

class Settings {
  readonly reasons: NotUnderstood[] = [];
  private readonly calls: readonly ReadonlyMap<string, Value>[];

  constructor(
    program: Program,
    private readonly module: ModuleValue | null,
    private readonly engine: EngineOfSeveral | null,
  ) {
    this.calls = configured(program, engine);
    for (const { kind, value, place } of program.recorded) {
      if (kind === CONFIGURED && value.type === 'unknown') this.reasons.push(because(value, null, place));
    }
    for (const failure of program.failures) {
      if (failure.place.file !== module?.file) continue;
      this.reasons.push({ message: `not understood: ${failure.message}`, place: failure.place, tables: [] });
    }
  }

  /** A list of metadata counts as such, and a dict of them by database too; None is as if nothing had been said. */
  metadata(): readonly Value[] | null {
    const value = this.find('target_metadata') ?? this.module?.namespace.get('target_metadata') ?? null;
    const items = value ? metadataItems(this.ofEngine(value)) : [];
    const hidden = items.find((item) => item.type === 'unknown');
    if (hidden?.type === 'unknown') this.reasons.push(because(hidden, null));
    return hidden || items.length === 0 ? null : items;
  }

  /** Where env.py hands on a dict by database, that of the database alone. */
  private ofEngine(value: Value): Value {
    const { engine } = this;
    if (!engine || value.type !== 'dict') return value;
    return [...value.entries.values()].find(({ key }) => isText(key, engine.name))?.value ?? value;
  }

  boolean(name: string): boolean | null {
    const value = this.known(name);
    if (value?.type === 'bool') return value.value;
    return value && value.type !== 'None' ? true : null;
  }

  text(name: string): string | null {
    const value = this.known(name);
    return value?.type === 'str' ? value.value : null;
  }

  /** A function, or the Unknown that hides it: then nobody can tell what it lets pass. */
  callable(name: string): Value | null {
    const value = this.find(name);
    return value && value.type !== 'None' ? value : null;
  }

  private known(name: string): Value | null {
    const value = this.find(name);
    if (value?.type !== 'unknown') return value;
    this.reasons.push({ ...because(value, null), message: `${name} of env.py is not understood: ${value.reason}` });
    return null;
  }

  /** The first call that knows the value; an Unknown only where none does. */
  private find(name: string): Value | null {
    const given = this.calls.flatMap((call) => call.get(name) ?? []);
    return given.find((value) => value.type !== 'unknown') ?? given[0] ?? null;
  }
}

function metadataItems(value: Value): readonly Value[] {
  if (value.type === 'None') return [];
  if (value.type === 'list' || value.type === 'tuple') return value.items;
  return value.type === 'dict' ? [...value.entries.values()].map((entry) => entry.value) : [value];
}

function because(value: UnknownValue, file: string | null, place: Place | null = null): NotUnderstood {
  const start = file === null ? null : { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { message: `not understood: ${value.reason}`, place: value.place ?? place ?? start, tables: [] };
}

function withoutRepeats(reasons: readonly NotUnderstood[]): readonly NotUnderstood[] {
  const key = ({ message, place }: NotUnderstood) => `${message} ${place?.file}:${place?.line}:${place?.column}`;
  return reasons.filter((reason, index) => reasons.findIndex((other) => key(other) === key(reason)) === index);
}
