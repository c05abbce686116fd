/** A type object or class as a definition: its SQL for PostgreSQL, its Python for a revision, and what columns ask about it. */
import type { Interpreter } from '../../python/interpreter';
import { nativeOf, noArguments } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, InstanceValue, Value } from '../../python/values';
import type { ColumnType, PythonCode } from '../../schema/definition';
import { ask, asking } from '../asking';
import { given, numberOf, textOf, wholeArguments } from '../plain-values';
import { code, importsOf, postgresqlImport, scalarRepr, textRepr } from '../python-code';
import { TypeObject } from '../schema-objects';
import { compileHook } from '../sql/node';
import { attempt, isUnknown, unreadable, unreadableValue } from '../unreadable';
import { ancestry, collationSql, type Scalar, type TypeOptions, type TypeSpec, typeCatalogue } from './catalogue';
import { compilerValue, dialectValue } from './dialect';
import { readDomain, type UnwrittenDomain } from './domain-type';
import { readEnum, storedLabel } from './enum-type';

/** Reads a type inside another. */
type Reader = (inner: Value) => ReadType;

/** What a type without a schema of its own takes over. */
export interface TypeContext {
  readonly tableSchema: string | null;
  readonly metadataSchema: string | null;
}

export const noTypeContext: TypeContext = { tableSchema: null, metadataSchema: null };

export interface ReadType extends ColumnType {
  readonly unwrittenDomain?: UnwrittenDomain | null;
  /** As SQL; stands behind `sql` in DDL. */
  readonly collation: string | null;
  /** As a plain name. */
  readonly collationName: string | null;
  /** Keys of the catalogue, the type itself first; a variant for PostgreSQL does not count (`TypeEngine._type_affinity`). */
  readonly ancestors: readonly string[];
  /** A non-native Enum with `create_constraint=True` brings a CHECK. `final`: its name is a `conv`. */
  readonly check: { readonly name: string | null; readonly final: boolean; readonly values: readonly string[] } | null;
}

const tagPrefix = 'sqlalchemy type ';
export const typeTag = (key: string): string => `${tagPrefix}${key}`;

/** What has no catalogue entry of its own: a project's type that only its `@compiles` function knows. */
const typeEngine: TypeSpec = { name: 'TypeEngine', module: 'sa', base: null, parameters: {}, sql: null };
export const typeEngineTag = typeTag(typeEngine.name);

/** Is this a type of SQLAlchemy's (or a project's own), as a class or an object? Mirrors `hasattr(x, '_sqla_type')`. */
export function isType(value: Value): boolean {
  return specOf(value) !== null;
}

/** The nearest type of the catalogue that a type object or class is made from. */
export function specOf(value: Value): TypeSpec | null {
  const cls = value.type === 'class' ? value : value.type === 'instance' ? value.class : null;
  const tag = cls && nativeOf(cls)?.tag;
  if (tag === typeTag(typeEngine.name)) return typeEngine;
  return tag?.startsWith(tagPrefix) ? (typeCatalogue.get(tag.slice(tagPrefix.length)) ?? null) : null;
}

/** Reads a type; throws `Unreadable`. */
export function readType(interpreter: Interpreter, value: Value, context: TypeContext, depth = 0): ReadType {
  if (depth > 20) return unreadable('a type that contains itself', value.place);
  const spec = specOf(value);
  if (!spec) return unreadableValue('a column type', value);
  const object = value.type === 'class' ? ask(interpreter, value, [], value.place) : value;
  if (object.type !== 'instance') return unreadableValue('a column type', object);
  const read = (inner: Value) => readType(interpreter, inner, context, depth + 1);
  const variants = object.host instanceof TypeObject ? object.host.variants : new Map<string, Value>();
  const base = readCompiled(interpreter, object, spec, read) ?? readPlain(interpreter, object, spec, context, read);
  const python = withVariants(base.python, variants, read);
  const chosen = variants.get('postgresql');
  return chosen ? { ...read(chosen), python, ancestors: base.ancestors } : { ...base, python };
}

