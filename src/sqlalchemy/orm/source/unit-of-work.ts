/**
 * What a flush writes and in which order, after sqlalchemy/orm/unitofwork.py and dependency.py. Where SQLAlchemy sorts its actions in a graph,
 * mappers stand in the order that the graph gives: by relationships, else by name.
 */
export const unitOfWorkSource = `
class UnitOfWork:
    def __init__(self, session):
        self.session = session
        self.saves = {}
        self.deletes = {}
        self.cleared = []
        self.linked = {}

    def save(self, state):
        if state.session is self.session and id_of(state.obj) not in self.deletes:
            self.saves.setdefault(id_of(state.obj), state)

    def remove(self, state):
        if state.session is not self.session:
            return
        self.saves.pop(id_of(state.obj), None)
        if state.key is None:
            self.session._expunge(state)
            return
        if id_of(state.obj) not in self.deletes:
            self.deletes[id_of(state.obj)] = state
            for other in cascaded("delete", state):
                self.remove(other)

    def execute(self):
        session = self.session
        for listener in session_listeners("before_flush"):
            listener(session, self, None)
        self.deletes = dict(session._deleted)
        for state in list(session._new.values()):
            self.save(state)
        for state in changed_states(list(session.identity.values())):
            self.save(state)
        self.presort()
        for group in self.ordered():
            self.save_group(group)
        self.save_links()
        self.delete_all()
        for listener in session_listeners("after_flush"):
            listener(session, self)
        self.finish()
        for listener in session_listeners("after_flush_postexec"):
            listener(session, self)

    def presort(self):
        """DependencyProcessor.presort_saves and presort_deletes of every relationship, until nothing more comes of them."""
        done = {}
        while True:
            waiting = [(state, False) for state in self.saves.values() if done.get(id_of(state.obj)) is not False]
            waiting += [(state, True) for state in self.deletes.values() if done.get(id_of(state.obj)) is not True]
            if not waiting:
                return
            for state, is_delete in waiting:
                done[id_of(state.obj)] = is_delete
                for rel in [*state.mapper.to_one, *state.mapper.to_many]:
                    if is_delete:
                        self.presort_delete(state, rel)
                    elif rel.key in state.obj.__dict__:
                        self.presort_save(state, rel)

    def presort_save(self, state, rel):
        history = relationship_history(state, rel)
        if rel.direction == "ONETOMANY":
            for child in history.added:
                self.save(instance_state(child))
            for child in history.deleted:
                if self.has_parent(child, rel):
                    continue
                if "delete-orphan" in rel.cascade:
                    self.remove(instance_state(child))
                elif rel.passive_deletes != "all":
                    self.cleared.append((instance_state(child), rel))
                    self.save(instance_state(child))
        elif "delete-orphan" in rel.cascade:
            for target in history.deleted:
                if instance_state(target).key is not None:
                    self.remove(instance_state(target))

    def has_parent(self, child, rel):
        # One that was given to a parent by its own side has it, though the collection there may not be loaded.
        reverse = rel.reverse()
        if reverse is not None and not reverse.uselist and child.__dict__.get(reverse.key) is not None:
            return True
        for state in [*self.saves.values(), *self.session.identity.values()]:
            if state.mapper.relationships_by_key.get(rel.key) is rel and rel.key in state.obj.__dict__:
                held = state.obj.__dict__[rel.key]
                if not is_unknown(held) and not isinstance(held, DynamicCollection) and contains(list(held) if is_collection(held) else [held], child):
                    return True
        return False

    def presort_delete(self, state, rel):
        if rel.direction != "ONETOMANY" or rel.passive_deletes == "all":
            return
        if rel.passive_deletes and rel.key not in state.obj.__dict__:
            return
        held = get_relationship(state.obj, rel.key)
        if is_unknown(held):
            not_replayed(held, list(rel.target.tables))
            return
        if isinstance(held, DynamicCollection):
            held = held.all()
        before = state.committed.get(rel.key)
        items = list(held) if is_collection(held) else [] if held is None else [held]
        for child in [*items, *[c for c in (before if isinstance(before, list) else []) if not contains(items, c)]]:
            other = instance_state(child)
            if "delete" in rel.cascade or "delete-orphan" in rel.cascade:
                self.remove(other)
            elif id_of(child) not in self.deletes:
                self.cleared.append((other, rel))
                self.save(other)

    def ordered(self):
        """Groups of states by mapper, each after those that it refers to."""
        groups = {}
        for state in self.saves.values():
            groups.setdefault(state.mapper.base_name, []).append(state)
        names = sorted(groups)
        after = {name: set() for name in names}
        circular = set()
        for name in names:
            for mapper in unique_mappers(groups[name]):
                for rel in [*mapper.to_one, *mapper.to_many]:
                    other = rel.target.base_name
                    if other not in groups or rel.post_update:
                        continue
                    if other == name:
                        circular.add(name)
                    elif rel.direction == "MANYTOONE":
                        after[name].add(other)
                    else:
                        after[other].add(name)
        done = []
        result = []
        while len(done) < len(names):
            ready = [name for name in names if name not in done and not [other for other in after[name] if other not in done]]
            if not ready:
                rest = [state for name in names if name not in done for state in groups[name]]
                return result + self.by_state(rest)
            for name in ready:
                done.append(name)
                states = sorted_states(groups[name])
                if name in circular:
                    result.extend(self.by_state(states))
                else:
                    result.append(states)
        return result

    def by_state(self, states):
        """Where mappers refer to each other in a circle, objects come in layers, each after those that it refers to (topological.sort_as_subsets)."""
        members = {id_of(state.obj): state for state in states}
        waits = {identity: set() for identity in members}
        for state in states:
            for rel in [*state.mapper.to_one, *state.mapper.to_many]:
                if rel.post_update or rel.key not in state.obj.__dict__:
                    continue
                for other in relationship_history(state, rel).added:
                    if id_of(other) not in members or other is state.obj:
                        continue
                    if rel.direction == "MANYTOONE":
                        waits[id_of(state.obj)].add(id_of(other))
                    else:
                        waits[id_of(other)].add(id_of(state.obj))
        layers = []
        done = {}
        while len(done) < len(members):
            ready = [identity for identity in members if identity not in done and not [other for other in waits[identity] if other not in done]]
            if not ready:
                raise CircularDependencyError("Circular dependency detected.")
            done.update((identity, True) for identity in ready)
            by_mapper = {}
            for identity in ready:
                by_mapper.setdefault(members[identity].mapper.base_name, []).append(members[identity])
            layers.extend(sorted_states(by_mapper[name]) for name in sorted(by_mapper))
        return layers

    def save_group(self, states):
        for mapper in unique_mappers(states):
            tell_untold(mapper)
        for state in states:
            self.take_over(state)
            tell_listeners(self.session, state, "before_insert" if state.key is None else "before_update")
        fresh = [state for state in states if state.key is None]
        are_new = {id_of(state.obj) for state in fresh}
        for state in states:
            if state.key is not None:
                save_update(self.session, state)
        for state in fresh:
            if not self.row_switch(state):
                save_insert(self.session, state)
        for state in states:
            tell_listeners(self.session, state, "after_insert" if id_of(state.obj) in are_new else "after_update")
            self.hand_on(state)

    def row_switch(self, state):
        """persistence._organize_states_for_save: an object that takes the key of one that goes takes its row."""
        values = state.obj.__dict__
        key = state.mapper.identity_of(values)
        gone = self.session.identity.get(key)
        if gone is None or id_of(gone.obj) not in self.deletes:
            return False
        del self.deletes[id_of(gone.obj)]
        update_row(self.session, state.mapper, {name: values[name] for name in state.mapper.columns_by_key if name in values}, gone.values)
        self.session._expunge(gone)
        self.session._new.pop(id_of(state.obj), None)
        state.key = key
        state.values = gone.values
        state.commit(state.mapper.columns_by_key)
        self.session.identity[key] = state
        return True

    def take_over(self, state):
        """ManyToOneDP.process_saves and what OneToManyDP clears: foreign keys of the object itself."""
        values = state.obj.__dict__
        for child, rel in self.cleared:
            if child is state:
                for _, remote in rel.pairs:
                    key = state.mapper.keys_by_token.get(remote.token)
                    if key in state.mapper.primary_keys:
                        raise AssertionError("Dependency rule on column '%s' tried to blank-out primary key column '%s' on instance '<%s>'" % (rel.pairs[0][0].name, remote.name, type(state.obj).__name__))
                    setattr(state.obj, key, None)
        for rel in state.mapper.to_one:
            if rel.key not in values:
                continue
            target = values[rel.key]
            if is_unknown(target):
                for local, _ in rel.pairs:
                    values[state.mapper.keys_by_token[local.token]] = target
                continue
            history = relationship_history(state, rel)
            if target is not None and (history.added or state.key is None):
                if instance_state(target).session is not self.session:
                    continue
                for local, remote in rel.pairs:
                    source = instance_state(target).mapper.keys_by_token.get(remote.token)
                    values[state.mapper.keys_by_token[local.token]] = getattr(target, source)
            elif history.deleted or (target is None and state.key is not None and rel.key not in state.committed):
                for local, _ in rel.pairs:
                    values[state.mapper.keys_by_token[local.token]] = None

    def hand_on(self, state):
        """OneToManyDP.process_saves: the children get the key of the parent that now has one."""
        for rel in state.mapper.to_many:
            if rel.key not in state.obj.__dict__:
                continue
            for child in relationship_history(state, rel).added:
                other = instance_state(child)
                if id_of(child) in self.deletes:
                    continue
                for local, remote in rel.pairs:
                    key = other.mapper.keys_by_token.get(remote.token)
                    child.__dict__[key] = getattr(state.obj, state.mapper.keys_by_token[local.token])

    def save_links(self):
        """ManyToManyDP: rows of secondary tables."""
        for is_delete, states in ((False, self.saves), (True, self.deletes)):
            for state in states.values():
                for rel in state.mapper.through:
                    if is_delete:
                        self.unlink_all(state, rel)
                        continue
                    history = relationship_history(state, rel)
                    for other in history.deleted:
                        self.link(state, rel, other, False)
                    for other in history.added:
                        self.link(state, rel, other, True)

    def unlink_all(self, state, rel):
        if rel.passive_deletes and rel.key not in state.obj.__dict__:
            return
        held = get_relationship(state.obj, rel.key)
        if is_unknown(held):
            not_replayed(held, [rel.secondary])
            return
        if isinstance(held, DynamicCollection):
            held = held.all()
        before = state.committed.get(rel.key)
        items = list(held) if is_collection(held) else [] if held is None else [held]
        items = list(before) if isinstance(before, list) else items
        for other in items:
            self.link(state, rel, other, False)

    def link(self, state, rel, other, wanted):
        row = {}
        for local, through in rel.pairs:
            row[through.name] = (through, getattr(state.obj, state.mapper.keys_by_token[local.token]))
        mapper = instance_state(other).mapper
        for local, through in rel.secondary_pairs:
            row[through.name] = (through, getattr(other, mapper.keys_by_token[local.token]))
        mark = (table_token(rel.secondary), wanted, *[(name, row[name][1]) for name in sorted(row)])
        if mark in self.linked:
            return
        self.linked[mark] = True
        self.session._wrote = True
        if wanted:
            self.session._run(core.insert(rel.secondary).values({name: value for name, (_, value) in row.items()}))
        else:
            self.session._run(core.delete(rel.secondary).where(and_all([through.column == value for through, value in row.values()])))

    def delete_all(self):
        groups = {}
        for state in self.deletes.values():
            groups.setdefault(state.mapper.base_name, []).append(state)
        names = sorted(groups)
        after = {name: set() for name in names}
        for name in names:
            for mapper in unique_mappers(groups[name]):
                for rel in [*mapper.to_one, *mapper.to_many]:
                    other = rel.target.base_name
                    if other not in groups or other == name:
                        continue
                    if rel.direction == "MANYTOONE":
                        after[other].add(name)
                    else:
                        after[name].add(other)
        done = []
        while len(done) < len(names):
            ready = [name for name in names if name not in done and not [other for other in after[name] if other not in done]]
            for name in ready or [name for name in names if name not in done]:
                done.append(name)
                for state in self.leaves_first(sorted_states(groups[name])):
                    tell_listeners(self.session, state, "before_delete")
                    delete_row(self.session, state)
                    tell_listeners(self.session, state, "after_delete")

    def leaves_first(self, states):
        """Of objects that refer to their like, the referring ones go first."""
        if not [rel for mapper in unique_mappers(states) for rel in mapper.to_one if rel.target.base_name == mapper.base_name]:
            return states
        members = {id_of(state.obj): state for state in states}
        placed = {}
        order = []

        def place(state):
            if id_of(state.obj) in placed:
                return
            placed[id_of(state.obj)] = True
            for other in states:
                for rel in other.mapper.to_one:
                    if rel.target.base_name != state.mapper.base_name:
                        continue
                    keys = [(other.mapper.keys_by_token.get(a.token), state.mapper.keys_by_token.get(b.token)) for a, b in rel.pairs]
                    if other is not state and all(same(other.committed.get(a), state.committed.get(b)) for a, b in keys):
                        place(other)
            order.append(state)

        for state in states:
            place(state)
        return order

    def finish(self):
        """finalize_flush_changes()"""
        session = self.session
        for state in self.deletes.values():
            session._expunge(state)
            state.deleted = True
        for state in self.saves.values():
            values = state.obj.__dict__
            for rel in state.mapper.relationships_by_key.values():
                if rel.key in values and not is_unknown(values[rel.key]) and not isinstance(values[rel.key], DynamicCollection):
                    state.committed[rel.key] = list(values[rel.key]) if is_collection(values[rel.key]) else values[rel.key]


def is_collection(value):
    return isinstance(value, (list, InstrumentedSet))


def unique_mappers(states):
    found = {}
    for state in states:
        found.setdefault(state.mapper.name, state.mapper)
    return list(found.values())


def sorted_states(states):
    """_sort_states"""
    pending = sorted([state for state in states if state.key is None], key=lambda state: state.insert_order)
    persistent = [state for state in states if state.key is not None]
    if [state for state in persistent if [part for part in state.values if not isinstance(part, (int, str))]]:
        return pending + persistent
    return pending + sorted(persistent, key=lambda state: tuple(state.values))
`;
