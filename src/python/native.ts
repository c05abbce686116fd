/** Makers of values, for host modules and tests. */
import { born } from './changes';
import type { HostModule } from './interpreter';
import type { Place } from './place';
import type {
  Arguments,
  ClassValue,
  InstanceValue,
  ModuleValue,
  NativeCall,
  NativeClass,
  NativeFunctionValue,
  UnknownValue,
  Value,
} from './values';

export const none: Value = { type: 'None', place: null };
export const bool = (value: boolean, place: Place | null = null): Value => ({ type: 'bool', value, place });
export const int = (value: bigint | number, place: Place | null = null): Value => ({ type: 'int', value: BigInt(value), place });
export const str = (value: string, place: Place | null = null): Value => ({ type: 'str', value, place });
export const tuple = (items: readonly Value[], place: Place | null = null): Value => ({ type: 'tuple', items, place });
export const list = (items: readonly Value[], place: Place | null = null): Value => ({ type: 'list', items: born([...items]), place });
export const unknown = (reason: string, place: Place | null): UnknownValue => ({ type: 'unknown', reason, place });

/** A plain function: taken from a class it does not become a method. */
export const nativeFunction = (name: string, call: NativeCall): NativeFunctionValue => ({
  type: 'native',
  name,
  call,
  binds: false,
  place: null,
});
/** A function that becomes a method when it is taken from an instance. */
export const nativeMethod = (name: string, call: NativeCall): NativeFunctionValue => ({
  type: 'native',
  name,
  call,
  binds: true,
  place: null,
});

export interface NativeClassDescription {
  readonly name: string;
  readonly module: string;
  readonly bases?: readonly ClassValue[];
  /** The class that this class is an instance of, and with it every subclass. */
  readonly metaclass?: ClassValue | null;
  readonly native?: NativeClass;
  /** `__init__` and other members; functions made by `nativeMethod` bind. */
  readonly members?: Readonly<Record<string, Value>>;
}

/** A class of a host module. Several bases must already agree on an order; the order given is kept. */
export function nativeClass(description: NativeClassDescription): ClassValue {
  const bases = description.bases ?? [];
  const inherited = bases.flatMap((base) => base.mro).filter((ancestor, index, all) => all.lastIndexOf(ancestor) === index);
  const made: { mro: (ClassValue | UnknownValue)[] } & Omit<ClassValue, 'mro'> = {
    type: 'class',
    name: description.name,
    qualifiedName: description.name,
    module: description.module,
    bases,
    mro: [],
    metaclass: description.metaclass ?? null,
    namespace: born(new Map(Object.entries(description.members ?? {}))),
    annotations: new Map(),
    bindings: new Map(),
    keywords: new Map(),
    native: description.native ?? null,
    place: null,
  };
  made.mro.push(made, ...inherited);
  return made;
}

/** The hooks that a class has or inherits: those of the nearest native ancestor. */
export function nativeOf(cls: ClassValue): NativeClass | null {
  for (const ancestor of cls.mro) if (ancestor.type === 'class' && ancestor.native) return ancestor.native;
  return null;
}

export const instance = (cls: ClassValue, host: unknown, place: Place | null): InstanceValue =>
  born({
    type: 'instance',
    class: cls,
    attributes: born(new Map()),
    host,
    place,
  });

/** A host module of fixed members. */
export const hostModule =
  (name: string, members: () => Readonly<Record<string, Value>>): HostModule =>
  (): ModuleValue => ({ type: 'module', name, file: null, namespace: new Map(Object.entries(members())), place: null });

/** The argument a Python function would bind to `name`, given by keyword or at `index`; null where it was not passed. */
export function argument(args: Arguments, index: number | null, name: string): Value | null {
  const named = args.keywords.get(name);
  if (named) return named;
  return index === null ? null : (args.positional[index] ?? null);
}

export const noArguments: Arguments = { positional: [], keywords: new Map(), unknown: null };
