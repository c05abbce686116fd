/**
 * Objects of mapped classes: their state, what is set on them and what they load, after sqlalchemy/orm/attributes.py, state.py and
 * collections.py. Values of columns stand in the object's own `__dict__`; what was loaded stands beside them in the state, and what is
 * different is what changed.
 */
export const attributesSource = `
class InstanceState:
    def __init__(self, obj, mapper):
        self.obj = obj
        self.mapper = mapper
        self.key = None
        self.values = ()
        self.session = None
        self.committed = {}
        self.watched = mapper.watched
        self.forced = set()
        self.insert_order = None
        self.deleted = False
        self.expired = False
        self.parents = {}

    @property
    def persistent(self):
        return self.key is not None and self.session is not None and not self.deleted

    @property
    def pending(self):
        return self.key is None and self.session is not None

    @property
    def transient(self):
        return self.key is None and self.session is None

    @property
    def detached(self):
        return self.key is not None and self.session is None

    @property
    def identity(self):
        return tuple(self.values) if self.key else None

    @property
    def has_identity(self):
        return self.key is not None

    @property
    def modified(self):
        return bool(changed_states([self]))

    @property
    def attrs(self):
        return not_known("the attributes of an object's state")

    def changes(self):
        """The attributes of columns that differ from what the database was told."""
        values = self.obj.__dict__
        found = []
        for key in self.mapper.columns_by_key:
            if key not in values:
                continue
            if key in self.forced or key not in self.committed or not same(values[key], self.committed[key]):
                found.append(key)
        return found

    def commit(self, keys):
        values = self.obj.__dict__
        for key in keys:
            if key in values:
                self.committed[key] = copied(values[key]) if key in self.watched else values[key]
        self.forced = set()

    def expire(self, keys=None):
        values = self.obj.__dict__
        for key in [*self.mapper.columns_by_key, *self.mapper.expressions, *self.mapper.relationships_by_key] if keys is None else keys:
            values.pop(key, None)
            self.committed.pop(key, None)
        if keys is None:
            self.expired = True
            self.forced = set()


def instance_state(obj):
    values = obj.__dict__
    state = values.get("_sa_instance_state")
    if state is None:
        if not is_mapped(type(obj)):
            raise UnmappedInstanceError("Class '%s' is not mapped" % type(obj).__name__)
        state = InstanceState(obj, mapper_of(type(obj)))
        values["_sa_instance_state"] = state
    return state


def construct(self, *args, **kwargs):
    """_declarative_constructor()"""
    cls = type(self)
    if is_mapped(cls):
        configure_validators(cls)
        for key, value in zip(list(mapper_of(cls).columns_by_key), args):
            setattr(self, key, value)
    for key in kwargs:
        if not hasattr(cls, key):
            raise TypeError("%r is an invalid keyword argument for %s" % (key, cls.__name__))
        setattr(self, key, kwargs[key])


def load_attribute(obj, key):
    """An attribute of a column that the object does not hold."""
    state = obj.__dict__.get("_sa_instance_state")
    if state is None or state.key is None:
        return None
    if state.session is None:
        raise DetachedInstanceError("Instance <%s> is not bound to a Session; attribute refresh operation cannot proceed" % type(obj).__name__)
    problem = state.session._load_state(state)
    if problem is not None:
        return problem
    return obj.__dict__.get(key)


def get_relationship(obj, key):
    values = obj.__dict__
    if key in values:
        return values[key]
    if not is_mapped(type(obj)):
        return None
    rel = mapper_of(type(obj)).relationships_by_key.get(key)
    if rel is None:
        return None
    state = instance_state(obj)
    rel.configured()
    if rel.problem is not None:
        return rel.problem
    if rel.lazy in ("dynamic", "write_only"):
        return DynamicCollection(state, rel)
    if state.key is None or state.session is None:
        if state.key is not None:
            raise DetachedInstanceError("Parent instance <%s> is not bound to a Session; lazy load operation of attribute '%s' cannot proceed" % (type(obj).__name__, key))
        if not rel.uselist:
            return None
        values[key] = collection(state, rel, [])
        return values[key]
    loaded = state.session._load_relationship(state, rel)
    if is_unknown(loaded):
        return loaded
    values[key] = collection(state, rel, loaded) if rel.uselist else loaded
    state.committed[key] = list(loaded) if rel.uselist else loaded
    return values[key]


def set_relationship(obj, key, value):
    values = obj.__dict__
    if not is_mapped(type(obj)) or is_unknown(value):
        values[key] = value
        return
    rel = mapper_of(type(obj)).relationships_by_key.get(key)
    if rel is None:
        values[key] = value
        return
    state = instance_state(obj)
    rel.configured()
    value = validated(obj, key, value)
    if rel.problem is not None:
        values[key] = value
        return
    if rel.uselist:
        before = get_relationship(obj, key)
        if is_unknown(before):
            values[key] = before
            return
        items = [item for item in value]
        values[key] = collection(state, rel, items)
        for item in items:
            if not contains(before, item):
                appended(state, rel, item)
        for item in list(before):
            if not contains(items, item):
                removed(state, rel, item)
        return
    before = values.get(key)
    values[key] = value
    if before is value:
        return
    if before is not None and not is_unknown(before):
        removed(state, rel, before)
    if value is not None:
        appended(state, rel, value)


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


def validates(*names, include_removes=False, include_backrefs=True):
    def wrap(function):
        function.__sa_validators__ = names
        return function

    return wrap


def configure_validators(cls):
    """@validates: the class looks at what is set on it once it has such a method."""
    found = remembered_validators(cls)
    if found:
        keep_validators(cls, validating_setattr)


def remembered_validators(cls):
    mapper = mapper_of(cls)
    if not mapper.validators:
        mapper.validators["__known__"] = True
        for line in reversed(cls.__mro__):
            for name, member in list(getattr(line, "__dict__", {}).items()) if line is not object else []:
                for key in getattr(member, "__sa_validators__", ()) if is_function(member) else ():
                    mapper.validators[key] = member
    return len(mapper.validators) > 1


def validating_setattr(self, key, value):
    if key in mapper_of(type(self)).columns_by_key:
        value = validated(self, key, value)
    object.__setattr__(self, key, value)


def validated(obj, key, value):
    if not is_mapped(type(obj)):
        return value
    remembered_validators(type(obj))
    validator = mapper_of(type(obj)).validators.get(key)
    return value if validator is None else validator(obj, key, value)


def flag_modified(obj, key):
    instance_state(obj).forced.add(key)


def flag_dirty(obj):
    pass


def object_session(obj):
    state = obj.__dict__.get("_sa_instance_state")
    return None if state is None else state.session


def make_transient(obj):
    state = instance_state(obj)
    if state.session is not None:
        state.session.expunge(obj)
    state.key = None
    state.committed = {}
    state.expired = False


def set_committed_value(obj, key, value):
    state = instance_state(obj)
    obj.__dict__[key] = value
    state.committed[key] = value
`;
