/** The order in which tables can be created, as foreign keys, partitions and inheritance ask for it. */
import type { ForeignKey, Table } from './schema';

export interface OrderedTables {
  readonly tables: readonly Table[];
  /** Foreign keys that close a circle: they can only be made once both tables stand. */
  readonly closing: readonly { readonly table: Table; readonly constraint: ForeignKey }[];
}

const key = (schema: string, name: string): string => JSON.stringify([schema, name]);

/**
 * Sorts tables so that each comes after those it refers to, by name where there is no reason; circles are cut as
 * SQLAlchemy's `sort_tables_and_constraints` cuts them, by leaving foreign keys for later.
 */
export function orderTables(tables: readonly Table[]): OrderedTables {
  const byName = [...tables].sort((a, b) => compareText(a.schema, b.schema) || compareText(a.name, b.name));
  const known = new Map(byName.map((table) => [key(table.schema, table.name), table]));
  const done = new Set<Table>();
  const open = new Set<Table>();
  const ordered: Table[] = [];
  const closing: { table: Table; constraint: ForeignKey }[] = [];

  const visit = (table: Table): void => {
    if (done.has(table) || open.has(table)) return;
    open.add(table);
    const parents = [...table.inherits, ...(table.partitionOf ? [table.partitionOf] : [])];
    for (const parent of parents) {
      const found = known.get(key(parent.schema, parent.name));
      if (found) visit(found);
    }
    for (const constraint of table.constraints) {
      if (constraint.kind !== 'foreign_key') continue;
      const referred = known.get(key(constraint.referredSchema, constraint.referredTable));
      if (!referred || referred === table) continue;
      if (open.has(referred)) closing.push({ table, constraint });
      else visit(referred);
    }
    open.delete(table);
    done.add(table);
    ordered.push(table);
  };
  for (const table of byName) visit(table);
  return { tables: ordered, closing };
}

/** Orders texts by their characters' numbers, the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
