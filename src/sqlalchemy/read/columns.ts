/** `Column(...)` and `mapped_column(...)` as definitions. */
import { argument } from '../../python/native';
import type { Value } from '../../python/values';
import type { ColumnDefinition, ConstraintDefinition, IndexDefinition } from '../../schema/definition';
import { type ColumnArguments, columnArguments } from '../column-arguments';
import { flagOf, given, itemsOf, optionalText, unfoldedName } from '../plain-values';
import { ColumnObject, SchemaItem, TableObject } from '../schema-objects';
import { isType, type ReadType, readType } from '../types/read-type';
import { unreadable } from '../unreadable';
import { impliedCheck, impliedUnique, readCheck, readForeignKey, readTarget } from './constraints';
import { keyOf, type ReadContext } from './context';
import { isOptional, readComputed, readDefaultItem, readIdentity, readServerDefault } from './defaults';
import { writtenDomain } from './domains';
import { impliedIndex } from './indexes';
import { type NumberedHow, numberingOf } from './numbering';

export interface ReadColumn extends NumberedHow {
  readonly column: ColumnDefinition;
  /** Its own CHECKs, which stand in its line of the CREATE TABLE. */
  readonly inline: readonly ConstraintDefinition[];
  /** What it brings besides, made when the column finds its table. */
  readonly constraints: readonly ConstraintDefinition[];
  readonly indexes: readonly IndexDefinition[];
  readonly primaryKey: boolean;
  readonly key: string;
}

/** Reads a column with what it brings; throws `Unreadable`. */
export function readColumn(column: ColumnObject, context: ReadContext): ReadColumn {
  const args = columnArguments(column);
  if (args.unknown) return unreadable(args.unknown.reason, args.unknown.place ?? column.place);
  const name = columnNameIn(column, args);
  const own = { name, key: keyOf(column) ?? name };
  const type = columnType(column, args, context, 0);
  const flag = (keyword: string): boolean | null => {
    const value = given(args.keywords.get(keyword));
    return value ? flagOf(value, `${keyword} of column ${name}`) : null;
  };
  const primaryKey = flag('primary_key') ?? false;
  const items = [...args.items, ...defaultItems(args)];
  const identity = items.find((item) => item.kind === 'Identity');
  const computed = items.find((item) => item.kind === 'Computed');
  const fetched = items.find((item) => item.kind === 'DefaultClause' || item.kind === 'FetchedValue');
  const defaultValue = given(args.keywords.get('server_default'));
  const serverDefault = defaultValue
    ? readServerDefault(context.interpreter, defaultValue)
    : fetched && readDefaultItem(context.interpreter, fetched);
  const explicit = args.keywords.get('nullable');
  const nullable = explicit
    ? flagOf(explicit, `nullable of column ${name}`)
    : !primaryKey && !identity && (column.annotated?.nullable ?? true);
  const unique = flag('unique') ?? false;
  const indexed = flag('index') ?? false;
  const foreignKeys = items.filter((item) => item.kind === 'ForeignKey');
  const constraints: ConstraintDefinition[] = [
    ...(unique && !indexed ? [impliedUnique(own, context, column.assignment ?? column.place)] : []),
    ...(type.check ? [impliedCheck(type.check, own, context)] : []),
    ...foreignKeys.map((item) => readForeignKey(item, own, context)),
  ];
  return {
    column: {
      name,
      type: {
        sql: type.collation === null ? type.sql : `${type.sql} COLLATE ${type.collation}`,
        python: type.python,
        enumType: type.enumType,
        ...(type.unwrittenDomain ? { domain: writtenDomain(context.interpreter, type.unwrittenDomain) } : {}),
      },
      nullable,
      serverDefault: serverDefault ?? null,
      serial: false,
      identity: identity ? readIdentity(identity) : null,
      computed: computed ? readComputed(computed, context) : null,
      collation: type.collationName,
      comment: optionalText(given(args.keywords.get('comment')), 'the comment of a column'),
      place: column.assignment ?? column.place,
      places: placesOf(args, defaultValue),
    },
    inline: items.filter((item) => item.kind === 'CheckConstraint').map((item) => readCheck(item, context)),
    constraints,
    indexes: indexed ? [impliedIndex(own, unique, context, column.assignment ?? column.place)] : [],
    primaryKey,
    ...numberingOf(
      {
        name,
        autoincrement: args.keywords.get('autoincrement') ?? null,
        ancestors: type.ancestors,
        sql: type.sql,
        default: pythonDefault(args, items),
        serverDefault: defaultValue !== null || fetched !== undefined || computed !== undefined,
        identity: identity !== undefined,
        foreign: foreignKeys.length > 0,
        place: column.place,
      },
      context.interpreter,
    ),
    key: own.key,
  };
}

