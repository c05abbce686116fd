/** `Enum` and `postgresql.ENUM`: values, name, schema, and the two shapes it takes in PostgreSQL (`Enum._enum_init`). */
import type { Interpreter } from '../../python/interpreter';
import { none } from '../../python/native';
import { plain } from '../../python/payload';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, InstanceValue, Value } from '../../python/values';
import type { EnumDefinition } from '../../schema/definition';
import { quoteTable } from '../../schema/quoting';
import { ask } from '../asking';
import { flagOf, given, optionalNumber, optionalText, SpecialName, textOf, wholeArguments } from '../plain-values';
import { code, postgresqlImport, textRepr } from '../python-code';
import { MetaDataObject } from '../schema-objects';
import { unreadable, unreadableValue } from '../unreadable';
import { sinceSqlalchemy } from '../versions';
import type { ReadType, TypeContext } from './read-type';

/** Reads an Enum's constructor call. `key` is `sa.Enum` or `postgresql.ENUM`. */
export function readEnum(interpreter: Interpreter, key: string, passed: Arguments, context: TypeContext, place: Place | null): ReadType {
  const args = wholeArguments(passed);
  const values = enumValues(interpreter, args, place);
  const name = nameOf(args, key, values, place);
  const native = key === 'postgresql.ENUM' || flag(args, 'native_enum', true);
  const longest = Math.max(0, ...values.map((value) => [...value].length));
  const length = args.keywords.has('length') ? optionalNumber(args.keywords.get('length') ?? null, 'length') : longest;
  if (!native && length !== null && length < longest)
    return unreadable(`an Enum whose length ${length} is less than that of its longest value, ${longest}`, place);
  const ancestors = key === 'postgresql.ENUM' ? ['postgresql.ENUM', 'sa.Enum', 'sa.String'] : ['sa.Enum', 'sa.String'];
  if (!native) {
    const options = [
      ...(name === null ? [] : [`name=${textRepr(name)}`]),
      'native_enum=False',
      ...(length === longest ? [] : [`length=${length}`]),
    ];
    const named = args.keywords.get('name');
    const final = named?.type === 'instance' && named.host instanceof SpecialName && named.host.final;
    const check = flag(args, 'create_constraint', false) ? { name, final, values } : null;
    return {
      sql: length ? `VARCHAR(${length})` : 'VARCHAR',
      python: code(`sa.Enum(${[...values.map(textRepr), ...options].join(', ')})`),
      enumType: null,
      collation: null,
      collationName: null,
      ancestors,
      check,
    };
  }
  if (name === null) unreadable('an Enum without a name, which PostgreSQL requires', place);
  const enumType: EnumDefinition = { schema: namedTypeSchema(interpreter, args, context, 'an Enum'), name, values, place };
  return {
    sql: quoteTable(enumType),
    python: enumPython(enumType, key, flag(args, 'create_type', true)),
    enumType,
    collation: null,
    collationName: null,
    ancestors,
    check: null,
  };
}

function enumPython(enumType: EnumDefinition, key: string, createType: boolean) {
  const schema = enumType.schema === null ? [] : [`schema=${textRepr(enumType.schema)}`];
  const options = [...enumType.values.map(textRepr), `name=${textRepr(enumType.name)}`, ...schema];
  if (key === 'sa.Enum') return code(`sa.Enum(${options.join(', ')})`);
  return code(`postgresql.ENUM(${[...options, ...(createType ? [] : ['create_type=False'])].join(', ')})`, postgresqlImport);
}

function flag(args: Arguments, name: string, otherwise: boolean): boolean {
  const value = args.keywords.get(name);
  return value ? flagOf(value, name) : otherwise;
}

/** Without a name the Python enum's class gives it, in lower case. */
function nameOf(args: Arguments, key: string, values: readonly string[], place: Place | null): string | null {
  const named = args.keywords.get('name');
  if (named) return optionalText(named, 'the name of an Enum');
  const cls = enumClass(args);
  if (cls && values.length > 0) return cls.name.toLowerCase();
  if (key === 'postgresql.ENUM') unreadable('a postgresql.ENUM without a name', place);
  return null;
}

