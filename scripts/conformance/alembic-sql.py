"""Records the scripts that real Alembic writes for ranges of a history: `alembic upgrade FROM:TO --sql` and `downgrade`.

Run with a Python that has Alembic; reads the project test/migrations/sql/shop and writes test/migrations/sql/recorded.json, which
test/migrations/sql/ranges.test.ts compares with what `sql` makes of the same ranges, statement by statement.
"""

import io
import json
import pathlib
import warnings

import alembic
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

warnings.simplefilter("ignore")

HERE = pathlib.Path(__file__).resolve().parents[2] / "test" / "migrations" / "sql"

UPGRADES = [
    "base:aa10products",
    "base:head",
    "base:heads",
    "aa10products:bb21paid",
    "aa10products:orders@head",
    "bb20orders:cc30shelves",
    "bb21paid:dd40merge",
    "cc30shelves:dd40merge",
    "dd40merge:+1",
    "aa10:ee50",
    "dd40merge:heads",
    "ee50prices:aa10products",
    "bb20orders:pp10partners",
    "base:partners@head",
    "base:shelves@head",
    "aa10products:ee50prices-1",
    "ee50prices:ee50prices",
    "base:nope",
    "aa10products:+1",
]
DOWNGRADES = [
    "ee50prices:dd40merge",
    "ee50prices:-1",
    "ee50prices:-2",
    "dd40merge:bb21paid",
    "dd40merge:aa10products",
    "ee50prices:base",
    "bb21paid:orders@base",
    "pp10partners:base",
    "pp10partners:partners@base",
    "cc30shelves:bb20orders",
    "bb21paid:bb21paid-2",
]


def statements(script):
    """The script's statements, without what Alembic adds around those of the revisions."""
    found = []
    for part in script.split(";\n\n"):
        lines = [line for line in part.strip().split("\n") if not line.startswith("-- Running ")]
        # Doubled for psycopg2, which makes one of it again before PostgreSQL sees it.
        text = "\n".join(lines).strip().replace("%%", "%")
        if text and text not in ("BEGIN", "COMMIT") and "alembic_version" not in text:
            found.append(text)
    return found


def record(direction, span):
    output = io.StringIO()
    config = Config(HERE / "shop" / "alembic.ini", output_buffer=output)
    try:
        getattr(command, direction)(config, span, sql=True)
    except CommandError as error:
        return {"refused": str(error)}
    return {"statements": statements(output.getvalue())}


recorded = {
    "alembic": alembic.__version__,
    "upgrade": {span: record("upgrade", span) for span in UPGRADES},
    "downgrade": {span: record("downgrade", span) for span in DOWNGRADES},
}
(HERE / "recorded.json").write_text(json.dumps(recorded, indent=1) + "\n")
