/** The answer to a statement as Python sees it: SQLAlchemy's `CursorResult`, `ScalarResult` and `MappingResult` (sqlalchemy/engine/result.py). */

import { born } from '../../python/changes';
import { hashKey } from '../../python/hash-key';
import type { Interpreter } from '../../python/interpreter';
import { bool, instance, int, list, nativeClass, nativeMethod, none, str, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, InstanceValue, Value } from '../../python/values';
import { raiseNamed } from '../modules/exceptions';
import type { AnswerColumn } from '../statements/write-statement';
import type { StatementAnswer } from './answer';
import { cellValue } from './cells';
import { declaredValue } from './declared';
import { mapping, RowValues, rowValue } from './row';

/** What a result gives of each row. */
type Shape = (interpreter: Interpreter, row: RowValues, place: Place | null) => Value;

/** What is left of a result; fetching takes from it. */
class Rows {
  constructor(
    /** Null of a statement that gives no rows. */
    readonly rows: RowValues[] | null,
    readonly columns: readonly string[],
    readonly shape: Shape,
    readonly rowcount: number,
    /** The primary key of the inserted row. */
    readonly key: RowValues | null,
    readonly place: Place | null,
  ) {}

  with(shape: Shape, columns = this.columns): Rows {
    return new Rows(this.rows, columns, shape, this.rowcount, this.key, this.place);
  }
}

const asRow: Shape = rowValue;
const asScalar =
  (index: number): Shape =>
  (_interpreter, { values }) =>
    values[index] ?? none;
const asMapping: Shape = (_interpreter, row) => mapping(row);

const rowsOf = (value: Value | undefined): Rows =>
  value?.type === 'instance' && value.host instanceof Rows ? value.host : new Rows(null, [], asRow, -1, null, null);

type Method = (rows: Rows, interpreter: Interpreter, args: Arguments, place: Place | null) => Value;

/** The rows; a statement without any has been closed. */
function open(rows: Rows, interpreter: Interpreter, place: Place | null): RowValues[] {
  const message = 'This result object does not return rows. It has been closed automatically.';
  return rows.rows ?? raiseNamed(interpreter, 'ResourceClosedError', message, place);
}

function taken(rows: Rows, interpreter: Interpreter, place: Place | null, count?: number): readonly Value[] {
  const left = open(rows, interpreter, place);
  return left.splice(0, count ?? left.length).map((row) => rows.shape(interpreter, row, place));
}

/** `one()` and its kin: exactly one row, or none where that is allowed. */
function only(rows: Rows, interpreter: Interpreter, orNone: boolean, place: Place | null): RowValues | null {
  const [row, another] = open(rows, interpreter, place).splice(0);
  if (another) return raiseNamed(interpreter, 'MultipleResultsFound', 'Multiple rows were found when exactly one was required', place);
  if (!row && !orNone) return raiseNamed(interpreter, 'NoResultFound', 'No row was found when one was required', place);
  return row ?? null;
}

const shaped = (rows: Rows, interpreter: Interpreter, row: RowValues | null | undefined, place: Place | null): Value =>
  row ? rows.shape(interpreter, row, place) : none;

const first = ({ values }: RowValues): Value => values[0] ?? none;

/** The column that `scalars()` and `columns()` are asked for, by number or by name. */
function indexOf(rows: Rows, index: Value | undefined): number {
  if (index?.type === 'int') return Number(index.value);
  return index?.type === 'str' ? rows.columns.indexOf(index.value) : 0;
}

/** `columns('a', 1)`: rows of these alone. */
function chosen(rows: Rows, { positional }: Arguments): Rows {
  const indexes = positional.map((index) => indexOf(rows, index));
  const columns = indexes.map((index) => rows.columns[index] ?? '');
  return rows.with(
    (interpreter, { values }, place) =>
      rowValue(
        interpreter,
        new RowValues(
          columns,
          indexes.map((index) => values[index] ?? none),
        ),
        place,
      ),
    columns,
  );
}

