/** dataclasses: the methods that the decorator writes (CPython's Lib/dataclasses.py). */
import { exceptionClass } from '../builtin-classes';
import { evaluatorOf } from '../builtins/method-table';
import { changing } from '../changes';
import { hashOfKey } from '../evaluate/keys';
import { compare } from '../evaluate/operators';
import type { HostModule, Interpreter } from '../interpreter';
import { bool, hostModule, nativeClass, nativeFunction, nativeMethod, none, str, tuple, unknown } from '../native';
import type { Place } from '../place';
import type { Arguments, ClassValue, InstanceValue, NativeCall, Value } from '../values';
import { collectFields, describedField, type Field, fieldClass, fieldsOf, fieldValue, isFalse, isTrue, missing } from './dataclass-fields';

const frozenError = nativeClass({ name: 'FrozenInstanceError', module: 'dataclasses', bases: [exceptionClass('AttributeError')] });
const noArguments: Arguments = { positional: [], keywords: new Map(), unknown: null };

function initialValue(
  interpreter: Interpreter,
  field: Field,
  given: Value | undefined,
  args: Arguments,
  cls: ClassValue,
  place: Place | null,
): Value {
  if (given) return given;
  if (args.unknown && field.init) return args.unknown;
  if (field.default) return field.default;
  if (field.factory) return interpreter.call(field.factory, noArguments, place);
  return interpreter.raise('TypeError', `${cls.qualifiedName}.__init__() missing 1 required positional argument: '${field.name}'`, place);
}

function checkArguments(interpreter: Interpreter, cls: ClassValue, fields: readonly Field[], args: Arguments, place: Place | null): void {
  const inOrder = fields.filter((field) => field.init && !field.keywordOnly);
  const given = args.positional.length;
  if (given > inOrder.length + 1) {
    const message = `${cls.qualifiedName}.__init__() takes ${inOrder.length + 1} positional arguments but ${given} were given`;
    interpreter.raise('TypeError', message, place);
  }
  for (const name of args.keywords.keys()) {
    const field = fields.find((candidate) => candidate.init && candidate.name === name);
    if (!field) interpreter.raise('TypeError', `${cls.qualifiedName}.__init__() got an unexpected keyword argument '${name}'`, place);
    if (field && inOrder.indexOf(field) >= 0 && inOrder.indexOf(field) < given - 1) {
      interpreter.raise('TypeError', `${cls.qualifiedName}.__init__() got multiple values for argument '${name}'`, place);
    }
  }
}

const initialise =
  (cls: ClassValue, fields: readonly Field[]): NativeCall =>
  (interpreter, args, place) => {
    const [self, ...positional] = args.positional;
    if (self?.type !== 'instance') return none;
    checkArguments(interpreter, cls, fields, args, place);
    const inOrder = fields.filter((field) => field.init && !field.keywordOnly);
    const forPost: Value[] = [];
    for (const field of fields) {
      const given = field.init ? (args.keywords.get(field.name) ?? positional[inOrder.indexOf(field)]) : undefined;
      if (!field.init && !field.default && !field.factory) continue;
      const value = initialValue(interpreter, field, given, args, cls, place);
      if (field.initOnly) forPost.push(value);
      else changing(self.attributes).set(field.name, value);
    }
    const after = interpreter.findAttribute(self, '__post_init__', place);
    if (after && after.type !== 'unknown') interpreter.call(after, { ...noArguments, positional: forPost }, place);
    return none;
  };

const represent =
  (fields: readonly Field[]): NativeCall =>
  (interpreter, args, place) => {
    const [self] = args.positional;
    if (self?.type !== 'instance') return none;
    const parts: string[] = [];
    for (const field of fields.filter((candidate) => candidate.shown)) {
      const text = interpreter.repr(interpreter.getAttribute(self, field.name, place));
      if (typeof text !== 'string') return text;
      parts.push(`${field.name}=${text}`);
    }
    return str(`${self.class.qualifiedName}(${parts.join(', ')})`, place);
  };

