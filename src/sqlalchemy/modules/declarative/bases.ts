/** The declarative bases of sqlalchemy/orm/decl_api.py: `DeclarativeMeta`, `DeclarativeBase`, `registry.generate_base()`. */

import { objectClass, typeClass } from '../../../python/builtin-classes';
import { changing } from '../../../python/changes';
import type { Interpreter } from '../../../python/interpreter';
import { instance, nativeClass, nativeMethod, noArguments, none, str, tuple, unknown } from '../../../python/native';
import type { Place } from '../../../python/place';
import type { Arguments, ClassValue, InstanceValue, NativeCall, Value } from '../../../python/values';
import { declarativeConstructor } from '../../orm/constructor';
import { MetaDataObject } from '../../schema-objects';
import { sinceSqlalchemy } from '../../versions';
import { type SchemaItems, unknownTableRecord } from '../schema-items';
import type { TypeClasses } from '../type-classes';
import { type Mapping, makeMapping } from './mapping';
import { keepRegistry, Registry, registryAttribute } from './registry';

export interface Declarative extends Mapping {
  /** The metaclass that maps what is made with it. */
  readonly declarativeMeta: ClassValue;
  /** The metaclass of `DeclarativeBase`. */
  readonly attributeIntercept: ClassValue;
  readonly declarativeBase: ClassValue;
  readonly declarativeBaseNoMeta: ClassValue;
  readonly mappedAsDataclass: ClassValue;
  readonly registry: ClassValue;
  newMetadata(): InstanceValue;
  newRegistry(metadata: Value | null, types: Value | null): InstanceValue;
  /** `registry.generate_base(mapper, cls, name, metaclass)`: `metaclass(name, bases, namespace)`. */
  generateBase(interpreter: Interpreter, registry: InstanceValue, options: BaseOptions, place: Place | null): Value;
}

export interface BaseOptions {
  readonly name: string;
  /** `cls=`: a class or a tuple of classes. */
  readonly bases: Value | null;
  readonly metaclass: Value | null;
  readonly mapper: Value | null;
}

/** `registryClass` makes the class of `registry` objects, whose methods stand beside this. */
export function makeDeclarative(
  items: SchemaItems,
  types: TypeClasses,
  registryClass: (declarative: () => Declarative) => ClassValue,
): Declarative {
  const mapping = makeMapping(items, types);
  const newMetadata = (): InstanceValue => {
    const made = instance(items.metadata, null, null);
    changing(made).host = new MetaDataObject(noArguments, made.attributes);
    return made;
  };
  const registry = registryClass(() => declarative);
  const newRegistry: Declarative['newRegistry'] = (metadata, map) => {
    const made = instance(registry, null, null);
    initialiseRegistry(made, metadata ?? newMetadata(), map);
    return made;
  };
  const attributeIntercept = nativeClass({
    name: 'DeclarativeAttributeIntercept',
    module: 'sqlalchemy.orm.decl_api',
    bases: [typeClass],
    members: { __setattr__: attributeSetter(mapping) },
  });
  const declarativeMeta = nativeClass({
    name: 'DeclarativeMeta',
    module: 'sqlalchemy.orm.decl_api',
    bases: [attributeIntercept],
    members: {
      __init__: nativeMethod('__init__', (interpreter, args) => {
        const [cls] = args.positional;
        if (cls?.type === 'class') initialiseClass(interpreter, mapping, cls);
        return none;
      }),
    },
  });
  const declarativeBase = baseClass('DeclarativeBase', mapping, newRegistry, attributeIntercept);
  const declarative: Declarative = {
    ...mapping,
    declarativeMeta,
    attributeIntercept,
    declarativeBase,
    declarativeBaseNoMeta: baseClass('DeclarativeBaseNoMeta', mapping, newRegistry, null),
    mappedAsDataclass: dataclassMixin(attributeIntercept),
    registry,
    newMetadata,
    newRegistry,
    generateBase: (interpreter, owner, options, place) =>
      generateBase(interpreter, owner, { ...options, metaclass: options.metaclass ?? declarativeMeta }, place),
  };
  return declarative;
}

/** `registry.__init__`. */
export function initialiseRegistry(self: InstanceValue, metadata: Value, types: Value | null): void {
  const host = new Registry(metadata);
  changing(self).host = host;
  changing(self.attributes).set('metadata', metadata);
  if (!types || types.type === 'None') return;
  host.addTypes(types);
  changing(self.attributes).set('type_annotation_map', types);
}

/** `DeclarativeMeta.__setattr__`: columns go to the table of a mapped class. */
const attributeSetter = (mapping: Mapping) =>
  nativeMethod('__setattr__', (interpreter, args, place) => {
    const [cls, name, value] = args.positional;
    if (cls?.type === 'class' && name?.type === 'str' && value) mapping.addAttribute(interpreter, cls, name.value, value);
    const store = objectClass.namespace.get('__setattr__');
    return store ? interpreter.call(store, args, place) : none;
  });

/** `DeclarativeMeta.__init__`: the first class with a `registry` keeps it; what is not abstract is mapped. */
function initialiseClass(interpreter: Interpreter, mapping: Mapping, cls: ClassValue): void {
  const known = interpreter.findAttribute(cls, registryAttribute, null);
  const own = cls.namespace.get('registry');
  if (known?.type !== 'instance' && own) keepRegistry(cls, own);
  mapping.map(interpreter, cls);
}

