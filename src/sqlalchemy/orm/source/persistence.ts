/** INSERT, UPDATE and DELETE of one object (sqlalchemy/orm/persistence.py), and who listens to them. */
export const persistenceSource = `
def default_of(facts, told, value):
    """ColumnDefault: a scalar, a SQL expression, or a function that may want the context."""
    if is_unknown(value) or is_sql(value):
        return value
    if callable(value):
        return call_default(value, DefaultContext(told, facts))
    return value


class DefaultContext:
    """DefaultExecutionContext, as far as default functions ask it."""

    def __init__(self, parameters, facts):
        self.current_parameters = parameters
        self.current_column = facts.column
        self.isinsert = True

    def get_current_parameters(self, isolate_multiinsert_groups=True):
        return self.current_parameters


def insert_row(session, mapper, values, fetch, render_nulls):
    """persistence._collect_insert_commands and _emit_insert_statements for one object or mapping; what the database filled in comes back."""
    answers = {}
    for table in mapper.tables:
        token = table_token(table)
        told, asked = {}, []
        for key, facts in mapper.columns_of_table[token]:
            value = answers[key] if key in answers else values.get(key)
            if value is None and facts.computed:
                asked.append((key, facts))
                continue
            is_told = key in values and (value is not None or (render_nulls and key in values))
            if value is None and not is_told:
                parent = parent_value(mapper, facts, answers) if len(mapper.tables) > 1 else None
                if parent is not None:
                    value = parent
                elif facts.default is not None and not is_sequence(facts.default):
                    value = default_of(facts, told, facts.default)
                elif facts.server_default or is_sequence(facts.default):
                    asked.append((key, facts))
                    continue
                elif facts.token in mapper.primary_key_of_table[token]:
                    asked.append((key, facts))
                    continue
                elif render_nulls is not None and key not in values:
                    continue
            if is_sql(value):
                asked.append((key, facts))
            elif not is_unknown(value) or fetch:
                answers[key] = value
            told[facts.key] = value
        session._wrote = True
        statement = core.insert(table)
        if told:
            statement = statement.values(told)
        if fetch and asked:
            rows = session._fetch(statement.returning(*[facts.column for _, facts in asked]))
            for index, (key, facts) in enumerate(asked):
                answers[key] = rows if is_unknown(rows) else rows[0][index]
        else:
            session._run(statement)
    return answers


def parent_value(mapper, facts, answers):
    for local, remote in mapper.inherit_pairs():
        if local.token == facts.token:
            return answers.get(mapper.keys_by_token.get(remote.token))
    return None


def tell_untold(mapper):
    """Events that are not followed may change what is written."""
    if mapper.heard:
        return
    mapper.heard = True
    for cls in lineage(mapper.class_):
        names = untold_events(cls, *[columns[0].column for columns in mapper.columns_by_key.values()])
        if names:
            not_replayed("what listens to %s of %s" % (", ".join(names), cls.__name__), list(mapper.tables))


def tell_listeners(session, state, name):
    """Mapper events: what listens may change the object before it is written."""
    if not has_listeners():
        return
    for cls in reversed(lineage(state.mapper.class_)):
        for listener in listeners(cls, name):
            listener(state.mapper, session._connect(), state.obj)


def save_insert(session, state):
    mapper = state.mapper
    values = state.obj.__dict__
    if mapper.polymorphic_key and mapper.polymorphic_identity is not None and values.get(mapper.polymorphic_key) is None:
        values[mapper.polymorphic_key] = mapper.polymorphic_identity
    answers = insert_row(session, mapper, values, True, None)
    for key, value in answers.items():
        values[key] = value
    for key in mapper.columns_by_key:
        values.setdefault(key, None)
    key = mapper.identity_of(values)
    session._new.pop(id_of(state.obj), None)
    state.key = key
    state.values = [values[name] for name in mapper.primary_keys]
    state.commit(mapper.columns_by_key)
    session.identity[key] = state
    for transaction in session._nested[-1:]:
        transaction.inserted.append(state)


def update_row(session, mapper, changed, identity):
    """persistence._collect_update_commands and _emit_update_statements; the rows that were found come back, or None where nothing was to do."""
    answered = {}
    for table in mapper.tables:
        token = table_token(table)
        told = {facts.key: changed[key] for key, facts in mapper.columns_of_table[token] if key in changed}
        if not told:
            continue
        fetched = []
        for key, facts in mapper.columns_of_table[token]:
            if facts.key not in told and facts.onupdate is not None:
                told[facts.key] = default_of(facts, told, facts.onupdate)
                answered[key] = told[facts.key]
        for key, facts in mapper.columns_of_table[token]:
            if facts.key in told and is_sql(told[facts.key]):
                fetched.append((key, facts))
        keys = [mapper.keys_by_token[t] for t in mapper.primary_key_of_table[mapper.tokens[0]]]
        pairs = {remote.token: local for local, remote in (mapper.inherit_pairs() if len(mapper.tables) > 1 else ())}
        conditions = []
        for key, value in zip(keys, identity):
            own = [facts for k, facts in mapper.columns_of_table[token] if k == key]
            facts = own[0] if own else pairs[mapper.columns_by_key[key][0].token]
            conditions.append(facts.column == value)
        session._wrote = True
        primary = [facts.column for key, facts in mapper.columns_of_table[token] if facts.token in mapper.primary_key_of_table[token]]
        rows = session._fetch(core.update(table).where(and_all(conditions)).values(told).returning(*primary, *[facts.column for _, facts in fetched]))
        if is_unknown(rows):
            answered.update({key: rows for key, _ in fetched})
            continue
        if len(rows) != 1:
            raise StaleDataError("UPDATE statement on table '%s' expected to update 1 row(s); %d were matched." % (table.name, len(rows)))
        for index, (key, _) in enumerate(fetched):
            answered[key] = rows[0][len(primary) + index]
    return answered


def save_update(session, state):
    changes = state.changes()
    values = state.obj.__dict__
    if changes:
        answered = update_row(session, state.mapper, {key: values[key] for key in changes}, state.values)
        for key, value in answered.items():
            values[key] = value
        for key in answered:
            if key not in changes:
                changes.append(key)
    parts = [values.get(name, part) for name, part in zip(state.mapper.primary_keys, state.values)]
    key = key_of(state.mapper, parts)
    if key != state.key:
        session.identity.pop(state.key, None)
        state.key = key
        state.values = parts
        session.identity[key] = state
    state.commit(changes)


def delete_row(session, state):
    mapper = state.mapper
    for table in reversed(mapper.tables):
        token = table_token(table)
        pairs = {remote.token: local for local, remote in (mapper.inherit_pairs() if len(mapper.tables) > 1 else ())}
        conditions = []
        for key, value in zip(mapper.primary_keys, state.values):
            own = [facts for k, facts in mapper.columns_of_table[token] if k == key]
            facts = own[0] if own else pairs[mapper.columns_by_key[key][0].token]
            conditions.append(facts.column == value)
        session._wrote = True
        session._run(core.delete(table).where(and_all(conditions)))
`;
