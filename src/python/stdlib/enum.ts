/** enum: members are instances of their class, as in CPython's `Lib/enum.py`. */

import { classes, inherits, intClass, typeClass } from '../builtin-classes';
import { evaluatorOf } from '../builtins/method-table';
import { born, changing, changingForGood } from '../changes';
import { lookup } from '../evaluate/attributes';
import { makeClass } from '../evaluate/classes';
import { formatPlainValue } from '../evaluate/format-value';
import { getItem } from '../evaluate/subscripts';
import { hashKey } from '../hash-key';
import type { HostModule, Interpreter } from '../interpreter';
import { bool, hostModule, instance, int, nativeClass, nativeFunction, nativeMethod, none, str, tuple, unknown } from '../native';
import { plain, setPayload } from '../payload';
import type { Place } from '../place';
import type { Arguments, ClassValue, DictValue, InstanceValue, NativeCall, Value } from '../values';
import { autoClass, autoResolver } from './enum-auto';
import { flagOperator } from './enum-flags';
import { mappingProxy } from './mapping-proxy';

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
  /** What has been given so far, that of aliases too: what `_generate_next_value_` is told. */
  readonly given: Value[];
  /** Combinations of flags, each made once. */
  readonly combinations: Map<bigint, InstanceValue>;
}

const known = new WeakMap<ClassValue, Members>();

/** The members of an Enum class without aliases, null for any other class. */
export function enumMembers(cls: ClassValue): readonly EnumMember[] | null {
  return inherits(cls, enumClass) ? (known.get(cls)?.members ?? []) : null;
}

const nonmemberClass = nativeClass({ name: 'nonmember', module: 'enum' });
const memberClass = nativeClass({ name: 'member', module: 'enum' });

/** `nonmember(x)` and `member(x)`: a value with a word on whether it is a member. */
const wrapping = (cls: ClassValue): Value =>
  nativeFunction(cls.name, (_interpreter, args, place) => {
    const wrapped = instance(cls, null, place);
    changing(wrapped.attributes).set('value', args.positional[0] ?? none);
    return wrapped;
  });

const listIterator = (items: readonly Value[], place: Place | null): Value => {
  let at = 0;
  return born({ type: 'iterator', next: () => items[at++] ?? null, place });
};

const classGiven = (args: Arguments): ClassValue | null => (args.positional[0]?.type === 'class' ? args.positional[0] : null);

/** `EnumType`: what can be asked of an Enum class as of a container. */
const metaClass: ClassValue = nativeClass({
  name: 'EnumType',
  module: 'enum',
  bases: [typeClass],
  members: {
    __len__: nativeMethod('__len__', (_interpreter, args, place) => int(classGiven(args) ? iterated(classGiven(args)!).length : 0, place)),
    __iter__: nativeMethod('__iter__', (_interpreter, args, place) => {
      const cls = classGiven(args);
      return listIterator(cls ? iterated(cls) : [], place);
    }),
    __getitem__: nativeMethod('__getitem__', (interpreter, args, place) => {
      const [cls = none, key = none] = args.positional;
      return getItem(evaluatorOf(interpreter), cls, key, place);
    }),
    __contains__: nativeMethod('__contains__', (interpreter, args, place) => {
      const [cls, value = none] = args.positional;
      return cls?.type === 'class' ? containsMember(interpreter, cls, value, place) : bool(false, place);
    }),
  },
});

/** A member or, from Python 3.12 on, a member's value. */
function containsMember(interpreter: Interpreter, cls: ClassValue, value: Value, place: Place | null): Value {
  if (value.type === 'unknown') return value;
  if (value.type === 'instance' && inherits(value.class, cls)) return bool(true, place);
  const members = known.get(cls)?.members ?? [];
  return bool(
    members.some((entry) => interpreter.equal(entry.value, value) === true),
    place,
  );
}

