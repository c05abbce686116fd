/** What a project's own type makes of a value before it is written as a literal. */
import type { Interpreter } from '../../python/interpreter';
import { noArguments } from '../../python/native';
import type { Value } from '../../python/values';
import { ask, asking } from '../asking';
import { TypeObject } from '../schema-objects';
import { unreadableValue } from '../unreadable';
import { dialectValue } from './dialect';
import { isOverridden, ownImplementation, specOf } from './read-type';

export interface BoundValue {
  readonly value: Value;
  /** The type that the decorator stands on, which goes on with it. */
  readonly type: Value;
}

/**
 * `TypeDecorator.literal_processor`: what `process_literal_param`, or else `process_bind_param`, answers. Null where the type is no decorator, or
 * leaves the value to the type it stands on. Throws `Unreadable` where the answer is not known.
 */
export function boundValue(interpreter: Interpreter, type: Value, value: Value): BoundValue | null {
  if (specOf(type)?.name !== 'TypeDecorator' || value.type === 'None') return null;
  const decorator = type.type === 'class' ? ask(interpreter, type, [], type.place) : type;
  // One that chooses the type of what it is compared with is no party to it.
  if (decorator.type !== 'instance' || isOverridden(decorator, 'coerce_compared_value')) return null;
  const processor = ['process_literal_param', 'process_bind_param'].find((method) => isOverridden(decorator, method));
  if (!processor) return null;
  const method = asking(interpreter, value.place, () => interpreter.getAttribute(decorator, processor, value.place));
  const answer = ask(interpreter, method, [value, dialectValue()], value.place);
  if (answer.type === 'unknown') return unreadableValue(`what ${decorator.class.name}.${processor} makes of a literal`, answer);
  const args = decorator.host instanceof TypeObject ? decorator.host.args : noArguments;
  return { value: answer, type: ownImplementation(interpreter, decorator, args) };
}
