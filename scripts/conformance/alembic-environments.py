"""Records how real Alembic reads configurations: version directories, revisions, and where a new revision would stand.

Run with a Python that has Alembic; writes test/alembic/recorded/environments.json, which
test/alembic/environment/conformance.test.ts compares with what we read.
"""

import datetime
import json
import os
import pathlib
import sys
import tempfile
import warnings

import alembic
from alembic.config import Config
from alembic.script import ScriptDirectory

warnings.simplefilter("ignore")

MOMENT = datetime.datetime(2025, 1, 2, 3, 4, 5)


def revision(id_, down=None):
    return f"revision = {id_!r}\ndown_revision = {down!r}\n"


def scripts(folder, **more):
    return {f"{folder}/env.py": "from alembic import context\n", f"{folder}/script.py.mako": "", f"{folder}/versions/a.py": revision("a"), **more}


# `start`: the folder in which `alembic` is called; `ini`: the file that it is told, else pyproject.toml there.
CASES = {
    "at the root": {"files": {"alembic.ini": "[alembic]\nscript_location = db\n", **scripts("db")}},
    "in a folder, by %(here)s": {
        "start": "backend",
        "files": {"backend/alembic.ini": "[alembic]\nscript_location = %(here)s/app/db\n", **scripts("backend/app/db")},
    },
    "in a folder, called from above": {
        "ini": "conf/alembic.ini",
        "files": {"conf/alembic.ini": "[alembic]\nscript_location = db\n", **scripts("db")},
    },
    "several sections with defaults": {
        "sections": ["alembic", "orders", "stats"],
        "files": {
            "alembic.ini": "[DEFAULT]\nroot = db\nfile_template = %%(slug)s\n\n[alembic]\nscript_location = %(root)s/main\n\n"
            "[orders]\nscript_location = %(root)s/orders\nfile_template = %%(rev)s\n\n[stats]\nscript_location = %(root)s/main\n"
            "version_locations = %(root)s/stats\n\n[loggers]\nkeys = root\n",
            **scripts("db/main"),
            **scripts("db/orders"),
            "db/stats/b.py": revision("b"),
        },
    },
    "pyproject alone": {
        "ini": None,
        "files": {
            "pyproject.toml": '[tool.alembic]\nscript_location = "%(here)s/db"\nversion_locations = ["%(here)s/db/versions", "more"]\n'
            'file_template = "%%(year)d_%%(rev)s"\ntruncate_slug_length = 8\nrecursive_version_locations = true\n',
            **scripts("db"),
            "more/b.py": revision("b", "a"),
            "more/deep/c.py": revision("c", "b"),
        },
    },
    "ini beside pyproject": {
        "files": {
            "alembic.ini": "[alembic]\nscript_location = db\nfile_template = %%(rev)s\n",
            "pyproject.toml": '[tool.alembic]\nscript_location = "elsewhere"\nversion_locations = ["db/versions", "more"]\nfile_template = "%%(slug)s"\n',
            **scripts("db"),
            "more/b.py": revision("b", "a"),
        },
    },
    **{
        f"separator {name}": {
            "files": {
                "alembic.ini": f"[alembic]\nscript_location = db\n{option} = {name}\nversion_locations = {value}\n",
                **scripts("db"),
                "one/b.py": revision("b"),
                "two/c.py": revision("c"),
                "with space/d.py": revision("d"),
            }
        }
        for name, option, value in [
            ("space", "path_separator", "db/versions one two"),
            ("newline", "path_separator", "\n    db/versions\n    one\n    with space\n"),
            ("os", "path_separator", "db/versions:with space:two"),
            (":", "path_separator", "db/versions::two: one"),
            (";", "version_path_separator", "%(here)s/db/versions;with space ; two"),
            ("space ", "version_path_separator", "one db/versions"),
        ]
    },
    "no separator said": {
        "files": {
            "alembic.ini": "[alembic]\nscript_location = db\nversion_locations = db/versions, one  two\n",
            **scripts("db"),
            "one/b.py": revision("b"),
            "two/c.py": revision("c"),
        }
    },
    "separator nobody knows": {
        "files": {"alembic.ini": "[alembic]\nscript_location = db\npath_separator = ,\nversion_locations = db/versions,one\n", **scripts("db")}
    },
    "folders below the versions": {
        "files": {
            "alembic.ini": "[alembic]\nscript_location = db\nrecursive_version_locations = true\nfile_template = %%(year)d/%%(month).2d/%%(rev)s_%%(slug)s\n",
            **scripts("db"),
            "db/versions/2024/b.py": revision("b", "a"),
            "db/versions/2024/01/c.py": revision("c", "b"),
            "db/versions/2024/01/__init__.py": "revision = 1\n",
            "db/versions/2023/d.py": revision("d", "c"),
            "db/versions/__pycache__/z.py": revision("z"),
            "db/versions/.#e.py": revision("e"),
            "db/versions/notes.txt": "no revision",
        }
    },
    "folders that are not looked into": {
        "files": {
            "alembic.ini": "[alembic]\nscript_location = db\nrecursive_version_locations = yes\nfile_template = %%(year)d/%%(rev)s\n",
            **scripts("db"),
            "db/versions/2024/b.py": revision("b", "a"),
        }
    },
    "a package's folder": {
        "files": {
            "alembic.ini": "[alembic]\nscript_location = shop.core:migrations\nprepend_sys_path = .\nversion_locations = shop:plugins shop.core:migrations/versions\npath_separator = space\n",
            "shop/__init__.py": "",
            "shop/core/__init__.py": "",
            **scripts("shop/core/migrations"),
            "shop/plugins/b.py": revision("b", "a"),
        }
    },
    "a package below src": {
        "files": {
            "alembic.ini": "[alembic]\nscript_location = store:migrations\nprepend_sys_path = src\n",
            "src/store/__init__.py": "",
            **scripts("src/store/migrations"),
        }
    },
    "settings of names": {
        "files": {
            "alembic.ini": "[alembic]\nscript_location = db\ntruncate_slug_length = 12\nfile_template = %%(epoch)s-%%(slug)s-%%(hour)02d%%(minute)02d%%(second)02d\n",
            **scripts("db"),
        }
    },
    "no length": {"files": {"alembic.ini": "[alembic]\nscript_location = db\ntruncate_slug_length = 0\n", **scripts("db")}},
    "a version directory that is not there": {
        "files": {"alembic.ini": "[alembic]\nscript_location = db\nversion_locations = later db/versions\npath_separator = space\n", **scripts("db")}
    },
}


