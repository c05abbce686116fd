/** `Session` (sqlalchemy/orm/session.py). */
export const sessionSource = `
class Session:
    def __init__(self, bind=None, *, autoflush=True, expire_on_commit=True, query_cls=None, info=None, **options):
        self.bind = bind
        self.autoflush = autoflush
        self.expire_on_commit = expire_on_commit
        self._query_cls = query_cls or Query
        self.info = dict(info or {})
        self.identity = {}
        self._new = {}
        self._deleted = {}
        self._flushing = False
        self._wrote = False
        self._inserted = 0
        self._nested = []

    # --- what it stands on

    def _connect(self):
        return connection_of(self.bind)

    def connection(self, *args, **kwargs):
        return self._connect()

    def get_bind(self, *args, **kwargs):
        return self._connect()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.close()
        return False

    def begin(self, subtransactions=False, nested=False):
        return SessionTransaction(self, nested)

    def begin_nested(self):
        self.flush()
        return SessionTransaction(self, True)

    def in_transaction(self):
        return True

    @property
    def no_autoflush(self):
        return NoAutoflush(self)

    @property
    def is_active(self):
        return True

    @property
    def dialect(self):
        return self._connect().dialect

    # --- objects

    @property
    def new(self):
        return [state.obj for state in self._new.values()]

    @property
    def deleted(self):
        return list(state.obj for state in self._deleted.values())

    @property
    def dirty(self):
        return [state.obj for state in changed_states(list(self.identity.values())) if id_of(state.obj) not in self._deleted]

    @property
    def identity_map(self):
        return {key: state.obj for key, state in self.identity.items()}

    def _states(self):
        return [*self._new.values(), *self.identity.values()]

    def __contains__(self, obj):
        state = obj.__dict__.get("_sa_instance_state")
        return state is not None and state.session is self

    def __iter__(self):
        return iter([state.obj for state in self._states()])

    def is_modified(self, obj, include_collections=True):
        return bool(instance_state(obj).changes())

    def _doubt(self, doing, obj):
        """Behind a condition that is not known nothing is done; what would have been done is said."""
        if is_unknown(obj):
            not_replayed(obj, [])
            return True
        if is_uncertain():
            not_replayed("%s of an ORM session" % doing, list(instance_state(obj).mapper.tables))
            return True
        return False

    def add(self, instance, _warn=True):
        if self._doubt("add()", instance):
            return
        state = instance_state(instance)
        self._save_or_update(state)
        for other in cascaded("save-update", state):
            self._save_or_update(other)

    def add_all(self, instances):
        if is_unknown(instances):
            not_replayed(instances, [])
            return
        for instance in instances:
            self.add(instance)

    def _save_or_update(self, state):
        if state.session is not None and state.session is not self:
            raise InvalidRequestError("Object '<%s>' is already attached to another session" % type(state.obj).__name__)
        if state.key is None:
            if state.session is None:
                state.session = self
                state.insert_order = self._inserted
                self._inserted += 1
                self._new[id_of(state.obj)] = state
        else:
            if id_of(state.obj) in self._deleted:
                del self._deleted[id_of(state.obj)]
            state.session = self
            self.identity.setdefault(state.key, state)

    def delete(self, instance):
        if self._doubt("delete()", instance):
            return
        state = instance_state(instance)
        if state.key is None:
            raise InvalidRequestError("Instance '<%s>' is not persisted" % type(instance).__name__)
        if id_of(instance) in self._deleted:
            return
        state.session = self
        self.identity.setdefault(state.key, state)
        others = list(cascaded("delete", state))
        self._deleted[id_of(instance)] = state
        for other in others:
            if other.key is not None:
                self._deleted.setdefault(id_of(other.obj), other)
            elif other.session is self:
                self._expunge(other)

    def _expunge(self, state):
        self._new.pop(id_of(state.obj), None)
        self._deleted.pop(id_of(state.obj), None)
        if state.key is not None and self.identity.get(state.key) is state:
            del self.identity[state.key]
        state.session = None

    def expunge(self, instance):
        state = instance_state(instance)
        if state.session is not self:
            raise InvalidRequestError("Instance <%s> is not present in this Session" % type(instance).__name__)
        for other in [state, *cascaded("expunge", state)]:
            self._expunge(other)

    def expunge_all(self):
        for state in self._states():
            state.session = None
        self.identity = {}
        self._new = {}
        self._deleted = {}

    def expire(self, instance, attribute_names=None):
        instance_state(instance).expire(attribute_names)

    def expire_all(self):
        for state in self.identity.values():
            state.expire()

    def refresh(self, instance, attribute_names=None, with_for_update=None):
        self._autoflush()
        state = instance_state(instance)
        state.expire(attribute_names)
        return self._load_state(state)

    def merge(self, instance, load=True, options=None):
        if self._doubt("merge()", instance):
            return instance
        self._autoflush()
        return self._merge(instance_state(instance), {})

    def _merge(self, state, seen):
        if id_of(state.obj) in seen:
            return seen[id_of(state.obj)]
        if state.session is self:
            return state.obj
        mapper = state.mapper
        values = state.obj.__dict__
        parts = list(state.values) if state.key else [values.get(name) for name in mapper.primary_keys]
        found = None if [part for part in parts if part is None] else self._by_identity(mapper, parts)
        if is_unknown(found):
            return found
        if found is None:
            found = blank_instance(mapper.class_)
            seen[id_of(state.obj)] = found
            self.add(found)
        seen[id_of(state.obj)] = found
        for name in mapper.columns_by_key:
            if name in values:
                setattr(found, name, values[name])
        for name, rel in mapper.relationships_by_key.items():
            if name not in values or "merge" not in rel.cascade or rel.configured().problem is not None:
                continue
            if rel.uselist:
                setattr(found, name, [self._merge(instance_state(item), seen) for item in values[name]])
            else:
                setattr(found, name, None if values[name] is None else self._merge(instance_state(values[name]), seen))
        return found

    # --- transactions

    def flush(self, objects=None):
        if self._flushing:
            return
        changed = changed_states(list(self.identity.values()))
        if not changed and not self._new and not self._deleted:
            return
        if is_uncertain():
            tables = [table for state in [*self._new.values(), *self._deleted.values(), *changed] for table in state.mapper.tables]
            not_replayed("flush() of an ORM session", unique_tables(tables))
            return
        self._flushing = True
        try:
            UnitOfWork(self).execute()
        finally:
            self._flushing = False

    def _autoflush(self):
        if self.autoflush and not self._flushing:
            self.flush()

    def prepare(self):
        self.flush()

    def commit(self):
        self.flush()
        self._wrote = False
        if is_uncertain():
            return
        if self.expire_on_commit:
            self.expire_all()

    def rollback(self):
        if self._nested:
            self._nested[-1].rollback()
            return
        if self._wrote:
            end_transaction(self._connect(), "rollback")
        self._wrote = False
        for state in list(self._new.values()):
            self._expunge(state)
        self._deleted = {}
        for state in list(self.identity.values()):
            if state.key is not None:
                state.expire()

    def close(self):
        """The transaction is the connection's own, which the session did not begin: what was flushed stays."""
        self._wrote = False
        self.expunge_all()

    def invalidate(self):
        self.close()

    def reset(self):
        self.close()

    def close_all(self):
        self.close()

    # --- statements

    def _run(self, statement, parameters=None):
        connection = self._connect()
        if is_unknown(connection):
            not_replayed(connection, [], is_text(statement))
            return connection
        if parameters is None:
            return run(connection, statement)
        return run(connection, statement, parameters)

    def _fetch(self, statement):
        result = self._run(statement)
        return result if is_unknown(result) else result.fetchall()

    def execute(self, statement, params=None, **options):
        if is_unknown(statement):
            not_replayed(statement, [])
            return statement
        entities = entities_of(statement)
        if is_text(statement) or entities is None:
            if not is_text(statement):
                self._autoflush()
            result = self._run(statement, params)
            if changes_rows(statement):
                self._expire_after(statement)
            return result
        self._autoflush()
        return self._entity_result(statement, entities, params)

    def _expire_after(self, statement):
        """synchronize_session: what stands in memory is read anew from the rows that the statement changed."""
        self._wrote = True
        token = changed_table(statement)
        for state in list(self.identity.values()):
            if token is None or token in state.mapper.tokens:
                changes = state.changes()
                state.expire([key for key in [*state.mapper.columns_by_key, *state.mapper.relationships_by_key] if key not in changes])

    def _entity_result(self, statement, entities, params=None):
        plan = RowPlan(entities)
        result = self._run(plan.statement(statement), params)
        rows = result if is_unknown(result) else result.fetchall()
        if is_unknown(rows):
            return plan.lost(rows)
        return result_of([plan.row(self, row) for row in rows], plan.names)

    def scalar(self, statement, params=None, **options):
        result = self.execute(statement, params)
        return result if is_unknown(result) else result.scalar()

    def scalars(self, statement, params=None, **options):
        result = self.execute(statement, params)
        return result if is_unknown(result) else result.scalars()

    def exec(self, statement, **options):
        """sqlmodel.Session.exec: of one column or class the values themselves."""
        result = self.execute(statement)
        return result.scalars() if not is_unknown(result) and asked_count(statement) == 1 else result

    def query(self, *entities, **options):
        return self._query_cls(entities if len(entities) != 1 or not isinstance(entities[0], (list, tuple)) else tuple(entities[0]), self)

    def get(self, entity, ident, options=None, populate_existing=False, with_for_update=None, **others):
        mapper = mapper_of(entity)
        if isinstance(ident, dict):
            values = [ident[key] for key in mapper.primary_keys]
        else:
            values = listed(ident) if isinstance(ident, (list, tuple)) else [ident]
        return self._by_identity(mapper, values)

    def get_one(self, entity, ident, **options):
        found = self.get(entity, ident)
        if found is None:
            raise NoResultFound("No row was found when one was required")
        return found

    # --- loading

    def _by_identity(self, mapper, values):
        state = self.identity.get(key_of(mapper, values))
        if state is not None and not state.expired:
            return state.obj if id_of(state.obj) not in self._deleted else None
        self._autoflush()
        found = self._entities(mapper, and_all([mapper.column(name).column == value for name, value in zip(mapper.primary_keys, values)]))
        if is_unknown(found):
            return found
        return found[0] if found else None

    def _entities(self, mapper, condition, joins=(), order_by=None):
        plan = RowPlan([mapper])
        statement = plan.base()
        for target, on in joins:
            statement = statement.join(target, on)
        if condition is not None:
            statement = statement.where(condition)
        if order_by is not None:
            statement = statement.order_by(*listed(order_by))
        rows = self._fetch(statement)
        if is_unknown(rows):
            return lost(rows, [mapper])
        found = []
        for row in rows:
            obj = plan.row(self, row)[0]
            if not contains(found, obj):
                found.append(obj)
        return found

    def _load_state(self, state):
        mapper = state.mapper
        condition = and_all([mapper.column(name).column == value for name, value in zip(mapper.primary_keys, state.values)])
        plan = RowPlan([mapper])
        rows = self._fetch(plan.base().where(condition))
        if is_unknown(rows):
            return lost(rows, [mapper])
        if not rows:
            raise ObjectDeletedError("Instance '<%s>' has been deleted, or its row is otherwise not present." % type(state.obj).__name__)
        plan.row(self, rows[0])
        return None

    def _load_relationship(self, state, rel):
        """LazyLoader._load_for_state"""
        self._autoflush()
        values = {local.token: getattr(state.obj, state.mapper.keys_by_token[local.token]) for local, _ in rel.pairs}
        target = rel.target
        if rel.direction == "MANYTOONE":
            if any(value is None for value in values.values()):
                return None
            remote = {target.keys_by_token.get(other.token): values[local.token] for local, other in rel.pairs}
            if rel.extra is None and set(remote) == set(target.primary_keys):
                return self._by_identity(target, [remote[key] for key in target.primary_keys])
        if all(value is None for value in values.values()):
            return [] if rel.uselist else None
        conditions = [other.column == values[local.token] for local, other in rel.pairs]
        if rel.extra is not None:
            return not_known("the objects of %r, whose primaryjoin asks more than that columns are equal" % rel)
        joins = []
        if rel.secondary is not None:
            joins = [(rel.secondary, and_all([local.column == through.column for local, through in rel.secondary_pairs]))]
        found = self._entities(target, and_all(conditions), joins, rel.order_by)
        if is_unknown(found) or rel.uselist:
            return found
        return found[0] if found else None

    # --- bulk operations

    def bulk_save_objects(self, objects, return_defaults=False, update_changed_only=True, preserve_order=True):
        if is_unknown(objects):
            not_replayed(objects, [])
            return
        for obj in objects:
            state = instance_state(obj)
            if state.key is None:
                insert_row(self, state.mapper, obj.__dict__, return_defaults, None)
            else:
                update_row(self, state.mapper, {key: obj.__dict__[key] for key in state.changes()}, state.values)

    def bulk_insert_mappings(self, mapper, mappings, return_defaults=False, render_nulls=False):
        if is_unknown(mappings):
            not_replayed(mappings, list(mapper_of(mapper).tables))
            return
        for values in mappings:
            if is_unknown(values):
                not_replayed(values, list(mapper_of(mapper).tables))
                return
            insert_row(self, mapper_of(mapper), values, return_defaults, render_nulls)

    def bulk_update_mappings(self, mapper, mappings):
        mapper = mapper_of(mapper)
        if is_unknown(mappings):
            not_replayed(mappings, list(mapper.tables))
            return
        for values in mappings:
            if is_unknown(values):
                not_replayed(values, list(mapper.tables))
                return
            known = {key: value for key, value in values.items() if key in mapper.columns_by_key and key not in mapper.primary_keys}
            update_row(self, mapper, known, [values.get(key) for key in mapper.primary_keys])
`;