export const enumClass: ClassValue = nativeClass({
  name: 'Enum',
  module: 'enum',
  metaclass: metaClass,
  native: {
    tag: 'enum',
    subclassed: (interpreter, cls) => collectMembers(interpreter, cls),
    subscript: (interpreter, cls, index, place) => {
      if (index.type === 'unknown') return index;
      const member = index.type === 'str' ? known.get(cls)?.byName.get(index.value) : undefined;
      if (member) return member;
      return interpreter.raise('KeyError', index.type === 'str' ? index.value : 'a key that is no name', place);
    },
    classText: (cls) => `<${inherits(cls, flagClass) ? 'flag' : 'enum'} '${cls.name}'>`,
    classAttributeSet: (interpreter, cls, name, value, place) => {
      const member = known.get(cls)?.byName.get(name);
      if (!member || member === value) return;
      changing(cls.namespace).set(name, member);
      interpreter.raise('AttributeError', `cannot reassign member '${name}'`, place);
    },
    classAttribute: (_interpreter, cls, name, place) => {
      if (name === '__iter__') return { type: 'list', items: iterated(cls), place };
      if (name === '_member_map_') return membersDict(cls, place);
      if (name === '_value2member_map_') return membersByValue(cls, place);
      if (name === '__members__') return mappingProxy(membersDict(cls, place), place);
      if (name === '_member_names_') return { type: 'list', items: (known.get(cls)?.members ?? []).map((entry) => str(entry.name)), place };
      return null;
    },
    operate: (interpreter, operator, self, other, place) => {
      if (!inherits(self.class, flagClass)) return null;
      if (operator === '__iter__') return tuple(bitsOf(self), place);
      if (operator === '__len__') return int(bitsOf(self).length, place);
      return flagOperator(interpreter, operator, self, other, place, flagMember);
    },
  },
  members: {
    __str__: nativeMethod('__str__', (interpreter, args, place) => showMember(interpreter, args, place)),
    // From Python 3.12 on a member is formatted as it is shown, whatever it mixes in.
    __format__: nativeMethod('__format__', (interpreter, args, place) => {
      const [self = none, spec = none] = args.positional;
      const text = interpreter.str(self);
      if (typeof text !== 'string' || spec.type !== 'str') return typeof text === 'string' ? spec : text;
      return formatted(interpreter, str(text, place), spec.value, place);
    }),
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

function formatted(interpreter: Interpreter, value: Value, spec: string, place: Place | null): Value {
  const text = formatPlainValue(evaluatorOf(interpreter), value, spec, place);
  return typeof text === 'string' ? str(text, place) : text;
}

/** What `ReprEnum` does: members are shown and formatted as their values. */
const valueAsText = {
  __str__: nativeMethod('__str__', plainText),
  __format__: nativeMethod('__format__', (interpreter, args, place) => {
    const [self = none, spec = none] = args.positional;
    return spec.type === 'str' ? formatted(interpreter, plain(self), spec.value, place) : spec;
  }),
};

const flagClass = nativeClass({ name: 'Flag', module: 'enum', metaclass: metaClass, bases: [enumClass] });
const intEnumClass = nativeClass({
  name: 'IntEnum',
  module: 'enum',
  metaclass: metaClass,
  bases: [intClass, enumClass],
  members: valueAsText,
});
const strEnumClass = nativeClass({
  name: 'StrEnum',
  module: 'enum',
  metaclass: metaClass,
  bases: [classes.str, enumClass],
  members: valueAsText,
});
const intFlagClass = nativeClass({
  name: 'IntFlag',
  module: 'enum',
  metaclass: metaClass,
  bases: [intClass, flagClass],
  members: valueAsText,
});

function nameOf(member: InstanceValue): string {
  const name = member.attributes.get('_name_');
  return name?.type === 'str' ? name.value : '';
}

function showMember(_interpreter: Interpreter, args: Arguments, place: Place | null): Value {
  const [self] = args.positional;
  return self?.type === 'instance' ? str(`${self.class.name}.${nameOf(self)}`, place) : none;
}

/** The members that iterating over the class gives: of flags those of a single bit. */
function iterated(cls: ClassValue): readonly InstanceValue[] {
  const members = (known.get(cls)?.members ?? []).map((entry) => entry.member);
  return inherits(cls, flagClass) ? members.filter((member) => isSingleBit(member)) : members;
}

/** The members of single bits that a combination holds. */
function bitsOf(flag: InstanceValue): readonly InstanceValue[] {
  const value = flag.attributes.get('_value_');
  const bits = value?.type === 'int' ? value.value : 0n;
  return iterated(flag.class).filter((member) => {
    const bit = member.attributes.get('_value_');
    return bit?.type === 'int' && (bits & bit.value) === bit.value;
  });
}

function isSingleBit(member: InstanceValue): boolean {
  const value = member.attributes.get('_value_');
  return value?.type === 'int' && value.value > 0n && (value.value & (value.value - 1n)) === 0n;
}

function membersByValue(cls: ClassValue, place: Place | null): Value {
  const entries = (known.get(cls)?.members ?? []).flatMap(({ value, member }) => {
    const key = hashKey(value);
    return key === null ? [] : [[key, { key: value, value: member }] as const];
  });
  return { type: 'dict', entries: new Map<string, { readonly key: Value; readonly value: Value }>(entries), place };
}

function membersDict(cls: ClassValue, place: Place | null): DictValue {
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

/** A class of the project that stands before Enum and has an `__init__` or `__new__`: a dataclass whose instances the values are. */
function mixedIn(cls: ClassValue): ClassValue | null {
  const found = cls.mro.find(
    (ancestor) =>
      ancestor.type === 'class' &&
      ancestor.place !== null &&
      !inherits(ancestor, enumClass) &&
      (ancestor.namespace.has('__init__') || ancestor.namespace.has('__new__')),
  );
  return found?.type === 'class' ? found : null;
}

function isMemberValue(name: string, value: Value): boolean {
  if (/^_.*_$/.test(name) || name.startsWith('__')) return false;
  if (value.type === 'function' || value.type === 'descriptor' || value.type === 'native' || value.type === 'class') return false;
  return value.type !== 'instance' || (value.class !== nonmemberClass && lookup(value.class, '__get__') === null);
}

function collectMembers(interpreter: Interpreter, cls: ClassValue): void {
  const own: Members = { members: [], byName: new Map(), given: [], combinations: new Map() };
  changingForGood(cls.namespace);
  known.set(cls, own);
  const maker = cls.namespace.get('__new__') ?? inheritedFrom(makers, cls);
  const ignored = cls.namespace.get('_ignore_');
  const listed = ignored && ignored.type !== 'str' ? interpreter.iterate(ignored, cls.place) : [];
  const names = 'reason' in listed ? [] : listed.flatMap((item) => (item.type === 'str' ? [item.value] : []));
  const skipped = ignored?.type === 'str' ? ignored.value.split(/[\s,]+/) : names;
  const extended = cls.mro.slice(1).find((ancestor) => ancestor.type === 'class' && (known.get(ancestor)?.members.length ?? 0) > 0);
  if (extended?.type === 'class') {
    interpreter.raise('TypeError', `<enum '${cls.name}'> cannot extend <enum '${extended.name}'>`, cls.place);
  }
  const resolve = autoResolver(evaluatorOf(interpreter), (name, place) => {
    const value = nextValue(interpreter, cls, own, name, place);
    own.given.push(value);
    return value;
  });
  for (const [name, value] of [...cls.namespace]) {
    const wrapped = value.type === 'instance' ? value.attributes.get('value') : undefined;
    if (value.type === 'instance' && value.class === nonmemberClass) changing(cls.namespace).set(name, wrapped ?? none);
    if (skipped.includes(name)) changing(cls.namespace).delete(name);
    else if (value.type === 'instance' && value.class === memberClass) addMember(interpreter, cls, own, name, wrapped ?? none, maker);
    else if (isMemberValue(name, value)) {
      const before = own.given.length;
      const resolved = resolve(name, value);
      if (own.given.length === before) own.given.push(resolved);
      addMember(interpreter, cls, own, name, resolved, maker);
    }
  }
  if (ignored) changing(cls.namespace).delete('_ignore_');
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

function addMember(interpreter: Interpreter, cls: ClassValue, own: Members, name: string, value: Value, maker: Value | null): void {
  const member = makeMember(interpreter, cls, value, maker);
  const stored = member.attributes.get('_value_') ?? value;
  const alias = own.members.find((entry) => interpreter.equal(entry.value, stored) === true);
  const chosen = alias?.member ?? member;
  if (!alias) {
    const initialise = cls.namespace.get('__init__') ?? inheritedFrom(initialisers, cls) ?? mixedIn(cls)?.namespace.get('__init__');
    const named = str(name, value.place);
    for (const key of ['_name_', 'name', '__objclass__']) changing(member.attributes).set(key, key === '__objclass__' ? cls : named);
    for (const key of ['_value_', 'value']) changing(member.attributes).set(key, stored);
    if (initialise && initialise !== doNothing && (initialise.type === 'function' || initialise.type === 'native')) {
      interpreter.call(initialise, { positional: [member, ...spread(value)], keywords: new Map(), unknown: null }, value.place);
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
  const type = dataClass(cls) ?? mixedIn(cls);
  if (!type) return member;
  const args = type === classes.tuple ? [value] : spread(value);
  const inner = interpreter.call(type, { positional: args, keywords: new Map(), unknown: null }, value.place);
  if (inner.type !== 'unknown') {
    if (inner.type !== 'instance') setPayload(member, inner);
    changing(member.attributes).set('_value_', { ...inner, place: value.place });
  }
  return member;
}

function nextValue(interpreter: Interpreter, cls: ClassValue, own: Members, name: string, place: Place | null): Value {
  const last = own.given;
  const custom = lookup(cls, '_generate_next_value_');
  const callee = custom?.type === 'descriptor' ? custom.function : custom;
  if (callee) {
    const values: Value = { type: 'list', items: last, place };
    return interpreter.call(
      callee,
      { positional: [str(name), int(1), int(own.members.length), { ...values, items: [...last] }], keywords: new Map(), unknown: null },
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
  const earlier = exact?.member ?? own?.combinations.get(value);
  if (earlier) return earlier;
  const parts = (own?.members ?? []).filter(
    (entry) => isSingleBit(entry.member) && entry.value.type === 'int' && (value & entry.value.value) === entry.value.value,
  );
  const member = instance(cls, null, place);
  const name = parts.length > 0 ? str(parts.map((entry) => entry.name).join('|'), place) : none;
  for (const key of ['_name_', 'name']) changing(member.attributes).set(key, name);
  for (const key of ['_value_', 'value']) changing(member.attributes).set(key, int(value, place));
  if (inherits(cls, intFlagClass)) setPayload(member, int(value, place));
  own?.combinations.set(value, member);
  return member;
}

/** A number that names bits which no member has is refused by Flag; IntFlag keeps them. */
function anyFlag(interpreter: Interpreter, cls: ClassValue, value: bigint, place: Place | null): Value {
  const boundary = cls.keywords.get('boundary');
  const every = (known.get(cls)?.members ?? []).reduce((all, entry) => all | (entry.value.type === 'int' ? entry.value.value : 0n), 0n);
  if (value < 0n) return flagMember(cls, value & every, place);
  if ((value & ~every) === 0n || inherits(cls, intFlagClass)) return flagMember(cls, value, place);
  if (boundary) return unknown(`a flag of bits that ${cls.name} does not name`, place);
  return interpreter.raise('ValueError', `<flag '${cls.name}'> invalid value ${value}`, place);
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
  if (inherits(cls, flagClass) && number.type === 'int') return anyFlag(interpreter, cls, number.value, place);
  const missing = lookup(cls, '_missing_');
  const callee = missing?.type === 'descriptor' ? missing.function : missing;
  const answer = callee ? interpreter.call(callee, { positional: [cls, wanted], keywords: new Map(), unknown: null }, place) : none;
  if (answer.type === 'unknown' || (answer.type === 'instance' && inherits(answer.class, cls))) return answer;
  if (answer.type !== 'None') {
    const given = interpreter.repr(answer);
    const shown = typeof given === 'string' ? given : '…';
    return interpreter.raise('TypeError', `error in ${cls.name}._missing_: returned ${shown} instead of None or a valid member`, place);
  }
  if (own?.members.length === 0) return interpreter.raise('TypeError', `<enum '${cls.name}'> has no members; specify \`names=()\``, place);
  const text = interpreter.repr(wanted);
  return interpreter.raise('ValueError', `${typeof text === 'string' ? text : '…'} is not a valid ${cls.name}`, place);
});

function functional(interpreter: Interpreter, cls: ClassValue, args: Arguments, names: Value, place: Place | null): Value {
  const name = args.positional[1] ?? args.keywords.get('value');
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
  const qualified = args.keywords.get('qualname');
  return makeClass(evaluator, {
    name: name.value,
    qualifiedName: qualified?.type === 'str' ? qualified.value : name.value,
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

/** `enum.unique`: refuses a class with aliases. */
const unique: NativeCall = (interpreter, args, place) => {
  const [cls = none] = args.positional;
  const own = cls.type === 'class' ? known.get(cls) : undefined;
  const aliases = [...(own?.byName ?? [])]
    .filter(([name, member]) => nameOf(member) !== name)
    .map(([name, member]) => `${name} -> ${nameOf(member)}`);
  if (cls.type !== 'class' || aliases.length === 0) return cls;
  return interpreter.raise('ValueError', `duplicate values found in <enum '${cls.name}'>: ${aliases.join(', ')}`, place);
};

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
  auto: autoClass,
  unique: nativeFunction('unique', unique),
  member: wrapping(memberClass),
  verify: nativeFunction('verify', () => passThrough),
  STRICT: str('strict'),
  CONFORM: str('conform'),
  EJECT: str('eject'),
  KEEP: str('keep'),
  global_enum: passThrough,
  UNIQUE: bool(true),
  CONTINUOUS: bool(true),
  nonmember: wrapping(nonmemberClass),
  property: classes.property,
}));
