/** Constraints and indexes that the models left unnamed, as they travel to the shadow: a text for each. */
import type { Unnamed } from '../../schema/compare-table';

/** The text of one of them, under the name that PostgreSQL gave it. */
export const unnamedKey = (schema: string, table: string, name: string): string => JSON.stringify([schema, table, name]);

/** What the comparison asks, answered from their texts. */
export function isUnnamedAmong(keys: readonly string[]): Unnamed {
  const known = new Set(keys);
  return (schema, table, name) => known.has(unnamedKey(schema, table, name));
}
