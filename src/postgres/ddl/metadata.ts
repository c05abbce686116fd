/** Everything that `MetaData.create_all()` would make, in an order that always works. */
import type { Place } from '../../python/place';
import type { DomainDefinition, EnumDefinition, MetadataDefinition, TableDefinition, TableName } from '../../schema/definition';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../schema/quoting';
import { columnSpecification, commentOnColumn } from './columns';
import { addConstraint } from './constraints';
import { createDomain } from './domains';
import { createEnum } from './enums';
import { createIndex } from './indexes';
import { createSequence } from './sequences';
import { commentOnTable, createTable, foreignKeysOf } from './tables';

/** What a CREATE TABLE is made of: its columns, and the statement as it would be without any. */
export interface TableParts {
  readonly columns: readonly { readonly name: string; readonly sql: string }[];
  readonly rest: string;
}

export interface CreateStatement {
  readonly sql: string;
  /** Of a CREATE TABLE. */
  readonly parts?: TableParts;
  /** The table that the statement makes or belongs to. */
  readonly table: TableName | null;
  /** What in the models asks for it. */
  readonly place: Place | null;
  readonly what: 'schema' | 'enum' | 'sequence' | 'domain' | 'table' | 'index' | 'foreign_key' | 'comment';
}

function key(name: TableName): string {
  return JSON.stringify([name.schema, name.name]);
}

function enumsOf(metadata: MetadataDefinition): readonly EnumDefinition[] {
  const fromColumns = metadata.tables.flatMap((table) =>
    table.columns.flatMap(({ type }) => (type.enumType === null ? [] : [type.enumType])),
  );
  const once = new Map<string, EnumDefinition>();
  for (const type of [...metadata.enums, ...fromColumns]) {
    if (!once.has(key(type))) once.set(key(type), type);
  }
  return [...once.values()];
}

/** Each once, wherever it is used; a domain that stands on another after it. */
function domainsOf(metadata: MetadataDefinition): readonly DomainDefinition[] {
  const fromColumns = metadata.tables.flatMap((table) => table.columns.flatMap(({ type }) => type.domain ?? []));
  return [...new Map([...(metadata.domains ?? []), ...fromColumns].map((domain) => [key(domain), domain])).values()];
}

/** Tables after those that they inherit from; the order is kept otherwise. */
function parentsFirst(tables: readonly TableDefinition[]): readonly TableDefinition[] {
  const byName = new Map(tables.map((table) => [key(table), table]));
  const placed = new Set<TableDefinition>();
  const place = (table: TableDefinition, above: readonly TableDefinition[]): void => {
    if (placed.has(table) || above.includes(table)) return;
    for (const parent of table.inherits) {
      const found = byName.get(key(parent));
      if (found !== undefined) place(found, [...above, table]);
    }
    placed.add(table);
  };
  for (const table of tables) place(table, []);
  return [...placed];
}

function commentsOf(table: TableDefinition): readonly CreateStatement[] {
  const comments: CreateStatement[] = [];
  const add = (sql: string, place: Place | null) => comments.push({ sql, table, place, what: 'comment' });
  if (table.comment !== null) add(commentOnTable(table, table.comment), table.place);
  for (const column of table.columns) {
    if (column.comment !== null) add(commentOnColumn(table, column.name, column.comment), column.places.comment ?? column.place);
  }
  for (const { name, comment, kind, place } of table.constraints) {
    if (name === null || comment === null || kind === 'foreign_key') continue;
    add(`COMMENT ON CONSTRAINT ${quoteIdentifier(name)} ON ${quoteTable(table)} IS ${quoteLiteral(comment)}`, place);
  }
  for (const { name, comment, place } of table.indexes) {
    if (name === null || comment === null) continue;
    add(`COMMENT ON INDEX ${quoteTable({ schema: table.schema, name })} IS ${quoteLiteral(comment)}`, place);
  }
  return comments;
}

/**
 * SQLAlchemy writes them inside CREATE TABLE, where PostgreSQL takes a NOT VALID for nothing: there is no row to be wrong.
 * Those with a name first: one without would else be given the very name that another one brings (`members_team_id_fkey`).
 */
function foreignKeyStatements(table: TableDefinition): readonly CreateStatement[] {
  const keys = foreignKeysOf(table);
  return [...keys.filter(({ name }) => name !== null), ...keys.filter(({ name }) => name === null)].flatMap(
    (constraint): CreateStatement[] => {
      const { name, comment, place } = constraint;
      const added: CreateStatement = { sql: addConstraint(table, { ...constraint, notValid: false }), table, place, what: 'foreign_key' };
      if (name === null || comment === null) return [added];
      const sql = `COMMENT ON CONSTRAINT ${quoteIdentifier(name)} ON ${quoteTable(table)} IS ${quoteLiteral(comment)}`;
      return [added, { sql, table, place, what: 'comment' }];
    },
  );
}

const partsOf = (table: TableDefinition): TableParts => ({
  columns: table.columns.map((column) => ({ name: column.name, sql: columnSpecification(column) })),
  rest: createTable({ ...table, columns: [] }, { foreignKeys: 'separate' }),
});

function schemasOf(metadata: MetadataDefinition, types: readonly TableName[]): readonly string[] {
  const names = [...metadata.tables, ...types, ...metadata.sequences].flatMap(({ schema }) => (schema === null ? [] : [schema]));
  return [...new Set(names)].filter((name) => name !== 'public');
}

/**
 * The statements that create what the models ask for: schemas, enums (each once, wherever it is used), sequences, domains, tables without
 * foreign keys, then indexes and comments, then all foreign keys, so that tables may refer to each other in a circle. Indexes come without
 * CONCURRENTLY: PostgreSQL refuses it in a transaction, and on a table without rows it makes the same index.
 */
export function createStatements(metadata: MetadataDefinition): readonly CreateStatement[] {
  const enums = enumsOf(metadata);
  const domains = domainsOf(metadata);
  const tables = parentsFirst(metadata.tables);
  return [
    ...schemasOf(metadata, [...enums, ...domains]).map(
      (name): CreateStatement => ({
        sql: `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(name)}`,
        table: null,
        place: null,
        what: 'schema',
      }),
    ),
    ...enums.map((type): CreateStatement => ({ sql: createEnum(type), table: null, place: type.place, what: 'enum' })),
    ...metadata.sequences.map(
      (sequence): CreateStatement => ({ sql: createSequence(sequence), table: null, place: sequence.place, what: 'sequence' }),
    ),
    ...domains.map((domain): CreateStatement => ({ sql: createDomain(domain), table: null, place: domain.place, what: 'domain' })),
    ...tables.map(
      (table): CreateStatement => ({
        sql: createTable(table, { foreignKeys: 'separate' }),
        parts: partsOf(table),
        table,
        place: table.place,
        what: 'table',
      }),
    ),
    ...tables.flatMap((table) => [
      ...table.indexes.map(
        (index): CreateStatement => ({
          sql: createIndex(table, { ...index, concurrently: false }),
          table,
          place: index.place,
          what: 'index',
        }),
      ),
      ...commentsOf(table),
    ]),
    ...tables.flatMap(foreignKeyStatements),
  ];
}
