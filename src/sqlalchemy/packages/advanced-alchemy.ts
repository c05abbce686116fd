/** Advanced Alchemy 1.12 (base.py, mixins/*.py, types/*.py). Its bases are a registry's, which names what nobody named. */
export const advancedAlchemy = `
import datetime
import re
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BINARY,
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Identity,
    Integer,
    MetaData,
    Sequence,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncAttrs
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry as _Registry
from sqlalchemy.types import TypeDecorator

convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
table_name_regexp = re.compile("((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))")


class DateTimeUTC(TypeDecorator):
    impl = DateTime(timezone=True)


class GUID(TypeDecorator):
    impl = BINARY(16)

    def __init__(self, *args, binary=True, **kwargs):
        pass

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(PG_UUID())


JsonB = JSON().with_variant(JSONB, "postgresql")
BigIntIdentity = BigInteger().with_variant(Integer, "sqlite")


class EncryptedString(TypeDecorator):
    impl = String

    def __init__(self, key=None, backend=None, length=None, **kwargs):
        super().__init__()


class EncryptedText(EncryptedString):
    impl = Text


class PasswordHash(TypeDecorator):
    impl = String

    def __init__(self, backend=None, length=255):
        super().__init__(length=length)


class StoredObject(TypeDecorator):
    impl = JSON

    def __init__(self, *args, **kwargs):
        pass

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(JSONB())


class FileObject:
    pass


class FileObjectList:
    pass


class SentinelMixin:
    __abstract__ = True

    @declared_attr
    def _sentinel(cls) -> Mapped[int]:
        return mapped_column(name="sa_orm_sentinel", use_existing_column=True, nullable=True, sort_order=3001)


class UUIDPrimaryKey(SentinelMixin):
    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-100)


class UUIDv6PrimaryKey(SentinelMixin):
    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-100)


class UUIDv7PrimaryKey(SentinelMixin):
    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-100)


class NanoIDPrimaryKey(SentinelMixin):
    id: Mapped[str] = mapped_column(primary_key=True, sort_order=-100)


def _schema_of(cls):
    for arguments in (getattr(cls, "__table_args__", None), getattr(cls, "__table_kwargs__", None)):
        last = arguments[-1] if isinstance(arguments, tuple) and arguments else arguments
        if isinstance(last, dict) and "schema" in last:
            return last["schema"]
    return None


class BigIntPrimaryKey:
    @declared_attr
    def id(cls) -> Mapped[int]:
        options = {"optional": False}
        if schema := _schema_of(cls):
            options["schema"] = schema
        return mapped_column(BigIntIdentity, Sequence(f"{cls.__tablename__}_id_seq", **options), primary_key=True, sort_order=-100)


class IdentityPrimaryKey:
    @declared_attr
    def id(cls) -> Mapped[int]:
        return mapped_column(BigIntIdentity, Identity(start=1, increment=1), primary_key=True, sort_order=-100)


class AuditColumns:
    created_at: Mapped[datetime.datetime] = mapped_column(DateTimeUTC(timezone=True), sort_order=3002)
    updated_at: Mapped[datetime.datetime] = mapped_column(DateTimeUTC(timezone=True), sort_order=3003)


class SlugKey:
    @declared_attr
    def slug(cls) -> Mapped[str]:
        return mapped_column(String(length=100), nullable=False)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls):
        return (UniqueConstraint(cls.slug, name=f"uq_{cls.__tablename__}_slug"),)


class UniqueMixin:
    pass


class BasicAttributes:
    pass


class CommonTableAttributes(BasicAttributes):
    @declared_attr.directive
    @classmethod
    def __tablename__(cls):
        own = cls.__dict__
        if "__tablename__" in own:
            return own["__tablename__"]
        arguments = getattr(cls, "__mapper_args__", {})
        arguments = arguments if isinstance(arguments, dict) else {}
        if not arguments.get("concrete", False) and "polymorphic_on" not in own.get("__mapper_args__", {}):
            for parent in cls.__mro__[1:]:
                inherited = getattr(parent, "__mapper_args__", None)
                if isinstance(inherited, dict) and "polymorphic_on" in inherited:
                    return None
        return table_name_regexp.sub(r"_\\1", cls.__name__).lower()


def create_registry(custom_annotation_map=None):
    annotations = {
        UUID: GUID,
        datetime.datetime: DateTimeUTC,
        datetime.date: Date,
        dict: JsonB,
        dict[str, Any]: JsonB,
        dict[str, str]: JsonB,
        FileObject: StoredObject,
        FileObjectList: StoredObject,
    }
    annotations.update(custom_annotation_map or {})
    return _Registry(metadata=MetaData(naming_convention=convention), type_annotation_map=annotations)


orm_registry = create_registry()


class MetadataRegistry:
    _registry = {None: orm_registry.metadata}

    def get(self, bind_key=None):
        return self._registry.setdefault(bind_key, MetaData(naming_convention=convention))

    def set(self, bind_key, metadata):
        self._registry[bind_key] = metadata

    def __getitem__(self, bind_key):
        return self._registry[bind_key]

    def __setitem__(self, bind_key, metadata):
        self._registry[bind_key] = metadata

    def __contains__(self, bind_key):
        return bind_key in self._registry


metadata_registry = MetadataRegistry()


class AdvancedDeclarativeBase(DeclarativeBase):
    registry = orm_registry
    __abstract__ = True
    __metadata_registry__ = metadata_registry
    __bind_key__ = None

    def __init_subclass__(cls, **kwargs):
        bind_key = getattr(cls, "__bind_key__", None)
        if bind_key is not None:
            cls.metadata = cls.__metadata_registry__.get(bind_key)
        super().__init_subclass__(**kwargs)


class UUIDBase(UUIDPrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class UUIDAuditBase(CommonTableAttributes, UUIDPrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class UUIDv6Base(UUIDv6PrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class UUIDv6AuditBase(CommonTableAttributes, UUIDv6PrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class UUIDv7Base(UUIDv7PrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class UUIDv7AuditBase(CommonTableAttributes, UUIDv7PrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class NanoIDBase(NanoIDPrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class NanoIDAuditBase(CommonTableAttributes, NanoIDPrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class BigIntBase(BigIntPrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class BigIntAuditBase(CommonTableAttributes, BigIntPrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class IdentityBase(IdentityPrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class IdentityAuditBase(CommonTableAttributes, IdentityPrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class DefaultBase(CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


def merge_table_arguments(cls, table_args=None):
    args = []
    kwargs = {}
    mixins = (getattr(super(base, cls), "__table_args__", None) for base in cls.__bases__)
    for each in (*mixins, table_args):
        if isinstance(each, tuple):
            args.extend(each[:-1])
            if isinstance(each[-1], dict):
                kwargs.update(each[-1])
            else:
                args.append(each[-1])
        elif each:
            kwargs.update(each)
    if args:
        return (*args, kwargs) if kwargs else tuple(args)
    return kwargs
`;
