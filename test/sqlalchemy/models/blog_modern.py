"""A blog in the 2.0 style: annotations decide."""

from __future__ import annotations

import datetime
import decimal
import enum
import uuid
from typing import Annotated, Any, ClassVar, List, Literal, Optional

from sqlalchemy import JSON, BigInteger, DateTime, Enum, ForeignKey, Index, MetaData, String, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

intpk = Annotated[int, mapped_column(primary_key=True)]
stamp = Annotated[datetime.datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]
str30 = Annotated[str, 30]
str50 = Annotated[str, mapped_column(String(50), nullable=True)]


class Status(enum.Enum):
    draft = 1
    live = 2


class Kind(str, enum.Enum):
    A = "a"
    B = "b"


class Base(DeclarativeBase):
    metadata = MetaData(schema="blog")
    type_annotation_map = {str30: String(30), dict[str, Any]: JSON, decimal.Decimal: BigInteger}


metadata = Base.metadata


class Stamped:
    created: Mapped[stamp]
    updated: Mapped[Optional[datetime.datetime]] = mapped_column(sort_order=10)

    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("users.id"), sort_order=-1)


class Tablename:
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"


class User(Tablename, Base):
    id: Mapped[intpk]
    name: Mapped[str] = mapped_column(String(50), index=True)
    nick: Mapped[Optional[str]]
    short: Mapped[str30]
    fifty: Mapped[str50]
    age: Mapped[int | None]
    key: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4, unique=True)
    status: Mapped[Status]
    kind: Mapped[Kind] = mapped_column(server_default="A")
    maybe: Mapped[Optional[Status]] = mapped_column(Enum(Status, name="maybe_status"))
    lit: Mapped[Literal["x", "yy"]]
    data: Mapped[dict[str, Any]]
    blob: Mapped[bytes]
    ratio: Mapped[float]
    amount: Mapped[decimal.Decimal]
    flag: Mapped[bool] = mapped_column(server_default=text("false"))
    day: Mapped[datetime.date]
    span: Mapped[datetime.timedelta]
    forced: Mapped[Optional[str]] = mapped_column(nullable=False)
    labels: Mapped[List[str]] = mapped_column(ARRAY(String(10)))
    doc: Mapped[dict] = mapped_column(JSONB, server_default="{}")
    ref = mapped_column(UUID(as_uuid=True))
    constant: ClassVar[int] = 5
    posts: Mapped[List["Post"]] = relationship(back_populates="author")

    @hybrid_property
    def upper(self) -> str:
        return self.name.upper()

    @upper.expression
    def upper(cls):
        return func.upper(cls.name)


class Post(Stamped, Tablename, Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column()
    slug: Mapped[str] = mapped_column("post_slug", String(80))
    author: Mapped["User"] = relationship(back_populates="posts")
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))

    @declared_attr.directive
    def __table_args__(cls):
        return (
            UniqueConstraint("title", "owner_id", name="uq_title"),
            Index("ix_lower", func.lower(cls.title), postgresql_using="btree"),
            Index("ix_created", cls.created.desc().nulls_last()),
            {"comment": "Posts"},
        )
