/** Small projects whose modules have to do with one another in all the ways that models do, for tests that edit them. */
export type ProjectFiles = Readonly<Record<string, string>>;

const ini = '[alembic]\nscript_location = migrations\n';

const envOf = (imports: string, metadata: string): string => `from alembic import context
${imports}

target_metadata = ${metadata}


def run_migrations_online():
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;

/** A base, mixins, constants and types that other modules share; a package that imports each of its modules. */
const layered: ProjectFiles = {
  'alembic.ini': ini,
  'migrations/env.py': envOf('from shop.models import Base', 'Base.metadata'),
  'shop/__init__.py': '',
  'shop/settings.py': 'NAME_LENGTH = 80\nPREFIX = "shop_"\nTRACKED = ["orders", "items"]\n',
  'shop/base.py': `from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

convention = {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=convention)
`,
  'shop/mixins.py': `from sqlalchemy import Column, DateTime, ForeignKey, Integer, String
from sqlalchemy.orm import declared_attr

from .settings import NAME_LENGTH


class Named:
    name = Column(String(NAME_LENGTH), nullable=False, index=True)


class Stamped:
    created_at = Column(DateTime)

    @declared_attr
    def owner_id(cls):
        return Column(Integer, ForeignKey("shop_user.id"))
`,
  'shop/kinds.py': `import enum


class Kind(enum.Enum):
    small = 1
    large = 2
    huge = enum.auto()
`,
  'shop/models/__init__.py': `from ..base import Base
from .user import User
from .order import Order, Line
from . import audit, tags

__all__ = ["Base", "User", "Order", "Line"]
`,
  'shop/models/user.py': `from sqlalchemy import Column, Enum, Integer, String

from ..base import Base
from ..kinds import Kind
from ..mixins import Named
from ..settings import PREFIX


class User(Named, Base):
    __tablename__ = PREFIX + "user"
    id = Column(Integer, primary_key=True)
    email = Column(String(200), unique=True)
    kind = Column(Enum(Kind))
`,
  'shop/models/order.py': `from sqlalchemy import Column, ForeignKey, Index, Integer, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base
from ..mixins import Stamped
from .user import User


