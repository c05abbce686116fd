/** `table.c`, `constraint.columns`: columns by key, by place and in order (`sqlalchemy.sql.base.ColumnCollection`). */
import { born } from '../../python/changes';
import { bool, instance, int, list, nativeClass, nativeFunction, nativeMethod, none, str, tuple, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { ClassValue, InstanceValue, NativeCall, Value } from '../../python/values';
import { selfOf } from '../plain-values';
import { keyOf } from '../read/context';
import { ColumnObject } from '../schema-objects';

/** A column, or an expression that stands for one. */
export interface KeyedColumn {
  /** The name unless `key=` says otherwise. */
  readonly key: string;
  readonly value: Value;
}

/** A view of columns that may still become more. */
class ColumnsView {
  constructor(
    private readonly entries: () => readonly KeyedColumn[],
    /** Whose columns, for messages. */
    readonly owner: string,
  ) {}

  columns(): readonly Value[] {
    return this.entries().map(({ value }) => value);
  }

  find(key: string): Value | null {
    return this.entries().find((entry) => entry.key === key)?.value ?? null;
  }

  keys(): readonly Value[] {
    return this.entries().map(({ key }) => str(key));
  }
}

const viewOf = (value: InstanceValue | null): ColumnsView | null => (value?.host instanceof ColumnsView ? value.host : null);

/** `table.c.get('started', Column(...))`: how models share a column that a sibling may have made. */
const getColumn: NativeCall = (_interpreter, args, place) => {
  const view = viewOf(selfOf(args));
  const [, key, otherwise] = args.positional;
  if (!view || key?.type !== 'str') return unknown('a column of a table', place);
  return view.find(key.value) ?? otherwise ?? args.keywords.get('default') ?? none;
};

const collectionClass: ClassValue = nativeClass({
  name: 'ColumnCollection',
  module: 'sqlalchemy.sql.base',
  native: {
    tag: 'sqlalchemy columns',
    attribute: (_interpreter, self, name, place) => {
      const view = viewOf(self);
      if (!view || name.startsWith('__')) return null;
      const column = view.find(name);
      if (column) return column;
      if (name === 'keys') return nativeFunction(name, (_inner, _args, at) => list(view.keys(), at));
      if (name === 'values') return nativeFunction(name, (_inner, _args, at) => list(view.columns(), at));
      if (name === 'items')
        return nativeFunction(name, (_inner, _args, at) => {
          const keys = view.keys();
          return list(
            view.columns().map((value, index) => tuple([keys[index] ?? none, value])),
            at,
          );
        });
      return unknown(`the column ${name} of ${view.owner}`, place);
    },
    operate: (_interpreter, operator, self, other, place) => {
      const view = viewOf(self);
      if (!view || !other) return null;
      if (operator === '__contains__' && other.type === 'str') return bool(view.find(other.value) !== null, place);
      if (operator !== '__getitem__') return null;
      if (other.type === 'str') return view.find(other.value);
      return other.type === 'int' ? (view.columns().at(Number(other.value)) ?? null) : null;
    },
  },
  members: {
    get: nativeMethod('get', getColumn),
    __len__: nativeMethod('__len__', (_interpreter, args) => int(viewOf(selfOf(args))?.columns().length ?? 0)),
    __iter__: nativeMethod('__iter__', (_interpreter, args) => {
      const columns = [...(viewOf(selfOf(args))?.columns() ?? [])];
      return born({ type: 'iterator', place: null, next: () => columns.shift() ?? null });
    }),
  },
});

/** The collection as a Python value; `owner` says whose columns they are. */
export function columnCollection(columns: () => readonly InstanceValue[], owner: string, place: Place | null): InstanceValue {
  return keyedCollection(() => columns().map((value) => ({ key: keyOfColumn(value), value })), owner, place);
}

const keyOfColumn = ({ host }: InstanceValue): string => (host instanceof ColumnObject ? (keyOf(host) ?? host.name ?? '') : '');

/** The same of what has keys of its own: the columns of an alias or a subquery. */
export function keyedCollection(entries: () => readonly KeyedColumn[], owner: string, place: Place | null): InstanceValue {
  return instance(collectionClass, new ColumnsView(entries, owner), place);
}

/** The columns of a collection; null for any other value. */
export function collected(value: Value): readonly KeyedColumn[] | null {
  const view = value.type === 'instance' ? viewOf(value) : null;
  if (!view) return null;
  const keys = view.keys();
  return view.columns().map((column, at) => ({ key: textAt(keys, at), value: column }));
}

function textAt(keys: readonly Value[], at: number): string {
  const key = keys[at];
  return key?.type === 'str' ? key.value : '';
}