/**
 * The schema of an Enum or a DOMAIN (`SchemaType._set_table`, and in 2.1 `_set_metadata`): the table's where it inherits it, its own, that
 * of the MetaData it was given, and since 2.1 of its table's MetaData.
 */
export function namedTypeSchema(interpreter: Interpreter, args: Arguments, context: TypeContext, what: string): string | null {
  const schema = args.keywords.get('schema');
  const settled = sinceSqlalchemy(interpreter, '2.1');
  if (settled && schema) return optionalText(schema, `the schema of ${what}`);
  if (flag(args, 'inherit_schema', false)) return context.tableSchema;
  if (given(schema)) return optionalText(schema ?? null, `the schema of ${what}`);
  const metadata = given(args.keywords.get('metadata'));
  if (metadata?.type === 'unknown') return unreadableValue(`the metadata of ${what}`, metadata);
  if (metadata?.type === 'instance' && metadata.host instanceof MetaDataObject)
    return optionalText(metadata.host.option('schema'), 'the schema of a MetaData');
  return settled ? context.metadataSchema : null;
}

function enumClass(args: Arguments): ClassValue | null {
  const [only] = args.positional;
  return args.positional.length === 1 && only?.type === 'class' ? only : null;
}

function enumValues(interpreter: Interpreter, args: Arguments, place: Place | null): readonly string[] {
  const cls = enumClass(args);
  if (!cls) return args.positional.map((value) => textOf(value, 'a value of an Enum'));
  const chosen = given(args.keywords.get('values_callable'));
  if (chosen) {
    const values = ask(interpreter, chosen, [cls], place);
    const items = interpreter.iterate(values, place);
    if ('type' in items) return unreadableValue('values_callable of an Enum', items);
    return items.map((value) => textOf(value, 'a value of an Enum'));
  }
  return listedMembers(interpreter, args, cls, place).map(([name]) => name);
}

/** The members of its Python enum that an Enum has values for. */
function listedMembers(
  interpreter: Interpreter,
  args: Arguments,
  cls: ClassValue,
  place: Place | null,
): readonly (readonly [string, Value])[] {
  const aliases = !flag(args, 'omit_aliases', sinceSqlalchemy(interpreter, '2.0'));
  return enumMembers(interpreter, cls, place).filter(([name, member]) => aliases || memberName(interpreter, member, place) === name);
}

/** What a column of the Enum holds for a member of its Python enum (`Enum._db_value_for_lookup`); null for what is none. */
export function storedLabel(interpreter: Interpreter, args: Arguments, member: InstanceValue): string | null {
  const cls = enumClass(args);
  if (!cls || member.class !== cls) return null;
  const name = memberName(interpreter, member, member.place);
  const index = listedMembers(interpreter, args, cls, member.place).findIndex(([each]) => each === name);
  return enumValues(interpreter, args, member.place)[index] ?? null;
}

/** The member of its Python enum that a column of the Enum holds (`Enum._object_value_for_elem`); null where the Enum has none. */
export function enumMember(interpreter: Interpreter, args: Arguments, label: Value & { readonly type: 'str' }): Value | null {
  const cls = enumClass(args);
  if (!cls) return null;
  const index = enumValues(interpreter, args, label.place).indexOf(label.value);
  const [, member] = listedMembers(interpreter, args, cls, label.place)[index] ?? [];
  return member ?? unreadable(`the value '${label.value}', which is none of the Enum ${cls.name}`, label.place);
}

function memberName(interpreter: Interpreter, member: Value, place: Place | null): string {
  return textOf(interpreter.getAttribute(member, 'name', place), 'the name of an enum member');
}

/** `__members__` of a Python enum: name and member, aliases among them. */
function enumMembers(interpreter: Interpreter, cls: ClassValue, place: Place | null): readonly (readonly [string, Value])[] {
  const members = plain(interpreter.findAttribute(cls, '__members__', place) ?? none);
  if (members.type === 'dict')
    return [...members.entries.values()].map(({ key, value }) => [textOf(key, 'an enum member'), value] as const);
  const items = interpreter.iterate(cls, place);
  if ('type' in items) return unreadableValue(`the members of ${cls.name}`, items);
  return items.map((member) => [memberName(interpreter, member, place), member] as const);
}
