/** Host modules written in Python: what another package's classes do, cut down to what tables ask of them. */
import { changing } from '../../python/changes';
import type { HostModule, Interpreter } from '../../python/interpreter';
import { nativeFunction, unknown } from '../../python/native';
import type { ModuleValue, Value } from '../../python/values';

export interface SourceOptions {
  /** Names that are there besides those that the text binds. */
  readonly members?: Readonly<Record<string, Value>>;
  /** Functions of ours that the text may call. */
  readonly names?: Readonly<Record<string, Value>>;
  /** Text that runs before: what depends on the releases that the project stands on. */
  readonly before?: (interpreter: Interpreter) => string;
}

/** `not_understood("...")` in such a text: a value that is not known, and why. */
const notUnderstood = nativeFunction('not_understood', (interpreter, args, place) => {
  const [reason] = args.positional;
  const text = reason ? interpreter.str(reason) : '';
  return typeof text === 'string' ? unknown(text, place) : text;
});

/** A module that runs `text` when it is first imported. Any other name of it is Unknown, never an error. */
export function sourceModule(name: string, text: string, { members = {}, names: given = {}, before }: SourceOptions = {}): HostModule {
  return (interpreter) => {
    const made = interpreter.runSource(name, (before?.(interpreter) ?? '') + text, { not_understood: notUnderstood, ...given });
    const module: ModuleValue = {
      ...made,
      missing: (attribute, place) => (attribute.startsWith('__') ? null : unknown(`the value of ${name}.${attribute}`, place)),
    };
    const names = changing(module.namespace);
    for (const [member, value] of Object.entries(members)) names.set(member, value);
    return module;
  };
}

/** One module under several names: its classes are the same ones under each. */
export function sharedModule(module: HostModule): HostModule {
  const made = new WeakMap<Interpreter, ModuleValue>();
  return (interpreter) => {
    const known = made.get(interpreter) ?? module(interpreter);
    made.set(interpreter, known);
    return known;
  };
}