const valuesOf = (interpreter: Interpreter, fields: readonly Field[], of: InstanceValue, place: Place | null): Value =>
  tuple(
    fields.map((field) => interpreter.getAttribute(of, field.name, place)),
    place,
  );

/** `==` and `<` of two of exactly one class, by their fields in order. */
const comparing =
  (fields: readonly Field[], operator: string): NativeCall =>
  (interpreter, args, place) => {
    const [self, other] = args.positional;
    if (self?.type !== 'instance' || other?.type !== 'instance' || self.class !== other.class) return { type: 'NotImplemented', place };
    const compared = fields.filter((field) => field.compared);
    const [a, b] = [valuesOf(interpreter, compared, self, place), valuesOf(interpreter, compared, other, place)];
    return compare(evaluatorOf(interpreter), operator, a, b, place);
  };

const hashing =
  (fields: readonly Field[]): NativeCall =>
  (interpreter, args, place) => {
    const [self] = args.positional;
    if (self?.type !== 'instance') return none;
    const hashed = fields.filter((field) => field.hashed);
    return hashOfKey(evaluatorOf(interpreter).hashOf(valuesOf(interpreter, hashed, self, place), place), place);
  };

const refuseChange =
  (verb: string): NativeCall =>
  (interpreter, args, place) => {
    const name = args.positional[1];
    return interpreter.raise(frozenError, `cannot ${verb} field '${name?.type === 'str' ? name.value : ''}'`, place);
  };

const orders: readonly (readonly [string, string])[] = [
  ['__lt__', '<'],
  ['__le__', '<='],
  ['__gt__', '>'],
  ['__ge__', '>='],
];

function decorate(interpreter: Interpreter, cls: Value, options: ReadonlyMap<string, Value>): Value {
  if (cls.type !== 'class') return cls;
  const all = collectFields(interpreter, cls, isTrue(options.get('kw_only')));
  const fields = all.filter((field) => !field.initOnly);
  checkDefaults(interpreter, cls, all);
  const add = (name: string, call: NativeCall): void => {
    if (!cls.namespace.has(name)) changing(cls.namespace).set(name, nativeMethod(name, call));
  };
  if (!isFalse(options.get('init'))) add('__init__', initialise(cls, all));
  if (!isFalse(options.get('repr'))) add('__repr__', represent(fields));
  const eq = !isFalse(options.get('eq'));
  const frozen = isTrue(options.get('frozen'));
  const ownHash = cls.namespace.has('__hash__');
  if (eq) add('__eq__', comparing(fields, '=='));
  if (isTrue(options.get('order'))) for (const [name, operator] of orders) add(name, comparing(fields, operator));
  if ((eq && frozen) || isTrue(options.get('unsafe_hash'))) add('__hash__', hashing(fields));
  else if (eq && !ownHash) changing(cls.namespace).set('__hash__', none);
  if (frozen) {
    add('__setattr__', refuseChange('assign to'));
    add('__delattr__', refuseChange('delete'));
  }
  const matched = all.filter((field) => field.init && !field.keywordOnly).map((field) => str(field.name));
  if (!cls.namespace.has('__match_args__')) changing(cls.namespace).set('__match_args__', tuple(matched));
  return cls;
}

function checkDefaults(interpreter: Interpreter, cls: ClassValue, fields: readonly Field[]): void {
  let earlier: string | null = null;
  for (const field of fields.filter((candidate) => candidate.init && !candidate.keywordOnly)) {
    if (field.default || field.factory) earlier ??= field.name;
    else if (earlier !== null) {
      const message = `non-default argument '${field.name}' follows default argument '${earlier}'`;
      interpreter.raise('TypeError', message, field.annotation.place ?? cls.place);
    }
  }
}

const dataclass: NativeCall = (interpreter, args) => {
  const [cls] = args.positional;
  if (cls && cls.type !== 'None') return decorate(interpreter, cls, args.keywords);
  return nativeFunction('dataclass', (inner, given) => decorate(inner, given.positional[0] ?? none, args.keywords));
};

type Inside = (interpreter: Interpreter, value: Value, place: Place | null) => Value;

