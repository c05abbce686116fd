/** Packages that bring bases and mixins for users and their tokens. */

/** fastapi-users-db-sqlalchemy 7.0 (__init__.py, access_token.py, generics.py); 4.0 writes the same with \`Column\`. */
export const fastapiUsers = `
from typing import Generic, TypeVar

from sqlalchemy import CHAR, TIMESTAMP, Boolean, Column, ForeignKey, Integer, String
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator

ID = TypeVar("ID")


class GUID(TypeDecorator):
    impl = CHAR

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(UUID())


class TIMESTAMPAware(TypeDecorator):
    impl = TIMESTAMP


class SQLAlchemyBaseUserTable(Generic[ID]):
    __tablename__ = "user"

    email = Column(String(length=320), unique=True, index=True, nullable=False)
    hashed_password = Column(String(length=1024), nullable=False)
    is_active = Column(Boolean, default=True, nullable=False)
    is_superuser = Column(Boolean, default=False, nullable=False)
    is_verified = Column(Boolean, default=False, nullable=False)


class SQLAlchemyBaseUserTableUUID(SQLAlchemyBaseUserTable):
    id = Column(GUID, primary_key=True)


class SQLAlchemyBaseOAuthAccountTable(Generic[ID]):
    __tablename__ = "oauth_account"

    oauth_name = Column(String(length=100), index=True, nullable=False)
    access_token = Column(String(length=1024), nullable=False)
    expires_at = Column(Integer, nullable=True)
    refresh_token = Column(String(length=1024), nullable=True)
    account_id = Column(String(length=320), index=True, nullable=False)
    account_email = Column(String(length=320), nullable=False)


class SQLAlchemyBaseOAuthAccountTableUUID(SQLAlchemyBaseOAuthAccountTable):
    id = Column(GUID, primary_key=True)

    @declared_attr
    def user_id(cls):
        return Column(GUID, ForeignKey("user.id", ondelete="cascade"), nullable=False)


class SQLAlchemyBaseAccessTokenTable(Generic[ID]):
    __tablename__ = "accesstoken"

    token = Column(String(length=43), primary_key=True)
    created_at = Column(TIMESTAMPAware(timezone=True), index=True, nullable=False)


class SQLAlchemyBaseAccessTokenTableUUID(SQLAlchemyBaseAccessTokenTable):
    @declared_attr
    def user_id(cls):
        return Column(GUID, ForeignKey("user.id", ondelete="cascade"), nullable=False)


class SQLAlchemyUserDatabase(Generic[ID]):
    def __init__(self, *args, **kwargs):
        pass


class SQLAlchemyAccessTokenDatabase(Generic[ID]):
    def __init__(self, *args, **kwargs):
        pass
`;

/** Flask-Security 5.9 (core.py, datastore.py): mixins without columns, and a list in a text. */
export const flaskSecurity = `
from sqlalchemy import UnicodeText
from sqlalchemy.types import TypeDecorator


class UserMixin:
    pass


class RoleMixin:
    pass


class WebAuthnMixin:
    pass


class RefreshTrackerMixin:
    pass


class AsaList(TypeDecorator):
    impl = UnicodeText
`;

