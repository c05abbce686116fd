/** `Enum` and `postgresql.ENUM`: values, name, schema, and the two shapes it takes in PostgreSQL (`Enum._enum_init`). */
import type { Interpreter } from '../../python/interpreter';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, Value } from '../../python/values';
import type { EnumDefinition } from '../../schema/definition';
import { quoteTable } from '../../schema/quoting';
import { flagOf, given, optionalNumber, optionalText, textOf, wholeArguments } from '../plain-values';
import { code, postgresqlImport, textRepr } from '../python-code';
import { MetaDataObject } from '../schema-objects';
import { unreadable, unreadableValue } from '../unreadable';
import type { ReadType, TypeContext } from './read-type';

/** Reads an Enum's constructor call. `key` is `sa.Enum` or `postgresql.ENUM`. */
export function readEnum(interpreter: Interpreter, key: string, passed: Arguments, context: TypeContext, place: Place | null): ReadType {
  const args = wholeArguments(passed);
  const values = enumValues(interpreter, args, place);
  const name = nameOf(args, key, place);
  const native = key === 'postgresql.ENUM' || flag(args, 'native_enum', true);
  const longest = Math.max(0, ...values.map((value) => [...value].length));
  const length = args.keywords.has('length') ? optionalNumber(args.keywords.get('length') ?? null, 'length') : longest;
  const ancestors = key === 'postgresql.ENUM' ? ['postgresql.ENUM', 'sa.Enum', 'sa.String'] : ['sa.Enum', 'sa.String'];
  if (!native) {
    const options = [
      ...(name === null ? [] : [`name=${textRepr(name)}`]),
      'native_enum=False',
      ...(length === longest ? [] : [`length=${length}`]),
    ];
    const check = flag(args, 'create_constraint', false) ? { name, values } : null;
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
  const enumType: EnumDefinition = { schema: schemaOf(args, context), name, values, place };
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
function nameOf(args: Arguments, key: string, place: Place | null): string | null {
  const named = args.keywords.get('name');
  if (named) return optionalText(named, 'the name of an Enum');
  const cls = enumClass(args);
  if (cls) return cls.name.toLowerCase();
  if (key === 'postgresql.ENUM') unreadable('a postgresql.ENUM without a name', place);
  return null;
}

/** The type's own schema, the table's where it inherits it, else that of its MetaData (`SchemaType._set_metadata`, `_set_table`). */
function schemaOf(args: Arguments, context: TypeContext): string | null {
  const schema = args.keywords.get('schema');
  if (schema) return optionalText(schema, 'the schema of an Enum');
  if (flag(args, 'inherit_schema', false)) return context.tableSchema;
  const metadata = given(args.keywords.get('metadata'));
  if (metadata?.type === 'unknown') return unreadableValue('the metadata of an Enum', metadata);
  if (metadata?.type !== 'instance' || !(metadata.host instanceof MetaDataObject)) return context.metadataSchema;
  return optionalText(metadata.host.option('schema'), 'the schema of a MetaData');
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
    const values = interpreter.call(chosen, { positional: [cls], keywords: new Map(), unknown: null }, place);
    const items = interpreter.iterate(values, place);
    if ('type' in items) return unreadableValue('values_callable of an Enum', items);
    return items.map((value) => textOf(value, 'a value of an Enum'));
  }
  const aliases = args.keywords.has('omit_aliases') && !flag(args, 'omit_aliases', true);
  return enumMembers(interpreter, cls, place)
    .filter(([name, member]) => aliases || memberName(interpreter, member, place) === name)
    .map(([name]) => name);
}

function memberName(interpreter: Interpreter, member: Value, place: Place | null): string {
  return textOf(interpreter.getAttribute(member, 'name', place), 'the name of an enum member');
}

/** `__members__` of a Python enum: name and member, aliases among them. */
function enumMembers(interpreter: Interpreter, cls: ClassValue, place: Place | null): readonly (readonly [string, Value])[] {
  const members = interpreter.findAttribute(cls, '__members__', place);
  if (members?.type === 'dict')
    return [...members.entries.values()].map(({ key, value }) => [textOf(key, 'an enum member'), value] as const);
  const items = interpreter.iterate(cls, place);
  if ('type' in items) return unreadableValue(`the members of ${cls.name}`, items);
  return items.map((member) => [memberName(interpreter, member, place), member] as const);
}
