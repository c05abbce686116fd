/** What Python code may ask of a constraint or an index: naming conventions' own tokens do (sqlalchemy/sql/naming.py). */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { argument, bool, instance, list, nativeClass, nativeFunction, none, str, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { InstanceValue, Value } from '../../python/values';
import { columnsOf } from '../attach';
import { itemsOf } from '../plain-values';
import { keyOf } from '../read/context';
import { ColumnObject, type SchemaItem, TableObject } from '../schema-objects';
import { nodeOf, type SqlNode } from '../sql/node';
import { attempt, isUnknown } from '../unreadable';
import { sinceSqlalchemy } from '../versions';
import { columnCollection } from './column-collection';

/** Makes an expression a value. */
export type AsValue = (node: SqlNode, place: Place | null) => Value;

/** The positions of `name` among the arguments. */
const namePositions: Readonly<Partial<Record<SchemaItem['kind'], number>>> = { Index: 0, CheckConstraint: 1, ForeignKeyConstraint: 2 };

/** Those that may be given `deferrable` and `initially` by position. */
const positionsOfMore: ReadonlySet<SchemaItem['kind']> = new Set(['ForeignKey', 'ForeignKeyConstraint', 'CheckConstraint']);

/** What has `ddl_if()`, since 2.0: constraints and indexes (`HasConditionalDDL`). */
const conditional: ReadonlySet<SchemaItem['kind']> = new Set([
  'Index',
  'CheckConstraint',
  'UniqueConstraint',
  'ExcludeConstraint',
  'ForeignKeyConstraint',
  'PrimaryKeyConstraint',
]);

/** `item.ddl_if(dialect, callable_, state)`, which hands the item back; null where there is no such method. */
export function conditionMethod(interpreter: Interpreter, self: InstanceValue, item: SchemaItem): Value | null {
  if (!conditional.has(item.kind) || !sinceSqlalchemy(interpreter, '2.0')) return null;
  return nativeFunction('ddl_if', (_inner, args) => {
    changing(item).condition = args;
    return self;
  });
}

/** An attribute of the item; null where it is none that we know. */
export function constraintAttribute(item: SchemaItem, name: string, place: Place | null, asValue: AsValue): Value | null {
  switch (name) {
    case 'name':
      return argument(item.args, namePositions[item.kind] ?? null, 'name') ?? none;
    case 'unique':
      return item.kind === 'Index' ? (item.args.keywords.get(name) ?? bool(false, place)) : null;
    case 'deferrable':
    case 'initially':
    case 'comment':
      return item.args.keywords.get(name) ?? (item.args.unknown || positionsOfMore.has(item.kind) ? null : none);
    case 'table':
      return item.table ? tableValue(item.table) : none;
    case 'columns':
      return columnCollection(() => itemColumns(item), `a ${item.kind}`, place);
    case 'column_keys':
      return list(
        itemColumns(item).map((column) => str(keyText(column))),
        place,
      );
    case 'expressions':
      return item.kind === 'Index'
        ? list(
            item.args.positional.slice(1).map((value) => inTable(item, value) ?? value),
            place,
          )
        : null;
    case 'sqltext':
      return item.kind === 'CheckConstraint' ? sqltext(item, place, asValue) : null;
    case 'elements':
      return item.kind === 'ForeignKeyConstraint' ? list(elementsOf(item), place) : null;
    case 'referred_table': {
      const [first] = item.kind === 'ForeignKeyConstraint' ? elementsOf(item) : [];
      const target = first?.host instanceof ForeignKeyElement ? targetColumn(first.host, item.table) : null;
      return target?.host instanceof ColumnObject && target.host.table ? tableValue(target.host.table) : null;
    }
    default:
      return null;
  }
}

const keyText = (column: InstanceValue): string => (column.host instanceof ColumnObject ? (keyOf(column.host) ?? '') : '');

/** The table's own value, as its MetaData holds it. */
export function tableValue(table: TableObject): Value {
  return table.metadata.tables.get(table.key) ?? none;
}

function sqltext(item: SchemaItem, place: Place | null, asValue: AsValue): Value {
  const text = argument(item.args, 0, 'sqltext');
  return text?.type === 'str'
    ? asValue({ kind: 'text', text: text.value }, text.place)
    : (text ?? unknown('the condition of a CHECK', place));
}

/** A column by its key, or itself, as it stands in the item's table. */
function inTable(item: SchemaItem, value: Value): InstanceValue | null {
  const columns = item.table?.columns ?? [];
  if (value.type === 'str') return columns.find((column) => keyText(column) === value.value) ?? null;
  if (value.type !== 'instance') return null;
  return columns.find((column) => column === value || column.host === value.host) ?? (value.host instanceof ColumnObject ? value : null);
}

/** `Constraint.columns`, `Index.columns`: those that are named, and those that an expression speaks of. */
function itemColumns(item: SchemaItem): readonly InstanceValue[] {
  return speaking(item).flatMap((value) => {
    const plain = inTable(item, value);
    if (plain) return [plain];
    const node = nodeOf(value);
    const columns = node ? columnsOf(node) : [];
    return columns.flatMap((column) => item.table?.columns.find((candidate) => candidate.host === column) ?? []);
  });
}

function speaking(item: SchemaItem): readonly Value[] {
  if (item.kind === 'Index') return item.args.positional.slice(1);
  if (item.kind === 'CheckConstraint') return item.args.positional.slice(0, 1);
  if (item.kind === 'ForeignKeyConstraint') return readItems(argument(item.args, 0, 'columns'));
  if (item.kind === 'ExcludeConstraint') return item.args.positional.flatMap((element) => readItems(element).slice(0, 1));
  return item.args.positional;
}

function readItems(value: Value | null): readonly Value[] {
  const items = value ? attempt(() => itemsOf(value)) : [];
  return isUnknown(items) ? [] : items;
}

/** A `ForeignKey` of a constraint: which column refers to what. */
class ForeignKeyElement {
  constructor(
    readonly parent: InstanceValue,
    readonly target: Value,
    readonly item: SchemaItem,
  ) {}
}

const elementClass = nativeClass({
  name: 'ForeignKey',
  module: 'sqlalchemy.schema',
  native: {
    tag: 'sqlalchemy foreign key element',
    attribute: (_interpreter, self, name, place) => {
      const element = self.host;
      if (!(element instanceof ForeignKeyElement) || name.startsWith('__')) return null;
      if (name === 'parent') return element.parent;
      if (name === 'column') return targetColumn(element, element.item.table) ?? unknown('the column that a foreign key refers to', place);
      if (name === 'target_fullname') return str(targetName(element));
      return element.item.args.keywords.get(name) ?? unknown(`the attribute ${name} of a ForeignKey`, place);
    },
  },
});

function elementsOf(item: SchemaItem): readonly InstanceValue[] {
  const targets = readItems(argument(item.args, 1, 'refcolumns'));
  return itemColumns(item).flatMap((parent, index) => {
    const target = targets[index];
    return target ? [instance(elementClass, new ForeignKeyElement(parent, target, item), null)] : [];
  });
}

/** `ForeignKey._get_colspec`. */
function targetName({ target }: ForeignKeyElement): string {
  if (target.type === 'str') return target.value;
  const column = target.type === 'instance' && target.host instanceof ColumnObject ? target.host : null;
  return column?.table ? `${column.table.key}.${keyOf(column) ?? ''}` : '';
}

function targetColumn(element: ForeignKeyElement, table: TableObject | null): InstanceValue | null {
  const { target } = element;
  if (target.type === 'instance') return target;
  const tokens = targetName(element).split('.');
  const key = tokens.pop() ?? '';
  const found = table?.metadata.tables.get(tokens.join('.'));
  return found?.host instanceof TableObject ? (found.host.columns.find((column) => keyText(column) === key) ?? null) : null;
}
