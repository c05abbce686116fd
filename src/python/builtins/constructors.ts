/** What calling a builtin class makes: `str(5)`, `dict(a=1)`, and the plain value inside an instance of a class that inherits from one. */

import { classes, classOf, inherits, intClass, objectClass, typeClass } from '../builtin-classes';
import { changing } from '../changes';
import { realOf } from '../evaluate/arithmetic';
import { lookup } from '../evaluate/attributes';
import { instantiate, newInstance } from '../evaluate/calls';
import { classFromCall } from '../evaluate/classes';
import { putEntry, putMember } from '../evaluate/containers';
import type { Evaluator } from '../evaluate/evaluator';
import { bool, int, nativeFunction, nativeMethod, none, str, unknown } from '../native';
import { plain, setPayload } from '../payload';
import type { Place } from '../place';
import type { Arguments, ClassValue, DescriptorValue, DictValue, NativeCall, SetValue, Value } from '../values';
import { addAll } from './container-methods';
import { evaluatorOf, firstUnknown, wholeNumber } from './method-table';

type Construct = (evaluator: Evaluator, args: Arguments, place: Place | null) => Value;

function toInt(evaluator: Evaluator, args: Arguments, place: Place | null): Value {
  const [first, second] = args.positional;
  if (!first) return int(0, place);
  const value = plain(first);
  if (value.type === 'int') return int(value.value, place);
  if (value.type === 'bool') return int(value.value ? 1 : 0, place);
  if (value.type === 'float') return wholeOfFloat(evaluator, value.value, place);
  if (value.type === 'bytes') return textToInt(evaluator, new TextDecoder().decode(value.value), 10, place);
  if (value.type === 'str')
    return textToInt(evaluator, value.value, wholeNumber(second ?? args.keywords.get('base') ?? int(10)) ?? 10, place);
  if (first.type === 'instance') return evaluator.callWith(evaluator.getAttribute(first, '__int__', place), [], place);
  return evaluator.raise(
    'TypeError',
    `int() argument must be a string, a bytes-like object or a real number, not '${classOf(first)?.name}'`,
    place,
  );
}

function wholeOfFloat(evaluator: Evaluator, value: number, place: Place | null): Value {
  if (Number.isFinite(value)) return int(BigInt(Math.trunc(value)), place);
  if (Number.isNaN(value)) return evaluator.raise('ValueError', 'cannot convert float NaN to integer', place);
  return evaluator.raise('OverflowError', 'cannot convert float infinity to integer', place);
}

function textToInt(evaluator: Evaluator, text: string, base: number, place: Place | null): Value {
  const clean = plainDigits(text)
    .trim()
    .replace(/(?<=[0-9a-zA-Z])_(?=[0-9a-zA-Z])/g, '')
    .toLowerCase();
  const [, sign = '', prefix = '', digits = ''] = /^([+-]?)(0[box])?([0-9a-z]+)$/.exec(clean) ?? [];
  const bases: Readonly<Record<string, number>> = { '0b': 2, '0o': 8, '0x': 16 };
  const actual = base === 0 ? (bases[prefix] ?? 10) : base;
  const body = prefix !== '' && bases[prefix] !== actual ? prefix + digits : digits;
  const letters = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, actual);
  const zeros = base === 0 && prefix === '' && /^0+[1-9]/.test(digits);
  if (body === '' || zeros || [...body].some((letter) => !letters.includes(letter))) {
    return evaluator.raise('ValueError', `invalid literal for int() with base ${base}: '${text}'`, place);
  }
  if (body.length > 4300) return unknown('a number that is too large', place);
  const value = [...body].reduce((sum, letter) => sum * BigInt(actual) + BigInt(letters.indexOf(letter)), 0n);
  return int(sign === '-' ? -value : value, place);
}

/** Decimal digits of any script as those of ASCII. */
const plainDigits = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    let zero = digit.codePointAt(0) ?? 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && (digit.codePointAt(0) ?? 0) - zero < 9) zero -= 1;
    return String((digit.codePointAt(0) ?? 0) - zero);
  });

