"""Records what real SQLAlchemy and Alembic make of the small models in test/sqlalchemy/models.

    python scripts/conformance/sqlalchemy-models.py

needs SQLAlchemy 2.x, Alembic and Flask-SQLAlchemy; no database. For every model file it writes
test/sqlalchemy/recorded/NAME.json: the specification of each column, the clauses of constraints, the CREATE INDEX
statements, the CREATE TYPE statements, and how Alembic would write each column's type into a revision.
"""

import importlib
import json
import pathlib
import sys
import warnings

import sqlalchemy as sa
from alembic.autogenerate import render
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.types import TypeDecorator, UserDefinedType

warnings.simplefilter("ignore")
ROOT = pathlib.Path(__file__).resolve().parents[2] / "test" / "sqlalchemy"
# A paramstyle without percent signs, so that literals come out as PostgreSQL reads them.
DIALECT = postgresql.dialect(paramstyle="named")
DIALECT.supports_virtual_generated_columns = True
CONTEXT = AutogenContext(
    MigrationContext.configure(dialect_name="postgresql"),
    opts={"sqlalchemy_module_prefix": "sa.", "alembic_module_prefix": "op.", "user_module_prefix": None},
    autogenerate=False,
)


def python_of(type_):
    """How Alembic writes the type; a project's own type is written as what it stands on."""
    if not type(type_).__module__.startswith("sqlalchemy"):
        if isinstance(type_, TypeDecorator):
            return python_of(type_.load_dialect_impl(DIALECT))
        return None
    return render._repr_type(type_, CONTEXT)


def record_table(table):
    compiler_of_table = CreateTable(table).compile(dialect=DIALECT)
    constraints = [compiler_of_table.process(c) for c in table.constraints if c is not table.primary_key]
    constraints += [compiler_of_table.process(c) for column in table.columns for c in column.constraints]
    key = compiler_of_table.process(table.primary_key) if len(table.primary_key) else None
    created = [c for c in constraints if c]
    return {
        "schema": table.schema,
        "name": table.name,
        "comment": table.comment,
        "columns": [compiler_of_table.get_column_specification(c) for c in table.columns if not c.system],
        "comments": {c.name: c.comment for c in table.columns if c.comment},
        "types": {c.name: python_of(c.type) for c in table.columns},
        "primaryKey": key,
        "constraints": sorted(created),
        "indexes": sorted(str(CreateIndex(i).compile(dialect=DIALECT)) for i in table.indexes),
        "suffix": compiler_of_table.post_create_table(table).strip(),
    }


def enums_of(metadata):
    found = {}
    for table in metadata.tables.values():
        for column in table.columns:
            type_ = getattr(column.type, "item_type", column.type)
            if isinstance(type_, TypeDecorator):
                type_ = type_.load_dialect_impl(DIALECT)
            type_ = type_.dialect_impl(DIALECT) if not isinstance(type_, UserDefinedType) else type_
            if isinstance(type_, sa.Enum) and type_.native_enum:
                found[(type_.schema, type_.name)] = list(type_.enums)
    return [{"schema": s, "name": n, "values": v} for (s, n), v in sorted(found.items(), key=lambda i: (i[0][0] or "", i[0][1]))]


def main():
    sys.path.insert(0, str(ROOT / "models"))
    for file in sorted((ROOT / "models").glob("*.py")):
        module = importlib.import_module(file.stem)
        metadata = module.metadata
        recording = {"tables": [record_table(t) for t in metadata.tables.values()], "enums": enums_of(metadata)}
        (ROOT / "recorded" / f"{file.stem}.json").write_text(json.dumps(recording, indent=2) + "\n")
        print(file.stem, len(recording["tables"]), "tables")


if __name__ == "__main__":
    main()
