/** `Index(...)` objects and `index=True` as definitions. */

import { argument } from '../../python/native';
import type { Place } from '../../python/place';
import type { Value } from '../../python/values';
import type { IndexDefinition, IndexKey } from '../../schema/definition';
import { columnsOf } from '../attach';
import { entriesOf, given, itemsOf, optionalFlag, optionalText, textOf, unfoldedName, wholeArguments } from '../plain-values';
import { code, textRepr } from '../python-code';
import type { SchemaItem } from '../schema-objects';
import { nodeOf, type SqlNode } from '../sql/node';
import { renderGrouped } from '../sql/render';
import { unreadable } from '../unreadable';
import { nameFor } from './constraints';
import { columnName, keyOf, type ReadContext, sqlClause, storageOptions } from './context';
import { checkDialectOptions } from './dialect-options';

interface ReadKey {
  readonly key: IndexKey;
  readonly columns: readonly { readonly name: string; readonly key: string }[];
}

/** `Index(name, *expressions, unique=, postgresql_…=)`; throws `Unreadable`. */
export function readIndex(item: SchemaItem, context: ReadContext): IndexDefinition {
  const args = wholeArguments(item.args);
  checkDialectOptions(context.interpreter, item.kind, args.keywords, item.place);
  const option = (name: string): Value | null => given(args.keywords.get(`postgresql_${name}`));
  const ops = option('ops');
  const opclasses = ops ? entriesOf(ops, 'postgresql_ops') : new Map<string, Value>();
  const expressions = args.keywords.has('name') ? args.positional : args.positional.slice(1);
  const quote = args.keywords.get('quote') ?? null;
  const name = argument(args, 0, 'name');
  if (quote && given(name)) unfoldedName(name ?? quote, quote, 'the name of an index');
  const keys = expressions.map((value) => readKey(value, opclasses, context));
  const where = option('where');
  const include = option('include');
  return {
    name: nameFor('ix', name, { columns: keys.flatMap((key) => key.columns) }, context, item),
    unique: optionalFlag(args.keywords.get('unique') ?? null, 'unique') ?? false,
    keys: keys.map(({ key }) => key),
    using: optionalText(option('using'), 'postgresql_using'),
    include: include ? itemsOf(include).map((value) => columnName(value, context).name) : [],
    where: where && sqlClause(where, context),
    with: storageOptions(option('with')),
    nullsNotDistinct: optionalFlag(option('nulls_not_distinct'), 'nulls_not_distinct') ?? false,
    tablespace: optionalText(option('tablespace'), 'postgresql_tablespace'),
    concurrently: optionalFlag(option('concurrently'), 'postgresql_concurrently') ?? false,
    comment: optionalText(given(args.keywords.get('comment')), 'the comment of an index'),
    place: item.place,
  };
}

/** `index=True` of a column; with `unique=True` the index is the unique one (`Column._set_parent`). */
export function impliedIndex(
  column: { name: string; key: string },
  unique: boolean,
  context: ReadContext,
  place: Place | null,
): IndexDefinition {
  return {
    name: nameFor('ix', null, { columns: [column], unique }, context, null),
    unique,
    keys: [{ ...plainKey, column: column.name }],
    using: null,
    include: [],
    where: null,
    with: {},
    nullsNotDistinct: false,
    tablespace: null,
    concurrently: false,
    comment: null,
    place,
  };
}

const plainKey: IndexKey = { column: null, expression: null, opclass: null, collation: null, descending: false, nulls: null };

/** A column by name or itself, with an order or a collation around it, or any expression. */
function readKey(value: Value, opclasses: ReadonlyMap<string, Value>, context: ReadContext): ReadKey {
  const node = nodeOf(value);
  if (!node) return columnKey(columnName(value, context), plainKey, opclasses);
  if (node.kind === 'column' || node.kind === 'name') return columnKey(columnName(value, context), plainKey, opclasses);
  const ordered = withoutOrder(node, plainKey);
  if (ordered.node.kind === 'column') {
    const name = ordered.node.column.name ?? unreadable('an index over a column without a name', value.place);
    return { key: { ...ordered.key, column: name }, columns: [{ name, key: keyOf(ordered.node.column) ?? name }] };
  }
  if (node.kind === 'case') return unreadable('an index over CASE, which PostgreSQL refuses without parentheses around it', value.place);
  const label = node.kind === 'label' && node.name !== null ? opclasses.get(node.name) : undefined;
  const sql = renderGrouped(context.interpreter, node);
  return {
    key: {
      ...plainKey,
      expression: { sql, python: code(`sa.literal_column(${textRepr(sql)})`) },
      opclass: label ? textOf(label, 'an operator class') : null,
    },
    columns: columnsOf(node).map((column) => ({ name: column.name ?? '', key: keyOf(column) ?? '' })),
  };
}

/** Operator classes are given by column key; SQLAlchemy heeds them for plain columns and labels alone. */
function columnKey(column: { readonly name: string; readonly key: string }, key: IndexKey, opclasses: ReadonlyMap<string, Value>): ReadKey {
  const opclass = opclasses.get(column.key);
  return { key: { ...key, column: column.name, opclass: opclass ? textOf(opclass, 'an operator class') : null }, columns: [column] };
}

/** Takes DESC, NULLS and COLLATE off an expression, as far as they stand around a column. */
function withoutOrder(node: SqlNode, key: IndexKey): { readonly node: SqlNode; readonly key: IndexKey } {
  if (node.kind === 'order') {
    if (node.sql === 'DESC') return withoutOrder(node.operand, { ...key, descending: true });
    if (node.sql === 'ASC') return withoutOrder(node.operand, key);
    return withoutOrder(node.operand, { ...key, nulls: node.sql === 'NULLS FIRST' ? 'FIRST' : 'LAST' });
  }
  if (node.kind === 'collate' && node.operand.kind === 'column') return { node: node.operand, key: { ...key, collation: node.collation } };
  return { node, key };
}
