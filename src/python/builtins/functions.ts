/** Python's builtin functions. */
import { classes, classOf, exceptionClasses, inherits, namedClasses } from '../builtin-classes';
import { born } from '../changes';
import { storeClassAttribute, storeInstanceAttribute } from '../evaluate/attribute-writing';
import { metaDunder, plainAttribute } from '../evaluate/attributes';
import { dictOfNames } from '../evaluate/containers';
import { formatValue } from '../evaluate/format-value';
import { namesOf } from '../evaluate/imports';
import { hashOfKey } from '../evaluate/keys';
import { liveDict } from '../evaluate/live-names';
import { binary, compare, dunder, unary } from '../evaluate/operators';
import { asciiOf } from '../evaluate/representation';
import { superWith } from '../evaluate/super';
import { identityOf } from '../hash-key';
import { bool, int, nativeFunction, none, str, unknown } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import { openFile } from '../stdlib/paths';
import { typingFormOf } from '../typing-forms';
import type { UnknownValue, Value } from '../values';
import type { Builtin, BuiltinCall as Call } from './builtin-call';
import { iteratorFunctions } from './iterator-functions';
import { evaluatorOf } from './method-table';
import { numberFunctions } from './number-functions';
import { rangeClass } from './range';
import { sortValues } from './sorting';

const listOf = (call: Call, items: readonly Value[]): Value => ({
  type: 'list',
  items: call.evaluator.born([...items]),
  place: call.place,
});

function iteratorOf(place: Place | null, items: readonly Value[]): Value {
  let at = 0;
  return born({ type: 'iterator', next: () => items[at++] ?? null, place });
}

/** Iterates an argument and goes on with its items, or gives the Unknown. */
function withItems(call: Call, value: Value | undefined, use: (items: readonly Value[]) => Value): Value {
  if (!value) return call.args.unknown ?? call.evaluator.raise('TypeError', 'expected at least 1 argument, got 0', call.place);
  const items = call.evaluator.iterate(value, call.place);
  return 'reason' in items ? items : use(items);
}

function len(call: Call): Value {
  const value = plain(call.first);
  switch (value.type) {
    case 'str':
      return int([...value.value].length, call.place);
    case 'bytes':
      return int(value.value.length, call.place);
    case 'list':
    case 'tuple':
      return int(value.items.length, call.place);
    case 'dict':
    case 'set':
      return int(value.entries.size, call.place);
    case 'instance': {
      const answer = dunder(call.evaluator, value, '__len__', null, call.place);
      if (answer) return answer;
      break;
    }
    case 'class': {
      const own = metaDunder(call.evaluator, value, '__len__', [], call.place);
      if (own) return own;
      return withItems(call, value, (items) => int(items.length, call.place));
    }
    default:
  }
  return call.evaluator.raise('TypeError', `object of type '${classOf(value)?.name}' has no len()`, call.place);
}

function isInstance(call: Call): Value {
  const [value = none, of = none] = call.args.positional;
  const cls = classOf(value);
  if (!cls) return value;
  return subclassAnswer(call, cls, of, (kind) => `isinstance() arg 2 must be a type, not ${kind}`);
}

function isSubclass(call: Call): Value {
  const [cls = none, of = none] = call.args.positional;
  if (cls.type === 'unknown') return cls;
  if (cls.type !== 'class') return call.evaluator.raise('TypeError', 'issubclass() arg 1 must be a class', call.place);
  return subclassAnswer(call, cls, of, (kind) => `issubclass() arg 2 must be a class, not ${kind}`);
}

function subclassAnswer(call: Call, cls: ReturnType<typeof classOf> & object, of: Value, message: (kind: string) => string): Value {
  if (of.type === 'unknown') return of;
  const form = typingFormOf(of);
  const options = of.type === 'tuple' ? of.items : form?.name === 'Union' ? form.arguments : null;
  if (options) {
    const answers = options.map((option) => subclassAnswer(call, cls, option, message));
    const yes = answers.find((answer) => answer.type === 'bool' && answer.value);
    return yes ?? answers.find((answer) => answer.type === 'unknown') ?? bool(false, call.place);
  }
  const target = form?.origin ?? (of.type === 'None' ? classes.none : of);
  if (target.type !== 'class')
    return form ? unknown('isinstance() of a type hint', call.place) : call.evaluator.raise('TypeError', message(target.type), call.place);
  const own = metaDunder(call.evaluator, target, '__instancecheck__', [call.first], call.place);
  if (own) return own;
  if (inherits(cls, target)) return bool(true, call.place);
  const hidden = cls.mro.find((ancestor): ancestor is UnknownValue => ancestor.type === 'unknown');
  return hidden && target.place === null ? hidden : bool(false, call.place);
}