/** `_render_Variant_type`; a variant for another dialect that is not understood does not matter here. */
function withVariants(base: PythonCode, variants: ReadonlyMap<string, Value>, read: (inner: Value) => ReadType): PythonCode {
  return [...variants]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .reduce((python, [dialect, type]) => {
      const variant = dialect === 'postgresql' ? read(type) : attempt(() => read(type));
      if (isUnknown(variant)) return python;
      const call = `${python.code}.with_variant(${variant.python.code}, ${textRepr(dialect)})`;
      return { code: call, imports: importsOf([python, variant.python]) };
    }, base);
}

function readPlain(
  interpreter: Interpreter,
  object: InstanceValue,
  spec: TypeSpec,
  context: TypeContext,
  read: (inner: Value) => ReadType,
): ReadType {
  const args = object.host instanceof TypeObject ? object.host.args : noArguments;
  const key = `${spec.module}.${spec.name}`;
  switch (key) {
    case 'sa.TypeDecorator':
      return read(implementation(interpreter, object, args));
    case 'sa.UserDefinedType':
      return userDefined(interpreter, object);
    case 'sa.Enum':
    case 'postgresql.ENUM':
      return readEnum(interpreter, key, args, context, object.place);
    case 'sa.ARRAY':
    case 'postgresql.ARRAY':
      return readArray(spec, wholeArguments(args), object.place, read);
    case 'postgresql.JSON':
    case 'postgresql.JSONB':
      return readWithText(spec, 'astext_type', 1, args, read);
    case 'postgresql.HSTORE':
      return readWithText(spec, 'text_type', 0, args, read);
    case 'sa.PickleType':
      return readPickle(spec, args, read);
    case 'postgresql.DOMAIN':
      return readDomain(interpreter, wholeArguments(args), context, object.place, read);
    case 'sa.NullType':
      return unreadable('a column without a type', object.place);
    default:
      return readScalar(spec, wholeArguments(args), object.place);
  }
}

const known = (sql: string, python: PythonCode, spec: TypeSpec): ReadType => ({
  sql,
  python,
  enumType: null,
  collation: null,
  collationName: null,
  ancestors: ancestry(spec),
  check: null,
});

const prefixed = (spec: TypeSpec, call: string, ...inner: readonly PythonCode[]): PythonCode =>
  spec.module === 'sa'
    ? code(`sa.${call}`, ...importsOf(inner))
    : code(`postgresql.${call}`, ...importsOf([...inner, code('', postgresqlImport)]));

/** `generic_repr`: the parameters that differ from their defaults, by keyword. */
function readScalar(spec: TypeSpec, args: Arguments, place: Place | null): ReadType {
  const options = optionsOf(spec, args);
  if (!spec.sql) return unreadable(`the type ${spec.name}`, place);
  const shown: TypeOptions = spec.name === 'BIT' && !options['varying'] ? { ...options, length: options['length'] ?? 1 } : options;
  const differing = Object.entries(shown).filter(([name, value]) => value !== spec.parameters[name]);
  const call = `${spec.name}(${differing.map(([name, value]) => `${name}=${scalarRepr(value)}`).join(', ')})`;
  return { ...known(spec.sql(options), prefixed(spec, call), spec), ...collationOf(options) };
}

function collationOf(options: TypeOptions) {
  const { collation } = options;
  return { collation: collationSql(options), collationName: typeof collation === 'string' ? collation : null };
}

function optionsOf(spec: TypeSpec, args: Arguments): TypeOptions {
  const names = Object.keys(spec.parameters);
  const passed = names.map((name, index): [string, Scalar] => {
    const value = args.keywords.get(name) ?? args.positional[index];
    return [name, value ? scalarOf(value, name) : (spec.parameters[name] ?? null)];
  });
  return Object.fromEntries(passed);
}

