"""Corners of the mapping: registries, dataclasses, sequences, columns made by helpers, keys through Column objects."""

import sqlalchemy as sa
from sqlalchemy import Column, Integer, String, ForeignKey, Table, MetaData, Index, UniqueConstraint, CheckConstraint, func, text
from sqlalchemy import orm
from sqlalchemy.orm import registry, relationship, declared_attr, DeclarativeBase, MappedAsDataclass, Mapped, mapped_column, column_property, composite, synonym, deferred
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.sql import expression, functions
import sqlalchemy.dialects.postgresql
from typing import Optional

mapper_registry = registry(metadata=MetaData(naming_convention={"ix": "%(column_0_label)s_idx", "pk": "%(table_name)s_pkey", "fk": "%(table_name)s_%(column_0_name)s_fkey", "uq": "%(table_name)s_%(column_0_N_name)s_key"}))
metadata = mapper_registry.metadata

def fk(target, **kw):
    return Column(Integer, ForeignKey(target, ondelete="CASCADE"), nullable=False, **kw)

def timestamps():
    return [Column("created", sa.DateTime, server_default=func.now()), Column("updated", sa.DateTime, onupdate=func.now())]

class Money:
    def __init__(self, a, b): pass

@mapper_registry.mapped
class A:
    __tablename__ = "a"
    id = sa.Column(sa.Integer, primary_key=True)
    b_id = fk("b.id", index=True)
    total = sa.Column(pg.NUMERIC(10, 2), server_default=sa.text("0"))
    name = deferred(sa.Column(sa.String))
    amount = composite(Money, sa.Column("amt", sa.Integer), sa.Column("cur", sa.String(3)))
    full = column_property(sa.Column("full_name", sa.String, nullable=False, unique=True))
    syn = synonym("name")
    twice = column_property(id * 2)
    arr = sa.Column(pg.ARRAY(sa.Integer, dimensions=2), server_default="{}")

@mapper_registry.mapped
class B:
    __table__ = Table("b", metadata, Column("id", Integer, primary_key=True), *timestamps())
    as_ = relationship(A)

Base = mapper_registry.generate_base()

class TimeMixin(object):
    @declared_attr
    def created_at(cls):
        return Column(sa.DateTime(timezone=True), server_default=functions.current_timestamp(), index=True)

    @declared_attr
    def __table_args__(cls):
        return (UniqueConstraint("x", "y"), {"schema": "s2"}) if cls.__name__ != "E" else {"schema": None}

class D(TimeMixin, Base):
    __tablename__ = "d"
    id = Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    x = Column(Integer)
    y = Column(Integer, ForeignKey(A.id))
    z = Column(Integer, ForeignKey(A.__table__.c.id))
    w = Column(Integer, ForeignKey(B.__table__.c.id, name="explicit"))

class E(TimeMixin, Base):
    __tablename__ = "e"
    id = Column(sa.SmallInteger, primary_key=True)
    for_ = Column("for", Integer)
    locals()["dyn"] = 5

for n in ("p", "q"):
    setattr(E, n, Column(n, String(3)))

t = Table("plain", metadata,
    Column("id", Integer, sa.Identity(start=5), primary_key=True),
    Column("v", sa.Integer, sa.Computed("id * 2")),
    Column("lo", sa.Float(precision=10)),
    CheckConstraint("v > 1"),
    Index("plain_v", sa.desc("v")),
    Index("plain_w", text("v DESC NULLS LAST")),
)
t.append_column(Column("late", Integer, sa.Sequence("late_seq", start=3, schema="s2")))
Index("later", t.c.v, postgresql_where=t.c.lo > 3.5)
seq = sa.Sequence("own_seq", metadata=metadata)
t2 = Table("withseq", metadata, Column("n", Integer, seq, server_default=seq.next_value(), primary_key=True), Column("xmin", sa.Integer, system=True))

class DBase(MappedAsDataclass, DeclarativeBase):
    metadata = metadata

class DC(DBase, kw_only=True):
    __tablename__ = "dc"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    n: Mapped[Optional[int]] = mapped_column(default=None)
    u: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("a.full_name", onupdate="CASCADE", use_alter=True), unique=True)

class Parent(DBase, kw_only=True):
    __tablename__ = "parent"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind"}

class ChildOne(Parent, kw_only=True):
    one: Mapped[int] = mapped_column(nullable=True)
    __mapper_args__ = {"polymorphic_identity": "one"}

class ChildTwo(Parent, kw_only=True):
    __tablename__ = "child_two"
    id: Mapped[int] = mapped_column(sa.ForeignKey("parent.id"), primary_key=True)
    two: Mapped[Optional[int]]
    __mapper_args__ = {"polymorphic_identity": "two"}


class NumericKey(Base):
    __tablename__ = "numeric_key"
    id = Column(sa.Numeric(10), primary_key=True)


class NumberedNumericKey(Base):
    __tablename__ = "numbered_numeric_key"
    id = Column(sa.Numeric(10, 0), primary_key=True, autoincrement=True)


class ComputedKey(Base):
    __tablename__ = "computed_key"
    id = Column(Integer, sa.Computed("source * 2", persisted=True), primary_key=True)
    source = Column(Integer)


class KeyThatRefers(Base):
    __tablename__ = "key_that_refers"
    id = Column(Integer, primary_key=True)
    __table_args__ = (sa.ForeignKeyConstraint(["id"], ["numeric_key.id"]),)


class NumberedKeyThatRefers(Base):
    __tablename__ = "numbered_key_that_refers"
    id = Column(Integer, primary_key=True, autoincrement="ignore_fk")
    __table_args__ = (sa.ForeignKeyConstraint(["id"], ["numeric_key.id"]),)
