"""Records what `alembic revision` and `alembic merge` write or refuse, in histories of one and of several version directories.

Run with a Python that has Alembic; writes test/alembic/recorded/new-revisions.json, which
test/migrations/new-revision.test.ts compares with what we write.
"""

import datetime
import json
import pathlib
import tempfile
import warnings

import alembic
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

warnings.simplefilter("ignore")

MOMENT = datetime.datetime(2025, 1, 2, 3, 4, 5, 60000)
ScriptDirectory._generate_create_date = lambda self: MOMENT

TEMPLATE = '''"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    ${downgrades if downgrades else "pass"}
'''


def step(revision, down, labels=None, depends=None):
    return (
        f'"""step {revision}"""\nrevision = {revision!r}\ndown_revision = {down!r}\n'
        f"branch_labels = {labels!r}\ndepends_on = {depends!r}\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
    )


PROJECTS = {
    "nothing yet": {"ini": "", "files": {}},
    "one line": {
        "ini": "",
        "files": {"versions/a.py": step("aaaa1111", None), "versions/b.py": step("aaaa2222", "aaaa1111"), "versions/c.py": step("cccc3333", "aaaa2222")},
    },
    "three heads": {
        "ini": "file_template = %%(year)d/%%(rev)s_%%(slug)s",
        "files": {
            "versions/a.py": step("root0001", None),
            "versions/b.py": step("left0002", "root0001"),
            "versions/c.py": step("right002", "root0001"),
            "versions/d.py": step("right003", "right002"),
            "versions/e.py": step("third002", "root0001"),
        },
    },
    "branches": {
        "ini": "",
        "files": {
            "versions/a.py": step("core0001", None, "core"),
            "versions/b.py": step("core0002", "core0001"),
            "versions/c.py": step("shop0001", None, ("shop", "store"), "core0001"),
            "versions/d.py": step("shop0002", "shop0001", None, "core"),
        },
    },
    "two folders": {
        "ini": "version_locations = %(here)s/core/versions:%(here)s/plug/versions:%(here)s/empty\npath_separator = :",
        "files": {
            "core/versions/a.py": step("core0001", None, "core"),
            "core/versions/b.py": step("core0002", "core0001"),
            "plug/versions/c.py": step("plug0001", None, "plug", "core0001"),
        },
    },
    "folders in folders": {
        "ini": "version_locations = %(here)s/all %(here)s/all/inner\npath_separator = space",
        "files": {"all/a.py": step("outer001", None), "all/inner/b.py": step("inner001", None, "inner")},
    },
}

REVISIONS = [
    ("nothing yet", {}),
    ("nothing yet", {"head": "heads"}),
    ("nothing yet", {"head": "nope"}),
    ("one line", {"message": None}),
    ("one line", {"message": "say \\ hello"}),
    ("one line", {"head": "cccc"}),
    ("one line", {"head": "aaaa2222"}),
    ("one line", {"head": "aaaa2222", "splice": True, "branch_label": "side"}),
    ("one line", {"head": "aaaa", "splice": True}),
    ("one line", {"head": "aaaa2222", "splice": True, "depends_on": ["cccc"]}),
    ("one line", {"head": "base"}),
    ("one line", {"head": "base", "branch_label": "other", "depends_on": ["aaaa1111", "head"]}),
    ("one line", {"head": "head-1"}),
    ("one line", {"head": "nope"}),
    ("one line", {"depends_on": ["nope"]}),
    ("one line", {"rev_id": "no:way"}),
    ("one line", {"rev_id": "a+b@c"}),
    ("one line", {"version_path": "elsewhere"}),
    ("one line", {"version_path": "versions"}),
    ("three heads", {}),
    ("three heads", {"head": "heads"}),
    ("three heads", {"head": "left0002"}),
    ("three heads", {"head": "right@head"}),
    ("three heads", {"head": "right003@head"}),
    ("three heads", {"head": "right002"}),
    ("branches", {"head": "shop@head"}),
    ("branches", {"head": "store@head", "depends_on": ["core"]}),
    ("branches", {"head": "core@head", "depends_on": ["shop@head"], "branch_label": "deep"}),
    ("branches", {"head": "core@head", "branch_label": "shop"}),
    ("branches", {"head": "core@head", "branch_label": "core0001"}),
    ("branches", {"head": "core"}),
    ("branches", {"head": "nobody@head"}),
    ("branches", {"head": "shop@base"}),
    ("two folders", {"head": "core@head"}),
    ("two folders", {"head": "plug@head"}),
    ("two folders", {"head": "plug@head", "version_path": "core/versions"}),
    ("two folders", {"head": "heads"}),
    ("two folders", {"head": "base"}),
    ("two folders", {"head": "base", "version_path": "empty", "branch_label": "new"}),
    ("two folders", {"head": "base", "version_path": "plug"}),
    ("folders in folders", {"head": "inner@head"}),
    ("folders in folders", {"head": "outer001"}),
]

MERGES = [
    ("three heads", {"revisions": ["heads"]}),
    ("three heads", {"revisions": ["heads"], "message": None}),
    ("three heads", {"revisions": ["left0002", "right003"], "branch_label": "joined"}),
    ("three heads", {"revisions": ["righ", "left"]}),
    ("three heads", {"revisions": ["right", "left0002"]}),
    ("three heads", {"revisions": ["right003", "left0002"]}),
    ("three heads", {"revisions": ["right002", "left0002"]}),
    ("three heads", {"revisions": ["right002", "left0002"], "splice": True}),
    ("three heads", {"revisions": ["left0002", "left0002"]}),
    ("three heads", {"revisions": ["left0002", "nope"]}),
    ("branches", {"revisions": ["core@head", "shop@head"]}),
    ("branches", {"revisions": ["heads"]}),
    ("two folders", {"revisions": ["plug@head", "core@head"]}),
    ("two folders", {"revisions": ["heads"], "rev_id": "no-way"}),
]


def record(kind, project, options):
    made = PROJECTS[project]
    given = {"message": "A new step", "rev_id": "fresh000", **options}
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place, "work")
        (folder / "db/versions").mkdir(parents=True)
        for path, text in {**made["files"], "env.py": "", "script.py.mako": TEMPLATE}.items():
            target = folder / "db" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        (folder / "db/alembic.ini").write_text(f"[alembic]\nscript_location = %(here)s\n{made['ini']}\n")
        (folder / "db/empty").mkdir()
        config = Config(str(folder / "db/alembic.ini"))
        asked = {**given, "version_path": str(folder / "db" / given["version_path"])} if given.get("version_path") else given
        result = {"project": project, "kind": kind, "options": given}
        try:
            script = (command.revision if kind == "revision" else command.merge)(config, **asked)
        except CommandError as error:
            said = dict.fromkeys(str(each).replace(str(folder) + "/", "") for each in (error, error.__cause__ or error))
            return {**result, "refused": list(said)}
        except Exception as error:
            return {**result, "fell": type(error).__name__}
        return {**result, "path": str(pathlib.Path(script.path).relative_to(folder)), "source": pathlib.Path(script.path).read_text()}


cases = [record("revision", *case) for case in REVISIONS] + [record("merge", *case) for case in MERGES]
recorded = {"alembic": alembic.__version__, "template": TEMPLATE, "projects": PROJECTS, "cases": cases}
path = pathlib.Path(__file__).resolve().parents[2] / "test/alembic/recorded/new-revisions.json"
path.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
