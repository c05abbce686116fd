/** Named enum types, which Alembic's operations know nothing of. */
import type { EnumDefinition } from '../../schema/definition';
import type { AddEnumValue, CreateEnum, DropEnum, ReplaceEnum } from '../../schema/operation';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../schema/quoting';
import { enumArguments } from './columns';
import { type Call, call } from './layout';

/** `sa.Enum(…).create(op.get_bind())`; `Enum.create` looks first only when it is told to. */
export function createEnum(operation: CreateEnum): Call {
  const first = operation.ifNotExists ? ', checkfirst=True' : '';
  return call('sa.Enum', enumArguments(operation.enumType), `.create(op.get_bind()${first})`);
}

/** `sa.Enum(…).drop(op.get_bind())`, with the values where they are known, as they are in what the drop undoes. */
export function dropEnum(operation: DropEnum): Call {
  const first = operation.ifExists ? ', checkfirst=True' : '';
  const { schema, name } = operation;
  const type: EnumDefinition = { schema, name, values: operation.reverse?.values ?? [], place: null };
  return call('sa.Enum', enumArguments(type), `.drop(op.get_bind()${first})`);
}

/** `ALTER TYPE … ADD VALUE`; a new value cannot be used in the transaction that adds it, so the call stands in an autocommit block. */
export function addEnumValueSql(operation: AddEnumValue): string {
  const before = operation.before === null ? '' : ` BEFORE ${quoteLiteral(operation.before)}`;
  return `ALTER TYPE ${quoteTable(operation)} ADD VALUE IF NOT EXISTS ${quoteLiteral(operation.value)}${before}`;
}

const createTypeSql = (type: EnumDefinition): string =>
  `CREATE TYPE ${quoteTable(type)} AS ENUM (${type.values.map(quoteLiteral).join(', ')})`;

/** PostgreSQL cuts names after 63 bytes; the passing name must not be cut back to the name itself. */
function passingName(name: string): string {
  const encoder = new TextEncoder();
  const characters = [...name];
  while (encoder.encode(characters.join('')).length > 59) characters.pop();
  const start = characters.join('');
  // A longer name is known to PostgreSQL by its first 63 bytes.
  return name.startsWith(`${start}_old`) ? `${start}_was` : `${start}_old`;
}

/** The statements that move every column of a type over to a type of the same name made anew. */
export function replaceEnumSql(operation: ReplaceEnum): readonly string[] {
  const { before, after, columns } = operation;
  const passing = passingName(before.name);
  const moves = columns.flatMap(({ table, column, array, default: standing }) => {
    const alter = `ALTER TABLE ${quoteTable(table)} ALTER COLUMN ${quoteIdentifier(column)}`;
    const type = `${quoteTable(after)}${array ? '[]' : ''}`;
    const using = `USING ${quoteIdentifier(column)}::text${array ? '[]' : ''}::${type}`;
    const moved = `${alter} TYPE ${type} ${using}`;
    return standing === null ? [moved] : [`${alter} DROP DEFAULT`, moved, `${alter} SET DEFAULT ${standing}`];
  });
  return [
    `ALTER TYPE ${quoteTable(before)} RENAME TO ${quoteIdentifier(passing)}`,
    createTypeSql(after),
    ...moves,
    `DROP TYPE ${quoteTable({ schema: before.schema, name: passing })}`,
  ];
}