function scalarOf(value: Value, name: string): Scalar {
  if (value.type === 'None') return null;
  if (value.type === 'bool') return value.value;
  if (value.type === 'int' || value.type === 'float') return numberOf(value, name);
  return textOf(value, name);
}

function readArray(spec: TypeSpec, args: Arguments, place: Place | null, read: (inner: Value) => ReadType): ReadType {
  const item = args.keywords.get('item_type') ?? args.positional[0];
  if (!item) return unreadable('an ARRAY without an item type', place);
  if (specOf(item)?.name === 'ARRAY') return unreadable('an ARRAY inside an ARRAY, which SQLAlchemy does not nest', place);
  const inner = read(item);
  const dimensions = given(args.keywords.get('dimensions') ?? args.positional[2]);
  const brackets = '[]'.repeat(dimensions ? numberOf(dimensions, 'dimensions') : 1);
  const flags = ['as_tuple', 'dimensions', 'zero_indexes'].flatMap((name, index) => {
    const value = given(args.keywords.get(name) ?? args.positional[index + 1]);
    if (!value || (value.type === 'bool' && !value.value)) return [];
    // A flag is asked for its truth alone: a ForeignKey that ended up there by mistake is as good as True.
    return [value.type === 'instance' ? `${name}=True` : `${name}=${scalarRepr(scalarOf(value, name))}`];
  });
  const python = prefixed(spec, `ARRAY(${[inner.python.code, ...flags].join(', ')})`, inner.python);
  return {
    ...known(`${inner.sql}${brackets}`, python, spec),
    enumType: inner.enumType,
    unwrittenDomain: inner.unwrittenDomain ?? null,
    collation: inner.collation,
    collationName: inner.collationName,
  };
}

/** `JSON(astext_type=Text())` and `HSTORE(text_type=Text())`: the inner type is always written. */
function readWithText(spec: TypeSpec, parameter: string, index: number, args: Arguments, read: (inner: Value) => ReadType): ReadType {
  const passed = given(args.keywords.get(parameter) ?? args.positional[index]);
  const inner = passed ? read(passed).python : code('sa.Text()');
  const noneAsNull = index === 1 ? given(args.keywords.get('none_as_null') ?? args.positional[0]) : null;
  const options = [...(noneAsNull?.type === 'bool' && noneAsNull.value ? ['none_as_null=True'] : []), `${parameter}=${inner.code}`];
  return known(spec.name, prefixed(spec, `${spec.name}(${options.join(', ')})`, inner), spec);
}

/** `PickleType(impl=…)`: a decorator of LargeBinary unless told otherwise. */
function readPickle(spec: TypeSpec, args: Arguments, read: (inner: Value) => ReadType): ReadType {
  const impl = given(args.keywords.get('impl') ?? args.positional[3]);
  if (impl) return read(impl);
  return { ...known('BYTEA', code('sa.PickleType()'), spec), ancestors: ['sa.LargeBinary'] };
}

/**
 * What a TypeDecorator stands on: what its `load_dialect_impl` answers for PostgreSQL, else `impl` made with the
 * decorator's own arguments (`TypeDecorator.__init__`).
 */
function implementation(interpreter: Interpreter, decorator: InstanceValue, args: Arguments): Value {
  if (isOverridden(decorator, 'load_dialect_impl')) {
    const method = asking(interpreter, decorator.place, () => interpreter.getAttribute(decorator, 'load_dialect_impl', decorator.place));
    const answer = ask(interpreter, method, [dialectValue()], decorator.place);
    if (specOf(answer) === null) return unreadableValue(`what ${decorator.class.name}.load_dialect_impl answers`, answer);
    return answer;
  }
  return ownImplementation(interpreter, decorator, args);
}