/** `unique()`: each row once. */
function unique(rows: Rows, interpreter: Interpreter, place: Place | null): Rows {
  const seen = new Set<string>();
  const left = open(rows, interpreter, place).filter((row) => {
    const shape = rows.shape(interpreter, row, place);
    const key = hashKey(shape.type === 'instance' ? { type: 'tuple', items: row.values, place: null } : shape);
    if (key === null) return true;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
  return new Rows(left, rows.columns, rows.shape, rows.rowcount, rows.key, rows.place);
}

function partitions(rows: Rows, interpreter: Interpreter, args: Arguments, place: Place | null): Value {
  const size = args.positional[0] ?? args.keywords.get('size');
  const count = size?.type === 'int' ? Number(size.value) : undefined;
  return born({
    type: 'iterator',
    place,
    next: () => {
      const part = taken(rows, interpreter, place, count);
      return part.length > 0 ? list(part, place) : null;
    },
  });
}

const everything: Method = (rows, interpreter, _args, place) => list(taken(rows, interpreter, place), place);
const another: Method = (rows, interpreter, _args, place) => shaped(rows, interpreter, open(rows, interpreter, place).shift(), place);

const methods: Readonly<Record<string, Method>> = {
  fetchall: everything,
  all: everything,
  fetchone: another,
  fetchmany: (rows, interpreter, args, place) => {
    const size = args.positional[0] ?? args.keywords.get('size');
    return list(taken(rows, interpreter, place, size?.type === 'int' ? Number(size.value) : 1), place);
  },
  partitions,
  first: (rows, interpreter, _args, place) => shaped(rows, interpreter, open(rows, interpreter, place).splice(0)[0], place),
  one: (rows, interpreter, _args, place) => shaped(rows, interpreter, only(rows, interpreter, false, place), place),
  one_or_none: (rows, interpreter, _args, place) => shaped(rows, interpreter, only(rows, interpreter, true, place), place),
  scalar: (rows, interpreter, _args, place) => {
    const [row] = open(rows, interpreter, place).splice(0);
    return row ? first(row) : none;
  },
  scalar_one: (rows, interpreter, _args, place) => first(only(rows, interpreter, false, place) ?? new RowValues([], [])),
  scalar_one_or_none: (rows, interpreter, _args, place) => first(only(rows, interpreter, true, place) ?? new RowValues([], [])),
  scalars: (rows, _interpreter, args, place) => resultOf(rows.with(asScalar(indexOf(rows, args.positional[0]))), place),
  mappings: (rows, _interpreter, _args, place) => resultOf(rows.with(asMapping), place),
  tuples: (rows, _interpreter, _args, place) => resultOf(rows, place),
  columns: (rows, _interpreter, args, place) => resultOf(chosen(rows, args), place),
  unique: (rows, interpreter, _args, place) => resultOf(unique(rows, interpreter, place), place),
  yield_per: (rows, _interpreter, _args, place) => resultOf(rows, place),
  execution_options: (rows, _interpreter, _args, place) => resultOf(rows, place),
  keys: (rows) => list(rows.columns.map((column) => str(column))),
  close: (rows) => {
    rows.rows?.splice(0);
    return none;
  },
  __iter__: (rows, interpreter, _args, place) =>
    born({
      type: 'iterator',
      place: rows.place,
      next: () => {
        const row = open(rows, interpreter, place).shift();
        return row ? rows.shape(interpreter, row, place) : null;
      },
    }),
  __next__: (rows, interpreter, _args, place) => {
    const row = open(rows, interpreter, place).shift();
    return row ? rows.shape(interpreter, row, place) : interpreter.raise('StopIteration', '', place);
  },
};

const resultClass = nativeClass({
  name: 'CursorResult',
  module: 'sqlalchemy.engine.cursor',
  native: {
    tag: 'sqlalchemy result',
    attribute: (interpreter, self, name, place) => {
      const rows = rowsOf(self);
      if (name === 'rowcount') return int(rows.rowcount, place);
      if (name === 'returns_rows') return bool(rows.rows !== null, place);
      // psycopg2's cursor has an OID there, which no table has any more.
      if (name === 'lastrowid') return int(0, place);
      if (name === 'inserted_primary_key')
        return rows.key ? rowValue(interpreter, rows.key, place) : unknown('the primary key of an inserted row', place);
      if (name === 'inserted_primary_key_rows')
        return rows.key ? list([rowValue(interpreter, rows.key, place)], place) : unknown('the primary keys of inserted rows', place);
      return name.startsWith('__') ? null : unknown(`${name} of a query's result`, place);
    },
  },
  members: {
    ...Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [
        name,
        nativeMethod(name, (interpreter, args, place) =>
          method(rowsOf(args.positional[0]), interpreter, { ...args, positional: args.positional.slice(1) }, place),
        ),
      ]),
    ),
    __enter__: nativeMethod('__enter__', (_interpreter, args) => args.positional[0] ?? none),
    __exit__: nativeMethod('__exit__', () => none),
  },
});

/** The classes as SQLAlchemy exports them. */
export const resultClasses: Readonly<Record<string, Value>> = { CursorResult: resultClass, Result: resultClass };

const resultOf = (rows: Rows, place: Place | null): InstanceValue => instance(resultClass, rows, place);

/** What the statement says about its columns; null: nothing. */
export interface Expectation {
  readonly columns: readonly AnswerColumn[] | null;
  /** What is answered is the primary key of the inserted row, `given` the parts that the statement itself gave. */
  readonly key: { readonly names: readonly string[]; readonly given: ReadonlyMap<string, Value> } | null;
}

/** What `connection.execute(...)` gives. */
export function resultValue(interpreter: Interpreter, answer: StatementAnswer, expected: Expectation, place: Place | null): InstanceValue {
  const answered = answer.columns ?? [];
  const declared = expected.columns?.length === answered.length ? expected.columns : null;
  const columns = answered.map(({ name }, at) => declared?.[at]?.name ?? name);
  const rows = answer.rows.map(
    (row) =>
      new RowValues(
        columns,
        row.map((text, at) => {
          const type = answered[at]?.type;
          const value = type ? cellValue(interpreter, text, type, place) : none;
          return declaredValue(interpreter, value, declared?.[at]?.type ?? null);
        }),
      ),
  );
  if (!expected.key) return resultOf(new Rows(answer.columns ? rows : null, columns, asRow, answer.rowcount, null, place), place);
  const { names, given } = expected.key;
  const [only] = rows;
  const key = new RowValues(
    names,
    names.map((name) => given.get(name) ?? only?.values[columns.indexOf(name)] ?? none),
  );
  return resultOf(new Rows(null, [], asRow, answer.rowcount, key, place), place);
}
