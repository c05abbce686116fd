"""A naming convention, and names that are too long for PostgreSQL."""

from sqlalchemy import Boolean, CheckConstraint, Column, Enum, ForeignKey, Index, Integer, MetaData, String, UniqueConstraint
from sqlalchemy.orm import declarative_base
from sqlalchemy.sql.elements import conv

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s_%(referred_column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Base = declarative_base(metadata=metadata)


class Thing(Base):
    __tablename__ = "things"
    __table_args__ = (
        UniqueConstraint("name", "other"),
        UniqueConstraint("name", name="given"),
        CheckConstraint("other > 0", name="positive"),
        CheckConstraint("other > 1", name=conv("final")),
        Index(None, "name", "other"),
    )
    id = Column(Integer, primary_key=True)
    name = Column(String, index=True, unique=True)
    other = Column(Integer, unique=True)
    kind = Column(Enum("a", name="kinds", native_enum=False, create_constraint=True))
    flag = Column(Boolean)


class AVeryLongNameIndeed(Base):
    __tablename__ = "a_table_with_a_name_that_is_really_very_long_indeed"
    id = Column(Integer, primary_key=True)
    a_column_that_is_long_too = Column(ForeignKey("things.id"), index=True, unique=True)
    another_column_that_is_long = Column(ForeignKey("things.id"), unique=True)


class Scoped(Base):
    __tablename__ = "scoped"
    __table_args__ = {"schema": "other"}
    id = Column(Integer, primary_key=True)
    thing_id = Column(ForeignKey("things.id"), index=True)
    self_id = Column(ForeignKey("other.scoped.id"))
