/** functools, contextlib, abc: decorators and wrappers. */

import { typeClass } from '../builtin-classes';
import { evaluatorOf } from '../builtins/method-table';
import { changing } from '../changes';
import { lookup } from '../evaluate/attributes';
import { generatorContext } from '../evaluate/context-managers';
import { compare } from '../evaluate/operators';
import type { HostModule } from '../interpreter';
import { bool, hostModule, instance, nativeClass, nativeFunction, nativeMethod, none, str, tuple, unknown } from '../native';
import type { Place } from '../place';
import type { Arguments, DescriptorValue, NativeCall, Value } from '../values';

const first: NativeCall = (_interpreter, args) => args.positional[0] ?? none;

/** A decorator that leaves what it decorates, whether or not it is given options first. */
const leaves = (name: string): Value =>
  nativeFunction(name, (_interpreter, args) => {
    const [given] = args.positional;
    const decorates = given && args.positional.length === 1 && args.keywords.size === 0 && given.type !== 'int' && given.type !== 'None';
    return decorates ? given : nativeFunction(name, first);
  });

interface Partial {
  readonly kind: 'partial';
  readonly callee: Value;
  readonly arguments: Arguments;
}
const isPartial = (host: unknown): host is Partial =>
  typeof host === 'object' && host !== null && 'kind' in host && host.kind === 'partial';

/** A `functools.partial`: `host` keeps the callee and the arguments. */
const partialClass = nativeClass({
  name: 'partial',
  module: 'functools',
  native: {
    tag: 'functools.partial',
    call: (interpreter, self, args, place) => {
      if (!isPartial(self.host)) return none;
      const { callee, arguments: kept } = self.host;
      const positional = [...kept.positional, ...args.positional];
      const keywords = new Map([...kept.keywords, ...args.keywords]);
      return interpreter.call(callee, { positional, keywords, unknown: kept.unknown ?? args.unknown }, place);
    },
    attribute: (_interpreter, self, name, place) => partialAttribute(self.host, name, place),
  },
});

function partialAttribute(host: unknown, name: string, place: Place | null): Value | null {
  if (!isPartial(host)) return null;
  if (name === 'func') return host.callee;
  if (name === 'args') return tuple(host.arguments.positional, place);
  return name === 'keywords' ? unknown('the keywords of a partial', place) : null;
}

/** Fills in the comparisons that a class lacks by `<` or another one that it has, and `==`. */
const totalOrdering: NativeCall = (_interpreter, args, place) => {
  const [cls = none] = args.positional;
  if (cls.type !== 'class' || !lookup(cls, '__lt__')) return cls.type === 'class' ? unknown('a class made by total_ordering', place) : cls;
  const add = (name: string, answer: (less: boolean, same: boolean) => boolean): void => {
    if (lookup(cls, name)) return;
    const call: NativeCall = (interpreter, given, at) => {
      const [self = none, other = none] = given.positional;
      const evaluator = evaluatorOf(interpreter);
      const less = evaluator.truth(compare(evaluator, '<', self, other, at));
      const same = evaluator.equal(self, other);
      if (typeof less !== 'boolean') return less;
      return typeof same === 'boolean' ? bool(answer(less, same), at) : same;
    };
    changing(cls.namespace).set(name, nativeMethod(name, call));
  };
  add('__gt__', (less, same) => !less && !same);
  add('__le__', (less, same) => less || same);
  add('__ge__', (less) => !less);
  return cls;
};

const partial: NativeCall = (_interpreter, args, place) => {
  const [, callee, ...positional] = args.positional;
  if (!callee || callee.type === 'unknown') return callee ?? none;
  const host: Partial = { kind: 'partial', callee, arguments: { ...args, positional } };
  return instance(partialClass, host, place);
};
changing(partialClass.namespace).set('__new__', nativeFunction('__new__', partial));

const wraps: NativeCall = (_interpreter, args) => {
  const [wrapped] = args.positional;
  return nativeFunction('wraps', (interpreter, given, place) => {
    const [fn] = given.positional;
    if (fn?.type !== 'function' || !wrapped) return fn ?? none;
    changing(fn.attributes).set('__wrapped__', wrapped);
    for (const name of ['__name__', '__qualname__', '__module__', '__doc__']) {
      const value = interpreter.findAttribute(wrapped, name, place);
      if (value) changing(fn.attributes).set(name, value);
    }
    return fn;
  });
};

