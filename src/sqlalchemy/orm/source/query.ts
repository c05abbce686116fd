/** `Query` (sqlalchemy/orm/query.py). It stands on Core's `select()`. */
export const querySource = `
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
`;
