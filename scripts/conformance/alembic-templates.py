"""Records what real Alembic and Mako write for some templates, messages and file names.

Run with a Python that has Alembic; writes test/alembic/recorded/templates.json, which
test/alembic/template/conformance.test.ts compares with what we write.
"""

import datetime
import json
import pathlib
import tempfile
import zoneinfo

import alembic
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

MOMENT = datetime.datetime(2024, 3, 9, 7, 5, 2, 40000, tzinfo=datetime.timezone.utc)

BODY = """
import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
"""

HEADER = '"""${message}\n\nRevision ID: ${up_revision}\nRevises: ${down_revision | comma,n}\nCreate Date: ${create_date}\n\n"""\n'

TEMPLATES = {
    "plain": HEADER + BODY,
    "old": '"""${message}\n\nRevises: ${down_revision}\n"""\n'
    + "revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n${imports or ''}\n"
    + 'def upgrade():\n    ${upgrades if upgrades else "pass"}\n\ndef downgrade():\n    ${downgrades if downgrades else "pass"}\n',
    "control lines": HEADER
    + "## a comment that goes\n<%doc>\nand another\n</%doc>\n"
    + "% if branch_labels:\n# of ${', '.join(branch_labels)}\n"
    + "    % for label in branch_labels:\n#  - ${label}\n    % endfor\n"
    + "% elif depends_on:\n# depends\n% else:\n# on its own\n% endif\n"
    + "# 100 %% sure\n# %% so are we\n% while False:\n% endwhile\n" + BODY.replace("\n\nrevision", "\n## gone\nrevision"),
    "blocks": "<%!\nfrom typing import List\n\ndef shout(text):\n    return text.upper()\n%>" + HEADER
    + "<%\n    words = message.split()\n    count = len(words)\n%>\n# ${count} words: ${words[0] | shout}\n# ${message | shout,trim}\n"
    + "<%text># ${not} % an expression\n## kept\n</%text>"
    + "# joined \\\nline\n" + BODY,
    "expressions": HEADER
    + "# ${'}' + \"|\" + {'a': '${x}'}['a']} ${up_revision[:4]} ${ {'k': message}['k'] | trim}\n"
    + "# ${create_date.year} ${create_date.strftime('%d.%m.%Y %H:%M')} ${'%s-%s' % (up_revision, message)}\n"
    + '# ${"first" if down_revision is None else "next"} ${len(upgrades)} ${f"{up_revision!r}"}\n' + BODY,
    "config": HEADER + "# ${config.get_main_option('owner')} ${config.get_main_option('none', 'nobody')} ${context.get('nothing', 'void')}\n" + BODY,
    "several databases": HEADER
    + "revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\nbranch_labels = ${repr(branch_labels)}\ndepends_on = ${repr(depends_on)}\n"
    + "${imports if imports else ''}\n\ndef upgrade(engine_name):\n    globals()[f'upgrade_{engine_name}']()\n\n"
    + "<%\n    db_names = config.get_main_option('databases')\n%>\n% for db_name in [name.strip() for name in db_names.split(',')]:\n"
    + 'def upgrade_${db_name}():\n    ${context.get("%s_upgrades" % db_name, "pass")}\n\ndef downgrade_${db_name}():\n    ${context.get("%s_downgrades" % db_name, "pass")}\n\n% endfor\n',
    "crlf": (HEADER + "% if message:\n# said\n% endif\n" + BODY).replace("\n", "\r\n"),
}

UP = ["op.add_column(\n    'users',\n    sa.Column('age', sa.Integer())\n)", "with op.batch_alter_table('users') as batch_op:\n    batch_op.drop_column('x')\n\n    batch_op.drop_column('y')"]
DOWN = ["op.drop_column('users', 'age')"]
PLAIN = {"id": "abc123def456", "message": "add the age of users", "parents": ["aaaa11112222"], "labels": [], "depends": [], "up": UP, "down": DOWN, "imports": []}

