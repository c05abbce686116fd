"""Runs fixture histories with the Alembic that is installed, and tells what stands in PostgreSQL after each step.

    python scripts/conformance/run-histories.py postgresql+psycopg2://USER:PASSWORD@HOST:PORT/DATABASE < jobs.json > answers.json

Everything in that database is dropped, again and again. A job is a fixture as test/alembic/conformance/histories.ts reads it: name,
folder (what is written into an environment of its own), setup (SQL that runs first). Of each it tells the steps of `upgrade heads` and then of `downgrade
base`: the revision, and the objects (catalog.sql, routines.sql, the rows of tables) that stand otherwise than before, null for those that
are gone. An error ends its direction. Every fixture runs in a process of its own.
"""

import pathlib
import re
import sys
import tempfile

import alembic.command
import alembic.config
import alembic.runtime.migration
import sqlalchemy as sa

import fixture_jobs

HERE = pathlib.Path(__file__).parent
CATALOGS = [(HERE / name).read_text().replace("%", "%%") for name in ("catalog.sql", "routines.sql")]
TABLES = """SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE relkind IN ('r', 'm') AND relispopulated AND nspname !~ '^pg_' AND nspname <> 'information_schema'"""
SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
VERSION_TABLE = re.compile(r"\balembic_version\b")


def settled(message):
    """A message without what another machine or another run says differently: paths and addresses."""
    message = re.sub(r" \((?:/|[A-Z]:)[^)]*\)", "", message)
    return re.sub(r" at 0x[0-9a-f]+", "", message)


def standing(connection):
    """What stands in the database; the version table is Alembic's own affair."""
    run = connection.exec_driver_sql
    path = run("SHOW search_path").scalar()
    run("SELECT set_config('search_path', 'pg_catalog', false)")
    objects = {f"{kind} {identity}": definition for query in CATALOGS for kind, identity, definition in run(query)}
    for (table,) in run(TABLES).all():
        rows = [row for (row,) in run(f'SELECT t::text FROM ONLY {table.replace("%", "%%")} t ORDER BY t::text COLLATE "C"')]
        if rows:
            objects[f"rows {table}"] = "; ".join(rows)
    connection.execute(sa.text("SELECT set_config('search_path', :path, false)"), {"path": path})
    return {name: definition for name, definition in objects.items() if not VERSION_TABLE.search(name)}


def empty(engine, setup):
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for (name,) in connection.exec_driver_sql(SCHEMAS).all():
            connection.exec_driver_sql(f'DROP SCHEMA "{name}" CASCADE')
        connection.exec_driver_sql("CREATE SCHEMA public")
        if setup:
            connection.exec_driver_sql(setup.replace("%", "%%"))
        return standing(connection)


class Recorder:
    """Listens to every MigrationContext, whatever env.py builds."""

    def __init__(self, begun):
        self.before = begun
        self.steps = []
        original = alembic.runtime.migration.MigrationContext.__init__

        def init(context, *args, **kwargs):
            original(context, *args, **kwargs)
            context.on_version_apply_callbacks = (*context.on_version_apply_callbacks, self.applied)

        alembic.runtime.migration.MigrationContext.__init__ = init

    def applied(self, ctx, step, **_):
        after = standing(ctx.connection)
        changed = {name: definition for name, definition in sorted(after.items()) if self.before.get(name) != definition}
        gone = {name: None for name in sorted(self.before) if name not in after}
        direction = "upgrade" if step.is_upgrade else "downgrade"
        revision = step.up_revision_id
        self.steps.append({"revision": revision, "direction": direction, "changes": {**changed, **gone}})
        self.before = after


def first_line(error):
    raised = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    return settled(f"{type(raised).__name__}: {raised}".strip().splitlines()[0])


def run(url, job):
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    recorder = Recorder(empty(engine, job["setup"]))
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in job["files"].items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        sys.path.insert(0, folder)
        config = alembic.config.Config(str(root / "alembic.ini"), stdout=sys.stderr)
        config.set_main_option("script_location", str(root))
        config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
        for direction, command, target in (
            ("upgrade", alembic.command.upgrade, "heads"),
            ("downgrade", alembic.command.downgrade, "base"),
        ):
            try:
                command(config, target)
            except Exception as error:
                recorder.steps.append({"direction": direction, "error": first_line(error)})
                break
    return recorder.steps


if __name__ == "__main__":
    fixture_jobs.answer(run)
