/** The names of sqlalchemy.orm and sqlalchemy.ext.declarative that application models use, as each series has them. */
import { changing } from '../../python/changes';
import { bool, nativeClass, nativeFunction, nativeMethod, none, unknown } from '../../python/native';
import type { ClassValue, UnknownValue, Value } from '../../python/values';
import type { SqlalchemySeries } from '../versions';
import { mappedClass } from './declarative/annotations';
import type { Declarative } from './declarative/bases';
import { columnHolder } from './declarative/column-properties';
import { makeDeclaredAttr } from './declarative/declared-attr';
import { asDeclarativeFunction, declarativeBaseFunction, mapImperatively } from './declarative/registry-class';
import { decoratorFunction, inertFunction } from './inert';
import { markMutable } from './mutable';
import { makeRelationshipClass, relationshipFunction } from './relationship';
import { type SchemaItems, unknownTableRecord } from './schema-items';

const relationshipNames = ['relationship', 'relation', 'backref', 'dynamic_loader'];
const inertNames =
  'synonym query_expression with_expression aliased sessionmaker scoped_session Session ' +
  'Query joinedload selectinload subqueryload lazyload contains_eager load_only defer undefer raiseload noload foreign remote ' +
  'configure_mappers class_mapper object_session make_transient join outerjoin attribute_keyed_dict column_keyed_dict mapped_collection ' +
  'attribute_mapped_collection column_mapped_collection keyfunc_mapping async_object_session clear_mappers polymorphic_union with_parent';

/** Names that came with 2.0: to 1.4 they are an ImportError. */
const since20: ReadonlySet<string> = new Set([
  'DeclarativeBase',
  'DeclarativeBaseNoMeta',
  'MappedAsDataclass',
  'mapped_column',
  'MappedColumn',
  'DynamicMapped',
  'WriteOnlyMapped',
  'add_mapped_attribute',
  'mapped_as_dataclass',
  'attribute_keyed_dict',
  'column_keyed_dict',
  'keyfunc_mapping',
]);
/** Names that came with 2.1. */
const since21: ReadonlySet<string> = new Set(['Unmapped', 'UnmappedColumn', 'unmapped_column']);
/** Names that went with 2.0. */
const until20: ReadonlySet<string> = new Set(['relation', 'eagerload']);

/** Whether a name of sqlalchemy.orm is there in a series. */
export const isInSeries = (name: string, series: SqlalchemySeries): boolean =>
  (series === '1.4' ? !since20.has(name) : !until20.has(name)) && (series === '2.1' || !since21.has(name));

export function makeOrm(declarative: Declarative, items: SchemaItems, series: SqlalchemySeries): Readonly<Record<string, Value>> {
  const keep = nativeFunction('declarative_mixin', (_interpreter, args) => args.positional[0] ?? none);
  const relationshipClass = makeRelationshipClass();
  const names: Readonly<Record<string, Value>> = {
    ...Object.fromEntries(inertNames.split(' ').map((name) => [name, inertFunction(name)])),
    ...Object.fromEntries(relationshipNames.map((name) => [name, relationshipFunction(name, relationshipClass)])),
    RelationshipProperty: relationshipClass,
    Relationship: relationshipClass,
    declarative_base: declarativeBaseFunction(declarative),
    DeclarativeMeta: declarative.declarativeMeta,
    DeclarativeAttributeIntercept: declarative.attributeIntercept,
    as_declarative: asDeclarativeFunction(declarative),
    DeclarativeBase: declarative.declarativeBase,
    DeclarativeBaseNoMeta: declarative.declarativeBaseNoMeta,
    MappedAsDataclass: declarative.mappedAsDataclass,
    registry: declarative.registry,
    declared_attr: makeDeclaredAttr(),
    declarative_mixin: keep,
    reconstructor: keep,
    has_inherited_table: hasInheritedTable,
    synonym_for: decoratorFunction('synonym_for'),
    validates: decoratorFunction('validates'),
    mapper: nativeFunction('mapper', (interpreter, args, place) => mapImperatively(interpreter, declarative, args, null, place)),
    Mapper: nativeClass({ name: 'Mapper', module: 'sqlalchemy.orm' }),
    add_mapped_attribute: nativeFunction('add_mapped_attribute', (interpreter, args) => {
      const [cls, name, value] = args.positional;
      if (cls?.type === 'class' && name?.type === 'str' && value) declarative.addAttribute(interpreter, cls, name.value, value);
      return none;
    }),
    mapped_as_dataclass: nativeFunction('mapped_as_dataclass', (interpreter, args, place) => {
      const [registry] = args.positional;
      return registry?.type === 'instance'
        ? interpreter.call(interpreter.getAttribute(registry, 'mapped_as_dataclass', place), { ...args, positional: [] }, place)
        : (registry ?? none);
    }),
    mapped_column: items.mappedColumn,
    MappedColumn: items.mappedColumn,
    Mapped: mappedClass('Mapped'),
    Unmapped: mappedClass('Unmapped'),
    unmapped_column: items.mappedColumn,
    UnmappedColumn: items.mappedColumn,
    DynamicMapped: mappedClass('DynamicMapped'),
    WriteOnlyMapped: mappedClass('WriteOnlyMapped'),
    deferred: columnHolder('deferred'),
    column_property: columnHolder('column_property'),
    composite: columnHolder('composite'),
  };
  return Object.fromEntries(Object.entries(names).filter(([name]) => isInSeries(name, series)));
}

