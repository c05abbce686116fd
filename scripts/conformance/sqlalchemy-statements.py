"""Runs the cases of test/sqlalchemy/statements/cases.py with the SQLAlchemy that is installed, and tells what psycopg2 sent and what came back.

    python scripts/conformance/sqlalchemy-statements.py postgresql+psycopg2://USER:PASSWORD@HOST:PORT/DATABASE > recorded.json

Each case runs in a transaction of its own, which is rolled back. Statements sent for several sets of parameters are left out: how many
there are is the driver's affair. A case that raises in this release is null.
"""

import importlib.util
import inspect
import json
import pathlib
import sys
import warnings

import sqlalchemy as sa

warnings.simplefilter("ignore")
CASES = pathlib.Path(__file__).resolve().parents[2] / "test/sqlalchemy/statements/cases.py"
spec = importlib.util.spec_from_file_location("cases", CASES)
cases = importlib.util.module_from_spec(spec)
spec.loader.exec_module(cases)

engine = sa.create_engine(sys.argv[1], connect_args={"options": "-c timezone=UTC"})
sent = []


@sa.event.listens_for(engine, "after_cursor_execute")
def note(connection, cursor, statement, parameters, context, executemany):
    sent.append(None if executemany else " ".join(cursor.query.decode().split()))


def answer(connection, case):
    sent.clear()
    try:
        returned = repr(case(connection))
    except Exception as error:
        print(f"{case.__name__}: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
        return None
    return {"sent": list(sent), "returned": returned}


with engine.connect() as connection:
    with connection.begin():
        for statement in cases.SETUP:
            connection.exec_driver_sql(statement)

recorded = {}
for name, case in list(vars(cases).items()):
    if inspect.isfunction(case) and list(inspect.signature(case).parameters) == ["bind"]:
        with engine.connect() as connection:
            transaction = connection.begin()
            recorded[name] = answer(connection, case)
            transaction.rollback()
print(json.dumps(recorded, indent=2, ensure_ascii=False))
