/** collections: dicts and lists under other names, and namedtuple. */

import { classes } from '../builtin-classes';
import { evaluatorOf } from '../builtins/method-table';
import { changing } from '../changes';
import { newInstance } from '../evaluate/calls';
import { putEntry } from '../evaluate/containers';
import type { HostModule } from '../interpreter';
import { hostModule, int, nativeClass, nativeFunction, nativeMethod, none, str, tuple, unknown } from '../native';
import { plain, setPayload } from '../payload';
import type { ClassValue, DictValue, NativeCall, Value } from '../values';

const orderedDict = nativeClass({ name: 'OrderedDict', module: 'collections', bases: [classes.dict] });
const deque = nativeClass({ name: 'deque', module: 'collections', bases: [classes.list] });
changing(deque.namespace).set(
  'popleft',
  nativeMethod('popleft', (interpreter, args, place) => {
    const inner = plain(args.positional[0] ?? none);
    if (inner.type !== 'list') return none;
    return evaluatorOf(interpreter).touchItems(inner.items).shift() ?? interpreter.raise('IndexError', 'pop from an empty deque', place);
  }),
);
changing(deque.namespace).set(
  'appendleft',
  nativeMethod('appendleft', (interpreter, args) => {
    const inner = plain(args.positional[0] ?? none);
    if (inner.type === 'list')
      evaluatorOf(interpreter)
        .touchItems(inner.items)
        .unshift(args.positional[1] ?? none);
    return none;
  }),
);

const missingKey: NativeCall = (interpreter, args, place) => {
  const [self, key] = args.positional;
  const factory = self?.type === 'instance' ? self.attributes.get('default_factory') : null;
  const inner = self ? plain(self) : none;
  if (!factory || factory.type === 'None' || !key) return interpreter.raise('KeyError', 'missing key', place);
  const value = interpreter.call(factory, { positional: [], keywords: new Map(), unknown: null }, place);
  if (inner.type === 'dict') putEntry(evaluatorOf(interpreter), inner, key, value, place);
  return value;
};

const defaultDict = nativeClass({
  name: 'defaultdict',
  module: 'collections',
  bases: [classes.dict],
  members: {
    __missing__: nativeMethod('__missing__', missingKey),
    __new__: nativeFunction('__new__', (interpreter, args, place) => {
      const [cls, factory, ...rest] = args.positional;
      if (cls?.type !== 'class') return none;
      const made = newInstance(evaluatorOf(interpreter), cls, args, place);
      const inner = interpreter.call(classes.dict, { ...args, positional: rest }, place);
      if (made.type !== 'instance' || inner.type === 'unknown') return inner;
      setPayload(made, inner);
      changing(made.attributes).set('default_factory', factory ?? none);
      return made;
    }),
    __init__: nativeMethod('__init__', () => none),
  },
});

const counter = nativeClass({
  name: 'Counter',
  module: 'collections',
  bases: [classes.dict],
  members: {
    __missing__: nativeMethod('__missing__', () => int(0)),
    __new__: nativeFunction('__new__', (interpreter, args, place) => {
      const [cls, given] = args.positional;
      const evaluator = evaluatorOf(interpreter);
      if (cls?.type !== 'class') return none;
      const counts: DictValue = { type: 'dict', entries: evaluator.born(new Map()), place };
      const items = given ? interpreter.iterate(given, place) : [];
      if ('reason' in items) return items;
      for (const item of items) {
        const key = evaluator.hashOf(item, place);
        const old = counts.entries.get(key)?.value;
        putEntry(evaluator, counts, item, int(old?.type === 'int' ? old.value + 1n : 1n, place), place);
      }
      const made = newInstance(evaluator, cls, args, place);
      if (made.type === 'instance') setPayload(made, counts);
      return made;
    }),
    __init__: nativeMethod('__init__', () => none),
  },
});

