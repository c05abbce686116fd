"""A shop in the 1.x declarative style: every kind of column argument."""

import enum

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Sequence,
    SmallInteger,
    String,
    Table,
    Text,
    Unicode,
    UniqueConstraint,
    false,
    func,
    null,
    text,
    true,
)
from sqlalchemy.ext.declarative import declarative_base
from sqlalchemy.orm import backref, deferred, relationship, validates

metadata = MetaData()
Base = declarative_base(metadata=metadata)


class Mood(enum.Enum):
    happy = "H"
    sad = "S"
    fine = "F"
    glad = "H"


class Customer(Base):
    __tablename__ = "customers"
    __table_args__ = (
        UniqueConstraint("email", "tenant"),
        UniqueConstraint("slug", name="uq_slug", deferrable=True, initially="DEFERRED"),
        CheckConstraint("length(email) > 3"),
        CheckConstraint("age > 0", name="age_positive"),
        {"comment": "People who buy"},
    )

    id = Column(Integer, primary_key=True)
    email = Column(Unicode(255), nullable=False, index=True)
    tenant = Column(String(20), server_default="main", nullable=False)
    slug = Column(String, unique=True, index=True)
    mail = Column("e_mail", String(80), unique=True)
    age = Column(SmallInteger, CheckConstraint("age < 200"))
    born = Column(Date)
    since = Column(DateTime(timezone=True), server_default=func.now())
    touched = Column(DateTime, server_default=text("CURRENT_TIMESTAMP"), comment="It's the last touch")
    active = Column(Boolean, server_default=true(), nullable=False)
    banned = Column(Boolean, server_default=false())
    nothing = Column(Text, server_default=null())
    mood = Column(Enum(Mood))
    letter = Column(Enum(Mood, values_callable=lambda moods: [m.value for m in moods], name="mood_letter"))
    plain = Column(Enum("a", "b", name="plain", native_enum=False))
    checked = Column(Enum("x", "long", name="ck_checked", native_enum=False, length=20, create_constraint=True))
    photo = deferred(Column(LargeBinary))
    price = Column(Numeric(10, 2), server_default="0.00")
    quoted = Column(String, server_default="it's")
    Upper = Column(Integer)
    order = Column(Integer)

    orders = relationship("Order", backref=backref("customer", lazy="joined"))

    @validates("email")
    def check_email(self, key, value):
        return value

    @property
    def name(self):
        return self.email


class Order(Base):
    __tablename__ = "orders"
    id = Column(BigInteger, primary_key=True)
    customer_id = Column(ForeignKey("customers.id", ondelete="CASCADE", onupdate="SET NULL"), nullable=False)
    customer_mail = Column(ForeignKey("customers.e_mail", name="fk_mail", deferrable=True, initially="IMMEDIATE"))
    total = Column(Integer, Computed("customer_id * 2", persisted=True))
    number = Column(Integer, Identity(always=True, start=10, increment=5))
    code = Column(Integer, Sequence("order_code"))
    parent_id = Column(BigInteger, ForeignKey("orders.id"))


Index("ix_orders_customer", Order.customer_id, Order.id.desc())
Index("uq_orders_number", Order.number, unique=True, postgresql_where=Order.number > 5)


class Line(Base):
    __tablename__ = "lines"
    order_id = Column(BigInteger, ForeignKey("orders.id"), primary_key=True)
    position = Column(Integer, primary_key=True)
    note = Column(String(50), default="x")


class Part(Base):
    __tablename__ = "parts"
    __table_args__ = (
        PrimaryKeyConstraint("order_id", "position", "nr", name="pk_parts"),
        ForeignKeyConstraint(
            ["order_id", "position"], ["lines.order_id", "lines.position"], name="fk_line", ondelete="CASCADE", match="FULL"
        ),
    )
    order_id = Column(BigInteger)
    position = Column(Integer)
    nr = Column(Integer, autoincrement=True)


class Code(Base):
    __tablename__ = "codes"
    id = Column(Integer, primary_key=True, autoincrement=False)


class Named(Base):
    __tablename__ = "named"
    id = Column(Integer, primary_key=True, default=lambda: 5)


class WithDefault(Base):
    __tablename__ = "with_default"
    id = Column(Integer, primary_key=True, server_default=text("next_id()"))


class Child(Base):
    __tablename__ = "children"
    id = Column(Integer, ForeignKey("customers.id"), primary_key=True)
    small = Column(SmallInteger, Identity())


tags = Table(
    "order_tags",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("tag", String(30), primary_key=True),
    Column("extra", Integer, key="more"),
    Index(None, "more"),
    Index("ix_text", text("lower(tag)")),
    UniqueConstraint("more", "tag"),
    schema=None,
    postgresql_with={"fillfactor": 70},
)

log = Table(
    "log",
    metadata,
    Column("at", DateTime, nullable=False),
    postgresql_partition_by="RANGE (at)",
    schema="audit",
    prefixes=["UNLOGGED"],
)
Order.added_later = Column(String(7))
