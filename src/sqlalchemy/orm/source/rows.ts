/** Rows that hold objects, and results of them (sqlalchemy/engine/row.py, result.py). */
export const rowsSource = `
class Row:
    def __init__(self, values, names):
        self._data = tuple(values)
        self._fields = tuple(names)

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)

    def __getitem__(self, index):
        if isinstance(index, str):
            return self._mapping[index]
        return self._data[index]

    def __getattr__(self, name):
        if name.startswith("__") or name not in self._fields:
            raise AttributeError("Could not locate column in row for column '%s'" % name)
        return self._data[self._fields.index(name)]

    def __eq__(self, other):
        return self._data == (other._data if isinstance(other, Row) else other)

    def __repr__(self):
        return repr(self._data)

    @property
    def _mapping(self):
        return dict(zip(self._fields, self._data))

    def _asdict(self):
        return self._mapping

    def _tuple(self):
        return self._data

    @property
    def t(self):
        return self

    def keys(self):
        return list(self._fields)


class Result:
    def __init__(self, items, names):
        self._items = list(items)
        self._names = names

    def __iter__(self):
        return self

    def __next__(self):
        if not self._items:
            raise StopIteration
        return self._items.pop(0)

    def _take(self):
        items = self._items
        self._items = []
        return items

    def all(self):
        return self._take()

    fetchall = all

    def fetchone(self):
        return self._items.pop(0) if self._items else None

    def fetchmany(self, size=None):
        return [self._items.pop(0) for _ in range(min(size or 1, len(self._items)))]

    def partitions(self, size=None):
        return iter([self.fetchmany(size) for _ in range(0, len(self._items), size or 1)])

    def first(self):
        items = self._take()
        return items[0] if items else None

    def one_or_none(self):
        items = self._take()
        if len(items) > 1:
            raise MultipleResultsFound("Multiple rows were found when one or none was required")
        return items[0] if items else None

    def one(self):
        items = self._take()
        if not items:
            raise NoResultFound("No row was found when one was required")
        if len(items) > 1:
            raise MultipleResultsFound("Multiple rows were found when exactly one was required")
        return items[0]

    def scalar(self):
        found = self.first()
        return found[0] if isinstance(found, Row) else found

    def scalar_one(self):
        found = self.one()
        return found[0] if isinstance(found, Row) else found

    def scalar_one_or_none(self):
        found = self.one_or_none()
        return found[0] if isinstance(found, Row) else found

    def scalars(self, index=0):
        return Result([item[index] if isinstance(item, Row) else item for item in self._take()], self._names[:1])

    def mappings(self):
        return Result([item._mapping for item in self._take()], self._names)

    def tuples(self):
        return self

    def columns(self, *names):
        kept = [self._names.index(name) if isinstance(name, str) else name for name in names]
        return Result([Row([item[at] for at in kept], [self._names[at] for at in kept]) for item in self._take()], [self._names[at] for at in kept])

    def unique(self, strategy=None):
        return Result(unique_items(self._take()), self._names)

    def yield_per(self, count):
        return self

    def keys(self):
        return list(self._names)

    def close(self):
        self._items = []

    def freeze(self):
        return lambda: Result(self._items, self._names)

    @property
    def returns_rows(self):
        return True


def result_of(rows, names):
    return Result([Row(row, names) for row in rows], names)


def unique_items(items):
    seen = {}
    found = []
    for item in items:
        parts = tuple(mark_of(part) for part in item) if isinstance(item, Row) else mark_of(item)
        if parts not in seen:
            seen[parts] = True
            found.append(item)
    return found


def mark_of(value):
    if hasattr(type(value), "__mapper__") or is_mapped(type(value)):
        return ("object", id_of(value))
    if isinstance(value, (list, dict, set)):
        return ("value", repr(value))
    return ("value", value)
`;
