/** Unions, None in them, and aliases of types: what sqlalchemy/util/typing.py asks of an annotation. */
import { typingForm, typingFormOf } from '../../../python/typing-forms';
import type { Value } from '../../../python/values';

const isNone = (value: Value): boolean => value.type === 'None' || (value.type === 'class' && value.name === 'NoneType');

/** The members of `X | Y`, `Union[X, Y]` and `Optional[X]`, unions inside taken apart as Python does; null for no union. */
function membersOf(value: Value): readonly Value[] | null {
  const form = typingFormOf(value);
  if (form?.name === 'Optional' && form.arguments[0]) return [...flattened(form.arguments[0]), { type: 'None', place: value.place }];
  return form?.name === 'Union' ? form.arguments.flatMap(flattened) : null;
}

const flattened = (value: Value): readonly Value[] => membersOf(value) ?? [value];

function unionOf(members: readonly Value[], like: Value): Value {
  const [only, ...others] = members;
  return only && others.length === 0 ? only : typingForm('Union', members, null, like.place);
}

/** `de_optionalize_union_types`: a union without its None; one member alone is that member. */
export function withoutNone(value: Value): Value {
  const members = membersOf(value);
  if (!members) return value;
  const rest = members.filter((member) => !isNone(member));
  return rest.length === 0 ? value : unionOf(rest, value);
}

/** The one type that an alias (`type X = Y`) or a NewType stands for; null for any other value. */
export function standsFor(value: Value, name: 'TypeAliasType' | 'NewType'): Value | null {
  const form = typingFormOf(value);
  return form?.name === name ? (form.arguments[0] ?? null) : null;
}

/** `includes_none`: whether None is a value of the type, also through Annotated, aliases and NewType. */
export function includesNone(value: Value, depth = 0): boolean {
  if (isNone(value)) return true;
  const members = membersOf(value);
  if (members) return members.some((member) => includesNone(member, depth));
  const form = typingFormOf(value);
  const inner = form && ['Annotated', 'TypeAliasType', 'NewType'].includes(form.name) ? form.arguments[0] : null;
  return inner && depth < 50 ? includesNone(inner, depth + 1) : false;
}

/** The parts of `Annotated[X, a, b]`, `Annotated[Annotated[X, a], b]` being the same; null for anything else. */
export function annotatedParts(value: Value): { readonly type: Value; readonly notes: readonly Value[] } | null {
  const form = typingFormOf(value);
  const [type, ...notes] = form?.name === 'Annotated' ? form.arguments : [];
  if (!type) return null;
  const inner = annotatedParts(type);
  return inner ? { type: inner.type, notes: [...inner.notes, ...notes] } : { type, notes };
}
