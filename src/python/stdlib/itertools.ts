/** itertools, operator, copy, types: the few that stand in models and migrations. */

import { evaluatorOf } from '../builtins/method-table';
import { changing } from '../changes';
import { dictOfNames } from '../evaluate/containers';
import { getItem } from '../evaluate/subscripts';
import type { HostModule, Interpreter } from '../interpreter';
import { hostModule, nativeClass, nativeFunction, nativeMethod, none, tuple, unknown } from '../native';
import type { Place } from '../place';
import type { NativeCall, UnknownValue, Value } from '../values';

function itemsOfAll(interpreter: Interpreter, values: readonly Value[], place: Place | null): readonly (readonly Value[])[] | UnknownValue {
  const all: (readonly Value[])[] = [];
  for (const value of values) {
    const items = interpreter.iterate(value, place);
    if ('reason' in items) return items;
    all.push(items);
  }
  return all;
}

const asList = (items: readonly Value[], place: Place | null): Value => ({ type: 'list', items: [...items], place });

const chain: NativeCall = (interpreter, args, place) => {
  const all = itemsOfAll(interpreter, args.positional, place);
  return 'reason' in all ? all : asList(all.flat(), place);
};

const fromIterable: NativeCall = (interpreter, args, place) => {
  const outer = interpreter.iterate(args.positional[0] ?? none, place);
  if ('reason' in outer) return outer;
  return chain(interpreter, { ...args, positional: outer }, place);
};

const product: NativeCall = (interpreter, args, place) => {
  const all = itemsOfAll(interpreter, args.positional, place);
  if ('reason' in all) return all;
  if (args.keywords.size > 0 || all.reduce((size, items) => size * items.length, 1) > 100_000) return unknown('itertools.product()', place);
  const rows = all.reduce<readonly (readonly Value[])[]>(
    (made, items) => made.flatMap((row) => items.map((item) => [...row, item])).slice(0, 100_000),
    [[]],
  );
  return asList(
    rows.map((row) => tuple(row, place)),
    place,
  );
};

const chainClass = nativeClass({
  name: 'chain',
  module: 'itertools',
  members: {
    __new__: nativeFunction('__new__', (interpreter, args, place) =>
      chain(interpreter, { ...args, positional: args.positional.slice(1) }, place),
    ),
    from_iterable: nativeFunction('from_iterable', fromIterable),
  },
});

export const itertoolsModule: HostModule = hostModule('itertools', () => ({
  chain: chainClass,
  product: nativeFunction('product', product),
}));

const reading =
  (read: (interpreter: Interpreter, value: Value, key: Value, place: Place | null) => Value): NativeCall =>
  (_interpreter, args) =>
    nativeFunction('getter', (interpreter, given, place) => {
      const values = args.positional.map((key) => read(interpreter, given.positional[0] ?? none, key, place));
      return values.length === 1 && values[0] ? values[0] : tuple(values, place);
    });

export const operatorModule: HostModule = hostModule('operator', () => ({
  itemgetter: nativeFunction(
    'itemgetter',
    reading((interpreter, value, key, place) => getItem(evaluatorOf(interpreter), value, key, place)),
  ),
  attrgetter: nativeFunction(
    'attrgetter',
    reading((interpreter, value, key, place) => {
      if (key.type !== 'str') return none;
      return key.value.split('.').reduce((at, name) => interpreter.getAttribute(at, name, place), value);
    }),
  ),
}));

function copyValue(value: Value, deep: boolean): Value {
  const inner = (item: Value): Value => (deep ? copyValue(item, true) : item);
  if (value.type === 'list') return { ...value, items: value.items.map(inner) };
  if (value.type === 'dict')
    return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, { key: entry.key, value: inner(entry.value) }])) };
  if (value.type === 'set') return { ...value, entries: new Map(value.entries) };
  return value.type === 'instance' && value.host === null ? { ...value, attributes: new Map(value.attributes) } : value;
}

export const copyModule: HostModule = hostModule('copy', () => ({
  copy: nativeFunction('copy', (_interpreter, args) => copyValue(args.positional[0] ?? none, false)),
  deepcopy: nativeFunction('deepcopy', (_interpreter, args) => copyValue(args.positional[0] ?? none, true)),
}));

const simpleNamespace = nativeClass({
  name: 'SimpleNamespace',
  module: 'types',
  members: {
    __init__: nativeMethod('__init__', (_interpreter, args) => {
      const [self] = args.positional;
      if (self?.type === 'instance') for (const [name, value] of args.keywords) changing(self.attributes).set(name, value);
      return none;
    }),
    __eq__: nativeMethod('__eq__', (interpreter, args, place) => {
      const [self, other] = args.positional;
      if (self?.type !== 'instance' || other?.type !== 'instance' || other.class !== self.class) return { type: 'NotImplemented', place };
      const same = interpreter.equal(dictOfNames(self.attributes, place), dictOfNames(other.attributes, place));
      return typeof same === 'boolean' ? { type: 'bool', value: same, place } : same;
    }),
  },
});

export const typesModule: HostModule = hostModule('types', () => ({ SimpleNamespace: simpleNamespace }));
