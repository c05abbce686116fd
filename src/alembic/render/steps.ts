/** One operation as lines of Python. */
import type { SequenceOptions, TableDefinition, TableName } from '../../schema/definition';
import type { AlterColumn, CreateTable, Operation } from '../../schema/operation';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../schema/quoting';
import { column, columnType, identity } from './columns';
import { addedConstraint, droppedConstraintTypes, inlineConstraint } from './constraints';
import { expression, finalName, type RenderContext } from './context';
import { addEnumValueSql, createEnum, dropEnum, replaceEnumSql } from './enums';
import { createIndex, dropIndex } from './indexes';
import { call, type Expression, flat, indented, keyword, layOut, layOutBroken } from './layout';
import { escapeBindParameters, pythonBool, pythonDictionary, pythonString, pythonStringLines, pythonStringOrNone } from './literals';

/** `op.execute(...)`: SQLAlchemy reads the string as `text()`, so colons that would start a parameter are escaped. */
export function execute(sql: string): readonly string[] {
  const strings = pythonStringLines(escapeBindParameters(sql));
  const [only, another] = strings;
  if (only !== undefined && another === undefined) return layOut(call('op.execute', [only]));
  return ['op.execute(', ...indented(strings), ')'];
}

const inBatch = (context: RenderContext): boolean => context.prefix === 'batch_op.';

/** The first argument of an operation on a table, and its schema; neither is said inside a batch. */
function tableArguments(context: RenderContext, table: TableName): { readonly first: readonly string[]; readonly schema: string | null } {
  if (inBatch(context)) return { first: [], schema: null };
  return { first: [pythonString(table.name)], schema: table.schema === null ? null : `schema=${pythonString(table.schema)}` };
}

function tableOptions(table: TableDefinition): readonly (string | null)[] {
  const inherited = table.inherits.map((parent) => pythonString(quoteTable(parent)));
  return [
    table.schema === null ? null : `schema=${pythonString(table.schema)}`,
    table.comment === null ? null : `comment=${pythonString(table.comment)}`,
    inherited.length > 0 ? `postgresql_inherits=(${inherited.join(', ')},)` : null,
    table.partitionBy === null ? null : `postgresql_partition_by=${pythonString(table.partitionBy)}`,
    Object.keys(table.with).length > 0 ? `postgresql_with=${pythonDictionary(table.with)}` : null,
    table.unlogged ? "prefixes=['UNLOGGED']" : null,
  ];
}

/** `create_table` as `_add_table` has it: columns in their order, then the constraints sorted by their text; indexes follow by themselves. */
function createTable(context: RenderContext, operation: CreateTable): readonly string[] {
  const { table } = operation;
  const inline = table.constraints.filter((constraint) => !(constraint.kind === 'check' && constraint.noInherit));
  const apart = table.constraints.filter((constraint) => !inline.includes(constraint));
  const constraints = inline
    .map((constraint) => inlineConstraint(context, constraint))
    .map((expression) => ({ expression, text: flat(expression) }))
    .sort((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)))
    .map((sorted) => sorted.expression);
  const parts: readonly (Expression | null)[] = [
    ...table.columns.map((definition) => column(context, definition, table.constraints)),
    ...constraints,
    ...tableOptions(table),
    operation.ifNotExists ? 'if_not_exists=True' : null,
  ];
  return [
    ...layOutBroken(call('op.create_table', [pythonString(table.name), ...parts])),
    ...table.indexes.flatMap((index) => step(context, { kind: 'create_index', table, index, ifNotExists: false, place: index.place })),
    ...[...apart, ...table.constraints.filter((constraint) => inline.includes(constraint) && constraint.comment !== null)].flatMap(
      (constraint) =>
        apart.includes(constraint)
          ? step(context, { kind: 'create_constraint', table, constraint, place: constraint.place })
          : commentOnConstraint(table, constraint.name, constraint.comment),
    ),
  ];
}

/** Alembic carries no comment of a constraint or an index. */
function commentOnConstraint(table: TableName, name: string | null, comment: string | null): readonly string[] {
  if (name === null || comment === null) return [];
  return execute(`COMMENT ON CONSTRAINT ${quoteIdentifier(name)} ON ${quoteTable(table)} IS ${quoteLiteral(comment)}`);
}
function commentOnIndex(schema: string | null, name: string | null, comment: string | null): readonly string[] {
  if (name === null || comment === null) return [];
  return execute(`COMMENT ON INDEX ${quoteTable({ schema, name })} IS ${quoteLiteral(comment)}`);
}

