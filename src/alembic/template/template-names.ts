/**
 * The names that Alembic gives to script.py.mako (alembic/script/base.py `generate_revision`, autogenerate/render.py
 * `_render_python_into_templatevars`), as a host module of the evaluator.
 */
import type { Interpreter } from '../../python/interpreter';
import {
  argument,
  hostModule,
  instance,
  list,
  nativeClass,
  nativeFunction,
  nativeMethod,
  none,
  str,
  tuple,
  unknown,
} from '../../python/native';
import type { Place } from '../../python/place';
import type { UnknownValue, Value } from '../../python/values';
import type { CreationTime } from './creation-time';
import { percentFormat } from './python-text';

export interface TemplateNames {
  readonly id: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly branchLabels: readonly string[];
  readonly dependsOn: readonly string[];
  readonly time: CreationTime;
  readonly upgrades: string;
  readonly downgrades: string;
  readonly imports: string;
  /** The options of the environment, for `config.get_main_option()`. */
  readonly options: ReadonlyMap<string, string>;
  /** The databases of an environment that has several, else null. */
  readonly engines: readonly string[] | null;
  /** Further text by name, such as `engine1_upgrades` of a template for several databases. */
  readonly further: ReadonlyMap<string, string>;
}

/** Told of each piece of text, or of why there is none. */
export interface TemplateOutput {
  write(text: string): void;
  refuse(reason: string, place: Place | null): void;
}

/** The members of the module: the variables, the functions that filters name, and `__write`. */
export function templateMembers(names: TemplateNames, output: TemplateOutput): Readonly<Record<string, Value>> {
  const variables: Record<string, Value> = {
    message: str(names.message),
    up_revision: str(names.id),
    down_revision: scalarOr(tuple, names.parents),
    branch_labels: names.branchLabels.length === 0 ? none : tuple(texts(names.branchLabels)),
    depends_on: scalarOr(list, names.dependsOn),
    create_date: datetime(names.time),
    upgrades: str(names.upgrades),
    downgrades: str(names.downgrades),
    imports: str(names.imports),
    comma: nativeFunction('comma', (interpreter, args, place) => commaSeparated(interpreter, args.positional[0] ?? none, place)),
    config: config(names.options),
    ...Object.fromEntries([...names.further].map(([name, text]) => [name, str(text)])),
  };
  return {
    ...variables,
    context: context(variables),
    __trim: nativeFunction('trim', (_interpreter, args, place) => trimmed(args.positional[0], place)),
    __write: nativeFunction('__write', (interpreter, args, place) => {
      const [value] = args.positional;
      if (interpreter.uncertain) output.refuse(`not understood: ${interpreter.uncertain.reason}`, place);
      else if (value?.type === 'str') output.write(value.value);
      else if (value?.type === 'unknown') output.refuse(`not understood: ${value.reason}`, place);
      else output.refuse(`expected str instance, ${value?.type ?? 'nothing'} found`, place);
      return none;
    }),
  };
}

/** The module `from __template import …` reads. */
export const templateModule = (members: Readonly<Record<string, Value>>) => hostModule('__template', () => members);

const texts = (items: readonly string[]): readonly Value[] => items.map((item) => str(item));

/** alembic/script/revision.py `tuple_rev_as_scalar`. */
function scalarOr(sequence: (items: readonly Value[]) => Value, ids: readonly string[]): Value {
  const [first] = ids;
  if (first === undefined) return none;
  return ids.length === 1 ? str(first) : sequence(texts(ids));
}

/** alembic/util/messaging.py `format_as_comma`. */
function commaSeparated(interpreter: Interpreter, value: Value, place: Place | null): Value {
  if (value.type === 'None') return str('');
  if (value.type === 'str' || value.type === 'unknown') return value;
  const items = interpreter.iterate(value, place);
  if (!isItems(items)) return items;
  return str(items.flatMap((item) => (item.type === 'str' ? [item.value] : [])).join(', '));
}

const isItems = (items: readonly Value[] | UnknownValue): items is readonly Value[] => Array.isArray(items);

function trimmed(value: Value | undefined, place: Place | null): Value {
  return value?.type === 'str' ? str(value.value.trim(), place) : (value ?? none);
}

/** Mako's context: `context.get("engine1_upgrades", "pass")`. */
function context(variables: Readonly<Record<string, Value>>): Value {
  const cls = nativeClass({
    name: 'Context',
    module: 'mako.runtime',
    members: {
      get: nativeMethod('get', (_interpreter, args) => {
        const name = argument(args, 1, 'key');
        const found = name?.type === 'str' && Object.hasOwn(variables, name.value) ? variables[name.value] : undefined;
        return found ?? argument(args, 2, 'default') ?? none;
      }),
    },
  });
  return instance(cls, null, null);
}

/** Alembic's Config, its main section only. */
function config(options: ReadonlyMap<string, string>): Value {
  const cls = nativeClass({
    name: 'Config',
    module: 'alembic.config',
    members: Object.fromEntries(
      ['get_main_option', 'get_alembic_option'].map((method) => [
        method,
        nativeMethod(method, (_interpreter, args) => {
          const name = argument(args, 1, 'name');
          const found = name?.type === 'str' ? options.get(name.value) : undefined;
          return found === undefined ? (argument(args, 2, 'default') ?? none) : str(found);
        }),
      ]),
    ),
    native: {
      tag: 'template.config',
      attribute: (_interpreter, _self, name, place) => unknown(`config.${name} of a template`, place),
    },
  });
  return instance(cls, null, null);
}

/** The creation time as far as templates use it: `str()`, its fields, `strftime` and `isoformat`. */
function datetime(time: CreationTime): Value {
  const fields = new Map<string, number>(
    Object.entries(time).flatMap(([name, value]) => (typeof value === 'number' && name !== 'epoch' ? [[name, value]] : [])),
  );
  const cls = nativeClass({
    name: 'datetime',
    module: 'datetime',
    members: {
      __str__: nativeMethod('__str__', () => str(time.text)),
      __format__: nativeMethod('__format__', (_interpreter, args, place) => strftime(time, argument(args, 1, 'format'), place)),
      isoformat: nativeMethod('isoformat', () => str(time.text.replace(' ', 'T'))),
      strftime: nativeMethod('strftime', (_interpreter, args, place) => strftime(time, argument(args, 1, 'format'), place)),
    },
    native: {
      tag: 'template.datetime',
      attribute: (_interpreter, _self, name, place) => {
        const field = fields.get(name);
        return field === undefined ? unknown(`create_date.${name}`, place) : { type: 'int', value: BigInt(field), place };
      },
    },
  });
  return instance(cls, null, null);
}

function strftime(time: CreationTime, format: Value | null, place: Place | null): Value {
  if (format?.type !== 'str') return unknown('the format of create_date', place);
  if (format.value === '') return str(time.text);
  const fields = new Map<string, string | number>([
    ['Y', time.year],
    ['m', time.month],
    ['d', time.day],
    ['H', time.hour],
    ['M', time.minute],
    ['S', time.second],
  ]);
  const named = format.value.replace(/%([A-Za-z])/g, (_whole, letter: string) => (letter === 'Y' ? '%(Y)04d' : `%(${letter})02d`));
  const formatted = percentFormat(named, fields);
  return 'text' in formatted ? str(formatted.text, place) : unknown(`the format ${format.value} of create_date`, place);
}
