"""Creates the tables of a project's models with real SQLAlchemy.

    python real_metadata.py '{"packages": …, "path": […], "url": …, …}'

The argument is the recipe of one project as projects.json has it, with `packages` (the folder where its requirements are installed),
absolute paths, and the `url` of an empty database. Prints as JSON the tables of the metadata, the statements that the database
refused, and the packages that stand-ins were made for.
"""

import importlib
import json
import logging
import sys

import recipe_imports
import stand_ins


def main():
    recipe = json.loads(sys.argv[1])
    # The project's own output must not get between ours.
    output, sys.stdout = sys.stdout, sys.stderr
    finder = recipe_imports.enter(recipe)
    metadata = recipe_imports.metadata_of(recipe)
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
