/** Which columns an INSERT or UPDATE sets, and to what (sqlalchemy/sql/crud.py). */

import type { Interpreter } from '../../python/interpreter';
import { noArguments, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Value } from '../../python/values';
import { quoteLiteral, quoteTable } from '../../schema/quoting';
import { ask } from '../asking';
import { columnArguments } from '../column-arguments';
import { raiseNamed } from '../modules/exceptions';
import { given } from '../plain-values';
import { keyOf } from '../read/context';
import { readSequence } from '../read/defaults';
import { ColumnObject, type TableObject } from '../schema-objects';
import { nodeOf, type Parameter, type SqlNode } from '../sql/node';
import { typeOfColumn } from '../sql/node-type';
import { writeGrouped } from '../sql/render';
import { attempt, isUnknown } from '../unreadable';
import type { RowValues } from './model';
import type { Writer } from './writer';

export interface ChangedColumn {
  readonly key: string;
  readonly column: ColumnObject;
}

export function columnsByKey(table: TableObject): readonly ChangedColumn[] {
  return table.columns.flatMap(({ host }) => {
    if (!(host instanceof ColumnObject) || host.name === null) return [];
    return [{ key: keyOf(host) ?? host.name, column: host }];
  });
}

/** `Unconsumed column names`: values for what is no column. */
export function refuseForeign(interpreter: Interpreter, table: TableObject, keys: Iterable<string>, place: Place | null): void {
  const own = new Set(columnsByKey(table).map(({ key }) => key));
  const foreign = [...keys].filter((key) => !own.has(key));
  if (foreign.length === 0) return;
  raiseNamed(interpreter, 'CompileError', `Unconsumed column names: ${foreign.sort().join(', ')}`, place);
}

/** What a column's `default=` or `onupdate=` gives for one row; null where it has none. */
export function defaultOf(interpreter: Interpreter, column: ColumnObject, when: 'default' | 'onupdate'): Value | null {
  const { keywords, items } = columnArguments(column);
  const declared = (when === 'default' ? given(keywords.get('insert_default')) : null) ?? given(keywords.get(when));
  const sequence = items.find((item) => item.kind === 'Sequence');
  const noted = items.find((item) => item.kind === 'ColumnDefault');
  const value = declared ?? (when === 'default' ? given(noted?.args.positional[0]) : null);
  if (!value) return sequence && when === 'default' ? sequenceValue(interpreter, sequence) : null;
  if (!isCallable(value)) return value;
  const asked = attempt(() => ask(interpreter, value, [], column.place));
  if (!isUnknown(asked)) return asked;
  const context = unknown('the context of a column default', column.place);
  return attempt(() => ask(interpreter, value, [context], column.place));
}

const isCallable = (value: Value): boolean => ['function', 'native', 'method', 'class'].includes(value.type);

function sequenceValue(interpreter: Interpreter, item: Parameters<typeof readSequence>[0]): Value | null {
  const sequence = attempt(() => readSequence(item, interpreter));
  if (isUnknown(sequence)) return sequence;
  const module = interpreter.importModule('sqlalchemy', null);
  const make = interpreter.getAttribute(module, 'literal_column', null);
  const text: Value = { type: 'str', value: `nextval(${quoteLiteral(quoteTable(sequence))})`, place: null };
  return interpreter.call(make, { ...noArguments, positional: [text] }, null);
}

/** A value as it stands in VALUES or SET. */
export function cellSql(writer: Writer, column: ColumnObject, value: Value): string {
  const node = value.type === 'unknown' ? null : nodeOf(value);
  if (!node) return writer.bound(value, typeOfColumn(column));
  return writeGrouped(writer, typed(node, typeOfColumn(column)));
}

const typed = (node: SqlNode, type: Value | null): SqlNode => {
  if (node.kind !== 'parameter' || node.parameter.type) return node;
  const parameter: Parameter = { ...node.parameter, type };
  return { ...node, parameter };
};

/** The values of a row in the order of the table, or in their own. */
export function inTableOrder(table: TableObject, values: RowValues): readonly (readonly [ChangedColumn, Value])[] {
  return columnsByKey(table).flatMap((column) => {
    const value = values.get(column.key);
    return value ? [[column, value] as const] : [];
  });
}
