/**
 * `relationship(...)`, `backref(...)` and their like: the call is kept for those who read mappings. To tables they are as inert as any
 * other object of an application; what they are on an object is set in place by the room of sessions.
 */
import { born } from '../../python/changes';
import { bool, instance, nativeClass, nativeFunction, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, NativeFunctionValue } from '../../python/values';

/** What `relationship()` was given. */
export class RelationshipCall {
  constructor(
    readonly name: string,
    readonly args: Arguments,
    readonly place: Place | null,
  ) {
    born(this);
  }
}

const questions: ReadonlySet<string> = new Set(['__iter__', '__next__', '__len__', '__contains__']);

/** One class for each program, so that sessions can give its objects a meaning there. */
export function makeRelationshipClass(): ClassValue {
  return nativeClass({
    name: 'Relationship',
    module: 'sqlalchemy.orm',
    native: {
      tag: 'sqlalchemy relationship',
      attribute: (_interpreter, self) => self,
      operate: (_interpreter, operator, self, _other, place) => {
        if (operator === '__bool__') return bool(true, place);
        return questions.has(operator) ? unknown('what a relationship holds', place) : self;
      },
      call: (_interpreter, self) => self,
    },
  });
}

/** A function of sqlalchemy.orm that makes one. */
export const relationshipFunction = (name: string, cls: ClassValue): NativeFunctionValue =>
  nativeFunction(name, (_interpreter, args, place) => instance(cls, new RelationshipCall(name, args, place), place));
