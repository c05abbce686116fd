/** A row as a client hands it over: values by column name. */
export type Row = Readonly<Record<string, unknown>>;