CASES = [
    *[{**PLAIN, "template": name} for name in TEMPLATES if name != "several databases"],
    {**PLAIN, "template": "plain", "parents": [], "up": [], "down": []},
    {**PLAIN, "template": "plain", "parents": ["aaaa11112222", "bbbb11112222"], "up": [], "down": []},
    {**PLAIN, "template": "plain", "labels": ["shop"], "depends": ["bbbb11112222"], "imports": ["import json", "import colorsys"]},
    {**PLAIN, "template": "plain", "labels": ["shop", "store"], "depends": ["aaaa11112222", "bbbb11112222"]},
    {**PLAIN, "template": "control lines", "labels": ["shop", "store"]},
    {**PLAIN, "template": "control lines", "depends": ["bbbb11112222"]},
    {**PLAIN, "template": "several databases", "up": [], "down": [], "further": {"one_upgrades": UP, "one_downgrades": DOWN}},
    {**PLAIN, "template": "plain", "ini": "timezone = Europe/Vienna"},
    {**PLAIN, "template": "plain", "ini": "timezone = utc"},
    {**PLAIN, "template": "plain", "ini": "timezone = Asia/Kolkata"},
    {**PLAIN, "template": "plain", "ini": "timezone = America/St_Johns", "message": ""},
    {**PLAIN, "template": "plain", "ini": "file_template = %%(year)d/%%(month).2d/%%(day).2d_%%(hour).2d%%(minute).2d%%(second)02d_%%(slug)s-%%(rev)s"},
    {**PLAIN, "template": "plain", "ini": "file_template = %%(epoch)s_%%(slug).7s_100%%%%_%%(year)6d"},
    {**PLAIN, "template": "plain", "ini": "truncate_slug_length = 10"},
    {**PLAIN, "template": "plain", "ini": "truncate_slug_length = 3"},
    {**PLAIN, "template": "plain", "message": "Größe & Maß: don't  cut_this (very long) message in the middle of words!"},
    {**PLAIN, "template": "plain", "message": "a" * 50},
    {**PLAIN, "template": "plain", "message": "!!!"},
    {**PLAIN, "template": "plain", "message": "two\nlines 日本語"},
]


def parent(folder, id_):
    pathlib.Path(folder, "versions", f"{id_}.py").write_text(f"revision = {id_!r}\ndown_revision = None\n")


def statements(lines):
    from alembic.autogenerate.render import _indent

    return _indent("\n".join(lines))


def record(case):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "versions").mkdir()
        parent(folder, "aaaa11112222")
        parent(folder, "bbbb11112222")
        pathlib.Path(folder, "script.py.mako").write_bytes(TEMPLATES[case["template"]].encode())
        ini = pathlib.Path(folder, "alembic.ini")
        ini.write_text(f"[alembic]\nscript_location = {folder}\nowner = the team\ndatabases = one, two\n{case.get('ini', '')}\n")
        config = Config(str(ini))
        script = ScriptDirectory.from_config(config)
        zone = script.timezone
        script._generate_create_date = lambda: (
            MOMENT.astimezone(zoneinfo.ZoneInfo("UTC" if zone == "utc" else zone)) if zone else MOMENT.replace(tzinfo=None)
        )
        texts = {name: statements(lines) for name, lines in case.get("further", {}).items()}
        made = script.generate_revision(
            case["id"],
            case["message"],
            head=case["parents"] or "base",
            branch_labels=case["labels"] or None,
            depends_on=case["depends"] or None,
            splice=True,
            config=config,
            imports="\n".join(sorted(case["imports"])),
            upgrades=statements(case["up"]),
            downgrades=statements(case["down"]),
            **texts,
        )
        path = pathlib.Path(made.path)
        return {**case, "path": str(path.relative_to(pathlib.Path(folder, "versions"))), "source": path.read_bytes().decode()}


recorded = {"alembic": alembic.__version__, "templates": TEMPLATES, "cases": [record(case) for case in CASES]}
path = pathlib.Path(__file__).resolve().parents[2] / "test/alembic/recorded/templates.json"
path.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
