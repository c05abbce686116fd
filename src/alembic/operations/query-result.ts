/** The rows of a query as Python sees them: SQLAlchemy's `CursorResult`, `ScalarResult`, `MappingResult` and `Row`. */
import { born } from '../../python/changes';
import { hashKey } from '../../python/hash-key';
import type { Interpreter } from '../../python/interpreter';
import { bool, instance, int, list, nativeClass, nativeMethod, none, str, tuple, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { DictValue, InstanceValue, Value } from '../../python/values';
import type { QueryAnswer, QueryCell } from './sink';

function cellValue(cell: QueryCell, place: Place | null): Value {
  if (cell === null) return none;
  if (typeof cell === 'boolean') return bool(cell, place);
  if (typeof cell === 'string') return str(cell, place);
  if (typeof cell === 'bigint' || Number.isInteger(cell)) return int(cell, place);
  return { type: 'float', value: cell, place };
}

class RowValues {
  constructor(
    readonly columns: readonly string[],
    readonly values: readonly Value[],
  ) {}
}

const rowOf = (value: Value | undefined): RowValues =>
  value?.type === 'instance' && value.host instanceof RowValues ? value.host : new RowValues([], []);

function mapping({ columns, values }: RowValues): DictValue {
  const entries = columns.map((name, index) => {
    const key = str(name);
    return [hashKey(key) ?? name, { key, value: values[index] ?? none }] as const;
  });
  return { type: 'dict', entries: new Map(entries), place: null };
}

const rowClass = nativeClass({
  name: 'Row',
  module: 'sqlalchemy.engine.row',
  native: {
    tag: 'sqlalchemy row',
    attribute: (_interpreter, self, name) => {
      const row = rowOf(self);
      if (name === '_mapping') return mapping(row);
      return row.values[row.columns.indexOf(name)] ?? null;
    },
    operate: (interpreter, operator, self, other, place) => {
      const row = rowOf(self);
      if (operator !== '__getitem__' || !other) return null;
      if (other.type === 'str') return row.values[row.columns.indexOf(other.value)] ?? interpreter.raise('KeyError', other.value, place);
      if (other.type !== 'int') return null;
      return row.values.at(Number(other.value)) ?? interpreter.raise('IndexError', 'tuple index out of range', place);
    },
  },
  members: {
    __iter__: nativeMethod('__iter__', (_interpreter, args) => tuple(rowOf(args.positional[0]).values)),
    __len__: nativeMethod('__len__', (_interpreter, args) => int(rowOf(args.positional[0]).values.length)),
    _asdict: nativeMethod('_asdict', (_interpreter, args) => mapping(rowOf(args.positional[0]))),
  },
});

/** What is left of a result; fetching takes from it. `items` are rows, scalars or dicts. */
class Rows {
  constructor(
    readonly items: Value[],
    readonly source: readonly RowValues[],
    readonly columns: readonly string[],
    readonly place: Place | null,
  ) {}
}

const rowsOf = (value: Value | undefined): Rows =>
  value?.type === 'instance' && value.host instanceof Rows ? value.host : new Rows([], [], [], null);

/** The first column of an item, as the `scalar` methods give it. */
const scalarOf = (item: Value | undefined): Value =>
  item?.type === 'instance' && item.host instanceof RowValues ? (item.host.values[0] ?? none) : (item ?? none);

/** `one()` and its kin: exactly one row, or none where that is allowed. */
function only(interpreter: Interpreter, rows: Rows, orNone: boolean, place: Place | null): Value | null {
  const [item, ...others] = rows.items.splice(0);
  if (others.length > 0) return interpreter.raise('Exception', 'Multiple rows were found when exactly one was required', place);
  if (!item && !orNone) return interpreter.raise('Exception', 'No row was found when one was required', place);
  return item ?? null;
}

const resultClass = nativeClass({
  name: 'CursorResult',
  module: 'sqlalchemy.engine.cursor',
  native: {
    tag: 'sqlalchemy result',
    attribute: (_interpreter, self, name, place) => {
      if (name === 'rowcount') return int(rowsOf(self).source.length);
      if (name === 'returns_rows') return bool(true);
      return name.startsWith('__') ? null : unknown(`${name} of a query's result`, place);
    },
  },
  members: Object.fromEntries(
    Object.entries({
      fetchall: (rows: Rows): Value => list(rows.items.splice(0), rows.place),
      all: (rows: Rows): Value => list(rows.items.splice(0), rows.place),
      fetchone: (rows: Rows): Value => rows.items.shift() ?? none,
      first: (rows: Rows): Value => rows.items.splice(0)[0] ?? none,
      scalar: (rows: Rows): Value => scalarOf(rows.items.splice(0)[0]),
      one: (rows: Rows, interpreter: Interpreter, place: Place | null): Value => only(interpreter, rows, false, place) ?? none,
      one_or_none: (rows: Rows, interpreter: Interpreter, place: Place | null): Value => only(interpreter, rows, true, place) ?? none,
      scalar_one: (rows: Rows, interpreter: Interpreter, place: Place | null): Value =>
        scalarOf(only(interpreter, rows, false, place) ?? none),
      scalar_one_or_none: (rows: Rows, interpreter: Interpreter, place: Place | null): Value =>
        scalarOf(only(interpreter, rows, true, place) ?? none),
      scalars: (rows: Rows): Value =>
        resultOf(
          rows.source.map(({ values }) => values[0] ?? none),
          rows.source,
          rows.columns,
          rows.place,
        ),
      mappings: (rows: Rows): Value => resultOf(rows.source.map(mapping), rows.source, rows.columns, rows.place),
      keys: (rows: Rows): Value => list(rows.columns.map((column) => str(column))),
      close: (): Value => none,
      __iter__: (rows: Rows): Value => born({ type: 'iterator', next: () => rows.items.shift() ?? null, place: rows.place }),
    }).map(([name, method]) => [
      name,
      nativeMethod(name, (interpreter, args, place) => method(rowsOf(args.positional[0]), interpreter, place)),
    ]),
  ),
});

function resultOf(items: readonly Value[], source: readonly RowValues[], columns: readonly string[], place: Place | null): InstanceValue {
  return instance(resultClass, new Rows([...items], source, columns, place), place);
}

/** What `connection.execute(...)` gives for a query that was answered. */
export function queryResult(answer: QueryAnswer, place: Place | null): InstanceValue {
  const rows = answer.rows.map(
    (row) =>
      new RowValues(
        answer.columns,
        row.map((cell) => cellValue(cell, place)),
      ),
  );
  const items = rows.map((row) => instance(rowClass, row, place));
  return resultOf(items, rows, answer.columns, place);
}
