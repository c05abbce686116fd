/** One text for a table, however its schema was said: none is `public`, which is where the shadow's search path leads. */

/** For maps and sets of tables, of definitions and of what stands in a database alike. */
export const tableKey = (table: { readonly schema: string | null; readonly name: string }): string =>
  JSON.stringify([table.schema ?? 'public', table.name]);
