"""What real Alembic makes of one environment: its version directories and its graph, as `alembic history`, `heads` and `branches` walk it.

Told by graphs.mjs, as JSON on the standard input: the project's folder, whether its own modules are imported, and the environment as `history --json` found it.
Prints JSON. Packages that are not installed get a stand-in (stand_ins.py).
"""

import contextlib
import io
import json
import os
import pathlib
import sys
import warnings

import stand_ins
from alembic.config import Config
from alembic.script import ScriptDirectory

warnings.simplefilter("ignore")


def configured(told):
    """The environment's Config, with the current directory from which its paths lead somewhere."""
    folder = pathlib.Path(told["folder"])
    scripts = folder / told["scriptDirectory"]
    if told["configFile"].endswith("env.py"):
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        return config
    file = folder / told["configFile"]
    toml = file.name == "pyproject.toml"
    config = Config(None if toml else str(file), toml_file=str(file.parent / "pyproject.toml"), ini_section=told["section"])
    location = config.get_alembic_option("script_location")
    for start in (file.parent, *file.parents):
        os.chdir(start)
        if location and ":" not in location and pathlib.Path(location).exists() and pathlib.Path(location).resolve() == scripts.resolve():
            return config
        if start == folder:
            break
    # Flask-Migrate, a package's name, or what the application's code sets.
    os.chdir(folder)
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def graph(told):
    folder = pathlib.Path(told["folder"])
    if told["own"]:
        sys.path[:0] = [str(folder / part) for part in ("", "src", told["scriptDirectory"], os.path.dirname(told["scriptDirectory"]))]
    stand_ins.install([str(folder)], {}, {})
    script = ScriptDirectory.from_config(configured(told))
    script.sourceless = False
    walked = list(script.walk_revisions())
    return {
        "versionDirectories": [os.path.relpath(location.resolve(), folder.resolve()) for location in script._version_locations],
        "order": [revision.revision for revision in reversed(walked)],
        "heads": list(script.revision_map.heads),
        "bases": script.get_bases(),
        "branchPoints": [revision.revision for revision in reversed(walked) if revision.is_branch_point],
        "messages": {revision.revision: revision.doc for revision in walked},
    }


with contextlib.redirect_stdout(io.StringIO()):
    try:
        made = graph(json.load(sys.stdin))
    except BaseException as error:
        made = {"error": f"{type(error).__name__}: {error}"}
print(json.dumps(made))
