/** What a mapped class says of its mapping: columns by attribute, relationships, tables (`Mapper._configure_properties` of sqlalchemy/orm/mapper.py). */
import type { Annotation, ClassValue, InstanceValue, Value } from '../../python/values';
import { columnArguments } from '../column-arguments';
import { type ColumnValue, isColumn, propertyOf } from '../modules/declarative/column-properties';
import { isAbstract, tableOf } from '../modules/declarative/mapped-classes';
import { registryOf } from '../modules/declarative/registry';
import { RelationshipCall } from '../modules/relationship';
import { itemsOf } from '../plain-values';
import { keyOf } from '../read/context';
import { ColumnObject, TableObject } from '../schema-objects';
import { attempt, isUnknown } from '../unreadable';

export interface MappedColumn {
  readonly attribute: string;
  readonly column: ColumnValue;
}

/** A class that has a table, its own or an ancestor's, and is not abstract. */
export const isMapped = (cls: ClassValue): boolean => !isAbstract(cls) && tableOf(cls) !== null;

/** The mapped classes that a class inherits from, itself first. */
export const mappedLineage = (cls: ClassValue): readonly ClassValue[] =>
  cls.mro.filter((ancestor): ancestor is ClassValue => ancestor.type === 'class' && isMapped(ancestor) && !ancestor.native);

/** The tables of a class, that of its root first: joined inheritance has one for each class that has a table of its own. */
export function tablesOf(cls: ClassValue): readonly TableObject[] {
  const tables = mappedLineage(cls).flatMap((ancestor) => tableOf(ancestor) ?? []);
  return [...new Set(tables)].reverse();
}

/** The columns by their attributes, those of ancestors first; columns of a given `__table__` go by their keys. */
export function mappedColumns(cls: ClassValue): readonly MappedColumn[] {
  const tables = tablesOf(cls);
  const found: MappedColumn[] = [];
  for (const ancestor of [...cls.mro].reverse()) {
    if (ancestor.type !== 'class') continue;
    for (const [attribute, value] of ancestor.namespace)
      for (const column of columnsIn(value)) if (column.host.table && tables.includes(column.host.table)) found.push({ attribute, column });
  }
  const taken = new Set(found.map(({ column }) => column.host));
  // Those of a class body are attributes already, or a sibling's that shares the table.
  for (const table of tables)
    for (const column of table.columns)
      if (isColumn(column) && !taken.has(column.host) && column.host.assignment === null)
        found.push({ attribute: keyOf(column.host) ?? column.host.name ?? '', column });
  return found;
}

function columnsIn(value: Value): readonly ColumnValue[] {
  if (isColumn(value)) return [value];
  const property = propertyOf(value);
  return property?.kind === 'column' ? property.columns : [];
}

/** SQL expressions by their attributes (`column_property(a + b)`). */
export function mappedExpressions(cls: ClassValue): readonly (readonly [string, Value])[] {
  return [...cls.mro].reverse().flatMap((ancestor) =>
    ancestor.type !== 'class'
      ? []
      : [...ancestor.namespace].flatMap(([attribute, value]) => {
          const expression = propertyOf(value)?.expression;
          return expression ? [[attribute, expression] as const] : [];
        }),
  );
}

export interface MappedRelationship {
  readonly attribute: string;
  readonly call: RelationshipCall;
  readonly annotation: Annotation | null;
  readonly value: InstanceValue;
}

/** The relationships, those of ancestors first; a nearer one of the same name counts. */
export function mappedRelationships(cls: ClassValue): readonly MappedRelationship[] {
  const found = new Map<string, MappedRelationship>();
  for (const ancestor of [...cls.mro].reverse()) {
    if (ancestor.type !== 'class') continue;
    for (const [attribute, value] of ancestor.namespace) {
      found.delete(attribute);
      if (value.type !== 'instance' || !(value.host instanceof RelationshipCall)) continue;
      found.set(attribute, { attribute, call: value.host, annotation: ancestor.annotations.get(attribute) ?? null, value });
    }
  }
  return [...found.values()];
}

/** The classes that share the registry of a class. */
export const siblings = (cls: ClassValue): readonly ClassValue[] => registryOf(cls)?.classes.values() ?? [];

/** A pair of columns that a foreign key joins. */
export interface ForeignPair {
  readonly from: InstanceValue;
  readonly to: InstanceValue;
}

const columnNamed = (table: TableObject, key: string): InstanceValue | null =>
  table.columns.find((column) => column.host instanceof ColumnObject && keyOf(column.host) === key) ?? null;

/** What a foreign key is to: a column, or its text. Null where its table is not in the MetaData. */
function target(table: TableObject, value: Value): InstanceValue | null {
  if (value.type === 'instance') {
    if (value.host instanceof ColumnObject) return value;
    return null;
  }
  if (value.type !== 'str') return null;
  const tokens = value.value.split('.');
  const key = tokens.pop() ?? '';
  const schema = table.metadata.option('schema');
  const name = tokens.join('.');
  const key_ = tokens.length === 1 && schema?.type === 'str' ? `${schema.value}.${name}` : name;
  const found = table.metadata.tables.get(key_)?.host;
  return found instanceof TableObject ? columnNamed(found, key) : null;
}

/** The foreign keys of a table, as pairs of columns (`Table.foreign_keys`). */
export function foreignPairs(table: TableObject): readonly ForeignPair[] {
  const ofColumns = table.columns.flatMap((from) => {
    if (!isColumn(from)) return [];
    const keys = columnArguments(from.host).items.filter((item) => item.kind === 'ForeignKey');
    return keys.flatMap((item) => {
      const to = target(table, item.args.positional[0] ?? item.args.keywords.get('column') ?? { type: 'None', place: null });
      return to ? [{ from, to }] : [];
    });
  });
  const ofTable = table.items
    .filter((item) => item.kind === 'ForeignKeyConstraint')
    .flatMap((item) => {
      const [columns, referred] = [
        item.args.positional[0] ?? item.args.keywords.get('columns'),
        item.args.positional[1] ?? item.args.keywords.get('refcolumns'),
      ];
      const [froms, tos] = [columns, referred].map((value) => (value ? attempt(() => itemsOf(value)) : []));
      if (!froms || !tos || isUnknown(froms) || isUnknown(tos)) return [];
      return froms.flatMap((value, index) => {
        const from = value.type === 'str' ? columnNamed(table, value.value) : isColumn(value) ? value : null;
        const to = target(table, tos[index] ?? { type: 'None', place: null });
        return from && to ? [{ from, to }] : [];
      });
    });
  return [...ofColumns, ...ofTable];
}

/** The columns of a primary key, told by the columns or by a constraint. */
export function primaryKeyOf(table: TableObject): readonly InstanceValue[] {
  const constraint = table.items.find((item) => item.kind === 'PrimaryKeyConstraint');
  if (constraint && constraint.args.positional.length > 0)
    return constraint.args.positional.flatMap((value) =>
      value.type === 'str' ? (columnNamed(table, value.value) ?? []) : isColumn(value) ? [value] : [],
    );
  return table.columns.filter((column) => {
    const flag = isColumn(column) ? columnArguments(column.host).keywords.get('primary_key') : undefined;
    return flag?.type === 'bool' && flag.value;
  });
}
