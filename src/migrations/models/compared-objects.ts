/** What env.py keeps Alembic from comparing: tables that are left out altogether, and changes of parts of a table that it would not see. */
import type { AutogenerateFilters, FilteredPart, Inclusion, Side } from '../../alembic/environment/autogenerate-filters';
import type { UnknownValue } from '../../python/values';
import type { Change } from '../../schema/change';
import { changeId } from '../../schema/change-text';
import type { NotUnderstood } from '../../schema/definition';
import type { Schema } from '../../schema/schema';
import { tableKey } from '../../schema/table-key';

interface TableName {
  readonly schema: string;
  readonly name: string;
}

export interface LeftOutTables {
  readonly tables: readonly TableName[];
  /** Tables of which it is not known whether Alembic compares them; they are left out too. */
  readonly notUnderstood: readonly NotUnderstood[];
}

/** The tables that the filters keep out of the comparison. */
export function leftOutTables(filters: AutogenerateFilters, before: Schema, after: Schema): LeftOutTables {
  const stood = new Set(before.tables.map(tableKey));
  const stands = new Set(after.tables.map(tableKey));
  const all: readonly (readonly [TableName, Side])[] = [
    ...after.tables.map((table): readonly [TableName, Side] => [table, stood.has(tableKey(table)) ? 'both' : 'models']),
    ...before.tables.filter((table) => !stands.has(tableKey(table))).map((table): readonly [TableName, Side] => [table, 'revisions']),
  ];
  const answers = all.map(([{ schema, name }, side]) => ({ table: { schema, name }, answer: filters.includesTable(schema, name, side) }));
  return {
    tables: answers.flatMap(({ table, answer }) => (answer === false ? [table] : [])),
    notUnderstood: reasons(answers),
  };
}

export interface KeptChanges {
  readonly kept: readonly Change[];
  /** Ids of changes that Alembic would not see. */
  readonly passedOver: readonly string[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** The changes without those of parts that the filters keep Alembic from seeing. */
export function keptChanges(filters: AutogenerateFilters, changes: readonly Change[]): KeptChanges {
  const answers = changes.map((change) => ({ change, answer: includes(filters, change) }));
  return {
    kept: answers.flatMap(({ change, answer }) => (answer === true ? [change] : [])),
    passedOver: answers.flatMap(({ change, answer }) => (answer === true ? [] : [changeId(change)])),
    notUnderstood: reasons(
      answers.flatMap(({ change, answer }) =>
        'table' in change ? [{ table: { schema: change.schema, name: change.table }, answer }] : [],
      ),
    ),
  };
}

const sides: Readonly<Record<'add' | 'create' | 'drop' | 'alter', Side>> = {
  add: 'models',
  create: 'models',
  drop: 'revisions',
  alter: 'both',
};

function includes(filters: AutogenerateFilters, change: Change): Inclusion {
  const part = (type: FilteredPart, verb: keyof typeof sides, name: string, table: { readonly schema: string; readonly table: string }) =>
    filters.includesPart(type, table.schema, table.table, name, sides[verb]);
  switch (change.kind) {
    case 'add_column':
      return part('column', 'add', change.name, change);
    case 'drop_column':
      return part('column', 'drop', change.name, change);
    case 'alter_column':
      return part('column', 'alter', change.name, change);
    case 'create_index':
      return part('index', 'create', change.name, change);
    case 'drop_index':
      return part('index', 'drop', change.name, change);
    case 'alter_index':
      return part('index', 'alter', change.after.name, change);
    case 'create_constraint':
    case 'alter_constraint':
    case 'drop_constraint': {
      const constraint = change.kind === 'drop_constraint' ? change.before : change.after;
      const verb = change.kind === 'create_constraint' ? 'create' : change.kind === 'drop_constraint' ? 'drop' : 'alter';
      if (constraint.kind === 'unique') return part('unique_constraint', verb, constraint.name, change);
      return constraint.kind === 'foreign_key' ? part('foreign_key_constraint', verb, constraint.name, change) : true;
    }
    case 'drop_enum':
    case 'drop_sequence':
      return filters.includesSchema(change.schema);
    default:
      return true;
  }
}

/** One reason for each thing that could not be known, with all the tables that it touches. */
function reasons(answers: readonly { readonly table: TableName; readonly answer: Inclusion }[]): readonly NotUnderstood[] {
  const grouped = new Map<string, { readonly answer: UnknownValue; readonly tables: TableName[] }>();
  for (const { table, answer } of answers) {
    if (typeof answer === 'boolean') continue;
    const key = JSON.stringify([answer.reason, answer.place]);
    const group = grouped.get(key) ?? { answer, tables: [] };
    grouped.set(key, group);
    if (!group.tables.some((other) => tableKey(other) === tableKey(table))) group.tables.push(table);
  }
  return [...grouped.values()].map(({ answer, tables }) => ({ message: answer.reason, place: answer.place, tables }));
}