class Order(Stamped, Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    total = Column(Numeric(10, 2), server_default="0")
    buyer_id = Column(ForeignKey(User.id))


class Line(Base):
    __tablename__ = "order_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    amount: Mapped[int | None]


Index("ix_line_amount", Line.amount)
`,
  'shop/models/audit.py': `from sqlalchemy import Column, Integer, Text

from ..base import Base
from ..settings import TRACKED

for table in TRACKED:
    type(table.title() + "Audit", (Base,), {
        "__tablename__": table + "_audit",
        "id": Column(Integer, primary_key=True),
        "what": Column(Text),
    })
`,
  'shop/models/tags.py': `from sqlalchemy import Column, ForeignKey, Integer, String, Table

from ..base import Base

tags = Table("tag", Base.metadata, Column("id", Integer, primary_key=True), Column("word", String(30)))
links = Table("tag_link", Base.metadata, Column("tag_id", ForeignKey("tag.id")), Column("user_id", ForeignKey("shop_user.id")))
`,
};

/** Flask: db in a module of its own, models found by looking through the project, an application that imports everything last. */
const flask: ProjectFiles = {
  'migrations/alembic.ini': '[alembic]\n',
  'migrations/env.py': `from alembic import context
from flask import current_app

target_db = current_app.extensions["migrate"].db


def run_migrations_online():
    context.configure(target_metadata=target_db.metadata)


run_migrations_online()
`,
  'migrations/script.py.mako': '',
  'app/__init__.py': `from flask import Flask

from .extensions import db


def create_app():
    app = Flask(__name__)
    db.init_app(app)
    return app


from . import models
`,
  'app/extensions.py': `from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
SIZES = {"name": 64}
`,
  'app/abstract.py': `from .extensions import db


class Record(db.Model):
    __abstract__ = True
    id = db.Column(db.Integer, primary_key=True)


class Titled:
    title = db.Column(db.String(100))
`,
  'app/models.py': `from app.abstract import Record, Titled
from app.extensions import SIZES, db
from app.stats import Visit

followers = db.Table(
    "followers",
    db.Column("follower_id", db.Integer, db.ForeignKey("user.id")),
    db.Column("followed_id", db.Integer, db.ForeignKey("user.id")),
)


class User(Record):
    name = db.Column(db.String(SIZES["name"]), index=True)
    visits = db.relationship(Visit)


class BlogPost(Titled, Record):
    body = db.Column(db.Text)
    user_id = db.Column(db.ForeignKey("user.id"))


class Archived(BlogPost):
    reason = db.Column(db.String(20))
`,
  'app/stats.py': `from app.abstract import Record
from app.extensions import db


class Visit(Record):
    __bind_key__ = "stats"
    at = db.Column(db.DateTime)


class Counter(Record):
    __bind_key__ = "stats"
    value = db.Column(db.Integer, db.Identity())
`,
  'app/admin/__init__.py': '',
  'app/admin/models.py': `from app import models
from app.extensions import db


class Role(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(models.SIZES["name"]))


models.User.role_id = db.Column(db.ForeignKey("role.id"))
`,
};

/** Modules that change one another: registers, attributes set from outside, columns and indexes added later, tables made of tables. */
const meddling: ProjectFiles = {
  'alembic.ini': ini,
  'migrations/env.py': envOf('import pkg.late\nimport pkg.views\nfrom pkg.core import metadata', 'metadata'),
  'pkg/__init__.py': '',
  'pkg/core.py': `import itertools

from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy.orm import declarative_base, registry

metadata = MetaData()
Base = declarative_base(metadata=metadata)
REGISTER = []
BY_NAME = {}
SEEN = set()
counter = itertools.count(1)


def register(cls):
    REGISTER.append(cls)
    BY_NAME[cls.__name__] = cls
    SEEN.add(cls.__tablename__)
    return cls


class Options:
    length = 10
`,
  'pkg/plain.py': `from pkg.core import Base, BY_NAME
from sqlalchemy import Column, Integer, String


class Plain(Base):
    __tablename__ = "plain"
    id = Column(Integer, primary_key=True)
    note = Column(String(30))
`,
  'pkg/first.py': `from pkg.core import Base, Options, register
from sqlalchemy import Column, Integer, String

Options.length = 20


@register
class First(Base):
    __tablename__ = "first"
    id = Column(Integer, primary_key=True)
    label = Column(String(Options.length))
`,
  'pkg/second.py': `from pkg.core import Base, Options, register
from sqlalchemy import Column, Integer, String


@register
class Second(Base):
    __tablename__ = "second"
    id = Column(Integer, primary_key=True)
    label = Column(String(Options.length))
    code = Column(Integer)
`,
  'pkg/history.py': `import pkg.first
import pkg.second
from pkg.core import metadata, REGISTER, SEEN
from sqlalchemy import Column, Index, Integer, String, Table

for cls in list(REGISTER):
    Table(cls.__tablename__ + "_history", metadata, Column("id", Integer, primary_key=True), Column("of", String(len(REGISTER))))

if "second" in SEEN:
    Table("seen_second", metadata, Column("n", Integer, primary_key=True))

Index("ix_first_label", pkg.first.First.label)
`,
  'pkg/count.py': `from pkg.core import metadata
from sqlalchemy import Column, Integer, Table

Table("census_%d" % len(metadata.tables.keys()), metadata, Column("id", Integer, primary_key=True))
`,
  'pkg/late.py': `from pkg import plain
from pkg.history import cls
from pkg.count import metadata
from pkg.core import BY_NAME, Options
from sqlalchemy import Column, Index, String, UniqueConstraint

plain.Plain.extra = Column("extra", String(Options.length))
BY_NAME.get("Second").added = Column(String(5), unique=True)
Index("ix_plain_note", plain.Plain.__table__.c.note, unique=True)
plain.Plain.__table__.append_constraint(UniqueConstraint("note", "extra", name="uq_plain"))
`,
  'pkg/views.py': `from pkg.core import Base
from sqlalchemy import Column, Integer, Text


class Report(Base):
    __tablename__ = "report"
    id = Column(Integer, primary_key=True)
    text = Column(Text)
`,
};

/** Imports in every shape: cycles, inside functions, guarded, star, found by looking into a folder, on conditions nobody knows. */
const tangled: ProjectFiles = {
  'alembic.ini': ini,
  'migrations/env.py': `import os
import sys

sys.path.append(os.getcwd())

${envOf('import tangle\nfrom tangle import load, Base', 'Base.metadata')}`,
  'tangle/__init__.py': `from .db import *
from .a import A
from .loader import load
from .guarded import HAVE

load()
`,
  'tangle/db.py': `from sqlalchemy import *
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


def key():
    return Column(Integer, primary_key=True)
`,
  'tangle/a.py': `from typing import TYPE_CHECKING

from tangle.db import Base, Column, ForeignKey, Integer, key, relationship

if TYPE_CHECKING:
    from tangle.b import B


class A(Base):
    __tablename__ = "a"
    id = key()
    b_id = Column(ForeignKey("b.id", use_alter=True))


from tangle import b
`,
  'tangle/b.py': `import tangle.a
from tangle.db import Base, Column, ForeignKey, Integer, String, key

WIDTH = 12


class B(Base):
    __tablename__ = "b"
    id = key()
    a_id = Column(ForeignKey("a.id"))
    text = Column(String(WIDTH))


def lazily():
    from tangle.c import LIMIT
    return LIMIT
`,
  'tangle/c.py': `LIMIT = 33
`,
  'tangle/guarded.py': `try:
    from tangle.missing import THING
    HAVE = True
except ImportError:
    HAVE = False

try:
    from tangle.fast import fast
except ImportError:
    fast = None
`,
  'tangle/fast.py': `import not_there
from tangle.b import lazily

fast = lazily()
`,
  'tangle/loader.py': `import importlib
import pkgutil

import tangle.plugins
from tangle.conditional import EXTRA


def load():
    for info in pkgutil.iter_modules(tangle.plugins.__path__):
        importlib.import_module("tangle.plugins." + info.name)
`,
  'tangle/conditional.py': `import os

from unknown_package import flag

EXTRA = 1
if flag:
    from tangle.maybe import Maybe
    EXTRA = 2
if os.environ.get("MORE", "no") == "yes":
    EXTRA = 3
`,
  'tangle/maybe.py': `from tangle.db import Base, Column, String, key


class Maybe(Base):
    __tablename__ = "maybe"
    id = key()
`,
  'tangle/plugins/__init__.py': '',
  'tangle/plugins/one.py': `from tangle import A
from tangle.b import lazily
from tangle.db import Base, Column, ForeignKey, String, key


class One(Base):
    __tablename__ = "one"
    id = key()
    a = Column(ForeignKey(A.id))
    text = Column(String(lazily()))
`,
  'tangle/plugins/two.py': `from dataclasses import dataclass

from tangle.db import Base, Column, Integer, key
from tangle.plugins.one import One


@dataclass
class Shape:
    sides: int = 4


class Two(One):
    sides = Column(Integer, server_default=str(Shape().sides))
`,
};

export const editedProjects: Readonly<Record<string, ProjectFiles>> = { layered, flask, meddling, tangled };
