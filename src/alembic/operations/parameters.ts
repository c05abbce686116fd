/** Arguments bound to the parameters of Alembic's functions, as Python binds them. */
import type { Interpreter } from '../../python/interpreter';
import type { Place } from '../../python/place';
import type { Arguments, UnknownValue, Value } from '../../python/values';

export interface Parameters {
  /** Positional or keyword, in order; a name that ends in `?` may be left out. */
  readonly positional: readonly string[];
  /** Takes any number of further positional arguments. */
  readonly rest?: boolean;
  /** Keyword only. */
  readonly keywords?: readonly string[];
  /** Takes any other keyword. */
  readonly others?: boolean;
}

export interface BoundArguments {
  readonly values: ReadonlyMap<string, Value>;
  readonly rest: readonly Value[];
  readonly others: ReadonlyMap<string, Value>;
  /** Set when `*x` or `**x` of an Unknown was passed. */
  readonly unknown: UnknownValue | null;
}

const plainName = (name: string): string => (name.endsWith('?') ? name.slice(0, -1) : name);

/** Binds, or raises the TypeError that Python would; where an Unknown may hide arguments, nothing is missed. */
export function bindArguments(
  interpreter: Interpreter,
  name: string,
  parameters: Parameters,
  args: Arguments,
  place: Place | null,
): BoundArguments {
  const names = parameters.positional.map(plainName);
  const values = new Map<string, Value>();
  const others = new Map<string, Value>();
  for (const [index, value] of args.positional.slice(0, names.length).entries()) values.set(names[index] ?? '', value);
  const rest = args.positional.slice(names.length);
  if (rest.length > 0 && !parameters.rest) {
    const taken = `takes ${names.length} positional argument${names.length === 1 ? '' : 's'} but ${args.positional.length} were given`;
    interpreter.raise('TypeError', `${name}() ${taken}`, place);
  }
  for (const [keyword, value] of args.keywords) {
    if (values.has(keyword)) interpreter.raise('TypeError', `${name}() got multiple values for argument '${keyword}'`, place);
    if (names.includes(keyword) || parameters.keywords?.includes(keyword)) values.set(keyword, value);
    else if (parameters.others) others.set(keyword, value);
    else interpreter.raise('TypeError', `${name}() got an unexpected keyword argument '${keyword}'`, place);
  }
  const missing = parameters.positional.find((parameter) => !parameter.endsWith('?') && !values.has(parameter));
  if (missing && !args.unknown) interpreter.raise('TypeError', `${name}() missing 1 required positional argument: '${missing}'`, place);
  return { values, rest, others, unknown: args.unknown };
}
