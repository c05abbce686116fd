/** What changed about relationships, and what hangs on an object (`Mapper.cascade_iterator`, `History` of sqlalchemy/orm/attributes.py). */
export const historySource = `
def cascaded(kind, state, seen=None):
    """Mapper.cascade_iterator: what hangs on an object, depth first."""
    seen = {id_of(state.obj): True} if seen is None else seen
    found = []
    values = state.obj.__dict__
    for key, rel in state.mapper.relationships_by_key.items():
        if kind not in rel.cascade:
            continue
        if kind == "delete" and rel.passive_deletes and key not in values:
            continue
        if kind == "delete":
            held = get_relationship(state.obj, key)
        elif key in values:
            held = values[key]
        else:
            continue
        if is_unknown(held):
            if kind == "delete":
                not_replayed(held, list(state.mapper.tables))
            continue
        if isinstance(held, DynamicCollection):
            held = held.all()
        items = [] if held is None else (list(held) if is_collection(held) else [held])
        if kind == "delete" and rel.uselist and isinstance(state.committed.get(key), list):
            items = items + [item for item in state.committed[key] if not contains(items, item)]
        for item in items:
            if item is None or is_unknown(item) or id_of(item) in seen:
                continue
            seen[id_of(item)] = True
            other = instance_state(item)
            found.append(other)
            found.extend(cascaded(kind, other, seen))
    return found


class History:
    def __init__(self, added=(), unchanged=(), deleted=()):
        self.added = list(added)
        self.unchanged = list(unchanged)
        self.deleted = list(deleted)

    def __bool__(self):
        return bool(self.added or self.deleted)


def relationship_history(state, rel):
    values = state.obj.__dict__
    if rel.key not in values:
        return History()
    now = values[rel.key]
    if is_unknown(now) or isinstance(now, DynamicCollection):
        return History()
    before = state.committed.get(rel.key)
    if rel.uselist:
        items = [item for item in now if item is not None]
        old = before or []
        return History(
            [item for item in items if not contains(old, item)],
            [item for item in items if contains(old, item)],
            [item for item in old if not contains(items, item)],
        )
    if rel.key in state.committed and now is before:
        return History((), () if now is None else (now,))
    return History(() if now is None else (now,), (), () if before is None else (before,))
`;
