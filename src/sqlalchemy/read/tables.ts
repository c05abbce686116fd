/** A table's columns, constraints and options as one definition. */
import type { Place } from '../../python/place';
import type { Value } from '../../python/values';
import type { ConstraintDefinition, IndexDefinition, PrimaryKeyDefinition, TableDefinition, TableName } from '../../schema/definition';
import { columnArguments } from '../column-arguments';
import { shortName } from '../naming-convention';
import { flagOf, given, itemsOf, optionalText, textOf } from '../plain-values';
import type { ColumnObject, SchemaItem } from '../schema-objects';
import { reading, unreadable } from '../unreadable';
import { type ReadColumn, readColumn } from './columns';
import { impliedPrimaryKey, readConstraint, readPrimaryKey } from './constraints';
import { type ReadContext, storageOptions } from './context';
import { isMade } from './ddl-condition';
import { checkDialectOptions } from './dialect-options';
import { readIndex } from './indexes';

export interface TableParts {
  readonly name: TableName;
  readonly columns: readonly ColumnObject[];
  readonly items: readonly SchemaItem[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly place: Place | null;
}

/** Reads a table; throws `Unreadable`. */
export function readTable(parts: TableParts, outer: Omit<ReadContext, 'columns' | 'table'>): TableDefinition {
  checkDialectOptions(outer.interpreter, 'Table', parts.keywords, parts.place);
  const context: ReadContext = { ...outer, table: parts.name, columns: parts.columns };
  if (parts.name.name.length > 63) shortName(parts.name.name, parts.place);
  const written = parts.columns.filter((column) => !isSystem(column));
  const columns = written.map((column) => reading(() => readColumn(column, context), column.assignment ?? column.place));
  const items = inOrder(parts.items.filter((item) => isMade(item, context)));
  const explicit = parts.items.find((item) => item.kind === 'PrimaryKeyConstraint');
  if (explicit && !items.includes(explicit)) return unreadable('a primary key that ddl_if() leaves out', explicit.place);
  const primaryKey = primaryKeyOf(columns, explicit ?? null, context);
  const keyed = new Set(primaryKey?.columns);
  const constraints: ConstraintDefinition[] = [
    ...(primaryKey ? [primaryKey] : []),
    ...columns.flatMap((column) => column.inline),
    ...items
      .filter((item) => item.kind !== 'Index' && item.kind !== 'PrimaryKeyConstraint')
      .map((item) => reading(() => readConstraint(item, context), item.place))
      .filter((constraint) => constraint.kind !== 'unique' || constraint.columns.length > 0),
    // Those that columns bring are made when the columns find their table, after all that were written out.
    ...columns.flatMap((column) => column.constraints),
  ];
  const foreign = new Set(constraints.flatMap((constraint) => (constraint.kind === 'foreign_key' ? constraint.columns : [])));
  const autoincrement = autoincrementColumn(columns, keyed, foreign, parts.place);
  const indexes: IndexDefinition[] = [
    ...columns.flatMap((column) => column.indexes),
    ...items.filter((item) => item.kind === 'Index').map((item) => reading(() => readIndex(item, context), item.place)),
  ];
  const unnamed = indexes.find((index) => index.name === null);
  if (unnamed) return unreadable('an index without a name, for which the naming convention has no template', unnamed.place);
  const speechless = constraints.find(({ name, comment }) => comment !== null && name === null);
  if (speechless) return unreadable('the comment of a constraint without a name, which PostgreSQL has no words for', speechless.place);
  return {
    ...parts.name,
    columns: columns.map(({ column }) => ({
      ...column,
      nullable: column.nullable && !keyed.has(column.name),
      serial: autoincrement?.serial === true && column.name === autoincrement.column.name,
    })),
    constraints: constraints.map((each) => (each.kind === 'primary_key' && !explicit ? numberedFirst(each, autoincrement) : each)),
    indexes,
    ...tableOptions(parts),
    place: parts.place,
  };
}

/** `system=True`: PostgreSQL has the column anyway (`xmin`), and no DDL speaks of it. */
function isSystem(column: ColumnObject): boolean {
  const system = columnArguments(column).keywords.get('system');
  return system?.type === 'bool' && system.value;
}

const inOrder = (items: readonly SchemaItem[]): readonly SchemaItem[] => [...items].sort((one, other) => one.order - other.order);

/**
 * The constraint where one is given (empty: the flagged columns, as `PrimaryKeyConstraint._set_parent` fills it), else the flagged
 * columns, the numbered one first (`columns_autoinc_first`).
 */
function primaryKeyOf(columns: readonly ReadColumn[], explicit: SchemaItem | null, context: ReadContext) {
  const flagged = columns.filter((column) => column.primaryKey).map(({ column, key }) => ({ name: column.name, key }));
  if (!explicit) return flagged.length === 0 ? null : impliedPrimaryKey(flagged, context);
  const read = readPrimaryKey(explicit, context);
  return read.columns.length === 0 ? { ...read, ...impliedPrimaryKey(flagged, context), name: read.name, place: read.place } : read;
}

/** `PrimaryKeyConstraint._autoincrement_column`; throws `Unreadable` where it raises ArgumentError. */
function autoincrementColumn(
  columns: readonly ReadColumn[],
  keyed: ReadonlySet<string>,
  foreign: ReadonlySet<string>,
  place: Place | null,
): ReadColumn | null {
  const candidates = columns.filter(({ column }) => keyed.has(column.name));
  const incompatible = candidates.find((column) => column.incompatible !== null);
  if (incompatible) return unreadable(incompatible.incompatible ?? '', incompatible.column.place);
  const [only] = candidates;
  if (candidates.length === 1 && only) {
    const isLeftOut = only.numbering === 'never' || (only.numbering === 'unless-foreign' && foreign.has(only.column.name));
    return isLeftOut ? null : only;
  }
  const [first, second] = candidates.filter((column) => column.numbering === 'always');
  if (first && second) {
    const names = `${second.column.name} and ${first.column.name}`;
    return unreadable(`a key in which only one column may be marked autoincrement=True, found both ${names}`, place);
  }
  return first ?? null;
}

/** The numbered column first, in a key that nobody wrote down as a constraint. */
function numberedFirst(key: PrimaryKeyDefinition, numbered: ReadColumn | null): PrimaryKeyDefinition {
  if (!numbered || !key.columns.includes(numbered.column.name)) return key;
  const { name } = numbered.column;
  return { ...key, columns: [name, ...key.columns.filter((column) => column !== name)] };
}

function tableOptions({
  keywords,
  place,
}: TableParts): Pick<TableDefinition, 'comment' | 'partitionBy' | 'inherits' | 'unlogged' | 'with'> {
  const option = (name: string) => given(keywords.get(`postgresql_${name}`));
  const usual: Readonly<Record<string, string | null>> = { using: 'heap', tablespace: 'pg_default', on_commit: null };
  const unsupported = Object.keys(usual).find((name) => option(name) && optionalText(option(name), `postgresql_${name}`) !== usual[name]);
  const oids = option('with_oids');
  if (oids && flagOf(oids, 'postgresql_with_oids')) return unreadable('a table WITH OIDS, which PostgreSQL has no more', place);
  if (unsupported) return unreadable(`postgresql_${unsupported} of a table`, place);
  const inherits = option('inherits');
  const prefixes = given(keywords.get('prefixes'));
  const words = prefixes ? itemsOf(prefixes).map((prefix) => textOf(prefix, 'a prefix of a table').toUpperCase()) : [];
  if (words.some((word) => word !== 'UNLOGGED')) return unreadable(`a table with the prefix ${words.join(' ')}`, place);
  return {
    comment: optionalText(given(keywords.get('comment')), 'the comment of a table'),
    partitionBy: optionalText(option('partition_by'), 'postgresql_partition_by'),
    inherits: inherits ? itemsOf(inherits).map((parent) => ({ schema: null, name: textOf(parent, 'postgresql_inherits') })) : [],
    unlogged: words.length > 0,
    with: storageOptions(option('with')),
  };
}
