/** Constraint objects as definitions. */
import { argument } from '../../python/native';
import type { Value } from '../../python/values';
import type {
  CheckDefinition,
  ConstraintDefinition,
  ExcludeDefinition,
  ForeignKeyDefinition,
  PrimaryKeyDefinition,
  TableName,
  UniqueDefinition,
} from '../../schema/definition';
import { quoteIdentifier, quoteLiteral } from '../../schema/quoting';
import { columnsOf } from '../attach';
import { conventionalName, type Named, shortName, truncatedName } from '../naming-convention';
import { entriesOf, flagOf, given, itemsOf, optionalFlag, optionalText, specialName, textOf, wholeArguments } from '../plain-values';
import { code, textRepr } from '../python-code';
import { ColumnObject, type SchemaItem } from '../schema-objects';
import { nodeOf } from '../sql/node';
import { renderGrouped, renderSql } from '../sql/render';
import type { ReadType } from '../types/read-type';
import { unreadable } from '../unreadable';
import { columnName, givenName, keyOf, type ReadContext, sqlClause, sqlText, textClause } from './context';
import { checkDialectOptions } from './dialect-options';
import { namedItem, tokenText } from './name-tokens';

/** Any constraint that stands by itself; throws `Unreadable`. */
export function readConstraint(item: SchemaItem, context: ReadContext): ConstraintDefinition {
  wholeArguments(item.args);
  checkDialectOptions(context.interpreter, item.kind, item.args.keywords, item.place);
  switch (item.kind) {
    case 'PrimaryKeyConstraint':
      return readPrimaryKey(item, context);
    case 'UniqueConstraint':
      return readUnique(item, context);
    case 'ForeignKeyConstraint':
      return readForeignKeyConstraint(item, context);
    case 'CheckConstraint':
      return readCheck(item, context);
    case 'ExcludeConstraint':
      return readExclude(item, context);
    default:
      return unreadable(`a ${item.kind} as a constraint`, item.place);
  }
}

type Columns = Named['columns'];

interface NamedParts {
  readonly columns: Columns;
  /** Of an index that its column asks for. */
  readonly unique?: boolean;
  readonly referredTable?: string;
  readonly referredColumns?: readonly string[];
}

/** The name after the convention, where the table is known. */
export function nameFor(
  key: Named['key'],
  value: Value | null,
  parts: NamedParts,
  context: ReadContext,
  item: SchemaItem | null,
): string | null {
  const { name, final } = givenName(value);
  const place = item?.place ?? null;
  if (!context.table) return name === null ? null : final ? truncatedName(name) : shortName(name, place);
  return conventionalName(context.convention, {
    key,
    name,
    final,
    table: context.table,
    columns: parts.columns,
    referredTable: parts.referredTable ?? null,
    referredColumns: parts.referredColumns ?? [],
    place,
    token: (asked) => tokenText(asked, namedItem(key, parts, context, item), context, place),
  });
}

/** Where `deferrable` and `initially` stand among the arguments. */
const deferrablePositions: Readonly<Partial<Record<SchemaItem['kind'], number>>> = {
  ForeignKey: 6,
  ForeignKeyConstraint: 5,
  CheckConstraint: 2,
};

function shared(item: SchemaItem) {
  const position = deferrablePositions[item.kind] ?? null;
  const keyword = (name: string, at: number | null = null) => argument(item.args, at, name);
  const initially = optionalText(keyword('initially', position === null ? null : position + 1), 'initially')?.toUpperCase();
  return {
    comment: optionalText(keyword('comment'), 'the comment of a constraint'),
    place: item.place,
    deferrable: optionalFlag(keyword('deferrable', position), 'deferrable'),
    initially: initially === 'DEFERRED' || initially === 'IMMEDIATE' ? initially : null,
  } as const;
}

const option = (item: SchemaItem, name: string): Value | null => given(item.args.keywords.get(`postgresql_${name}`));

function includeOf(item: SchemaItem, context: ReadContext): readonly string[] {
  const include = option(item, 'include');
  return include ? itemsOf(include).map((value) => columnName(value, context).name) : [];
}

/** The primary key that stands as a constraint object. */
export function readPrimaryKey(item: SchemaItem, context: ReadContext): PrimaryKeyDefinition {
  const columns = item.args.positional.map((value) => columnName(value, context));
  return {
    kind: 'primary_key',
    name: nameFor('pk', item.args.keywords.get('name') ?? null, { columns }, context, item),
    columns: columns.map((column) => column.name),
    include: includeOf(item, context),
    ...shared(item),
  };
}

