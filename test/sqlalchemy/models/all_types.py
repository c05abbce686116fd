"""One column for each type, as an object and as a class."""

import enum

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.types import TypeDecorator, UserDefinedType

metadata = sa.MetaData()


class Shortened(TypeDecorator):
    impl = sa.VARCHAR
    cache_ok = True


class Numbered(TypeDecorator):
    impl = sa.Integer

    def __init__(self, enumtype, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.enumtype = enumtype


class Guid(TypeDecorator):
    impl = sa.CHAR(36)

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(36))


class Vector(UserDefinedType):
    def __init__(self, size):
        self.size = size

    def get_col_spec(self, **kw):
        return "VECTOR(%d)" % self.size


class Slug(sa.String):
    pass


class Color(enum.Enum):
    red = 1
    green = 2


plain = [
    sa.Integer, sa.SmallInteger, sa.BigInteger, sa.INTEGER, sa.SMALLINT, sa.BIGINT, sa.INT,
    sa.Numeric, sa.NUMERIC, sa.DECIMAL, sa.Float, sa.FLOAT, sa.REAL, sa.Double, sa.DOUBLE_PRECISION,
    sa.String, sa.Unicode, sa.Text, sa.UnicodeText, sa.VARCHAR, sa.CHAR, sa.TEXT, sa.LargeBinary,
    sa.DateTime, sa.TIMESTAMP, sa.Date, sa.DATE, sa.Time, sa.TIME, sa.Boolean, sa.BOOLEAN, sa.Interval,
    sa.Uuid, sa.UUID, sa.JSON, sa.PickleType,
    postgresql.UUID, postgresql.JSON, postgresql.JSONB, postgresql.HSTORE, postgresql.INET, postgresql.CIDR,
    postgresql.MACADDR, postgresql.MACADDR8, postgresql.BIT, postgresql.BYTEA, postgresql.OID, postgresql.REGCLASS,
    postgresql.TSVECTOR, postgresql.TSQUERY, postgresql.MONEY, postgresql.INTERVAL, postgresql.TIME, postgresql.TIMESTAMP,
    postgresql.CITEXT, postgresql.INT4RANGE, postgresql.TSTZRANGE, postgresql.NUMMULTIRANGE, postgresql.DOUBLE_PRECISION,
    postgresql.VARCHAR, postgresql.TEXT, postgresql.REGCONFIG, postgresql.JSONPATH,
]
sized = [
    sa.String(50), sa.Unicode(length=20), sa.Text(5), sa.String(30, collation="de_DE"), sa.CHAR(3), sa.LargeBinary(10),
    sa.Numeric(10), sa.Numeric(10, 2), sa.Numeric(precision=5, scale=1, asdecimal=False), sa.Float(24), sa.Float(precision=53, asdecimal=True),
    sa.DateTime(True), sa.DateTime(timezone=True), sa.TIMESTAMP(timezone=True), sa.Time(timezone=True), sa.Interval(second_precision=6),
    sa.Uuid(as_uuid=False), sa.Uuid(native_uuid=False), sa.UUID(as_uuid=False), sa.JSON(none_as_null=True),
    postgresql.UUID(as_uuid=True), postgresql.TIMESTAMP(precision=3, timezone=True), postgresql.TIME(timezone=True, precision=0),
    postgresql.INTERVAL(fields="DAY TO SECOND"), postgresql.INTERVAL(precision=2), postgresql.BIT(5), postgresql.BIT(8, varying=True),
    postgresql.BIT(varying=True), postgresql.JSONB(astext_type=sa.Text()), postgresql.JSONB(none_as_null=True), postgresql.HSTORE(text_type=sa.Text()),
    sa.ARRAY(sa.Integer), sa.ARRAY(sa.String(5), dimensions=2), postgresql.ARRAY(sa.Text()), postgresql.ARRAY(sa.Enum("p", "q", name="pq")),
    postgresql.ARRAY(sa.String(3, collation="C"), as_tuple=True),
    sa.Enum("a", "b", name="ab"), sa.Enum(Color), sa.Enum(Color, name="colour", schema="paint"), sa.Enum(Color, native_enum=False),
    sa.Enum(Color, native_enum=False, length=40), postgresql.ENUM("x", "y", name="xy"), postgresql.ENUM(Color, name="pgcolor", create_type=False),
    postgresql.DOMAIN("positive", sa.Integer(), create_type=False),
    sa.String(40).with_variant(postgresql.CITEXT(), "postgresql"), sa.JSON().with_variant(postgresql.JSONB, "postgresql"),
    Shortened, Shortened(2048), Numbered(Color), Guid, Guid(), Vector(3), Slug(9),
    MutableDict.as_mutable(postgresql.JSONB), MutableList.as_mutable(sa.PickleType),
]

types_table = sa.Table(
    "types",
    metadata,
    *[sa.Column("plain_%02d" % number, type_) for number, type_ in enumerate(plain)],
    *[sa.Column("sized_%02d" % number, type_) for number, type_ in enumerate(sized)],
)
