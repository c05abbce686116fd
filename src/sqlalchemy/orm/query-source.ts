/** `Query`, aliased classes and rows of entities, after sqlalchemy/orm/query.py, context.py and engine/result.py. They stand on Core's `select()`. */
export const querySource = `
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


class LoaderOption:
    """joinedload() and its like say how something is loaded, not what."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self


def loader_option(*args, **kwargs):
    return LoaderOption()


class Query:
    def __init__(self, entities, session=None):
        asked = list(entities) if isinstance(entities, (list, tuple)) else [entities]
        self.session = session
        self._asked = asked
        self._criteria = []
        self._joined = None
        self._plan = RowPlan(asked)
        self._statement = self._plan.base()
        stand_for(self, self._statement)

    def _with(self, statement, **changes):
        made = blank_instance(type(self))
        made.__dict__.update(self.__dict__)
        made.__dict__.update(changes)
        made._statement = statement
        stand_for(made, statement)
        return made

    def __clause_element__(self):
        return self._statement

    @property
    def statement(self):
        return self._statement

    @property
    def selectable(self):
        return self._statement

    @property
    def whereclause(self):
        return and_all(self._criteria) if self._criteria else None

    @property
    def column_descriptions(self):
        return [{"name": name, "entity": getattr(entity_of(value), "class_", None), "expr": value} for name, value in zip(self._plan.names, self._asked)]

    # --- what is asked for

    def filter(self, *criterion):
        for one in criterion:
            if is_unknown(one):
                return self._with(self._statement.where(one))
        criterion = [clause(one) for one in criterion]
        return self._with(self._statement.where(*criterion), _criteria=[*self._criteria, *criterion])

    where = filter

    def filter_by(self, **kwargs):
        entity = self._joined if self._joined is not None else self._first_entity()
        return self.filter(*[attribute_of(entity, key) == value for key, value in kwargs.items()])

    def _first_entity(self):
        for value in self._asked:
            entity = entity_of(value)
            if entity is not None:
                return entity
        return first_table(self._asked)

    def join(self, target, *props, isouter=False, full=False, **options):
        if len(props) == 1 and not isinstance(props[0], (InstrumentedRelationship, str)):
            return self._join(target, props[0], isouter, full)
        if len(props) == 1 and entity_of(target) is not None:
            return self._join(target, props[0], isouter, full)
        made = self._join(target, None, isouter, full)
        for prop in props:
            made = made._join(prop, None, isouter, full)
        return made

    def outerjoin(self, target, *props, full=False, **options):
        return self.join(target, *props, isouter=True, full=full)

    def _join(self, target, on, isouter, full):
        if isinstance(target, tuple):
            target, on = target
        if isinstance(target, str):
            target = attribute_of(self._joined or self._first_entity(), target)
        if isinstance(on, str):
            on = attribute_of(self._joined or self._first_entity(), on)
        statement = self._statement
        for step, condition in join_steps(target, on):
            statement = statement.join(step, condition, isouter=isouter, full=full) if condition is not None else statement.join(step, isouter=isouter, full=full)
        joined = entity_of(target)
        if isinstance(target, InstrumentedRelationship):
            joined = target.entity if target.entity is not None else target.rel.target
        elif isinstance(on, InstrumentedRelationship) and joined is None:
            joined = on.rel.target
        return self._with(statement, _joined=joined)

    def reset_joinpoint(self):
        return self._with(self._statement, _joined=None)

    def select_from(self, *sources):
        made = self._statement
        for source in sources:
            entity = entity_of(source)
            made = made.select_from(source if entity is None else whole_table(entity) if isinstance(entity, Mapper) else entity.selectable)
        found = [entity_of(source) for source in sources if entity_of(source) is not None]
        return self._with(made, _joined=found[0] if found else self._joined)

    def order_by(self, *clauses):
        if len(clauses) == 1 and (clauses[0] is None or clauses[0] is False):
            return self._with(self._statement.order_by(None))
        return self._with(self._statement.order_by(*[clause(one) for one in clauses]))

    def group_by(self, *clauses):
        return self._with(self._statement.group_by(*self._expanded(clauses)))

    def _expanded(self, clauses):
        found = []
        for one in clauses:
            entity = entity_of(one)
            found.extend(RowPlan([one]).columns if entity is not None else [clause(one)])
        return found

    def having(self, *criterion):
        return self._with(self._statement.having(*criterion))

    def distinct(self, *expressions):
        return self._with(self._statement.distinct(*self._expanded(expressions)))

    def limit(self, count):
        return self._with(self._statement.limit(count))

    def offset(self, count):
        return self._with(self._statement.offset(count))

    def slice(self, start, stop):
        made = self
        if start is not None and stop is not None:
            made = made.limit(stop - start)
        elif stop is not None:
            made = made.limit(stop)
        if start:
            made = made.offset(start)
        return made

    def __getitem__(self, item):
        if isinstance(item, slice):
            return self.slice(item.start, item.stop).all()[:: item.step]
        return self.slice(item, item + 1).all()[0]

    def with_entities(self, *entities):
        return self._selecting(list(entities))

    def add_columns(self, *columns):
        return self._selecting([*self._asked, *columns])

    add_column = add_columns

    def add_entity(self, entity, alias=None):
        return self._selecting([*self._asked, entity])

    def _selecting(self, asked):
        plan = RowPlan(asked)
        return self._with(with_columns(self._statement, plan.columns), _asked=asked, _plan=plan)

    def with_for_update(self, **options):
        return self._with(self._statement.with_for_update())

    def correlate(self, *sources):
        return self._with(self._statement.correlate(*[entity_of(s).mapper.local_table if isinstance(entity_of(s), Mapper) else s for s in sources]))

    def prefix_with(self, *prefixes):
        return self._with(self._statement.prefix_with(*prefixes))

    def params(self, *args, **kwargs):
        return self._with(self._statement.params(*args, **kwargs))

    def _itself(self, *args, **kwargs):
        return self

    options = execution_options = enable_eagerloads = enable_assertions = autoflush = yield_per = populate_existing = _itself
    with_hint = with_statement_hint = with_labels = set_label_style = tuples = with_loader_criteria = _itself

    def with_session(self, session):
        return self._with(self._statement, session=session)

    # --- as a part of another statement

    def subquery(self, name=None, with_labels=False, reduce_columns=False):
        return self._statement.subquery(name)

    def alias(self, name=None):
        return self.subquery(name)

    def cte(self, name=None, recursive=False, nesting=False):
        return self._statement.cte(name, recursive=recursive)

    def scalar_subquery(self):
        return self._statement.scalar_subquery()

    as_scalar = scalar_subquery

    def label(self, name):
        return self.scalar_subquery().label(name)

    def exists(self):
        return self._selecting_one().exists()

    def _selecting_one(self):
        inner = with_columns(self._statement, [core.literal_column("1")])
        entity = self._first_entity() if self._plan.has_entities else None
        return inner if not isinstance(entity, Mapper) else inner.select_from(whole_table(entity))

    def _combined(self, name, others):
        made = getattr(core, name)(self._statement, *[other._statement for other in others])
        return CombinedQuery(self, made)

    def union(self, *others):
        return self._combined("union", others)

    def union_all(self, *others):
        return self._combined("union_all", others)

    def intersect(self, *others):
        return self._combined("intersect", others)

    def except_(self, *others):
        return self._combined("except_", others)

    # --- rows

    def _rows(self):
        self.session._autoflush()
        rows = self.session._fetch(self._statement)
        if is_unknown(rows):
            return self._plan.lost(rows)
        found = [self._plan.row(self.session, row) for row in rows]
        single = len(self._plan.parts) == 1
        if single and self._plan.has_entities:
            return unique_items([row[0] for row in found])
        items = [Row(row, self._plan.names) for row in found]
        return unique_items(items) if self._plan.has_entities else items

    def all(self):
        return self._rows()

    def __iter__(self):
        rows = self._rows()
        return iter(rows)

    def first(self):
        rows = self.limit(1)._rows()
        if is_unknown(rows):
            return rows
        return rows[0] if rows else None

    def one_or_none(self):
        rows = self._rows()
        if is_unknown(rows):
            return rows
        if len(rows) > 1:
            raise MultipleResultsFound("Multiple rows were found when one or none was required")
        return rows[0] if rows else None

    def one(self):
        rows = self._rows()
        if is_unknown(rows):
            return rows
        if not rows:
            raise NoResultFound("No row was found when one was required")
        if len(rows) > 1:
            raise MultipleResultsFound("Multiple rows were found when exactly one was required")
        return rows[0]

    def scalar(self):
        found = self.one_or_none()
        if is_unknown(found):
            return found
        return found[0] if isinstance(found, Row) else found

    def get(self, ident):
        return self.session.get(self._first_entity().class_, ident)

    def values(self, *columns):
        return iter(self.with_entities(*columns)._rows())

    def value(self, column):
        found = self.with_entities(column).first()
        return found if found is None or is_unknown(found) else found[0]

    def count(self):
        self.session._autoflush()
        result = self.session._run(core.select(core.func.count()).select_from(self._statement.subquery()))
        return result if is_unknown(result) else result.scalar()

    def get_or_404(self, ident, description=None):
        return self.get(ident) or not_known("the answer of get_or_404()")

    def first_or_404(self, description=None):
        return self.first() or not_known("the answer of first_or_404()")

    # --- changes

    def _changed(self, statement):
        for criterion in [*self._plan.criteria(), *self._criteria]:
            statement = statement.where(criterion)
        self.session._autoflush()
        keys = [facts.column for facts in unique_columns(self._first_entity().mapper) if facts.token in self._first_entity().mapper.primary_key_of_table[self._first_entity().mapper.tokens[0]]]
        rows = self.session._fetch(statement.returning(*keys))
        self.session._expire_after(statement)
        return rows if is_unknown(rows) else len(rows)

    def update(self, values, synchronize_session="auto", update_args=None):
        mapper = self._first_entity().mapper
        told = {}
        for key, value in values.items():
            facts = column_facts(key) if is_sql(key) else None
            name = mapper.keys_by_token[facts["token"]] if facts else key
            told[mapper.column(name).key] = clause(value)
        return self._changed(core.update(mapper.local_table).values(told))

    def delete(self, synchronize_session="auto", delete_args=None):
        entity = self._first_entity()
        doomed = None
        count = self._changed(core.delete(entity.mapper.local_table))
        for state in list(self.session.identity.values()):
            if state.mapper.isa(entity.mapper):
                state.expire()
        return count


class CombinedQuery(Query):
    """union() and its like: rows come as those of the first query do."""

    def __init__(self, first, statement):
        self.__dict__.update(first.__dict__)
        self._statement = statement
        stand_for(self, statement)

    def filter(self, *criterion):
        return not_known("filter() of a union of queries")

    filter_by = join = outerjoin = with_entities = filter

    def count(self):
        self.session._autoflush()
        result = self.session._run(core.select(core.func.count()).select_from(self._statement.subquery()))
        return result if is_unknown(result) else result.scalar()


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
