/**
 * When `ALTER COLUMN … TYPE` needs a USING. Source: pg_cast of PostgreSQL 18 (castcontext `i` or `a`), and the rule of
 * CREATE CAST that conversions to string types count as assignment casts while those from string types are explicit only.
 */
import { quoteIdentifier } from './quoting';

type Family = readonly string[];

const strings: Family = ['text', 'varchar', 'char', 'citext', 'name'];
const numbers: Family = ['smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric'];

/** Both ways without USING within one of these. */
const mutual: readonly Family[] = [
  strings,
  numbers,
  ['json', 'jsonb'],
  ['bit', 'varbit'],
  ['inet', 'cidr'],
  ['timestamp', 'timestamptz'],
  ['time', 'timetz'],
];

/** One way without USING. */
const assignments: ReadonlyMap<string, Family> = new Map([
  ['date', ['timestamp', 'timestamptz']],
  ['timestamp', ['date', 'time']],
  ['timestamptz', ['date', 'time', 'timetz']],
  ['time', ['interval']],
  ['interval', ['time']],
  ['money', ['numeric']],
  ['smallint', ['money']],
  ['integer', ['money', 'oid']],
  ['bigint', ['money', 'oid']],
  ['numeric', ['money']],
  ['oid', ['bigint']],
  ['macaddr', ['macaddr8']],
  ['macaddr8', ['macaddr']],
]);

/** `column::type` is allowed where it is written out. */
const explicit: ReadonlyMap<string, Family> = new Map([
  ['integer', ['boolean', 'bit']],
  ['bigint', ['bit']],
  ['boolean', ['integer']],
  ['bit', ['integer', 'bigint']],
  ['jsonb', ['boolean', ...numbers]],
]);

const aliases: ReadonlyMap<string, string> = new Map([
  ['character varying', 'varchar'],
  ['character', 'char'],
  ['bpchar', 'char'],
  ['int', 'integer'],
  ['int4', 'integer'],
  ['serial', 'integer'],
  ['int2', 'smallint'],
  ['smallserial', 'smallint'],
  ['int8', 'bigint'],
  ['bigserial', 'bigint'],
  ['decimal', 'numeric'],
  ['float4', 'real'],
  ['float8', 'double precision'],
  ['float', 'double precision'],
  ['double', 'double precision'],
  ['bool', 'boolean'],
  ['timestamp without time zone', 'timestamp'],
  ['timestamp with time zone', 'timestamptz'],
  ['time without time zone', 'time'],
  ['time with time zone', 'timetz'],
  ['bit varying', 'varbit'],
  ['decimal', 'numeric'],
]);

interface Kind {
  readonly name: string;
  readonly array: boolean;
}

function kindOf(sql: string): Kind {
  const bare = withoutCollation(sql).trim();
  const array = /\[\d*\]$/.test(bare);
  const lower = bare.replace(/(\[\d*\])+$/, '');
  const words = /"/.test(lower)
    ? lower
    : lower
        .toLowerCase()
        .replace(/\s*\([^)]*\)/g, '')
        .replace(/\s+/g, ' ')
        .trim();
  const name = words.startsWith('interval') ? 'interval' : (aliases.get(words) ?? words);
  return { name, array };
}

/** A type in DDL without the COLLATE that may follow it. */
export function withoutCollation(sql: string): string {
  return sql.replace(/ COLLATE (?:"(?:[^"]|"")*"|\S+)$/, '');
}

function assignable(from: string, to: string): boolean {
  if (from === to || strings.includes(to)) return true;
  return mutual.some((family) => family.includes(from) && family.includes(to)) || (assignments.get(from)?.includes(to) ?? false);
}

const castable = (from: string, to: string): boolean =>
  assignable(from, to) || strings.includes(from) || (explicit.get(from)?.includes(to) ?? false);

/**
 * The USING that turns a column from one type to another, null where PostgreSQL needs none. Where it knows no cast at
 * all, the values go by their text, which fails loudly on rows that do not fit.
 */
export function usingFor(column: string, from: string, to: string): string | null {
  const [before, after] = [kindOf(from), kindOf(to)];
  const name = quoteIdentifier(column);
  const target = withoutCollation(to);
  if (after.array && !before.array) return `CASE WHEN ${name} IS NULL THEN NULL ELSE ARRAY[${name}]::${target} END`;
  if (before.array && !after.array) return strings.includes(after.name) ? null : `${name}[1]::${target}`;
  if (assignable(before.name, after.name)) return null;
  if (castable(before.name, after.name)) return `${name}::${target}`;
  if (after.name === 'boolean' && numbers.includes(before.name)) return `${name} <> 0`;
  if (before.name === 'boolean' && numbers.includes(after.name)) return `${name}::integer`;
  return `${name}::text::${target}`;
}

/** Whether both types are of one kind: what stands on a column of the one (foreign keys, defaults) bears the other as well. */
export function sameKindOfType(from: string, to: string): boolean {
  const [before, after] = [kindOf(from), kindOf(to)];
  return (
    before.array === after.array &&
    (before.name === after.name || mutual.some((family) => family.includes(before.name) && family.includes(after.name)))
  );
}