/** The primary key that columns with `primary_key=True` make together. */
export function impliedPrimaryKey(columns: Columns, context: ReadContext): PrimaryKeyDefinition {
  return {
    kind: 'primary_key',
    name: nameFor('pk', null, { columns }, context, null),
    columns: columns.map((column) => column.name),
    include: [],
    comment: null,
    place: null,
    deferrable: null,
    initially: null,
  };
}

function readUnique(item: SchemaItem, context: ReadContext): UniqueDefinition {
  const columns = item.args.positional.map((value) => columnName(value, context));
  const nullsNotDistinct = option(item, 'nulls_not_distinct');
  return {
    kind: 'unique',
    name: nameFor('uq', item.args.keywords.get('name') ?? null, { columns }, context, item),
    columns: columns.map((column) => column.name),
    include: includeOf(item, context),
    nullsNotDistinct: nullsNotDistinct ? flagOf(nullsNotDistinct, 'nulls_not_distinct') : false,
    ...shared(item),
  };
}

/** `unique=True` of a column. */
export function impliedUnique(column: Columns[number], context: ReadContext, place: ColumnObject['place']): UniqueDefinition {
  return {
    kind: 'unique',
    name: nameFor('uq', null, { columns: [column] }, context, null),
    columns: [column.name],
    include: [],
    nullsNotDistinct: false,
    comment: null,
    place,
    deferrable: null,
    initially: null,
  };
}

/** `ForeignKeyConstraint(columns, refcolumns, name, onupdate, ondelete, deferrable, initially, use_alter, link_to_name, match)`. */
function readForeignKeyConstraint(item: SchemaItem, context: ReadContext): ForeignKeyDefinition {
  const [columnsValue, referredValue] = [argument(item.args, 0, 'columns'), argument(item.args, 1, 'refcolumns')];
  if (!columnsValue || !referredValue) return unreadable('a ForeignKeyConstraint without its columns', item.place);
  const columns = itemsOf(columnsValue).map((value) => columnName(value, context));
  return foreignKey(item, columns, itemsOf(referredValue), argument(item.args, 2, 'name'), context);
}

/** A `ForeignKey(...)` inside a column: `ForeignKey(column, _constraint, use_alter, name, …)`. */
export function readForeignKey(item: SchemaItem, column: Columns[number], context: ReadContext): ForeignKeyDefinition {
  const args = wholeArguments(item.args);
  const target = argument(args, 0, 'column') ?? unreadable('a ForeignKey without its target', item.place);
  return foreignKey(item, [column], [target], given(argument(args, 3, 'name')), context);
}

function foreignKey(
  item: SchemaItem,
  columns: Columns,
  targets: readonly Value[],
  name: Value | null,
  context: ReadContext,
): ForeignKeyDefinition {
  const read = targets.map((target, index) => readTarget(target, columns[index]?.key ?? '', item, context));
  const [first] = read;
  if (!first) return unreadable('a foreign key without columns', item.place);
  const position = item.kind === 'ForeignKey' ? 4 : 3;
  const text = (key: string, index: number | null) => optionalText(argument(item.args, index, key), key);
  const referredColumns = read.map((target) => target.column);
  const notValid = option(item, 'not_valid');
  const useAlter = optionalFlag(argument(item.args, item.kind === 'ForeignKey' ? 2 : 7, 'use_alter'), 'use_alter');
  const { deferrable, initially, ...rest } = shared(item);
  return {
    kind: 'foreign_key',
    name: nameFor('fk', name, { columns, referredTable: first.table.name, referredColumns }, context, item),
    columns: columns.map((column) => column.name),
    referredTable: first.table,
    referredColumns,
    onUpdate: text('onupdate', position),
    onDelete: text('ondelete', position + 1),
    match: text('match', 9),
    notValid: notValid ? flagOf(notValid, 'not_valid') : false,
    ...(useAlter && { useAlter }),
    deferrable,
    initially,
    ...rest,
  };
}

export interface ForeignKeyTarget {
  readonly table: TableName;
  readonly column: string;
  readonly object: ColumnObject | null;
}

