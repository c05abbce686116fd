/**
 * alembic-postgresql-enum 1.11 (operations/sync_enum_values.py, operations/add_enum_values.py, sql_commands/): the statements that it runs,
 * in its order. The first parameters of `sync_enum_values` were called `schema` and `affected_columns=None` before 1.0.1.
 */
export const postgresqlEnum = String.raw`
import re
from collections import namedtuple
from dataclasses import dataclass
from enum import Enum as PyEnum
from typing import Optional

import sqlalchemy
from alembic.operations import MigrateOperation, Operations
from sqlalchemy import ARRAY, Enum


class ColumnType(PyEnum):
    COMMON = Enum
    ARRAY = ARRAY


Unspecified = object()
TableIndex = namedtuple("TableIndex", ["name", "definition"])


@dataclass(frozen=True)
class TableReference:
    table_name: str
    column_name: str
    table_schema: Optional[str] = Unspecified
    column_type: ColumnType = ColumnType.COMMON
    existing_server_default: Optional[str] = None


class Config:
    def __init__(self, **options):
        self.options = options


def set_configuration(config):
    pass


def get_configuration():
    return Config()


def _run(connection, sql):
    connection.execute(sqlalchemy.text(sql))


def _cast(column, type_name, array, renamed):
    if array:
        text = f"{column}::text[]"
        for old, new in renamed:
            text = f"array_replace({text}, '{old}', '{new}')"
        return f"{type_name}[] USING {text}::{type_name}[]"
    if not renamed:
        return f"{type_name} USING {column}::text::{type_name}"
    cases = " ".join(f"WHEN {column}::text = '{old}' THEN '{new}'::{type_name}" for old, new in renamed)
    return f"{type_name} USING CASE {cases} ELSE {column}::text::{type_name} END"


def _replaced(text, renamed):
    for old, new in renamed:
        text = text.replace(f"'{old}'", f"'{new}'")
        text = text.replace(f'"{old}"', f'"{new}"')
    return text


def _renamed_default(schema, default, name, renamed):
    type_name = f"{schema}.{name}" if schema else name
    if default.startswith("ARRAY["):
        return re.sub(r"::[.\w]+", f"::{type_name}", _replaced(default, renamed))
    value = _replaced(default[: default.find("::")], renamed)
    return f"{value}::{type_name}[]" if default.endswith("[]") else f"{value}::{type_name}"


def _renamed_index(definition, schema, name, renamed):
    for old, new in renamed:
        definition = definition.replace(f"'{old}'::{name}", f"'{new}'::{name}")
        if schema:
            definition = definition.replace(f"'{old}'::{schema}.{name}", f"'{new}'::{schema}.{name}")
    return definition


def _compared(operator, renamed):
    if not renamed:
        return f"SELECT new_enum_val::text {operator} old_enum_val::text;"
    cases = " ".join(f"WHEN old_enum_val::text = '{old}' THEN '{new}'" for old, new in renamed)
    return f"SELECT new_enum_val::text {operator} CASE {cases} ELSE old_enum_val::text END;"


_operators = (("!=", "new_old_not_equals"), ("=", "new_old_equals"))


def _drop_index(connection, name):
    if "." in name:
        schema, index = name.rsplit(".", 1)
        schema = schema.strip('"')
        index = index.strip('"')
        _run(connection, f'DROP INDEX IF EXISTS "{schema}"."{index}"')
    else:
        index = name.strip('"')
        _run(connection, f'DROP INDEX IF EXISTS "{index}"')


def _set_values(connection, schema, name, values, references, renamed, indexes):
    new = f'"{schema}"."{name}"'
    old = f'"{schema}"."{name}_old"'
    indexes = [(index.name, _renamed_index(index.definition, schema, name, renamed)) for index in indexes]
    _run(connection, f'ALTER TYPE {new} RENAME TO "{name}_old"')
    listed = ", ".join(f"'{value}'" for value in values)
    _run(connection, f"CREATE TYPE {new} AS ENUM({listed})")
    for operator, function in _operators:
        _run(
            connection,
            f'CREATE FUNCTION "{schema}".{function}(new_enum_val {new}, old_enum_val {old}) '
            f"RETURNS boolean AS $$ {_compared(operator, renamed)} $$ LANGUAGE SQL IMMUTABLE",
        )
        _run(
            connection,
            f'CREATE OPERATOR "{schema}".{operator} (leftarg = {new}, rightarg = {old}, procedure = "{schema}".{function})',
        )
    for index, _ in indexes:
        _drop_index(connection, index)
    for reference in references:
        default = reference.existing_server_default
        prefix = f'"{reference.table_schema}".' if reference.table_schema else ""
        table = f'{prefix}"{reference.table_name}"'
        column = f'"{reference.column_name}"'
        if default is not None:
            _run(connection, f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT")
        array = reference.column_type == ColumnType.ARRAY
        _run(connection, f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {_cast(column, new, array, renamed)}")
        if default is not None:
            text = _renamed_default(schema, default, name, renamed)
            _run(connection, f"ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT {text}")
    for operator, function in _operators:
        _run(connection, f'DROP OPERATOR IF EXISTS "{schema}".{operator} ({new}, {old})')
        _run(connection, f'DROP FUNCTION "{schema}".{function}(new_enum_val {new}, old_enum_val {old})')
    _run(connection, f"DROP TYPE {old}")
    for _, definition in indexes:
        _run(connection, definition)


def _standing_default(connection, schema, table, column):
    return connection.execute(
        sqlalchemy.text(
            "SELECT column_default FROM information_schema.columns "
            f"WHERE table_schema = '{schema}' AND table_name = '{table}' AND column_name = '{column}'"
        )
    ).scalar()


def _reference(connection, schema, affected):
    if isinstance(affected, tuple):
        table, column = affected[0], affected[1]
        column_type = affected[2] if len(affected) > 2 else ColumnType.COMMON
        return TableReference(table, column, schema, column_type, _standing_default(connection, schema, table, column))
    if not isinstance(affected, TableReference):
        raise ValueError("Affected columns must contain tuples or TableReferences")
    if affected.table_schema is not Unspecified:
        return affected
    return TableReference(
        affected.table_name, affected.column_name, schema, affected.column_type, affected.existing_server_default
    )


@Operations.register_operation("sync_enum_values")
class SyncEnumValuesOp(MigrateOperation):
    @classmethod
    def sync_enum_values(
        cls,
        operations,
        enum_schema=None,
        enum_name=None,
        new_values=None,
        affected_columns=None,
        enum_values_to_rename=(),
        indexes_to_recreate=None,
        schema=None,
    ):
        enum_schema = enum_schema or schema
        connection = operations.get_bind()
        references = [_reference(connection, enum_schema, affected) for affected in affected_columns or ()]
        renamed = list(enum_values_to_rename)
        _set_values(connection, enum_schema, enum_name, new_values, references, renamed, indexes_to_recreate or [])


@Operations.register_operation("add_enum_value")
class AddEnumValuesOp(MigrateOperation):
    @classmethod
    def add_enum_value(cls, operations, enum_schema, enum_name, new_value, before_value=None):
        # The package says AFTER where it was told before.
        place = f" AFTER '{before_value}'" if before_value else ""
        _run(operations.get_bind(), f"""ALTER TYPE "{enum_schema}"."{enum_name}" ADD VALUE '{new_value}'{place}""")
`;
