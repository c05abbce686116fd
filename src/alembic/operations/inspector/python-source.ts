/** What an Inspector answers, made of what the questions gave, and what reflection makes of its answers (`Inspector.reflect_table`). */
export const inspectorSource = String.raw`
import re

from sqlalchemy.exc import InvalidRequestError
from sqlalchemy import CheckConstraint, Column, Computed, ForeignKeyConstraint, Identity, Index, Table, UniqueConstraint, text


def get_columns(rows, schema):
    return [_column(row, schema) for row in rows]


def _column(row, schema):
    default = row["default"]
    column = {"name": row["name"], "type": reflected_type(row), "nullable": not row["required"]}
    computed = None
    if row["generated"]:
        computed = {"sqltext": default, "persisted": row["generated"] == "s"}
        default = None
    sequence = re.search(r"(nextval\(')([^']+)('.*$)", default) if default is not None else None
    if sequence is not None and "." not in sequence.group(2) and schema is not None:
        default = sequence.group(1) + f'"{schema}".' + sequence.group(2) + sequence.group(3)
    numbered = sequence is not None and row["type"] in ("smallint", "integer", "bigint")
    column["default"] = default
    column["autoincrement"] = numbered or row["identity"] is not None
    column["comment"] = row["comment"]
    if computed is not None:
        column["computed"] = computed
    if row["identity"] is not None:
        options = row["identity"].items()
        column["identity"] = {name: int(value) if isinstance(value, str) else value for name, value in options}
    return column


def get_pk_constraint(rows, schema):
    for row in rows:
        options = {"postgresql_include": row["include"]}
        return {"constrained_columns": row["columns"], "name": row["name"], "comment": row["comment"], "dialect_options": options}
    return {"constrained_columns": [], "name": None}


def get_unique_constraints(rows, schema):
    return [
        {
            "column_names": row["columns"],
            "name": row["name"],
            "comment": row["comment"],
            "dialect_options": {"postgresql_include": row["include"], "postgresql_nulls_not_distinct": row["nulls"]},
        }
        for row in rows
    ]


def get_check_constraints(rows, schema):
    return [_check(row) for row in rows]


def _check(row):
    found = re.match(r"^CHECK *\((.+)\)( NO INHERIT)?( NOT VALID)?$", row["sql"], re.DOTALL)
    inner = re.match(r"^[\s\n]*\((.+)\)[\s\n]*$", found.group(1), re.DOTALL)
    check = {"name": row["name"], "sqltext": inner.group(1) if inner else found.group(1), "comment": row["comment"]}
    options = {}
    if found.group(3):
        options["not_valid"] = True
    if found.group(2):
        options["no_inherit"] = True
    if options:
        check["dialect_options"] = options
    return check


def get_foreign_keys(rows, schema):
    return [
        {
            "name": row["name"],
            "constrained_columns": row["columns"],
            "referred_schema": row["schema"] or (schema if schema == row["home"] else None),
            "referred_table": row["table"],
            "referred_columns": row["referred"],
            "options": {
                name: row[name]
                for name in ("onupdate", "ondelete", "initially", "deferrable", "match")
                if row[name] is not None
            },
            "comment": row["comment"],
        }
        for row in rows
    ]


def get_indexes(rows, schema):
    return [_index(row) for row in rows]


def _index(row):
    elements = row["elements"][: row["keys"]]
    index = {"name": row["name"], "unique": row["unique"]}
    texts = [element["text"] for element in elements]
    if any(element["expression"] for element in elements):
        index["column_names"] = [None if element["expression"] else element["text"] for element in elements]
        index["expressions"] = texts
    else:
        index["column_names"] = texts
    options = {}
    classes = {element["text"]: element["opclass"] for element in elements if element["opclass"]}
    if classes:
        options["postgresql_ops"] = classes
    sorting = {}
    for element in elements:
        flags = element["option"] or 0
        if flags % 2:
            sorting[element["text"]] = ("desc",) if flags >= 2 else ("desc", "nulls_last")
        elif flags >= 2:
            sorting[element["text"]] = ("nulls_first",)
    if sorting:
        index["column_sorting"] = sorting
    if row["constraint"]:
        index["duplicates_constraint"] = row["name"]
    if row["options"]:
        options["postgresql_with"] = dict(option.split("=", 1) for option in row["options"])
    if row["method"] != "btree":
        options["postgresql_using"] = row["method"]
    if row["where"]:
        options["postgresql_where"] = row["where"]
    options["postgresql_include"] = [element["text"] for element in row["elements"][row["keys"] :]]
    if row["nulls"]:
        options["postgresql_nulls_not_distinct"] = True
    if not row["valid"]:
        options["postgresql_invalid"] = True
    index["dialect_options"] = options
    return index


def table_items(inspector, name, schema, own, metadata, bind):
    """What Table(name, autoload_with=bind) holds; columns and indexes that were given anyway are left out."""
    key = inspector.get_pk_constraint(name, schema=schema)["constrained_columns"]
    items = [_reflected_column(each, key) for each in inspector.get_columns(name, schema=schema) if each["name"] not in own]
    for foreign in inspector.get_foreign_keys(name, schema=schema):
        other, home = foreign["referred_table"], foreign["referred_schema"]
        prefix = other if home is None else f"{home}.{other}"
        if prefix not in metadata.tables and (other, home) != (name, schema):
            Table(other, metadata, schema=home, autoload_with=bind)
        targets = [f"{prefix}.{column}" for column in foreign["referred_columns"]]
        items.append(ForeignKeyConstraint(foreign["constrained_columns"], targets, foreign["name"], **foreign["options"]))
    for unique in inspector.get_unique_constraints(name, schema=schema):
        items.append(UniqueConstraint(*unique["column_names"], name=unique["name"]))
    for check in inspector.get_check_constraints(name, schema=schema):
        items.append(CheckConstraint(check["sqltext"], name=check["name"]))
    for index in inspector.get_indexes(name, schema=schema):
        if "duplicates_constraint" not in index:
            items.append(_reflected_index(index))
    return items


def _reflected_column(column, key):
    items = []
    keywords = {"nullable": column["nullable"], "primary_key": column["name"] in key, "comment": column["comment"]}
    if column.get("computed"):
        items.append(Computed(**column["computed"]))
    elif column.get("identity"):
        items.append(Identity(**column["identity"]))
    elif column["default"] is not None:
        keywords["server_default"] = text(column["default"])
    return Column(column["name"], column["type"], *items, **keywords)


def _reflected_index(index):
    columns = index["column_names"]
    if index.get("expressions"):
        columns = [name if name else text(expression) for name, expression in zip(columns, index["expressions"])]
    options = {name: value for name, value in index["dialect_options"].items() if name != "postgresql_invalid"}
    if "postgresql_where" in options:
        options["postgresql_where"] = text(options["postgresql_where"])
    return Index(index["name"], *columns, unique=index["unique"], **options)


def reflect(metadata, bind, inspector, schema=None, views=False, only=None, extend_existing=False, **options):
    if schema is None:
        schema = metadata.schema
    names = inspector.get_table_names(schema)
    if views:
        names = names + inspector.get_view_names(schema) + inspector.get_materialized_view_names(schema)
    if callable(only):
        names = [name for name in names if only(name, metadata)]
    elif only is not None:
        missing = [name for name in only if name not in names]
        if missing:
            listed = ", ".join(missing)
            raise InvalidRequestError(
                f"Could not reflect: requested table(s) not available in {bind.engine!r}: ({listed})"
            )
        names = list(only)
    for name in names:
        key = name if schema is None else f"{schema}.{name}"
        if extend_existing or key not in metadata.tables:
            Table(name, metadata, schema=schema, autoload_with=bind, extend_existing=extend_existing, **options)
`;
