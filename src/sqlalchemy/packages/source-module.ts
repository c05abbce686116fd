/** Host modules written in Python: what another package's classes do, cut down to what tables ask of them. */
import { changing } from '../../python/changes';
import type { HostModule } from '../../python/interpreter';
import { unknown } from '../../python/native';
import type { Value } from '../../python/values';

/**
 * A module that runs `text` when it is first imported. `members` are there besides, `constants` before the text runs. Any other
 * name of it is Unknown, never an error.
 */
export function sourceModule(
  name: string,
  text: string,
  members: Readonly<Record<string, Value>> = {},
  constants: (interpreter: Parameters<HostModule>[0]) => string = () => '',
): HostModule {
  return (interpreter) => {
    const module = interpreter.runSource(name, constants(interpreter) + text);
    for (const [member, value] of Object.entries(members)) changing(module.namespace).set(member, value);
    return {
      ...module,
      missing: (attribute, place) => (attribute.startsWith('__') ? null : unknown(`the value of ${name}.${attribute}`, place)),
    };
  };
}
