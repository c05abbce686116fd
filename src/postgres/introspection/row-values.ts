/**
 * Values of a row by their kind. The queries of this folder ask for text, boolean, int4 and json only, because every client hands
 * those over alike. A value of another kind is a mistake in a query.
 */
import type { Identity } from '../../schema/schema';
import type { Row } from '../rows';

type SequenceOptions = Omit<Identity, 'always'>;

function wrong(name: string, value: unknown): Error {
  return new TypeError(`Column ${name} of an introspection query holds ${JSON.stringify(value)}.`);
}

/** A text that is never null. */
export function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value === 'string') return value;
  throw wrong(name, value);
}

/** A text or null. */
export function optionalText(row: Row, name: string): string | null {
  return row[name] === null ? null : text(row, name);
}

/** A boolean; null counts as false. */
export function flag(row: Row, name: string): boolean {
  const value = row[name];
  if (value === null) return false;
  if (typeof value === 'boolean') return value;
  throw wrong(name, value);
}

/** An int4. */
export function integer(row: Row, name: string): number {
  const value = row[name];
  if (typeof value === 'number') return value;
  throw wrong(name, value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'string');
}

/** A JSON array of texts; null counts as empty. */
export function texts(row: Row, name: string): readonly string[] {
  const value = row[name];
  if (value === null) return [];
  if (isTexts(value)) return value;
  throw wrong(name, value);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'number');
}

/** A JSON array of numbers (attribute numbers, OIDs); null counts as empty. */
export function integers(row: Row, name: string): readonly number[] {
  const value = row[name];
  if (value === null) return [];
  if (isNumbers(value)) return value;
  throw wrong(name, value);
}

/** A JSON object of texts; null counts as empty. */
export function textsByKey(row: Row, name: string): Row {
  const value = row[name];
  if (value === null) return {};
  if (isRow(value)) return value;
  throw wrong(name, value);
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON array of objects; null counts as empty. */
export function rows(row: Row, name: string): readonly Row[] {
  const value = row[name];
  if (value === null) return [];
  if (Array.isArray(value) && value.every(isRow)) return value;
  throw wrong(name, value);
}

/** `reloptions`, an array of `name=value`, as a record. */
export function options(row: Row, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts(row, name).map((option) => {
      const at = option.indexOf('=');
      return at < 0 ? [option, ''] : [option.slice(0, at), option.slice(at + 1)];
    }),
  );
}

/** The order of lists in a `Schema`: by name, by code unit, so that no server's collation plays a part. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** By schema, then by name. */
export function bySchemaAndName(
  a: { readonly schema: string; readonly name: string },
  b: { readonly schema: string; readonly name: string },
): number {
  return a.schema === b.schema ? byName(a, b) : a.schema < b.schema ? -1 : 1;
}

/** The numbers of a sequence, which stands by itself or behind an identity. */
export function sequenceOptions(row: Row): SequenceOptions {
  return {
    start: text(row, 'start'),
    increment: text(row, 'increment'),
    minValue: text(row, 'min_value'),
    maxValue: text(row, 'max_value'),
    cache: text(row, 'cache'),
    cycle: flag(row, 'cycle'),
  };
}
