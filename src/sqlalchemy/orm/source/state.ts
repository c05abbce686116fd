/**
 * The state of objects and what they load, after sqlalchemy/orm/state.py and attributes.py. Values of columns stand in the object's own `__dict__`;
 * what was loaded stands beside them in the state, and what is different is what changed.
 */
export const stateSource = `
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
`;
