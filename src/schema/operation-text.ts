/** Operations in words: what they are about, and the line by which a person knows them. */
import type { ColumnDefinition, ConstraintDefinition, TableName } from './definition';
import type { AlterColumn, Operation } from './operation';

/** What an operation is about. */
export interface OperationSubject {
  readonly schema: string | null;
  readonly table: string | null;
  /** Of the column, index, constraint, type or sequence. */
  readonly name: string | null;
}

const onTable = ({ schema, name: table }: TableName, name: string | null = null): OperationSubject => ({ schema, table, name });
const nothing: OperationSubject = { schema: null, table: null, name: null };

/** The table and the name of what an operation touches. */
export function operationSubject(operation: Operation): OperationSubject {
  switch (operation.kind) {
    case 'create_table':
    case 'drop_table':
    case 'rename_table':
    case 'create_table_comment':
    case 'drop_table_comment':
    case 'bulk_insert':
      return onTable(operation.table);
    case 'add_column':
      return onTable(operation.table, operation.column.name);
    case 'drop_column':
    case 'alter_column':
      return onTable(operation.table, operation.column);
    case 'create_index':
      return onTable(operation.table, operation.index.name);
    case 'drop_index': {
      const { table, schema, name } = operation;
      return { schema: schema ?? table?.schema ?? null, table: table?.name ?? null, name };
    }
    case 'create_constraint':
      return onTable(operation.table, operation.constraint.name);
    case 'drop_constraint':
    case 'rename_constraint':
      return onTable(operation.table, operation.name);
    case 'create_enum':
      return { schema: operation.enumType.schema, table: null, name: operation.enumType.name };
    case 'replace_enum':
      return { schema: operation.after.schema, table: null, name: operation.after.name };
    case 'create_sequence':
      return { schema: operation.sequence.schema, table: null, name: operation.sequence.name };
    case 'drop_enum':
    case 'add_enum_value':
    case 'drop_sequence':
    case 'rename_index':
      return { schema: operation.schema, table: null, name: operation.name };
    case 'execute':
    case 'begin_autocommit':
    case 'end_autocommit':
      return nothing;
  }
}

const called = (schema: string | null, ...names: readonly (string | null)[]): string =>
  [schema === 'public' ? null : schema, ...names].filter((name) => name !== null && name !== '').join('.');

const constraintWords: Readonly<Record<ConstraintDefinition['kind'], string>> = {
  primary_key: 'primary key',
  unique: 'unique constraint',
  foreign_key: 'foreign key',
  check: 'check constraint',
  exclude: 'exclude constraint',
};

/** One line for a person: `add column products.homepage VARCHAR(255)`. */
export function operationText(operation: Operation): string {
  const { schema, table, name } = operationSubject(operation);
  const whole = called(schema, table, name);
  const on = table === null ? '' : ` on ${called(schema, table)}`;
  switch (operation.kind) {
    case 'create_table':
      return `create table ${whole} (${operation.table.columns.map((column) => column.name).join(', ')})`;
    case 'rename_table':
      return `rename table ${whole} to ${operation.newName}`;
    case 'add_column':
      return `add column ${whole} ${columnText(operation.column)}`;
    case 'alter_column':
      return `alter column ${whole}: ${aspects(operation).join(', ') || 'nothing changes'}`;
    case 'drop_table':
    case 'drop_column':
    case 'drop_enum':
    case 'drop_sequence':
    case 'create_sequence':
      return `${operation.kind.replace('_', ' ')} ${whole}`;
    case 'create_index':
      return `create ${operation.index.unique ? 'unique index' : 'index'} ${name ?? 'without a name'}${on}`;
    case 'drop_index':
      return `drop index ${called(table === null ? schema : null, name)}${on}`;
    case 'create_constraint':
      return `create ${constraintWords[operation.constraint.kind]} ${name ?? 'without a name'}${on}`;
    case 'drop_constraint':
      return `drop ${operation.constraintKind === null ? 'constraint' : constraintWords[operation.constraintKind]} ${name ?? 'without a name'}${on}`;
    case 'rename_constraint':
      return `rename constraint ${name}${on} to ${operation.newName}`;
    case 'rename_index':
      return `rename index ${whole} to ${operation.newName}`;
    case 'create_table_comment':
      return `comment on table ${whole}`;
    case 'drop_table_comment':
      return `drop the comment of table ${whole}`;
    case 'create_enum':
      return `create enum ${whole} (${operation.enumType.values.join(', ')})`;
    case 'add_enum_value':
      return `add value ${operation.value} to enum ${whole}`;
    case 'replace_enum':
      return `change enum ${whole} to (${operation.after.values.join(', ')})`;
    case 'bulk_insert':
      return `insert ${operation.rows.length === 1 ? '1 row' : `${operation.rows.length} rows`} into ${whole}`;
    case 'execute':
      return `execute ${short(operation.sql)}`;
    case 'begin_autocommit':
      return 'leave the transaction';
    case 'end_autocommit':
      return 'begin a transaction again';
  }
}

const columnText = ({ type, nullable }: ColumnDefinition): string => `${type.sql}${nullable ? '' : ' NOT NULL'}`;

function aspects({ newName, type, nullable, serverDefault, identity, comment }: AlterColumn): readonly string[] {
  return [
    ...(type === undefined ? [] : [`type ${type.sql}`]),
    ...(nullable === undefined ? [] : [nullable ? 'nullable' : 'NOT NULL']),
    ...(serverDefault === undefined ? [] : [serverDefault === null ? 'no server default' : `server default ${short(serverDefault.sql)}`]),
    ...(identity === undefined ? [] : [identity === null ? 'no identity' : 'identity']),
    ...(comment === undefined ? [] : [comment === null ? 'no comment' : 'another comment']),
    ...(newName === undefined ? [] : [`renamed to ${newName}`]),
  ];
}

const longest = 80;

/** SQL in one line, its end left out where it is long. */
function short(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
