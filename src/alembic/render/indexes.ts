/** `create_index(...)` and `drop_index(...)`. */
import type { IndexDefinition, IndexKey, TableName } from '../../schema/definition';
import type { CreateIndex, DropIndex } from '../../schema/operation';
import { quoteIdentifier } from '../../schema/quoting';
import { expression, finalName, type RenderContext } from './context';
import { type Call, call } from './layout';
import { escapeBindParameters, pythonDictionary, pythonString, pythonStrings } from './literals';

/** Whether SQLAlchemy gave the name, as it does for `Column(index=True)` without a naming convention: `ix_%(column_0_label)s`. */
function givenBySqlalchemy(index: IndexDefinition, table: TableName): boolean {
  const first = index.keys[0]?.column;
  const schema = table.schema === null ? '' : `${table.schema}_`;
  return index.keys.length === 1 && index.name === `ix_${schema}${table.name}_${first}`;
}

/** What `postgresql_ops` knows the key by: a column's name, or the label that an expression is given for it. */
const keyLabel = (key: IndexKey, position: number): string => key.column ?? `key_${position + 1}`;

/** SQL of an expression as an index key takes it: anything but a call stands in parentheses. */
function keySql(sql: string): string {
  const call = /^[\w."]+\([^()]*\)$/.test(sql);
  return call || (sql.startsWith('(') && sql.endsWith(')')) ? sql : `(${sql})`;
}

/**
 * A column by its name, or an expression as Alembic writes those, with the order that follows it. SQLAlchemy writes an operator class
 * after the order, where PostgreSQL does not take it, so a key with both is a text.
 */
function indexKey(key: IndexKey, position: number): string {
  const plain = key.collation === null && !key.descending && key.nulls === null;
  if (key.column !== null && plain) return pythonString(key.column);
  const sql = key.column === null ? keySql(key.expression?.sql ?? '') : quoteIdentifier(key.column);
  if (key.opclass !== null && !plain) {
    const collated = key.collation === null ? sql : `${sql} COLLATE ${quoteIdentifier(key.collation)}`;
    const nulls = key.nulls === null ? '' : ` NULLS ${key.nulls}`;
    return `sa.text(${pythonString(escapeBindParameters(`${collated} ${key.opclass}${key.descending ? ' DESC' : ''}${nulls}`))})`;
  }
  const base =
    key.column === null ? `sa.literal_column(${pythonString(escapeBindParameters(sql))})` : `sa.column(${pythonString(key.column)})`;
  const collated = key.collation === null ? base : `${base}.collate(${pythonString(key.collation)})`;
  const ordered = key.descending ? `${collated}.desc()` : collated;
  const nulls = key.nulls === null ? ordered : `${ordered}.nulls_${key.nulls.toLowerCase()}()`;
  return key.opclass === null ? nulls : `${nulls}.label(${pythonString(keyLabel(key, position))})`;
}

/** Whether the operator class stands in `postgresql_ops` and not in the key's own text. */
const separateOpclass = (key: IndexKey): boolean => key.collation === null && !key.descending && key.nulls === null;

/** The `postgresql_…` arguments, in the order of `PGDialect.construct_arguments`. */
function options(context: RenderContext, index: IndexDefinition): readonly (string | null)[] {
  const opclasses = index.keys.flatMap((key, position) =>
    key.opclass !== null && separateOpclass(key) ? [[keyLabel(key, position), key.opclass]] : [],
  );
  return [
    index.using === null ? null : `postgresql_using=${pythonString(index.using)}`,
    index.include.length > 0 ? `postgresql_include=${pythonStrings(index.include)}` : null,
    index.where === null ? null : `postgresql_where=${expression(context, index.where)}`,
    opclasses.length > 0 ? `postgresql_ops=${pythonDictionary(Object.fromEntries(opclasses))}` : null,
    index.concurrently ? 'postgresql_concurrently=True' : null,
    Object.keys(index.with).length > 0 ? `postgresql_with=${pythonDictionary(index.with)}` : null,
    index.tablespace === null ? null : `postgresql_tablespace=${pythonString(index.tablespace)}`,
    index.nullsNotDistinct ? 'postgresql_nulls_not_distinct=True' : null,
  ];
}

/** `create_index` as `_add_index` of alembic/autogenerate/render.py has it. */
export function createIndex(context: RenderContext, operation: CreateIndex): Call {
  const { index, table } = operation;
  const batch = context.prefix === 'batch_op.';
  return call(`${context.prefix}create_index`, [
    finalName(context, index.name, givenBySqlalchemy(index, table)),
    batch ? null : pythonString(table.name),
    `[${index.keys.map(indexKey).join(', ')}]`,
    `unique=${index.unique ? 'True' : 'False'}`,
    batch || table.schema === null ? null : `schema=${pythonString(table.schema)}`,
    ...options(context, index),
    operation.ifNotExists ? 'if_not_exists=True' : null,
  ]);
}

/** `drop_index` as `_drop_index` has it. */
export function dropIndex(context: RenderContext, operation: DropIndex): Call {
  const batch = context.prefix === 'batch_op.';
  const { reverse, table } = operation;
  const given = reverse !== null && table !== null && givenBySqlalchemy({ ...reverse, name: operation.name }, table);
  const schema = table?.schema ?? operation.schema;
  return call(`${context.prefix}drop_index`, [
    finalName(context, operation.name, given),
    batch || table === null ? null : `table_name=${pythonString(table.name)}`,
    batch || schema === null ? null : `schema=${pythonString(schema)}`,
    operation.concurrently ? 'postgresql_concurrently=True' : null,
    operation.ifExists ? 'if_exists=True' : null,
  ]);
}
