/** The names of sqlalchemy.orm and sqlalchemy.ext that application models use. */
import { changing } from '../../python/changes';
import { nativeClass, nativeFunction, nativeMethod, none } from '../../python/native';
import type { Arguments, ClassValue, Value } from '../../python/values';
import { given, selfOf } from '../plain-values';
import { mappedClass } from './annotations';
import { columnHolder } from './column-properties';
import type { Declarative } from './declarative';
import { makeDeclaredAttr } from './declared-attr';
import { decoratorFunction, inertFunction } from './inert';
import type { SchemaItems } from './schema-items';

const inertNames =
  'relationship backref relation synonym dynamic_loader query_expression with_expression aliased sessionmaker scoped_session Session ' +
  'Query joinedload selectinload subqueryload lazyload contains_eager load_only defer undefer raiseload noload foreign remote ' +
  'configure_mappers class_mapper object_session make_transient join outerjoin attribute_keyed_dict column_keyed_dict mapped_collection ' +
  'attribute_mapped_collection column_mapped_collection keyfunc_mapping async_object_session clear_mappers polymorphic_union with_parent';

export interface OrmNames {
  readonly orm: Readonly<Record<string, Value>>;
  readonly registry: ClassValue;
}

export function makeOrm(declarative: Declarative, items: SchemaItems): OrmNames {
  const declarativeBase = nativeFunction('declarative_base', (_interpreter, args) => makeBase(declarative, args));
  const registry = makeRegistry(declarative);
  const asDeclarative = nativeFunction('as_declarative', (_interpreter, args) =>
    nativeFunction('as_declarative', (_inner, decorated) => {
      const [cls] = decorated.positional;
      return cls?.type === 'class' ? baseFrom(declarative, cls.name, [cls], args) : (cls ?? none);
    }),
  );
  const keep = nativeFunction('declarative_mixin', (_interpreter, args) => args.positional[0] ?? none);
  return {
    registry,
    orm: {
      ...Object.fromEntries(inertNames.split(' ').map((name) => [name, inertFunction(name)])),
      declarative_base: declarativeBase,
      DeclarativeMeta: declarative.declarativeMeta,
      as_declarative: asDeclarative,
      DeclarativeBase: declarative.declarativeBase,
      DeclarativeBaseNoMeta: declarative.declarativeBase,
      MappedAsDataclass: declarative.mappedAsDataclass,
      registry,
      declared_attr: makeDeclaredAttr(),
      declarative_mixin: keep,
      reconstructor: keep,
      validates: decoratorFunction('validates'),
      mapped_column: items.mappedColumn,
      MappedColumn: items.mappedColumn,
      Mapped: mappedClass('Mapped', true),
      DynamicMapped: mappedClass('DynamicMapped', false),
      WriteOnlyMapped: mappedClass('WriteOnlyMapped', false),
      deferred: columnHolder('deferred'),
      column_property: columnHolder('column_property'),
      composite: columnHolder('composite'),
    },
  };
}

/** `declarative_base(*, metadata=, cls=, name=, …)`. */
function makeBase(declarative: Declarative, args: Arguments): Value {
  const name = args.keywords.get('name');
  const mixed = args.keywords.get('cls');
  const bases = mixed?.type === 'tuple' ? mixed.items : mixed ? [mixed] : [];
  const unknownBase = bases.find((base) => base.type === 'unknown') ?? args.unknown;
  if (unknownBase) return unknownBase;
  return baseFrom(declarative, name?.type === 'str' ? name.value : 'Base', bases.filter(isClass), args);
}

function baseFrom(declarative: Declarative, name: string, bases: readonly ClassValue[], args: Arguments): ClassValue {
  const own = bases.map((base) => base.namespace.get('metadata')).find((metadata) => metadata !== undefined);
  const metadata = given(args.keywords.get('metadata')) ?? own ?? declarative.newMetadata();
  const metaclass = args.keywords.get('metaclass');
  const base = declarative.makeBase({ name, metadata, bases, metaclass: metaclass?.type === 'class' ? metaclass : null });
  const map = args.keywords.get('type_annotation_map');
  if (map) changing(base.namespace).set('type_annotation_map', map);
  return base;
}

