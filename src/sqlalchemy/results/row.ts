/** SQLAlchemy's `Row`, and 1.4's `LegacyRow`, which texts index as well (sqlalchemy/engine/row.py). */

import { born } from '../../python/changes';
import { hashKey } from '../../python/hash-key';
import type { Interpreter } from '../../python/interpreter';
import { bool, instance, int, list, nativeClass, nativeMethod, none, str, tuple, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, DictValue, InstanceValue, TupleValue, Value } from '../../python/values';
import { raiseNamed } from '../modules/exceptions';
import { ColumnObject } from '../schema-objects';
import { nodeOf } from '../sql/node';
import { ownName } from '../statements/selected-columns';
import { sinceSqlalchemy } from '../versions';

export class RowValues {
  constructor(
    readonly columns: readonly string[],
    readonly values: readonly Value[],
  ) {}
}

export const rowOf = (value: Value | undefined): RowValues =>
  value?.type === 'instance' && value.host instanceof RowValues ? value.host : new RowValues([], []);

const plainTuple = ({ values }: RowValues): TupleValue => ({ type: 'tuple', items: values, place: null });

/** `row._asdict()`. */
function asDict({ columns, values }: RowValues): DictValue {
  const entries = columns.map((name, index) => {
    const key = str(name);
    return [hashKey(key) ?? name, { key, value: values[index] ?? none }] as const;
  });
  return { type: 'dict', entries: new Map(entries), place: null };
}

const valueNamed = (row: RowValues, key: Value | undefined): Value | null => {
  const name = key ? keyName(key) : null;
  return name === null ? null : (row.values[row.columns.indexOf(name)] ?? null);
};

const names = ({ columns }: RowValues): readonly Value[] => columns.map((column) => str(column));
const pairs = ({ columns, values }: RowValues): readonly Value[] => columns.map((column, at) => tuple([str(column), values[at] ?? none]));

const mappingMember = (name: string, run: (row: RowValues, args: Arguments) => Value): readonly [string, Value] => [
  name,
  nativeMethod(name, (_interpreter, args) => run(rowOf(args.positional[0]), args)),
];

/** `RowMapping`: the columns by their names, and by themselves. */
const mappingClass = nativeClass({
  name: 'RowMapping',
  module: 'sqlalchemy.engine.row',
  native: {
    tag: 'sqlalchemy row mapping',
    operate: (interpreter, operator, self, other, place) => {
      const row = rowOf(self);
      if (operator === '__repr__' || operator === '__str__') {
        const shown = interpreter.repr(asDict(row));
        return typeof shown === 'string' ? str(shown, place) : shown;
      }
      if (!other) return null;
      if (operator === '__contains__') return bool(valueNamed(row, other) !== null, place);
      if (operator === '__eq__') {
        const theirs = other.type === 'instance' && other.host instanceof RowValues ? asDict(other.host) : other;
        const answer = interpreter.equal(asDict(row), theirs);
        return typeof answer === 'boolean' ? bool(answer, place) : answer;
      }
      if (operator !== '__getitem__') return null;
      const shown = keyName(other) ?? '…';
      const message = `Could not locate column in row for column '${shown}'`;
      return valueNamed(row, other) ?? raiseNamed(interpreter, 'NoSuchColumnError', message, place);
    },
  },
  members: Object.fromEntries([
    mappingMember('keys', (row) => list(names(row))),
    mappingMember('values', ({ values }) => list(values)),
    mappingMember('items', (row) => list(pairs(row))),
    mappingMember('get', (row, { positional }) => valueNamed(row, positional[1]) ?? positional[2] ?? none),
    mappingMember('__len__', ({ values }) => int(values.length)),
    mappingMember('__iter__', (row) => {
      const left = [...names(row)];
      return born({ type: 'iterator', next: () => left.shift() ?? null, place: null });
    }),
  ]),
});

/** `row._mapping`. */
export const mapping = (row: RowValues): InstanceValue => instance(mappingClass, row, null);

/** The name under which a row has what a key stands for: a text, or a column. */
function keyName(key: Value): string | null {
  if (key.type === 'str') return key.value;
  if (key.type === 'instance' && key.host instanceof ColumnObject) return key.host.name;
  const node = nodeOf(key);
  return node && node.kind !== 'unknown' ? ownName(node) : null;
}

function named(interpreter: Interpreter, row: RowValues, key: Value, place: Place | null): Value | null {
  const name = keyName(key);
  if (name === null) return null;
  if (key.type === 'str' && sinceSqlalchemy(interpreter, '2.0'))
    return interpreter.raise('TypeError', 'tuple indices must be integers or slices, not str', place);
  const message = `Could not locate column in row for column '${name}'`;
  return row.values[row.columns.indexOf(name)] ?? raiseNamed(interpreter, 'NoSuchColumnError', message, place);
}

