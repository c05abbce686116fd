/** The schema as data for `schema --format json`. */
import type { Schema, Table } from './schema';
import { compareText } from './table-order';

/**
 * A schema as plain data in a fixed order: lists by name, columns by position, keys by name, so that two equal schemas
 * give the same text.
 */
export function schemaToJson(schema: Schema): Readonly<Record<string, unknown>> {
  const parts = {
    domains: byName(schema.domains).map((domain) => ({
      ...domain,
      checks: [...domain.checks].sort((a, b) => compareText(a.name, b.name)),
    })),
    enums: byName(schema.enums),
    extensions: [...schema.extensions].sort(compareText),
    sequences: byName(schema.sequences),
    tables: byName(schema.tables).map(tableInOrder),
  };
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, sortedKeys(part)]));
}

function tableInOrder(table: Table): Table {
  return {
    ...table,
    constraints: [...table.constraints].sort((a, b) => compareText(a.name, b.name)),
    indexes: [...table.indexes].sort((a, b) => compareText(a.name, b.name)),
  };
}

function byName<T extends { readonly schema: string; readonly name: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => compareText(a.schema, b.schema) || compareText(a.name, b.name));
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries: (readonly [string, unknown])[] = Object.entries(value);
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)).map(([key, item]) => [key, sortedKeys(item)]));
}
