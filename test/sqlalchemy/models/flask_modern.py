"""Flask-SQLAlchemy 3 with a declarative base of its own, a naming convention, a subclass of SQLAlchemy and binds."""

import enum
from datetime import datetime
from typing import Any, Optional

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy as BaseSQLAlchemy
from flask_sqlalchemy.model import Model
from sqlalchemy.dialects.postgresql import ENUM, JSONB
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s"})

    def to_dict(self):
        return {}


class SQLAlchemy(BaseSQLAlchemy):
    def apply_pool_defaults(self, app, options):
        return options


db = SQLAlchemy(model_class=Base, engine_options={"pool_pre_ping": True})
metadata = db.metadata


class Role(enum.StrEnum):
    ADMIN = "admin"
    USER = "user"


class IdMixin:
    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now(), sort_order=99)


class BaseModel(IdMixin, db.Model):
    __abstract__ = True

    @classmethod
    def find(cls, key):
        return db.session.get(cls, key)


class UserAccount(BaseModel):
    email: Mapped[str] = mapped_column(sa.String(120), unique=True)
    role: Mapped[Role] = mapped_column(ENUM(Role, name="role", values_callable=lambda e: [m.value for m in e]), server_default=Role.USER.value)
    settings: Mapped[dict[str, Any]] = mapped_column(MutableDict.as_mutable(JSONB), server_default=sa.text("'{}'"))
    manager_id: Mapped[Optional[int]] = mapped_column(sa.ForeignKey("user_account.id", ondelete="SET NULL"), index=True)
    manager: Mapped[Optional["UserAccount"]] = db.relationship(remote_side="UserAccount.id")


class APIKey(BaseModel):
    __tablename__ = "api_keys"
    key = db.Column(db.String(64), nullable=False, unique=True)
    owner_id = db.Column(db.Integer, db.ForeignKey(UserAccount.id, ondelete="CASCADE"), nullable=False)
    __table_args__ = (
        db.Index("ix_live", key, postgresql_where=sa.text("key <> ''")),
        db.CheckConstraint("length(key) = 64", name="ck_key"),
    )


class Metric(db.Model):
    __bind_key__ = "metrics"
    id: Mapped[int] = mapped_column(primary_key=True)


links = db.Table("links", sa.Column("a", sa.ForeignKey("api_keys.id")), sa.Column("b", sa.ForeignKey("user_account.id")), db.UniqueConstraint("a", "b"))