/** `alter_column` as `_alter_column` has it; `existing_*` only where what is changed does not say it. */
function alterColumn(context: RenderContext, operation: AlterColumn): readonly string[] {
  const { existing } = operation;
  const { first, schema } = tableArguments(context, operation.table);
  const hasDefault = operation.serverDefault !== undefined || operation.identity !== undefined;
  const newDefault = operation.identity
    ? identity(operation.identity)
    : operation.serverDefault
      ? expression(context, operation.serverDefault)
      : 'None';
  const standingDefault = existing.identity ? identity(existing.identity) : existing.serverDefault;
  const sayStanding = existing.identity ? true : !hasDefault;
  const keywords: readonly (Expression | null)[] = [
    existing.type ? keyword('existing_type', columnType(context, existing.type)) : null,
    hasDefault ? keyword('server_default', newDefault) : null,
    operation.newName === undefined ? null : `new_column_name=${pythonString(operation.newName)}`,
    operation.type ? keyword('type_', columnType(context, operation.type)) : null,
    operation.nullable === undefined ? null : `nullable=${pythonBool(operation.nullable)}`,
    operation.comment === undefined ? null : `comment=${pythonStringOrNone(operation.comment)}`,
    existing.comment === undefined || existing.comment === null ? null : `existing_comment=${pythonString(existing.comment)}`,
    operation.nullable === undefined && existing.nullable !== null ? `existing_nullable=${pythonBool(existing.nullable)}` : null,
    sayStanding && standingDefault
      ? keyword('existing_server_default', 'sql' in standingDefault ? expression(context, standingDefault) : standingDefault)
      : null,
    schema,
    operation.using === undefined ? null : `postgresql_using=${pythonString(operation.using)}`,
  ];
  return layOut(call(`${context.prefix}alter_column`, [...first, pythonString(operation.column), ...keywords]));
}

function createConstraint(context: RenderContext, operation: Extract<Operation, { kind: 'create_constraint' }>): readonly string[] {
  const { table, constraint } = operation;
  const comment = commentOnConstraint(table, constraint.name, constraint.comment);
  const keyName = constraint.name === null ? '' : `CONSTRAINT ${quoteIdentifier(constraint.name)} `;
  if (constraint.kind === 'check' && constraint.noInherit) {
    const notValid = constraint.notValid ? ' NOT VALID' : '';
    return [
      ...execute(`ALTER TABLE ${quoteTable(table)} ADD ${keyName}CHECK (${constraint.expression.sql}) NO INHERIT${notValid}`),
      ...comment,
    ];
  }
  const beyondAlembic = constraint.kind === 'primary_key' && (constraint.deferrable !== null || constraint.include.length > 0);
  if (beyondAlembic) {
    const columns = constraint.columns.map(quoteIdentifier).join(', ');
    const include = constraint.include.length > 0 ? ` INCLUDE (${constraint.include.map(quoteIdentifier).join(', ')})` : '';
    const deferrable = constraint.deferrable === null ? '' : constraint.deferrable ? ' DEFERRABLE' : ' NOT DEFERRABLE';
    const initially = constraint.initially === null ? '' : ` INITIALLY ${constraint.initially}`;
    return [
      ...execute(`ALTER TABLE ${quoteTable(table)} ADD ${keyName}PRIMARY KEY (${columns})${include}${deferrable}${initially}`),
      ...comment,
    ];
  }
  return [...layOut(addedConstraint(context, table, constraint)), ...comment];
}

/** `_UNNAMED_CONSTRAINT_WARNING` of alembic/autogenerate/render.py, in our words. */
const unnamedWarning = '# This constraint has no name, and without a naming convention Alembic cannot drop it: give it one.';

function dropConstraint(context: RenderContext, operation: Extract<Operation, { kind: 'drop_constraint' }>): readonly string[] {
  const { first, schema } = tableArguments(context, operation.table);
  const kind = operation.constraintKind;
  const type = kind === null || kind === 'exclude' ? null : `type_=${pythonString(droppedConstraintTypes[kind])}`;
  const dropped = call(`${context.prefix}drop_constraint`, [
    finalName(context, operation.name),
    ...first,
    schema,
    type,
    operation.ifExists ? 'if_exists=True' : null,
  ]);
  return [...(operation.name === null ? [unnamedWarning] : []), ...layOut(dropped)];
}

