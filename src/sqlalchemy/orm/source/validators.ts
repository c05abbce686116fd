/** `@validates`, and functions on the state of objects. */
export const validatorsSource = `
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
