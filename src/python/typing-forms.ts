/**
 * What `typing` makes: `Optional[int]`, `Annotated[str, 50]`, `Literal['a']`, `int | None`, `list[str]`, a TypeVar. Each is an
 * instance whose host is a `TypingForm`, so that a room that reads annotations finds the parts again with `typingFormOf`.
 */
import { instance, nativeClass, none, tuple } from './native';
import type { Place } from './place';
import type { ClassValue, InstanceValue, UnknownValue, Value } from './values';

export interface TypingForm {
  readonly kind: 'typing';
  /**
   * The name in `typing`: `Optional`, `Union` (also for `X | Y`), `Annotated`, `Literal`, `ClassVar`, `TypeVar`, `NewType`,
   * `TypeAliasType` (also for `type X = Y`); for `list[int]` it is `list`.
   */
  readonly name: string;
  /** What stands between the brackets; empty for the bare name. Of a NewType and of an alias the one type that they stand for. */
  readonly arguments: readonly Value[];
  /** The class that an annotation such as `list[int]` or `List[int]` stands for. */
  readonly origin: ClassValue | null;
}

const typingClass = nativeClass({
  name: '_GenericAlias',
  module: 'typing',
  native: {
    tag: 'typing',
    operate: (interpreter, operator, self, other, place) => {
      if (operator === '__getitem__') return subscripted(self, other, place);
      if (operator === '__or__' && other) return union([self, other], place);
      if (operator === '__ror__' && other) return union([other, self], place);
      if (operator === '__eq__' && other) return { type: 'bool', value: formsEqual(self, other), place };
      return operator === '__hash__' ? interpreter.raise('TypeError', 'unhashable type', place) : null;
    },
    call: (interpreter, self, args, place) => {
      const form = typingFormOf(self);
      if (form?.name === 'NewType' && args.positional[0]) return args.positional[0];
      return form?.origin ? interpreter.call(form.origin, args, place) : unknownForm(form, place);
    },
    attribute: (_interpreter, self, name, place) => {
      const form = typingFormOf(self);
      if (name === '__origin__' && form) return form.origin ?? self;
      if (name === '__args__' && form) return tuple(form.arguments, place);
      if (name === '__supertype__' && form?.name === 'NewType') return form.arguments[0] ?? null;
      if (name === '__value__' && form?.name === 'TypeAliasType') return form.arguments[0] ?? null;
      if (name === '__name__' && form) return { type: 'str', value: form.name, place };
      return unknownForm(form, place);
    },
  },
});

const unknownForm = (form: TypingForm | null, place: Place | null): UnknownValue => ({
  type: 'unknown',
  reason: `the value of typing.${form?.name ?? 'a type'}`,
  place,
});

/** Forms that equal nothing but themselves. */
const ownIdentity: ReadonlySet<string> = new Set(['NewType', 'TypeAliasType', 'TypeVar']);

const isUnion = (form: TypingForm): boolean => form.arguments.length > 0 && (form.name === 'Union' || form.name === 'Optional');
const unionMembers = (form: TypingForm): readonly Value[] => (form.name === 'Optional' ? [...form.arguments, none] : form.arguments);
const isNone = (value: Value): boolean => value.type === 'None' || (value.type === 'class' && value.name === 'NoneType');
const sameMember = (a: Value, b: Value): boolean => a === b || (isNone(a) && isNone(b)) || formsEqual(a, b);

function formsEqual(a: Value, b: Value): boolean {
  const first = typingFormOf(a);
  const second = typingFormOf(b);
  if (!first || !second || ownIdentity.has(first.name)) return a === b;
  if (isUnion(first) && isUnion(second)) {
    const [mine, theirs] = [unionMembers(first), unionMembers(second)];
    const within = (some: readonly Value[], all: readonly Value[]) => some.every((one) => all.some((other) => sameMember(one, other)));
    return within(mine, theirs) && within(theirs, mine);
  }
  return (
    first.name === second.name &&
    first.arguments.length === second.arguments.length &&
    first.arguments.every((argument, index) => argument === second.arguments[index] || formsEqual(argument, second.arguments[index]!))
  );
}

/** A form by name, with or without arguments. */
export function typingForm(name: string, args: readonly Value[], origin: ClassValue | null, place: Place | null): InstanceValue {
  const host: TypingForm = { kind: 'typing', name, arguments: args, origin };
  return instance(typingClass, host, place);
}

/** The form that a value is, null for any other value. */
export function typingFormOf(value: Value): TypingForm | null {
  return value.type === 'instance' && isTypingForm(value.host) ? value.host : null;
}

function isTypingForm(host: unknown): host is TypingForm {
  return typeof host === 'object' && host !== null && 'kind' in host && host.kind === 'typing';
}

/** `Form[index]`. */
export function subscripted(self: Value, index: Value | null, place: Place | null): Value {
  const form = typingFormOf(self);
  if (!form || !index || form.name === 'TypeAliasType') return unknownForm(form, place);
  return typingForm(form.name, index.type === 'tuple' ? index.items : [index], form.origin, place);
}

/** `A | B`, which is `Union[A, B]`; unions inside it are taken apart. */
export function union(members: readonly Value[], place: Place | null): InstanceValue {
  const flat = members.flatMap((member) => {
    const form = typingFormOf(member);
    return form?.name === 'Union' ? form.arguments : [member];
  });
  return typingForm('Union', flat, null, place);
}

/** A TypeVar, ParamSpec or TypeVarTuple. */
export const typeVariable = (name: string, place: Place | null): InstanceValue =>
  typingForm('TypeVar', [{ type: 'str', value: name, place }], null, place);

/** `type X = Y`, whose value Python takes only when somebody asks for it. */
export function typeAlias(value: () => Value, place: Place | null): InstanceValue {
  let taken: readonly Value[] | null = null;
  const host: TypingForm = {
    kind: 'typing',
    name: 'TypeAliasType',
    get arguments() {
      taken ??= [value()];
      return taken;
    },
    origin: null,
  };
  return instance(typingClass, host, place);
}
