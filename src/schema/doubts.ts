/** What may stand in the models beside what is known of them, and the changes that nobody may speak of because of it. */
import type { Change } from './change';
import { constraintText, indexText } from './definition-text';
import type { Column, Constraint, Index, Schema, Table } from './schema';

/** A table of the models that may have a column called `column`, or, with null, columns, constraints and indexes of any name. */
export interface TableDoubt {
  readonly schema: string;
  readonly table: string;
  readonly column: string | null;
}

/**
 * Whether a change between the two schemas may be none because of a doubt: it would take away or change something that the
 * models may well have. What the models are known to ask for is asked for all the same.
 */
export function isDoubtful(change: Change, before: Schema, after: Schema, doubts: readonly TableDoubt[]): boolean {
  if (doubts.length === 0) return false;
  if (change.kind === 'drop_enum' || change.kind === 'drop_sequence') return usedInDoubt(change, before, after, doubts);
  if (!('table' in change)) return false;
  const about = doubts.filter((doubt) => doubt.schema === change.schema && doubt.table === change.table);
  if (about.length === 0) return false;
  const known = tableOf(after, change)?.columns ?? [];
  switch (change.kind) {
    case 'drop_column':
    case 'alter_column':
      return isDoubtfulColumn(change.name, known, about);
    case 'drop_constraint':
    case 'drop_index':
      return about.some((doubt) => doubt.column === null || speaksOf(change.before, doubt.column));
    case 'alter_constraint':
    case 'alter_index':
      return (
        columnsOf(change.before).some((name) => isDoubtfulColumn(name, known, about)) ||
        about.some((doubt) => doubt.column !== null && speaksOf(change.before, doubt.column))
      );
    case 'alter_table_comment':
      return change.after === null && about.some((doubt) => doubt.column === null);
    default:
      return false;
  }
}

function isDoubtfulColumn(name: string, known: readonly Column[], about: readonly TableDoubt[]): boolean {
  if (known.some((column) => column.name === name)) return false;
  return about.some((doubt) => doubt.column === null || doubt.column === name);
}

const columnsOf = (object: Constraint | Index): readonly string[] =>
  'keys' in object ? [...object.keys.flatMap((key) => key.column ?? []), ...object.include] : object.columns;

/** The column is one of the object's, or its text has the word: rather once too often than once too little. */
function speaksOf(object: Constraint | Index, column: string): boolean {
  if (columnsOf(object).includes(column)) return true;
  const text = 'keys' in object ? indexText(object) : constraintText(object);
  return text.split(/[^\p{L}\p{N}_$]+/u).includes(column);
}

const tableOf = (schema: Schema, of: { readonly schema: string; readonly table: string }): Table | undefined =>
  schema.tables.find((table) => table.schema === of.schema && table.name === of.table);

/** A type or a sequence that a doubtful column stands on is not to be dropped. */
function usedInDoubt(
  change: Extract<Change, { kind: 'drop_enum' | 'drop_sequence' }>,
  before: Schema,
  after: Schema,
  doubts: readonly TableDoubt[],
): boolean {
  return before.tables.some((table) => {
    const about = doubts.filter((doubt) => doubt.schema === table.schema && doubt.table === table.name);
    if (about.length === 0) return false;
    const known = tableOf(after, { schema: table.schema, table: table.name })?.columns ?? [];
    return table.columns.some((column) => isDoubtfulColumn(column.name, known, about) && usesNamed(column, change));
  });
}

const usesNamed = (column: Column, { kind, schema, name }: Extract<Change, { kind: 'drop_enum' | 'drop_sequence' }>): boolean =>
  kind === 'drop_enum'
    ? column.namedType?.schema === schema && column.namedType.name === name
    : (column.default?.includes(name.replaceAll("'", "''")) ?? false);
