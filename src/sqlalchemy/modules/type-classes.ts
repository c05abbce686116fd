/** The classes of SQLAlchemy's types, made fresh for each run because classes are mutable. */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { argument, bool, int, list, nativeClass, nativeMethod, noArguments, none, str, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { ClassValue, InstanceValue, Value } from '../../python/values';
import { selfOf, textOf, withoutSelf } from '../plain-values';
import { TypeObject } from '../schema-objects';
import { type Scalar, type TypeSpec, typeAliases, typeCatalogue } from '../types/catalogue';
import { noTypeContext, ownImplementation, readType, typeEngineTag, typeTag } from '../types/read-type';
import { attempt, isUnknown, unreadable } from '../unreadable';

/** The kind under which types are recorded that belong to a MetaData and need no column. */
export const typeRecord = 'sqlalchemy type';

export interface TypeClasses {
  readonly typeEngine: ClassValue;
  /** By `specKey`. */
  readonly byKey: ReadonlyMap<string, ClassValue>;
  /** The names that sqlalchemy and its `types` module export. */
  readonly sa: Readonly<Record<string, ClassValue>>;
  /** The names that sqlalchemy.dialects.postgresql exports. */
  readonly postgresql: Readonly<Record<string, ClassValue>>;
}

export function makeTypeClasses(): TypeClasses {
  const init = nativeMethod('__init__', (interpreter, args, place) => {
    const self = selfOf(args);
    if (!self) return none;
    changing(self).host = new TypeObject(withoutSelf(args), self.place ?? place);
    if (args.keywords.has('metadata')) interpreter.record(typeRecord, self, self.place ?? place);
    return none;
  });
  /** `type.with_variant(other, 'postgresql')` gives a copy of the type that stands for the other one there. */
  const withVariant = nativeMethod('with_variant', (_interpreter, args, place) => {
    const self = selfOf(args);
    const [, variant, ...dialectValues] = args.positional;
    if (!self || !variant) return self ?? none;
    const dialects = attempt(() => dialectValues.map((dialect) => textOf(dialect, 'a dialect')), place);
    if (isUnknown(dialects)) return dialects;
    const copy = new TypeObject(
      self.host instanceof TypeObject ? self.host.args : { positional: [], keywords: new Map(), unknown: null },
      place,
    );
    if (self.host instanceof TypeObject) for (const [name, type] of self.host.variants) changing(copy.variants).set(name, type);
    for (const dialect of dialects) changing(copy.variants).set(dialect, variant);
    return { ...self, attributes: new Map(self.attributes), host: copy };
  });
  const itself = nativeMethod('itself', (_interpreter, args) => args.positional[0] ?? none);
  const typeEngine = nativeClass({
    name: 'TypeEngine',
    module: 'sqlalchemy.types',
    native: { tag: typeEngineTag },
    members: {
      __init__: init,
      Comparator: nativeClass({ name: 'Comparator', module: 'sqlalchemy.types' }),
      with_variant: withVariant,
      evaluates_none: itself,
      copy: itself,
    },
  });
  /** `TypeDecorator.load_dialect_impl`, for a project's own that calls `super()`. */
  const loadDialectImpl = nativeMethod('load_dialect_impl', (interpreter, args, place) => {
    const self = selfOf(args);
    const made = self?.host instanceof TypeObject ? self.host.args : noArguments;
    return self ? attempt(() => ownImplementation(interpreter, self, made), place) : none;
  });
  const byKey = new Map<string, ClassValue>();
  for (const [key, spec] of typeCatalogue) {
    const base = spec.base === null ? typeEngine : (byKey.get(spec.base) ?? typeEngine);
    const members: Readonly<Record<string, Value>> = key === 'sa.TypeDecorator' ? { load_dialect_impl: loadDialectImpl } : {};
    byKey.set(
      key,
      nativeClass({
        name: spec.name,
        module: moduleOf(spec.module),
        bases: [base],
        native: { tag: typeTag(key), attribute: typeAttribute(spec) },
        members,
      }),
    );
  }
  const named = (module: 'sa' | 'postgresql'): Record<string, ClassValue> => {
    const found: Record<string, ClassValue> = {};
    for (const [key, spec] of typeCatalogue) if (spec.module === module) found[spec.name] = expect(byKey, key);
    for (const [name, key] of Object.entries(typeAliases[module])) found[name] = expect(byKey, key);
    return found;
  };
  return { typeEngine, byKey, sa: { ...named('sa'), TypeEngine: typeEngine }, postgresql: named('postgresql') };
}

/** The plain parameters of a type as attributes (`type_.length`), as compile hooks and functions of the project ask for them. */
const typeAttribute =
  (spec: TypeSpec) =>
  (interpreter: Interpreter, self: InstanceValue, name: string, place: Place | null): Value | null => {
    const standard = spec.parameters[name];
    if (standard === undefined) return derivedAttribute(spec, interpreter, self, name, place);
    const args = self.host instanceof TypeObject ? self.host.args : noArguments;
    const passed = argument(args, Object.keys(spec.parameters).indexOf(name), name);
    return passed ?? scalarValue(standard, place);
  };

/** Attributes that SQLAlchemy's types have beside their parameters; their values are not known. */
const open: ReadonlySet<string> = new Set(
  (
    'enums enum_class item_type python_type native_enum compile as_generic dialect_impl adapt bind_processor result_processor ' +
    'literal_processor hashable comparator_factory astext_type sort_key_function coerce_compared_value'
  ).split(' '),
);

/** `ARRAY(...).item_type` and `Enum(...).enums`, as revisions ask reflected types for them. */
function derivedAttribute(spec: TypeSpec, interpreter: Interpreter, self: InstanceValue, name: string, place: Place | null): Value | null {
  if (name === 'item_type' && self.host instanceof TypeObject) return argument(self.host.args, 0, 'item_type');
  if (name === 'enums') {
    const values = attempt(() => readType(interpreter, self, noTypeContext).enumType?.values ?? null, place);
    if (values !== null && !isUnknown(values)) return list(values.map((value) => str(value, place)));
  }
  return open.has(name) ? unknown(`the attribute ${name} of a ${spec.name}`, place) : null;
}

function scalarValue(scalar: Scalar, place: Place | null): Value {
  if (scalar === null) return none;
  if (typeof scalar === 'string') return str(scalar, place);
  return typeof scalar === 'boolean' ? bool(scalar, place) : int(scalar, place);
}

const moduleOf = (module: 'sa' | 'postgresql'): string => (module === 'sa' ? 'sqlalchemy.types' : 'sqlalchemy.dialects.postgresql');

/** The class behind a key of the catalogue. */
export function expect(classes: ReadonlyMap<string, ClassValue>, key: string): ClassValue {
  return classes.get(key) ?? unreadable(`the type ${key}`, null);
}
