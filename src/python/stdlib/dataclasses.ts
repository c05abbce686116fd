/** dataclasses: the `__init__`, `__repr__` and `__eq__` that the decorator writes. */
import { changing, changingForGood } from '../changes';
import type { HostModule, Interpreter } from '../interpreter';
import { bool, hostModule, instance, nativeClass, nativeFunction, nativeMethod, none, str, tuple } from '../native';
import type { Place } from '../place';
import type { Arguments, ClassValue, InstanceValue, NativeCall, Value } from '../values';

interface Field {
  readonly name: string;
  readonly default: Value | null;
  readonly factory: Value | null;
  readonly init: boolean;
  readonly keywordOnly: boolean;
}

interface FieldOptions {
  readonly kind: 'dataclassField';
  readonly arguments: Arguments;
}

const fieldClass = nativeClass({ name: 'Field', module: 'dataclasses' });
const fieldsOf = new WeakMap<ClassValue, readonly Field[]>();

const isOptions = (host: unknown): host is FieldOptions =>
  typeof host === 'object' && host !== null && 'kind' in host && host.kind === 'dataclassField';

const isFalse = (value: Value | undefined): boolean => value?.type === 'bool' && !value.value;
const isTrue = (value: Value | undefined): boolean => value?.type === 'bool' && value.value;

/** The fields of a class, those of its ancestors first: `_process_class` of CPython's dataclasses.py. */
function collectFields(cls: ClassValue, keywordOnly: boolean): readonly Field[] {
  const fields = new Map<string, Field>();
  for (const ancestor of [...cls.mro].reverse()) {
    for (const field of (ancestor.type === 'class' && fieldsOf.get(ancestor)) || []) fields.set(field.name, field);
  }
  let onlyKeywords = keywordOnly;
  for (const [name, annotation] of cls.annotations) {
    if (/^(typing\.|t\.)?ClassVar\b/.test(annotation.text)) continue;
    if (/^(dataclasses\.)?KW_ONLY$/.test(annotation.text)) {
      onlyKeywords = true;
      continue;
    }
    fields.set(name, fieldFrom(name, cls.namespace.get(name) ?? null, onlyKeywords));
  }
  return [...fields.values()];
}

function fieldFrom(name: string, value: Value | null, keywordOnly: boolean): Field {
  const options = value?.type === 'instance' && isOptions(value.host) ? value.host.arguments.keywords : null;
  if (!options) return { name, default: value, factory: null, init: true, keywordOnly };
  return {
    name,
    default: options.get('default') ?? null,
    factory: options.get('default_factory') ?? null,
    init: !isFalse(options.get('init')),
    keywordOnly: keywordOnly || isTrue(options.get('kw_only')),
  };
}

function initialValue(
  interpreter: Interpreter,
  field: Field,
  given: Value | undefined,
  args: Arguments,
  cls: ClassValue,
  place: Place | null,
): Value {
  if (given) return given;
  if (args.unknown) return args.unknown;
  if (field.default) return field.default;
  if (field.factory) return interpreter.call(field.factory, { positional: [], keywords: new Map(), unknown: null }, place);
  return interpreter.raise('TypeError', `${cls.name}.__init__() missing 1 required positional argument: '${field.name}'`, place);
}

const initialise =
  (cls: ClassValue, fields: readonly Field[]): NativeCall =>
  (interpreter, args, place) => {
    const [self, ...positional] = args.positional;
    if (self?.type !== 'instance') return none;
    const inOrder = fields.filter((field) => field.init && !field.keywordOnly);
    if (positional.length > inOrder.length) {
      interpreter.raise(
        'TypeError',
        `${cls.name}.__init__() takes ${inOrder.length + 1} positional arguments but ${positional.length + 1} were given`,
        place,
      );
    }
    for (const name of args.keywords.keys()) {
      if (!fields.some((field) => field.init && field.name === name)) {
        interpreter.raise('TypeError', `${cls.name}.__init__() got an unexpected keyword argument '${name}'`, place);
      }
    }
    for (const field of fields) {
      const given = field.init ? (args.keywords.get(field.name) ?? positional[inOrder.indexOf(field)]) : undefined;
      if (!field.init && !field.default && !field.factory) continue;
      changing(self.attributes).set(field.name, initialValue(interpreter, field, given, args, cls, place));
    }
    const after = interpreter.findAttribute(self, '__post_init__', place);
    if (after && after.type !== 'unknown') interpreter.call(after, { positional: [], keywords: new Map(), unknown: null }, place);
    return none;
  };

const represent =
  (fields: readonly Field[]): NativeCall =>
  (interpreter, args, place) => {
    const [self] = args.positional;
    if (self?.type !== 'instance') return none;
    const parts: string[] = [];
    for (const field of fields) {
      const text = interpreter.repr(self.attributes.get(field.name) ?? none);
      if (typeof text !== 'string') return text;
      parts.push(`${field.name}=${text}`);
    }
    return str(`${self.class.qualifiedName}(${parts.join(', ')})`, place);
  };

