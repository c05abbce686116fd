/** Enum types. */
import type { EnumDefinition } from '../../schema/definition';
import type { AddEnumValue, ReplaceEnum } from '../../schema/operation';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../schema/quoting';

/** `CREATE TYPE … AS ENUM`, as `PGDDLCompiler.visit_create_enum_type`. */
export function createEnum(type: EnumDefinition): string {
  return `CREATE TYPE ${quoteTable(type)} AS ENUM (${type.values.map(quoteLiteral).join(', ')})`;
}

/** PostgreSQL has no CREATE TYPE IF NOT EXISTS; SQLAlchemy looks first, here the server does both in one statement. */
export function createEnumIfNotExists(type: EnumDefinition): string {
  const tag = dollarTag(type.values);
  return `DO ${tag} BEGIN ${createEnum(type)}; EXCEPTION WHEN duplicate_object THEN NULL; END ${tag}`;
}

/** A dollar quote that no value closes. */
function dollarTag(values: readonly string[]): string {
  const text = values.join(' ');
  let tag = '$$';
  for (let number = 1; text.includes(tag); number++) tag = `$enum${number}$`;
  return tag;
}

/** `ALTER TYPE … ADD VALUE`. */
export function addEnumValue({ schema, name, value, before }: AddEnumValue): string {
  const place = before === null ? '' : ` BEFORE ${quoteLiteral(before)}`;
  return `ALTER TYPE ${quoteTable({ schema, name })} ADD VALUE ${quoteLiteral(value)}${place}`;
}

/** PostgreSQL cuts names after 63 bytes; the passing name must not be cut back to the name itself. */
function passingName(name: string): string {
  const suffix = '__old';
  let kept = name;
  while (new TextEncoder().encode(kept).length > 63 - suffix.length) kept = kept.slice(0, -1);
  return `${kept}${suffix}`;
}

/**
 * The statements that make the type anew: the old type steps aside, the columns move over by their text, the old one goes.
 * A default stands in the way of the new type, so it is taken off and set again.
 */
export function replaceEnum({ before, after, columns }: ReplaceEnum): readonly string[] {
  const old = passingName(before.name);
  const statements = [`ALTER TYPE ${quoteTable(before)} RENAME TO ${quoteIdentifier(old)}`, createEnum(after)];
  for (const { table, column, array, default: standing } of columns) {
    const alter = `ALTER TABLE ${quoteTable(table)} ALTER COLUMN ${quoteIdentifier(column)}`;
    const dimensions = array ? '[]' : '';
    const type = `${quoteTable(after)}${dimensions}`;
    if (standing !== null) statements.push(`${alter} DROP DEFAULT`);
    statements.push(`${alter} TYPE ${type} USING ${quoteIdentifier(column)}::text${dimensions}::${type}`);
    if (standing !== null) statements.push(`${alter} SET DEFAULT ${standing}`);
  }
  statements.push(`DROP TYPE ${quoteTable({ schema: before.schema, name: old })}`);
  return statements;
}