/** `TypeDecorator.impl` of an object: the class's, made with the decorator's arguments where it is a class. */
export function ownImplementation(interpreter: Interpreter, decorator: InstanceValue, args: Arguments): Value {
  const own =
    decorator.attributes.get('impl') ??
    asking(interpreter, decorator.place, () => interpreter.findAttribute(decorator.class, 'impl', decorator.place));
  if (!own) return unreadable(`${decorator.class.name}, a TypeDecorator without impl`, decorator.place);
  if (own.type === 'descriptor')
    return asking(interpreter, decorator.place, () => interpreter.getAttribute(decorator, 'impl', decorator.place));
  return own.type === 'class' ? asking(interpreter, decorator.place, () => interpreter.call(own, args, decorator.place)) : own;
}

/** How an Enum type, or a decorator of one, stores the member; null for other types. */
export function enumLabel(interpreter: Interpreter, type: Value, member: InstanceValue, depth = 0): string | null {
  const name = specOf(type)?.name;
  const object = type.type === 'class' ? ask(interpreter, type, [], type.place) : type;
  if (object.type !== 'instance' || depth > 10) return null;
  const args = object.host instanceof TypeObject ? object.host.args : noArguments;
  if (name === 'TypeDecorator') return enumLabel(interpreter, ownImplementation(interpreter, object, args), member, depth + 1);
  return name === 'Enum' || name === 'ENUM' ? storedLabel(interpreter, args, member) : null;
}

/** Does a class of the project define the method, before the native ancestors do? */
export function isOverridden(object: InstanceValue, method: string): boolean {
  for (const ancestor of object.class.mro) {
    if (ancestor.type === 'class' && ancestor.native) return false;
    if (ancestor.type === 'class' && ancestor.namespace.has(method)) return true;
  }
  return false;
}

/** A UserDefinedType says its SQL itself. In a revision it is written as a type of the same SQL that needs no application code. */
function userDefined(interpreter: Interpreter, object: InstanceValue): ReadType {
  const method = interpreter.findAttribute(object, 'get_col_spec', object.place);
  if (!method) return unreadable(`${object.class.name}, a type without get_col_spec`, object.place);
  const sql = textOf(ask(interpreter, method, [], object.place), `what ${object.class.name}.get_col_spec answers`);
  return spelled(object.class.name, sql, []);
}

/** A type of which only its SQL is known; in a revision it needs no application code. */
function spelled(name: string, sql: string, ancestors: readonly string[]): ReadType {
  const python = code(
    `type(${textRepr(name)}, (sa.types.UserDefinedType,), ` + `{'cache_ok': True, 'get_col_spec': lambda self, **kw: ${textRepr(sql)}})()`,
  );
  return { sql, python, enumType: null, collation: null, collationName: null, ancestors, check: null };
}

/**
 * A type with a `@compiles` function of the project's for PostgreSQL: its own or one that a class inherits, as far as SQLAlchemy's own
 * classes, which have each their way of being compiled (`__visit_name__`).
 */
function readCompiled(interpreter: Interpreter, object: InstanceValue, spec: TypeSpec, read: Reader): ReadType | null {
  const hook = typeHook(object);
  if (!hook) return null;
  const compiler = compilerValue((value) =>
    spelledSql(value === object ? readPlain(interpreter, object, spec, noTypeContext, read) : read(value)),
  );
  const sql = textOf(ask(interpreter, hook, [object, compiler], object.place), `what the compiler of ${object.class.name} answers`);
  return spelled(object.class.name, sql, spec === typeEngine ? [] : ancestry(spec));
}

const spelledSql = (type: ReadType): string => (type.collation === null ? type.sql : `${type.sql} COLLATE ${type.collation}`);

function typeHook(object: InstanceValue): Value | null {
  for (const ancestor of object.class.mro) {
    if (ancestor.type !== 'class') continue;
    const hook = ancestor.namespace.get(compileHook);
    if (hook) return hook;
    if (ancestor.native) return null;
  }
  return null;
}
