"""SQL expressions wherever DDL takes them."""

import enum

from sqlalchemy import (
    Boolean, CheckConstraint, Column, Computed, DateTime, Enum, Index, Integer, MetaData, String, and_, case, cast, collate,
    column, desc, extract, func, literal_column, not_, or_, text,
)
from sqlalchemy.dialects.postgresql import ARRAY, ExcludeConstraint, JSONB, TSRANGE, array
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import declarative_base
from sqlalchemy.sql import expression

metadata = MetaData()
Base = declarative_base(metadata=metadata)


class State(enum.Enum):
    new = "n"
    old = "o"


class utcnow(expression.FunctionElement):
    type = DateTime()
    inherit_cache = True


@compiles(utcnow, "postgresql")
def pg_utcnow(element, compiler, **kw):
    return "TIMEZONE('utc', CURRENT_TIMESTAMP)"


class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    name = Column(String(50), nullable=False)
    other = Column(String(50))
    amount = Column(Integer, server_default=text("5"))
    ready = Column(Boolean, server_default=expression.false())
    state = Column(Enum(State), server_default=State.new.name)
    starts = Column(DateTime, server_default=utcnow())
    ends = Column(DateTime, server_default=func.timezone("utc", func.now()))
    today = Column(DateTime, server_default=func.current_timestamp())
    uid = Column(String, server_default=func.gen_random_uuid().cast(String))
    extra = Column(JSONB, server_default=text("'{}'::jsonb"))
    tags = Column(ARRAY(String), server_default=array([], type_=String))
    full = Column(String, Computed(name + " " + other))
    span = Column(TSRANGE)

    __table_args__ = (
        Index("ix_01", func.lower(name)),
        Index("ix_02", func.lower(name), func.coalesce(other, "")),
        Index("ix_03", name, postgresql_where=amount > 5),
        Index("ix_04", name, postgresql_where=and_(amount > 5, other.isnot(None))),
        Index("ix_05", name, postgresql_where=or_(and_(amount > 5, ready), amount == 0)),
        Index("ix_06", name, postgresql_where=(state == State.new)),
        Index("ix_07", name, postgresql_where=state.in_([State.new, State.old])),
        Index("ix_08", name, postgresql_where=text("amount IS NOT NULL")),
        Index("ix_09", name, postgresql_where=ready.is_(True)),
        Index("ix_10", name, postgresql_where=ready == True),  # noqa: E712
        Index("ix_11", name, postgresql_where=~ready),
        Index("ix_12", name, postgresql_where=not_(and_(amount > 1, amount < 9))),
        Index("ix_13", desc(starts), name.asc().nullsfirst()),
        Index("ix_14", text("starts DESC")),
        Index("ix_15", "name", postgresql_ops={"name": "text_pattern_ops"}),
        Index("ix_16", func.lower(name).label("low"), postgresql_ops={"low": "varchar_pattern_ops"}),
        Index("ix_17", extra, postgresql_using="gin", postgresql_with={"fastupdate": False}),
        Index("ix_18", extra["a"].astext),
        Index("ix_19", cast(amount, String)),
        Index("ix_20", name, postgresql_include=["other", "amount"], unique=True, postgresql_nulls_not_distinct=True),
        Index("ix_21", collate(name, "C")),
        Index("ix_22", func.date_trunc("day", starts)),
        Index("ix_23", extract("year", starts)),
        Index("ix_24", func.lower(case((amount > 5, "big"), else_="small"))),
        Index("ix_25", literal_column("upper(name)")),
        Index("ix_26", amount * 2 + 1),
        Index("ix_27", (amount + 1) * 2),
        Index("ix_28", func.to_tsvector(text("'english'"), name + " " + other), postgresql_using="gin"),
        Index("ix_29", name, postgresql_where=name.like("a%")),
        Index("ix_30", name, postgresql_where=amount.between(1, 5)),
        Index("ix_31", name, postgresql_where=name != "it's"),
        Index("ix_32", name, postgresql_where=amount.notin_([1, 2])),
        Index("ix_33", name, postgresql_where=column("amount") > 3),
        Index("ix_34", name, postgresql_concurrently=False, postgresql_tablespace="fast"),
        Index("ix_35", name.op("||")("x")),
        CheckConstraint(amount >= 0, name="ck_amount"),
        CheckConstraint("name <> ''", name="ck_name"),
        CheckConstraint(func.length(name) > 2, name="ck_len"),
        CheckConstraint(or_(name == None, other == None), name="ck_either"),  # noqa: E711
        ExcludeConstraint((span, "&&"), (name, "="), name="ex_span", where=amount > 0),
        ExcludeConstraint(("span", "&&"), using="gist", name="ex_text", where=text("amount > 1"), deferrable=True),
        ExcludeConstraint((func.lower(name), "="), name="ex_lower", using="btree"),
    )
