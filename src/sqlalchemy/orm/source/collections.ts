/** Collections of relationships and the events that keep both sides in step (sqlalchemy/orm/collections.py, backref handlers of attributes.py). */
export const collectionsSource = `
def contains(items, item):
    return any(other is item for other in items)


def appended(state, rel, item):
    """The append event: the other side, and the cascade of save-update into the session (unitofwork.track_cascade_events)."""
    other = instance_state(item)
    reverse = rel.reverse()
    if reverse is not None:
        reverse.configured()
        if reverse.problem is None:
            put_other_side(other, reverse, state)
    if state.session is not None and other.session is None and "save-update" in rel.cascade:
        state.session.add(item)
    if SERIES == "1.4" and other.session is not None and state.session is None and reverse is not None and "save-update" in reverse.cascade:
        other.session.add(state.obj)


def put_other_side(other, reverse, state):
    values = other.obj.__dict__
    if reverse.uselist:
        if reverse.key in values:
            if not contains(values[reverse.key], state.obj):
                values[reverse.key]._add(state.obj)
        elif other.key is None and reverse.lazy not in ("dynamic", "write_only"):
            values[reverse.key] = collection(other, reverse, [state.obj])
    else:
        before = values.get(reverse.key)
        values[reverse.key] = state.obj
        if before is not None and before is not state.obj and not is_unknown(before):
            back = reverse.reverse()
            held = before.__dict__.get(back.key) if back is not None and back.uselist else None
            if held is not None and contains(held, other.obj):
                held._discard(other.obj)


def removed(state, rel, item):
    other = instance_state(item)
    reverse = rel.reverse()
    if reverse is None:
        return
    reverse.configured()
    if reverse.problem is not None:
        return
    values = other.obj.__dict__
    if reverse.uselist:
        held = values.get(reverse.key)
        if held is not None and contains(held, state.obj):
            held._discard(state.obj)
    elif reverse.key in values:
        if values[reverse.key] is state.obj:
            values[reverse.key] = None
    elif other.key is not None:
        values[reverse.key] = None


class InstrumentedList(list):
    def _of(self, state, rel):
        self._state = state
        self._rel = rel
        return self

    def _add(self, item):
        list.append(self, item)

    def _discard(self, item):
        kept = [other for other in self if other is not item]
        list.clear(self)
        list.extend(self, kept)

    def append(self, item):
        item = validated(self._state.obj, self._rel.key, item)
        list.append(self, item)
        appended(self._state, self._rel, item)

    def insert(self, index, item):
        list.insert(self, index, item)
        appended(self._state, self._rel, item)

    def extend(self, items):
        for item in list(items):
            self.append(item)

    def __iadd__(self, items):
        self.extend(items)
        return self

    def remove(self, item):
        if not contains(self, item):
            raise ValueError("list.remove(x): x not in list")
        self._discard(item)
        removed(self._state, self._rel, item)

    def pop(self, index=-1):
        item = list.pop(self, index)
        removed(self._state, self._rel, item)
        return item

    def clear(self):
        for item in list(self):
            self.remove(item)


class InstrumentedSet:
    """A set, in the order in which its members came."""

    def __init__(self, items=()):
        self._items = list(items)

    def _of(self, state, rel):
        self._state = state
        self._rel = rel
        return self

    def __iter__(self):
        return iter(list(self._items))

    def __len__(self):
        return len(self._items)

    def __contains__(self, item):
        return contains(self._items, item)

    def _add(self, item):
        if not contains(self._items, item):
            self._items.append(item)

    def _discard(self, item):
        self._items = [other for other in self._items if other is not item]

    def add(self, item):
        if not contains(self._items, item):
            self._items.append(item)
            appended(self._state, self._rel, item)

    def update(self, items):
        for item in list(items):
            self.add(item)

    def discard(self, item):
        if contains(self._items, item):
            self._discard(item)
            removed(self._state, self._rel, item)

    def remove(self, item):
        if not contains(self._items, item):
            raise KeyError(item)
        self.discard(item)

    def clear(self):
        for item in list(self._items):
            self.discard(item)


def collection(state, rel, items):
    kind = rel.collection_class
    if kind is set:
        return InstrumentedSet(items)._of(state, rel)
    if kind is None or kind is list:
        return InstrumentedList(items)._of(state, rel)
    return not_known("the collection class of the relationship %r" % rel)
`;
