/** What attributes of mapped classes are on their objects (`InstrumentedAttribute.__get__` and `__set__` of sqlalchemy/orm/attributes.py). */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { nativeFunction, nativeMethod, noArguments, none, str } from '../../python/native';
import type { ClassValue, NativeCall, Value } from '../../python/values';
import { isMapped } from './mapped-facts';

/** The Python of this room that answers. */
export interface AttributeAnswers {
  /** `load_attribute(obj, key)` */
  readonly column: Value;
  /** `relationship_on_class(cls, key)` */
  readonly relationshipOnClass: Value;
  /** `get_relationship(obj, key)` */
  readonly relationship: Value;
  /** `set_relationship(obj, key, value)` */
  readonly setRelationship: Value;
}

/** The name under which a class or an ancestor holds a value; null where none does. */
function nameOf(cls: ClassValue, value: Value): string | null {
  for (const ancestor of cls.mro) {
    if (ancestor.type !== 'class') continue;
    for (const [name, held] of ancestor.namespace) if (held === value) return name;
  }
  return null;
}

/** `(property, object)`: what `load_attribute(object, name)` gives. */
export const propertyLoader = (load: Value): Value =>
  nativeFunction('load_property', (interpreter, args, place) => {
    const [property, receiver] = args.positional;
    const name = property && receiver?.type === 'instance' ? nameOf(receiver.class, property) : null;
    return name === null || !receiver ? none : interpreter.call(load, { ...noArguments, positional: [receiver, str(name)] }, place);
  });

const isNone = (value: Value | undefined): boolean => value === undefined || value.type === 'None';

/** Puts `__get__` and `__set__` on the classes of columns and relationships. */
export function instrument(columnClasses: readonly ClassValue[], relationshipClass: ClassValue, answers: AttributeAnswers): void {
  const ask = (interpreter: Interpreter, callee: Value, positional: readonly Value[], place: Parameters<NativeCall>[2]): Value =>
    interpreter.call(callee, { ...noArguments, positional }, place);

  const getColumn: NativeCall = (interpreter, args, place) => {
    const [column, receiver] = args.positional;
    if (!column) return none;
    if (receiver?.type !== 'instance' || !isMapped(receiver.class)) return column;
    const name = nameOf(receiver.class, column);
    return name === null ? column : ask(interpreter, answers.column, [receiver, str(name)], place);
  };
  const getRelationship: NativeCall = (interpreter, args, place) => {
    const [relationship, receiver, owner] = args.positional;
    if (!relationship || owner?.type !== 'class' || !isMapped(owner)) return relationship ?? none;
    const name = nameOf(owner, relationship);
    if (name === null) return relationship;
    if (isNone(receiver) || !receiver) return ask(interpreter, answers.relationshipOnClass, [owner, str(name)], place);
    return ask(interpreter, answers.relationship, [receiver, str(name)], place);
  };
  const setRelationship: NativeCall = (interpreter, args, place) => {
    const [relationship, receiver, value] = args.positional;
    const name = relationship && receiver?.type === 'instance' ? nameOf(receiver.class, relationship) : null;
    if (name === null || !receiver || !value) return none;
    return ask(interpreter, answers.setRelationship, [receiver, str(name), value], place);
  };
  for (const cls of columnClasses) changing(cls.namespace).set('__get__', nativeMethod('__get__', getColumn));
  changing(relationshipClass.namespace).set('__get__', nativeMethod('__get__', getRelationship));
  changing(relationshipClass.namespace).set('__set__', nativeMethod('__set__', setRelationship));
}
