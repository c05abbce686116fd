/** enum: members are instances of their class, as in CPython's `Lib/enum.py`. */

import { classes, inherits, intClass, typeClass } from '../builtin-classes';
import { evaluatorOf } from '../builtins/method-table';
import { changing, changingForGood } from '../changes';
import { lookup } from '../evaluate/attributes';
import { makeClass } from '../evaluate/classes';
import type { HostModule, Interpreter } from '../interpreter';
import { bool, hostModule, instance, int, nativeClass, nativeFunction, nativeMethod, none, str, unknown } from '../native';
import { plain, setPayload } from '../payload';
import type { Place } from '../place';
import type { Arguments, ClassValue, InstanceValue, NativeCall, Value } from '../values';
import { flagOperator } from './enum-flags';

export interface EnumMember {
  readonly name: string;
  readonly value: Value;
  readonly member: InstanceValue;
}

interface Members {
  /** In the order of their definition, without aliases. */
  readonly members: EnumMember[];
  /** Aliases too. */
  readonly byName: Map<string, InstanceValue>;
}

const known = new WeakMap<ClassValue, Members>();

/** The members of an Enum class without aliases, null for any other class. */
export function enumMembers(cls: ClassValue): readonly EnumMember[] | null {
  return inherits(cls, enumClass) ? (known.get(cls)?.members ?? []) : null;
}

const autoClass = nativeClass({
  name: 'auto',
  module: 'enum',
  native: {
    tag: 'enum.auto',
    operate: (_interpreter, _operator, _self, _other, place) => unknown('a computation with enum.auto()', place),
  },
});
const nonmemberClass = nativeClass({ name: 'nonmember', module: 'enum' });

export const enumClass: ClassValue = nativeClass({
  name: 'Enum',
  module: 'enum',
  native: {
    tag: 'enum',
    subclassed: (interpreter, cls) => collectMembers(interpreter, cls),
    subscript: (interpreter, cls, index, place) => {
      if (index.type === 'unknown') return index;
      const member = index.type === 'str' ? known.get(cls)?.byName.get(index.value) : undefined;
      if (member) return member;
      return interpreter.raise('KeyError', index.type === 'str' ? index.value : 'a key that is no name', place);
    },
    classAttribute: (_interpreter, cls, name, place) => {
      if (name === '__iter__') return { type: 'list', items: (known.get(cls)?.members ?? []).map((entry) => entry.member), place };
      if (name === '__members__') return membersDict(cls, place);
      if (name === '_member_names_') return { type: 'list', items: (known.get(cls)?.members ?? []).map((entry) => str(entry.name)), place };
      return null;
    },
    operate: (interpreter, operator, self, other, place) =>
      inherits(self.class, flagClass) ? flagOperator(interpreter, operator, self, other, place, flagMember) : null,
  },
  members: {
    __str__: nativeMethod('__str__', (interpreter, args, place) => showMember(interpreter, args, place)),
    __repr__: nativeMethod('__repr__', (interpreter, args, place) => {
      const [self] = args.positional;
      if (self?.type !== 'instance') return none;
      const value = interpreter.repr(self.attributes.get('_value_') ?? none);
      return typeof value === 'string' ? str(`<${self.class.name}.${nameOf(self)}: ${value}>`, place) : value;
    }),
  },
});

const plainText: NativeCall = (interpreter, args, place) => {
  const [self] = args.positional;
  const text = self?.type === 'instance' ? interpreter.str(self.attributes.get('_value_') ?? none) : '';
  return typeof text === 'string' ? str(text, place) : text;
};
const valueAsText = { __str__: nativeMethod('__str__', plainText) };

const flagClass = nativeClass({ name: 'Flag', module: 'enum', bases: [enumClass] });
const intEnumClass = nativeClass({ name: 'IntEnum', module: 'enum', bases: [intClass, enumClass], members: valueAsText });
const strEnumClass = nativeClass({ name: 'StrEnum', module: 'enum', bases: [classes.str, enumClass], members: valueAsText });
const intFlagClass = nativeClass({ name: 'IntFlag', module: 'enum', bases: [intClass, flagClass], members: valueAsText });

