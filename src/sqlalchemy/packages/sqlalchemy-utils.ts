/**
 * SQLAlchemy-Utils 0.43 (types/*.py, models.py, aggregates.py, view.py), as far as PostgreSQL's tables ask. What 0.38 to 0.43 have
 * otherwise does not reach a table.
 */
export const sqlalchemyUtils = `
from sqlalchemy import BINARY, CHAR, Column, Date, DateTime, Index, LargeBinary, MetaData, String, Unicode, UnicodeText
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator, UserDefinedType


class UUIDType(TypeDecorator):
    impl = BINARY(16)

    def __init__(self, binary=True, native=True):
        self.binary = binary
        self.native = native

    def load_dialect_impl(self, dialect):
        if self.native:
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(BINARY(16) if self.binary else CHAR(32))


#: What SQLAlchemy-Searchable says of the index of a vector once it is set up, a function of a TSVectorType.
_searchable = {"auto_index": None}


class TSVectorType(TypeDecorator):
    impl = postgresql.TSVECTOR

    def __init__(self, *args, **kwargs):
        self.columns = args
        self.options = kwargs
        super().__init__()

    def __column_index__(self, table, column):
        auto_index = _searchable["auto_index"]
        if auto_index is None or not auto_index(self):
            return None
        return "_".join(("ix", table, column.name)), column, {"postgresql_using": "gin"}


class JSONType(TypeDecorator):
    impl = UnicodeText

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(postgresql.JSON())


class EmailType(TypeDecorator):
    impl = Unicode

    def __init__(self, length=255, *args, **kwargs):
        super().__init__(length=length, *args, **kwargs)


class Choice:
    def __init__(self, code, value):
        self.code = code
        self.value = value


class ChoiceType(TypeDecorator):
    impl = Unicode(255)

    def __init__(self, choices, impl=None):
        self.choices = choices
        if impl:
            self.impl = impl


class PasswordType(TypeDecorator):
    impl = LargeBinary

    def __init__(self, max_length=None, **kwargs):
        pass

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(postgresql.BYTEA())


class ScalarListType(TypeDecorator):
    impl = UnicodeText()

    def __init__(self, coerce_func=str, separator=","):
        pass


class IPAddressType(TypeDecorator):
    impl = Unicode(50)

    def __init__(self, max_length=50, *args, **kwargs):
        self.impl = Unicode(max_length)


class ColorType(TypeDecorator):
    impl = Unicode(20)

    def __init__(self, max_length=20, *args, **kwargs):
        self.impl = Unicode(max_length)


class PhoneNumberType(TypeDecorator):
    impl = Unicode(20)

    def __init__(self, region="US", max_length=20, *args, **kwargs):
        self.impl = Unicode(max_length)


class URLType(TypeDecorator):
    impl = UnicodeText


class CountryType(TypeDecorator):
    impl = String(2)


class CurrencyType(TypeDecorator):
    impl = String(3)

    def __init__(self, *args, **kwargs):
        pass


class LocaleType(TypeDecorator):
    impl = Unicode(10)


class TimezoneType(TypeDecorator):
    impl = Unicode(50)

    def __init__(self, backend="dateutil"):
        pass


class LtreeType(UserDefinedType):
    def get_col_spec(self):
        return "LTREE"


class LQUERY(UserDefinedType):
    def get_col_spec(self):
        return "LQUERY"


class LTXTQUERY(UserDefinedType):
    def get_col_spec(self):
        return "LTXTQUERY"


class StringEncryptedType(TypeDecorator):
    impl = String

    def __init__(self, type_in=None, key=None, engine=None, padding=None, **kwargs):
        super().__init__(**kwargs)


class EncryptedType(StringEncryptedType):
    impl = LargeBinary


class EnrichedDateTimeType(TypeDecorator):
    impl = DateTime

    def __init__(self, datetime_processor=None, *args, **kwargs):
        super().__init__(*args, **kwargs)


class ArrowType(EnrichedDateTimeType):
    def __init__(self, *args, **kwargs):
        super().__init__(None, *args, **kwargs)


class EnrichedDateType(TypeDecorator):
    impl = Date

    def __init__(self, date_processor=None, *args, **kwargs):
        super().__init__()


class RangeType(TypeDecorator):
    def __init__(self, *args, **kwargs):
        pass

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(self.impl)


class IntRangeType(RangeType):
    impl = postgresql.INT4RANGE


class Int8RangeType(RangeType):
    impl = postgresql.INT8RANGE


class DateRangeType(RangeType):
    impl = postgresql.DATERANGE


class NumericRangeType(RangeType):
    impl = postgresql.NUMRANGE


class DateTimeRangeType(RangeType):
    impl = postgresql.TSRANGE


class BitType(TypeDecorator):
    impl = postgresql.BIT

    def __init__(self, length=1, **kwargs):
        self.impl = postgresql.BIT(length)


class WeekDaysType(TypeDecorator):
    impl = postgresql.BIT(7)


class CompositeType(UserDefinedType):
    def __init__(self, name, columns, quote=None, **kwargs):
        self.name = name

    def get_col_spec(self):
        return not_understood("the composite type " + self.name + " of sqlalchemy_utils, which is made by an event")


class Timestamp:
    created = Column(DateTime, nullable=False)
    updated = Column(DateTime, nullable=False)


def aggregated(relationship, column):
    def wraps(function):
        return declared_attr(lambda cls: column)

    return wraps


def observes(*paths, **options):
    return lambda function: function


def generic_repr(*fields):
    if len(fields) == 1 and isinstance(fields[0], type):
        return fields[0]
    return lambda cls: cls


def generic_relationship(discriminator, id, doc=None):
    return None


def force_auto_coercion(mapper=None):
    pass


def force_instant_defaults(mapper=None):
    pass


def auto_delete_orphans(attr):
    pass


def register_composites(connection):
    pass


class _View:
    """A view is made by an event of the MetaData and belongs to no comparison."""

    def __getattr__(self, name):
        return self


def create_materialized_view(name, selectable, metadata, indexes=None, aliases=None):
    return _View()


def create_view(name, selectable, metadata, cascade_on_drop=True, replace=False):
    return _View()


def refresh_materialized_view(session, name, concurrently=False):
    pass
`;
