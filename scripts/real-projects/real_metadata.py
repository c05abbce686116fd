"""Creates the tables of a project's models with real SQLAlchemy.

    python real_metadata.py '{"packages": …, "path": […], "url": …, …}'

The argument is the recipe of one project as projects.json has it, with `packages` (the folder where its requirements are installed),
absolute paths, and the `url` of an empty database. Prints as JSON the tables of the metadata, the statements that the database
refused, and the packages that stand-ins were made for.
"""

import importlib
import json
import logging
import os
import pathlib
import re
import site
import sys
import types
import warnings

import stand_ins


class Captured(BaseException):
    """Raised through env.py once it has said what its metadata is; `except Exception` must not swallow it."""


def main():
    recipe = json.loads(sys.argv[1])
    # The project's own output must not get between ours.
    output, sys.stdout = sys.stdout, sys.stderr
    site.addsitedir(recipe["packages"])
    # Before whatever stands in the interpreter's own folder.
    sys.path.remove(recipe["packages"])
    sys.path[:0] = [*recipe["path"], recipe["packages"]]
    sys.argv = ["alembic"]
    os.environ.update(recipe.get("environment", {}))
    os.chdir(recipe["folder"])
    warnings.simplefilter("ignore")
    asking = [recipe["folder"], *(os.path.join(recipe["packages"], name) for name in recipe.get("standInsFor", []))]
    finder = stand_ins.install(asking, own_modules(recipe["path"]), recipe.get("values", {}))
    for name in recipe.get("withoutInit", []):
        bare_package(name, recipe["path"])
    patch_attributes(recipe.get("attributes", {}))
    for name in [*recipe.get("modules", []), *modules_with(**recipe.get("modulesWith", {}), path=recipe["path"])]:
        importlib.import_module(name)
    metadata = [named(name) for name in recipe.get("metadata", [])] or metadata_of_env(recipe)
    metadata = list({id(item): item for item in metadata}.values())
    problems = configure_mappers()
    refused = create(metadata, recipe["url"])
    tables = [table for item in metadata for table in item.tables.values()]
    json.dump(
        {
            "tables": sorted({(table.schema or "public", table.name) for table in tables}),
            "refused": refused,
            "problems": problems,
            "standIns": sorted(finder.stood_in),
            "standInBases": stand_in_bases(tables),
            "sqlalchemy": importlib.import_module("sqlalchemy").__version__,
        },
        output,
    )


def own_modules(path):
    return {entry.stem for folder in path for entry in pathlib.Path(folder).iterdir() if entry.is_dir() or entry.suffix == ".py"}


def modules_with(path, folder=None, text="", **rest):
    """Every module below a folder whose source holds the pattern: what the application would find by scanning."""
    if folder is None:
        return []
    root = pathlib.Path(path[0])
    files = [file for file in sorted((root / folder).rglob("*.py")) if re.search(text, file.read_text())]
    names = [".".join(file.relative_to(root).with_suffix("").parts).replace(".__init__", "") for file in files]
    return [name for name in names if not name.startswith(tuple(rest.get("except", [])))]


def bare_package(name, path):
    """A package whose __init__.py starts the application: its modules are imported without it."""
    module = types.ModuleType(name)
    folders = [str(pathlib.Path(folder, *name.split("."))) for folder in path]
    module.__path__ = [folder for folder in folders if os.path.isdir(folder)]
    module.__version__ = "0"
    module.__getattr__ = lambda attribute: missing_attribute(name, attribute)
    sys.modules[name] = module


def missing_attribute(package, attribute):
    if attribute.startswith("__"):
        raise AttributeError(attribute)
    try:
        return importlib.import_module(f"{package}.{attribute}")
    except ModuleNotFoundError:
        return stand_ins.StandIn(f"{package}.{attribute}")


def patch_attributes(attributes):
    """{"module:name": value}: what only the running application would have set."""
    for place, value in attributes.items():
        module, _, name = place.partition(":")
        setattr(importlib.import_module(module), name, value)


def named(place):
    """The MetaData at `module:attribute.attribute`, or that of a base or a Flask extension there."""
    module, _, path = place.partition(":")
    found = importlib.import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    return found if hasattr(found, "create_all") and hasattr(found, "sorted_tables") else found.metadata


