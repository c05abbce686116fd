"""Builds the metadata of fixtures with the SQLAlchemy that is installed, and tells what then stands in PostgreSQL.

    python scripts/conformance/create-all.py postgresql+psycopg2://USER:PASSWORD@HOST:PORT/DATABASE < jobs.json > catalogs.json

Everything in that database is dropped, again and again. A job is a fixture as test/sqlalchemy/conformance/fixtures.ts reads its
header: name, folder, module, extensions, standIns. Of each it tells the rows of catalog.sql, or the error that SQLAlchemy or PostgreSQL
raised. Every fixture runs in a process of its own, forked from this one: listeners and @compiles of one would reach the next.
"""

import importlib
import pathlib
import re
import sys

import sqlalchemy as sa
from sqlalchemy import event

# What takes long to import is here before the processes are forked.
import flask_sqlalchemy  # noqa: F401
import sqlalchemy.dialects.postgresql.psycopg2  # noqa: F401
import sqlalchemy.orm  # noqa: F401

import fixture_jobs

CATALOG = (pathlib.Path(__file__).parent / "catalog.sql").read_text()
UNKNOWN_SCHEMA = re.compile(r'schema "(.+)" does not exist')
SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"


def settled(message):
    """A message without what another machine or another run says differently: paths, addresses, which of several indexes came first."""
    message = re.sub(r" \((?:/|[A-Z]:)[^)]*\)", "", message)
    message = re.sub(r" at 0x[0-9a-f]+", "", message)
    return re.sub(r"(operator does not exist): .*", r"\1", message)


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def execute(engine, *statements):
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def empty(engine, job, schemas):
    """An empty database with what the fixture asks for: extensions, domains in place of types that no server here has, schemas."""
    with engine.connect() as connection:
        present = [row[0] for row in connection.exec_driver_sql(SCHEMAS)]
    execute(
        engine,
        *(f"DROP SCHEMA {quoted(name)} CASCADE" for name in present),
        "CREATE SCHEMA public",
        *(f"CREATE EXTENSION {quoted(name)} SCHEMA public" for name in job["extensions"]),
        *(f"CREATE DOMAIN {quoted(type_)} AS text" for type_ in job["standIns"]),
        *(f"CREATE SCHEMA {quoted(name)}" for name in schemas),
    )


def create_all(engine, job, metadatas):
    """`MetaData.create_all()` makes no schemas, so each that PostgreSQL misses is made and everything begun again."""
    schemas = []
    while True:
        empty(engine, job, schemas)
        try:
            for metadata in metadatas:
                metadata.create_all(engine)
            return
        except sa.exc.DBAPIError as error:
            missing = UNKNOWN_SCHEMA.search(str(error.orig))
            if not missing or missing[1] in schemas:
                raise
            schemas.append(missing[1])


def catalog(engine):
    with engine.connect() as connection:
        connection.exec_driver_sql("SET search_path TO pg_catalog")
        return {f"{kind} {identity}": definition for kind, identity, definition in connection.exec_driver_sql(CATALOG.replace("%", "%%"))}


def recorded(url, job):
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.StaticPool)

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def stand_in(_connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith("CREATE DOMAIN"):
            return statement, parameters
        for type_ in job["standIns"]:
            statement = statement.replace(type_, quoted(type_))
        return statement, parameters

    sys.path.insert(0, job["folder"])
    try:
        metadata = importlib.import_module(job["module"]).metadata
        create_all(engine, job, metadata if isinstance(metadata, (list, tuple)) else [metadata])
    except Exception as error:
        raised = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        return {"error": settled(f"{type(raised).__name__}: {raised}".strip().splitlines()[0])}
    return {"catalog": catalog(engine)}


if __name__ == "__main__":
    fixture_jobs.answer(recorded)