function extreme(call: Call, operator: '<' | '>'): Value {
  const { evaluator, args, place } = call;
  const pick = (items: readonly Value[]): Value => {
    const fallback = args.keywords.get('default');
    const [head, ...rest] = items;
    if (!head) return fallback ?? evaluator.raise('ValueError', `${operator === '<' ? 'min' : 'max'}() iterable argument is empty`, place);
    const key = args.keywords.get('key');
    const keyOf = (item: Value): Value => (key && key.type !== 'None' ? evaluator.callWith(key, [item], place) : item);
    let best = head;
    let bestKey = keyOf(head);
    for (const item of rest) {
      const itemKey = keyOf(item);
      const better = evaluator.truth(compare(evaluator, operator, itemKey, bestKey, place));
      if (typeof better !== 'boolean') return better;
      if (better) [best, bestKey] = [item, itemKey];
    }
    return best;
  };
  return args.positional.length > 1 ? pick(args.positional) : withItems(call, args.positional[0], pick);
}

function getAttr(call: Call): Value {
  const [value = none, name = none, fallback] = call.args.positional;
  if (name.type !== 'str')
    return name.type === 'unknown' ? name : call.evaluator.raise('TypeError', 'attribute name must be string', call.place);
  if (!fallback) return call.evaluator.getAttribute(value, name.value, call.place);
  return call.evaluator.findAttribute(value, name.value, call.place) ?? fallback;
}

function setAttr(call: Call): Value {
  const [value = none, name = none, to = none] = call.args.positional;
  if (name.type === 'str') call.evaluator.setAttribute(value, name.value, to, call.place);
  return none;
}

function hasAttr(call: Call): Value {
  const [value = none, name = none] = call.args.positional;
  if (value.type === 'unknown') return value;
  if (name.type !== 'str') return name;
  const found = call.evaluator.findAttribute(value, name.value, call.place);
  return found?.type === 'unknown' ? found : bool(found !== null, call.place);
}