const rowClass = nativeClass({
  name: 'Row',
  module: 'sqlalchemy.engine.row',
  native: {
    tag: 'sqlalchemy row',
    attribute: (_interpreter, self, name) => {
      const row = rowOf(self);
      if (name === '_mapping') return mapping(row);
      if (name === '_fields') return tuple(row.columns.map((column) => str(column)));
      if (name === 't') return row.columns.includes('t') ? (row.values[row.columns.indexOf('t')] ?? none) : plainTuple(row);
      return row.values[row.columns.indexOf(name)] ?? null;
    },
    operate: (interpreter, operator, self, other, place) => {
      const row = rowOf(self);
      if (operator === '__repr__' || operator === '__str__') {
        const shown = interpreter.repr(plainTuple(row));
        return typeof shown === 'string' ? str(shown, place) : shown;
      }
      if (!other) return null;
      if (operator === '__getitem__') return item(interpreter, row, other, place);
      if (operator === '__contains__') return contains(interpreter, row, other, place);
      if (operator === '__eq__' || operator === '__ne__') return equality(interpreter, row, operator, other, place);
      return null;
    },
  },
  members: {
    __iter__: nativeMethod('__iter__', (_interpreter, args) => {
      const values = [...rowOf(args.positional[0]).values];
      return born({ type: 'iterator', next: () => values.shift() ?? null, place: null });
    }),
    __len__: nativeMethod('__len__', (_interpreter, args) => int(rowOf(args.positional[0]).values.length)),
    _asdict: nativeMethod('_asdict', (_interpreter, args) => asDict(rowOf(args.positional[0]))),
    _tuple: nativeMethod('_tuple', (_interpreter, args) => plainTuple(rowOf(args.positional[0]))),
    tuple: nativeMethod('tuple', (_interpreter, args) => plainTuple(rowOf(args.positional[0]))),
  },
});

function item(interpreter: Interpreter, row: RowValues, index: Value, place: Place | null): Value | null {
  if (index.type === 'int') return row.values.at(Number(index.value)) ?? interpreter.raise('IndexError', 'tuple index out of range', place);
  if (index.type === 'slice') {
    const bound = (value: Value) => (value.type === 'int' ? Number(value.value) : undefined);
    if (index.step.type !== 'None') return unknown('a stride over a row', place);
    return tuple(row.values.slice(bound(index.start), bound(index.stop)), place);
  }
  return named(interpreter, row, index, place);
}

/** Of 1.4 the names are contained, since 2.0 the values. */
function contains(interpreter: Interpreter, row: RowValues, other: Value, place: Place | null): Value {
  if (!sinceSqlalchemy(interpreter, '2.0')) return bool(row.columns.includes(keyName(other) ?? ''), place);
  const answers = row.values.map((value) => interpreter.equal(value, other));
  if (answers.includes(true)) return bool(true, place);
  return answers.find((answer) => typeof answer !== 'boolean') === undefined ? bool(false, place) : unknown('what a row holds', place);
}

function equality(interpreter: Interpreter, row: RowValues, operator: string, other: Value, place: Place | null): Value | null {
  const theirs = other.type === 'instance' && other.host instanceof RowValues ? plainTuple(other.host) : other;
  const answer = interpreter.equal(plainTuple(row), theirs);
  return typeof answer === 'boolean' ? bool(operator === '__eq__' ? answer : !answer, place) : answer;
}

const legacyMember = (name: string, run: (row: RowValues) => Value): Value =>
  nativeMethod(name, (_interpreter, args) => run(rowOf(args.positional[0])));

const legacyRowClass = nativeClass({
  name: 'LegacyRow',
  module: 'sqlalchemy.engine.row',
  bases: [rowClass],
  members: {
    keys: legacyMember('keys', (row) => list(names(row))),
    values: legacyMember('values', ({ values }) => list(values)),
    items: legacyMember('items', (row) => list(pairs(row))),
  },
});

/** The classes as SQLAlchemy exports them. */
export const rowClasses: Readonly<Record<string, Value>> = { Row: rowClass, LegacyRow: legacyRowClass, RowMapping: mappingClass };

export function rowValue(interpreter: Interpreter, row: RowValues, place: Place | null): InstanceValue {
  return instance(sinceSqlalchemy(interpreter, '2.0') ? rowClass : legacyRowClass, row, place);
}
