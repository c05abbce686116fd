/** `types.MappingProxyType`: a dict that is only read. */
import { classes } from '../builtin-classes';
import { instance, nativeClass, nativeFunction, none, str, unknown } from '../native';
import { payloadOf, plain, setPayload } from '../payload';
import type { Place } from '../place';
import type { DictValue, InstanceValue } from '../values';

const read = new Set(['get', 'keys', 'values', 'items', 'copy', '__getitem__', '__contains__', '__len__', '__iter__']);

export const mappingProxyClass = nativeClass({
  name: 'mappingproxy',
  module: 'builtins',
  members: {
    __new__: nativeFunction('__new__', (_interpreter, args, place) => {
      const inner = plain(args.positional[1] ?? none);
      return inner.type === 'dict' ? mappingProxy(inner, place) : unknown('a view of a mapping', place);
    }),
  },
  native: {
    tag: 'types.MappingProxyType',
    attribute: (_interpreter, self, name, place) => {
      const method = read.has(name) ? classes.dict.namespace.get(name) : undefined;
      return method?.type === 'native' ? { type: 'method', self: payloadOf(self) ?? none, function: method, place } : null;
    },
    operate: (interpreter, operator, self, _other, place) => {
      if (operator !== '__repr__' && operator !== '__str__') return null;
      const text = interpreter.repr(payloadOf(self) ?? none);
      return typeof text === 'string' ? str(`mappingproxy(${text})`, place) : text;
    },
  },
});

/** A view of a dict that cannot be written to. */
export function mappingProxy(dict: DictValue, place: Place | null): InstanceValue {
  const made = instance(mappingProxyClass, null, place);
  setPayload(made, dict);
  return made;
}
