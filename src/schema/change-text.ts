/** Changes in words: the id by which one is picked, and the line by which a person knows it. */
import type { Change, ColumnAspect } from './change';
import { constraintText, indexText } from './definition-text';
import { friendlyType } from './friendly-type';
import type { Column, Constraint, EnumType, Identity, Index } from './schema';

type AlterColumn = Extract<Change, { kind: 'alter_column' }>;

/** Names a change for as long as it stays the same change: `add_column public.products.homepage`. */
export function changeId(change: Change): string {
  const path = [change.schema, 'table' in change ? change.table : null, 'name' in change ? change.name : null];
  return `${change.kind} ${path.filter((part) => part !== null).join('.')}`;
}

/** A name as people say it: without `public`. */
function called(schema: string, ...names: readonly string[]): string {
  return [...(schema === 'public' ? [] : [schema]), ...names].join('.');
}

/** One line that says what the models and the revisions disagree about: `column products.homepage VARCHAR(255) is in no revision`. */
export function summary(change: Change): string {
  const isDropped = 'is in the revisions but not in the models';
  switch (change.kind) {
    case 'create_table':
      return `table ${called(change.schema, change.table)} is in no revision`;
    case 'drop_table':
      return `table ${called(change.schema, change.table)} ${isDropped}`;
    case 'rename_table':
      return `table ${called(change.schema, change.before.name)} is called ${change.table} in the models`;
    case 'add_column':
      return `column ${called(change.schema, change.table, change.name)} ${friendlyType(change.after.type)} is in no revision`;
    case 'drop_column':
      return `column ${called(change.schema, change.table, change.name)} ${isDropped}`;
    case 'rename_column':
      return `column ${called(change.schema, change.table, change.before.name)} is called ${change.name} in the models`;
    case 'alter_column':
      return `${called(change.schema, change.table, change.name)}: ${change.aspects.map((aspect) => aspectText(change, aspect)).join('; ')}`;
    case 'create_index':
      return `${indexWords(change.after)} ${change.name} on ${called(change.schema, change.table)} (${keysOf(change.after)}) is in no revision`;
    case 'drop_index':
      return `${indexWords(change.before)} ${change.name} on ${called(change.schema, change.table)} ${isDropped}`;
    case 'alter_index':
      return alteredText(change, indexWords(change.before), `${called(change.schema, change.table)}`, indexText, shortIndex);
    case 'create_constraint':
      return `${kindWords(change.after)} ${change.name} on ${called(change.schema, change.table)}${columnsOf(change.after)} is in no revision`;
    case 'drop_constraint':
      return `${kindWords(change.before)} ${change.name} on ${called(change.schema, change.table)} ${isDropped}`;
    case 'alter_constraint':
      return alteredText(change, kindWords(change.before), `${called(change.schema, change.table)}`, constraintText, shortConstraint);
    case 'alter_table_comment':
      return `table ${called(change.schema, change.table)}: comment ${textOr(change.before)} in the revisions, ${textOr(change.after)} in the models`;
    case 'create_enum':
      return `enum type ${called(change.schema, change.name)} (${change.after.values.join(', ')}) is in no revision`;
    case 'drop_enum':
      return `enum type ${called(change.schema, change.name)} ${isDropped}`;
    case 'alter_enum':
      return `enum type ${called(change.schema, change.name)}: ${enumDifference(change.before, change.after)}`;
    case 'create_sequence':
      return `sequence ${called(change.schema, change.name)} is in no revision`;
    case 'drop_sequence':
      return `sequence ${called(change.schema, change.name)} ${isDropped}`;
    case 'alter_sequence':
      return `sequence ${called(change.schema, change.name)}: its options differ between the revisions and the models`;
  }
}

const textOr = (text: string | null): string => (text === null ? 'none' : `'${text}'`);

