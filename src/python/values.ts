/**
 * What Python expressions come out as. Nothing here knows SQLAlchemy or Alembic: those rooms make native classes,
 * functions and modules out of these parts and register them as host modules.
 *
 * Every value carries the place where it was born, null for values that no source text made. Scalars and tuples are
 * immutable; lists, dicts, sets, instances, classes and modules are the mutable objects that Python's are.
 */
import type { Interpreter } from './interpreter';
import type { Place } from './place';

interface Born {
  readonly place: Place | null;
}

export interface NoneValue extends Born {
  readonly type: 'None';
}
export interface BoolValue extends Born {
  readonly type: 'bool';
  readonly value: boolean;
}
export interface IntValue extends Born {
  readonly type: 'int';
  readonly value: bigint;
}
export interface FloatValue extends Born {
  readonly type: 'float';
  readonly value: number;
}
export interface StrValue extends Born {
  readonly type: 'str';
  readonly value: string;
}
export interface BytesValue extends Born {
  readonly type: 'bytes';
  readonly value: Uint8Array;
}
export interface EllipsisValue extends Born {
  readonly type: 'Ellipsis';
}
export interface NotImplementedValue extends Born {
  readonly type: 'NotImplemented';
}
export interface TupleValue extends Born {
  readonly type: 'tuple';
  readonly items: readonly Value[];
}
export interface ListValue extends Born {
  readonly type: 'list';
  readonly items: readonly Value[];
}
/** Insertion ordered; keyed by `hashKey()` of the key. */
export interface DictValue extends Born {
  readonly type: 'dict';
  readonly entries: ReadonlyMap<string, { readonly key: Value; readonly value: Value }>;
}
export interface SetValue extends Born {
  readonly type: 'set';
  readonly frozen: boolean;
  readonly entries: ReadonlyMap<string, Value>;
}
export interface SliceValue extends Born {
  readonly type: 'slice';
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
}
/** A generator or any other iterator; it is consumed once. */
export interface IteratorValue extends Born {
  readonly type: 'iterator';
  readonly next: () => Value | null;
}
/** `def` and `lambda`. Its code and closure belong to the interpreter. */
export interface FunctionValue extends Born {
  readonly type: 'function';
  readonly name: string;
  readonly qualifiedName: string;
  readonly module: string;
  readonly code: unknown;
  readonly attributes: ReadonlyMap<string, Value>;
  /** What `-> X` says; null without it. */
  readonly returns?: Annotation | null;
}
/** A function of a host module. */
export interface NativeFunctionValue extends Born {
  readonly type: 'native';
  readonly name: string;
  readonly call: NativeCall;
  /** Taken from a class, it becomes a method: the instance is the first positional argument. */
  readonly binds: boolean;
}
export interface BoundMethodValue extends Born {
  readonly type: 'method';
  readonly self: Value;
  readonly function: FunctionValue | NativeFunctionValue;
}
/** property, classmethod, staticmethod, and descriptors of host modules. */
export interface DescriptorValue extends Born {
  readonly type: 'descriptor';
  readonly kind: 'property' | 'classmethod' | 'staticmethod' | 'native';
  readonly function: Value;
  /** For `native`: what reading the attribute gives; `instance` is null when it is read from the class. */
  readonly get?: (interpreter: Interpreter, instance: Value | null, owner: ClassValue, place: Place | null) => Value;
  readonly attributes: ReadonlyMap<string, Value>;
}
export interface ClassValue extends Born {
  readonly type: 'class';
  readonly name: string;
  readonly qualifiedName: string;
  readonly module: string;
  readonly bases: readonly (ClassValue | UnknownValue)[];
  /** C3 order, the class itself first; an Unknown base stands where it would stand. */
  readonly mro: readonly (ClassValue | UnknownValue)[];
  readonly metaclass: Value | null;
  /** The class body's names in the order they were first bound. */
  readonly namespace: ReadonlyMap<string, Value>;
  /** `name: Mapped[int]` without evaluating what nobody asks for; also where there is no assignment. */
  readonly annotations: ReadonlyMap<string, Annotation>;
  /** The place of the whole assignment statement (`name = value`) by which the class body bound a name; `def`s and `class`es have none. */
  readonly bindings: ReadonlyMap<string, Place>;
  /** Keyword arguments of the class statement, `class A(Base, table=True)`. */
  readonly keywords: ReadonlyMap<string, Value>;
  /** What a room hangs on a native class, inherited through `mro` by `nativeOf()`. */
  readonly native: NativeClass | null;
}
export interface InstanceValue extends Born {
  readonly type: 'instance';
  readonly class: ClassValue;
  readonly attributes: ReadonlyMap<string, Value>;
  /** What a native `__init__` keeps here belongs to the room whose class it is. */
  readonly host: unknown;
}
export interface ModuleValue extends Born {
  readonly type: 'module';
  readonly name: string;
  /** The file of a project's module; null for host modules. */
  readonly file: string | null;
  readonly namespace: ReadonlyMap<string, Value>;
  /** A host module may answer any other name too. */
  readonly missing?: (name: string, place: Place | null) => Value | null;
  /** Names that a host module certainly does not have: to import one is an ImportError. */
  readonly lacks?: (name: string) => boolean;
}
/** What cannot be known: why, and where it began. Anything done with it is Unknown again, with the same reason. */
export interface UnknownValue extends Born {
  readonly type: 'unknown';
  /** A phrase to stand after "not understood: ", e.g. `the result of calling flask.current_app`. */
  readonly reason: string;
  /** Of a text that is known in parts: these, with an Unknown for each gap. */
  readonly parts?: readonly (string | UnknownValue)[];
}

