/** `Column(...)` and `mapped_column(...)` as definitions. */
import type { Value } from '../../python/values';
import type { ColumnDefinition, ConstraintDefinition, IndexDefinition } from '../../schema/definition';
import { type ColumnArguments, columnArguments } from '../column-arguments';
import { flagOf, given, optionalText } from '../plain-values';
import { type ColumnObject, SchemaItem } from '../schema-objects';
import { isType, type ReadType, readType } from '../types/read-type';
import { unreadable } from '../unreadable';
import { impliedCheck, impliedUnique, readCheck, readForeignKey, readTarget } from './constraints';
import { keyOf, type ReadContext } from './context';
import { readComputed, readDefaultItem, readIdentity, readServerDefault } from './defaults';
import { impliedIndex } from './indexes';

export interface ReadColumn {
  readonly column: ColumnDefinition;
  readonly constraints: readonly ConstraintDefinition[];
  readonly indexes: readonly IndexDefinition[];
  readonly primaryKey: boolean;
  /**
   * May PostgreSQL number it: what `PrimaryKeyConstraint._autoincrement_column` asks of a single column. `unless-foreign`: as
   * the only key column, where no constraint of the table makes it refer to another; `if-only`: wherever it refers to.
   */
  readonly numbering: 'never' | 'unless-foreign' | 'if-only' | 'always';
  readonly key: string;
}

/** Reads a column with what it brings; throws `Unreadable`. */
export function readColumn(column: ColumnObject, context: ReadContext): ReadColumn {
  const args = mergedArguments(column);
  if (args.unknown) return unreadable(args.unknown.reason, args.unknown.place ?? column.place);
  const name = column.name ?? unreadable('the name of a column', column.place);
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
  const nullable = flag('nullable') ?? (primaryKey || identity ? false : (column.annotated?.nullable ?? true));
  const unique = flag('unique') ?? false;
  const indexed = flag('index') ?? false;
  const foreignKeys = items.filter((item) => item.kind === 'ForeignKey');
  const constraints: ConstraintDefinition[] = [
    ...(unique && !indexed ? [impliedUnique(own, context, column.assignment ?? column.place)] : []),
    ...(type.check ? [impliedCheck(type.check, own, context)] : []),
    ...foreignKeys.map((item) => readForeignKey(item, own, context)),
    ...items.filter((item) => item.kind === 'CheckConstraint').map((item) => readCheck(item, context)),
  ];
  return {
    column: {
      name,
      type: {
        sql: type.collation === null ? type.sql : `${type.sql} COLLATE ${type.collation}`,
        python: type.python,
        enumType: type.enumType,
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
    constraints,
    indexes: indexed ? [impliedIndex(own, unique, context, column.assignment ?? column.place)] : [],
    primaryKey,
    numbering: numberingOf(
      args,
      type,
      items,
      foreignKeys.length > 0,
      identity !== undefined,
      defaultValue !== null || fetched !== undefined || computed !== undefined,
    ),
    key: own.key,
  };
}

/** `mapped_column()` inside `Annotated[...]` gives what the column's own arguments leave open (`Column._merge`). */
function mergedArguments(column: ColumnObject): ColumnArguments {
  const own = columnArguments(column);
  const pattern = column.annotated?.pattern;
  if (!pattern) return own;
  const shared = columnArguments(pattern);
  const kinds = new Set(own.items.map((item) => item.kind));
  return {
    name: own.name,
    type: own.type ?? shared.type,
    items: [...own.items, ...shared.items.filter((item) => !kinds.has(item.kind))],
    keywords: new Map([...shared.keywords, ...own.keywords]),
    unknown: own.unknown ?? shared.unknown,
  };
}

/** Identity, Computed and Sequence may also be passed as `server_default=` and `default=`. */
function defaultItems(args: ColumnArguments): readonly SchemaItem[] {
  return ['server_default', 'default'].flatMap((keyword) => {
    const value = args.keywords.get(keyword);
    return value?.type === 'instance' && value.host instanceof SchemaItem ? [value.host] : [];
  });
}

/** The type given, else the annotation's, else that of the column a foreign key points at (`ForeignKey._set_type`). */
function columnType(column: ColumnObject, args: ColumnArguments, context: ReadContext, depth: number): ReadType {
  const foreignKey = args.items.find((item) => item.kind === 'ForeignKey');
  const type = args.type ?? (foreignKey ? null : column.annotated?.type);
  const typeContext = { tableSchema: context.table?.schema ?? null, metadataSchema: context.metadataSchema };
  if (type && isType(type)) return readType(context.interpreter, type, typeContext);
  if (type) return unreadable(type.type === 'unknown' ? type.reason : `the type of column ${column.name}`, type.place ?? column.place);
  const target = foreignKey && foreignKeyColumn(foreignKey, column, context);
  if (!target || depth > 20) return unreadable(`column ${column.name}, which has no type`, column.place);
  return columnType(target, mergedArguments(target), context, depth + 1);
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

/** `PrimaryKeyConstraint._autoincrement_column` and what `PGDDLCompiler.get_column_specification` asks besides. */
function numberingOf(
  args: ColumnArguments,
  type: ReadType,
  items: readonly SchemaItem[],
  foreign: boolean,
  identity: boolean,
  serverDefault: boolean,
): ReadColumn['numbering'] {
  const autoincrement = args.keywords.get('autoincrement') ?? null;
  const ignoresForeignKeys = autoincrement?.type === 'str' && autoincrement.value === 'ignore_fk';
  const always = autoincrement?.type === 'bool' && autoincrement.value;
  const automatic = autoincrement === null || autoincrement.type === 'str';
  const sequence = items.find((item) => item.kind === 'Sequence');
  const optional = sequence?.args.keywords.get('optional');
  const madeByPython = ['default', 'insert_default'].some((keyword) => given(args.keywords.get(keyword)) !== null && !sequence);
  const ownSequence = sequence !== undefined && !(optional?.type === 'bool' && optional.value);
  const whole = type.ancestors.includes('sa.Integer');
  if (identity || madeByPython || ownSequence || !(whole || type.ancestors.includes('sa.Numeric'))) return 'never';
  if (always) return 'always';
  if (!whole || !automatic || serverDefault) return 'never';
  if (ignoresForeignKeys) return 'if-only';
  return foreign ? 'never' : 'unless-foreign';
}