const isClass = (value: Value): value is ClassValue => value.type === 'class';

/** `registry(metadata=, type_annotation_map=)` with `generate_base()`, `.mapped`, `.mapped_as_dataclass`. */
function makeRegistry(declarative: Declarative): ClassValue {
  const mapped = nativeMethod('mapped', (interpreter, args) => {
    const [self, cls] = args.positional;
    if (self?.type !== 'instance' || cls?.type !== 'class') return cls ?? none;
    if (!cls.namespace.has('metadata'))
      changing(cls.namespace).set('metadata', self.attributes.get('metadata') ?? declarative.newMetadata());
    declarative.map(interpreter, cls);
    return cls;
  });
  return nativeClass({
    name: 'registry',
    module: 'sqlalchemy.orm',
    native: { tag: 'sqlalchemy registry' },
    members: {
      __init__: nativeMethod('__init__', (_interpreter, args) => {
        const self = selfOf(args);
        if (!self) return none;
        changing(self.attributes).set('constructor', inertFunction('constructor'));
        changing(self.attributes).set('metadata', given(args.keywords.get('metadata')) ?? declarative.newMetadata());
        const map = args.keywords.get('type_annotation_map');
        if (map) changing(self.attributes).set('type_annotation_map', map);
        return none;
      }),
      generate_base: nativeMethod('generate_base', (_interpreter, args) => {
        const self = selfOf(args);
        const base = makeBase(declarative, { ...args, keywords: new Map([...(self?.attributes ?? []), ...args.keywords]) });
        if (base.type === 'class' && self) changing(base.namespace).set('registry', self);
        return base;
      }),
      mapped,
      mapped_as_dataclass: nativeMethod('mapped_as_dataclass', (interpreter, args, place) => {
        const [self, cls] = args.positional;
        if (cls) return interpreter.call(mapped, args, place);
        return nativeFunction('mapped_as_dataclass', (inner, decorated) =>
          inner.call(mapped, { ...decorated, positional: self ? [self, ...decorated.positional] : decorated.positional }, place),
        );
      }),
      as_declarative_base: nativeMethod('as_declarative_base', (_interpreter, args) => {
        const self = selfOf(args);
        return nativeFunction('as_declarative_base', (_inner, decorated) => {
          const [cls] = decorated.positional;
          return cls?.type === 'class' && self
            ? baseFrom(declarative, cls.name, [cls], { ...args, keywords: self.attributes })
            : (cls ?? none);
        });
      }),
      map_imperatively: nativeMethod('map_imperatively', () => none),
      configure: nativeMethod('configure', () => none),
      dispose: nativeMethod('dispose', () => none),
    },
  });
}

/** `Mutable.as_mutable(type)`, `MutableDict.as_mutable(type)` give the type itself, made an object where it is a class. */
export function mutableClass(name: string, base: readonly ClassValue[]): ClassValue {
  const asMutable = nativeFunction('as_mutable', (interpreter, args, place) => {
    const type = args.positional[args.positional.length - 1];
    if (!type) return none;
    return type.type === 'class' ? interpreter.call(type, { positional: [], keywords: new Map(), unknown: null }, place) : type;
  });
  return nativeClass({
    name,
    module: 'sqlalchemy.ext.mutable',
    bases: base,
    members: {
      as_mutable: asMutable,
      associate_with: nativeFunction('associate_with', () => none),
      associate_with_attribute: nativeFunction('associate_with_attribute', () => none),
      coerce: nativeFunction('coerce', () => none),
      changed: nativeMethod('changed', () => none),
    },
  });
}
