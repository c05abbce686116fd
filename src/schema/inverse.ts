/** A migration backwards, as Alembic's operation objects know their `reverse()`. */

import { usingFor } from './casts';
import type { TableName } from './definition';
import type { AlterColumn, Operation } from './operation';

/** Said of an operation that does not know what stood there before. */
export class NotReversible extends Error {
  constructor(readonly operation: Operation) {
    super(`${operation.kind} does not say what stood there before: it cannot be turned round`);
    this.name = 'NotReversible';
  }
}

/** The operations that undo these, in the order in which they must run. Throws `NotReversible` for one that carries no way back. */
export function inverse(operations: readonly Operation[]): readonly Operation[] {
  return operations.map(inverseOf).reverse();
}

const inSchema = (schema: string | null, name: string): TableName => ({ schema, name });

function inverseOf(operation: Operation): Operation {
  const { place } = operation;
  switch (operation.kind) {
    case 'create_table':
      return {
        kind: 'drop_table',
        place,
        table: inSchema(operation.table.schema, operation.table.name),
        ifExists: operation.ifNotExists,
        reverse: operation.table,
      };
    case 'drop_table':
      if (!operation.reverse) throw new NotReversible(operation);
      return { kind: 'create_table', place, table: operation.reverse, ifNotExists: operation.ifExists };
    case 'rename_table':
      return { kind: 'rename_table', place, table: { ...operation.table, name: operation.newName }, newName: operation.table.name };
    case 'add_column':
      return {
        kind: 'drop_column',
        place,
        table: operation.table,
        column: operation.column.name,
        ifExists: operation.ifNotExists,
        reverse: operation.column,
      };
    case 'drop_column':
      if (!operation.reverse) throw new NotReversible(operation);
      return {
        kind: 'add_column',
        place,
        table: operation.table,
        column: operation.reverse,
        constraints: [],
        indexes: [],
        ifNotExists: operation.ifExists,
      };
    case 'alter_column':
      return inverseAlter(operation);
    case 'create_index': {
      const { index, table, ifNotExists } = operation;
      if (index.name === null) throw new NotReversible(operation);
      return {
        kind: 'drop_index',
        place,
        name: index.name,
        schema: table.schema,
        table,
        ifExists: ifNotExists,
        concurrently: index.concurrently,
        reverse: index,
      };
    }
    case 'drop_index': {
      const { reverse, table } = operation;
      if (!reverse || !table) throw new NotReversible(operation);
      return {
        kind: 'create_index',
        place,
        table,
        index: { ...reverse, concurrently: operation.concurrently },
        ifNotExists: operation.ifExists,
      };
    }
    case 'create_constraint':
      return {
        kind: 'drop_constraint',
        place,
        table: operation.table,
        name: operation.constraint.name,
        constraintKind: operation.constraint.kind,
        ifExists: false,
        reverse: operation.constraint,
      };
    case 'drop_constraint':
      if (!operation.reverse) throw new NotReversible(operation);
      return { kind: 'create_constraint', place, table: operation.table, constraint: operation.reverse };
    case 'rename_constraint':
    case 'rename_index':
      return { ...operation, name: operation.newName, newName: operation.name };
    case 'create_table_comment':
      return operation.existing === null
        ? { ...operation, kind: 'drop_table_comment', comment: null, existing: operation.comment }
        : { ...operation, comment: operation.existing, existing: operation.comment };
    case 'drop_table_comment':
      if (operation.existing === null) throw new NotReversible(operation);
      return { ...operation, kind: 'create_table_comment', comment: operation.existing, existing: null };
    case 'create_enum': {
      const { schema, name } = operation.enumType;
      return { kind: 'drop_enum', place, schema, name, ifExists: operation.ifNotExists, reverse: operation.enumType };
    }
    case 'drop_enum':
      if (!operation.reverse) throw new NotReversible(operation);
      return { kind: 'create_enum', place, enumType: operation.reverse, ifNotExists: operation.ifExists };
    case 'replace_enum':
      return { ...operation, before: operation.after, after: operation.before };
    case 'create_sequence': {
      const { schema, name } = operation.sequence;
      return { kind: 'drop_sequence', place, schema, name, ifExists: operation.ifNotExists, reverse: operation.sequence };
    }
    case 'drop_sequence':
      if (!operation.reverse) throw new NotReversible(operation);
      return { kind: 'create_sequence', place, sequence: operation.reverse, ifNotExists: operation.ifExists };
    case 'begin_autocommit':
      return { kind: 'end_autocommit', place };
    case 'end_autocommit':
      return { kind: 'begin_autocommit', place };
    case 'add_enum_value':
    case 'execute':
    case 'bulk_insert':
      throw new NotReversible(operation);
  }
}

/** `AlterColumnOp.reverse`: what is modified and what existed change places; what existed must have been said. */
function inverseAlter(operation: AlterColumn): AlterColumn {
  const { existing } = operation;
  const said = <T>(modified: T | undefined, before: T | null | undefined): T | undefined => {
    if (modified === undefined) return undefined;
    if (before === undefined || before === null) throw new NotReversible(operation);
    return before;
  };
  const saidOrNone = <T>(modified: T | null | undefined, before: T | null | undefined): T | null | undefined => {
    if (modified === undefined) return undefined;
    if (before === undefined) throw new NotReversible(operation);
    return before;
  };
  const type = said(operation.type, existing.type);
  const nullable = said(operation.nullable, existing.nullable);
  const column = operation.newName ?? operation.column;
  const using = type && operation.type ? usingFor(column, operation.type.sql, type.sql) : null;
  const serverDefault = saidOrNone(operation.serverDefault, existing.serverDefault);
  const identity = saidOrNone(operation.identity, existing.identity);
  const comment = saidOrNone(operation.comment, existing.comment);
  return {
    kind: 'alter_column',
    place: operation.place,
    table: operation.table,
    column,
    ...(operation.newName === undefined ? {} : { newName: operation.column }),
    ...(type === undefined ? {} : { type }),
    ...(using === null ? {} : { using }),
    ...(nullable === undefined ? {} : { nullable }),
    ...(serverDefault === undefined ? {} : { serverDefault }),
    ...(identity === undefined ? {} : { identity }),
    ...(comment === undefined ? {} : { comment }),
    existing: {
      type: operation.type ?? existing.type,
      nullable: operation.nullable ?? existing.nullable,
      ...stillThere('serverDefault', operation.serverDefault, existing.serverDefault),
      ...stillThere('comment', operation.comment, existing.comment),
      ...stillThere('identity', operation.identity, existing.identity),
    },
  };
}

function stillThere<K extends string, T>(key: K, modified: T | undefined, existing: T | undefined): { readonly [name in K]?: T } {
  const value = modified === undefined ? existing : modified;
  const entry: { [name in K]?: T } = {};
  if (value !== undefined) entry[key] = value;
  return entry;
}