def metadata_of_env(recipe):
    """What env.py hands to `context.configure(target_metadata=)`."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    captured = []

    def configure(self, *args, target_metadata=None, **kwargs):
        captured.extend(target_metadata if isinstance(target_metadata, (list, tuple)) else [target_metadata])
        raise Captured

    EnvironmentContext.configure = configure
    config = Config(recipe["config"]) if recipe.get("config") else Config()
    config.set_main_option("script_location", recipe["scripts"])
    if not config.get_main_option("sqlalchemy.url"):
        config.set_main_option("sqlalchemy.url", "postgresql+psycopg2://nobody@127.0.0.1:9/nothing")
    config.cmd_opts = types.SimpleNamespace(x=recipe.get("x", []), sql=True, autogenerate=False, cmd=None)
    script = ScriptDirectory.from_config(config)
    try:
        with EnvironmentContext(config, script, fn=lambda rev, context: [], as_sql=recipe.get("offline", True), destination_rev="head"):
            with application_context(recipe):
                script.run_env()
    except Captured:
        pass
    return [item for item in captured if item is not None]


def application_context(recipe):
    import contextlib

    if "application" not in recipe:
        return contextlib.nullcontext()
    module, _, name = recipe["application"]["at"].partition(":")
    found = getattr(importlib.import_module(module), name)
    arguments = recipe["application"].get("arguments")
    return (found if arguments is None else found(*arguments)).app_context()


def configure_mappers():
    """Late columns (backrefs, declared foreign keys) come with this. What fails here is the project's, and the tables stand."""
    from sqlalchemy.orm import configure_mappers as configure

    try:
        configure()
    except Exception as error:
        return [f"configure_mappers: {type(error).__name__}: {error}"]
    return []


def create(metadata, url):
    """`create_all` of each. What the database refuses is noted, and everything else is created all the same."""
    from sqlalchemy import create_engine, event

    logging.disable(logging.CRITICAL)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    refused = []

    @event.listens_for(engine, "do_execute")
    def execute(cursor, statement, parameters, _):
        return carry_out(lambda: cursor.execute(statement, parameters), statement)

    @event.listens_for(engine, "do_execute_no_params")
    def execute_without_parameters(cursor, statement, _):
        return carry_out(lambda: cursor.execute(statement), statement)

    def carry_out(action, statement):
        try:
            action()
        except Exception as error:
            refused.append({"statement": statement.strip(), "error": str(error).strip()})
        return True

    def refused_by(action):
        before = len(refused)
        try:
            action()
        except Exception as error:
            refused.append({"statement": "create_all", "error": f"{type(error).__name__}: {error}"})
        return len(refused) > before

    with engine.connect() as connection:
        for schema in sorted(schemas(metadata)):
            connection.execute(ddl(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
        for item in metadata:
            if refused_by(lambda: item.create_all(connection, checkfirst=False)):
                create_in_parts(connection, item, refused_by)
    return refused


def ddl(statement):
    from sqlalchemy import text

    return text(statement)


def create_in_parts(connection, metadata, refused_by):
    """A table that the database refuses for one of its foreign keys is created without them, and the others are added one by one."""
    from sqlalchemy import inspect
    from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

    def has(table):
        return table.name in inspect(connection).get_table_names(schema=table.schema)

    missing = [table for table in metadata.sorted_tables if not has(table)]
    for table in missing:
        refused_by(lambda: connection.execute(CreateTable(table, include_foreign_key_constraints=[])))
    for table in filter(has, missing):
        for index in table.indexes:
            refused_by(lambda: connection.execute(CreateIndex(index)))
    for table in filter(has, missing):
        for key in sorted(table.foreign_key_constraints, key=lambda key: key._creation_order):
            refused_by(lambda: connection.execute(AddConstraint(key)))


def schemas(metadata):
    tables = [table for item in metadata for table in item.tables.values()]
    types_ = [column.type for table in tables for column in table.columns]
    found = [getattr(item, "schema", None) for item in [*tables, *types_]]
    return {name for name in found if isinstance(name, str)}


def stand_in_bases(tables):
    """Mapped classes that inherit from a stand-in: what it would have brought is missing from their tables."""
    from sqlalchemy.orm import class_mapper
    import gc

    mapped = {cls for cls in gc.get_objects() if isinstance(cls, type) and "__mapper__" in vars(cls)}
    return sorted(cls.__qualname__ for cls in mapped if stand_ins.StandInBase in cls.__mro__)


if __name__ == "__main__":
    main()
