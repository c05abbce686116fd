/** datetime, uuid and decimal: values that exist; the current time and random numbers are not known. */
import { changing } from '../changes';

import type { HostModule } from '../interpreter';
import { hostModule, nativeFunction, nativeMethod, none, str, unknown } from '../native';
import { plain } from '../payload';
import type { ClassValue, NativeCall, Value } from '../values';
import { opaqueClass } from './opaque';

const never = (name: string, reason: string): Value => nativeFunction(name, (_interpreter, _args, place) => unknown(reason, place));

/** A class whose instances are shown by the text they were made from, when that is known. */
function textClass(module: string, name: string, normalise: (text: string) => string): ClassValue {
  const cls = opaqueClass(module, name, {
    __bool__: never('__bool__', `whether a ${name} is zero`),
    __int__: never('__int__', `the number that a ${name} is`),
  });
  const text: NativeCall = (_interpreter, args, place) => {
    const [self] = args.positional;
    return (self?.type === 'instance' && self.attributes.get('_text')) || unknown(`the text of a ${name}`, place);
  };
  changing(cls.namespace).set('__str__', nativeMethod('__str__', text));
  changing(cls.namespace).set(
    '__init__',
    nativeMethod('__init__', (interpreter, args, place) => {
      const [self, value] = args.positional;
      const inner = value ? plain(value) : none;
      const known = inner.type === 'str' || inner.type === 'int' ? interpreter.str(inner) : null;
      if (self?.type === 'instance' && typeof known === 'string') changing(self).host = { hashKey: `${name}:${normalise(known)}` };
      if (self?.type === 'instance' && typeof known === 'string') changing(self.attributes).set('_text', str(normalise(known), place));
      return none;
    }),
  );
  return cls;
}

const hyphenated = (text: string): string =>
  text
    .replace(/^urn:uuid:|[{}-]/g, '')
    .toLowerCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export const uuidModule: HostModule = hostModule('uuid', () => {
  const random = ['uuid1', 'uuid3', 'uuid4', 'uuid5', 'uuid6', 'uuid7', 'uuid8'].map(
    (name) => [name, never(name, `the result of uuid.${name}()`)] as const,
  );
  const uuid = textClass('uuid', 'UUID', hyphenated);
  changing(uuid.namespace).delete('__bool__');
  return { UUID: uuid, ...Object.fromEntries(random) };
});
