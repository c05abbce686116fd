"""Walks a project's revisions with real Alembic: up to its heads, and down to nothing.

    python real_history.py '{"packages": …, "path": […], "url": …, "history": {"scripts": …}, …}'

The argument is the recipe of one project as projects.json has it, with `packages` (the folder where its requirements are installed),
absolute paths, the `url` of an empty database and the `queries` that tell what stands in it. The project's env.py is not run, it wants
the application; what it would tell Alembic is its metadata.

A revision runs in a transaction of its own. An operation that PostgreSQL refuses is rolled back and passed over, as the replay does,
so that what comes after it can be compared. Prints a line of JSON for each step: what was refused or raised, and how the catalog changed.
"""

import contextlib
import importlib
import json
import logging
import os
import sys
import traceback

import passed_over
import recipe_imports


def main():
    recipe = json.loads(sys.argv[1])
    # The project's own output must not get between ours.
    output, sys.stdout = sys.stdout, sys.stderr
    finder = recipe_imports.enter(recipe)
    history = recipe["history"]
    for name in history.get("imports", []):
        importlib.import_module(name)
    metadata = metadata_of(recipe)
    logging.disable(logging.CRITICAL)

    def tell(**line):
        print(json.dumps(line), file=output, flush=True)

    with application_of(recipe):
        walk(recipe, metadata, tell)
    versions = {name: importlib.import_module(name).__version__ for name in ("sqlalchemy", "alembic")}
    tell(versions=versions, standIns=sorted(finder.stood_in))


def metadata_of(recipe):
    """The target_metadata. A recipe without models says at most what their naming convention is, which is all that revisions heed of them."""
    if "metadata" in recipe:
        metadata = recipe_imports.metadata_of(recipe)
        return metadata[0] if len(metadata) == 1 else metadata
    from sqlalchemy import MetaData

    return MetaData(naming_convention=recipe["history"].get("namingConvention"))


def application_of(recipe):
    """An application as `flask db` has it around the revisions, which may ask Flask-SQLAlchemy for a session."""
    if "flask" not in recipe["history"]:
        return contextlib.nullcontext()
    from flask import Flask

    module, _, name = recipe["history"]["flask"].partition(":")
    application = Flask("history")
    application.config.update(SQLALCHEMY_DATABASE_URI=recipe["url"], SQLALCHEMY_TRACK_MODIFICATIONS=False)
    getattr(importlib.import_module(module), name).init_app(application)
    return application.app_context()


def walk(recipe, metadata, tell):
    from alembic.config import Config
    from alembic.operations import Operations
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine, pool

    config = Config()
    config.set_main_option("script_location", os.path.join(recipe["folder"], recipe["history"]["scripts"]))
    # Some revisions make an engine of their own from it.
    config.set_main_option("sqlalchemy.url", recipe["url"].replace("%", "%%"))
    for name, value in recipe["history"].get("options", {}).items():
        config.set_main_option(name, value.replace("%(here)s", recipe["folder"]))
    engine = create_engine(recipe["url"], poolclass=pool.NullPool)
    refusals = passed_over.watch(engine)
    catalog = Catalog(recipe["url"], recipe["queries"])
    for direction in ("upgrade", "downgrade"):
        # Each is a command of its own, which knows nothing of the other.
        script = ScriptDirectory.from_config(config)
        heads = tuple(script.get_heads())
        steps = script._upgrade_revs("heads", ()) if direction == "upgrade" else script._downgrade_revs("base", heads)
        with EnvironmentContext(config, script) as environment, engine.connect() as connection:
            environment.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
            context = environment.get_context()
            # As EnvironmentContext.run_migrations() and MigrationContext.run_migrations() do, without the version table.
            with Operations.context(context):
                for step in steps:
                    if step.revision.revision in recipe["contained"]:
                        continue
                    raised = run(context, step)
                    tell(revision=step.revision.revision, direction=direction, refused=refusals(), raised=raised, **catalog.change())


def run(context, step):
    """One direction of one revision; what it raised, if it did. Everything that it did before stands."""
    with context.begin_transaction(_per_migration=True):
        try:
            step.migration_fn()
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__}: {error} ({os.path.basename(place.filename)}:{place.lineno})"
    return None


class Catalog:
    """What stands in the database, seen from outside and told by its changes."""

    def __init__(self, url, queries):
        import psycopg2

        self.connection = psycopg2.connect(url.replace("+psycopg2", ""))
        self.connection.autocommit = True
        self.queries = queries
        self.objects, self.rows = self.read()

    def read(self):
        cursor = self.connection.cursor()
        cursor.execute("SET search_path TO pg_catalog; SET TimeZone TO 'UTC'")
        objects = {}
        for query in self.queries["objects"]:
            cursor.execute(query)
            objects.update({f"{kind} {identity}": definition for kind, identity, definition in cursor.fetchall()})
        cursor.execute(self.queries["rows"])
        counts = [sql for (sql,) in cursor.fetchall()]
        if not counts:
            return objects, {}
        cursor.execute(" UNION ALL ".join(counts))
        return objects, {identity: [int(count), digest] for identity, count, digest in cursor.fetchall() if count}

    def change(self):
        objects, rows = self.read()
        changed = {key: text for key, text in objects.items() if self.objects.get(key) != text}
        gone = [key for key in self.objects if key not in objects]
        self.objects = objects
        return {"changed": changed, "gone": gone, "rows": rows}


if __name__ == "__main__":
    main()
