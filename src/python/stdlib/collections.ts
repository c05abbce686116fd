/** collections: dicts and lists under other names, and namedtuple. */

import { classes } from '../builtin-classes';
import { dictView } from '../builtins/dict-views';
import { evaluatorOf } from '../builtins/method-table';
import { changing } from '../changes';
import { newInstance } from '../evaluate/calls';
import { putEntry } from '../evaluate/containers';
import type { HostModule, Interpreter } from '../interpreter';
import { bool, hostModule, nativeClass, nativeFunction, nativeMethod, none, str, tuple, unknown } from '../native';
import { plain, setPayload } from '../payload';
import type { Place } from '../place';
import type { ClassValue, DictValue, InstanceValue, NativeCall, Value } from '../values';
import { counterClass } from './counter';
import { dequeClass } from './deque';

const dictText = (interpreter: Interpreter, self: InstanceValue, place: Place | null): Value => {
  const text = interpreter.repr(plain(self));
  return typeof text === 'string' ? str(text, place) : text;
};

const orderedView =
  (part: 'keys' | 'values' | 'items'): NativeCall =>
  (_interpreter, args, place) => {
    const inner = plain(args.positional[0] ?? none);
    return inner.type === 'dict' ? dictView(inner, part, place, true) : none;
  };

/** Puts a key at an end of an OrderedDict. */
const moveToEnd: NativeCall = (interpreter, args, place) => {
  const [self, key = none, given] = args.positional;
  const evaluator = evaluatorOf(interpreter);
  const inner = self ? plain(self) : none;
  if (inner.type !== 'dict') return none;
  const hash = evaluator.hashOf(key, place);
  const entry = inner.entries.get(hash) ?? evaluator.raiseKey(key, place);
  const last = evaluator.truth(given ?? args.keywords.get('last') ?? bool(true));
  const entries = evaluator.touchEntries(inner);
  const rest = [...entries].filter(([other]) => other !== hash);
  entries.clear();
  for (const [name, kept] of last === false ? [[hash, entry] as const, ...rest] : [...rest, [hash, entry] as const])
    entries.set(name, kept);
  return none;
};

const popOrdered: NativeCall = (interpreter, args, place) => {
  const [self, given] = args.positional;
  const evaluator = evaluatorOf(interpreter);
  const inner = self ? plain(self) : none;
  if (inner.type !== 'dict') return none;
  const last = evaluator.truth(given ?? args.keywords.get('last') ?? bool(true));
  const keys = [...inner.entries.keys()];
  const key = last === false ? keys[0] : keys[keys.length - 1];
  const entry = key === undefined ? undefined : inner.entries.get(key);
  if (key === undefined || !entry) return interpreter.raise('KeyError', 'dictionary is empty', place);
  evaluator.touchEntries(inner).delete(key);
  return tuple([entry.key, entry.value], place);
};

const orderedDict: ClassValue = nativeClass({
  name: 'OrderedDict',
  module: 'collections',
  bases: [classes.dict],
  members: {
    keys: nativeMethod('keys', orderedView('keys')),
    values: nativeMethod('values', orderedView('values')),
    items: nativeMethod('items', orderedView('items')),
    move_to_end: nativeMethod('move_to_end', moveToEnd),
    popitem: nativeMethod('popitem', popOrdered),
  },
  native: {
    tag: 'collections.OrderedDict',
    operate: (interpreter, operator, self, other, place) => {
      if (operator === '__repr__' || operator === '__str__') {
        const inner = plain(self);
        if (inner.type === 'dict' && inner.entries.size === 0) return str(`${self.class.name}()`, place);
        const text = dictText(interpreter, self, place);
        return text.type === 'str' ? str(`${self.class.name}(${text.value})`, place) : text;
      }
      const theirs = other?.type === 'instance' && interpreter.isSubclass(other.class, orderedDict) ? plain(other) : null;
      const mine = plain(self);
      if (operator !== '__eq__' || theirs?.type !== 'dict' || mine.type !== 'dict') return null;
      if ([...mine.entries.keys()].join() !== [...theirs.entries.keys()].join()) return bool(false, place);
      return null;
    },
  },
});

const missingKey: NativeCall = (interpreter, args, place) => {
  const [self, key] = args.positional;
  const factory = self?.type === 'instance' ? self.attributes.get('default_factory') : null;
  const inner = self ? plain(self) : none;
  if (!factory || factory.type === 'None' || !key) return evaluatorOf(interpreter).raiseKey(key ?? none, place);
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
  native: {
    tag: 'collections.defaultdict',
    operate: (interpreter, operator, self, _other, place) => {
      if (operator !== '__repr__' && operator !== '__str__') return null;
      const factory = interpreter.repr(self.attributes.get('default_factory') ?? none);
      const text = dictText(interpreter, self, place);
      if (typeof factory !== 'string') return factory;
      return text.type === 'str' ? str(`${self.class.name}(${factory}, ${text.value})`, place) : text;
    },
  },
});

/** Makes the class of `namedtuple('Point', 'x y')`: a tuple whose items have names. */
export function tupleClass(
  name: string,
  fields: readonly string[],
  defaults: ReadonlyMap<string, Value>,
  module = 'collections',
): ClassValue {
  const made = nativeClass({ name, module, bases: [classes.tuple] });
  changing(made.namespace).set('_fields', tuple(fields.map((field) => str(field))));
  changing(made.namespace).set('__match_args__', tuple(fields.map((field) => str(field))));
  const given = [...defaults].map(([field, value]) => [`s${field}`, { key: str(field), value }] as const);
  const defaultEntries = new Map<string, { readonly key: Value; readonly value: Value }>(given);
  changing(made.namespace).set('_field_defaults', { type: 'dict', entries: defaultEntries, place: null });
  const makeFrom: NativeCall = (interpreter, args, place) => {
    const [cls = made, iterable = none] = args.positional;
    const items = interpreter.iterate(iterable, place);
    return 'reason' in items ? items : interpreter.call(cls, { positional: items, keywords: new Map(), unknown: null }, place);
  };
  const maker = nativeFunction('_make', makeFrom);
  changing(made.namespace).set('_make', { type: 'descriptor', kind: 'classmethod', function: maker, attributes: new Map(), place: null });
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
    if (positional.length > fields.length) {
      const message = `${name}.__new__() takes ${fields.length + 1} positional arguments but ${positional.length + 1} were given`;
      return interpreter.raise('TypeError', message, place);
    }
    const strange = [...args.keywords.keys()].find((keyword) => !fields.includes(keyword));
    if (strange) return interpreter.raise('TypeError', `${name}.__new__() got an unexpected keyword argument '${strange}'`, place);
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
  Counter: counterClass,
  deque: dequeClass,
  namedtuple: nativeFunction('namedtuple', namedTuple),
}));
