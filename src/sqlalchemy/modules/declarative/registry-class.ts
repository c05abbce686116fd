/** The class of `registry` objects, and the functions of sqlalchemy.orm that make one on the way. */
import { changing } from '../../../python/changes';
import type { Interpreter } from '../../../python/interpreter';
import { nativeClass, nativeFunction, nativeMethod, none, unknown } from '../../../python/native';
import type { Place } from '../../../python/place';
import type { Arguments, ClassValue, InstanceValue, Value } from '../../../python/values';
import { given, selfOf, withoutSelf } from '../../plain-values';
import { inert, inertFunction } from '../inert';
import { unknownTableRecord } from '../schema-items';
import { type Declarative, initialiseRegistry } from './bases';
import { keepRegistry, Registry, registryOf } from './registry';

/** `registry(metadata=, class_registry=, constructor=, type_annotation_map=)`. `declarative` is asked for once classes are made. */
export function makeRegistryClass(declarative: () => Declarative): ClassValue {
  const mapped = nativeMethod('mapped', (interpreter, args) => mapDecorated(interpreter, declarative(), args));
  return nativeClass({
    name: 'registry',
    module: 'sqlalchemy.orm',
    native: {
      tag: 'sqlalchemy registry',
      attribute: (_interpreter, _self, name, place) =>
        name.startsWith('__') ? null : unknown(`the attribute ${name} of a registry`, place),
    },
    members: {
      __init__: nativeMethod('__init__', (_interpreter, args) => {
        const self = selfOf(args);
        if (!self) return none;
        changing(self.attributes).set('constructor', inertFunction('constructor'));
        initialiseRegistry(
          self,
          given(args.keywords.get('metadata')) ?? args.unknown ?? declarative().newMetadata(),
          args.keywords.get('type_annotation_map') ?? null,
        );
        return none;
      }),
      update_type_annotation_map: nativeMethod('update_type_annotation_map', (_interpreter, args) => {
        const self = selfOf(args);
        const map = args.positional[1] ?? args.keywords.get('type_annotation_map');
        if (self?.host instanceof Registry && map) self.host.addTypes(map);
        return none;
      }),
      generate_base: nativeMethod('generate_base', (interpreter, args, place) => {
        const self = selfOf(args);
        return self ? baseFrom(interpreter, declarative(), self, withoutSelf(args), generateBaseNames, place) : none;
      }),
      as_declarative_base: nativeMethod('as_declarative_base', (_interpreter, args, place) => {
        const self = selfOf(args);
        return self ? baseDecorator(declarative(), self, withoutSelf(args), place) : none;
      }),
      mapped,
      map_declaratively: mapped,
      mapped_as_dataclass: nativeMethod('mapped_as_dataclass', (interpreter, args, place) => {
        const [self, cls] = args.positional;
        if (cls) return interpreter.call(mapped, args, place);
        return nativeFunction('mapped_as_dataclass', (inner, decorated) =>
          inner.call(mapped, { ...decorated, positional: self ? [self, ...decorated.positional] : decorated.positional }, place),
        );
      }),
      map_imperatively: nativeMethod('map_imperatively', (interpreter, args, place) =>
        mapImperatively(interpreter, declarative(), { ...withoutSelf(args) }, selfOf(args), place),
      ),
      configure: nativeMethod('configure', () => none),
      dispose: nativeMethod('dispose', () => none),
    },
  });
}

/** `@registry.mapped`. */
function mapDecorated(interpreter: Interpreter, declarative: Declarative, args: Arguments): Value {
  const [self, cls] = args.positional;
  if (self?.type !== 'instance' || cls?.type !== 'class') return cls ?? none;
  keepRegistry(cls, self);
  declarative.map(interpreter, cls);
  return cls;
}

/** `map_imperatively(cls, table, **kw)`, and 1.x's `mapper()`. Tables do not change by it. */
export function mapImperatively(
  interpreter: Interpreter,
  declarative: Declarative,
  args: Arguments,
  registry: InstanceValue | null,
  place: Place | null,
): Value {
  const [cls, table] = args.positional;
  const target = table ?? args.keywords.get('local_table') ?? null;
  if (cls?.type === 'class') {
    if (registry && !registryOf(cls)) keepRegistry(cls, registry);
    declarative.mapOnto(interpreter, cls, target);
  } else if (cls?.type === 'unknown' && target?.type === 'unknown') interpreter.record(unknownTableRecord, target, place);
  return inert();
}

const declarativeBaseNames: readonly string[] = ['bind', 'metadata', 'mapper', 'cls', 'name'];
const generateBaseNames: readonly string[] = ['mapper', 'cls', 'name', 'metaclass'];

/** `declarative_base(*, metadata, mapper, cls, name, class_registry, type_annotation_map, constructor, metaclass)`. */
export function declarativeBaseFunction(declarative: Declarative): Value {
  return nativeFunction('declarative_base', (interpreter, args, place) => {
    if (args.unknown) return args.unknown;
    return baseFrom(interpreter, declarative, registryFor(declarative, args), args, declarativeBaseNames, place);
  });
}

/** `as_declarative(**kw)`: the class that is decorated becomes the base of the base. */
export function asDeclarativeFunction(declarative: Declarative): Value {
  return nativeFunction('as_declarative', (_interpreter, args, place) =>
    baseDecorator(declarative, registryFor(declarative, args), args, place),
  );
}

function registryFor(declarative: Declarative, args: Arguments): InstanceValue {
  const metadata = given(args.keywords.get('metadata') ?? args.positional[1]);
  return declarative.newRegistry(metadata, args.keywords.get('type_annotation_map') ?? null);
}

function baseDecorator(declarative: Declarative, registry: InstanceValue, args: Arguments, place: Place | null): Value {
  return nativeFunction('as_declarative', (interpreter, decorated) => {
    const [cls] = decorated.positional;
    if (cls?.type !== 'class') return cls ?? none;
    const keywords = new Map<string, Value>([...args.keywords, ['cls', cls], ['name', { type: 'str', value: cls.name, place: cls.place }]]);
    return baseFrom(interpreter, declarative, registry, { ...args, keywords }, [], place);
  });
}

function baseFrom(
  interpreter: Interpreter,
  declarative: Declarative,
  registry: InstanceValue,
  args: Arguments,
  names: readonly string[],
  place: Place | null,
): Value {
  const passed = (name: string): Value | null => given(args.keywords.get(name) ?? args.positional[names.indexOf(name)]);
  const name = passed('name');
  if (args.unknown) return args.unknown;
  return declarative.generateBase(
    interpreter,
    registry,
    { name: name?.type === 'str' ? name.value : 'Base', bases: passed('cls'), metaclass: passed('metaclass'), mapper: passed('mapper') },
    place,
  );
}
