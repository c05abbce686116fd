/**
 * The models as PostgreSQL has them. The whole of them stands in the shadow once; an edit to one table is then tried behind a
 * savepoint and taken back, so that a keystroke costs one table and not all of them.
 */
import { introspectSync } from '../../postgres/introspection/introspection';
import { PostgresError } from '../../postgres/postgres-error';
import type { ShadowDatabase } from '../../postgres/shadow-database';
import type { TableName } from '../../schema/definition';
import { quoteTable } from '../../schema/quoting';
import type { Schema, Table } from '../../schema/schema';
import { tableKey } from '../../schema/table-key';
import { compareText } from '../../schema/table-order';
import type { ModelStatement, NormaliseResult } from './requests';
import { tryStatement } from './try-statement';

type Refused = NormaliseResult['refused'][number];

interface Standing {
  readonly statements: readonly ModelStatement[];
  readonly result: NormaliseResult;
}

/** More tables changed than this are quicker made anew all together. */
const mostTablesTried = 4;

export interface ModelsDatabase {
  /** The models stand in a transaction that is left open, so that what stands around them can be had back. */
  normalise(database: ShadowDatabase, statements: readonly ModelStatement[]): NormaliseResult;
  /** Ends that transaction: somebody else is about to use the database. */
  release(): void;
}

export function modelsDatabase(): ModelsDatabase {
  let standing: Standing | null = null;
  /** The database in which a transaction of ours is open. */
  let holds: ShadowDatabase | null = null;
  const release = () => {
    standing = null;
    holds?.execute('ROLLBACK');
    holds = null;
  };
  return {
    normalise(database, statements) {
      const changed = standing ? changedTables(standing.statements, statements) : null;
      if (standing && changed?.length === 0) return standing.result;
      if (standing && changed && changed.length <= mostTablesTried && standing.result.refused.length === 0) {
        const tried = tryTables(database, standing, statements, changed);
        if (tried) return tried;
      }
      release();
      holds = database;
      database.execute('BEGIN');
      database.clear();
      const refused = execute(
        database,
        statements.map((_, index) => index),
        statements,
      );
      const result = { schema: introspectSync(database, {}), refused };
      standing = { statements, result };
      return result;
    },
    release,
  };
}

/** Carries statements out in order, each whole or not at all. */
function execute(database: ShadowDatabase, indexes: readonly number[], statements: readonly ModelStatement[]): readonly Refused[] {
  return indexes.flatMap((statement) => {
    const sql = statements[statement]?.sql;
    const error = sql === undefined ? null : tryStatement(database, sql);
    // A function that stands on what the models do not have is none that they call.
    return error && statements[statement]?.what !== 'function' ? [{ statement, message: error.message }] : [];
  });
}

/** The tables whose statements differ; null where something else differs too, on which any table may stand. */
function changedTables(before: readonly ModelStatement[], after: readonly ModelStatement[]): readonly TableName[] | null {
  if (sharedText(before) !== sharedText(after) || [...before, ...after].some(hasHeirs)) return null;
  const old = textByTable(before);
  const now = textByTable(after);
  const changed: TableName[] = [];
  for (const [key, { table, text }] of now) if (old.get(key)?.text !== text) changed.push(table);
  for (const [key, { table }] of old) if (!now.has(key)) changed.push(table);
  return changed;
}

/** What happens to a parent happens to the tables that inherit from it, too. */
const hasHeirs = ({ parts }: ModelStatement): boolean => parts !== undefined && /\b(?:INHERITS|PARTITION)\b/.test(parts.rest);

const sharedText = (statements: readonly ModelStatement[]): string =>
  statements
    .filter((statement) => statement.table === null)
    .map((statement) => statement.sql)
    .join('\n');

function textByTable(statements: readonly ModelStatement[]): Map<string, { table: TableName; text: string }> {
  const texts = new Map<string, { table: TableName; text: string }>();
  for (const { table, sql } of statements) {
    if (!table) continue;
    const known = texts.get(tableKey(table));
    texts.set(tableKey(table), { table, text: known ? `${known.text}\n${sql}` : sql });
  }
  return texts;
}

