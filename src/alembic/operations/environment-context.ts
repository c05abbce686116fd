/** `alembic.context`, for env.py: what it configures is recorded, and nothing runs. */
import { born, Registry } from '../../python/changes';
import { hashKey } from '../../python/hash-key';
import type { HostModule } from '../../python/interpreter';
import {
  argument,
  bool,
  hostModule,
  instance,
  list,
  nativeClass,
  nativeFunction,
  nativeMethod,
  none,
  str,
  unknown,
} from '../../python/native';
import type { Arguments, DictValue, InstanceValue, Value } from '../../python/values';
import { CONFIGURED } from '../environment/settings';
import { contextManager } from './context-manager';
import type { OperationsEnvironment } from './op-module';

/** What the configuration file says: options by section, and where it is; what is not given is unknown. */
export interface ConfigurationFacts {
  readonly file: string | null;
  /** The section that holds Alembic's own options, `alembic` unless named otherwise. */
  readonly section: string;
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

function dictionary(entries: ReadonlyMap<string, Value>): DictValue {
  const pairs = [...entries].map(([name, value]) => {
    const key = str(name);
    return [hashKey(key) ?? name, { key, value }] as const;
  });
  return { type: 'dict', entries: born(new Map(pairs)), place: null };
}

const textOrNull = (value: Value | null): string | null => (value?.type === 'str' ? value.value : null);

/**
 * `Config.attributes`: what the application's code hands on to env.py. `alembic` on the command line hands on nothing, which env.py asks for
 * with `get()`; what it takes without asking is given by somebody, and not known.
 */
function makeAttributes(): InstanceValue {
  const set = new Registry<Value>();
  const keyOf = (args: Arguments): string => textOrNull(argument(args, 1, 'key')) ?? '';
  const otherwise = (args: Arguments): Value => argument(args, 2, 'default') ?? none;
  const cls = nativeClass({
    name: 'attributes',
    module: 'alembic.config',
    members: {
      get: nativeMethod('get', (_interpreter, args) => set.get(keyOf(args)) ?? otherwise(args)),
      pop: nativeMethod('pop', (_interpreter, args) => set.get(keyOf(args)) ?? otherwise(args)),
      setdefault: nativeMethod('setdefault', (_interpreter, args) => {
        const known = set.get(keyOf(args));
        if (!known) set.set(keyOf(args), otherwise(args));
        return known ?? otherwise(args);
      }),
      __contains__: nativeMethod('__contains__', (_interpreter, args) => bool(set.get(keyOf(args)) !== undefined)),
      __getitem__: nativeMethod(
        '__getitem__',
        (_interpreter, args, place) =>
          set.get(keyOf(args)) ?? unknown(`config.attributes['${keyOf(args)}'], which the application's code gives`, place),
      ),
      __setitem__: nativeMethod('__setitem__', (_interpreter, args) => {
        const value = argument(args, 2, 'value');
        if (value) set.set(keyOf(args), value);
        return none;
      }),
    },
  });
  return instance(cls, null, null);
}

/** `context.config` (alembic/config.py `Config`). Options that env.py sets are remembered. */
export function makeConfig(facts: ConfigurationFacts | null): InstanceValue {
  const main = facts?.section ?? 'alembic';
  const set = new Registry<Value>();
  const option = (section: string, name: string): Value | null => {
    const own = section === main ? set.get(name) : undefined;
    const text = facts?.sections.get(section)?.get(name);
    return own ?? (text === undefined ? null : str(text));
  };
  const absent = (otherwise: Value | null, name: string): Value =>
    facts ? (otherwise ?? none) : unknown(`the option ${name} of alembic.ini`, null);
  const getMainOption = nativeMethod('get_main_option', (_interpreter, args) => {
    const name = textOrNull(argument(args, 1, 'name')) ?? '';
    return option(main, name) ?? absent(argument(args, 2, 'default'), name);
  });
  const getSectionOption = nativeMethod('get_section_option', (_interpreter, args) => {
    const name = textOrNull(argument(args, 2, 'name')) ?? '';
    return option(textOrNull(argument(args, 1, 'section')) ?? '', name) ?? absent(argument(args, 3, 'default'), name);
  });
  const getSection = nativeMethod('get_section', (_interpreter, args, place) => {
    const name = textOrNull(argument(args, 1, 'name')) ?? '';
    if (!facts) return unknown(`the section ${name} of alembic.ini`, place);
    const section = facts.sections.get(name);
    if (!section) return argument(args, 2, 'default') ?? none;
    const options = [...section].map(([key, text]): [string, Value] => [key, str(text)]);
    return dictionary(
      new Map([...options, ...(name === main ? set.keys().map((key): [string, Value] => [key, set.get(key) ?? none]) : [])]),
    );
  });
  const setMainOption = nativeMethod('set_main_option', (_interpreter, args) => {
    const name = textOrNull(argument(args, 1, 'name'));
    const value = argument(args, 2, 'value');
    if (name !== null && value) set.set(name, value);
    return none;
  });
  const attributes = makeAttributes();
  const cls = nativeClass({
    name: 'Config',
    module: 'alembic.config',
    native: {
      tag: 'alembic config',
      attribute: (_interpreter, _self, name, place) => {
        if (name.startsWith('__')) return null;
        if (name === 'attributes') return attributes;
        if (name === 'config_ini_section') return str(main);
        if (name === 'config_file_name' && facts) return facts.file === null ? none : str(facts.file);
        return unknown(`${name} of Alembic's configuration`, place);
      },
    },
    members: {
      get_main_option: getMainOption,
      get_alembic_option: getMainOption,
      get_section_option: getSectionOption,
      get_section: getSection,
      set_main_option: setMainOption,
      set_section_option: nativeMethod('set_section_option', () => none),
      print_stdout: nativeMethod('print_stdout', () => none),
    },
  });
  return instance(cls, null, null);
}

/** What `context.configure(**keywords)` was told, for `readEnvironmentSettings`. */
const configured = (args: Arguments): Value => {
  const positional = ['connection', 'url', 'dialect_name'].flatMap((name, index): [string, Value][] => {
    const value = args.positional[index];
    return value ? [[name, value]] : [];
  });
  return args.unknown ?? dictionary(new Map([...positional, ...args.keywords]));
};

/** The host module `alembic.context`: a run that goes online, told nothing on the command line (`EnvironmentContext`). */
export function contextModule(environment: OperationsEnvironment, config: InstanceValue): HostModule {
  const configure = nativeFunction('configure', (interpreter, args, place) => {
    interpreter.record(CONFIGURED, configured(args), place);
    if (args.unknown && args.keywords.size > 0) interpreter.record(CONFIGURED, dictionary(args.keywords), place);
    return none;
  });
  const getXArgument = nativeFunction('get_x_argument', (interpreter, args) => {
    const asDictionary = argument(args, 0, 'as_dictionary');
    return asDictionary && interpreter.truth(asDictionary) === true ? dictionary(new Map()) : list([]);
  });
  const transaction = nativeFunction('begin_transaction', (_interpreter, _args, place) =>
    contextManager(
      () => none,
      () => undefined,
      place,
    ),
  );
  const answer = (name: string, value: Value) => nativeFunction(name, () => value);
  return (interpreter) => {
    const made = hostModule('alembic.context', () => ({
      config,
      configure,
      is_offline_mode: answer('is_offline_mode', bool(false)),
      is_transactional_ddl: answer('is_transactional_ddl', bool(true)),
      requires_connection: answer('requires_connection', bool(true)),
      run_migrations: answer('run_migrations', none),
      static_output: answer('static_output', none),
      execute: answer('execute', none),
      begin_transaction: transaction,
      get_tag_argument: answer('get_tag_argument', none),
      get_x_argument: getXArgument,
      get_context: answer('get_context', environment.migrationContext),
      get_bind: answer('get_bind', environment.connection),
      get_impl: answer('get_impl', environment.migrationContext),
    }))(interpreter);
    return { ...made, missing: (name, place) => (name.startsWith('__') ? null : unknown(`alembic.context.${name}`, place)) };
  };
}