function nameOf(member: InstanceValue): string {
  const name = member.attributes.get('_name_');
  return name?.type === 'str' ? name.value : '';
}

function showMember(_interpreter: Interpreter, args: Arguments, place: Place | null): Value {
  const [self] = args.positional;
  return self?.type === 'instance' ? str(`${self.class.name}.${nameOf(self)}`, place) : none;
}

function membersDict(cls: ClassValue, place: Place | null): Value {
  const entries = [...(known.get(cls)?.byName ?? [])].map(
    ([name, member]) => [`s${name}`, { key: str(name, place), value: member }] as const,
  );
  return { type: 'dict', entries: new Map<string, { readonly key: Value; value: Value }>(entries), place };
}

/** The class that gives a member its plain value: the `str` of `(str, Enum)`. */
function dataClass(cls: ClassValue): ClassValue | null {
  const types: readonly ClassValue[] = [classes.str, intClass, classes.float, classes.bytes, classes.tuple];
  const found = cls.mro.find((ancestor): ancestor is ClassValue => ancestor.type === 'class' && types.includes(ancestor));
  return found ?? null;
}

function isMemberValue(name: string, value: Value): boolean {
  if (/^_.*_$/.test(name) || name.startsWith('__')) return false;
  if (value.type === 'function' || value.type === 'descriptor' || value.type === 'native' || value.type === 'class') return false;
  return value.type !== 'instance' || (value.class !== nonmemberClass && lookup(value.class, '__get__') === null);
}

function collectMembers(interpreter: Interpreter, cls: ClassValue): void {
  const own: Members = { members: [], byName: new Map() };
  changingForGood(cls.namespace);
  known.set(cls, own);
  const maker = cls.namespace.get('__new__') ?? inheritedFrom(makers, cls);
  const ignored = cls.namespace.get('_ignore_');
  const skipped = ignored?.type === 'str' ? ignored.value.split(/[\s,]+/) : [];
  for (const [name, value] of [...cls.namespace]) {
    if (value.type === 'instance' && value.class === nonmemberClass)
      changing(cls.namespace).set(name, value.attributes.get('value') ?? none);
    if (skipped.includes(name) || !isMemberValue(name, value)) continue;
    addMember(interpreter, cls, own, name, value, maker);
  }
  if (maker && maker !== lookupMember) makers.set(cls, maker);
  const initialiser = cls.namespace.get('__init__');
  if (initialiser) {
    initialisers.set(cls, initialiser);
    changing(cls.namespace).set('__init__', doNothing);
  }
  changing(cls.namespace).set('__new__', lookupMember);
}

/** A `__new__` written in the class makes the members; calling the class afterwards looks one up. */
const makers = new WeakMap<ClassValue, Value>();

/** An `__init__` written in the class is for its members; looking one up does not run it again. */
const initialisers = new WeakMap<ClassValue, Value>();
const doNothing = nativeMethod('__init__', () => none);

function inheritedFrom(kept: WeakMap<ClassValue, Value>, cls: ClassValue): Value | null {
  for (const ancestor of cls.mro.slice(1)) {
    const found = ancestor.type === 'class' ? kept.get(ancestor) : undefined;
    if (found) return found;
  }
  return null;
}

function addMember(interpreter: Interpreter, cls: ClassValue, own: Members, name: string, raw: Value, maker: Value | null): void {
  const value = raw.type === 'instance' && raw.class === autoClass ? nextValue(interpreter, cls, own, name, raw.place) : raw;
  const member = makeMember(interpreter, cls, value, maker);
  const stored = member.attributes.get('_value_') ?? value;
  const alias = own.members.find((entry) => interpreter.equal(entry.value, stored) === true);
  const chosen = alias?.member ?? member;
  if (!alias) {
    const initialise = cls.namespace.get('__init__') ?? inheritedFrom(initialisers, cls);
    const named = str(name, raw.place);
    for (const key of ['_name_', 'name', '__objclass__']) changing(member.attributes).set(key, key === '__objclass__' ? cls : named);
    for (const key of ['_value_', 'value']) changing(member.attributes).set(key, stored);
    if (initialise && initialise.type === 'function') {
      interpreter.call(initialise, { positional: [member, ...spread(value)], keywords: new Map(), unknown: null }, raw.place);
      changing(member.attributes).set('value', member.attributes.get('_value_') ?? stored);
    }
    own.members.push({ name, value: member.attributes.get('_value_') ?? stored, member });
  }
  own.byName.set(name, chosen);
  changing(cls.namespace).set(name, chosen);
}

