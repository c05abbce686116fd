/** What hands sessions out (sqlalchemy/orm/session.py, scoping.py). */
export const sessionMakersSource = `
class sessionmaker:
    def __init__(self, bind=None, class_=None, **options):
        self.kw = dict(options)
        self.kw["bind"] = bind
        self.class_ = class_ or Session

    def configure(self, **options):
        self.kw.update(options)

    def __call__(self, **options):
        return self.class_(**{**self.kw, **options})

    def begin(self):
        return SessionContext(self())


class SessionContext:
    def __init__(self, session):
        self.session = session

    def __enter__(self):
        return self.session

    def __exit__(self, kind, error, traceback):
        if kind is None:
            self.session.commit()
        self.session.close()
        return False


class scoped_session:
    def __init__(self, session_factory, scopefunc=None):
        self.session_factory = session_factory
        self._session = None

    def __call__(self, **options):
        if self._session is None:
            self._session = self.session_factory(**options)
        return self._session

    @property
    def registry(self):
        return self

    def remove(self):
        if self._session is not None:
            self._session.close()
        self._session = None

    def configure(self, **options):
        self.session_factory.configure(**options)

    def query_property(self, query_cls=None):
        return QueryProperty(self)

    def __contains__(self, instance):
        return instance in self()

    def __iter__(self):
        return iter(self())

    def __getattr__(self, name):
        return getattr(self(), name)


class QueryProperty:
    """Model.query"""

    def __init__(self, session):
        self.session = session

    def __get__(self, instance, owner):
        return self.session.query(owner) if is_mapped(owner) else None


def application_query(cls):
    """Model.query of Flask-SQLAlchemy"""
    return kept_session().query(cls) if is_mapped(cls) else None


kept = []


def kept_session():
    if not kept:
        kept.append(scoped_session(sessionmaker(bind=default_connection())))
    return kept[0]


def application_session():
    """The session that an application keeps for itself: in a revision it stands on the revision's connection."""
    return kept_session()


def configure_mappers():
    pass


foreign = marked_foreign
remote = marked_remote
`;