/** Sums of floats carry what rounding lost, from Python 3.12 on (`builtin_sum_impl` of Python/bltinmodule.c). */
function floatSum(items: readonly Value[], start: Value, place: Place | null): Value | null {
  const all = [start, ...items];
  if (!items.some((item) => item.type === 'float') || !all.every((item) => item.type === 'float' || item.type === 'int')) return null;
  let total = 0;
  let lost = 0;
  for (const item of all) {
    const value = item.type === 'float' || item.type === 'int' ? Number(item.value) : 0;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return { type: 'float', value: Number.isFinite(lost) ? total + lost : total, place };
}

function sum(call: Call): Value {
  const start = call.args.positional[1] ?? call.args.keywords.get('start') ?? int(0, call.place);
  if (start.type === 'str') return call.evaluator.raise('TypeError', "sum() can't sum strings [use ''.join(seq) instead]", call.place);
  return withItems(
    call,
    call.args.positional[0],
    (items) =>
      floatSum(items, start, call.place) ?? items.reduce((total, item) => binary(call.evaluator, '+', total, item, call.place), start),
  );
}

function dir(call: Call): Value {
  const { first } = call;
  if (first.type === 'unknown') return first;
  const names = new Set<string>();
  const cls = first.type === 'class' ? first : classOf(first);
  if (first.type === 'module') for (const name of namesOf(call.evaluator, first).keys()) names.add(name);
  if (first.type === 'instance') for (const name of first.attributes.keys()) names.add(name);
  for (const ancestor of first.type === 'module' ? [] : (cls?.mro ?? [])) {
    if (ancestor.type === 'unknown') return ancestor;
    for (const name of ancestor.namespace.keys()) names.add(name);
  }
  return listOf(
    call,
    [...names].sort().map((name) => str(name, call.place)),
  );
}

function vars(call: Call): Value {
  const { first } = call;
  if (first.type === 'unknown') return first;
  if (first.type === 'instance') return liveDict(first.attributes, call.place);
  if (first.type === 'module' && first.missing) return unknown(`the names of ${first.name}`, call.place);
  if (first.type === 'module') return liveDict(namesOf(call.evaluator, first), call.place);
  if (first.type === 'class') return dictOfNames(first.namespace, call.place);
  return call.evaluator.raise('TypeError', 'vars() argument must have __dict__ attribute', call.place);
}

function callable(call: Call): Value {
  const { first } = call;
  if (first.type === 'unknown') return first;
  if (first.type === 'instance') return bool(call.evaluator.findAttribute(first.class, '__call__', call.place) !== null, call.place);
  return bool(['function', 'native', 'method', 'class'].includes(first.type), call.place);
}

const modulus = 2n ** 61n - 1n;

/** Whole numbers have a hash that does not change from run to run; of others only that equal ones are equal is known. */
function hashed(call: Call): Value {
  const key = call.evaluator.hashOf(call.first, call.place);
  const value = plain(call.first);
  const whole = value.type === 'int' || value.type === 'bool' ? BigInt(value.value) : null;
  const real = value.type === 'float' && Number.isInteger(value.value) ? BigInt(value.value) : null;
  const number = key.startsWith('h') ? null : (whole ?? real);
  if (number === null) return /^h-?\d+$/.test(key) ? int(BigInt(key.slice(1)), call.place) : hashOfKey(key, call.place);
  const size = (number < 0n ? -number : number) % modulus;
  const signed = number < 0n ? -size : size;
  return int(signed === -1n ? -2n : signed, call.place);
}

function textOf(call: Call, text: string | UnknownValue): Value {
  return typeof text === 'string' ? str(text, call.place) : text;
}

const builtins: Readonly<Record<string, Builtin>> = {
  ...numberFunctions,
  ...iteratorFunctions,
  len,
  isinstance: isInstance,
  issubclass: isSubclass,
  min: (call) => extreme(call, '<'),
  max: (call) => extreme(call, '>'),
  getattr: getAttr,
  setattr: setAttr,
  hasattr: hasAttr,
  delattr: (call) => {
    const name = call.args.positional[1];
    if (name?.type === 'str') call.evaluator.deleteAttribute(call.first, name.value, call.place);
    return none;
  },
  sum,
  dir,
  vars,
  callable,
  sorted: (call) =>
    withItems(call, call.args.positional[0], (items) => {
      const sorted = sortValues(call.evaluator, items, call.args.keywords, call.place);
      return 'reason' in sorted ? sorted : listOf(call, sorted);
    }),
  reversed: (call) => {
    const own = call.first.type === 'instance' ? dunder(call.evaluator, call.first, '__reversed__', null, call.place) : null;
    if (call.first.type === 'set') return call.evaluator.raise('TypeError', "'set' object is not reversible", call.place);
    if (own?.type === 'iterator') return own;
    return withItems(call, own ?? call.args.positional[0], (items) => iteratorOf(call.place, own ? items : [...items].reverse()));
  },
  repr: (call) => textOf(call, call.evaluator.repr(call.first)),
  ascii: (call) => textOf(call, asciiOf(call.evaluator, call.first)),
  format: (call) => {
    const spec = call.args.positional[1];
    return textOf(call, formatValue(call.evaluator, call.first, spec?.type === 'str' ? spec.value : '', call.place));
  },
  print: () => none,
  breakpoint: () => none,
  id: (call) => ('value' in call.first ? unknown('the identity of a value', call.place) : int(identityOf(call.first), call.place)),
  hash: hashed,
  open: (call) => openFile(call.evaluator, call.args, call.place),
  input: (call) => unknown('what somebody types', call.place),
  eval: (call) => unknown('the result of eval()', call.place),
  exec: (call) => unknown('the result of exec()', call.place),
  compile: (call) => unknown('the result of compile()', call.place),
  __import__: (call) =>
    call.first.type === 'str' ? call.evaluator.importModule(call.first.value, call.place) : unknown('an imported module', call.place),
  globals: (call) => unknown('globals()', call.place),
  locals: (call) => unknown('locals()', call.place),
  super: (call) => superWith(call.args.positional, call.place),
  chr: (call) =>
    call.first.type !== 'int'
      ? unknown('chr()', call.place)
      : call.first.value < 0n || call.first.value > 0x10ffffn
        ? call.evaluator.raise('ValueError', 'chr() arg not in range(0x110000)', call.place)
        : str(String.fromCodePoint(Number(call.first.value)), call.place),
  ord: (call) => {
    if (call.first.type !== 'str') return unknown('ord()', call.place);
    const letters = [...call.first.value];
    if (letters.length === 1) return int(call.first.value.codePointAt(0) ?? 0, call.place);
    return call.evaluator.raise('TypeError', `ord() expected a character, but string of length ${letters.length} found`, call.place);
  },
};

/** Builtins that look at an Unknown as at any other value. */
const lenient = new Set([
  'iter',
  'isinstance',
  'getattr',
  'setattr',
  'hasattr',
  'print',
  'zip',
  'enumerate',
  'map',
  'filter',
  'super',
  'sorted',
  'any',
  'all',
  'next',
]);

/** The builtin scope of every module. */
export function builtinScope(): ReadonlyMap<string, Value> {
  const scope = new Map<string, Value>([...namedClasses, ...exceptionClasses, ['range', rangeClass]]);
  scope.set('EnvironmentError', exceptionClasses.get('OSError') ?? none);
  scope.set('IOError', exceptionClasses.get('OSError') ?? none);
  scope.set('NotImplemented', { type: 'NotImplemented', place: null });
  scope.set('Ellipsis', { type: 'Ellipsis', place: null });
  scope.set('__debug__', bool(true));
  for (const name of ['memoryview', 'bytearray', 'complex', 'aiter', 'anext', 'help'])
    scope.set(name, unknown(`the builtin ${name}`, null));
  for (const [name, run] of Object.entries(builtins)) {
    scope.set(
      name,
      nativeFunction(name, (interpreter, args, place) => {
        const missed = args.unknown ?? (lenient.has(name) ? null : args.positional.find((value) => value.type === 'unknown'));
        if (missed) return missed;
        return run({ evaluator: evaluatorOf(interpreter), args, place, first: args.positional[0] ?? none });
      }),
    );
  }
  return scope;
}

/** What every object can do, `object.__init__` and its like. */
export const objectMethods: Readonly<Record<string, Builtin>> = {
  __init__: () => none,
  __init_subclass__: (call) => {
    const cls = call.first;
    const plainly = cls.type === 'class' && cls.mro.every((ancestor) => ancestor.type === 'class' && ancestor.place !== null);
    if (!plainly || call.args.keywords.size === 0) return none;
    return call.evaluator.raise('TypeError', `${cls.name}.__init_subclass__() takes no keyword arguments`, call.place);
  },
  __setattr__: (call) => {
    const [self, name, value] = call.args.positional;
    if (self?.type === 'instance' && name?.type === 'str' && value)
      storeInstanceAttribute(call.evaluator, self, name.value, value, call.place);
    if (self?.type === 'class' && name?.type === 'str' && value) storeClassAttribute(call.evaluator, self, name.value, value, call.place);
    return none;
  },
  __getattribute__: (call) => {
    const name = call.args.positional[1];
    if (name?.type !== 'str') return none;
    const found = call.first.type === 'instance' ? plainAttribute(call.evaluator, call.first, name.value, call.place) : null;
    if (found || call.first.type !== 'instance') return found ?? call.evaluator.getAttribute(call.first, name.value, call.place);
    return call.evaluator.raise('AttributeError', `'${call.first.class.name}' object has no attribute '${name.value}'`, call.place);
  },
  __repr__: (call) => textOf(call, call.evaluator.repr(call.first)),
  __str__: (call) => textOf(call, call.evaluator.str(call.first)),
  __format__: (call) => textOf(call, call.evaluator.str(call.first)),
  __hash__: (call) => unknown('a hash', call.place),
  __eq__: (call) => compare(call.evaluator, 'is', call.first, call.args.positional[1] ?? none, call.place),
  __ne__: (call) =>
    unary(call.evaluator, 'not', compare(call.evaluator, 'is', call.first, call.args.positional[1] ?? none, call.place), call.place),
};