function toFloat(evaluator: Evaluator, args: Arguments, place: Place | null): Value {
  const value = plain(args.positional[0] ?? int(0));
  if (value.type === 'float') return { ...value, place };
  const real = realOf(evaluator, value, place);
  if (real !== null) return { type: 'float', value: real, place };
  if (value.type === 'instance') {
    const own = lookup(value.class, '__float__') ?? lookup(value.class, '__index__');
    return own ? evaluator.callWith(own, [value], place) : unknown('float() of an object', place);
  }
  if (value.type !== 'str') {
    const kind = classOf(value)?.name;
    return evaluator.raise('TypeError', `float() argument must be a string or a real number, not '${kind}'`, place);
  }
  const text = plainDigits(value.value)
    .trim()
    .replace(/(?<=\d)_(?=\d)/g, '')
    .toLowerCase();
  if (/^[+-]?(inf|infinity)$/.test(text))
    return { type: 'float', value: text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY, place };
  if (/^[+-]?nan$/.test(text)) return { type: 'float', value: Number.NaN, place };
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text)) return { type: 'float', value: Number(text), place };
  return evaluator.raise('ValueError', `could not convert string to float: '${value.value}'`, place);
}

function toStr(evaluator: Evaluator, args: Arguments, place: Place | null): Value {
  const first = args.positional[0] ?? args.keywords.get('object');
  const encoding = args.positional[1];
  if (!first) return str('', place);
  const named = plain(encoding ?? args.keywords.get('encoding') ?? none);
  if (first.type === 'bytes' && named.type === 'str' && !/^(utf[-_]?8|ascii)$/i.test(named.value)) {
    return unknown(`text in the encoding ${named.value}`, place);
  }
  if (first.type === 'bytes' && (encoding || args.keywords.has('encoding'))) return str(new TextDecoder().decode(first.value), place);
  const text = evaluator.str(first);
  return typeof text === 'string' ? str(text, place) : text;
}

function toBytes(evaluator: Evaluator, args: Arguments, place: Place | null): Value {
  const value = plain(args.positional[0] ?? str(''));
  if (value.type === 'str' && args.positional.length === 1 && !args.keywords.has('encoding')) {
    return evaluator.raise('TypeError', 'string argument without an encoding', place);
  }
  if (value.type === 'bool') return { type: 'bytes', value: new Uint8Array(value.value ? 1 : 0), place };
  if (value.type === 'int' && value.value < 0n) return evaluator.raise('ValueError', 'negative count', place);
  if (value.type === 'str') return { type: 'bytes', value: new TextEncoder().encode(value.value), place };
  if (value.type === 'bytes') return { ...value, place };
  if (value.type === 'int')
    return value.value > 1_000_000n
      ? unknown('a value that is too large', place)
      : { type: 'bytes', value: new Uint8Array(Number(value.value)), place };
  const items = evaluator.iterate(value, place);
  if ('reason' in items) return items;
  const numbers = items.map((item) => wholeNumber(item));
  if (numbers.some((number) => number !== null && (number < 0 || number > 255))) {
    return evaluator.raise('ValueError', 'bytes must be in range(0, 256)', place);
  }
  return { type: 'bytes', value: Uint8Array.from(numbers.map((number) => number ?? 0)), place };
}

function sequence(kind: 'list' | 'tuple'): Construct {
  return (evaluator, args, place) => {
    const items = args.positional[0] ? evaluator.iterate(args.positional[0], place) : [];
    if ('reason' in items) return items;
    return kind === 'list' ? { type: 'list', items: evaluator.born([...items]), place } : { type: 'tuple', items, place };
  };
}

function toSet(frozen: boolean): Construct {
  return (evaluator, args, place) => {
    const items = args.positional[0] ? evaluator.iterate(args.positional[0], place) : [];
    if ('reason' in items) return items;
    const set: SetValue = { type: 'set', frozen, entries: evaluator.born(new Map()), place };
    for (const item of items) putMember(evaluator, set, item, place);
    return set;
  };
}

