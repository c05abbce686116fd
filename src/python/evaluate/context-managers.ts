/** What contextlib.contextmanager makes: a generator function and its arguments, run when `with` enters it. */
import { instance, nativeClass } from '../native';
import type { Place } from '../place';
import type { Arguments, InstanceValue, Value } from '../values';

interface GeneratorContext {
  readonly kind: 'generatorContext';
  readonly function: Value;
  readonly arguments: Arguments;
}

const generatorContextClass = nativeClass({ name: '_GeneratorContextManager', module: 'contextlib' });

/** The context manager that calling a decorated generator function gives. */
export function generatorContext(generator: Value, args: Arguments, place: Place | null): InstanceValue {
  const host: GeneratorContext = { kind: 'generatorContext', function: generator, arguments: args };
  return instance(generatorContextClass, host, place);
}

/** Tells such a context manager by its host. */
export function isGeneratorContext(host: unknown): host is GeneratorContext {
  return typeof host === 'object' && host !== null && 'kind' in host && host.kind === 'generatorContext';
}