const asProperty: NativeCall = (_interpreter, args, place) => {
  const fn = args.positional[0] ?? none;
  const made: DescriptorValue = { type: 'descriptor', kind: 'property', function: fn, attributes: new Map(), place: fn.place ?? place };
  return made;
};

const reduce: NativeCall = (interpreter, args, place) => {
  const [fn = none, iterable = none, initial] = args.positional;
  const items = interpreter.iterate(iterable, place);
  if ('reason' in items) return items;
  const [head, ...rest] = initial ? [initial, ...items] : items;
  if (!head) return interpreter.raise('TypeError', 'reduce() of empty iterable with no initial value', place);
  return rest.reduce((total, item) => interpreter.call(fn, { positional: [total, item], keywords: new Map(), unknown: null }, place), head);
};

export const functoolsModule: HostModule = hostModule('functools', () => ({
  partial: partialClass,
  wraps: nativeFunction('wraps', wraps),
  update_wrapper: nativeFunction('update_wrapper', first),
  lru_cache: leaves('lru_cache'),
  cache: leaves('cache'),
  total_ordering: nativeFunction('total_ordering', totalOrdering),
  cached_property: nativeFunction('cached_property', asProperty),
  reduce: nativeFunction('reduce', reduce),
}));

const contextManager: NativeCall = (_interpreter, args) => {
  const [generator = none] = args.positional;
  const name = generator.type === 'function' ? generator.name : 'contextmanager';
  return nativeMethod(name, (_inner, given, place) => generatorContext(generator, given, place));
};

const nullContext = nativeClass({
  name: 'nullcontext',
  module: 'contextlib',
  members: {
    __init__: nativeMethod('__init__', (_interpreter, args) => {
      const [self, value] = args.positional;
      if (self?.type === 'instance') changing(self.attributes).set('enter_result', value ?? none);
      return none;
    }),
    __enter__: nativeMethod('__enter__', (_interpreter, args) => {
      const [self] = args.positional;
      return (self?.type === 'instance' && self.attributes.get('enter_result')) || none;
    }),
    __exit__: nativeMethod('__exit__', () => none),
  },
});

const suppress = nativeClass({
  name: 'suppress',
  module: 'contextlib',
  members: {
    __init__: nativeMethod('__init__', (_interpreter, args, place) => {
      const [self, ...types] = args.positional;
      if (self?.type === 'instance') changing(self.attributes).set('types', { type: 'tuple', items: types, place });
      return none;
    }),
    __enter__: nativeMethod('__enter__', first),
    __exit__: nativeMethod('__exit__', (_interpreter, args, place) => {
      const [self, raised] = args.positional;
      const types = self?.type === 'instance' ? self.attributes.get('types') : null;
      const wanted = types?.type === 'tuple' ? types.items : [];
      return {
        type: 'bool',
        value: raised?.type === 'class' && wanted.some((type) => type.type === 'class' && raised.mro.includes(type)),
        place,
      };
    }),
  },
});

export const contextlibModule: HostModule = hostModule('contextlib', () => ({
  contextmanager: nativeFunction('contextmanager', contextManager),
  asynccontextmanager: nativeFunction('asynccontextmanager', contextManager),
  nullcontext: nullContext,
  suppress,
  ContextDecorator: nativeClass({ name: 'ContextDecorator', module: 'contextlib' }),
  AbstractContextManager: nativeClass({ name: 'AbstractContextManager', module: 'contextlib' }),
  AbstractAsyncContextManager: nativeClass({ name: 'AbstractAsyncContextManager', module: 'contextlib' }),
}));

export const abcModule: HostModule = hostModule('abc', () => {
  const meta = nativeClass({
    name: 'ABCMeta',
    module: 'abc',
    bases: [typeClass],
    members: { register: nativeMethod('register', (_interpreter, args) => args.positional[1] ?? none) },
  });
  return {
    ABC: nativeClass({ name: 'ABC', module: 'abc', metaclass: meta }),
    ABCMeta: meta,
    abstractmethod: nativeFunction('abstractmethod', first),
    abstractproperty: nativeFunction('abstractproperty', asProperty),
    abstractclassmethod: nativeFunction('abstractclassmethod', first),
    abstractstaticmethod: nativeFunction('abstractstaticmethod', first),
    __name__: str('abc'),
  };
});
