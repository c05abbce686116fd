/** Operations as the body of `upgrade()` or `downgrade()`, in the style of Alembic's autogenerate. */
import type { TableName } from '../../schema/definition';
import type { Operation } from '../../schema/operation';
import type { RenderContext } from './context';
import { indented } from './layout';
import { pythonString, pythonStringOrNone } from './literals';
import { step } from './steps';

export interface RenderOptions {
  /** Operations on one table stand together in `with op.batch_alter_table(...)`, as with `render_as_batch`. */
  readonly batch: boolean;
  /**
   * The environment's metadata has a naming convention: names are written as `op.f(...)`, so that it does not change them
   * again (`_render_gen_name`).
   */
  readonly namingConvention?: boolean;
}

export interface RenderedOperations {
  /** Lines without the function's own indentation. */
  readonly lines: readonly string[];
  /** Import lines that the code needs beside `from alembic import op` and `import sqlalchemy as sa`, sorted. */
  readonly imports: readonly string[];
}

/** The table in whose batch an operation can stand, else null. */
function batchTable(operation: Operation): TableName | null {
  switch (operation.kind) {
    case 'add_column':
    case 'drop_column':
    case 'alter_column':
    case 'create_table_comment':
    case 'drop_table_comment':
      return operation.table;
    case 'create_constraint': {
      const { constraint } = operation;
      const written = constraint.kind === 'primary_key' ? constraint.deferrable === null && constraint.include.length === 0 : true;
      const inherited = constraint.kind !== 'check' || !constraint.noInherit;
      return written && inherited && constraint.comment === null ? operation.table : null;
    }
    case 'create_index':
      return operation.index.comment === null ? operation.table : null;
    case 'drop_index':
      return operation.table;
    case 'drop_constraint':
      return operation.ifExists ? null : operation.table;
    default:
      return null;
  }
}

const sameTable = (a: TableName, b: TableName): boolean => a.schema === b.schema && a.name === b.name;

type Group =
  | { readonly kind: 'batch'; readonly table: TableName; readonly operations: readonly Operation[] }
  | { readonly kind: 'single'; readonly operation: Operation };

function grouped(operations: readonly Operation[], batch: boolean): readonly Group[] {
  const groups: Group[] = [];
  for (const operation of operations) {
    const table = batch ? batchTable(operation) : null;
    const last = groups.at(-1);
    if (!table) groups.push({ kind: 'single', operation });
    else if (last?.kind === 'batch' && sameTable(last.table, table))
      groups.splice(-1, 1, { ...last, operations: [...last.operations, operation] });
    else groups.push({ kind: 'batch', table, operations: [operation] });
  }
  return groups;
}

/** Indexes of a new table become operations of their own, so that batches hold them. */
function separated(operations: readonly Operation[]): readonly Operation[] {
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== 'create_table') return [operation];
    const { table, place } = operation;
    const indexes = table.indexes.map((index) => ({ kind: 'create_index' as const, table, index, ifNotExists: false, place }));
    return [{ ...operation, table: { ...table, indexes: [] } }, ...indexes];
  });
}

const autocommit = 'with op.get_context().autocommit_block():';

/**
 * The statements of a function's body; no operations give no lines, and the caller writes `pass`. Mirrors `_render_cmd_body` and
 * `_render_modify_table` of alembic/autogenerate/render.py. Operations that Alembic has no word for become `op.execute(...)`; a new
 * enum value stands in an autocommit block, because PostgreSQL does not let the transaction that adds it use it.
 */
export function renderOperations(operations: readonly Operation[], options: RenderOptions): RenderedOperations {
  const imports = new Set<string>();
  const plain: RenderContext = { prefix: 'op.', finalNames: options.namingConvention ?? false, imports };
  const lines: string[] = [];
  let inAutocommit = false;
  const put = (statements: readonly string[]) => lines.push(...(inAutocommit ? indented(statements) : statements));
  for (const group of grouped(separated(operations), options.batch)) {
    if (group.kind === 'batch') {
      const { table } = group;
      const body = group.operations.flatMap((operation) => step({ ...plain, prefix: 'batch_op.' }, operation));
      const opening = `with op.batch_alter_table(${pythonString(table.name)}, schema=${pythonStringOrNone(table.schema)}) as batch_op:`;
      put([opening, ...indented(body), '']);
      continue;
    }
    const { operation } = group;
    if (operation.kind === 'begin_autocommit') {
      lines.push(autocommit);
      inAutocommit = true;
    } else if (operation.kind === 'end_autocommit') {
      if (lines.at(-1) === autocommit) lines.push(...indented(['pass']));
      inAutocommit = false;
    } else if (operation.kind === 'add_enum_value' && !inAutocommit) {
      put([autocommit, ...indented(step(plain, operation))]);
    } else {
      put(step(plain, operation));
    }
  }
  while (lines.at(-1) === '') lines.pop();
  return { lines, imports: [...imports].sort() };
}
