/** Statements that create a schema again, from what PostgreSQL said of it: its own definitions, word for word. */
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../schema/quoting';
import type { Column, Constraint, Domain, EnumType, Identity, Schema, Sequence, Table } from '../../schema/schema';

/**
 * In an order that an empty database takes: types and sequences, functions, tables, their keys and indexes, foreign keys last. Of
 * `functions`, `CREATE FUNCTION` statements, those that the schema calls.
 */
export function createSql(schema: Schema, functions: readonly string[] = []): readonly string[] {
  const called = calledFunctions(schema, functions);
  const schemas = new Set([...schema.tables, ...schema.enums, ...schema.domains, ...schema.sequences].map((object) => object.schema));
  const ownedKeys = schema.tables.flatMap((table) =>
    table.constraints.filter((constraint) => constraint.kind !== 'foreign_key').map(onTable(table)),
  );
  const foreignKeys = schema.tables.flatMap((table) =>
    table.constraints.filter((constraint) => constraint.kind === 'foreign_key').map(onTable(table)),
  );
  return [
    ...[...schemas].filter((name) => name !== 'public').map((name) => `CREATE SCHEMA ${quoteIdentifier(name)}`),
    ...schema.extensions.map((name) => `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(name)}`),
    ...schema.enums.map(enumSql),
    ...schema.domains.map(domainSql),
    ...schema.sequences.map(sequenceSql),
    // A body may speak of tables that come after it.
    ...(called.length > 0 ? ['SET check_function_bodies = off', ...called] : []),
    ...parentsFirst(schema.tables).map(tableSql),
    ...ownedKeys,
    ...schema.tables.flatMap((table) => table.indexes.map((index) => index.definition)),
    ...foreignKeys,
    ...schema.tables.flatMap(commentsSql),
  ];
}

/** The functions that expressions of the schema name, and those that these name. */
function calledFunctions(schema: Schema, functions: readonly string[]): readonly string[] {
  const expressions = schema.tables.flatMap((table) => [
    ...table.columns.flatMap((column) => [column.default ?? '', column.generated?.expression ?? '']),
    ...[...table.constraints, ...table.indexes].map((object) => object.definition),
  ]);
  const called = new Set<string>();
  for (let texts = expressions; texts.length > 0; ) {
    const named = new Set(texts.flatMap((text) => text.match(/[\p{L}_][\p{L}\p{N}_$]*(?=\s*\()/gu) ?? []));
    texts = functions.filter((definition) => !called.has(definition) && named.has(functionName(definition)));
    for (const definition of texts) called.add(definition);
  }
  return functions.filter((definition) => called.has(definition)).map((definition) => definition.trimEnd());
}

/** The bare name in what `pg_get_functiondef()` gives. */
const functionName = (definition: string): string =>
  /^CREATE OR REPLACE (?:FUNCTION|PROCEDURE) (?:[^.(]+\.)?"?([^"(]+)"?\(/.exec(definition)?.[1] ?? '';

const onTable =
  (table: Table) =>
  (constraint: Constraint): string =>
    `ALTER TABLE ${quoteTable(table)} ADD CONSTRAINT ${quoteIdentifier(constraint.name)} ${constraint.definition}`;

const enumSql = (type: EnumType): string => `CREATE TYPE ${quoteTable(type)} AS ENUM (${type.values.map(quoteLiteral).join(', ')})`;

function domainSql(domain: Domain): string {
  const checks = domain.checks.map((check) => ` CONSTRAINT ${quoteIdentifier(check.name)} ${check.definition}`).join('');
  return `CREATE DOMAIN ${quoteTable(domain)} AS ${domain.type}${domain.default === null ? '' : ` DEFAULT ${domain.default}`}${domain.notNull ? ' NOT NULL' : ''}${checks}`;
}

const sequenceSql = (sequence: Sequence): string =>
  `CREATE SEQUENCE ${quoteTable(sequence)} AS ${sequence.type} ${sequenceOptions(sequence)}`;

const sequenceOptions = (sequence: Omit<Identity, 'always'>): string =>
  `START WITH ${sequence.start} INCREMENT BY ${sequence.increment} MINVALUE ${sequence.minValue} MAXVALUE ${sequence.maxValue} CACHE ${sequence.cache}${sequence.cycle ? ' CYCLE' : ''}`;

/** A partition or an heir needs its parents to stand. */
function parentsFirst(tables: readonly Table[]): readonly Table[] {
  const placed = new Set<Table>();
  const byName = new Map(tables.map((table) => [JSON.stringify([table.schema, table.name]), table]));
  const place = (table: Table) => {
    if (placed.has(table)) return;
    for (const parent of [...table.inherits, ...(table.partitionOf ? [table.partitionOf] : [])]) {
      const found = byName.get(JSON.stringify([parent.schema, parent.name]));
      if (found) place(found);
    }
    placed.add(table);
  };
  for (const table of tables) place(table);
  return [...placed];
}

function tableSql(table: Table): string {
  const create = `CREATE ${table.unlogged ? 'UNLOGGED ' : ''}TABLE ${quoteTable(table)}`;
  if (table.partitionOf) return `${create} PARTITION OF ${quoteTable(table.partitionOf)} ${table.partitionOf.bound}`;
  const columns = table.columns.map((column) => `\n  ${columnSql(column)}`).join(',');
  const inherits = table.inherits.length === 0 ? '' : ` INHERITS (${table.inherits.map(quoteTable).join(', ')})`;
  const options = Object.entries(table.with);
  const storage = options.length === 0 ? '' : ` WITH (${options.map(([name, value]) => `${name} = ${value}`).join(', ')})`;
  return `${create} (${columns}\n)${inherits}${table.partitionBy === null ? '' : ` PARTITION BY ${table.partitionBy}`}${storage}`;
}

/** The types that stand for an integer with a sequence of its own (https://www.postgresql.org/docs/current/datatype-numeric.html). */
const serialTypes: Readonly<Record<string, string>> = { smallint: 'SMALLSERIAL', integer: 'SERIAL', bigint: 'BIGSERIAL' };

function columnSql(column: Column): string {
  const serial = column.serial ? serialTypes[column.type] : undefined;
  return [
    quoteIdentifier(column.name),
    serial ?? column.type,
    column.collation === null ? '' : `COLLATE ${quoteIdentifier(column.collation)}`,
    serial !== undefined || column.default === null ? '' : `DEFAULT ${column.default}`,
    column.identity
      ? `GENERATED ${column.identity.always ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY (${sequenceOptions(column.identity)})`
      : '',
    column.generated ? `GENERATED ALWAYS AS (${column.generated.expression}) ${column.generated.stored ? 'STORED' : 'VIRTUAL'}` : '',
    column.notNull ? 'NOT NULL' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function commentsSql(table: Table): readonly string[] {
  const on = (what: string, comment: string | null): string[] =>
    comment === null ? [] : [`COMMENT ON ${what} IS ${quoteLiteral(comment)}`];
  const inSchema = (name: string): string => quoteTable({ schema: table.schema, name });
  return [
    ...on(`TABLE ${quoteTable(table)}`, table.comment),
    ...table.columns.flatMap((column) => on(`COLUMN ${quoteTable(table)}.${quoteIdentifier(column.name)}`, column.comment)),
    ...table.constraints.flatMap((each) => on(`CONSTRAINT ${quoteIdentifier(each.name)} ON ${quoteTable(table)}`, each.comment)),
    ...table.indexes.flatMap((index) => on(`INDEX ${inSchema(index.name)}`, index.comment)),
  ];
}