/** Fields all the way down, containers too; `make` says what becomes of a dataclass. */
function deeply(
  interpreter: Interpreter,
  value: Value,
  make: (pairs: readonly (readonly [string, Value])[]) => Value,
  place: Place | null,
): Value {
  const inner: Inside = (_interpreter, item) => deeply(interpreter, item, make, place);
  if (value.type === 'list') return { ...value, items: value.items.map((item) => inner(interpreter, item, place)) };
  if (value.type === 'tuple') return { ...value, items: value.items.map((item) => inner(interpreter, item, place)) };
  if (value.type === 'dict') {
    const entries = [...value.entries].map(
      ([key, entry]) => [key, { key: entry.key, value: inner(interpreter, entry.value, place) }] as const,
    );
    return { ...value, entries: new Map(entries) };
  }
  const fields = value.type === 'instance' ? fieldsOf(value.class) : null;
  if (value.type !== 'instance' || !fields) return value;
  const kept = fields.filter((field) => !field.initOnly);
  return make(kept.map((field) => [field.name, inner(interpreter, interpreter.getAttribute(value, field.name, place), place)] as const));
}

const asDict: NativeCall = (interpreter, args, place) =>
  deeply(
    interpreter,
    args.positional[0] ?? none,
    (pairs) => ({ type: 'dict', entries: new Map(pairs.map(([name, value]) => [`s${name}`, { key: str(name, place), value }])), place }),
    place,
  );

const asTuple: NativeCall = (interpreter, args, place) =>
  deeply(
    interpreter,
    args.positional[0] ?? none,
    (pairs) =>
      tuple(
        pairs.map(([, value]) => value),
        place,
      ),
    place,
  );

const replace: NativeCall = (interpreter, args, place) => {
  const [value] = args.positional;
  const fields = value?.type === 'instance' ? fieldsOf(value.class) : null;
  if (value?.type !== 'instance' || !fields) return value ?? none;
  const kept = fields.filter((field) => field.init && !field.initOnly && !args.keywords.has(field.name));
  const keywords = new Map([...kept.map((field) => [field.name, value.attributes.get(field.name) ?? none] as const), ...args.keywords]);
  return interpreter.call(value.class, { positional: [], keywords, unknown: args.unknown }, place);
};

const listFields: NativeCall = (interpreter, args, place) => {
  const [value] = args.positional;
  const cls = value?.type === 'instance' ? value.class : value;
  const fields = cls?.type === 'class' ? fieldsOf(cls) : null;
  if (cls?.type === 'unknown') return cls;
  if (!fields) return interpreter.raise('TypeError', 'must be called with a dataclass type or instance', place);
  return tuple(
    fields.filter((field) => !field.initOnly).map((field) => describedField(field, place)),
    place,
  );
};

const field: NativeCall = (interpreter, args, place) => {
  const has = (name: string): boolean => args.keywords.has(name) && args.keywords.get(name) !== missing;
  if (has('default') && has('default_factory'))
    return interpreter.raise('ValueError', 'cannot specify both default and default_factory', place);
  return fieldValue(args, place);
};

export const dataclassesModule: HostModule = hostModule('dataclasses', () => ({
  dataclass: nativeFunction('dataclass', dataclass),
  field: nativeFunction('field', field),
  fields: nativeFunction('fields', listFields),
  asdict: nativeFunction('asdict', asDict),
  astuple: nativeFunction('astuple', asTuple),
  replace: nativeFunction('replace', replace),
  make_dataclass: nativeFunction('make_dataclass', (_interpreter, _args, place) =>
    unknown('the result of dataclasses.make_dataclass()', place),
  ),
  is_dataclass: nativeFunction('is_dataclass', (_interpreter, args, place) => {
    const [value] = args.positional;
    const cls = value?.type === 'instance' ? value.class : value;
    return bool(cls?.type === 'class' && fieldsOf(cls) !== null, place);
  }),
  Field: fieldClass,
  FrozenInstanceError: frozenError,
  KW_ONLY: nativeClass({ name: 'KW_ONLY', module: 'dataclasses' }),
  InitVar: nativeClass({ name: 'InitVar', module: 'dataclasses' }),
  MISSING: missing,
}));
