/** Sequences, and the options that they share with identity columns. */
import type { ColumnDefinition, SequenceDefinition, SequenceOptions } from '../../schema/definition';
import { quoteTable } from '../../schema/quoting';

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** A JavaScript number does not hold the ends of PostgreSQL's bigint exactly; what lies beyond them means them. */
function integerText(value: number): string {
  const exact = BigInt(Math.trunc(value));
  if (exact > int64.max) return String(int64.max);
  return String(exact < int64.min ? int64.min : exact);
}

interface Option {
  /** Alembic sorts the options of an altered identity by these names. */
  readonly name: keyof SequenceOptions;
  readonly render: (options: SequenceOptions) => string | null;
}

function numberOption(name: 'start' | 'increment' | 'minValue' | 'maxValue' | 'cache', words: string): Option {
  return { name, render: (options) => (options[name] === null ? null : `${words} ${integerText(options[name])}`) };
}

/** In the order of `DDLCompiler.get_identity_options`. */
const sequenceOptions: readonly Option[] = [
  numberOption('increment', 'INCREMENT BY'),
  numberOption('start', 'START WITH'),
  numberOption('minValue', 'MINVALUE'),
  numberOption('maxValue', 'MAXVALUE'),
  numberOption('cache', 'CACHE'),
  { name: 'cycle', render: (options) => (options.cycle ? 'CYCLE' : null) },
];

function optionsText(options: SequenceOptions): string {
  return sequenceOptions
    .map((option) => option.render(options))
    .filter((text) => text !== null)
    .join(' ');
}

/** `CREATE SEQUENCE`, as `DDLCompiler.visit_create_sequence`. */
export function createSequence(sequence: SequenceDefinition, ifNotExists = false): string {
  const options = optionsText(sequence);
  const type = sequence.type ? ` AS ${sequence.type}` : '';
  return `CREATE SEQUENCE ${ifNotExists ? 'IF NOT EXISTS ' : ''}${quoteTable(sequence)}${type}${options === '' ? '' : ` ${options}`}`;
}

export type IdentityDefinition = NonNullable<ColumnDefinition['identity']>;

/** `GENERATED … AS IDENTITY (…)`, as `DDLCompiler.visit_identity_column`. */
export function identityClause(identity: IdentityDefinition): string {
  const options = optionsText(identity);
  return `GENERATED ${identity.always ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY${options === '' ? '' : ` (${options})`}`;
}

/**
 * What follows `ALTER COLUMN name` to make one identity the other, as `visit_identity_column` of alembic/ddl/postgresql.py.
 * Unlike Alembic, which writes nothing there, an option that is taken away is set back to PostgreSQL's own value.
 * Returns null where nothing differs.
 */
export function identityChange(from: IdentityDefinition, to: IdentityDefinition): string | null {
  const steps: string[] = [];
  if (from.always !== to.always) steps.push(`SET GENERATED ${to.always ? 'ALWAYS' : 'BY DEFAULT'}`);
  const byName = [...sequenceOptions].sort((a, b) => a.name.localeCompare(b.name));
  for (const option of byName) {
    if (from[option.name] !== to[option.name]) steps.push(`SET ${option.render(to) ?? defaultOption(option.name, to)}`);
  }
  return steps.length === 0 ? null : steps.join(' ');
}

function defaultOption(name: keyof SequenceOptions, options: SequenceOptions): string {
  switch (name) {
    case 'start': {
      const descending = (options.increment ?? 1) < 0;
      return `START WITH ${(descending ? options.maxValue : options.minValue) ?? (descending ? -1 : 1)}`;
    }
    case 'increment':
      return 'INCREMENT BY 1';
    case 'minValue':
      return 'NO MINVALUE';
    case 'maxValue':
      return 'NO MAXVALUE';
    case 'cache':
      return 'CACHE 1';
    case 'cycle':
      return 'NO CYCLE';
  }
}