function toDict(evaluator: Evaluator, args: Arguments, place: Place | null): Value {
  const dict: DictValue = { type: 'dict', entries: evaluator.born(new Map()), place };
  const [given] = args.positional;
  if (given?.type === 'unknown') return given;
  if (args.unknown) return args.unknown;
  if (given) addAll(dict, given, { evaluator, place });
  for (const [name, value] of args.keywords) putEntry(evaluator, dict, str(name, value.place), value, place);
  return dict;
}

const constructors: readonly (readonly [ClassValue, Construct])[] = [
  [intClass, toInt],
  [classes.float, toFloat],
  [classes.str, toStr],
  [classes.bytes, toBytes],
  [classes.list, sequence('list')],
  [classes.tuple, sequence('tuple')],
  [classes.set, toSet(false)],
  [classes.frozenset, toSet(true)],
  [classes.dict, toDict],
];

const scalars: ReadonlySet<ClassValue> = new Set([intClass, classes.float, classes.str, classes.bytes]);

/** `__new__` of a builtin class: the plain value, or an instance of the subclass around it. */
function newOf(cls: ClassValue, construct: Construct): NativeCall {
  return (interpreter, args, place) => {
    const evaluator = evaluatorOf(interpreter);
    const [asked, ...positional] = args.positional;
    const rest = { ...args, positional };
    if (asked?.type !== 'class' || asked === cls) {
      const missed = args.unknown ?? (scalars.has(cls) ? firstUnknown(args) : null);
      return missed ?? construct(evaluator, rest, place);
    }
    const hidden = scalars.has(cls) ? (args.unknown ?? positional.find((value) => value.type === 'unknown')) : null;
    if (hidden) return hidden;
    const made = newInstance(evaluator, asked, rest, place);
    const ownInit = asked.mro.some(
      (ancestor) => ancestor.type === 'class' && ancestor.place !== null && ancestor.namespace.has('__init__'),
    );
    const usable =
      ownInit && (cls === classes.dict || cls === classes.list || cls === classes.set)
        ? { ...rest, positional: [], keywords: new Map() }
        : rest;
    const inner = construct(evaluator, usable, place);
    if (made.type === 'instance' && inner.type !== 'unknown') setPayload(made, inner);
    return made.type === 'instance' && inner.type === 'unknown' ? inner : made;
  };
}

/** `super().__init__(...)` of a class that inherits from list, dict or set fills the plain value inside. */
function initialiser(cls: ClassValue): NativeCall {
  return (interpreter, args, place) => {
    const evaluator = evaluatorOf(interpreter);
    const [self, ...positional] = args.positional;
    const inner = self ? plain(self) : none;
    if (self?.type !== 'instance') return none;
    const made = constructors.find(([candidate]) => candidate === cls)?.[1](evaluator, { ...args, positional }, place);
    if (made && made.type !== 'unknown' && inner.type === made.type) setPayload(self, made);
    return none;
  };
}

const descriptor = (
  kind: 'property' | 'classmethod' | 'staticmethod',
  fn: Value,
  attributes: ReadonlyMap<string, Value>,
  place: Place | null,
): DescriptorValue => ({
  type: 'descriptor',
  kind,
  function: fn,
  attributes: new Map(attributes),
  place,
});

function makeDescriptor(kind: 'property' | 'classmethod' | 'staticmethod'): NativeCall {
  return (_interpreter, args, place) => {
    const fn = args.positional[1] ?? args.keywords.get('fget') ?? none;
    if (fn.type === 'unknown') return fn;
    const setter = args.positional[2] ?? args.keywords.get('fset');
    return descriptor(kind, fn, setter && setter.type !== 'None' ? new Map([['fset', setter]]) : new Map(), fn.place ?? place);
  };
}

function typeOf(evaluator: Evaluator, args: Arguments, place: Place | null): Value {
  const [meta, first, second] = args.positional;
  if (args.unknown) return args.unknown;
  if (second === undefined && first && meta === typeClass) return classOf(first) ?? first;
  return classFromCall(evaluator, args.positional, args.keywords, place);
}

