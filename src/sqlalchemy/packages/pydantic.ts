/**
 * pydantic as far as SQLModel's columns ask: which class a type is, and what of it stands in `FieldInfo.metadata`.
 * Source: pydantic 2.14 types.py and networks.py; what 1.10 has otherwise (ConstrainedStr, `AnyUrl(str)`) is told apart by `V1`.
 */
export const pydanticTypes = `
import datetime as _datetime
import decimal as _decimal
import pathlib as _pathlib
import uuid as _uuid
from typing import Annotated as _Annotated


class MaxLen:
    def __init__(self, max_length):
        self.max_length = max_length


class Digits:
    def __init__(self, max_digits, decimal_places):
        self.max_digits = max_digits
        self.decimal_places = decimal_places


class _Text(str if V1 else object):
    pass


class EmailStr(_Text):
    pass


class NameEmail:
    pass


class AnyUrl(_Text):
    pass


class AnyHttpUrl(AnyUrl):
    pass


class HttpUrl(AnyUrl):
    pass


class AnyWebsocketUrl(AnyUrl):
    pass


class WebsocketUrl(AnyUrl):
    pass


class FileUrl(AnyUrl):
    pass


class FtpUrl(AnyUrl):
    pass


class PostgresDsn(AnyUrl):
    pass


class RedisDsn(AnyUrl):
    pass


class AmqpDsn(AnyUrl):
    pass


class MongoDsn(AnyUrl):
    pass


class KafkaDsn(AnyUrl):
    pass


class SecretStr:
    pass


class SecretBytes:
    pass


class IPvAnyAddress:
    pass


class IPvAnyInterface:
    pass


class IPvAnyNetwork:
    pass


class Json:
    pass


class ByteSize(int):
    pass


class PastDate(_datetime.date if V1 else object):
    pass


class FutureDate(_datetime.date if V1 else object):
    pass


class PastDatetime:
    pass


class FutureDatetime:
    pass


class AwareDatetime:
    pass


class NaiveDatetime:
    pass


class StringConstraints:
    def __init__(self, **constraints):
        pass


StrictStr = _Annotated[str, "strict"]
StrictInt = _Annotated[int, "strict"]
StrictFloat = _Annotated[float, "strict"]
StrictBool = _Annotated[bool, "strict"]
StrictBytes = _Annotated[bytes, "strict"]
PositiveInt = NegativeInt = NonNegativeInt = NonPositiveInt = _Annotated[int, "bound"]
PositiveFloat = NegativeFloat = NonNegativeFloat = NonPositiveFloat = FiniteFloat = _Annotated[float, "bound"]
UUID1 = UUID3 = UUID4 = UUID5 = UUID6 = UUID7 = UUID8 = _Annotated[_uuid.UUID, "version"]
FilePath = DirectoryPath = NewPath = _Annotated[_pathlib.Path, "path"]
Base64Bytes = Base64UrlBytes = _Annotated[bytes, "encoded"]
Base64Str = Base64UrlStr = _Annotated[str, "encoded"]


def constr(**constraints):
    return _Annotated[str, StringConstraints()]


def conbytes(**constraints):
    return _Annotated[bytes, "constrained"]


def conint(**constraints):
    return _Annotated[int, "constrained"]


def confloat(**constraints):
    return _Annotated[float, "constrained"]


def condate(**constraints):
    return _Annotated[_datetime.date, "constrained"]


def condecimal(*, max_digits=None, decimal_places=None, **constraints):
    return _Annotated[_decimal.Decimal, Digits(max_digits, decimal_places)]
`;

/** \`ipaddress\` of the standard library: classes by name. */
export const ipaddressModule = `
class IPv4Address:
    def __init__(self, address):
        pass


class IPv4Network(IPv4Address):
    pass


class IPv6Address(IPv4Address):
    pass


class IPv6Network(IPv4Address):
    pass


class IPv4Interface(IPv4Address):
    pass


class IPv6Interface(IPv6Address):
    pass
`;

/** sqlmodel/sql/sqltypes.py of 0.0.50; GUID stood there until 0.0.18. */
export const sqlmodelTypes = `
from sqlalchemy import CHAR, DateTime, String, types
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.types import TypeDecorator


class AutoString(TypeDecorator):
    impl = String


class UTCDateTime(TypeDecorator):
    impl = DateTime

    def __init__(self):
        super().__init__(timezone=True)


class GUID(TypeDecorator):
    impl = CHAR

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(UUID())
`;