const spread = (value: Value): readonly Value[] => (value.type === 'tuple' ? value.items : [value]);

function makeMember(interpreter: Interpreter, cls: ClassValue, value: Value, maker: Value | null): InstanceValue {
  const callee = maker?.type === 'descriptor' ? maker.function : maker;
  if (callee && callee !== lookupMember) {
    const made = interpreter.call(callee, { positional: [cls, ...spread(value)], keywords: new Map(), unknown: null }, value.place);
    if (made.type === 'instance') return made;
  }
  const member = instance(cls, null, value.place);
  const type = dataClass(cls);
  if (!type) return member;
  const args = type === classes.tuple ? [value] : spread(value);
  const inner = interpreter.call(type, { positional: args, keywords: new Map(), unknown: null }, value.place);
  if (inner.type !== 'unknown') {
    setPayload(member, inner);
    changing(member.attributes).set('_value_', { ...inner, place: value.place });
  }
  return member;
}

function nextValue(interpreter: Interpreter, cls: ClassValue, own: Members, name: string, place: Place | null): Value {
  const last = own.members.map((entry) => entry.value);
  const custom = lookup(cls, '_generate_next_value_');
  const callee = custom?.type === 'descriptor' ? custom.function : custom;
  if (callee) {
    const values: Value = { type: 'list', items: last, place };
    return interpreter.call(
      callee,
      { positional: [str(name), int(1), int(last.length), values], keywords: new Map(), unknown: null },
      place,
    );
  }
  if (inherits(cls, strEnumClass)) return str(name.toLowerCase(), place);
  const numbers = last.flatMap((value) => (value.type === 'int' ? [value.value] : []));
  const highest = [...numbers, 0n].sort((a, b) => (a < b ? 1 : -1))[0] ?? 0n;
  if (!inherits(cls, flagClass)) return int(highest + 1n, place);
  return int(highest === 0n ? 1n : 1n << BigInt(highest.toString(2).length), place);
}

/** A member or combination of a Flag for a number. */
function flagMember(cls: ClassValue, value: bigint, place: Place | null): InstanceValue {
  const own = known.get(cls);
  const exact = own?.members.find((entry) => entry.value.type === 'int' && entry.value.value === value);
  if (exact) return exact.member;
  const parts = (own?.members ?? []).filter(
    (entry) => entry.value.type === 'int' && entry.value.value !== 0n && (value & entry.value.value) === entry.value.value,
  );
  const member = instance(cls, null, place);
  const name = parts.length > 0 ? str(parts.map((entry) => entry.name).join('|'), place) : none;
  for (const key of ['_name_', 'name']) changing(member.attributes).set(key, name);
  for (const key of ['_value_', 'value']) changing(member.attributes).set(key, int(value, place));
  if (inherits(cls, intFlagClass)) setPayload(member, int(value, place));
  return member;
}