function aspectText(change: AlterColumn, aspect: ColumnAspect): string {
  const say = (what: string, value: (column: Column) => string): string =>
    `${what}${value(change.before)} in the revisions, ${value(change.after)} in the models`;
  switch (aspect) {
    case 'type':
      return say('', (column) => friendlyType(column.type));
    case 'nullable':
      return say('', (column) => (column.notNull ? 'NOT NULL' : 'nullable'));
    case 'server_default':
      return say('server default ', (column) => (column.serial ? 'of a sequence of its own' : friendlyDefault(column)));
    case 'identity':
      return say('identity ', (column) => identityText(column.identity));
    case 'computed':
      return say('computed ', (column) => column.generated?.expression ?? 'not at all');
    case 'collation':
      return say('collation ', (column) => column.collation ?? "the type's own");
    case 'comment':
      return say('comment ', (column) => textOr(column.comment));
  }
}

/** PostgreSQL repeats the column's type after a literal (`'a'::character varying`); a person does not. */
function friendlyDefault(column: Column): string {
  if (column.default === null) return 'none';
  return column.default.replace(/^('(?:[^']|'')*')::[\w. "]+(?:\(\d+(?:,\d+)?\))?$/, '$1');
}

function identityText(identity: Identity | null): string {
  if (!identity) return 'none';
  const options = [`START ${identity.start}`, `INCREMENT ${identity.increment}`, ...(identity.cycle ? ['CYCLE'] : [])];
  return `${identity.always ? 'ALWAYS' : 'BY DEFAULT'} (${options.join(' ')})`;
}

const indexWords = (index: Index): string => (index.unique ? 'unique index' : 'index');
const keysOf = (index: Index): string => index.keys.map((key) => key.column ?? key.expression).join(', ');

const kinds: Readonly<Record<Constraint['kind'], string>> = {
  primary_key: 'primary key',
  unique: 'unique constraint',
  foreign_key: 'foreign key',
  check: 'check constraint',
  exclude: 'exclusion constraint',
};
const kindWords = (constraint: Constraint): string => kinds[constraint.kind];

function columnsOf(constraint: Constraint): string {
  if (constraint.kind === 'check') return ` (${constraint.expression})`;
  const columns = constraint.columns.length > 0 ? ` (${constraint.columns.join(', ')})` : '';
  if (constraint.kind !== 'foreign_key') return columns;
  return `${columns} to ${called(constraint.referredSchema, constraint.referredTable)} (${constraint.referredColumns.join(', ')})`;
}

function alteredText<T extends { readonly name: string; readonly comment: string | null }>(
  change: { readonly name: string; readonly before: T; readonly after: T },
  words: string,
  table: string,
  text: (item: T) => string,
  short: (item: T) => string,
): string {
  const { before, after } = change;
  if (text(before) !== text(after))
    return `${words} ${change.name} on ${table}: ${short(before)} in the revisions, ${short(after)} in the models`;
  if (before.name !== after.name) return `${words} ${before.name} on ${table} is called ${after.name} in the models`;
  return `${words} ${change.name} on ${table}: comment ${textOr(before.comment)} in the revisions, ${textOr(after.comment)} in the models`;
}

const shortConstraint = (constraint: Constraint): string => constraint.definition;
const shortIndex = (index: Index): string =>
  `${index.unique ? 'UNIQUE ' : ''}${indexText(index).replace(/^CREATE (?:UNIQUE )?INDEX\s+ON (?:ONLY )?\s*USING /, '')}`;

function enumDifference(before: EnumType, after: EnumType): string {
  const added = after.values.filter((value) => !before.values.includes(value));
  const removed = before.values.filter((value) => !after.values.includes(value));
  const parts = [
    ...(added.length > 0 ? [`${quoted(added)} only in the models`] : []),
    ...(removed.length > 0 ? [`${quoted(removed)} only in the revisions`] : []),
  ];
  const kept = (type: EnumType): string => type.values.filter((value) => !added.includes(value) && !removed.includes(value)).join('\n');
  if (kept(before) !== kept(after)) parts.push('the values stand in another order');
  return parts.join(', ');
}

const quoted = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');
