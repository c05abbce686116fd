/** Classes of which only the names matter: their instances exist, what they hold and compute is not known. */
import { nativeClass, unknown } from '../native';
import type { ClassValue, Value } from '../values';

/** Operators that would make a mere question about such an object unknown. */
const left = new Set(['__bool__', '__len__', '__iter__', '__hash__', '__contains__']);

/** A class whose instances answer every attribute, call and operator with an Unknown. */
export function opaqueClass(
  module: string,
  name: string,
  members: Readonly<Record<string, Value>> = {},
  bases: readonly ClassValue[] = [],
): ClassValue {
  const what = `${module}.${name}`;
  return nativeClass({
    name,
    module,
    bases,
    members,
    native: {
      tag: what,
      attribute: (_interpreter, _self, attribute, place) =>
        attribute.startsWith('__') ? null : unknown(`the value of ${what}.${attribute}`, place),
      classAttribute: (_interpreter, _cls, attribute, place) =>
        attribute.startsWith('__') ? null : unknown(`the value of ${what}.${attribute}`, place),
      operate: (_interpreter, operator, _self, _other, place) => (left.has(operator) ? null : unknown(`a computation with ${what}`, place)),
    },
  });
}
