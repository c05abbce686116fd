/** Transactions of a session, savepoints among them (`SessionTransaction` of sqlalchemy/orm/session.py). */
export const transactionSource = `
class SessionTransaction:
    def __init__(self, session, nested=False):
        self.session = session
        self.nested = nested
        self.is_active = True
        self.inserted = []
        self.savepoint = end_transaction(session._connect(), "begin_nested") if nested else None
        if nested:
            session._nested.append(self)

    def __enter__(self):
        return self.session if not self.nested else self

    def _end(self, how):
        self.is_active = False
        if self in self.session._nested:
            self.session._nested.remove(self)
        end_transaction(self.savepoint, how)

    def __exit__(self, kind, error, traceback):
        if kind is None:
            self.commit()
        else:
            self.rollback()
        return False

    def commit(self):
        if not self.is_active:
            return
        if not self.nested:
            self.is_active = False
            self.session.commit()
            return
        flushed = False
        try:
            self.session.flush()
            flushed = True
        finally:
            # No handler: PostgreSQL's refusal is raised only where the revision itself would catch it.
            if not flushed:
                self.rollback()
        self._end("commit")
        for outer in self.session._nested[-1:]:
            outer.inserted.extend(self.inserted)

    def rollback(self):
        if not self.is_active:
            return
        if not self.nested:
            self.is_active = False
            self.session.rollback()
            return
        self._end("rollback")
        for state in [*self.inserted, *self.session._new.values()]:
            self.session._expunge(state)
            state.key = None
            state.committed = {}
        self.session._deleted = {}
        self.session.expire_all()

    def close(self):
        self.is_active = False


class NoAutoflush:
    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.before = self.session.autoflush
        self.session.autoflush = False
        return self.session

    def __exit__(self, kind, error, traceback):
        self.session.autoflush = self.before
        return False
`;
