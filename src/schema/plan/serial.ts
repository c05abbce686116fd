/** The sequence behind a serial column, which SQLAlchemy makes with the column and Alembic cannot make or take away later. */
import type { TableName } from '../definition';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../quoting';
import type { Column } from '../schema';
import { joined, type PlanStep, sqlStep } from './step';

/** The sequence in `nextval('name'::regclass)`, as it can stand in SQL; null where the default is another. */
function sequenceOf(column: Column): string | null {
  const literal = /^nextval\('((?:[^']|'')*)'::regclass\)$/.exec(column.default ?? '')?.[1];
  return literal === undefined ? null : literal.replaceAll("''", "'");
}

/** Gives the next number after those that stand in the rows. */
export function startAfterRows(table: TableName, column: string): string {
  const name = quoteIdentifier(column);
  const sequence = `pg_get_serial_sequence(${quoteLiteral(quoteTable(table))}, ${quoteLiteral(column)})`;
  return `SELECT setval(${sequence}, COALESCE((SELECT max(${name}) FROM ${quoteTable(table)}), 0) + 1, false)`;
}

/** Makes the sequence of a column that becomes serial, as SERIAL would have made it, and continues behind the rows. */
export function giveSequence(table: TableName, column: Column): PlanStep {
  const sequence = sequenceOf(column);
  if (sequence === null) return joined([]);
  const alter = `ALTER TABLE ${quoteTable(table)} ALTER COLUMN ${quoteIdentifier(column.name)}`;
  const owner = `${quoteTable(table)}.${quoteIdentifier(column.name)}`;
  return joined([
    sqlStep(`CREATE SEQUENCE ${sequence} AS ${column.type} OWNED BY ${owner}`, `DROP SEQUENCE ${sequence}`),
    sqlStep(startAfterRows(table, column.name), null),
    sqlStep(`${alter} SET DEFAULT nextval(${quoteLiteral(sequence)}::regclass)`, `${alter} DROP DEFAULT`),
  ]);
}

/** Takes the sequence of a serial column away. */
export function takeSequence(table: TableName, column: Column): PlanStep {
  const { upgrade, downgrade } = giveSequence(table, column);
  return { upgrade: downgrade, downgrade: upgrade };
}

/** The sequence follows the column's type, as BIGSERIAL would have made it. */
export function serialToWider(before: Column, after: Column): PlanStep {
  const sequence = sequenceOf(before);
  if (sequence === null) return joined([]);
  return sqlStep(`ALTER SEQUENCE ${sequence} AS ${after.type}`, `ALTER SEQUENCE ${sequence} AS ${before.type}`);
}
