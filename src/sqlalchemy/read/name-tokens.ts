/** The tokens of a naming convention that are functions: they are given the constraint and its table (`ConventionDict.__getitem__`). */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { bool, instance, list, none } from '../../python/native';
import type { Place } from '../../python/place';
import type { Value } from '../../python/values';
import { ask } from '../asking';
import type { Named } from '../naming-convention';
import { textOf } from '../plain-values';
import { ColumnObject, SchemaItem, type TableObject } from '../schema-objects';
import { unreadable, unreadableValue } from '../unreadable';
import type { ReadContext } from './context';

const kinds: Readonly<Record<Named['key'], SchemaItem['kind']>> = {
  ix: 'Index',
  uq: 'UniqueConstraint',
  ck: 'CheckConstraint',
  fk: 'ForeignKeyConstraint',
  pk: 'PrimaryKeyConstraint',
  ExcludeConstraint: 'ExcludeConstraint',
};

/** What the function answers; throws `Unreadable`. */
export function tokenText(asked: Value, item: SchemaItem, context: ReadContext, place: Place | null): string {
  const table = item.table?.metadata.tables.get(item.table.key);
  if (!table) return unreadable("a naming convention's own token, of a table that stands in no MetaData", place);
  const constraint = itemValue(context.interpreter, item, place);
  return textOf(ask(context.interpreter, asked, [constraint, table], place), "what a naming convention's own token answers");
}

/** The constraint or index as the project's own functions are given it; throws `Unreadable`. */
export const itemValue = (interpreter: Interpreter, item: SchemaItem, place: Place | null): Value =>
  instance(constraintClass(interpreter, item, place), item, place);

/** The class that the project's own code imports, for `isinstance`. */
function constraintClass(interpreter: Interpreter, item: SchemaItem, place: Place | null) {
  const name = item.kind === 'ExcludeConstraint' ? 'sqlalchemy.dialects.postgresql' : 'sqlalchemy.schema';
  const module = interpreter.importModule(name, place);
  if (module.type === 'unknown') return unreadableValue(name, module);
  const cls = module.namespace.get(item.kind);
  return cls?.type === 'class' ? cls : unreadable(`${name}.${item.kind}`, place);
}

/** The constraint as an object of its own kind: a `ForeignKey(...)` of a column, `unique=True` and the like make one of themselves. */
export function namedItem(
  key: Named['key'],
  { columns, unique }: { readonly columns: Named['columns']; readonly unique?: boolean },
  context: ReadContext,
  item: SchemaItem | null,
): SchemaItem {
  if (item && item.kind === kinds[key]) return item;
  const table = item?.table ?? tableOf(context) ?? unreadable("a naming convention's own token", item?.place ?? null);
  const values = columns.map((column) => columnValue(table, column.name));
  const keywords = new Map(item?.args.keywords ?? (unique === undefined ? [] : [['unique', bool(unique)]]));
  const made = new SchemaItem(kinds[key], { positional: positionalOf(key, values, item), keywords, unknown: null }, item?.place ?? null, 0);
  changing(made).table = table;
  return made;
}

function positionalOf(key: Named['key'], columns: readonly Value[], item: SchemaItem | null): readonly Value[] {
  if (key === 'ix') return [none, ...columns];
  if (key !== 'fk') return columns;
  const target = item?.args.positional[0] ?? item?.args.keywords.get('column');
  return [list(columns), list(target ? [target] : [])];
}

function tableOf({ table, tables }: ReadContext): TableObject | null {
  return table && tables ? tables(table.schema === null ? table.name : `${table.schema}.${table.name}`) : null;
}

function columnValue(table: TableObject, name: string): Value {
  return (
    table.columns.find((column) => column.host instanceof ColumnObject && column.host.name === name) ??
    unreadable(`the column ${name} of ${table.name}`, table.place)
  );
}