/** `has_inherited_table(cls)`: whether an ancestor has a table. */
const hasInheritedTable: Value = nativeFunction('has_inherited_table', (interpreter, args, place) => {
  const [cls] = args.positional;
  if (cls?.type !== 'class') return cls?.type === 'unknown' ? cls : bool(false, place);
  const unknownBase = cls.mro.find((base): base is UnknownValue => base.type === 'unknown');
  const found = cls.mro.slice(1).some((base) => {
    const table = base.type === 'class' ? interpreter.findAttribute(base, '__table__', place) : null;
    return table !== null && table.type !== 'None' && table.type !== 'unknown';
  });
  return !found && unknownBase ? unknownBase : bool(found, place);
});

/** The extension classes of sqlalchemy.ext.declarative. */
export function declarativeExtensions(): Readonly<Record<string, Value>> {
  const prepare = nativeFunction('prepare', () => none);
  return {
    ConcreteBase: nativeClass({ name: 'ConcreteBase', module: 'sqlalchemy.ext.declarative', native: { tag: 'sqlalchemy ConcreteBase' } }),
    AbstractConcreteBase: nativeClass({
      name: 'AbstractConcreteBase',
      module: 'sqlalchemy.ext.declarative',
      native: { tag: 'sqlalchemy ConcreteBase' },
      members: { __no_table__: { type: 'bool', value: true, place: null } },
    }),
    DeferredReflection: nativeClass({
      name: 'DeferredReflection',
      module: 'sqlalchemy.ext.declarative',
      native: { tag: 'sqlalchemy DeferredReflection' },
      members: { prepare, _sa_decl_prepare: none },
    }),
  };
}

/** `automap_base()`: its classes come from a database, so every table that stands on one is said. */
export function automapNames(declarative: Declarative): Readonly<Record<string, Value>> {
  const base = declarativeBaseFunction(declarative);
  return {
    automap_base: nativeFunction('automap_base', (interpreter, args, place) => {
      const own = args.keywords.get('declarative_base') ?? args.positional[0];
      const made = own?.type === 'class' ? own : interpreter.call(base, args, place);
      if (made.type !== 'class') return made;
      changing(made.namespace).set('_sa_decl_prepare', none);
      changing(made.namespace).set('prepare', prepareAutomap(made));
      changing(made.namespace).set('classes', unknown('the classes that automap makes of a database', place));
      return made;
    }),
  };
}

/** `Base.prepare(...)`. */
const prepareAutomap = (base: ClassValue): Value =>
  nativeFunction('prepare', (interpreter, _args, place) => {
    interpreter.record(unknownTableRecord, unknown(`the tables that automap reads from a database for ${base.name}`, place), place);
    return none;
  });

/** `Mutable.as_mutable(type)`, `MutableDict.as_mutable(type)` give the type itself, made an object where it is a class. */
export function mutableClass(name: string, base: readonly ClassValue[]): ClassValue {
  const asMutable = nativeFunction('as_mutable', (interpreter, args, place) => {
    const type = args.positional[args.positional.length - 1];
    if (!type) return none;
    const made = type.type === 'class' ? interpreter.call(type, { positional: [], keywords: new Map(), unknown: null }, place) : type;
    markMutable(made);
    return made;
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