/** `Color('red')`; `Enum('Color', 'RED GREEN')` makes a class. */
const lookupMember = nativeFunction('__new__', (interpreter, args, place) => {
  const [cls, value] = args.positional;
  if (cls?.type !== 'class') return none;
  const own = known.get(cls);
  const names = args.positional[2] ?? args.keywords.get('names');
  if (names && (!own || own.members.length === 0)) return functional(interpreter, cls, args, names, place);
  const wanted = value ?? args.keywords.get('value');
  if (!wanted) return args.unknown ?? interpreter.raise('TypeError', `${cls.name}() missing a value`, place);
  if (wanted.type === 'unknown') return wanted;
  if (wanted.type === 'instance' && wanted.class === cls) return wanted;
  const found = own?.members.find((entry) => interpreter.equal(entry.value, wanted) === true);
  if (found) return found.member;
  const number = plain(wanted);
  if (inherits(cls, flagClass) && number.type === 'int') return flagMember(cls, number.value, place);
  const missing = lookup(cls, '_missing_');
  const callee = missing?.type === 'descriptor' ? missing.function : missing;
  const answer = callee ? interpreter.call(callee, { positional: [cls, wanted], keywords: new Map(), unknown: null }, place) : none;
  if (answer.type !== 'None') return answer;
  const text = interpreter.repr(wanted);
  return interpreter.raise('ValueError', `${typeof text === 'string' ? text : '…'} is not a valid ${cls.name}`, place);
});

function functional(interpreter: Interpreter, cls: ClassValue, args: Arguments, names: Value, place: Place | null): Value {
  const [, name] = args.positional;
  const evaluator = evaluatorOf(interpreter);
  if (name?.type !== 'str') return unknown('an Enum with a name that is not known', place);
  const namespace = new Map<string, Value>();
  const start = args.keywords.get('start');
  let counter = start?.type === 'int' ? start.value : 1n;
  const listed =
    names.type === 'str'
      ? names.value
          .split(/[\s,]+/)
          .filter((part) => part !== '')
          .map((part) => str(part, names.place))
      : null;
  const items =
    names.type === 'dict'
      ? [...names.entries.values()].map((entry): Value => ({ type: 'tuple', items: [entry.key, entry.value], place }))
      : (listed ?? interpreter.iterate(names, place));
  if ('reason' in items) return items;
  for (const item of items) {
    const pair = item.type === 'tuple' || item.type === 'list' ? item.items : [item];
    const [key, value] = pair;
    if (key?.type !== 'str') continue;
    const automatic = inherits(cls, strEnumClass) ? str(key.value.toLowerCase(), key.place) : int(counter, key.place);
    namespace.set(key.value, value ?? automatic);
    counter = inherits(cls, flagClass) ? counter << 1n : counter + 1n;
  }
  const mixin = args.keywords.get('type');
  const module = args.keywords.get('module');
  return makeClass(evaluator, {
    name: name.value,
    qualifiedName: name.value,
    module: module?.type === 'str' ? module.value : (evaluator.runningModule?.value.name ?? ''),
    bases: mixin ? [mixin, cls] : [cls],
    namespace,
    annotations: new Map(),
    bindings: new Map(),
    keywords: new Map(),
    metaclass: null,
    place,
  });
}

for (const cls of [enumClass, flagClass, intEnumClass, strEnumClass, intFlagClass]) changing(cls.namespace).set('__new__', lookupMember);

const metaClass = nativeClass({ name: 'EnumType', module: 'enum', bases: [typeClass] });
const passThrough = nativeFunction('unique', (_interpreter, args) => args.positional[0] ?? none);

export const enumModule: HostModule = hostModule('enum', () => ({
  Enum: enumClass,
  IntEnum: intEnumClass,
  StrEnum: strEnumClass,
  ReprEnum: enumClass,
  Flag: flagClass,
  IntFlag: intFlagClass,
  EnumMeta: metaClass,
  EnumType: metaClass,
  auto: nativeFunction('auto', (_interpreter, _args, place) => instance(autoClass, null, place)),
  unique: passThrough,
  member: passThrough,
  verify: nativeFunction('verify', () => passThrough),
  global_enum: passThrough,
  UNIQUE: bool(true),
  CONTINUOUS: bool(true),
  nonmember: nativeFunction('nonmember', (_interpreter, args, place) => {
    const wrapped = instance(nonmemberClass, null, place);
    changing(wrapped.attributes).set('value', args.positional[0] ?? none);
    return wrapped;
  }),
  property: classes.property,
}));