/** `DeclarativeBase` and `DeclarativeBaseNoMeta`: what inherits from one directly is a base, what inherits from that is mapped. */
function baseClass(name: string, mapping: Mapping, newRegistry: Declarative['newRegistry'], metaclass: ClassValue | null): ClassValue {
  const initialise: NativeCall = (interpreter, args, place) => {
    const [cls] = args.positional;
    if (cls?.type !== 'class') return none;
    if (cls.bases.includes(made)) setUpBase(interpreter, cls, newRegistry);
    else mapping.map(interpreter, cls);
    return callNextHook(interpreter, cls, made, args, place);
  };
  const made: ClassValue = nativeClass({
    name,
    module: 'sqlalchemy.orm',
    metaclass,
    native: { tag: 'sqlalchemy declarative base' },
    members: { __init_subclass__: nativeMethod('__init_subclass__', initialise) },
  });
  return made;
}

/** `_setup_declarative_base`: what the class says of its registry; 2.1 asks its other bases too. */
function setUpBase(interpreter: Interpreter, cls: ClassValue, newRegistry: Declarative['newRegistry']): void {
  const inherits = sinceSqlalchemy(interpreter, '2.1');
  const said = (name: string): Value | null => {
    const value = inherits ? interpreter.findAttribute(cls, name, cls.place) : cls.namespace.get(name);
    return value && value.type !== 'None' && !(inherits && value.type === 'unknown' && !cls.namespace.has(name)) ? value : null;
  };
  const own = said('registry');
  const types = said('type_annotation_map');
  if (own && types) {
    const reason = `the base ${cls.name}: SQLAlchemy refuses a type_annotation_map beside a registry`;
    interpreter.record(unknownTableRecord, unknown(reason, types.place ?? cls.place), cls.place);
  }
  const registry = own ?? newRegistry(said('metadata'), types);
  if (!own) changing(cls.namespace).set('registry', registry);
  keepRegistry(cls, registry);
  if (!cls.mro.some((base) => base.type === 'class' && base.namespace.has('__init__')))
    changing(cls.namespace).set('__init__', declarativeConstructor);
  if (cls.namespace.has('metadata') || registry.type !== 'instance' || !(registry.host instanceof Registry)) return;
  changing(cls.namespace).set('metadata', registry.host.metadata);
}

/** `MappedAsDataclass`: takes the options of a dataclass from the class statement. */
function dataclassMixin(metaclass: ClassValue): ClassValue {
  const made: ClassValue = nativeClass({
    name: 'MappedAsDataclass',
    module: 'sqlalchemy.orm',
    metaclass,
    members: {
      __init_subclass__: nativeMethod('__init_subclass__', (interpreter, args, place) => {
        const [cls] = args.positional;
        if (cls?.type !== 'class') return none;
        changing(cls.namespace).set('_sa_apply_dc_transforms', none);
        const keywords = new Map([...args.keywords].filter(([name]) => !dataclassOptions.has(name)));
        return callNextHook(interpreter, cls, made, { ...args, keywords }, place);
      }),
    },
  });
  return made;
}

const dataclassOptions: ReadonlySet<string> = new Set('init repr eq order unsafe_hash match_args kw_only dataclass_callable'.split(' '));

/** `super().__init_subclass__(**kw)`. */
export function callNextHook(interpreter: Interpreter, cls: ClassValue, after: ClassValue, args: Arguments, place: Place | null): Value {
  for (const ancestor of cls.mro.slice(cls.mro.indexOf(after) + 1)) {
    const hook = ancestor.type === 'class' ? ancestor.namespace.get('__init_subclass__') : undefined;
    if (hook) return interpreter.call(hook.type === 'descriptor' ? hook.function : hook, args, place);
  }
  return none;
}

/** `super().__init__(name, bases, namespace)` in a metaclass. */
export function callNextInitialiser(
  interpreter: Interpreter,
  cls: ClassValue,
  after: ClassValue,
  args: Arguments,
  place: Place | null,
): Value {
  const meta = cls.metaclass?.type === 'class' ? cls.metaclass.mro : [];
  for (const ancestor of meta.slice(meta.indexOf(after) + 1)) {
    const hook = ancestor.type === 'class' ? ancestor.namespace.get('__init__') : undefined;
    if (hook) return interpreter.call(hook, args, place);
  }
  return none;
}

function generateBase(interpreter: Interpreter, registry: InstanceValue, options: BaseOptions, place: Place | null): Value {
  const { bases, metaclass, mapper } = options;
  const entries: [string, Value][] = [
    ['registry', registry],
    ['metadata', registry.host instanceof Registry ? registry.host.metadata : none],
    ['__abstract__', { type: 'bool', value: true, place: null }],
    ['__init__', declarativeConstructor],
  ];
  if (mapper && mapper.type !== 'None') entries.push(['__mapper_cls__', mapper]);
  const namespace: Value = {
    type: 'dict',
    entries: new Map(entries.map(([name, value]) => [`s${name}`, { key: str(name), value }])),
    place: null,
  };
  const listed = bases?.type === 'tuple' ? bases : tuple(bases ? [bases] : []);
  const args = { positional: [str(options.name, place), listed, namespace], keywords: new Map(), unknown: null };
  return interpreter.call(metaclass ?? none, args, place);
}