function sequenceOptions(options: SequenceOptions): string {
  const parts = [
    options.increment === null ? '' : ` INCREMENT BY ${options.increment}`,
    options.minValue === null ? '' : ` MINVALUE ${options.minValue}`,
    options.maxValue === null ? '' : ` MAXVALUE ${options.maxValue}`,
    options.start === null ? '' : ` START WITH ${options.start}`,
    options.cache === null ? '' : ` CACHE ${options.cache}`,
    options.cycle ? ' CYCLE' : '',
  ];
  return parts.join('');
}

/**
 * The lines of one operation, without the function's indentation. The edges of an autocommit block, and `add_enum_value`'s own, are the business of `renderOperations`.
 */
export function step(context: RenderContext, operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'create_table':
      return createTable(context, operation);
    case 'drop_table': {
      const { first, schema } = tableArguments(context, operation.table);
      return layOut(call('op.drop_table', [...first, schema, operation.ifExists ? 'if_exists=True' : null]));
    }
    case 'rename_table': {
      const { first, schema } = tableArguments(context, operation.table);
      return layOut(call('op.rename_table', [...first, pythonString(operation.newName), schema]));
    }
    case 'add_column': {
      const { table, place } = operation;
      const { first, schema } = tableArguments(context, table);
      const added = call(`${context.prefix}add_column`, [
        ...first,
        column(context, operation.column, null),
        schema,
        operation.ifNotExists ? 'if_not_exists=True' : null,
      ]);
      return [
        ...layOut(added),
        ...operation.constraints.flatMap((constraint) => step(context, { kind: 'create_constraint', table, constraint, place })),
        ...operation.indexes.flatMap((index) => step(context, { kind: 'create_index', table, index, ifNotExists: false, place })),
      ];
    }
    case 'drop_column': {
      const { first, schema } = tableArguments(context, operation.table);
      const exists = operation.ifExists ? 'if_exists=True' : null;
      return layOut(call(`${context.prefix}drop_column`, [...first, pythonString(operation.column), schema, exists]));
    }
    case 'alter_column':
      return alterColumn(context, operation);
    case 'create_index':
      return [
        ...layOut(createIndex(context, operation)),
        ...commentOnIndex(operation.table.schema, operation.index.name, operation.index.comment),
      ];
    case 'drop_index':
      return layOut(dropIndex(context, operation));
    case 'create_constraint':
      return createConstraint(context, operation);
    case 'drop_constraint':
      return dropConstraint(context, operation);
    case 'rename_constraint': {
      const { table, name, newName } = operation;
      return execute(`ALTER TABLE ${quoteTable(table)} RENAME CONSTRAINT ${quoteIdentifier(name)} TO ${quoteIdentifier(newName)}`);
    }
    case 'rename_index':
      return execute(`ALTER INDEX ${quoteTable(operation)} RENAME TO ${quoteIdentifier(operation.newName)}`);
    case 'create_table_comment':
    case 'drop_table_comment': {
      const { first } = tableArguments(context, operation.table);
      return layOutBroken(
        call(`${context.prefix}${operation.kind}`, [
          ...first,
          operation.kind === 'create_table_comment' ? pythonStringOrNone(operation.comment) : null,
          `existing_comment=${pythonStringOrNone(operation.existing)}`,
          inBatch(context) ? null : `schema=${pythonStringOrNone(operation.table.schema)}`,
        ]),
      );
    }
    case 'create_enum':
      return layOut(createEnum(operation));
    case 'drop_enum':
      return layOut(dropEnum(operation));
    case 'add_enum_value':
      return execute(addEnumValueSql(operation));
    case 'replace_enum':
      return replaceEnumSql(operation).flatMap(execute);
    case 'create_sequence': {
      const exists = operation.ifNotExists ? 'IF NOT EXISTS ' : '';
      return execute(`CREATE SEQUENCE ${exists}${quoteTable(operation.sequence)}${sequenceOptions(operation.sequence)}`);
    }
    case 'drop_sequence':
      return execute(`DROP SEQUENCE ${operation.ifExists ? 'IF EXISTS ' : ''}${quoteTable(operation)}`);
    case 'execute':
      return execute(operation.sql);
    case 'bulk_insert': {
      const columns = operation.columns.map(quoteIdentifier).join(', ');
      const rows = operation.rows.map((row) => `(${row.join(', ')})`).join(',\n');
      return operation.rows.length === 0 ? [] : execute(`INSERT INTO ${quoteTable(operation.table)} (${columns}) VALUES\n${rows}`);
    }
    case 'begin_autocommit':
    case 'end_autocommit':
      return [];
  }
}
