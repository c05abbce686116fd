import { instance, nativeClass } from '../python/native';
import { plain } from '../python/payload';
import type { Place } from '../python/place';
import type { Arguments, InstanceValue, Value } from '../python/values';
import { quoteIdentifier } from '../schema/quoting';
import { Unreadable, unreadable, unreadableValue } from './unreadable';

/** A str subclass of SQLAlchemy (`conv`, `quoted_name`): the text, and what the subclass says of it. */
export class SpecialName {
  constructor(
    readonly text: string,
    /** `conv`: naming conventions leave it alone, and it is truncated instead of refused. */
    readonly final: boolean,
    readonly quote: boolean | null,
  ) {}
}

/** A name as `op.f('name')` and `conv('name')` give it where `final`: no naming convention touches it. */
export function specialName(name: string, final: boolean, place: Place | null = null): InstanceValue {
  return instance(specialNameClass, new SpecialName(name, final, null), place);
}

const specialNameClass = nativeClass({ name: 'conv', module: 'sqlalchemy.sql.elements', native: { tag: 'sqlalchemy conv' } });

class BlankSchema {}

/** `BLANK_SCHEMA`: no schema, whatever the MetaData has. */
export const blankSchema: InstanceValue = instance(
  nativeClass({ name: 'SchemaConst', module: 'sqlalchemy.sql.schema', native: { tag: 'sqlalchemy blank schema' } }),
  new BlankSchema(),
  null,
);

export const isBlankSchema = (value: Value): boolean => value.type === 'instance' && value.host instanceof BlankSchema;

/** None and what was not passed are the same to almost every parameter. */
export function given(value: Value | null | undefined): Value | null {
  return !value || value.type === 'None' ? null : value;
}

/** A str, or an instance of a str subclass: a member of a `(str, Enum)`, a `quoted_name`. */
export function textOf(value: Value, what: string): string {
  if (value.type === 'instance' && value.host instanceof SpecialName) return value.host.text;
  const text = plain(value);
  return text.type === 'str' ? text.value : unreadableValue(what, value);
}

/**
 * A name as PostgreSQL will have it. `quote=False`, of the call or of a `quoted_name`, leaves the name bare in DDL, and PostgreSQL
 * folds it to lower case; a name that then means something else is not read.
 */
export function unfoldedName(value: Value, quote: Value | null, what: string): string {
  const text = textOf(value, what);
  const own = value.type === 'instance' && value.host instanceof SpecialName ? value.host.quote : null;
  const bare = (quote?.type === 'bool' && !quote.value) || own === false;
  if (bare && text !== quoteIdentifier(text)) return unreadable(`${what} (${text}), written without the quotes it needs`, value.place);
  return text;
}

export function optionalText(value: Value | null, what: string): string | null {
  const found = given(value);
  return found && textOf(found, what);
}

export function flagOf(value: Value, what: string): boolean {
  if (value.type === 'bool') return value.value;
  if (value.type === 'None') return false;
  if (value.type === 'int') return value.value !== 0n;
  return unreadableValue(what, value);
}

export function optionalFlag(value: Value | null, what: string): boolean | null {
  const found = given(value);
  return found && flagOf(found, what);
}

/** An int or a float, or a member of an `IntEnum`. */
export function numberOf(value: Value, what: string): number {
  const number = plain(value);
  if (number.type === 'int') return Number(number.value);
  if (number.type === 'float') return number.value;
  return unreadableValue(what, value);
}

export function optionalNumber(value: Value | null, what: string): number | null {
  const found = given(value);
  return found && numberOf(found, what);
}

/** The items of a list, tuple or set; anything else stands for itself, as `util.to_list` has it. */
export function itemsOf(value: Value): readonly Value[] {
  if (value.type === 'unknown') throw new Unreadable(value);
  if (value.type === 'list' || value.type === 'tuple') return value.items;
  if (value.type === 'set') return [...value.entries.values()];
  return [value];
}

/** A dict with text keys. */
export function entriesOf(value: Value, what: string): ReadonlyMap<string, Value> {
  if (value.type !== 'dict') return unreadableValue(what, value);
  return new Map([...value.entries.values()].map((entry) => [textOf(entry.key, what), entry.value]));
}

/** Refuses a call where `*x` or `**x` of an Unknown may hide arguments. */
export function wholeArguments(args: Arguments): Arguments {
  if (args.unknown) throw new Unreadable(args.unknown);
  return args;
}

/** The arguments of a method call without the instance it is called on. */
export function withoutSelf(args: Arguments): Arguments {
  return { ...args, positional: args.positional.slice(1) };
}

/** The instance a native method is called on; null when somebody called it by hand without one. */
export function selfOf(args: Arguments): InstanceValue | null {
  const self = args.positional[0];
  return self?.type === 'instance' ? self : null;
}