/** Hangs `__new__` and `__init__` on the builtin classes. */
export function defineConstructors(): void {
  for (const [cls, construct] of constructors) changing(cls.namespace).set('__new__', nativeFunction('__new__', newOf(cls, construct)));
  for (const cls of [classes.list, classes.dict, classes.set])
    changing(cls.namespace).set('__init__', nativeMethod('__init__', initialiser(cls)));
  changing(classes.bool.namespace).set(
    '__new__',
    nativeFunction('__new__', (interpreter, args, place) => {
      const truth = interpreter.truth(args.positional[1] ?? none);
      return typeof truth === 'boolean' ? { type: 'bool', value: truth, place } : truth;
    }),
  );
  changing(objectClass.namespace).set(
    '__new__',
    nativeFunction('__new__', (interpreter, args, place) => {
      const [cls, ...positional] = args.positional;
      if (cls?.type !== 'class') return cls ?? none;
      return newInstance(evaluatorOf(interpreter), cls, { ...args, positional }, place);
    }),
  );
  changing(typeClass.namespace).set(
    '__new__',
    nativeFunction('__new__', (interpreter, args, place) => typeOf(evaluatorOf(interpreter), args, place)),
  );
  changing(typeClass.namespace).set(
    '__init__',
    nativeMethod('__init__', () => none),
  );
  changing(typeClass.namespace).set(
    '__call__',
    nativeMethod('__call__', (interpreter, args, place) => {
      const [cls, ...positional] = args.positional;
      if (cls?.type !== 'class') return cls ?? none;
      return instantiate(evaluatorOf(interpreter), cls, { ...args, positional }, place);
    }),
  );
  changing(typeClass.namespace).set(
    '__instancecheck__',
    nativeMethod('__instancecheck__', (_interpreter, args, place) => {
      const [of, value] = args.positional;
      const cls = value && classOf(value);
      return cls && of?.type === 'class' ? bool(inherits(cls, of), place) : unknown('isinstance() of a metaclass', place);
    }),
  );
  for (const kind of ['property', 'classmethod', 'staticmethod'] as const) {
    changing(classes[kind].namespace).set('__new__', nativeFunction('__new__', makeDescriptor(kind)));
  }
  changing(classes.slice.namespace).set(
    '__new__',
    nativeFunction('__new__', (_interpreter, args, place) => {
      const [, a = none, b, c = none] = args.positional;
      return { type: 'slice', start: b ? a : none, stop: b ?? a, step: c, place };
    }),
  );
  changing(classes.dict.namespace).set('fromkeys', nativeFunction('fromkeys', fromKeys));
  changing(classes.str.namespace).set('maketrans', nativeFunction('maketrans', makeTranslation));
}

const fromKeys: NativeCall = (interpreter, args, place) => {
  const evaluator = evaluatorOf(interpreter);
  const items = evaluator.iterate(args.positional[0] ?? none, place);
  if ('reason' in items) return items;
  const dict: DictValue = { type: 'dict', entries: evaluator.born(new Map()), place };
  for (const item of items) putEntry(evaluator, dict, item, args.positional[1] ?? none, place);
  return dict;
};

const makeTranslation: NativeCall = (interpreter, args, place) => {
  const evaluator = evaluatorOf(interpreter);
  const missed = firstUnknown(args);
  if (missed) return missed;
  const [from, to, gone] = args.positional;
  const dict: DictValue = { type: 'dict', entries: evaluator.born(new Map()), place };
  const code = (letter: string): Value => int(letter.codePointAt(0) ?? 0, place);
  if (from?.type === 'dict') {
    for (const entry of from.entries.values()) {
      putEntry(evaluator, dict, entry.key.type === 'str' ? code(entry.key.value) : entry.key, entry.value, place);
    }
  }
  if (from?.type === 'str' && to?.type === 'str') {
    if ([...from.value].length !== [...to.value].length) {
      return evaluator.raise('ValueError', 'the first two maketrans arguments must have equal length', place);
    }
    const targets = [...to.value];
    for (const [index, letter] of [...from.value].entries()) putEntry(evaluator, dict, code(letter), code(targets[index] ?? ''), place);
  }
  if (gone?.type === 'str') for (const letter of gone.value) putEntry(evaluator, dict, code(letter), none, place);
  return dict;
};