def read(case, section):
    config = Config(case.get("ini", "alembic.ini"), toml_file="pyproject.toml", ini_section=section)
    script = ScriptDirectory.from_config(config)
    here = pathlib.Path(os.environ["CASE_ROOT"])
    relative = [os.path.relpath(location, here) for location in script._version_locations]
    path = script._rev_path(script._version_locations[0], "fresh", "Add the Name of a product", MOMENT)
    return {
        "scriptDirectory": os.path.relpath(pathlib.Path(script.dir).absolute(), here),
        "versionDirectories": relative,
        "revisions": [found.revision for found in script._load_revisions()],
        "newFile": os.path.relpath(path, here),
    }


def record(case):
    made = {}
    paths, modules, folder_before = list(sys.path), set(sys.modules), os.getcwd()
    with tempfile.TemporaryDirectory() as place:
        root = pathlib.Path(place).resolve()
        for path, text in case["files"].items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        os.environ["CASE_ROOT"] = str(root)
        os.chdir(root / case.get("start", ""))
        for section in case.get("sections", ["alembic"]):
            try:
                made[section] = read(case, section)
            except Exception as error:
                made[section] = {"refused": str(error).replace(str(root) + "/", "")}
        os.chdir(folder_before)
    sys.path[:] = paths
    for name in set(sys.modules) - modules:
        del sys.modules[name]
    return {"files": case["files"], "sections": made}


os.environ["TZ"] = "UTC"
recorded = {"alembic": alembic.__version__, "cases": {name: record(case) for name, case in CASES.items()}}
path = pathlib.Path(__file__).resolve().parents[2] / "test/alembic/recorded/environments.json"
path.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
