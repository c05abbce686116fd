/** Joins: what a SELECT's `join()` joins to what, and the ON that foreign keys give (sqlalchemy/sql/selectable.py). */
import { itemsOf, textOf } from '../plain-values';
import { ColumnObject, SchemaItem, type TableObject } from '../schema-objects';
import { junction } from '../sql/combine';
import { operators, type SqlNode } from '../sql/node';
import { unreadable } from '../unreadable';
import { columnsOf, fromsOf, hiddenBy, partsOf } from './from-items';
import type { FromItem, SelectStatement } from './model';

/** A column and the column that it refers to, as `table.column` or `schema.table.column`. */
interface Reference {
  readonly column: string;
  readonly target: string;
  /** Of one ForeignKeyConstraint; null for a column's own ForeignKey. */
  readonly constraint: SchemaItem;
}

function targetText(value: SchemaItem['args']['positional'][number]): string {
  if (value.type === 'instance' && value.host instanceof ColumnObject) return `${value.host.table?.key ?? ''}.${value.host.name ?? ''}`;
  return textOf(value, 'what a foreign key refers to');
}

function referencesOf(table: TableObject): readonly Reference[] {
  const own = table.columns.flatMap(({ host }) => {
    if (!(host instanceof ColumnObject)) return [];
    return host.args.positional.flatMap((item): readonly Reference[] => {
      if (item.type !== 'instance' || !(item.host instanceof SchemaItem) || item.host.kind !== 'ForeignKey') return [];
      const [target] = item.host.args.positional;
      return target ? [{ column: host.name ?? '', target: targetText(target), constraint: item.host }] : [];
    });
  });
  const constraints = table.items.flatMap((item): readonly Reference[] => {
    if (item.kind !== 'ForeignKeyConstraint') return [];
    const [columns, targets] = item.args.positional.map(itemsOf);
    return (columns ?? []).flatMap((column, at) => {
      const target = targets?.[at];
      const name =
        column.type === 'instance' && column.host instanceof ColumnObject ? (column.host.name ?? '') : textOf(column, 'a column');
      return target ? [{ column: name, target: targetText(target), constraint: item }] : [];
    });
  });
  return [...own, ...constraints];
}

/** The table under a FROM item; null where there is none. */
function tableUnder(from: FromItem): TableObject | null {
  if (from.kind === 'table') return from.table;
  return from.kind === 'alias' ? tableUnder(from.of) : null;
}

const columnNamed = (from: FromItem, name: string): SqlNode | null => columnsOf(from).find((column) => column.name === name)?.node ?? null;

/** The conditions by which foreign keys of one side lead to the other, by the constraint that they belong to. */
function conditions(of: FromItem, to: FromItem): ReadonlyMap<SchemaItem, readonly SqlNode[]> {
  const [table, target] = [tableUnder(of), tableUnder(to)];
  const found = new Map<SchemaItem, readonly SqlNode[]>();
  if (!table || !target) return found;
  for (const { column, target: text, constraint } of referencesOf(table)) {
    const dot = text.lastIndexOf('.');
    if (text.slice(0, dot) !== target.key) continue;
    const [left, right] = [columnNamed(to, text.slice(dot + 1)), columnNamed(of, column)];
    if (left && right) found.set(constraint, [...(found.get(constraint) ?? []), { kind: 'binary', operator: operators['='], left, right }]);
  }
  return found;
}

/** `Join._join_condition`: foreign keys of either side; null where there are none. */
export function joinCondition(left: FromItem, right: FromItem): SqlNode | null {
  const leaves = partsOf(left).filter((part) => part.kind !== 'join');
  const pairs = leaves.flatMap((leaf) => [...conditions(right, leaf), ...conditions(leaf, right)]);
  if (pairs.length > 1) return unreadable('a join over more than one foreign key', null);
  const [first] = pairs;
  return first ? junction(operators.AND, first[1]) : null;
}

/** `a JOIN b`; throws `Unreadable` where nothing says ON what. */
export function joined(left: FromItem, right: FromItem, on: SqlNode | null, outer: boolean, full: boolean): FromItem {
  const condition = on ?? joinCondition(left, right) ?? unreadable('a join without a foreign key between its tables', null);
  return { kind: 'join', left, right, on: condition, outer, full };
}

/** `select_from()` and the joins as one list of FROM items (`SelectState._setup_joins`). */
export function explicitFroms(select: SelectStatement): readonly FromItem[] {
  let froms = select.from;
  for (const { target, on, left, outer, full } of select.joins) {
    if (left) {
      const at = froms.findIndex((from) => partsOf(from).includes(left));
      const replaced = at < 0 ? null : froms[at];
      const made = joined(replaced ?? left, target, on, outer, full);
      froms = replaced ? froms.map((from) => (from === replaced ? made : from)) : [...froms, made];
      continue;
    }
    const side = leftSide(select, froms, target, on);
    const made = joined(side, target, on, outer, full);
    froms = froms.includes(side) ? froms.map((from) => (from === side ? made : from)) : [...froms, made];
  }
  return froms;
}

/** `_join_determine_implicit_left_side`: the FROM item that the ON speaks of, or that a foreign key leads to. */
function leftSide(select: SelectStatement, explicit: readonly FromItem[], target: FromItem, on: SqlNode | null): FromItem {
  const implied = [...new Set(select.columns.flatMap(fromsOf))].filter((from) => from !== target);
  const candidates = explicit.length > 0 ? explicit : implied;
  const [only, another] = candidates;
  if (!only) return unreadable('a join that has no left side', null);
  if (!another) return only;
  const spoken = on ? fromsOf(on) : [];
  const fitting = candidates.filter((from) =>
    on ? partsOf(from).some((part) => spoken.includes(part)) : joinCondition(from, target) !== null,
  );
  const [side, second] = fitting;
  return side && !second ? side : unreadable('a join whose left side could be several', null);
}

/** Each once, without those that stand inside a join (`SelectState._normalize_froms`). */
export function normalised(froms: readonly FromItem[]): readonly FromItem[] {
  const once = [...new Set(froms)];
  const hidden = new Set(once.flatMap(hiddenBy));
  return once.filter((from) => !hidden.has(from));
}
