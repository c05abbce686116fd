"""Abstract bases, mixins, joined and single-table inheritance."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, func
from sqlalchemy.orm import as_declarative, declarative_base, declarative_mixin, declared_attr


@declarative_mixin
class Stamped:
    created_at = Column(DateTime, server_default=func.now(), nullable=False)
    updated_at = Column(DateTime, onupdate=func.now())


class HasKeeper:
    @declared_attr
    def keeper_id(cls):
        return Column(Integer, ForeignKey("keepers.id"))


@as_declarative()
class Base:
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower() + "s"


metadata = Base.metadata


class Entity(Base):
    __abstract__ = True
    id = Column(Integer, primary_key=True)

    @declared_attr
    def __table_args__(cls):
        return (Index("ix_%s_code" % cls.__name__.lower(), "code"), {"comment": f"All of {cls.__name__}"})

    code = Column(String(8))


class Keeper(Stamped, Entity):
    name = Column(String(40), nullable=False)


class Animal(HasKeeper, Stamped, Entity):
    __tablename__ = "animals"
    __mapper_args__ = {"polymorphic_on": "kind"}
    kind = Column(String(10))
    updated_at = Column(String(5))


class Lion(Animal):
    __tablename__ = None
    __table_args__ = None
    __mapper_args__ = {"polymorphic_identity": "lion"}
    mane = Column(Integer)


class Bird(Animal):
    __tablename__ = "birds"
    __table_args__ = None
    __mapper_args__ = {"polymorphic_identity": "bird"}
    id = Column(Integer, ForeignKey("animals.id"), primary_key=True)
    wingspan = Column(Integer)