/** `'table.column'`, `'schema.table.column'` or a column (`ForeignKey._column_tokens`, `_resolve_col_tokens`). */
export function readTarget(target: Value, parentKey: string, item: SchemaItem, context: ReadContext): ForeignKeyTarget {
  if (target.type === 'instance' && target.host instanceof ColumnObject) {
    const column = target.host;
    if (!column.table || column.name === null) return unreadable('a foreign key to a column that is in no table', item.place);
    return { table: { schema: column.table.schema, name: column.table.name }, column: column.name, object: column };
  }
  const tokens = textOf(target, 'the target of a foreign key').split('.');
  const key = tokens.length > 1 ? (tokens.pop() ?? parentKey) : parentKey;
  const name = tokens.pop() ?? '';
  const schema = tokens.length > 0 ? tokens.join('.') : context.metadataSchema;
  const found = context.tables?.(schema === null ? name : `${schema}.${name}`) ?? null;
  const linked = argument(item.args, 8, 'link_to_name');
  const byName = linked !== null && flagOf(linked, 'link_to_name');
  const object = found?.columns
    .flatMap((column) => (column.host instanceof ColumnObject ? [column.host] : []))
    .find((column) => (byName ? column.name : keyOf(column)) === key);
  if (found && !object && found.columns.some((column) => column.host instanceof ColumnObject && column.host.name === key))
    return unreadable(`a foreign key to ${name}.${key}, whose key is another than its name`, item.place);
  return { table: { schema, name }, column: object?.name ?? key, object: object ?? null };
}

/** `CheckConstraint(sqltext, name, deferrable, initially, …)`. */
export function readCheck(item: SchemaItem, context: ReadContext): CheckDefinition {
  const args = wholeArguments(item.args);
  const text = argument(args, 0, 'sqltext') ?? unreadable('a CheckConstraint without its condition', item.place);
  const node = nodeOf(text);
  const columns = node ? columnsOf(node).map((column) => ({ name: column.name ?? '', key: keyOf(column) ?? '' })) : [];
  const noInherit = option(item, 'no_inherit');
  const notValid = option(item, 'not_valid');
  return {
    kind: 'check',
    name: nameFor('ck', argument(args, 1, 'name'), { columns }, context, item),
    expression: sqlText(text, context),
    noInherit: noInherit ? flagOf(noInherit, 'no_inherit') : false,
    notValid: notValid ? flagOf(notValid, 'not_valid') : false,
    ...shared(item),
  };
}

/** The CHECK of a non-native Enum with `create_constraint=True` (`Enum._set_table`). */
export function impliedCheck(check: NonNullable<ReadType['check']>, column: Columns[number], context: ReadContext): CheckDefinition {
  const sql = `${quoteIdentifier(column.name)} IN (${check.values.map(quoteLiteral).join(', ')})`;
  const named = check.name === null ? null : specialName(check.name, check.final);
  return {
    kind: 'check',
    name: nameFor('ck', named, { columns: [column] }, context, null),
    expression: { sql, python: code(textRepr(sql)) },
    noInherit: false,
    notValid: false,
    comment: null,
    place: null,
    deferrable: null,
    initially: null,
  };
}

/** `ExcludeConstraint((column, operator), …, name=, using='gist', where=, ops=)`. */
function readExclude(item: SchemaItem, context: ReadContext): ExcludeDefinition {
  const ops = given(item.args.keywords.get('ops'));
  const opclasses = ops ? entriesOf(ops, 'ops of an ExcludeConstraint') : new Map<string, Value>();
  const where = given(item.args.keywords.get('where'));
  const columns: { name: string; key: string }[] = [];
  const elements = item.args.positional.map((element) => {
    const [subject, operator] = itemsOf(element);
    if (!subject || !operator) return unreadable('an element of an ExcludeConstraint', item.place);
    const node = nodeOf(subject);
    const own = node
      ? columnsOf(node).map((column) => ({ name: column.name ?? '', key: keyOf(column) ?? '' }))
      : [columnName(subject, context)];
    columns.push(...own);
    const [first] = own;
    const opclass = first && (!node || node.kind === 'column') ? opclasses.get(first.key) : undefined;
    const sql = excludedSql(subject, context);
    return {
      expression: { sql, python: node && node.kind !== 'column' ? textClause(sql) : code(textRepr(first?.name ?? sql)) },
      operator: textOf(operator, 'the operator of an ExcludeConstraint'),
      opclass: opclass ? textOf(opclass, 'an operator class') : null,
    };
  });
  return {
    kind: 'exclude',
    name: nameFor('ExcludeConstraint', item.args.keywords.get('name') ?? null, { columns }, context, item),
    using: optionalText(item.args.keywords.get('using') ?? null, 'using') ?? 'gist',
    elements,
    where: where && sqlClause(where, context),
    ...shared(item),
  };
}

function excludedSql(subject: Value, context: ReadContext): string {
  const node = nodeOf(subject);
  if (!node) return quoteIdentifier(columnName(subject, context).name);
  return node.kind === 'column' ? renderSql(context.interpreter, node) : renderGrouped(context.interpreter, node);
}
