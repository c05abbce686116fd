/** Everything in which two schemas differ, for the proof: here names count too. */

import { settledText } from './definition-text';
import { friendlyType } from './friendly-type';
import type { Schema, Table } from './schema';
import { compareText } from './table-order';

type Named = { readonly schema: string; readonly name: string };

/**
 * Sentences for everything that differs between `a` and `b`, empty when they are equal. Only the order of columns is not
 * looked at, and the names of the sequences behind serial columns.
 */
export function differences(a: Schema, b: Schema): readonly string[] {
  return [
    ...unequal('table', a.tables, b.tables, called, tableDifferences),
    ...unequal('enum type', a.enums, b.enums, called, plainDifferences),
    ...unequal('domain', a.domains, b.domains, called, plainDifferences),
    ...unequal('sequence', a.sequences, b.sequences, called, plainDifferences),
    ...unequal(
      'extension',
      a.extensions,
      b.extensions,
      (name) => name,
      () => [],
    ),
  ];
}

const called = (item: Named): string => (item.schema === 'public' ? item.name : `${item.schema}.${item.name}`);

function unequal<T>(
  kind: string,
  a: readonly T[],
  b: readonly T[],
  name: (item: T) => string,
  within: (title: string, first: T, second: T) => readonly string[],
): readonly string[] {
  const firsts = new Map(a.map((item) => [name(item), item]));
  const seconds = new Map(b.map((item) => [name(item), item]));
  const names = [...new Set([...firsts.keys(), ...seconds.keys()])].sort(compareText);
  return names.flatMap((key) => {
    const [first, second] = [firsts.get(key), seconds.get(key)];
    if (first === undefined) return [`${kind} ${key} is only in the second`];
    if (second === undefined) return [`${kind} ${key} is only in the first`];
    return within(`${kind} ${key}`, first, second);
  });
}

function tableDifferences(title: string, a: Table, b: Table): readonly string[] {
  const { columns, constraints, indexes, ...rest } = a;
  const { columns: otherColumns, constraints: otherConstraints, indexes: otherIndexes, ...otherRest } = b;
  const of = (item: { readonly name: string }): string => `${called(a)}.${item.name}`;
  const on = (item: { readonly name: string }): string => `${item.name} on ${called(a)}`;
  return [
    ...plainDifferences(title, rest, otherRest),
    ...unequal('column', columns.map(comparable), otherColumns.map(comparable), of, plainDifferences),
    ...unequal('constraint', constraints, otherConstraints, on, plainDifferences),
    ...unequal('index', indexes, otherIndexes, on, plainDifferences),
  ];
}

function comparable(column: Table['columns'][number]): Table['columns'][number] {
  return { ...column, type: friendlyType(column.type), default: column.serial ? null : column.default };
}

function plainDifferences(title: string, a: object, b: object): readonly string[] {
  const [first, second] = [propertiesOf(a), propertiesOf(b)];
  const keys = [...new Set([...first.keys(), ...second.keys()])].sort(compareText);
  return keys.flatMap((key) => {
    const [one, other] = [text(first.get(key)), text(second.get(key))];
    return one === other ? [] : [`${title}: ${words(key)} is ${one} in the first, ${other} in the second`];
  });
}

function propertiesOf(item: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(item));
}

/** `notNull` is said as `not null`. */
const words = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function text(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  return settledText(typeof value === 'string' ? value : JSON.stringify(value));
}
