/**
 * Objects that matter to an application and not to its tables: `relationship(...)`, `hybrid_property`, sessions, events.
 * Anything may be done with them; the outcome is as inert as they are.
 */
import { bool, instance, nativeClass, nativeFunction, unknown } from '../../python/native';
import type { ClassValue, InstanceValue, NativeFunctionValue, Value } from '../../python/values';

const inertTag = 'sqlalchemy inert';

/** What Python asks an object and wants no object for an answer. */
const questions: ReadonlySet<string> = new Set(['__iter__', '__next__', '__len__', '__contains__']);

const inertClass: ClassValue = nativeClass({
  name: 'object',
  module: 'sqlalchemy',
  native: {
    tag: inertTag,
    attribute: (_interpreter, self) => self,
    operate: (_interpreter, operator, self, _other, place) => {
      if (operator === '__bool__') return bool(true, place);
      return questions.has(operator) ? unknown('what an object of SQLAlchemy holds', place) : self;
    },
    call: (_interpreter, self) => self,
  },
});

export const inert = (): InstanceValue => instance(inertClass, null, null);

/** A function of SQLAlchemy whose outcome brings no column. */
export const inertFunction = (name: string): NativeFunctionValue =>
  nativeFunction(name, (_interpreter, _args, place) => ({ ...inert(), place }));

/** A decorator, or a maker of decorators, that leaves the function or class as it is: `@validates('name')`, `@event.listens_for(...)`. */
export const decoratorFunction = (name: string): NativeFunctionValue => {
  const keep = nativeFunction(name, (_interpreter, args): Value => args.positional[0] ?? inert());
  return nativeFunction(name, (interpreter, args, place) => {
    const [first] = args.positional;
    return first && (first.type === 'function' || first.type === 'class') && args.positional.length === 1
      ? interpreter.call(keep, args, place)
      : keep;
  });
};
