/** Server defaults, identities, generated columns and sequences. */
import type { Interpreter } from '../../python/interpreter';
import { argument } from '../../python/native';
import type { Value } from '../../python/values';
import type { ColumnDefinition, SequenceDefinition, SequenceOptions, SqlExpression } from '../../schema/definition';
import { quoteLiteral } from '../../schema/quoting';
import { flagOf, given, optionalFlag, optionalNumber, optionalText, textOf, wholeArguments } from '../plain-values';
import { code, textRepr } from '../python-code';
import { SchemaItem } from '../schema-objects';
import { nodeOf } from '../sql/node';
import { renderSql } from '../sql/render';
import { unreadable, unreadableValue } from '../unreadable';
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
  if (item.kind === 'DefaultClause' && first) return readServerDefault(interpreter, first);
  return unreadable(`a ${item.kind} as server default`, item.place);
}

/** `Identity.__init__`: in 2.x `always`, `on_null`, then the options of a sequence. */
export function readIdentity(item: SchemaItem): NonNullable<ColumnDefinition['identity']> {
  const args = wholeArguments(item.args);
  const always = argument(args, 0, 'always');
  return { always: always ? flagOf(always, 'always') : false, ...sequenceOptions(item, 2) };
}

const optionNames = ['start', 'increment', 'minvalue', 'maxvalue', 'nominvalue', 'nomaxvalue', 'cycle', 'cache'] as const;

function sequenceOptions(item: SchemaItem, firstIndex: number): SequenceOptions {
  const option = (name: (typeof optionNames)[number]) => argument(item.args, firstIndex + optionNames.indexOf(name), name);
  return {
    start: optionalNumber(option('start'), 'start'),
    increment: optionalNumber(option('increment'), 'increment'),
    minValue: optionalNumber(option('minvalue'), 'minvalue'),
    maxValue: optionalNumber(option('maxvalue'), 'maxvalue'),
    cache: optionalNumber(option('cache'), 'cache'),
    cycle: optionalFlag(option('cycle'), 'cycle') ?? false,
  };
}

/** `Computed(sqltext, persisted=None)`. */
export function readComputed(item: SchemaItem, context: ReadContext): NonNullable<ColumnDefinition['computed']> {
  const args = wholeArguments(item.args);
  const text = argument(args, 0, 'sqltext') ?? unreadable('a Computed without its expression', item.place);
  return { ...sqlText(text, context), persisted: optionalFlag(argument(args, 1, 'persisted'), 'persisted') };
}

/** `Sequence(name, start, increment, …, schema=)`; without a schema of its own it takes its MetaData's. */
export function readSequence(item: SchemaItem, metadataSchema: string | null): SequenceDefinition {
  const args = wholeArguments(item.args);
  const name = textOf(argument(args, 0, 'name') ?? unreadable('a Sequence without a name', item.place), 'the name of a Sequence');
  const schema = given(args.keywords.get('schema'));
  return {
    name,
    schema: schema ? optionalText(schema, 'the schema of a Sequence') : metadataSchema,
    ...sequenceOptions(item, 1),
    place: item.place,
  };
}