/** Flask-Security 5.9 (models/fsqla.py to fsqla_v4.py), for Flask-SQLAlchemy. */
export const fsqla = {
  1: `
from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, String, func


class FsModels:
    roles_users = None
    db = None
    user_table_name = "user"
    role_table_name = "role"

    @classmethod
    def set_db_info(
        cls, appdb, user_table_name="user", role_table_name="role", webauthn_table_name="webauthn", refresh_table_name="fs_refresh"
    ):
        cls.db = appdb
        cls.user_table_name = user_table_name
        cls.role_table_name = role_table_name
        cls.roles_users = appdb.Table(
            "roles_users",
            Column("user_id", Integer(), ForeignKey(f"{cls.user_table_name}.id")),
            Column("role_id", Integer(), ForeignKey(f"{cls.role_table_name}.id")),
        )


class FsRoleMixin(RoleMixin):
    id = Column(Integer(), primary_key=True)
    name = Column(String(80), unique=True, nullable=False)
    description = Column(String(255))
    permissions = Column(AsaList(), nullable=True)
    update_datetime = Column(type_=DateTime, nullable=False, server_default=func.now())


class FsUserMixin(UserMixin):
    id = Column(Integer, primary_key=True)
    email = Column(String(255), unique=True, nullable=False)
    username = Column(String(255))
    password = Column(String(255), nullable=False)
    active = Column(Boolean(), nullable=False)
    fs_uniquifier = Column(String(64), unique=True, nullable=False)
    confirmed_at = Column(DateTime())
    last_login_at = Column(DateTime())
    current_login_at = Column(DateTime())
    last_login_ip = Column(String(64))
    current_login_ip = Column(String(64))
    login_count = Column(Integer)
    tf_primary_method = Column(String(64), nullable=True)
    tf_totp_secret = Column(String(255), nullable=True)
    tf_phone_number = Column(String(128), nullable=True)
    create_datetime = Column(type_=DateTime, nullable=False, server_default=func.now())
    update_datetime = Column(type_=DateTime, nullable=False, server_default=func.now())
`,
  2: `
from flask_security.models.fsqla import FsModels, FsRoleMixin as FsRoleMixinV1, FsUserMixin as FsUserMixinV1
from sqlalchemy import Column, String, Text


class FsRoleMixin(FsRoleMixinV1):
    pass


class FsUserMixin(FsUserMixinV1):
    username = Column(String(255), unique=True, nullable=True)
    us_totp_secrets = Column(Text, nullable=True)
    us_phone_number = Column(String(128), nullable=True)
`,
  3: `
from flask_security import AsaList, WebAuthnMixin
from flask_security.models.fsqla_v2 import FsModels, FsRoleMixin as FsRoleMixinV2, FsUserMixin as FsUserMixinV2
from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, LargeBinary, String, func
from sqlalchemy.orm import declared_attr


class FsRoleMixin(FsRoleMixinV2):
    pass


class FsUserMixin(FsUserMixinV2):
    fs_webauthn_user_handle = Column(String(64), unique=True, nullable=True)
    mf_recovery_codes = Column(AsaList(), nullable=True)
    password = Column(String(255), nullable=True)
    us_phone_number = Column(String(128), nullable=True, unique=True)


class FsWebAuthnMixin(WebAuthnMixin):
    id = Column(Integer, primary_key=True)
    credential_id = Column(LargeBinary(1024), index=True, unique=True, nullable=False)
    public_key = Column(LargeBinary, nullable=False)
    sign_count = Column(Integer, default=0)
    transports = Column(AsaList(), nullable=True)
    backup_state = Column(Boolean, nullable=False)
    device_type = Column(String(64), nullable=False)
    extensions = Column(String(255), nullable=True)
    create_datetime = Column(type_=DateTime, nullable=False, server_default=func.now())
    lastuse_datetime = Column(type_=DateTime, nullable=False)
    name = Column(String(64), nullable=False)
    usage = Column(String(64), nullable=False)

    @declared_attr
    def user_id(cls):
        return Column(Integer, ForeignKey(f"{FsModels.user_table_name}.id", ondelete="CASCADE"), nullable=False)
`,
  4: `
from flask_security import RefreshTrackerMixin
from flask_security.models.fsqla_v3 import (
    FsModels,
    FsRoleMixin as FsRoleMixinV3,
    FsUserMixin as FsUserMixinV3,
    FsWebAuthnMixin as FsWebAuthnMixinV3,
)
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, func
from sqlalchemy.orm import declared_attr


class FsRoleMixin(FsRoleMixinV3):
    pass


class FsUserMixin(FsUserMixinV3):
    pass


class FsWebAuthnMixin(FsWebAuthnMixinV3):
    pass


class FsRefreshTrackerMixin(RefreshTrackerMixin):
    id = Column(Integer, primary_key=True)
    refresh_family = Column(String(64), unique=True, nullable=False)
    gen = Column(Integer, default=1)
    expires_at = Column(type_=DateTime, nullable=False)
    revoked_at = Column(type_=DateTime, nullable=True)
    last_used_at = Column(type_=DateTime, nullable=False)
    create_datetime = Column(type_=DateTime, nullable=False, server_default=func.now())
    name = Column(String(64), nullable=False)

    @declared_attr
    def user_id(cls):
        return Column(Integer, ForeignKey(f"{FsModels.user_table_name}.id", ondelete="CASCADE"), nullable=False)
`,
} as const;

/** Bases of other packages that bring no columns but the few here: flask-login 0.6, sqlalchemy-mixins 2.0, SQLAlchemy-serializer 1.4. */
export const flaskLogin = `
class UserMixin:
    pass


class AnonymousUserMixin:
    pass


def login_required(function):
    return function
`;

export const sqlalchemySerializer = `
class SerializerMixin:
    pass
`;

export const sqlalchemyMixins = `
from sqlalchemy import TIMESTAMP, Column


class ActiveRecordMixin:
    pass


class SmartQueryMixin:
    pass


class EagerLoadMixin:
    pass


class InspectionMixin:
    pass


class SessionMixin:
    pass


class ReprMixin:
    pass


class SerializeMixin:
    pass


class AllFeaturesMixin:
    pass


class TimestampsMixin:
    created_at = Column("created_at", TIMESTAMP(timezone=False), nullable=False)
    updated_at = Column("updated_at", TIMESTAMP(timezone=False), nullable=False)
`;
