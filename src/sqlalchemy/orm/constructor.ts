/** What a program with sessions does where a program that only reads models has nothing to do. */
import type { Interpreter } from '../../python/interpreter';
import { nativeMethod, none } from '../../python/native';
import type { Value } from '../../python/values';

/** `event.listen(target, name, listener)` */
export interface Listener {
  readonly target: Value;
  readonly name: string;
  readonly listener: Value;
}

export interface SessionParts {
  /** Whoever was told to listen; added to as code says so. */
  readonly listeners: Listener[];
  /** `_declarative_constructor(self, *args, **keywords)`. */
  readonly construct: Value;
  /** `expand_statement(statement, method, *args, **keywords)`: a method of a statement that is given a relationship. */
  readonly expandStatement: Value;
  /** `(property, object)`: what an object has for a `column_property()` or a `deferred()`. */
  readonly loadProperty: Value;
  /** `Model.query` of Flask-SQLAlchemy. */
  readonly query: Value;
}

const parts = new WeakMap<Interpreter, SessionParts>();

/** From here on the program has sessions. */
export function setSessionParts(interpreter: Interpreter, made: SessionParts): void {
  parts.set(interpreter, made);
}

/** Whether a value is a relationship as a class has it, which Core's statements do not know. */
export const isRelationshipOfClass = (value: Value): boolean =>
  value.type === 'instance' && value.class.name === 'InstrumentedRelationship' && value.class.module === 'sqlalchemy.orm.session';

/** Null where models are read and nothing else. */
export const sessionParts = (interpreter: Interpreter): SessionParts | null => parts.get(interpreter) ?? null;

/** The `__init__` of every declarative base. */
export const declarativeConstructor = nativeMethod('__init__', (interpreter, args, place) => {
  const construct = sessionParts(interpreter)?.construct;
  return construct ? interpreter.call(construct, args, place) : none;
});
