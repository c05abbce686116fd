"""The models of a project as its recipe says, imported with real SQLAlchemy.

Packages that the recipe does not name get a stand-in (stand_ins.py).
"""

import importlib
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


def enter(recipe):
    """Makes this interpreter that of the project. Returns the finder, which knows what was stood in for."""
    site.addsitedir(recipe["packages"])
    # Before whatever stands in the interpreter's own folder.
    sys.path.remove(recipe["packages"])
    sys.path[:0] = [*recipe["path"], recipe["packages"]]
    sys.argv = ["alembic"]
    os.environ.update(recipe.get("environment", {}))
    os.chdir(recipe["folder"])
    warnings.simplefilter("ignore")
    asking = [recipe["folder"], *(os.path.join(recipe["packages"], name) for name in recipe.get("standInsFor", []))]
    return stand_ins.install(asking, own_modules(recipe["path"]), recipe.get("values", {}))


def metadata_of(recipe):
    """Imports the modules with models; returns each MetaData once."""
    for name in recipe.get("withoutInit", []):
        bare_package(name, recipe["path"])
    patch_attributes(recipe.get("attributes", {}))
    for name in [*recipe.get("modules", []), *modules_with(**recipe.get("modulesWith", {}), path=recipe["path"])]:
        importlib.import_module(name)
    metadata = [named(name) for name in recipe.get("metadata", [])] or metadata_of_env(recipe)
    return list({id(item): item for item in metadata}.values())


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