/** Makes only `changed` anew, reads them back, and puts everything as it was; null where a table besides them does not stand as it did. */
function tryTables(
  database: ShadowDatabase,
  standing: Standing,
  statements: readonly ModelStatement[],
  changed: readonly TableName[],
): NormaliseResult | null {
  const keys = new Set(changed.map(tableKey));
  const isOfOthers = (table: TableName | null | undefined) => table && !keys.has(tableKey(table));
  database.execute('SAVEPOINT edit');
  try {
    const refused = addOnly(database, standing.statements, statements, changed) ? [] : makeAnew(database, statements, changed);
    if (refused.some(({ statement }) => isOfOthers(statements[statement]?.table))) return null;
    const read = introspectSync(database, { tables: changed.map((table) => ({ schema: table.schema ?? 'public', name: table.name })) });
    const tables = read.tables.map((table) => inOrder(table, creation(statements, table)?.parts?.columns ?? []));
    return { schema: withTables(standing.result.schema, keys, tables), refused };
  } finally {
    database.execute('ROLLBACK TO SAVEPOINT edit');
    database.execute('RELEASE SAVEPOINT edit');
  }
}

const creation = (statements: readonly ModelStatement[], table: TableName): ModelStatement | undefined =>
  statements.find((statement) => statement.what === 'table' && statement.table && tableKey(statement.table) === tableKey(table));

/** A column that was added stands last; in the models it stands where it was written. */
function inOrder(table: Table, columns: readonly { readonly name: string }[]): Table {
  const position = new Map(columns.map(({ name }, at) => [name, at]));
  return { ...table, columns: [...table.columns].sort((a, b) => (position.get(a.name) ?? 0) - (position.get(b.name) ?? 0)) };
}

/**
 * Where nothing but columns came, with what goes with them, only these are added. False, and nothing is done, where more changed
 * or PostgreSQL refuses: then the tables are made anew, which finds the statement that is refused.
 */
function addOnly(
  database: ShadowDatabase,
  before: readonly ModelStatement[],
  after: readonly ModelStatement[],
  changed: readonly TableName[],
): boolean {
  const additions = changed.map((table) => additionsTo(before, after, table));
  if (additions.some((addition) => addition === null)) return false;
  database.execute('SAVEPOINT adding');
  try {
    for (const sql of additions.flatMap((addition) => addition ?? [])) database.execute(sql);
    return true;
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error;
    database.execute('ROLLBACK TO SAVEPOINT adding');
    return false;
  }
}

/** The statements that add what a table gained; null where it lost or changed something. */
function additionsTo(before: readonly ModelStatement[], after: readonly ModelStatement[], table: TableName): readonly string[] | null {
  const [old, now] = [creation(before, table)?.parts, creation(after, table)?.parts];
  if (!old || !now || old.rest !== now.rest) return null;
  const ownTexts = (statements: readonly ModelStatement[]) =>
    statements.flatMap((each) => (each.what !== 'table' && each.table && tableKey(each.table) === tableKey(table) ? [each.sql] : []));
  const [oldTexts, nowTexts] = [ownTexts(before), ownTexts(after)];
  const columns = new Set(now.columns.map((column) => column.sql));
  if (!old.columns.every((column) => columns.has(column.sql)) || !oldTexts.every((sql) => nowTexts.includes(sql))) return null;
  const known = new Set(old.columns.map((column) => column.sql));
  const added = now.columns
    .filter((column) => !known.has(column.sql))
    .map((column) => `ALTER TABLE ${quoteTable(table)} ADD COLUMN ${column.sql}`);
  return [...added, ...nowTexts.filter((sql) => !oldTexts.includes(sql))];
}

function makeAnew(database: ShadowDatabase, statements: readonly ModelStatement[], changed: readonly TableName[]): readonly Refused[] {
  const keys = new Set(changed.map(tableKey));
  for (const table of changed) database.execute(`DROP TABLE IF EXISTS ${quoteTable(table)} CASCADE`);
  const again = statements.flatMap((statement, index) => (mustRunAgain(statement, keys, changed) ? [index] : []));
  return execute(database, again, statements);
}

/**
 * A changed table's own statements, and the foreign keys of other tables that its dropping took along: they are made again, to see
 * whether PostgreSQL still takes them.
 */
function mustRunAgain(statement: ModelStatement, keys: ReadonlySet<string>, changed: readonly TableName[]): boolean {
  if (!statement.table) return false;
  if (keys.has(tableKey(statement.table))) return true;
  return statement.what === 'foreign_key' && changed.some((table) => statement.sql.includes(`REFERENCES ${quoteTable(table)} (`));
}

function withTables(schema: Schema, replaced: ReadonlySet<string>, tables: readonly Table[]): Schema {
  const kept = schema.tables.filter((table) => !replaced.has(tableKey(table)));
  const sorted = [...kept, ...tables].sort((a, b) => compareText(a.schema, b.schema) || compareText(a.name, b.name));
  return { ...schema, tables: sorted };
}