export type Value =
  | NoneValue
  | BoolValue
  | IntValue
  | FloatValue
  | StrValue
  | BytesValue
  | EllipsisValue
  | NotImplementedValue
  | TupleValue
  | ListValue
  | DictValue
  | SetValue
  | SliceValue
  | IteratorValue
  | FunctionValue
  | NativeFunctionValue
  | BoundMethodValue
  | DescriptorValue
  | ClassValue
  | InstanceValue
  | ModuleValue
  | UnknownValue;

export interface Annotation {
  /** From the name to the end of the annotated assignment. */
  readonly place: Place;
  /** The annotation's own text, as it stands in the source. */
  readonly text: string;
  readonly textPlace: Place;
  /** Evaluates the annotation (and a string inside it) in the scope of the class body. Never raises: Unknown instead. */
  readonly evaluate: () => Value;
  /** Evaluates a text that stands in the annotation (`Optional['Team']`) in the same scope. Never raises: Unknown instead. */
  readonly evaluateText: (text: string) => Value;
}

export interface Arguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Set when `*x` or `**x` of an Unknown was passed: other arguments may be hiding. */
  readonly unknown: UnknownValue | null;
}

/** `place` is the whole call expression. Raise Python exceptions with `interpreter.raise(...)`. */
export type NativeCall = (interpreter: Interpreter, args: Arguments, place: Place | null) => Value;

/** The hooks of a native class. All are inherited. */
export interface NativeClass {
  /** Belongs to the room; by it the room finds its own classes again (`nativeOf(cls)?.tag`). */
  readonly tag: string;
  /** Runs after a subclass (at any depth) was made, as `__init_subclass__` would. */
  readonly subclassed?: (interpreter: Interpreter, subclass: ClassValue) => void;
  /** `Class[...]`; without it the class itself is the answer, as typing's generics are. */
  readonly subscript?: (interpreter: Interpreter, cls: ClassValue, index: Value, place: Place | null) => Value;
  /** Operators on instances: `operator` is Python's dunder (`__add__`, `__eq__`, `__and__`, `__invert__`, `__getitem__`); null: not handled. */
  readonly operate?: (
    interpreter: Interpreter,
    operator: string,
    self: InstanceValue,
    other: Value | null,
    place: Place | null,
  ) => Value | null;
  /** Whether `operate` answers an operand that is not known, where the operators of others give that operand: an expression is made of it. */
  readonly takesUnknown?: (interpreter: Interpreter) => boolean;
  /** Attributes that neither the instance nor its class has; null: AttributeError. */
  readonly attribute?: (interpreter: Interpreter, self: InstanceValue, name: string, place: Place | null) => Value | null;
  /** How the class itself is shown, where not as a class. */
  readonly classText?: (cls: ClassValue) => string;
  /** The same for the class itself. */
  readonly classAttribute?: (interpreter: Interpreter, cls: ClassValue, name: string, place: Place | null) => Value | null;
  /** Told when an attribute is set on the class after its body (`Model.extra = Column(...)`). */
  readonly classAttributeSet?: (interpreter: Interpreter, cls: ClassValue, name: string, value: Value, place: Place | null) => void;
  /** Told when an instance is an argument of a call of what is not known: nobody knows then what is done with it. */
  readonly handedOver?: (interpreter: Interpreter, self: InstanceValue, callee: UnknownValue, args: Arguments, place: Place | null) => void;
  /** The instance called, `db.Table(...)` style objects. */
  readonly call?: (interpreter: Interpreter, self: InstanceValue, args: Arguments, place: Place | null) => Value;
}