/** As PostgreSQL will have it. */
function columnNameIn(column: ColumnObject, args: ColumnArguments): string {
  const name = column.name ?? unreadable('the name of a column', column.place);
  const value: Value = args.name ?? { type: 'str', value: name, place: column.place };
  unfoldedName(value, args.keywords.get('quote') ?? null, 'the name of a column');
  return name;
}

/** Identity, Computed and Sequence may also be passed as `server_default=` and `default=`. */
function defaultItems(args: ColumnArguments): readonly SchemaItem[] {
  return ['server_default', 'default'].flatMap((keyword) => {
    const value = args.keywords.get(keyword);
    return value?.type === 'instance' && value.host instanceof SchemaItem ? [value.host] : [];
  });
}

/** The reason that a column without a type cannot be read: SQLAlchemy makes no DDL of its `NullType`. */
export const typeless = (name: string | null): string => `column ${name}, which has no type`;

/** The type given, else the annotation's, else that of the column a foreign key points at (`ForeignKey._set_type`). */
function columnType(column: ColumnObject, args: ColumnArguments, context: ReadContext, depth: number): ReadType {
  const foreignKey = args.items.find((item) => item.kind === 'ForeignKey');
  const type = args.type ?? (foreignKey ? null : column.annotated?.type);
  const typeContext = { tableSchema: context.table?.schema ?? null, metadataSchema: context.metadataSchema };
  if (type && isType(type)) return readType(context.interpreter, type, typeContext);
  if (type) return unreadable(type.type === 'unknown' ? type.reason : `the type of column ${column.name}`, type.place ?? column.place);
  const target = foreignKey ? foreignKeyColumn(foreignKey, column, context) : constrainedColumn(column);
  if (!target || depth > 20) return unreadable(typeless(column.name), column.place);
  return columnType(target, columnArguments(target), context, depth + 1);
}

/** The column that a `ForeignKeyConstraint` of the table makes this one refer to. */
function constrainedColumn(column: ColumnObject): ColumnObject | null {
  const { table } = column;
  for (const item of table?.items ?? []) {
    const [columns, targets] = [argument(item.args, 0, 'columns'), argument(item.args, 1, 'refcolumns')];
    if (item.kind !== 'ForeignKeyConstraint' || !columns || !targets || !table) continue;
    const at = itemsOf(columns).findIndex((value) =>
      value.type === 'str' ? value.value === keyOf(column) : value.type === 'instance' && value.host === column,
    );
    const target = at < 0 ? undefined : itemsOf(targets)[at];
    if (target?.type === 'instance' && target.host instanceof ColumnObject) return target.host;
    if (target?.type === 'str') return columnAt(target.value, table);
  }
  return null;
}

/** `'table.column'` in the MetaData of a table. */
function columnAt(path: string, { metadata }: TableObject): ColumnObject | null {
  const tokens = path.split('.');
  const key = tokens.pop();
  const table = metadata.tables.get(tokens.join('.'));
  const columns = table?.host instanceof TableObject ? table.host.columns : [];
  return columns.flatMap(({ host }) => (host instanceof ColumnObject && keyOf(host) === key ? [host] : []))[0] ?? null;
}

function foreignKeyColumn(item: SchemaItem, column: ColumnObject, context: ReadContext): ColumnObject | null {
  const target = item.args.positional[0] ?? item.args.keywords.get('column');
  return target ? readTarget(target, keyOf(column) ?? '', item, context).object : null;
}

function placesOf(args: ColumnArguments, serverDefault: Value | null): ColumnDefinition['places'] {
  return {
    type: args.type?.place ?? undefined,
    nullable: args.keywords.get('nullable')?.place ?? undefined,
    serverDefault: serverDefault?.place ?? undefined,
    comment: args.keywords.get('comment')?.place ?? undefined,
  };
}

/** What Python gives the column a value by: `default=`, or a Sequence among its arguments. */
function pythonDefault(args: ColumnArguments, items: readonly SchemaItem[]): 'none' | 'optional sequence' | 'other' {
  const sequence = items.find((item) => item.kind === 'Sequence');
  if (sequence) return isOptional(sequence) ? 'optional sequence' : 'other';
  const passed = ['default', 'insert_default'].some((keyword) => given(args.keywords.get(keyword)) !== null);
  return passed || items.some((item) => item.kind === 'ColumnDefault') ? 'other' : 'none';
}