const compareFields =
  (fields: readonly Field[]): NativeCall =>
  (interpreter, args, place) => {
    const [self, other] = args.positional;
    if (self?.type !== 'instance' || other?.type !== 'instance' || self.class !== other.class) return { type: 'NotImplemented', place };
    const values = (of: InstanceValue) => tuple(fields.map((field) => of.attributes.get(field.name) ?? none));
    const same = interpreter.equal(values(self), values(other));
    return typeof same === 'boolean' ? bool(same, place) : same;
  };

function decorate(cls: Value, options: ReadonlyMap<string, Value>): Value {
  if (cls.type !== 'class') return cls;
  const fields = collectFields(cls, isTrue(options.get('kw_only')));
  changingForGood(cls.namespace);
  fieldsOf.set(cls, fields);
  for (const field of fields) {
    const own = cls.namespace.get(field.name);
    if (own?.type !== 'instance' || !isOptions(own.host)) continue;
    if (field.default) changing(cls.namespace).set(field.name, field.default);
    else changing(cls.namespace).delete(field.name);
  }
  const add = (name: string, call: NativeCall, option: string) => {
    if (!cls.namespace.has(name) && !isFalse(options.get(option))) changing(cls.namespace).set(name, nativeMethod(name, call));
  };
  add('__init__', initialise(cls, fields), 'init');
  add('__repr__', represent(fields), 'repr');
  add('__eq__', compareFields(fields), 'eq');
  changing(cls.namespace).set('__match_args__', tuple(fields.filter((field) => field.init).map((field) => str(field.name))));
  return cls;
}

const dataclass: NativeCall = (_interpreter, args) => {
  const [cls] = args.positional;
  if (cls) return decorate(cls, args.keywords);
  return nativeFunction('dataclass', (_inner, given) => decorate(given.positional[0] ?? none, args.keywords));
};

function asDict(interpreter: Interpreter, value: Value, place: Place | null): Value {
  if (value.type === 'list') return { ...value, items: value.items.map((item) => asDict(interpreter, item, place)) };
  const fields = value.type === 'instance' ? fieldsOf.get(value.class) : undefined;
  if (value.type !== 'instance' || !fields) return value;
  const entries = fields.map((field) => {
    const item = asDict(interpreter, value.attributes.get(field.name) ?? none, place);
    return [`s${field.name}`, { key: str(field.name, place), value: item }] as const;
  });
  return { type: 'dict', entries: new Map<string, { readonly key: Value; value: Value }>(entries), place };
}

const replace: NativeCall = (interpreter, args, place) => {
  const [value] = args.positional;
  const fields = value?.type === 'instance' ? fieldsOf.get(value.class) : undefined;
  if (value?.type !== 'instance' || !fields) return value ?? none;
  const keywords = new Map(
    fields
      .filter((field) => field.init)
      .map((field) => [field.name, args.keywords.get(field.name) ?? value.attributes.get(field.name) ?? none]),
  );
  return interpreter.call(value.class, { positional: [], keywords, unknown: args.unknown }, place);
};

const listFields: NativeCall = (_interpreter, args, place) => {
  const [value] = args.positional;
  const cls = value?.type === 'instance' ? value.class : value;
  const fields = (cls?.type === 'class' && fieldsOf.get(cls)) || [];
  const items = fields.map((field): Value => {
    const made = instance(fieldClass, null, place);
    changing(made.attributes).set('name', str(field.name, place));
    changing(made.attributes).set('default', field.default ?? none);
    return made;
  });
  return tuple(items, place);
};

export const dataclassesModule: HostModule = hostModule('dataclasses', () => ({
  dataclass: nativeFunction('dataclass', dataclass),
  field: nativeFunction('field', (_interpreter, args, place) => {
    const host: FieldOptions = { kind: 'dataclassField', arguments: args };
    return instance(fieldClass, host, place);
  }),
  fields: nativeFunction('fields', listFields),
  asdict: nativeFunction('asdict', (interpreter, args, place) => asDict(interpreter, args.positional[0] ?? none, place)),
  replace: nativeFunction('replace', replace),
  is_dataclass: nativeFunction('is_dataclass', (_interpreter, args, place) => {
    const [value] = args.positional;
    const cls = value?.type === 'instance' ? value.class : value;
    return bool(cls?.type === 'class' && cls.mro.some((ancestor) => ancestor.type === 'class' && fieldsOf.has(ancestor)), place);
  }),
  KW_ONLY: nativeClass({ name: 'KW_ONLY', module: 'dataclasses' }),
  InitVar: nativeClass({ name: 'InitVar', module: 'dataclasses' }),
  MISSING: instance(nativeClass({ name: '_MISSING_TYPE', module: 'dataclasses' }), null, null),
}));
