/** `BaseSettings` of pydantic 1 and of pydantic_settings: fields that the environment of the process may give. */
import { changing } from '../../python/changes';
import { nativeClass, nativeMethod, none, unknown } from '../../python/native';
import { selfOf } from '../plain-values';

/**
 * A default that the class gives is taken, as for `os.environ.get`. A field without one, or with None for it, is what only the
 * environment (or a validator) tells.
 */
export const baseSettings = nativeClass({
  name: 'BaseSettings',
  module: 'pydantic_settings',
  native: {
    tag: 'pydantic BaseSettings',
    classAttribute: (_interpreter, cls, name, place) => (name.startsWith('__') ? null : unknown(`the value of ${cls.name}.${name}`, place)),
    attribute: (_interpreter, self, name, place) =>
      name.startsWith('__') ? null : unknown(`the setting ${self.class.name}.${name}`, place),
  },
  members: {
    __init__: nativeMethod('__init__', (_interpreter, args) => {
      const self = selfOf(args);
      if (!self) return none;
      for (const cls of [...self.class.mro].reverse()) {
        if (cls.type !== 'class') continue;
        for (const [name, { place }] of cls.annotations) {
          const standard = cls.namespace.get(name);
          if (standard && standard.type !== 'None') changing(self.attributes).delete(name);
          else changing(self.attributes).set(name, unknown(`the setting ${self.class.name}.${name}`, place));
        }
      }
      for (const [name, value] of args.keywords) changing(self.attributes).set(name, value);
      return none;
    }),
  },
});