/** Makes the class of `namedtuple('Point', 'x y')`: a tuple whose items have names. */
export function tupleClass(name: string, fields: readonly string[], defaults: ReadonlyMap<string, Value>): ClassValue {
  const made = nativeClass({ name, module: 'collections', bases: [classes.tuple] });
  changing(made.namespace).set('_fields', tuple(fields.map((field) => str(field))));
  changing(made.namespace).set('__match_args__', tuple(fields.map((field) => str(field))));
  for (const [index, field] of fields.entries()) {
    const read = nativeFunction(field, (_interpreter, args) => {
      const inner = plain(args.positional[0] ?? none);
      return (inner.type === 'tuple' && inner.items[index]) || none;
    });
    changing(made.namespace).set(field, { type: 'descriptor', kind: 'property', function: read, attributes: new Map(), place: null });
  }
  changing(made.namespace).set('__new__', nativeFunction('__new__', newTuple(name, fields, defaults)));
  changing(made.namespace).set(
    '__init__',
    nativeMethod('__init__', () => none),
  );
  changing(made.namespace).set(
    '__repr__',
    nativeMethod('__repr__', (interpreter, args, place) => {
      const inner = plain(args.positional[0] ?? none);
      const texts = inner.type === 'tuple' ? inner.items.map((item) => interpreter.repr(item)) : [];
      const missed = texts.find((text) => typeof text !== 'string');
      if (missed && typeof missed !== 'string') return missed;
      return str(`${name}(${texts.map((text, index) => `${fields[index]}=${String(text)}`).join(', ')})`, place);
    }),
  );
  changing(made.namespace).set(
    '_replace',
    nativeMethod('_replace', (interpreter, args, place) => {
      const [self] = args.positional;
      const inner = plain(self ?? none);
      if (self?.type !== 'instance' || inner.type !== 'tuple') return none;
      const positional = fields.map((field, index) => args.keywords.get(field) ?? inner.items[index] ?? none);
      return interpreter.call(self.class, { positional, keywords: new Map(), unknown: null }, place);
    }),
  );
  changing(made.namespace).set(
    '_asdict',
    nativeMethod('_asdict', (interpreter, args, place) => {
      const inner = plain(args.positional[0] ?? none);
      const dict: DictValue = { type: 'dict', entries: new Map(), place };
      const items = inner.type === 'tuple' ? inner.items : [];
      for (const [index, item] of items.entries()) putEntry(evaluatorOf(interpreter), dict, str(fields[index] ?? '', place), item, place);
      return dict;
    }),
  );
  return made;
}

const newTuple =
  (name: string, fields: readonly string[], defaults: ReadonlyMap<string, Value>): NativeCall =>
  (interpreter, args, place) => {
    const [cls, ...positional] = args.positional;
    if (cls?.type !== 'class') return none;
    const items = fields.map(
      (field, index) => positional[index] ?? args.keywords.get(field) ?? args.unknown ?? defaults.get(field) ?? null,
    );
    const missing = fields.find((_, index) => items[index] === null);
    if (missing) return interpreter.raise('TypeError', `${name}.__new__() missing 1 required positional argument: '${missing}'`, place);
    const made = newInstance(evaluatorOf(interpreter), cls, args, place);
    if (made.type === 'instance') setPayload(made, { type: 'tuple', items: items.flatMap((item) => item ?? []), place });
    return made;
  };

const namedTuple: NativeCall = (interpreter, args, place) => {
  const [name, given] = args.positional;
  if (name?.type !== 'str' || !given) return unknown('a namedtuple', place);
  const listed = given.type === 'str' ? given.value.split(/[\s,]+/).filter((part) => part !== '') : null;
  const items = listed ? listed.map((part): Value => str(part)) : interpreter.iterate(given, place);
  if ('reason' in items) return items;
  const fields = items.flatMap((item) => (item.type === 'str' ? [item.value] : []));
  const values = interpreter.iterate(args.keywords.get('defaults') ?? tuple([]), place);
  const defaults = 'reason' in values ? [] : values;
  const named = new Map(defaults.map((value, index) => [fields[fields.length - defaults.length + index] ?? '', value]));
  return tupleClass(name.value, fields, named);
};

/** `typing.NamedTuple` as a base: the annotations of the class body are the fields. */
export const namedTupleBase = nativeClass({
  name: 'NamedTuple',
  module: 'typing',
  bases: [classes.tuple],
  native: {
    tag: 'typing.NamedTuple',
    subclassed: (_interpreter, cls) => {
      const fields = [...cls.annotations.keys()];
      if (fields.length === 0) return;
      const defaults = new Map(
        fields.flatMap((field) => (cls.namespace.has(field) ? [[field, cls.namespace.get(field) ?? none] as const] : [])),
      );
      for (const [name, value] of tupleClass(cls.name, fields, defaults).namespace) changing(cls.namespace).set(name, value);
    },
  },
});

export const collectionsModule: HostModule = hostModule('collections', () => ({
  OrderedDict: orderedDict,
  defaultdict: defaultDict,
  Counter: counter,
  deque,
  UserDict: classes.dict,
  UserList: classes.list,
  namedtuple: nativeFunction('namedtuple', namedTuple),
}));
