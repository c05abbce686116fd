/** What queries do with relationships and aliased classes (`Relationship.Comparator` of sqlalchemy/orm/relationships.py). */
export const comparatorsSource = `
def expand_statement(statement, method, *args, **kwargs):
    """A method of a statement that was given a relationship, which Core does not know."""
    if method in ("join", "outerjoin"):
        on = args[1] if len(args) > 1 else kwargs.pop("onclause", None)
        for step, condition in join_steps(args[0], on):
            statement = getattr(statement, method)(step, condition, **kwargs)
        return statement
    if method in ("join_from", "outerjoin_from"):
        steps = join_steps(args[1], args[2] if len(args) > 2 else kwargs.pop("onclause", None))
        statement = getattr(statement, method)(args[0], *steps[0], **kwargs)
        for step, condition in steps[1:]:
            statement = statement.join(step, condition, **kwargs)
        return statement
    return getattr(statement, method)(*[clause(value) for value in args], **kwargs)


def clause(value):
    if isinstance(value, InstrumentedRelationship):
        return value.__clause_element__()
    return value


def attribute_of(entity, key):
    if isinstance(entity, AliasedEntity):
        return alias_attribute(entity, key)
    if isinstance(entity, Mapper):
        return getattr(entity.class_, key)
    return entity.c[key]


def alias_attribute(entity, key):
    column = entity.column_of(key)
    if column is not None:
        return column
    rel = entity.mapper.relationships_by_key.get(key)
    if rel is not None:
        return InstrumentedRelationship(rel, entity)
    return getattr(entity.class_, key)


def first_table(asked):
    for value in asked:
        owner = owner_of(value)
        if owner is not None:
            return owner
    return None


def owner_of(column):
    facts = column_facts(column)
    if not facts:
        return None
    found = [cls for cls in class_of_table(facts["table"]) if is_mapped(cls)]
    return mapper_of(found[0]) if found else facts["table"]


def join_steps(target, on):
    """What a join to an entity, a relationship or a table is in Core: FROM items with their conditions."""
    entity = entity_of(target)
    rel = target if isinstance(target, InstrumentedRelationship) else on if isinstance(on, InstrumentedRelationship) else None
    if rel is None:
        if entity is None:
            return [(target, on)]
        return [(whole_table(entity) if isinstance(entity, Mapper) else entity.selectable, on)]
    goal = entity if entity is not None else rel.entity if rel.entity is not None else rel.rel.configured().target
    if rel.rel.configured().problem is not None:
        return [(rel.rel.problem, None)]
    selectable = whole_table(goal) if isinstance(goal, Mapper) else goal.selectable
    extra = on if on is not None and on is not rel else None
    extras = ([extra] if extra is not None else []) + list(rel.criteria)

    def there(facts):
        return entity_column(goal, facts)

    def here(facts):
        return entity_column(rel.parent, facts)

    if rel.rel.secondary is not None:
        return [
            (rel.rel.secondary, and_all([here(local) == through.column for local, through in rel.rel.pairs])),
            (selectable, and_all([there(local) == through.column for local, through in rel.rel.secondary_pairs] + extras)),
        ]
    return [(selectable, and_all([here(local) == there(remote) for local, remote in rel.rel.pairs] + extras))]


def entity_column(entity, facts):
    if isinstance(entity, AliasedEntity):
        return entity.column_of(entity.mapper.keys_by_token[facts.token])
    return facts.column


class InstrumentedRelationship:
    """Model.children: what queries do with a relationship (RelationshipProperty.Comparator)."""

    def __init__(self, rel, parent=None, entity=None, criteria=()):
        self.rel = rel
        self.key = rel.key
        self.parent = parent if parent is not None else rel.parent
        self.entity = entity
        self.criteria = tuple(criteria)
        self.class_ = rel.parent.class_

    @property
    def prop(self):
        return self.rel.configured()

    @property
    def comparator(self):
        return self

    @property
    def mapper(self):
        return self.rel.configured().target

    def of_type(self, cls):
        return InstrumentedRelationship(self.rel, self.parent, entity_of(cls), self.criteria)

    def and_(self, *criteria):
        return InstrumentedRelationship(self.rel, self.parent, self.entity, [*self.criteria, *criteria])

    def __clause_element__(self):
        return and_all([entity_column(self.parent, local) == remote.column for local, remote in self.rel.configured().pairs])

    def _exists(self, criterion, kwargs):
        rel = self.rel.configured()
        if rel.problem is not None:
            return rel.problem
        goal = self.entity if self.entity is not None else rel.target
        if self.entity is None and rel.target.local_table is rel.parent.local_table:
            goal = aliased_entity(aliased(rel.target.class_))
        conditions = []
        if rel.secondary is not None:
            conditions += [entity_column(self.parent, local) == through.column for local, through in rel.pairs]
            conditions += [entity_column(goal, local) == through.column for local, through in rel.secondary_pairs]
        else:
            conditions += [entity_column(self.parent, local) == entity_column(goal, remote) for local, remote in rel.pairs]
        conditions += [*self.criteria, *([criterion] if criterion is not None else [])]
        conditions += [attribute_of(goal, key) == value for key, value in kwargs.items()]
        source = whole_table(goal) if isinstance(goal, Mapper) else goal.selectable
        inner = core.select(core.literal_column("1")).select_from(source)
        if rel.secondary is not None:
            inner = inner.select_from(rel.secondary)
        outer = self.parent.selectable if isinstance(self.parent, AliasedEntity) else rel.parent.local_table
        return inner.where(*conditions).correlate(outer).exists()

    def any(self, criterion=None, **kwargs):
        return self._exists(criterion, kwargs)

    has = any

    def contains(self, other):
        rel = self.rel.configured()
        if rel.problem is not None:
            return rel.problem
        if rel.secondary is not None:
            return self._exists(and_all([rel.target.column(key).column == getattr(other, key) for key in rel.target.primary_keys]), {})
        keys = [rel.target.keys_by_token[remote.token] for _, remote in rel.pairs]
        return and_all([entity_column(self.parent, local) == getattr(other, key) for (local, _), key in zip(rel.pairs, keys)])

    def __eq__(self, other):
        rel = self.rel.configured()
        if rel.problem is not None:
            return rel.problem
        if other is None:
            if rel.direction == "MANYTOONE":
                return and_all([entity_column(self.parent, local).is_(None) for local, _ in rel.pairs])
            return core.not_(self._exists(None, {}))
        if rel.uselist:
            raise InvalidRequestError("Can't compare a collection to an object or collection; use contains() to test for membership.")
        keys = [rel.target.keys_by_token[remote.token] for _, remote in rel.pairs]
        return and_all([entity_column(self.parent, local) == getattr(other, key) for (local, _), key in zip(rel.pairs, keys)])

    def __ne__(self, other):
        rel = self.rel.configured()
        if rel.problem is not None:
            return rel.problem
        if other is None and rel.direction == "MANYTOONE":
            return and_all([entity_column(self.parent, local).is_not(None) for local, _ in rel.pairs])
        if other is None:
            return self._exists(None, {})
        if rel.direction == "MANYTOONE":
            keys = [rel.target.keys_by_token[remote.token] for _, remote in rel.pairs]
            columns = [entity_column(self.parent, local) for local, _ in rel.pairs]
            return core.or_(*[column != getattr(other, key) for column, key in zip(columns, keys)], *[column.is_(None) for column in columns])
        return core.not_(self == other)

    def is_(self, other):
        return self == other

    def is_not(self, other):
        return self != other

    isnot = is_not

    def in_(self, others):
        return not_known("in_() of a relationship")

    property = prop


def relationship_on_class(cls, key):
    rel = mapper_of(cls).relationships_by_key.get(key)
    return None if rel is None else InstrumentedRelationship(rel)


class DynamicCollection:
    """lazy='dynamic' and 'write_only': a query, and changes that the next flush writes."""

    def __init__(self, state, rel):
        self.state = state
        self.rel = rel

    def _query(self):
        rel = self.rel
        values = {local.token: getattr(self.state.obj, self.state.mapper.keys_by_token[local.token]) for local, _ in rel.pairs}
        found = self.state.session.query(rel.target.class_)
        if rel.secondary is not None:
            found = found.join(rel.secondary, and_all([local.column == through.column for local, through in rel.secondary_pairs]))
        found = found.filter(*[other.column == values[local.token] for local, other in rel.pairs])
        return found if rel.order_by is None else found.order_by(*listed(rel.order_by))

    def all(self):
        return self._query().all() if self.state.persistent else []

    def __iter__(self):
        return iter(self.all())

    def append(self, item):
        appended(self.state, self.rel, item)
        if self.rel.reverse() is None:
            not_replayed("append() to the dynamic relationship %r" % self.rel, list(self.rel.target.tables))

    add = append

    def remove(self, item):
        not_replayed("remove() from the dynamic relationship %r" % self.rel, list(self.rel.target.tables))

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._query(), name)
`;
