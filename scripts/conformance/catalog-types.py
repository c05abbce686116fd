"""Records how SQLAlchemy reflects PostgreSQL's types and how Alembic would write them into a revision.

    python scripts/conformance/catalog-types.py && npx biome check --write test/sqlalchemy/recorded

needs SQLAlchemy 2.x and Alembic; no database. Writes test/sqlalchemy/recorded/catalog-types.json: the text of
PostgreSQL's format_type() to Python, null where SQLAlchemy does not know the type.
"""

import json
import pathlib
import warnings

from alembic.autogenerate import render
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import NullType

warnings.simplefilter("ignore")
OUT = pathlib.Path(__file__).resolve().parents[2] / "test" / "sqlalchemy" / "recorded" / "catalog-types.json"
CONTEXT = AutogenContext(
    MigrationContext.configure(dialect_name="postgresql"),
    opts={"sqlalchemy_module_prefix": "sa.", "alembic_module_prefix": "op.", "user_module_prefix": None},
    autogenerate=False,
)
TYPES = """integer|bigint|smallint|character varying|character varying(255)|character(3)|bpchar|text|numeric|numeric(10,2)|numeric(5,0)
real|double precision|boolean|date|timestamp without time zone|timestamp with time zone|timestamp(3) without time zone
timestamp(6) with time zone|time without time zone|time with time zone|time(0) without time zone|interval|interval(3)
interval year to month|interval day to second(2)|interval second(1)|uuid|bytea|json|jsonb|hstore|inet|cidr|macaddr|macaddr8|money|oid|regclass|regconfig|tsvector|tsquery
citext|bit(1)|bit(5)|bit varying|bit varying(8)|int4range|int8range|numrange|daterange|tsrange|tstzrange|int4multirange|tstzmultirange
integer[]|text[]|character varying(20)[]|numeric(10,2)[]|timestamp with time zone[]|jsonpath|point|xml|geometry(Point,4326)|vector(3)"""



class NamedTypes:
    """No enums, no domains."""

    enums = {}
    domains = {}


dialect = postgresql.dialect()
recorded = {}
for text in TYPES.replace("\n", "|").split("|"):
    type_ = dialect._reflect_type(text, NamedTypes(), type_description="a column", collation=None)
    item = getattr(type_, "item_type", type_)
    recorded[text] = None if isinstance(item, NullType) else render._repr_type(type_, CONTEXT)
OUT.write_text(json.dumps(recorded, indent=2) + "\n")
print(len(recorded), "types")
