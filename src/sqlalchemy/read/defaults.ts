/** Server defaults, identities, generated columns and sequences. */
import type { Interpreter } from '../../python/interpreter';
import { argument } from '../../python/native';
import type { Value } from '../../python/values';
import type { ColumnDefinition, SequenceDefinition, SequenceOptions, SqlExpression } from '../../schema/definition';
import { quoteLiteral } from '../../schema/quoting';
import {
  flagOf,
  given,
  isBlankSchema,
  optionalFlag,
  optionalNumber,
  optionalText,
  textOf,
  unfoldedName,
  wholeArguments,
} from '../plain-values';
import { code, textRepr } from '../python-code';
import { MetaDataObject, SchemaItem } from '../schema-objects';
import { nodeOf } from '../sql/node';
import { renderSql } from '../sql/render';
import { noTypeContext, readType } from '../types/read-type';
import { unreadable, unreadableValue } from '../unreadable';
import { sinceSqlalchemy } from '../versions';
import { type ReadContext, sqlText, textClause } from './context';

/**
 * What `server_default=` was given: a str is a literal, an expression is SQL (`DDLCompiler.render_default_string`); null for
 * None and for `FetchedValue()`, which promises a default without saying it.
 */
export function readServerDefault(interpreter: Interpreter, value: Value): SqlExpression | null {
  if (value.type === 'None') return null;
  if (value.type === 'str') return literal(value.value);
  if (value.type === 'instance' && value.host instanceof SchemaItem) return readDefaultItem(interpreter, value.host);
  const node = nodeOf(value);
  if (node) {
    const sql = renderSql(interpreter, node);
    return { sql, python: textClause(sql) };
  }
  if (value.type === 'instance')
    return literal(textOf(interpreter.findAttribute(value, 'value', value.place) ?? value, 'a server default'));
  if (value.type === 'class' && value.name === 'FetchedValue') return null;
  return unreadableValue('a server default', value);
}

const literal = (text: string): SqlExpression => ({ sql: quoteLiteral(text), python: code(textRepr(text)) });

/** The same for `DefaultClause(...)` and `FetchedValue()` among a column's arguments. */
export function readDefaultItem(interpreter: Interpreter, item: SchemaItem): SqlExpression | null {
  if (item.kind === 'FetchedValue' || item.kind === 'Identity' || item.kind === 'Computed') return null;
  const [first] = item.args.positional;
  if (item.kind === 'DefaultClause' && item.args.keywords.get('for_update')?.type === 'bool') return null;
  if (item.kind === 'DefaultClause' && first) return readServerDefault(interpreter, first);
  return unreadable(`a ${item.kind} as server default`, item.place);
}

/** `Identity.__init__`: in 2.x `always`, `on_null`, then the options of a sequence. */
export function readIdentity(item: SchemaItem): NonNullable<ColumnDefinition['identity']> {
  const args = wholeArguments(item.args);
  const always = argument(args, 0, 'always');
  return { always: always ? flagOf(always, 'always') : false, ...sequenceOptions(item, identityPositions) };
}

/** Where the options stand in `Identity(…)` and in `Sequence(…)`, which has its schema among them. */
const identityPositions = { start: 2, increment: 3, minvalue: 4, maxvalue: 5, cycle: 8, cache: 9 } as const;
const sequencePositions = { start: 1, increment: 2, minvalue: 3, maxvalue: 4, cycle: 7, cache: 9 } as const;

function sequenceOptions(item: SchemaItem, positions: Readonly<Record<keyof typeof identityPositions, number>>): SequenceOptions {
  const option = (name: keyof typeof identityPositions) => argument(item.args, positions[name], name);
  return {
    start: wholeNumber(option('start'), 'start'),
    increment: wholeNumber(option('increment'), 'increment'),
    minValue: wholeNumber(option('minvalue'), 'minvalue'),
    maxValue: wholeNumber(option('maxvalue'), 'maxvalue'),
    cache: wholeNumber(option('cache'), 'cache'),
    cycle: optionalFlag(option('cycle'), 'cycle') ?? false,
  };
}

/** The ends of PostgreSQL's bigint are known for what they are (`integerText` of the DDL); what else JavaScript cannot hold exactly is not. */
function wholeNumber(value: Value | null, what: string): number | null {
  const number = optionalNumber(value, what);
  if (number === null || Number.isSafeInteger(number) || value?.type !== 'int') return number;
  const ends = [2n ** 63n - 1n, -(2n ** 63n)];
  return ends.includes(value.value) ? number : unreadable(`the ${what} ${value.value}, which is too large to be held exactly`, value.place);
}

/** `Computed(sqltext, persisted=None)`: before 2.1 it is kept, or refused (`PGDDLCompiler.visit_computed_column`). */
export function readComputed(item: SchemaItem, context: ReadContext): NonNullable<ColumnDefinition['computed']> {
  const args = wholeArguments(item.args);
  const text = argument(args, 0, 'sqltext') ?? unreadable('a Computed without its expression', item.place);
  const persisted = optionalFlag(argument(args, 1, 'persisted'), 'persisted');
  if (sinceSqlalchemy(context.interpreter, '2.1')) return { ...sqlText(text, context), persisted };
  if (persisted === false) return unreadable('a Computed that is not persisted, which SQLAlchemy writes since 2.1', item.place);
  return { ...sqlText(text, context), persisted: true };
}

/** `Sequence(name, start, increment, …)`: without a schema of its own it takes that of the MetaData it was given. */
export function readSequence(item: SchemaItem, interpreter: Interpreter): SequenceDefinition {
  const args = wholeArguments(item.args);
  const named = argument(args, 0, 'name') ?? unreadable('a Sequence without a name', item.place);
  const schema = given(argument(args, 8, 'schema'));
  const type = given(argument(args, 11, 'data_type'));
  const options = sequenceOptions(item, sequencePositions);
  return {
    name: unfoldedName(named, args.keywords.get('quote') ?? null, 'the name of a Sequence'),
    schema: schema ? schemaText(schema) : (sequenceMetadata(item)?.schema ?? null),
    type: type ? readType(interpreter, type, noTypeContext).sql : null,
    ...options,
    // 1.4 always writes it (`DDLCompiler.visit_create_sequence`).
    start: options.start ?? (sinceSqlalchemy(interpreter, '2.0') ? null : 1),
    place: item.place,
  };
}

const schemaText = (schema: Value): string | null => (isBlankSchema(schema) ? null : textOf(schema, 'the schema of a Sequence'));

/** `Sequence(metadata=…)`, and the schema that it gives. */
export function sequenceMetadata(item: SchemaItem): { readonly metadata: MetaDataObject; readonly schema: string | null } | null {
  const metadata = given(argument(item.args, 14, 'metadata'));
  if (metadata?.type !== 'instance' || !(metadata.host instanceof MetaDataObject)) return null;
  return { metadata: metadata.host, schema: optionalText(metadata.host.option('schema'), 'the schema of a MetaData') };
}

/** `Sequence(optional=True)`: PostgreSQL does without it (`PGDialect.sequences_optional`). */
export function isOptional(item: SchemaItem): boolean {
  const optional = argument(item.args, 12, 'optional');
  return optional !== null && flagOf(optional, 'optional');
}
