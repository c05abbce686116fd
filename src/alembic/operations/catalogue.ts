/** Every function of `op` and what it means: where a new one goes. */

import { none } from '../../python/native';
import type { Value } from '../../python/values';
import type { TableName } from '../../schema/definition';
import { alone } from '../../sqlalchemy/statements/write-statement';
import { bulkInsert, filledTable } from './bulk-insert';
import { addColumn, alterColumn, dropColumn } from './columns';
import {
  createCheckConstraint,
  createExcludeConstraint,
  createForeignKey,
  createPrimaryKey,
  createUniqueConstraint,
  dropConstraint,
} from './constraints';
import { ddlOperation } from './ddl-elements';
import { createIndex, dropIndex } from './indexes';
import { type OperationCall, passed } from './operation-call';
import type { BoundArguments, Parameters } from './parameters';
import { statementSql, touchedTables } from './sql-text';
import { createTable, createTableComment, dropTable, dropTableComment, renameTable } from './tables';

export interface OperationFunction {
  readonly parameters: Parameters;
  /** The parameters that say the table and its schema; a batch fills them in and does not take them. */
  readonly table: string | null;
  readonly schema: string | null;
  /** Whether `batch_op` has it too, and what only `batch_op` takes beside. */
  readonly batch: false | { readonly keywords: readonly string[] };
  /** A batch runs it at once instead of at its end. */
  readonly immediate?: boolean;
  /** The tables of which a call that is not understood can change nothing but rows. */
  readonly changedRows?: (bound: BoundArguments) => readonly TableName[];
  readonly run: (call: OperationCall) => Value;
}

const inBatch = { keywords: [] };

const answersNothing =
  (run: (call: OperationCall) => void) =>
  (call: OperationCall): Value => {
    run(call);
    return none;
  };

function execute(call: OperationCall): void {
  const statement = passed(call, 'sqltext') ?? none;
  const operation = ddlOperation(call.interpreter, statement) ?? {
    kind: 'execute',
    sql: statementSql(call.interpreter, statement, alone(call.place)).sql,
  };
  call.emit({ ...operation, place: call.place });
}

const alterColumnKeywords = [
  'nullable',
  'comment',
  'server_default',
  'new_column_name',
  'type_',
  'existing_type',
  'existing_server_default',
  'existing_nullable',
  'existing_comment',
  'schema',
];

/** The signatures of alembic/operations/ops.py and alembic/ddl/postgresql.py (1.20). */
export const operationFunctions: Readonly<Record<string, OperationFunction>> = {
  add_column: {
    parameters: {
      positional: ['table_name', 'column'],
      keywords: ['schema', 'if_not_exists', 'inline_references', 'inline_primary_key'],
    },
    table: 'table_name',
    schema: 'schema',
    batch: { keywords: ['insert_before', 'insert_after'] },
    run: answersNothing(addColumn),
  },
  alter_column: {
    parameters: { positional: ['table_name', 'column_name'], keywords: alterColumnKeywords, others: true },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(alterColumn),
  },
  bulk_insert: {
    parameters: { positional: ['table', 'rows'], keywords: ['multiinsert'] },
    table: null,
    schema: null,
    batch: inBatch,
    immediate: true,
    changedRows: (bound) => filledTable(bound.values.get('table') ?? none),
    run: answersNothing(bulkInsert),
  },
  create_check_constraint: {
    parameters: { positional: ['constraint_name', 'table_name', 'condition'], keywords: ['schema'], others: true },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(createCheckConstraint),
  },
  create_exclude_constraint: {
    parameters: { positional: ['constraint_name', 'table_name'], rest: true, keywords: ['schema', 'where'], others: true },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(createExcludeConstraint),
  },
  create_foreign_key: {
    parameters: {
      positional: ['constraint_name', 'source_table', 'referent_table', 'local_cols', 'remote_cols'],
      keywords: ['onupdate', 'ondelete', 'deferrable', 'initially', 'match', 'source_schema', 'referent_schema'],
      others: true,
    },
    table: 'source_table',
    schema: 'source_schema',
    batch: inBatch,
    run: answersNothing(createForeignKey),
  },
  create_index: {
    parameters: { positional: ['index_name', 'table_name', 'columns'], keywords: ['schema', 'unique', 'if_not_exists'], others: true },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(createIndex),
  },
  create_primary_key: {
    parameters: { positional: ['constraint_name', 'table_name', 'columns'], keywords: ['schema'] },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(createPrimaryKey),
  },
  create_table: {
    parameters: { positional: ['table_name'], rest: true, keywords: ['schema', 'if_not_exists'], others: true },
    table: 'table_name',
    schema: 'schema',
    batch: false,
    run: createTable,
  },
  create_table_comment: {
    parameters: { positional: ['table_name', 'comment'], keywords: ['existing_comment', 'schema'] },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(createTableComment),
  },
  create_unique_constraint: {
    parameters: { positional: ['constraint_name', 'table_name', 'columns'], keywords: ['schema'], others: true },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(createUniqueConstraint),
  },
  drop_column: {
    parameters: { positional: ['table_name', 'column_name'], keywords: ['schema'], others: true },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(dropColumn),
  },
  drop_constraint: {
    parameters: { positional: ['constraint_name', 'table_name', 'type_?'], keywords: ['schema', 'if_exists'] },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(dropConstraint),
  },
  drop_index: {
    parameters: { positional: ['index_name', 'table_name?'], keywords: ['schema', 'if_exists'], others: true },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(dropIndex),
  },
  drop_table: {
    parameters: { positional: ['table_name'], keywords: ['schema', 'if_exists'], others: true },
    table: 'table_name',
    schema: 'schema',
    batch: false,
    run: answersNothing(dropTable),
  },
  drop_table_comment: {
    parameters: { positional: ['table_name'], keywords: ['existing_comment', 'schema'] },
    table: 'table_name',
    schema: 'schema',
    batch: inBatch,
    run: answersNothing(dropTableComment),
  },
  execute: {
    parameters: { positional: ['sqltext'], keywords: ['execution_options'] },
    table: null,
    schema: null,
    batch: inBatch,
    immediate: true,
    changedRows: (bound) => touchedTables(bound.values.get('sqltext') ?? none),
    run: answersNothing(execute),
  },
  rename_table: {
    parameters: { positional: ['old_table_name', 'new_table_name'], keywords: ['schema'] },
    table: 'old_table_name',
    schema: 'schema',
    batch: false,
    run: answersNothing(renameTable),
  },
};
