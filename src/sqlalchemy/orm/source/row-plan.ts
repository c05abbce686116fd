/** Which columns are selected for objects, and how their rows become them (sqlalchemy/orm/context.py, loading.py). */
export const rowPlanSource = `
class AliasedEntity:
    """What an aliased class stands for: a mapper whose columns are those of an alias."""

    def __init__(self, mapper, selectable, name):
        self.mapper = mapper
        self.selectable = selectable
        self.name = name
        self.class_ = mapper.class_

    def column_of(self, key):
        found = self.mapper.columns_by_key.get(key)
        if found is None:
            return None
        columns = self.selectable.c
        for facts in found:
            if facts.key in columns:
                return columns[facts.key]
            joined = facts.table.name + "_" + facts.key
            if joined in columns:
                return columns[joined]
        return None


def aliased(element, alias=None, name=None, flat=False, adapt_on_names=False):
    if isinstance(element, type) and is_mapped(element):
        mapper = mapper_of(element)
        selectable = alias if alias is not None else whole_table(mapper).alias(name) if len(mapper.tables) == 1 else core.select(*[c.column for c in unique_columns(mapper)]).select_from(whole_table(mapper)).subquery(name)
        if isinstance(selectable, Query):
            selectable = selectable.subquery()
        return aliased_value(selectable, AliasedEntity(mapper, selectable, name or element.__name__), alias_attribute)
    return element.alias(name)


def unique_columns(mapper):
    return [columns[0] for columns in mapper.columns_by_key.values()]


def whole_table(mapper):
    """The table of a mapper; of joined inheritance the join of its tables."""
    found = mapper.tables[0]
    for index, table in enumerate(mapper.tables[1:], 1):
        token = table_token(table)
        pairs = [(local, remote) for local, remote in mapper.inherit_pairs() if table_token(local.table) == token]
        found = core.join(found, table, and_all([remote.column == local.column for local, remote in pairs]))
    return found


def and_all(conditions):
    conditions = list(conditions)
    return conditions[0] if len(conditions) == 1 else core.and_(*conditions)


def single_criterion(mapper, column_of):
    """Mapper._single_table_criterion"""
    if mapper.inherits is None or mapper.polymorphic_key is None or mapper_of(mapper.inherits).local_table is not mapper.local_table:
        return None
    column = column_of(mapper.polymorphic_key)
    identities = [m.polymorphic_identity for m in mapper.descendants() if m.polymorphic_identity is not None]
    return column.in_(identities)


def entity_of(value):
    """The mapper or aliased entity that a value stands for, or None."""
    if isinstance(value, type):
        return mapper_of(value) if is_mapped(value) else None
    if isinstance(value, (Mapper, AliasedEntity)):
        return value
    return aliased_entity(value)


class RowPlan:
    """Which columns are selected for what was asked for, and what a row of them is."""

    def __init__(self, asked):
        self.parts = []
        self.columns = []
        self.names = []
        self.has_entities = False
        for value in asked:
            entity = entity_of(value)
            start = len(self.columns)
            if entity is None:
                self.columns.append(value)
                self.parts.append((None, start, None))
                self.names.append(label_of(value))
                continue
            self.has_entities = True
            mapper = entity.mapper
            keys = list(mapper.columns_by_key)
            for key in keys:
                self.columns.append(entity.column_of(key) if isinstance(entity, AliasedEntity) else mapper.column(key).column)
            if isinstance(entity, Mapper):
                keys = keys + list(mapper.expressions)
                self.columns.extend(mapper.expressions.values())
            self.parts.append((mapper, start, keys))
            self.names.append(entity.name if isinstance(entity, AliasedEntity) else mapper.class_.__name__)
        self.asked = list(asked)

    def criteria(self):
        found = []
        for value in self.asked:
            entity = entity_of(value)
            if entity is None:
                continue
            column_of = entity.column_of if isinstance(entity, AliasedEntity) else lambda key: entity.mapper.column(key).column
            criterion = single_criterion(entity.mapper, column_of)
            if criterion is not None:
                found.append(criterion)
        return found

    def froms(self):
        found = []
        for value in self.asked:
            entity = entity_of(value)
            if isinstance(entity, Mapper) and len(entity.tables) > 1:
                found.append(whole_table(entity))
        return found

    def base(self):
        statement = core.select(*self.columns)
        for item in self.froms():
            statement = statement.select_from(item)
        for criterion in self.criteria():
            statement = statement.where(criterion)
        return statement

    def statement(self, told):
        """A select() of the project's over entities, with the columns that are wanted of them."""
        statement = with_columns(told, self.columns)
        for item in self.froms():
            statement = statement.select_from(item)
        for criterion in self.criteria():
            statement = statement.where(criterion)
        return statement

    def lost(self, reason):
        return lost(reason, [entity_of(value) for value in self.asked if entity_of(value) is not None])

    def row(self, session, row):
        found = []
        for mapper, start, keys in self.parts:
            if mapper is None:
                found.append(row[start])
                continue
            found.append(load_instance(session, mapper, {key: row[start + index] for index, key in enumerate(keys)}))
        return found


def lost(reason, entities):
    """Objects that are not known: what is done with them is said here, where they were asked for, because it is followed no further."""
    tables = [table for entity in entities for table in reachable_tables(entity.mapper)]
    if tables:
        not_replayed(reason, unique_tables(tables))
    return reason


def label_of(value):
    return name_of(value) or "anon"


def load_instance(session, mapper, values):
    """loading._instance: the object of a row, the one that the session has already where it has one."""
    parts = [values.get(name) for name in mapper.primary_keys]
    if [part for part in parts if part is None]:
        return None
    key = key_of(mapper, parts)
    state = session.identity.get(key)
    if state is None:
        actual = mapper
        if mapper.polymorphic_key is not None:
            for candidate in mapper.descendants():
                if candidate.polymorphic_identity is not None and same(candidate.polymorphic_identity, values.get(mapper.polymorphic_key)):
                    actual = candidate
        obj = blank_instance(actual.class_)
        configure_validators(actual.class_)
        state = InstanceState(obj, actual)
        obj.__dict__["_sa_instance_state"] = state
        state.key = key
        state.values = parts
        state.session = session
        session.identity[key] = state
    held = state.obj.__dict__
    changed = state.changes() if not state.expired else [name for name in state.mapper.columns_by_key if name in held]
    fresh = [name for name in values if name not in changed]
    for name in fresh:
        # An object that nobody holds any more would be made anew by SQLAlchemy; we cannot tell, and take the row's values.
        held[name] = values[name]
    forced = state.forced
    state.commit(fresh)
    state.forced = forced
    state.expired = False
    return state.obj
`;
